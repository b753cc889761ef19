"""From answers to facts: pay periods are cut, and each becomes a payslip line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from medemens.law import PayslipLine
from medemens.law.calendar import is_calendar_month
from medemens.law.wml.month_hours import average_month_hours
from medemens.work.pay.questions import PER_PERIOD

MOST_PERIODS = 270
"""Five years of weeks, and some."""

TRUTHS = (
    "vocational_training",
    "housing_permission",
    "tenancy_agreement",
    "landlord_certified",
    "health_permission",
    "health_own_policy",
    "advance_in_writing",
    "time_off_agreed",
    "employment_ended",
    "payslip_given",
)
LENGTHS = {"week": 7, "four_weeks": 28}
ADULT_AGES = {"21": 21, "23": 23}
"""Enough since July 2019, and enough since 2018."""


def periods(answers: dict[str, Any]) -> list[tuple[date, date]]:
    """The pay periods of the answers: weeks or four weeks from the first day on, or calendar months."""
    first, last = (date.fromisoformat(answers[name]) for name in ("first", "last"))
    found, start = [], first
    while start <= last and len(found) <= MOST_PERIODS:
        end = min(_end(start, answers["rhythm"]), last)
        found.append((start, end))
        start = end + timedelta(1)
    return found


def _end(start: date, rhythm: str) -> date:
    if rhythm in LENGTHS:
        return start + timedelta(LENGTHS[rhythm] - 1)
    return (start.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def derived(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers with what decides which questions are asked: how many periods there are, and whether some are old."""
    answers = {name: value for name, value in answers.items() if name not in ("periods", "before_2024")}
    if {"first", "last", "rhythm"} <= answers.keys():
        answers["periods"] = len(periods(answers))
        answers["before_2024"] = answers["first"] < "2024"
    return answers


def lines(answers: dict[str, Any]) -> list[PayslipLine]:
    """A payslip line for each period. What was not asked or not known stays unknown."""
    cut = periods(answers)
    return [_line(answers, number, start, end) for number, (start, end) in enumerate(cut)]


def _line(answers: dict[str, Any], number: int, start: date, end: date) -> PayslipLine:
    own = {name: value_in(answers, name, start, end) for name in PER_PERIOD}
    truths = {name: {"yes": True, "no": False}.get(answers.get(name, "")) for name in TRUTHS}
    if answers.get("adult") in ADULT_AGES:
        truths["vocational_training"] = False
    gross, uncounted = own["gross_pay"], answers.get("uncounted_pay", 0)
    birth = answers.get("birth_date") if answers.get("adult") == "no" else None
    fixed = answers.get("fixed_month") == "yes" and is_calendar_month(start, end)
    agreed = answers.get("agreed_weekly_hours")
    normal = answers.get("normal_weekly_hours", "unknown")
    missing = answers.get("payslip_missing", [])
    return PayslipLine(
        period_start=start,
        period_end=end,
        birth_date=date.fromisoformat(birth) if birth else None,
        age=ADULT_AGES.get(answers.get("adult", "")),
        posted={"posted": True, "direct": False, "agency": False}.get(answers.get("employer", "")),
        hours=own["hours"],
        average_month_hours=average_month_hours(agreed, start.year) if fixed and agreed else None,
        agreed_weekly_hours=agreed,
        normal_weekly_hours=None if normal == "unknown" else int(normal),
        time_off_hours=answers.get("time_off_hours"),
        gross_wage=None if gross is None else max(gross - uncounted, 0),
        holiday_allowance_paid=_share(answers.get("allowance_paid"), number),
        housing_deduction=own["housing_deduction"],
        health_deduction=own["health_deduction"],
        other_deductions=answers.get("other_deductions"),
        advance=answers.get("advance"),
        cash_paid=answers.get("cash_paid"),
        payslip_gaps=len(missing) if answers.get("payslip_given") == "yes" else None,
        due_date=_one_day(answers, "due_date"),
        paid_on=_one_day(answers, "paid_on"),
        **truths,
    )


def is_odd(start: date, end: date, rhythm: str) -> bool:
    """A period that was cut short, so that the pay and hours of a whole one are not its own."""
    whole = is_calendar_month(start, end) if rhythm == "month" else (end - start).days + 1 == LENGTHS[rhythm]
    return not whole


def apart(answers: dict[str, Any]) -> list[int]:
    """The periods that are filled in by themselves: all when they differ, else only those that were cut short."""
    cut = periods(answers)
    if len(cut) == 1:
        return []
    return [n for n, (start, end) in enumerate(cut) if answers.get("same") == "no" or is_odd(start, end, answers["rhythm"])]


def value_in(answers: dict[str, Any], name: str, start: date, end: date) -> int | None:
    """What was filled in for one period: its own number, else the common one unless the period was cut short."""
    own: dict[str, int] = answers.get("own", {}).get(name, {})
    if start.isoformat() in own and answers.get("periods", 1) > 1:
        return own[start.isoformat()]
    cut_short = answers.get("periods", 1) > 1 and is_odd(start, end, answers["rhythm"])
    common: int | None = None if cut_short else answers.get(name)
    return common


def _share(total: int | None, number: int) -> int | None:
    """The allowance of all the time is put on the first line; only the sum over all lines counts."""
    if total is None:
        return None
    return total if number == 0 else 0


def _one_day(answers: dict[str, Any], name: str) -> date | None:
    """A day that was asked only when there is a single period."""
    return date.fromisoformat(answers[name]) if answers.get(name) and answers.get("periods", 1) == 1 else None
