"""The monitor from the other side: editors with four eyes, a party with its code, and a practice that somebody sends in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.progress.measures.actions import editing, practices, reporting
from medemens.progress.measures.models import Party, Practice, Proposal, StatusEvent
from medemens.progress.measures.queries import snapshot
from tests import make
from tests.journeys import ways
from tests.journeys.conftest import MOST_MILLISECONDS, PASSWORD, with_sign_in
from tests.journeys.test_measures import all_measures  # noqa: F401 - its fixture fills the monitor and empties it again
from tests.journeys.ways import Look, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = "main form[method=post]:not([action]):not([enctype]) button[type=submit]:not([name])"
UPLOAD = "main form[enctype] button[type=submit]"
MEASURE, STEP = "M2-03", "2026-06-15"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def editors(all_measures: None) -> tuple[StaffMember, StaffMember]:  # noqa: F811
    authority = Authority.objects.create(key="szw", name="Ministerie Verzonnen", edits_monitor=True)
    return make.staff(authority, "handler"), make.staff(authority, "coordinator")


@pytest.fixture
def colleague(chromium: Browser, live_server: Any, editors: tuple[StaffMember, StaffMember]) -> Iterator[Page]:
    """The second editor, at a desk of their own."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=live_server.url)
    context.set_default_timeout(MOST_MILLISECONDS)
    yield signed_in(context, editors[1])
    context.close()


def signed_in(context: BrowserContext, member: StaffMember, code: str = "nl") -> Page:
    page = context.new_page()
    ways.sign_in(page, member.email, PASSWORD, ways.digits_now(with_sign_in(member)), code)
    return page


def ask(page: Page, reasons: str = "Zie de bron.") -> int:
    """From a draft to a change that waits; its number."""
    page.fill("main [name=reasons]", reasons)
    press(page, "main form[action$='/ask/'] button")
    return int(page.url.split("/changes/")[1].split("/")[0])


def publish(page: Page, number: int) -> None:
    page.goto(f"/nl/workbench/monitor/changes/{number}/")
    ways.fill(page, {"verdict": "publish"})
    press(page, SAVE)
    assert Proposal.objects.get(pk=number).state == "published", page.inner_text("main")


def changed_workbook(content: bytes) -> bytes:
    """As an editor changes it: another title, and a day that was wrong."""
    book = openpyxl.load_workbook(BytesIO(content))
    names = [cell.value for cell in next(book["measures"].iter_rows())]
    for row in book["measures"].iter_rows(min_row=2):
        if row[0].value == MEASURE:
            row[names.index("title.en")].value = "Addresses where people stay"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_an_editor_brings_a_workbook_in_and_a_colleague_takes_it(
    desk: BrowserContext, editors: tuple[StaffMember, StaffMember], colleague: Page
) -> None:
    page = signed_in(desk, editors[0])
    page.goto("/nl/workbench/monitor/")
    press(page, "main a[href$='/monitor/files/']")
    with page.expect_download() as waiting:
        page.click("main a[href$='/monitor.xlsx']")
    content = changed_workbook(Path(waiting.value.path()).read_bytes())
    page.set_input_files("main input[type=file]", {"name": "monitor.xlsx", "mimeType": XLSX, "buffer": content})
    page.fill("main [name=reasons]", "Duidelijker titel.")
    press(page, UPLOAD)
    assert "Addresses where people stay" in page.inner_text("main"), "the differences are shown"
    assert snapshot.current().measures[MEASURE].title.en != "Addresses where people stay"
    number = ask(page)
    assert not page.locator("main [name=verdict]").count(), "nobody publishes their own"
    publish(colleague, number)
    assert snapshot.current().measures[MEASURE].title.en == "Addresses where people stay"
    page.goto("/en/measures/M2-03/")
    assert "Addresses where people stay" in page.inner_text("h1")


