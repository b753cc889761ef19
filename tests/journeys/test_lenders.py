"""The register of lenders: a worker looks an agency up, a hirer gets a proof, two people of the authority suspend."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import BrowserContext, Page

from medemens.common.staff import StaffMember
from medemens.work.lenders.models import Proposal
from tests import make
from tests.journeys import ways
from tests.journeys.conftest import PASSWORD, with_sign_in
from tests.journeys.ways import Look, press
from tests.work.lenders import make_lenders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIND = "main form[role=search] button"
SAVE = "main form[method=post]:not([action]) button[type=submit]:not([name])"
NAME = "Uitzendbureau Verzonnen B.V."


def day(page: Page, on: date) -> None:
    """Fills in the day that is asked about."""
    for part in ("day", "month", "year"):
        page.fill(f"main [name=on-{part}]", str(getattr(on, part)))


def test_a_worker_looks_up_an_agency_with_a_typing_error(phone: BrowserContext) -> None:
    lender = make_lenders.admitted(NAME)
    make_lenders.entry(lender, "suspended", date(2028, 5, 1))
    page = phone.new_page()
    page.goto("/pl/")
    press(page, "main a[href='/pl/lenders/']")
    page.fill("#q", "Uitzendburo Verzonen")
    press(page, FIND)
    press(page, f"main a[href$='/lenders/{lender.number}/']")
    assert page.inner_text("h1") == NAME
    tones = {}
    for on in (date(2028, 4, 30), date(2028, 5, 29)):
        day(page, on)
        press(page, "main form[method=get] button")
        tones[on] = page.locator("main .m-card").first.get_attribute("class")
    assert tones == {date(2028, 4, 30): "m-card m-card--good", date(2028, 5, 29): "m-card m-card--bad"}


def test_a_hirer_gets_a_proof_that_anybody_can_verify(desk: BrowserContext) -> None:
    lender = make_lenders.admitted(NAME)
    page = desk.new_page()
    page.goto("/nl/")
    press(page, "main a[href='/nl/lenders/check/']")
    page.fill("#numbers", f"{lender.organisation.kvk}\n99999999")
    day(page, date(2028, 2, 1))
    press(page, SAVE)
    assert NAME in page.inner_text("main table")
    with page.expect_download() as waiting:
        page.click("main button[name=as][value=json]")
    proof = Path(waiting.value.path()).read_text(encoding="utf-8")
    page.goto("/nl/lenders/verify/")
    page.set_input_files(
        "main input[type=file]", {"name": "proof.json", "mimeType": "application/json", "buffer": proof.encode()}
    )
    press(page, SAVE)
    assert page.locator("main .m-card--good").count() == 1
    header, claims, signature = json.loads(proof)["statement"].split(".")
    forged = ".".join((header, claims[:-4] + ("AAAA" if claims[-4:] != "AAAA" else "BBBB"), signature))
    page.goto("/nl/lenders/verify/")
    page.set_input_files("main input[type=file]", {"name": "proof.jws", "mimeType": "text/plain", "buffer": forged.encode()})
    press(page, SAVE)
    assert page.locator("main .m-card--bad").count() == 1


def without_triggers(*statements: str) -> None:
    """Empties the tables of the register after a test, which the database refuses."""
    unchanged = import_module("medemens.casework.migrations.0007_register_is_never_changed")
    back, again = (
        (unchanged.POSTGRESQL_BACK, unchanged.POSTGRESQL)
        if connection.vendor == "postgresql"
        else (unchanged.SQLITE_BACK, unchanged.SQLITE)
    )
    with connection.cursor() as cursor:
        for statement in (*back, *statements, "DELETE FROM casework_registerentry", *again):
            cursor.execute(statement)


@pytest.fixture(autouse=True)
def entries_that_go(transactional_db: None) -> Iterator[None]:
    """After a test the tables are emptied."""
    yield
    without_triggers("DELETE FROM lenders_proposal")


@pytest.fixture
def admitting() -> tuple[StaffMember, StaffMember]:
    authority = make_lenders.admission_authority()
    authority.admits_lenders = True
    authority.save()
    return make.staff(authority, "handler"), make.staff(authority, "coordinator")


def signed_in(context: BrowserContext, member: StaffMember, code: str = "nl") -> Page:
    page = context.new_page()
    ways.sign_in(page, member.email, PASSWORD, ways.digits_now(with_sign_in(member)), code)
    return page


def propose(page: Page, number: str, code: str = "nl", look: Look = ways.nothing) -> None:
    """Proposes a suspension of a lender; the days are shown before."""
    page.goto(f"/{code}/workbench/admission/lender/{number}/decision/")
    look(page, "decision")
    ways.fill(page, {"kind": "suspended", "made_known_on": "2030-05-01", "reasons": "Verzonnen reden."})
    press(page, "main button[name=preview]")
    look(page, "days")
    assert "29" in page.inner_text("main [role=status]"), "a suspension takes effect 28 days after it is made known"
    press(page, SAVE)


def test_one_proposes_a_suspension_and_another_approves(
    desk: BrowserContext, phone: BrowserContext, admitting: tuple[StaffMember, StaffMember]
) -> None:
    lender = make_lenders.admitted(NAME)
    one = signed_in(desk, admitting[0])
    propose(one, lender.number)
    proposal = Proposal.objects.get()
    one.goto(f"/nl/workbench/admission/proposals/{proposal.pk}/")
    assert not one.locator("main [name=verdict]").count(), "nobody approves what they proposed"
    desk.clear_cookies()
    other = signed_in(desk, admitting[1])
    other.goto("/nl/workbench/admission/proposals/")
    press(other, f"main a[href$='/proposals/{proposal.pk}/']")
    ways.fill(other, {"verdict": "approve"})
    press(other, SAVE)
    proposal.refresh_from_db()
    assert proposal.state == "approved"
    assert proposal.judged_by == admitting[1]


@pytest.mark.parametrize("code", ways.READERS)
def test_what_a_worker_sees_can_be_read_by_everybody(checker: BrowserContext, code: str, look: Look) -> None:
    lender = make_lenders.admitted(NAME)
    make_lenders.lender("Uitzendbureau Verzonnen Zuid B.V.")
    page = checker.new_page()
    for name, address in {
        "front": "",
        "find": "lenders/",
        "found": "lenders/?q=Uitzendburo+Verzonen",
        "nothing": "lenders/?q=xqzwv",
        "lender": f"lenders/{lender.number}/",
        "open-data": "lenders/open-data/",
    }.items():
        page.goto(f"/{code}/{address}")
        look(page, name)


@pytest.mark.parametrize("code", ways.OFFICIAL_LANGUAGES)
def test_what_hirers_and_the_authority_see_can_be_read_by_everybody(
    checker: BrowserContext, admitting: tuple[StaffMember, StaffMember], code: str, look: Look
) -> None:
    lender = make_lenders.admitted(NAME)
    page = checker.new_page()
    page.goto(f"/{code}/lenders/verify/")
    look(page, "verify")
    page.goto(f"/{code}/lenders/check/")
    look(page, "check")
    page.fill("#numbers", f"{lender.organisation.kvk}\n99999999\nabc")
    press(page, SAVE)
    look(page, "checked")
    page.close()
    page = signed_in(checker, admitting[0], code)
    propose(page, lender.number, code, look)
    look(page, "proposed")
    for name in ("", "enter/", "ends/", "proposals/", f"lender/{lender.number}/", f"lender/{lender.number}/entry/"):
        page.goto(f"/{code}/workbench/admission/{name}")
        look(page, f"admission-{name.replace('/', '-')}")
