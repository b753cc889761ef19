"""The admission authority assesses what a firm sent, looks over what expires; an inspector reads what is not public."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from medemens.casework.models import AuditEntry, RegisterEntry
from medemens.common.staff import StaffMember
from medemens.work.lenders.models import Account, Consultation, Lender
from tests import make
from tests.journeys import ways
from tests.journeys.conftest import PASSWORD, with_sign_in
from tests.journeys.ways import Look, press
from tests.make import PASSPHRASE, World
from tests.work.lenders import make_applications, make_lenders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = "main form[method=post]:not([action]) button[type=submit]:not([name])"
GROUND = {"basis": "inspectors", "purpose": "supervision", "reference": "Z123"}


@pytest.fixture(autouse=True)
def entries_that_go(entries_of_the_register_go: None) -> None:
    """After a test the entries of the register go."""


@pytest.fixture
def world() -> World:
    return make_applications.admitting()


@pytest.fixture
def sent(world: World) -> make_applications.Sent:
    """An application of a firm of which another has nearly the same name, with papers that are not all good."""
    make_lenders.lender("Aanvrag Verzonnen V.O.F.", kvk="87654321")
    today = timezone.localdate()
    made = make_applications.sent(world, now=timezone.now() - timedelta(days=3))
    make_applications.paper(made, "conduct", given_on=today - timedelta(200))
    make_applications.paper(made, "security", number=2, amount=10_000_00, valid_until=today + timedelta(20))
    make_applications.paper(made, "sna_certificate", number=3, valid_until=today - timedelta(1))
    return made


def signed_in(context: BrowserContext, member: StaffMember, code: str = "nl") -> Page:
    page = context.new_page()
    ways.sign_in(page, member.email, PASSWORD, ways.digits_now(with_sign_in(member)), code)
    return page


def test_a_handler_brings_a_firm_in_and_confirms_its_account(
    desk: BrowserContext, world: World, sent: make_applications.Sent
) -> None:
    page = signed_in(desk, world.handler)
    page.goto("/nl/workbench/admission/")
    press(page, "main a[href$='/admission/applications/']")
    press(page, f"main a[href$='/applications/{sent.reference}/']")
    assert "87654321" in page.inner_text("main"), "somebody who may want to be mistaken for it"
    press(page, "main a[href$='/enter/']")
    ways.open_key(page, PASSPHRASE)
    assert page.input_value("#id_name") == "Aanvraag Verzonnen B.V."
    press(page, SAVE)
    press(page, "main a[href$='/applied/']")
    press(page, SAVE)
    assert RegisterEntry.objects.get(organisation__kvk="12345678").kind == "applied"
    press(page, "main a[href$='/account/confirm/']")
    press(page, SAVE)
    assert page.locator("main .m-summary").count() == 1, "it asks how it was checked"
    ways.fill(page, {"ways": ["letter", "telephone"]})
    press(page, SAVE)
    account = Account.objects.get()
    assert account.lender == Lender.objects.get(organisation__kvk="12345678")
    assert account.confirmed_by == world.handler


def test_what_expires_is_seen_over_all_firms_and_taken_out(
    desk: BrowserContext, world: World, sent: make_applications.Sent
) -> None:
    page = signed_in(desk, world.handler)
    page.goto("/nl/workbench/admission/papers/")
    assert page.locator("main tbody tr").count() == 2
    page.select_option("#which", "conduct")
    press(page, "main form[method=get] button")
    assert page.locator("main tbody tr").count() == 1
    with page.expect_download() as waiting:
        page.click("main form[action$='/papers/list/'] button")
    assert waiting.value.suggested_filename.startswith("papers-conduct-")
    assert AuditEntry.objects.filter(deed="register.listed").exists()


def inspectorate() -> World:
    made = make.world("Inspectie Verzonnen", subjects=("none",))
    made.authority.consults_lenders = "inspectors administrative_body"
    made.authority.save()
    return made


def test_an_inspector_reads_a_lender_on_a_ground(desk: BrowserContext) -> None:
    lender = make_lenders.admitted(rsin="123456782")
    page = signed_in(desk, inspectorate().handler)
    press(page, "nav a[href$='/workbench/consulting/']")
    page.fill("#q", "Uitzendburo Verzonen")
    press(page, "main form[role=search] button")
    press(page, f"main a[href$='/lender/{lender.number}/']")
    press(page, SAVE)
    assert page.locator("main .m-summary").count() == 1, "a ground is needed"
    ways.fill(page, GROUND)
    press(page, SAVE)
    assert "123456782" in page.inner_text("main")
    assert Consultation.objects.get().lender == lender


@pytest.mark.parametrize("code", ways.OFFICIAL_LANGUAGES)
def test_what_the_authority_sees_can_be_read_by_everybody(
    checker: BrowserContext, world: World, sent: make_applications.Sent, code: str, look: Look
) -> None:
    linked = make_applications.sent(world, lender=make_lenders.lender("Aanvraag Verzonnen Zuid B.V."), now=timezone.now())
    page = signed_in(checker, world.handler, code)
    root = f"/{code}/workbench/admission"
    for name, address in {
        "applications": "applications/",
        "application": f"applications/{sent.reference}/",
        "linked": f"applications/{linked.reference}/",
        "link": f"applications/{sent.reference}/lender/",
        "applied": f"applications/{linked.reference}/applied/",
        "confirm": f"applications/{linked.reference}/account/confirm/",
        "invitation": f"applications/{sent.reference}/account/invitation/",
        "close": f"applications/{sent.reference}/account/close/",
        "papers": "papers/",
    }.items():
        page.goto(f"{root}/{address}")
        look(page, name)
    page.goto(f"{root}/applications/{sent.reference}/enter/")
    ways.open_key(page, PASSPHRASE)
    look(page, "enter")
    letter = {"addressee": "Verzonnen B.V.\nVerzonnenstraat 1", "about": "Uw toelating", "told": "U betaalde geen loon."}
    page.goto(f"{root}/lender/{make_lenders.admitted().number}/decision/")
    ways.fill(page, {"kind": "suspended", "made_known_on": "2030-05-01", "reasons": "Verzonnen reden.", **letter})
    press(page, "main button[name=preview]")
    look(page, "letter")


@pytest.mark.parametrize("code", ways.OFFICIAL_LANGUAGES)
def test_what_an_inspector_sees_can_be_read_by_everybody(checker: BrowserContext, world: World, code: str, look: Look) -> None:
    lender = make_lenders.admitted(rsin="123456782")
    sent = make_applications.sent(world, lender=lender)
    make_applications.paper(sent, "conduct", given_on=timezone.localdate())
    page = signed_in(checker, inspectorate().handler, code)
    page.goto(f"/{code}/workbench/consulting/?q=Uitzendburo+Verzonen")
    look(page, "find")
    page.goto(f"/{code}/workbench/consulting/lender/{lender.number}/")
    look(page, "ground")
    ways.fill(page, GROUND)
    press(page, SAVE)
    look(page, "lender")
