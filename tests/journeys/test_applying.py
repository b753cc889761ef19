"""A firm that is new applies, answers what the authority asks, reads the decision and objects; and looks at its calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from medemens.casework.actions import cases as handling
from medemens.common.staff import StaffMember
from medemens.work.lenders.models import Application
from tests import make
from tests.journeys import ways
from tests.journeys.conftest import PASSWORD, with_sign_in
from tests.journeys.ways import Look, Told, press
from tests.work.lenders import make_lenders

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("entries_of_the_register_go"),
]

FORM = "main form[method=post]:not([action]) button[type=submit]"
SUBJECTS = ("lender_admission", "lender_provisional", "lender_exemption", "lender_change", "lender_objection")


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


STARTER: Told = {
    "firm": {"trade_names": "Flexwerk, Kassenwerk", "seat": "Eindhoven", "foreign": "no"},
    "trade_register": {"in_trade_register": "yes"},
    "numbers": {"kvk": "12345678", "rsin": "123456782"},
    "contact": {"applicant_function": "Bestuurder", "acts_as": "director"},
    "lent": {"never_lent": "yes"},
    "workers": {"workers": "40", "sectors": ["agriculture", "logistics"]},
    "security_form": {"security_form": "guarantee"},
    "housing": {"houses_workers": "no"},
    "change": {"change_kind": "director"},
    "changed": {**day("changed_on", make.today()), "change_text": "Er is een nieuwe bestuurder."},
    "grounds": {"objection_reasons": "De VOG zat bij de stukken.", "hearing": "yes"},
}
PICTURE = BytesIO()
Image.new("RGB", (400, 560), "white").save(PICTURE, "PNG")
PAPER = {"name": "vog.png", "mimeType": "image/png", "buffer": PICTURE.getvalue()}


def answer_all(page: Page, look: Look = ways.nothing) -> None:
    """Answers what is asked, up to the papers."""
    for _ in range(30):
        asked = ways.question(page)
        if not asked:
            return
        look(page, f"question-{asked}")
        told = STARTER.get(asked, {})
        ways.fill(page, {name: value for name, value in told.items() if page.locator(f"main [name='{name}']").count()})
        press(page, FORM)


def add_paper(page: Page, kind: str, told: dict[str, str], look: Look = ways.nothing) -> None:
    """Adds a paper from the page with all papers."""
    press(page, f"main a[href$='/papers/add/{kind}/']")
    look(page, f"paper-{kind}")
    ways.fill(page, told)
    page.set_input_files("#file", PAPER)
    press(page, FORM)
    assert page.url.endswith("?done=paper"), page.inner_text("main")


def go_in(context: BrowserContext, person: StaffMember, code: str) -> Page:
    page = context.new_page()
    page.goto(f"/{code}/lenders/applying/")
    ways.sign_in(page, person.email, PASSWORD, ways.digits_now(with_sign_in(person)), code)
    page.goto(f"/{code}/lenders/applying/")
    return page


@pytest.mark.parametrize("code", ways.OFFICIAL_LANGUAGES)
def test_a_starter_applies_answers_and_objects(checker: BrowserContext, look: Callable[[Page, str], None], code: str) -> None:
    world = make.world("Toelatingsautoriteit Verzonnen", subjects=SUBJECTS)
    account = make_lenders.account("Flexwerk Verzonnen B.V.")
    page = go_in(checker, account.person, code)
    look(page, "begin-empty")
    press(page, "main a[href$='/applying/choose/']")
    ways.fill(page, {"lent": "no", "certified": "no", "foreign": "no", "small": "no"})
    press(page, "main form[method=get] button")
    look(page, "choose")
    press(page, "main .m-card form button")
    look(page, "draft-new")
    press(page, "main a[href*='/question/']")
    answer_all(page, look)
    assert page.url.endswith("/papers/"), page.inner_text("main")
    look(page, "papers-empty")
    press(page, "main a[href$='/papers/add/conduct/']")
    press(page, FORM)
    look(page, "paper-wrong")
    press(page, "main a[href$='/papers/']")
    add_paper(page, "conduct", day("given_on", make.today() - timedelta(20)), look)
    add_paper(page, "security", {"amount": "50.000,00"})
    look(page, "papers")
    press(page, "main a[href$='/check/']")
    look(page, "check")
    press(page, FORM)
    look(page, "check-wrong")
    page.check("#true")
    press(page, FORM)
    assert page.url.endswith("/received/"), page.inner_text("main")
    look(page, "received")

    application = Application.objects.get(account=account)
    case = application.case
    assert case is not None
    opened = world.opened(case)
    handling.send(
        opened=opened,
        text="Stuur ons een VOG van alle bestuurders.",
        language="nl",
        question=True,
        by=world.handler,
        now=timezone.now(),
    )
    press(page, f"main a[href$='/applying/{application.pk}/']")
    press(page, "main a[href$='/withdraw/']")
    look(page, "withdraw")
    press(page, f"main p a[href$='/applying/{application.pk}/'] >> nth=0")
    look(page, "asked")
    page.click("main details summary:has-text('') >> nth=-1")
    page.fill("#text", "Hier is de VOG van de tweede bestuurder.")
    page.set_input_files("#file", PAPER)
    ways.fill(page, {"kind": "conduct", **day("given_on", make.today() - timedelta(2))})
    press(page, "main form[action$='/write/'] button")
    assert page.url.endswith("?done=written"), page.inner_text("main")

    on = make.today()
    reasons = "U leende in de laatste twaalf maanden uit."
    make_lenders.decided(world.opened(case), on=on, reasons=reasons, by=world.handler, now=timezone.now())
    page.reload()
    assert reasons in page.inner_text("main")
    look(page, "decided")
    press(page, "main form[action$='/object/1/'] button")
    look(page, "objection-draft")
    press(page, "main a[href*='/question/']")
    answer_all(page)
    press(page, "main a[href$='/check/']")
    look(page, "objection-check")
    page.check("#true")
    press(page, FORM)
    assert page.url.endswith("/received/"), page.inner_text("main")
    objection = Application.objects.get(subject="lender_objection").case
    assert objection is not None
    page.goto(f"/{code}/lenders/applying/")
    look(page, "begin")


@pytest.mark.parametrize("code", ways.OFFICIAL_LANGUAGES)
def test_a_firm_sees_what_the_law_asks_of_it(checker: BrowserContext, look: Callable[[Page, str], None], code: str) -> None:
    make.world("Toelatingsautoriteit Verzonnen", subjects=SUBJECTS)
    page = go_in(checker, make_lenders.account(of=make_lenders.admitted()).person, code)
    page.check("main [name=subject][value=lender_change]")
    press(page, FORM)
    press(page, "main a[href*='/question/']")
    answer_all(page, look)
    look(page, "change-papers")
    page.goto(f"/{code}/lenders/applying/calendar/")
    look(page, "calendar")
    with page.expect_download() as waiting:
        page.click("main a[href$='/calendar.ics']")
    assert waiting.value.suggested_filename == "medemens-lenders.ics"
    page.goto(f"/{code}/lenders/applying/")
    press(page, "main table a")
    press(page, "main a[href$='/discard/']")
    look(page, "discard")
    press(page, FORM)
    assert not Application.objects.exists()