def test_a_step_is_added_corrected_and_stays_readable(
    desk: BrowserContext, editors: tuple[StaffMember, StaffMember], colleague: Page
) -> None:
    page = signed_in(desk, editors[0])
    page.goto(f"/nl/workbench/monitor/measure/{MEASURE}/")
    press(page, "main a[href$='/step/']")
    told = {"what": "happened", "phase": "in_force", "on": STEP, "fact_nl": "De wet geldt.", "new_title": "Staatsblad",
            "new_reference": "Stb. 2026, 100", "new_date": STEP, "reasons": "Gelezen."}  # fmt: skip
    ways.fill(page, told | {"on": "2031-01-01"})
    press(page, SAVE)
    assert page.locator("main .m-error").count() == 1, "what lies ahead did not happen"
    ways.fill(page, told)
    press(page, SAVE)
    publish(colleague, ask(page))
    assert snapshot.current().states(date(2026, 7, 1))[MEASURE].phase == "in_force"
    page.goto(f"/nl/workbench/monitor/measure/{MEASURE}/")
    press(page, f"main a[href$='/step/{STEP}-in-force/']")
    ways.fill(page, {"on": "2026-07-15", "reasons": "De dag was verkeerd."})
    press(page, SAVE)
    publish(colleague, ask(page))
    page.goto(f"/nl/measures/{MEASURE}/")
    assert page.locator("main del", has_text="De wet geldt.").count() == 1, "the old one stays readable"
    assert StatusEvent.objects.filter(key=f"{STEP}-in-force").count() == 2


def test_a_party_reports_with_its_code_and_reads_what_became_of_it(
    desk: BrowserContext, phone: BrowserContext, editors: tuple[StaffMember, StaffMember]
) -> None:
    party = Party.objects.get(name="gemeenten")
    editor = signed_in(desk, editors[0])
    editor.goto(f"/nl/workbench/monitor/parties/{party.pk}/")
    press(editor, "main form[action$='/invite/'] button")
    code = " ".join(editor.inner_text("main .m-code").split())
    page = phone.new_page()
    page.goto("/nl/measures/report-progress/")
    page.fill("#code", code)
    press(page, SAVE)
    of = page.locator("main .m-papers a").first.get_attribute("href") or ""
    press(page, f"main a[href='{of}']")
    ways.fill(page, {"phase": "in_force", "on": "2026-10", "fact": "Het meldpunt is open."})
    press(page, SAVE)
    assert "Het meldpunt is open." in page.inner_text("main")
    made = Proposal.objects.get()
    editor.goto(f"/nl/workbench/monitor/changes/{made.pk}/")
    ways.fill(editor, {"verdict": "send_back", "remark": "Welke gemeenten?"})
    press(editor, SAVE)
    page.reload()
    assert "Welke gemeenten?" in page.inner_text("main")
    press(page, "main form[action$='/leave/'] button")
    page.goto("/nl/measures/report-progress/mine/")
    assert page.locator("#code").count() == 1, "the code is forgotten"


def test_a_practice_is_sent_in_published_and_found(
    desk: BrowserContext, phone: BrowserContext, editors: tuple[StaffMember, StaffMember]
) -> None:
    page = phone.new_page()
    page.goto("/nl/measures/practices/")
    press(page, "main a[href$='/practices/send/']")
    ways.fill(page, {
        "theme": "huisvesting", "name": "Koffie op de camping", "who": "Gemeente Verzonnen", "place": "Venlo",
        "problem": "Niemand weet waar hulp is.", "approach": "Elke week koffie.", "contact_email": "vraag@verzonnen.example",
    })  # fmt: skip
    press(page, SAVE)
    assert page.url.endswith("/practices/sent/")
    editor = signed_in(desk, editors[0])
    editor.goto("/nl/workbench/monitor/practices/")
    press(editor, "main a[href*='/practices/sent/']")
    assert "vraag@verzonnen.example" in editor.inner_text("main")
    press(editor, SAVE)
    page.goto("/nl/measures/practices/?region=Limburg&theme=huisvesting")
    press(page, "main a[href$='/practices/koffie-op-de-camping/']")
    assert "vraag@verzonnen.example" not in page.inner_text("main")
    assert page.inner_text("main").count("niet bekend") or page.inner_text("main").count("not known") >= 3
    assert Practice.objects.filter(key="koffie-op-de-camping").exists()


# What everybody can read


