"""The door: lines that cannot be judged get a reason and no finding, and the other lines are judged all the same."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medemens.law import FACTS, REASONS, PayslipLine, check
from medemens.law.facts import NUMBERS
from tests.law import strategies

AS_OF = date(2026, 11, 23)
GOOD = PayslipLine(
    period_start=date(2026, 6, 1), period_end=date(2026, 6, 28), birth_date=date(1998, 4, 30), hours=160_00, gross_wage=2000_00
)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"period_end": date(2026, 5, 1)}, "period_backwards"),
        ({"period_end": date(2026, 9, 30)}, "period_too_long"),
        ({"period_start": date(2027, 6, 1), "period_end": date(2027, 6, 28)}, "period_in_future"),
        ({"hours": -1}, "negative"),
        ({"gross_wage": -1}, "negative"),
        ({"gross_wage": 100_000_001}, "amount_too_high"),
        ({"housing_deduction": 100_000_001}, "amount_too_high"),
        ({"birth_date": date(2016, 1, 1)}, "birth_impossible"),
        ({"birth_date": date(1910, 1, 1)}, "birth_impossible"),
        ({"birth_date": date(2030, 1, 1)}, "birth_impossible"),
        ({"age": 12}, "age_impossible"),
        ({"age": 101}, "age_impossible"),
        ({"hours": 28 * 24_00 + 1}, "hours_too_many"),
        ({"average_month_hours": 1740_00}, "hours_too_many"),
        ({"agreed_weekly_hours": 400_00}, "hours_too_many"),
        ({"normal_weekly_hours": 41_00}, "normal_hours_impossible"),
        ({"normal_weekly_hours": 0}, "normal_hours_impossible"),
        ({"gross_wage": 8_000_001}, "pay_too_high"),
    ],
)
def test_a_line_that_cannot_be_judged_says_why(changed: dict[str, Any], reason: str) -> None:
    found = check([GOOD, replace(GOOD, **changed)], AS_OF).lines
    wanted = replace(GOOD, **changed)
    assert found[1].line == wanted
    assert (found[1].unreadable, found[1].findings) == (reason, ())
    assert found[1].cents("owed") == 0
    assert found[0].unreadable is None
    assert reason in REASONS


def test_lines_of_one_worker_that_share_days_are_both_refused() -> None:
    other = replace(GOOD, period_start=date(2026, 6, 28), period_end=date(2026, 7, 25))
    after = replace(GOOD, period_start=date(2026, 7, 26), period_end=date(2026, 8, 22))
    found = check([after, other, GOOD], AS_OF)
    assert [each.unreadable for each in found.lines] == [None, "overlap", "overlap"]
    assert found.owed == found.lines[0].cents("owed") == 16 * 10 * 14_99 - 2000_00


def test_the_reasons_are_sentences() -> None:
    for text in REASONS.values():
        assert text.endswith((".", "?"))


def test_the_columns_are_the_fields_of_a_line() -> None:
    assert {fact.name for fact in FACTS} == {each.name for each in fields(PayslipLine)}
    assert {fact.kind for fact in FACTS} == {"text", "day", "truth", "cents", "hundredths", "count"}


@given(strategies.lines(), st.sampled_from(NUMBERS), st.one_of(st.integers(-(10**6), -1), st.integers(10**8 + 1, 10**12)))
@settings(max_examples=60, deadline=None)
def test_no_number_however_wrong_makes_the_check_fail(line: PayslipLine, name: str, number: int) -> None:
    found = check([replace(line, **{name: number})], date(2036, 1, 1))  # type: ignore[arg-type]
    assert found.owed >= 0
    assert number > 0 or found.lines[0].unreadable is not None
