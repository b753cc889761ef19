"""A real browser and the site as it is served, on a free port of this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from medemens.common.staff import StaffMember
from tests.journeys import refusals

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop of its own in this thread
QUIET = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
DESKTOP, PHONE, SMALLEST = 1280, 360, 320
"""Widths at which pages are looked at, in pixels."""
MOST_MILLISECONDS = 60_000
"""After which a step has failed, on a busy machine too."""
PASSWORD = "paarse fietsen in de regen"
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def styles_by_their_own_names(settings: Any) -> None:
    """The test server finds styles in the source, where their names have no fingerprint."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def phone(chromium: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """A small phone without scripts."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, base_url=live_server.url, accept_downloads=True
    )
    context.set_default_timeout(MOST_MILLISECONDS)
    yield context
    context.close()


@pytest.fixture
def checker(chromium: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """A browser with scripts, in which axe can look at a page."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, base_url=live_server.url, bypass_csp=True)
    context.set_default_timeout(MOST_MILLISECONDS)
    yield context
    context.close()


def violations(page: Any) -> list[str]:
    """What axe finds wrong on the page, by rule and place."""
    if not page.evaluate("typeof axe === 'object'"):
        page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})")
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Iterator[Callable[[Page, str], None]]:
    """Looks at a page as it stands on a desk, on a phone and on the smallest phone: axe finds nothing, and all fits.

    What is found is told at the end of the test. With PICTURES set to a folder it takes a picture of each page there.
    """
    found: list[str] = []
    pictures = os.environ.get("PICTURES", "")

    def looked(page: Page, name: str) -> None:
        before = page.viewport_size
        for width in (DESKTOP, PHONE, SMALLEST):
            page.set_viewport_size({"width": width, "height": 740})
            if width != SMALLEST:
                found.extend(f"{name}, {width} wide: {one}" for one in violations(page))
            elif (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                found.append(f"{name}, {width} wide: the page needs {wide}")
            if pictures and width != SMALLEST:
                page.screenshot(path=Path(pictures) / f"{request.node.name}-{name}-{width}.png", full_page=True)
        if before:
            page.set_viewport_size(before)

    yield looked
    assert not found, "\n".join(found)


@pytest.fixture
def entries_of_the_register_go(transactional_db: None) -> Iterator[None]:
    """After a test the tables are emptied, which the database refuses for this one."""
    yield
    with refusals.lifted("medemens.casework.migrations.0007_register_is_never_changed"):
        refusals.emptied("lenders_delivery", "lenders_proposalletter", "lenders_proposal", "casework_registerentry")


@pytest.fixture
def desk(chromium: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """A computer on a desk, without scripts."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=False, base_url=live_server.url, accept_downloads=True
    )
    context.set_default_timeout(MOST_MILLISECONDS)
    yield context
    context.close()


def with_sign_in(member: StaffMember) -> str:
    """Gives somebody the password of the tests and a second factor; the secret of that is the answer."""
    member.set_password(PASSWORD)
    member.save()
    secret: str = generate_totp_secret()
    TOTP.activate(member, secret)
    return secret
