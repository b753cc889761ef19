"""Somebody of a firm makes an account, signs in with a second factor, and sees the firm's page."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import BrowserContext, Page

from medemens.common.staff import StaffMember
from medemens.work.lenders.actions import accounts as deeds
from medemens.work.lenders.models import Account
from tests import make
from tests.journeys import ways
from tests.journeys.ways import Look, press
from tests.work.lenders import make_accounts, make_lenders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = "main form[method=post]:not([action]) button[type=submit]:not([name])"
GIVEN = {
    "firm": "Kassenwerk Verzonnen B.V.",
    "kvk": "1234 5678",
    "name": "Vera Verzonnen",
    "email": "vera@kassenwerk.example",
    "password": make_accounts.PASSWORD,
    "again": make_accounts.PASSWORD,
}


def make_one(page: Page, code: str, look: Look = ways.nothing) -> None:
    """From the page about accounts to that which says: sign in now. The first try has mistakes in it."""
    page.goto(f"/{code}/lenders/account/")
    look(page, "about")
    press(page, "main a[href$='/lenders/account/new/']")
    look(page, "new")
    ways.fill(page, {**GIVEN, "kvk": "1234567", "again": "iets anders"})
    press(page, SAVE)
    look(page, "new-mistakes")
    assert page.input_value("[name=firm]") == GIVEN["firm"]
    ways.fill(page, {key: GIVEN[key] for key in ("kvk", "password", "again")})
    press(page, SAVE)
    assert page.url.endswith("/lenders/account/made/"), page.inner_text("main")
    look(page, "made")


def come_in(page: Page, look: Look = ways.nothing) -> None:
    """Signs in, sets up the second factor, and comes to the page of the firm."""
    press(page, "main a[href*='/staff/sign-in/']")
    look(page, "sign-in")
    ways.sign_in(page, GIVEN["email"], GIVEN["password"])
    look(page, "set-up")
    secret = page.inner_text("main code").strip()
    page.fill("#id_code", ways.digits_now(secret))
    press(page, ways.BUTTON)
    look(page, "recovery-codes")
    press(page, "main a[href$='/staff/']")
    assert page.url.endswith("/lenders/account/home/"), page.url


def test_from_nothing_to_the_page_of_the_firm(phone: BrowserContext) -> None:
    page = phone.new_page()
    make_one(page, "nl")
    come_in(page)
    assert page.inner_text("h1") == GIVEN["firm"]
    assert page.locator("main .m-card--unsure").count() == 1
    links = [each.get_attribute("href") for each in page.locator(".m-menu a").all()]
    assert links == ["/nl/lenders/account/home/", "/nl/staff/account/"]
    press(page, ".m-menu form button")
    page.goto("/nl/lenders/account/home/")
    assert "/staff/sign-in/" in page.url


@pytest.fixture
def official(transactional_db: None) -> StaffMember:
    authority = make_lenders.admission_authority()
    authority.admits_lenders = True
    authority.save()
    return make.staff(authority, "handler")


@pytest.fixture(autouse=True)
def entries_that_go(entries_of_the_register_go: None) -> None:
    """After a test the entries of the register go."""


@pytest.mark.parametrize("code", ways.OFFICIAL_LANGUAGES)
def test_what_a_firm_sees_can_be_read_by_everybody(checker: BrowserContext, official: StaffMember, code: str, look: Look) -> None:
    page = checker.new_page()
    make_one(page, code, look)
    come_in(page, look)
    look(page, "home")
    account = Account.objects.get()
    lender = make_lenders.admitted(GIVEN["firm"], rsin="123456782", trade_names=("Flexjobs Fictief", "Kas en Veld Verzonnen"))
    make_lenders.entry(lender, "trade_register", date(2020, 1, 1))
    make_accounts.draft(account)
    make_accounts.draft(account, "lender_change")
    deeds.confirm(account=account, lender=lender, by=official, now=make.NOW)
    page.reload()
    look(page, "home-confirmed")
    page.goto(f"/{code}/workbench/")
    look(page, "not-your-role")
    press(page, "main a[href$='/staff/account/']")
    look(page, "own-account")
    press(page, "main a[href$='/account/change/']")
    ways.fill(page, {"email": official.email})
    press(page, SAVE)
    look(page, "change-mistake")
    press(page, "main p.m-actions a")
    page.goto(f"/{code}/lenders/account/close/")
    look(page, "close")
    press(page, SAVE)
    assert page.url.endswith("/lenders/account/?done=closed"), page.inner_text("main")
    look(page, "closed")
