"""The monitor of the measures: a journalist finds what slipped, follows a step to its source, and shows a card elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from threading import Thread
from typing import Any

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import BrowserContext

from medemens.progress.measures import kept_pages
from medemens.progress.measures.queries import snapshot
from tests.journeys import refusals, ways
from tests.journeys.ways import Look, press
from tests.progress.measures import make_measures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

UNCHANGED = "medemens.progress.measures.migrations.0002_events_are_never_changed"


class Elsewhere:
    """Another site, which shows what it wants."""

    body = ""

    def __init__(self) -> None:
        site = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(site.body.encode())

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    site = Elsewhere()
    yield site
    site.server.shutdown()


@pytest.fixture(autouse=True)
def all_measures(transactional_db: None) -> Iterator[None]:
    """The data that come with the software. Afterwards the tables are emptied, which the database refuses for events."""
    snapshot._held = snapshot.Snapshot(shape=("nothing yet",))
    kept_pages.forget()
    make_measures.everything()
    yield
    with refusals.lifted(UNCHANGED):
        refusals.emptied(*import_module(UNCHANGED).COLUMNS)


def test_a_journalist_finds_what_slipped_and_where_that_was_said(phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto("/nl/")
    press(page, "main a[href='/nl/measures/']")
    page.fill("#q", "toelatingsstelsel")
    press(page, "main form[role=search] button")
    press(page, "main table a[href*='/measures/M1-01/']")
    timeline = page.locator("main ol.m-timeline li")
    assert timeline.count() == 11
    slipped = page.locator("main #step-plan-2027-01-01-in_force")
    assert "365" in slipped.inner_text()
    assert page.locator("main a[href='https://zoek.officielebekendmakingen.nl/kst-29861-98.html']").count() == 1
    page.fill("main [name=on]", "2022-12-31")
    press(page, "main form.m-stack button")
    assert "14 december 2020" in page.locator("main .m-word").inner_text(), "the bill came in 2023 only"


def test_a_member_of_parliament_compares_two_days_and_opens_a_commitment(desk: BrowserContext) -> None:
    page = desk.new_page()
    page.goto("/nl/measures/compare/")
    page.fill("main [name=from]", "2023-12-01")
    page.fill("main [name=to]", "2025-11-20")
    press(page, "main form.m-stack button")
    assert page.locator("main a[href*='/measures/M1-01/#step-']").count() >= 2, "it moved, and it slipped"
    press(page, "main a[href*='/measures/M3-16/#step-']")
    press(page, "main a[href*='/promises/#motie-35359-11']")
    assert page.locator("main #motie-35359-11 .m-timeline li").count() == 4


def test_another_site_shows_a_card_and_no_other_page(desk: BrowserContext, elsewhere: Elsewhere, live_server: Any) -> None:
    elsewhere.body = "".join(
        f'<iframe name="{name}" title="{name}" src="{live_server.url}/nl/measures/M1-10/{path}"></iframe>'
        for name, path in (("card", "card/"), ("whole", ""))
    )
    page = desk.new_page()
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/measures/M1-10/")):
        page.goto(elsewhere.address)
    (card,) = [each for each in page.frames if each.url.endswith("/card/")]
    assert "M1-10" in card.inner_text("h1")


@pytest.mark.parametrize("code", ways.OFFICIAL_LANGUAGES)
def test_what_readers_of_the_monitor_see_can_be_read_by_everybody(checker: BrowserContext, code: str, look: Look) -> None:
    page = checker.new_page()
    for name, address in {
        "front": "",
        "overview": "measures/",
        "found": "measures/?q=huis&on=2023-12-01&since=2021-01-01&kind=recommendation",
        "wrong-day": "measures/?on=gisteren",
        "theme": "measures/theme/huisvesting/",
        "measure": "measures/M1-01/",
        "reversed": "measures/M2-04/?on=2023-12-01",
        "overdue": "measures/M3-02/",
        "compare": "measures/compare/?from=2023-12-01&to=2025-11-20",
        "promises": "measures/promises/",
        "practices": "measures/practices/",
        "sources": "measures/sources/",
        "method": "measures/method/",
        "open-data": "measures/open-data/",
        "card": "measures/M1-10/card/",
    }.items():
        page.goto(f"/{code}/{address}")
        look(page, name)


@pytest.mark.parametrize("code", ways.OFFICIAL_LANGUAGES)
def test_somebody_follows_a_measure_by_mail_and_stops(
    checker: BrowserContext, code: str, look: Look, settings: Any, mailoutbox: list[EmailMessage]
) -> None:
    page = checker.new_page()
    settings.EMAIL_HOST = ""
    page.goto(f"/{code}/measures/follow/?theme=huisvesting")
    look(page, "follow-no-mail")
    settings.EMAIL_HOST = "mail.verzonnen.example"
    page.goto(f"/{code}/measures/M1-01/")
    page.locator("a[href*='/measures/follow/']").click()
    look(page, "follow")
    page.fill("input[name=address]", "lezer")
    page.locator("form[method=post] button.utrecht-button--primary-action").click()
    look(page, "follow-wrong")
    page.fill("input[name=address]", f"lezer-{code}@verzonnen.example")
    page.locator("form[method=post] button.utrecht-button--primary-action").click()
    look(page, "follow-asked")
    (mail,) = mailoutbox
    for name, wait in (("confirm", "follow-confirmed"), ("stop", "follow-stopped")):
        token = next(iter(re.findall(rf"/measures/follow/{name}/(\S+)/", mail.body + mail.extra_headers["List-Unsubscribe"])))
        page.goto(f"/{code}/measures/follow/{name}/{token}/")
        look(page, f"follow-{name}")
        page.locator("form[method=post] button.utrecht-button--primary-action").click()
        look(page, wait)
    page.goto(f"/{code}/measures/follow/stop/{token}/")
    look(page, "follow-link-over")
