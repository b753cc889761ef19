"""A worker's whole way: from the first page to the document, on a small phone, without scripts, in three languages."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.journeys.conftest import violations
from tests.journeys.ways import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILLED: dict[str, dict[str, str]] = {
    "period": {
        "first-day": "1",
        "first-month": "6",
        "first-year": "2026",
        "last-day": "28",
        "last-month": "6",
        "last-year": "2026",
    },
    "rhythm": {"rhythm": "week"},
    "birth": {"adult": "23"},
    "employer": {"employer": "agency"},
    "same": {"same": "yes"},
    "hours": {"hours": "40"},
    "agreed": {"agreed_weekly_hours": "40"},
    "gross": {"gross_pay": "520,00"},
    "uncounted": {"uncounted_pay": "0"},
    "housing": {"housing_deduction": "160"},
    "housing_papers": {"housing_permission": "yes", "tenancy_agreement": "unknown", "landlord_certified": "yes"},
    "health": {"health_deduction": "0"},
    "other": {"other_deductions": "15", "advance": "0"},
    "overtime": {"time_off_hours": "0"},
    "allowance": {"allowance_paid": "0", "employment_ended": "no"},
    "cash": {"cash_paid": "0"},
    "payslip": {"payslip_given": "yes"},
}
CHOICES = {"rhythm", "adult", "employer", "same", "employment_ended", "payslip_given", *FILLED["housing_papers"]}


def fill(page: Page, name: str, values: dict[str, str] | None = None) -> None:
    """Fills in one question and goes on."""
    for field, value in (values or FILLED[name]).items():
        if field in CHOICES:
            page.check(f"input[name={field}][value='{value}']")
        else:
            page.fill(f"#{field}", value)
    press(page, "main form:not([action]) button[type=submit]")


def question(page: Page) -> str:
    """The name of the question on the page."""
    return page.url.rstrip("/").split("/")[-1]


def walk(page: Page, code: str, until: str = "answers") -> None:
    """Answers every question that comes, up to one."""
    page.goto(f"/{code}/pay/question/period/")
    for _ in range(30):
        if question(page) == until:
            return
        fill(page, question(page))
    raise AssertionError(f"did not come to {until}: {page.url}")


@pytest.mark.parametrize(("code", "direction"), [("nl", "ltr"), ("pl", "ltr"), ("ar", "rtl")])
def test_from_the_first_page_to_the_document(phone: BrowserContext, code: str, direction: str) -> None:
    page = phone.new_page()
    page.goto("/nl/")
    press(page, f"main a[hreflang={code}]")
    assert page.get_attribute("html", "dir") == direction
    press(page, "main .m-button")
    press(page, "main .m-button")
    assert question(page) == "period"
    walk(page, code)
    press(page, "a[href$='/question/gross/?change=1']")
    assert page.input_value("#gross_pay") == "520,00"
    fill(page, "gross", {"gross_pay": "510,00"})
    assert question(page) == "answers"
    press(page, "main .m-button")
    assert any(digit.isdigit() for digit in page.inner_text("h1"))
    assert "WML art. 7, 8" in page.inner_text("main")
    with page.expect_download() as waiting:
        page.click("a[href$='/result/document/']")
    assert waiting.value.suggested_filename == "medemens.pdf"
    assert "510" not in page.url
    press(page, "form[action$='/forget/'] button")
    page.goto(f"/{code}/pay/result/")
    assert page.url.endswith(f"/{code}/pay/")


def test_going_back_loses_nothing(phone: BrowserContext) -> None:
    page = phone.new_page()
    walk(page, "nl", until="employer")
    page.go_back()
    page.go_back()
    assert question(page) == "rhythm"
    assert page.is_checked("input[value=week]")
    page.reload()
    assert page.is_checked("input[value=week]")


@pytest.mark.parametrize(
    ("name", "values", "wrong"),
    [
        ("period", {"last-year": "2025"}, "last-day"),
        ("hours", {"hours": "200"}, "hours"),
        ("hours", {"hours": "-8"}, "hours"),
        ("gross", {"gross_pay": "1.234"}, "gross_pay"),
        ("gross", {"gross_pay": "52000"}, "gross_pay"),
    ],
)
def test_a_mistake_names_its_place_and_loses_nothing(
    phone: BrowserContext, name: str, values: dict[str, str], wrong: str
) -> None:
    page = phone.new_page()
    walk(page, "nl", until=name)
    fill(page, name, {**FILLED[name], **values})
    assert question(page) == name
    assert page.get_attribute(".m-summary a", "href") == f"#{wrong}"
    for field, value in {**FILLED[name], **values}.items():
        assert page.input_value(f"#{field}") == value
    fill(page, name)
    assert question(page) != name


def test_no_page_is_wider_than_a_small_phone(phone: BrowserContext) -> None:
    page = phone.new_page()
    walk(page, "pl")
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ("", "pay/", "pay/question/housing_papers/", "pay/question/period/", "pay/answers/", "pay/result/"):
        page.goto(f"/pl/{path}")
        box: Any = page.locator("body").bounding_box()
        assert box["width"] <= 320, path


@pytest.mark.parametrize("code", ["nl", "ar"])
def test_axe_finds_nothing(checker: BrowserContext, code: str) -> None:
    page = checker.new_page()
    walk(page, code)
    paths = ["", "pay/", "pay/answers/", "pay/result/", "about/", "privacy/", "accessibility/", "nowhere/"]
    paths += [f"pay/question/{name}/" for name in ("period", "birth", "hours", "housing_papers", "payslip", "gross")]
    found = []
    for path in paths:
        page.goto(f"/{code}/{path}")
        found += [f"{path}: {one}" for one in violations(page)]
    page.goto(f"/{code}/pay/question/gross/")
    fill(page, "gross", {"gross_pay": "veel"})
    found += [f"mistake: {one}" for one in violations(page)]
    assert not found, "\n".join(found)
