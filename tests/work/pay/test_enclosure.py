"""A pay check goes along with a report: one finding a norm, for the official who reads it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from medemens.work.pay.case_type import CASE_TYPE
from medemens.work.pay.enclosure import judged, of_pay_check
from medemens.work.pay.pages import COOKIE

ON = date(2026, 11, 24)
ANSWERS: dict[str, Any] = {
    "first": "2026-06-01", "last": "2026-07-26", "rhythm": "four_weeks", "periods": 2, "adult": "23", "birth_date": None,
    "employer": "agency", "same": "yes", "hours": 160_00, "hours_unknown": [], "agreed_weekly_hours": 40_00, "gross_pay": 2000_00,
    "uncounted_pay": 0, "housing_deduction": 0, "health_deduction": 0, "other_deductions": 0, "advance": 0, "time_off_hours": 0,
    "time_off_agreed": None, "allowance_paid": None, "allowance_unknown": ["yes"], "employment_ended": "no", "cash_paid": 0,
    "payslip_given": "yes", "payslip_missing": [],
}  # fmt: skip


def request_with(answers: dict[str, Any]) -> HttpRequest:
    """A request of somebody on whose device these answers are."""
    before, response = HttpRequest(), HttpResponse()
    COOKIE.write(before, response, answers)
    request = HttpRequest()
    request.COOKIES = {name: morsel.value for name, morsel in response.cookies.items()}
    return request


def test_two_periods_give_one_finding_with_the_sum() -> None:
    found = {each["norm"]: each for each in judged(ANSWERS, ON)}
    one = {each["norm"]: each for each in judged({**ANSWERS, "last": "2026-06-28", "periods": 1}, ON)}
    assert found["minimum_wage"]["outcome"] == "not met"
    assert found["minimum_wage"]["amount"] > one["minimum_wage"]["amount"] > 0
    assert len(found) == len(judged(ANSWERS, ON))


def test_every_finding_belongs_to_a_norm_of_the_case() -> None:
    assert {each["norm"] for each in judged(ANSWERS, ON)} <= {norm.id for norm in CASE_TYPE.norms}
    assert all(each["because"] for each in judged(ANSWERS, ON) if each["outcome"] == "cannot tell")


def test_the_document_and_the_findings_come_together() -> None:
    make = of_pay_check(request_with(ANSWERS))
    assert make is not None
    document, findings = make()
    assert document.startswith(b"%PDF")
    assert findings


@pytest.mark.parametrize("answers", [{}, {"first": "2026-06-01"}])
def test_a_check_that_was_not_finished_does_not_go_along(answers: dict[str, Any]) -> None:
    assert of_pay_check(request_with(answers)) is None