def a_report(of: Party, editor: StaffMember) -> tuple[str, Proposal]:
    """A code and a report with it that was sent back."""
    now, today = timezone.now(), timezone.localdate()
    code = reporting.invite(party=of, until=today, by=editor, now=now, today=today)
    reporter = reporting.Reporter(of, invitation=of.invitations.get())
    (known, *_rest) = [one for one in snapshot.current().measures.values() if of.name in {each.name for each in one.responsible}]
    source = {"reported-x": {"title": "Reported by gemeenten", "date": today.isoformat()}}
    step = {"id": "x", "date": "2026-10", "phase": "in_force", "fact": {"nl": "Open."}, "source": "reported-x"}
    content = {"sources": source, "measures": [{"id": known.code, "status": [step]}]}
    made = reporting.report(reporter=reporter, measure=known.code, content=content, now=now)
    return code.written, editing.send_back(proposal=made, remark="Welke gemeenten?", by=editor, now=now)


@pytest.mark.parametrize("code", ways.OFFICIAL_LANGUAGES)
def test_what_editors_see_can_be_read_by_everybody(
    checker: BrowserContext, editors: tuple[StaffMember, StaffMember], code: str, look: Look
) -> None:
    party = Party.objects.get(name="gemeenten")
    now = timezone.now()
    step = {"id": "y", "date": "2026-12", "planned": "true", "announced": "2026-11-01", "phase": "in_force",
            "fact": {"nl": "Verwacht."}, "source": "kst-29861-122"}  # fmt: skip
    content = {"measures": [{"id": MEASURE, "title": {"en": "Other title"}, "status": [step]}]}
    draft = editing.draft(kind=Proposal.Kind.STEP, content=content, reasons="Gelezen.", by=editors[0], now=now, measure=MEASURE)
    a_report(party, editors[0])
    fields = {"name": "Koffie op de camping", "who": "Gemeente Verzonnen", "approach": "Elke week koffie."}
    sent = practices.send(
        theme="huisvesting", fields=fields, language="nl", contact={"contact_email": "v@verzonnen.example"}, public=True, now=now
    )
    page, start = signed_in(checker, editors[0], code), f"/{code}/workbench/monitor/"
    pages = {
        "measures": "", "measure": f"measure/{MEASURE}/", "add-step": f"measure/{MEASURE}/step/", "describe":
        f"measure/{MEASURE}/describe/", "promises": "promises/", "promise": "promises/motie-35359-11/", "changes": "changes/",
        "draft": f"changes/{draft.pk}/", "files": "files/", "parties": "parties/", "party": f"parties/{party.pk}/",
        "practices": "practices/", "sent": f"practices/sent/{sent.pk}/", "practice": "practices/of/barka/",
    }  # fmt: skip
    for name, address in pages.items():
        assert page.goto(start + address).status == 200, name  # type: ignore[union-attr]
        look(page, f"{code}-{name}")
    page.goto(f"{start}measure/{MEASURE}/step/")
    press(page, SAVE)
    look(page, f"{code}-add-step-mistakes")
    page.goto(f"{start}files/")
    page.set_input_files("main input[type=file]", {"name": "a.xlsx", "mimeType": XLSX, "buffer": b"no workbook"})
    page.fill("main [name=reasons]", "x")
    press(page, UPLOAD)
    look(page, f"{code}-files-mistakes")
    editing.ask(proposal=draft, reasons="Gelezen.", by=editors[0], now=now)
    checker.clear_cookies()
    other = signed_in(checker, editors[1], code)
    other.goto(f"{start}changes/{draft.pk}/")
    look(other, f"{code}-judge")


@pytest.mark.parametrize("code", ways.OFFICIAL_LANGUAGES)
def test_what_parties_and_readers_see_can_be_read_by_everybody(
    checker: BrowserContext, editors: tuple[StaffMember, StaffMember], code: str, look: Look
) -> None:
    party = Party.objects.get(name="gemeenten")
    written, _report = a_report(party, editors[0])
    page = checker.new_page()
    for name, address in {"directory": "", "one": "horst-dashboards/", "send": "send/", "sent": "sent/"}.items():
        page.goto(f"/{code}/measures/practices/{address}")
        look(page, f"{code}-practices-{name}")
    page.goto(f"/{code}/measures/practices/send/")
    press(page, SAVE)
    look(page, f"{code}-practices-mistakes")
    page.goto(f"/{code}/measures/report-progress/")
    look(page, f"{code}-code")
    page.fill("#code", written)
    press(page, SAVE)
    look(page, f"{code}-mine")
    press(page, "main .m-papers a >> nth=0")
    look(page, f"{code}-report")
    press(page, SAVE)
    look(page, f"{code}-report-mistakes")
