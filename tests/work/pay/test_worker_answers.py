"""From a worker's answers to payslip lines: what was not known stays unknown, nothing turns into a claim by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from medemens.common.sealed_cookie import SealedCookie
from medemens.law import HOLIDAY_ALLOWANCE, NORMS, Outcome, check
from medemens.work.pay import answers as answering
from medemens.work.pay import explanations, results

AS_OF = date(2026, 11, 23)
FOUR_WEEKS: dict[str, Any] = {
    "first": "2026-06-01",
    "last": "2026-06-28",
    "rhythm": "week",
    "adult": "23",
    "birth_date": None,
    "employer": "direct",
    "same": "yes",
    "hours": 4000,
    "hours_unknown": [],
    "agreed_weekly_hours": 4000,
    "gross_pay": 58840,
    "uncounted_pay": 0,
    "housing_deduction": 0,
    "health_deduction": 0,
    "other_deductions": 0,
    "advance": 0,
    "time_off_hours": 0,
    "time_off_agreed": None,
    "allowance_paid": 18829,
    "allowance_unknown": [],
    "employment_ended": "yes",
    "cash_paid": 0,
    "payslip_given": "yes",
    "payslip_missing": [],
}


def answered(**changed: Any) -> dict[str, Any]:
    return answering.derived({**FOUR_WEEKS, **changed})


def test_weeks_are_cut_from_the_first_day() -> None:
    assert [str(start) for start, _end in answering.periods(answered())] == [
        "2026-06-01",
        "2026-06-08",
        "2026-06-15",
        "2026-06-22",
    ]


def test_months_are_calendar_months() -> None:
    cut = answering.periods(answered(rhythm="month", first="2026-01-01", last="2026-03-31"))
    assert [(start.month, end.day) for start, end in cut] == [(1, 31), (2, 28), (3, 31)]


def test_pay_that_is_right_owes_nothing() -> None:
    found = check(answering.lines(answered()), AS_OF)
    assert (found.owed, found.allowance) == (0, 0)


def test_the_whole_allowance_in_one_answer_is_never_a_claim() -> None:
    found = check(answering.lines(answered(first="2026-05-04", last="2026-12-13", allowance_paid=200_000)), AS_OF)
    assert found.allowance == 0


def test_a_period_that_was_cut_short_has_numbers_of_its_own() -> None:
    answers = answered(last="2026-06-16")
    assert answering.apart(answers) == [2]
    assert answering.lines(answers)[2].hours is None
    assert answering.lines(answers)[0].hours == 4000
    filled = {**answers, "own": {"hours": {"2026-06-15": 1600}, "gross_pay": {"2026-06-15": 23536}}}
    assert answering.lines(filled)[2].hours == 1600


def test_own_numbers_belong_to_their_week_and_the_rest_follows_the_common_answer() -> None:
    answers = answered(same="no", own={"hours": {"2026-06-08": 3200}})
    assert [line.hours for line in answering.lines(answers)] == [4000, 3200, 4000, 4000]
    assert [line.hours for line in answering.lines({**answers, "hours": 3000})] == [3000, 3200, 3000, 3000]
    moved = answering.derived({**answers, "first": "2026-06-08"})
    assert [line.hours for line in answering.lines(moved)] == [3200, 4000, 4000]


def test_at_21_the_law_before_july_2019_asks_for_the_birth_date() -> None:
    old = {"first": "2018-06-04", "last": "2018-06-10", "gross_pay": 20_000, "normal_weekly_hours": "4000"}
    unsure = check(answering.lines(answered(adult="21", **old)), AS_OF).lines[0].findings[0]
    sure = check(answering.lines(answered(adult="23", **old)), AS_OF).lines[0].findings[0]
    assert (unsure.outcome, sure.outcome) == (Outcome.NOT_MET, Outcome.NOT_MET)
    assert sure.amount == 36415 - 20_000
    assert unsure.amount is not None
    assert unsure.amount < sure.amount


@pytest.mark.parametrize(("employer", "posted"), [("direct", False), ("agency", False), ("posted", True), ("unknown", None)])
def test_posting_is_known_or_it_is_not(employer: str, posted: bool | None) -> None:
    assert answering.lines(answered(employer=employer))[0].posted is posted


def test_what_does_not_count_is_taken_out_of_the_wage() -> None:
    assert answering.lines(answered(uncounted_pay=8840))[0].gross_wage == 50_000


@given(
    st.dictionaries(
        st.sampled_from([f"2024-{month:02d}-{day:02d}" for month in range(1, 13) for day in (1, 8, 15, 22)]),
        st.integers(0, 100_000),
    )
)
def test_answers_survive_the_way_to_the_phone_and_back(own: dict[str, int]) -> None:
    answers = answered(own={"hours": own, "gross_pay": own})
    cookie = SealedCookie("answers")
    assert cookie.open(cookie.seal(answers)) == answers


def test_five_years_of_different_weeks_fit() -> None:
    answers = answered(first="2021-01-04", last="2025-12-28", same="no")
    starts = [start.isoformat() for start, _end in answering.periods(answers)]
    own = {
        name: {start: factor * number % 90_001 for number, start in enumerate(starts)}
        for factor, name in (
            (7919, "hours"),
            (104_729, "gross_pay"),
            (611_953, "housing_deduction"),
            (15_485_863, "health_deduction"),
        )
    }
    request = RequestFactory().get("/")
    from django.http import HttpResponse

    response = HttpResponse()
    SealedCookie("answers").write(request, response, {**answers, "own": own})
    assert len(starts) == 260
    assert len(response.cookies) <= 8


@pytest.mark.parametrize("norm", [*NORMS, HOLIDAY_ALLOWANCE], ids=lambda norm: norm.id)
def test_every_norm_and_step_has_its_words(norm: Any) -> None:
    assert norm.id in explanations.TITLES
    assert norm.id in explanations.RULES
    assert [name for name in norm.shown if name not in explanations.STEPS] == []


def test_the_result_adds_up_to_what_the_rules_say() -> None:
    answers = answered(gross_pay=50_000, other_deductions=1000)
    found = check(answering.lines(answers), AS_OF)
    with override("en"):
        shown = results.result(answers, AS_OF, "en")
    assert found.owed == 4 * (8840 + 1000)
    assert "393.60" in shown.headline
    assert dict(shown.totals)["Missing minimum wage"].endswith("353.60")
