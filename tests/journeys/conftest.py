"""A real browser and the site as it is served, on a free port of this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop of its own in this thread
QUIET = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
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
    yield context
    context.close()


@pytest.fixture
def checker(chromium: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """A browser with scripts, in which axe can look at a page."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, base_url=live_server.url, bypass_csp=True)
    yield context
    context.close()


def violations(page: Any) -> list[str]:
    """What axe finds wrong on the page, by rule and place."""
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})")
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]
