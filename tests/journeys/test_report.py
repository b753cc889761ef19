"""The annual report: an editor writes a text, has it made, looks, publishes; a reader follows it to a record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import BrowserContext

from medemens.progress.measures import kept_pages
from medemens.progress.measures.queries import snapshot
from medemens.progress.report import actions
from medemens.progress.report.models import Report
from tests.journeys import refusals, ways
from tests.journeys.conftest import PASSWORD, with_sign_in
from tests.journeys.ways import Look, press
from tests.progress.report import make_reports

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = "main form[method=post]:not([action]) button[type=submit]"
TEXT = "Verzonnen tekst van de redactie."


@pytest.fixture(autouse=True)
def tables_that_can_be_emptied(transactional_db: None) -> Iterator[None]:
    """After a test the tables are emptied, which the database refuses for some."""
    snapshot._held = snapshot.Snapshot(shape=("nothing yet",))
    kept_pages.forget()
    yield
    kept = (
        "medemens.progress.report.migrations.0002_what_was_made_is_never_changed",
        "medemens.progress.measures.migrations.0002_events_are_never_changed",
    )
    with refusals.lifted(*kept):
        call_command("flush", interactive=False, verbosity=0)


def published(desk: BrowserContext) -> Report:
    """The editor's whole way, in Dutch."""
    member = make_reports.editors().handler
    secret = with_sign_in(member)
    page = desk.new_page()
    ways.sign_in(page, member.email, PASSWORD, ways.digits_now(secret))
    press(page, "a[href='/nl/workbench/report/']")
    press(page, "main a[href$='/texts/2023/']")
    press(page, "main a[href='/nl/workbench/report/texts/2023/theme-werk/']")
    page.fill("#id_nl", TEXT)
    press(page, SAVE)
    page.goto("/nl/workbench/report/")
    page.fill("#id_year", "2023")
    page.fill("#id_as_of", "2023-12-01")
    press(page, SAVE)
    report = Report.objects.get()
    assert page.locator("progress").count() == 1
    call_command("db_worker", batch=True, interval=0, verbosity=0)
    press(page, "main a.m-button[href='?']")
    press(page, "main a[href$='/look/']")
    assert TEXT in page.inner_text(".m-card--written")
    press(page, "main p.m-noprint a")
    press(page, "main form[action$='/publish/'] button")
    report.refresh_from_db()
    assert report.published_at is not None
    return report


def test_an_editor_writes_makes_and_publishes_and_a_reader_reads(desk: BrowserContext, phone: BrowserContext) -> None:
    make_reports.monitor()
    report = published(desk)
    page = phone.new_page()
    page.goto("/nl/measures/report/")
    press(page, "main a[href^='/nl/measures/report/2023/']")
    assert TEXT in page.inner_text("section[aria-labelledby=theme-werk] .m-card--written")
    press(page, "section[aria-labelledby=changes] tbody a[href*='#step-']")
    assert "/nl/measures/M9-01/?on=2023-12-01#step-" in page.url
    page.goto("/nl/measures/report/2023/")
    with page.expect_download() as waiting:
        page.click("main a[href$='/nl.pdf']")
    assert waiting.value.suggested_filename == "annual-report-2023-2023-12-01-nl.pdf"
    page.goto("/nl/measures/report/2023/")
    page.click("main nav a[href='#method']")
    assert page.url.endswith("#method")
    assert report.files.count() == 6


def test_every_page_of_it_is_accessible(checker: BrowserContext, look: Look) -> None:
    make_reports.everything()
    world = make_reports.editors()
    now = timezone.now()
    for language in ("nl", "en"):
        actions.write(year=2023, chapter="summary", language=language, text=TEXT, by=world.handler, now=now)
    report = actions.want(year=2023, as_of=date(2026, 11, 26), address="", by=world.handler, now=now)
    page = checker.new_page()
    ways.sign_in(page, world.coordinator.email, PASSWORD, ways.digits_now(with_sign_in(world.coordinator)))
    for code in ways.OFFICIAL_LANGUAGES:
        page.goto(f"/{code}/workbench/report/{report.pk}/")
        look(page, f"progress-{code}")
    actions.make(number=report.pk, now=now)
    pages = {
        "workbench": "",
        "texts": "texts/2023/",
        "text": "texts/2023/summary/",
        "edition": f"{report.pk}/",
        "look": f"{report.pk}/look/",
    }
    for code in ways.OFFICIAL_LANGUAGES:
        for name, path in pages.items():
            page.goto(f"/{code}/workbench/report/{path}")
            look(page, f"{name}-{code}")
    page.goto("/nl/workbench/report/")
    page.fill("#id_as_of", "2019-01-01")
    press(page, SAVE)
    look(page, "refused")
    actions.publish(report=report, by=world.handler, now=now)
    for code in ways.OFFICIAL_LANGUAGES:
        for name, path in (("reports", ""), ("report", "2023/")):
            page.goto(f"/{code}/measures/report/{path}")
            look(page, f"{name}-{code}")
