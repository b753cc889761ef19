"""The worked examples of every statute are tests, and no norm is without one."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from medemens.law import FACTS, HOLIDAY_ALLOWANCE, NORMS, Outcome, PayslipLine, WageCheck, check
from medemens.law.finding import Finding
from tests.law import reference
from tests.law.plain_norms import PLAIN

STATUTES = ("wml", "bw7", "bw6", "bw3", "atw", "wav")
Case = dict[str, Any]
ONE_OUTCOME = {"average_month_hours", "void_clause"}
NEVER_NOT_MET = {"wage_that_counts", "six_months_presumed"}


def hundredths(value: Any) -> Any:
    """Money and hours, written with a decimal point, as the whole numbers of the rules; "unknown" as a
    missing fact.
    """
    if isinstance(value, Decimal):
        assert value * 100 == int(value * 100)
        return int(value * 100)
    if isinstance(value, list):
        return [hundredths(each) for each in value]
    return None if value == "unknown" else value


def read(kind: str) -> list[Any]:
    """All examples of a kind, with their statute in the name of the test."""
    found = []
    for statute in STATUTES:
        text = files("medemens.law").joinpath(statute, "cases.toml").read_text(encoding="utf-8")
        cases = tomllib.loads(text, parse_float=Decimal).get(kind, [])
        found += [pytest.param(case, id=f"{statute}: {case['name']}") for case in cases]
    return found


LINES, QUESTIONS = read("case"), read("plain")


def lines_of(case: Case) -> list[PayslipLine]:
    return [PayslipLine(**{name: hundredths(value) for name, value in line.items()}) for line in case["lines"]]


def finding(checked: WageCheck, norm: str) -> Finding:
    """What was found about the last line, or about all lines for the holiday allowance."""
    if norm == HOLIDAY_ALLOWANCE.id:
        assert checked.holiday_allowance is not None
        return checked.holiday_allowance
    return next(each for each in checked.lines[-1].findings if each.norm.id == norm)


@pytest.mark.parametrize("case", LINES)
def test_a_line(case: Case) -> None:
    assert case["source"]
    checked = check(lines_of(case), case["day"])
    assert not [each.unreadable for each in checked.lines if each.unreadable]
    for norm, expected in case["expected"].items():
        found = finding(checked, norm)
        assert found.outcome.word == expected["outcome"], norm
        assert found.because == expected.get("because"), norm
        assert found.amount == hundredths(expected.get("amount")), norm
    for name, value in case.get("row", {}).items():
        assert checked.lines[-1].row[name] == hundredths(value), name


@pytest.mark.parametrize("case", LINES)
def test_the_reference_agrees(case: Case) -> None:
    found = reference.check(lines_of(case), case["day"])
    verdicts = {
        **found[-1][1],
        HOLIDAY_ALLOWANCE.id: reference.holiday_allowance([each for each, _ in found]),
    }
    for norm, expected in case["expected"].items():
        outcome, amount = verdicts[norm]
        assert (Outcome(outcome).word, amount) == (expected["outcome"], hundredths(expected.get("amount"))), norm


@pytest.mark.parametrize("case", QUESTIONS)
def test_a_question_about_a_job(case: Case) -> None:
    assert case["source"]
    facts = {name: hundredths(value) for name, value in case["facts"].items()}
    answer, expected = PLAIN[case["norm"]](facts, case["day"]), case["expected"]
    assert answer.norm == case["norm"]
    assert answer.outcome.word == expected["outcome"]
    assert answer.because == expected.get("because")
    if "amount" in expected:
        assert answer.amount == hundredths(expected["amount"])
    for name, value in expected.get("steps", {}).items():
        assert answer.step(name).value == hundredths(value), name


def test_every_norm_has_an_example_of_every_outcome() -> None:
    shown: dict[str, set[str]] = defaultdict(set)
    for case in (param.values[0] for param in LINES):
        for norm, expected in case["expected"].items():
            shown[norm].add(expected["outcome"])
    for case in (param.values[0] for param in QUESTIONS):
        shown[case["norm"]].add(case["expected"]["outcome"])
    assert set(shown) == {norm.id for norm in (*NORMS, HOLIDAY_ALLOWANCE)} | set(PLAIN)
    for norm, outcomes in shown.items():
        needed = {"met"} if norm in ONE_OUTCOME else {"met", "not met", "cannot tell"}
        needed -= {"not met"} if norm in NEVER_NOT_MET else set()
        assert needed <= outcomes, norm


def test_there_are_enough_examples_and_every_fact_is_used() -> None:
    assert len(LINES) + len(QUESTIONS) >= 60
    used = {name for param in LINES for line in param.values[0]["lines"] for name in line}
    assert used >= {fact.name for fact in FACTS} - {"employer", "worker"}


@pytest.mark.parametrize("late", range(1, 41))
def test_the_increase_for_every_working_day_up_to_the_fortieth(late: int) -> None:
    """BW 7:625(1), counted from 30 June 2026 in a summer without holidays."""
    day = date(2026, 6, 30)
    for _ in range(late):
        day = date.fromordinal(day.toordinal() + (3 if day.weekday() == 4 else 1))
    line = PayslipLine(
        period_start=date(2026, 6, 1),
        period_end=date(2026, 6, 28),
        gross_wage=2400_00,
        due_date=date(2026, 6, 30),
        paid_on=day,
    )
    percent = 0 if late <= 3 else 5 * (late - 3) if late <= 8 else min(25 + late - 8, 50)
    assert finding(check([line], day), "paid_in_time").amount == 24_00 * percent
