"""A refusal with four eyes: one asks for what is missing and proposes, another sends back, and takes it the second time."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page

from medemens.casework.models import Case
from medemens.common.staff import StaffMember
from tests import make
from tests.casework.applications import application
from tests.casework.declared import declare, without_register
from tests.journeys import ways
from tests.journeys.conftest import PASSWORD, with_sign_in
from tests.journeys.test_handler import SAVE
from tests.journeys.ways import Look, press

__all__ = ["declare", "without_register"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> make.World:
    return make.world("Toelatingsautoriteit Verzonnen")


def come_in(page: Page, member: StaffMember, case: Case, code: str) -> None:
    """Signs in, opens the key, and stands before the case."""
    ways.sign_in(page, member.email, PASSWORD, ways.digits_now(with_sign_in(member)), code)
    page.goto(f"/{code}/workbench/cases/{case.reference}/")
    ways.open_key(page, make.PASSPHRASE)


def propose(page: Page, start: str) -> None:
    """Fills in a refusal and proposes it."""
    page.goto(f"{start}decision/")
    ways.fill(page, {"outcome": "refused", "addressee": "Uitzendbureau X", "about": "Aanvraag", "reasons": "Geen VOG.\n\nNiets."})
    press(page, SAVE)


@pytest.mark.parametrize("code", ways.OFFICIAL_LANGUAGES)
def test_a_refusal_is_proposed_sent_back_and_taken(
    checker: BrowserContext, desk: BrowserContext, world: make.World, look: Look, code: str
) -> None:
    case, _code = application(world)
    start = f"/{code}/workbench/cases/{case.reference}/"
    one, other = checker.new_page(), desk.new_page()
    come_in(one, world.handler, case, code)
    one.goto(f"{start}complete/")
    look(one, "complete")
    press(one, SAVE)
    look(one, "complete-mistake")
    one.fill("[name=text]", "De VOG van mevrouw Verzonnen.")
    press(one, SAVE)
    look(one, "case-to-be-completed")
    one.goto(f"{start}decision/")
    look(one, "decision")
    propose(one, start)
    assert one.locator("#second-person").is_visible()
    look(one, "case-waits")
    one.goto(f"{start}judge/")
    assert one.locator("[name=verdict]").count() == 0, "who proposed it does not judge it"
    look(one, "judge-own")

    come_in(other, world.coordinator, case, code)
    press(other, "#second-person ~ p a")
    other.check("[name=verdict][value=send_back]")
    other.fill("[name=remark]", "De VOG kwam gisteren.")
    press(other, SAVE)
    assert "De VOG kwam gisteren." in other.inner_text("main")
    propose(one, start)
    other.goto(f"{start}judge/")
    assert "Geen VOG." in other.inner_text(".m-letter")
    other.check("[name=verdict][value=take]")
    press(other, SAVE)
    assert other.locator("#second-person").count() == 0
    assert case.decisions.get().outcome == "refused"
    one.goto(start)
    look(one, "case-decided")


@pytest.mark.parametrize("code", ways.OFFICIAL_LANGUAGES)
def test_the_page_of_who_judges_is_fit_to_be_seen(checker: BrowserContext, world: make.World, look: Look, code: str) -> None:
    case, _code = application(world)
    start = f"/{code}/workbench/cases/{case.reference}/"
    page = checker.new_page()
    come_in(page, world.handler, case, code)
    propose(page, start)
    page.context.clear_cookies()
    come_in(page, world.coordinator, case, code)
    page.goto(f"{start}judge/")
    look(page, "judge")
    press(page, SAVE)
    look(page, "judge-mistake")
