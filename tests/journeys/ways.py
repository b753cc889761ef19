"""The ways that people walk through the site, step by step; by names, addresses and structure, so in any language."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page

Told = dict[str, dict[str, Any]]
Look = Callable[[Page, str], None]

READERS = ("nl", "pl", "ar") if "PICTURES" in os.environ else ("ar",)
OFFICIAL_LANGUAGES = ("nl", "en") if "PICTURES" in os.environ else ("nl",)
"""Languages in which pages are looked at; more when pictures are taken of them."""

STEP, NEEDED = 30, 8
"""Seconds that a code of a second factor lasts, and those that typing it takes on a busy machine."""

BUTTON = "main form:not([action]) button[type=submit]"

WHERE_AND_WHO: Told = {
    "place": {"place": "Eindhoven"},
    "address": {"street": "Verzonnenstraat", "house_number": "12a"},
    "organisation": {"organisation_name": "Fictieve Verhuur", "organisation_details": "biały bus"},
    "way": {"way": "anonymous"},
}

LANDLORD: Told = {
    "subject": {"subject": "housing"},
    "relation": {"relation": "self"},
    "topics": {"topics": ["deposit", "overcrowded"]},
    "danger": {"danger": "no"},
    "people": {"sleepers": "7", "rooms": "2"},
    "tenancy": {
        "concluded_on-day": "1",
        "concluded_on-month": "3",
        "concluded_on-year": "2026",
        "bare_rent": "600",
        "written_agreement": "no",
        "separate_agreements": "no",
    },
    "deposit": {"deposit": "1800", "set_off_specified": "no"},
    "information": {"migrant_worker": "yes", "informed_rights": "no", "information_understood": "no"},
    "when": {"since": "year", "continuing": "yes", "raised": "no"},
    "story": {"story": "Właściciel nie oddaje kaucji. Śpimy w siedem osób.", "proof": ""},
    "request": {"request": "report"},
    **WHERE_AND_WHO,
}

PAY: Told = {
    **WHERE_AND_WHO,
    "subject": {"subject": "pay"},
    "relation": {"relation": "self"},
    "topics": {"topics": ["too_little", "fee"]},
    "danger": {"danger": "no"},
    "pay": {"rhythm": "week", "gross_pay": "500,00", "hours": "45"},
    "fee": {"fee": "250", "fee_to": "agency"},
    "papers": {"has_contract": "no", "has_payslip": "yes", "has_hours": "unknown"},
    "people": {"people": "12"},
    "when": {"since": "month", "continuing": "yes", "raised": "yes"},
    "story": {"story": "Płacą mniej, niż obiecali.", "proof": ""},
}

UNSAFE_WORK: Told = {
    **PAY,
    "subject": {"subject": "unsafe_work"},
    "topics": {"topics": ["accident", "machine"]},
    "accident": {
        "accident_on-day": "2",
        "accident_on-month": "11",
        "accident_on-year": "2026",
        "injury": "hospital",
        "employer_reported": "no",
    },
}

EXPLOITATION: Told = {
    **PAY,
    "subject": {"subject": "exploitation"},
    "topics": {"topics": ["papers", "locked"]},
    "danger": {"danger": "yes"},
    "safety": {"watched": "yes", "can_leave": "no"},
    "when": {"since": "longer", "continuing": "yes"},
}

FORMAL: Told = {
    **LANDLORD,
    "request": {"request": "formal"},
    "way": {"way": "contact"},
    "contact": {"contact_name": "Jan Zmyślony", "contact_when": "po 19:00"},
}
"""A request to act against it, with a name: a decision must follow."""

QUESTION: Told = {
    **WHERE_AND_WHO,
    "subject": {"subject": "other"},
    "relation": {"relation": "helper"},
    "topic": {"topic": "registration"},
    "story": {"story": "أين أسجل عنواني؟", "proof": ""},
}


def nothing(page: Page, name: str) -> None:
    """For who only passes by."""


def press(page: Page, selector: str) -> None:
    """Presses a link or a button, and waits for the page to which it leads."""
    with page.expect_navigation():
        page.click(selector)


def fill(page: Page, values: dict[str, Any]) -> None:
    """Fills in fields by their names: a text, a choice, or a list of choices."""
    for name, value in values.items():
        field = page.locator(f"main [name='{name}']")
        if field.first.get_attribute("type") in ("radio", "checkbox"):
            for each in value if isinstance(value, list) else [value]:
                page.check(f"main [name='{name}'][value='{each}']")
        elif field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def question(page: Page) -> str:
    """The name of the question on a page of a report; empty on another page."""
    field = page.locator("input[name=question]")
    return field.get_attribute("value") or "" if field.count() else ""


def answer(page: Page, told: Told) -> None:
    """Fills in the question of this page and goes on."""
    fill(page, told[question(page)])
    press(page, BUTTON)


def answer_until(page: Page, told: Told, until: str = "", look: Look = nothing) -> None:
    """Answers what is asked, up to a question, or up to the page with all answers."""
    for _ in range(30):
        asked = question(page)
        if asked == until:
            return
        assert asked, f"no question any more, and not at {until}: {page.url}"
        look(page, f"question-{asked}")
        answer(page, told)
    raise AssertionError(f"did not come to {until}: {page.url}")


def begin(page: Page, code: str) -> None:
    """From the first page of the reporting point to the first question."""
    page.goto(f"/{code}/report/")
    press(page, "main a[href$='/report/question/1/']")


def report(page: Page, code: str, told: Told, look: Look = nothing, files: tuple[Any, ...] = ()) -> str:
    """From the start to the receipt; gives the code as it is shown there."""
    begin(page, code)
    answer_until(page, told, look=look)
    look(page, "check")
    press(page, "main a[href$='/report/send/']")
    look(page, "send")
    if files:
        page.set_input_files("#files", list(files))
    press(page, BUTTON)
    assert page.url.endswith("/report/receipt/"), page.inner_text("main")
    look(page, "receipt")
    return " ".join(page.inner_text(".m-code").split())


def open_mailbox(page: Page, code: str, typed: str) -> None:
    """Opens the mailbox with what somebody typed as their code."""
    page.goto(f"/{code}/report/mailbox/")
    page.fill("#code", typed)
    press(page, "main form[action$='/mailbox/'] button")


def digits_now(secret: str) -> str:
    """What an app for second factors shows now. When that is about to change it waits, as people learn to do."""
    if (left := STEP - time.time() % STEP) < NEEDED:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, int(time.time()) // STEP))


def sign_in(page: Page, email: str, password: str, second: str = "", code: str = "nl") -> None:
    """Signs in with a password, and with a second factor when there is one."""
    if "/staff/sign-in/" not in page.url:
        page.goto(f"/{code}/staff/sign-in/")
    page.fill("#id_login", email)
    page.fill("#id_password", password)
    press(page, BUTTON)
    if second:
        page.fill("#id_code", second)
        press(page, BUTTON)


def open_key(page: Page, passphrase: str) -> None:
    """Opens one's own key."""
    page.fill("#id_passphrase", passphrase)
    press(page, "main form:has(#id_passphrase) button")
