"""A hirer follows a lender: from its page, by a webhook and by mail, to the end of the list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core import mail as outbox
from playwright.sync_api import BrowserContext, Page

from medemens.work.lenders.actions import following
from medemens.work.lenders.following import network, telling
from medemens.work.lenders.models import Delivery, Follower
from tests.journeys import ways
from tests.journeys.ways import Look, press
from tests.work.lenders import make_lenders
from tests.work.lenders.following import outside
from tests.work.lenders.following.outside import ADDRESS, Hirer
from tests.work.lenders.following.world import suspended

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "Uitzendbureau Verzonnen B.V."
NEXT = "main form:has([name=step]) button[type=submit]"
KEPT = "main form.m-noprint button"
NOW = datetime(2028, 5, 10, 9, tzinfo=UTC)


@pytest.fixture
def hirer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hirer]:
    with outside.hirer() as made:
        monkeypatch.setattr(network, "OUTSIDE", made.network)
        yield made


@pytest.fixture(autouse=True)
def entries_that_go(entries_of_the_register_go: None) -> None:
    """After a test the entries of the register go."""


@pytest.fixture(autouse=True)
def mail(settings: Any) -> None:
    settings.EMAIL_HOST, settings.MAIL_FROM = "mail.verzonnen.example", "register@verzonnen.example"


def button(name: str) -> str:
    """The button of the form that leads to a page of the list."""
    return f"main form[action$='/following/mine/{name}/'] button"


def begun(page: Page, numbers: str, code: str, way: str, address: str, look: Look = ways.nothing) -> str:
    """From the form to the list; gives the code as it was shown."""
    page.goto(f"/{code}/lenders/following/")
    look(page, "begin")
    page.fill("#numbers", numbers)
    ways.fill(page, {"way": way, "address": address})
    press(page, NEXT)
    look(page, "recognised")
    press(page, NEXT)
    look(page, "code")
    shown = " ".join(page.inner_text(".m-code").split())
    press(page, KEPT)
    return shown


def test_a_hirer_follows_a_lender_by_webhook_from_its_page_to_the_end(desk: BrowserContext, hirer: Hirer) -> None:
    lender = make_lenders.admitted(NAME)
    page = desk.new_page()
    page.goto(f"/nl/lenders/{lender.number}/")
    press(page, "main form[action='/nl/lenders/following/'] button")
    assert page.input_value("#numbers") == lender.number
    ways.fill(page, {"way": "webhook", "address": ADDRESS})
    press(page, NEXT)
    assert NAME in page.inner_text("main table")
    press(page, NEXT)
    code, secret = " ".join(page.inner_text(".m-code").split()), page.inner_text("main code")
    assert secret.startswith("whsec_")
    press(page, KEPT)
    press(page, button("confirm"))
    assert page.locator("main .m-card--good").count() == 1
    suspended(lender, at=NOW)
    assert telling.once(now=NOW) == 1
    assert hirer.messages[-1]["entry"]["kind"] == "suspended"
    press(page, "main form[action$='/close/'] button")
    page.fill("#code", code)
    press(page, "main form[action$='/mine/'] button")
    assert lender.number in page.locator("main table").nth(1).inner_text()
    press(page, "main a[href$='/mine/end/']")
    press(page, "main form button")
    assert not Follower.objects.exists()


def test_a_hirer_follows_by_mail_on_a_phone(phone: BrowserContext) -> None:
    lender = make_lenders.admitted(NAME)
    page = phone.new_page()
    begun(page, lender.number, "nl", "mail", "inkoop@verzonnen.example")
    (sent,) = outbox.outbox
    (link,) = re.findall(r"https?://[^/\s]+(/nl/lenders/following/confirm/\S+)", sent.body)
    page.goto(link)
    press(page, "main form button")
    suspended(lender, at=NOW)
    assert telling.once(now=NOW) == 1
    (link,) = re.findall(r"https?://[^/\s]+(/nl/lenders/following/stop/\S+)", outbox.outbox[-1].body)
    page.goto(link)
    press(page, "main form button")
    assert not Follower.objects.exists()


@pytest.mark.parametrize("code", ways.OFFICIAL_LANGUAGES)
def test_what_hirers_see_can_be_read_by_everybody(checker: BrowserContext, hirer: Hirer, code: str, look: Look) -> None:
    lender, other = make_lenders.admitted(NAME), make_lenders.admitted("Verzonnen Flex B.V.")
    page = checker.new_page()
    page.goto(f"/{code}/lenders/{lender.number}/")
    look(page, "lender")
    page.goto(f"/{code}/lenders/following/mine/")
    look(page, "code-form")
    page.fill("#code", "12")
    press(page, "main form[action$='/mine/'] button")
    look(page, "code-wrong")
    numbers = f"{lender.organisation.kvk}\n{other.number}\n99999999\nabc"
    begun(page, numbers, code, "webhook", ADDRESS, look)
    look(page, "unconfirmed")
    hirer.behave = outside.status(500)
    press(page, button("confirm"))
    look(page, "not-confirmed")
    hirer.behave = outside.echo
    press(page, button("confirm"))
    suspended(lender, at=NOW)
    make_lenders.entry(other, "extended", date(2028, 5, 1), valid_until=date(2032, 6, 30))
    telling.once(now=NOW)
    Delivery.objects.filter(entry__kind="extended").update(delivered_at=None, given_up_at=NOW)
    following.pause(follower=Follower.objects.get(), now=NOW)
    page.fill("#numbers", "88888888")
    press(page, button("add"))
    look(page, "wrong-number")
    page.goto(f"/{code}/lenders/following/mine/")
    look(page, "paused")
    for name in ("address", "end"):
        page.goto(f"/{code}/lenders/following/mine/{name}/")
        look(page, name)
    page.goto(f"/{code}/lenders/following/")
    page.fill("#numbers", lender.number)
    ways.fill(page, {"way": "mail", "address": "geen adres"})
    press(page, NEXT)
    look(page, "wrong-address")
    begun(page, lender.number, code, "mail", "inkoop@verzonnen.example")
    look(page, "mail")
    for link in re.findall(r"https?://[^/\s]+(/\w\w/lenders/following/\w+/\S{20,})", outbox.outbox[-1].body):
        page.goto(link)
        look(page, "confirm")
        press(page, "main form button")
        look(page, "confirmed")
    page.goto(f"/{code}/lenders/following/stop/niets/")
    look(page, "link-over")
