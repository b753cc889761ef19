"""The rule language: three-valued truth, missing facts, whole numbers, dates."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medemens.law.expression import (
    LENIENT,
    STRICT,
    Expression,
    Value,
    choose,
    column,
    days_between,
    evaluate,
    evaluate_all,
    greatest,
    half_up,
    known,
    known_or,
    least,
    literal,
    lookup,
    missing,
    years_between,
)

TRUTHS: tuple[bool | None, ...] = (True, False, None)
first, second = column("first"), column("second")


def value(expression: Expression, one: Value = None, two: Value = None) -> Value:
    return evaluate(expression, {"first": one, "second": two})


def test_the_truth_tables() -> None:
    for one, two in product(TRUTHS, TRUTHS):
        both, either = value(first & second, one, two), value(first | second, one, two)
        assert both is (False if False in (one, two) else None if None in (one, two) else True)
        assert either is (True if True in (one, two) else None if None in (one, two) else False)
        assert value(~(first & second), one, two) is value(~first | ~second, one, two)
    assert [value(~first, each) for each in TRUTHS] == [False, True, None]


STRICT_ONES = (
    first + second,
    first - second,
    first * second,
    first // second,
    first < second,
    first <= second,
    first > second,
    first >= second,
    first.equals(second),
    least(first, second),
    greatest(first, second),
    half_up(first, second),
)


@pytest.mark.parametrize("expression", STRICT_ONES)
def test_what_is_missing_stays_missing(expression: Expression) -> None:
    assert value(expression, None, 1) is None
    assert value(expression, 1, None) is None
    assert value(expression, 6, 3) is not None


def test_only_three_words_end_what_is_missing() -> None:
    assert [value(missing(first), each) for each in (None, 0, False)] == [True, False, False]
    assert [value(known(first), each) for each in (None, 0, False)] == [False, True, True]
    assert [value(known_or(first, 7), each) for each in (None, 0)] == [7, 0]
    assert value(known_or(first, second)) is None


def test_choose_takes_the_first_true_case_and_a_missing_condition_is_not_true() -> None:
    expression = choose((first, 1), (second, 2), otherwise=3)
    assert value(expression, True, True) == 1
    assert value(expression, None, True) == 2
    assert value(expression, None, None) == 3


def test_choose_does_not_work_out_what_it_does_not_need() -> None:
    guarded = choose((second > 0, first // second), otherwise=literal(None))
    assert value(guarded, 7, 0) is None
    assert value(guarded, 7, 2) == 3


@pytest.mark.parametrize(("number", "divisor"), [(-1, 2), (1, 0), (1, -2)])
def test_division_is_of_numbers_from_zero_by_numbers_above_zero(number: int, divisor: int) -> None:
    with pytest.raises(ArithmeticError):
        value(first // second, number, divisor)


@given(st.integers(0, 10**12), st.integers(1, 10**6))
def test_half_up_is_to_the_nearest_and_a_half_goes_up(number: int, divisor: int) -> None:
    expected = int(Fraction(number, divisor) + Fraction(1, 2))
    assert value(half_up(first, second), number, divisor) == expected
    assert value(half_up(first, divisor), number) == expected


def test_a_column_that_is_not_there_is_an_error_not_a_missing_fact() -> None:
    with pytest.raises(KeyError):
        evaluate(column("third"), {"first": 1})


@pytest.mark.parametrize(
    ("birth", "day", "years"),
    [
        (date(2005, 7, 1), date(2026, 6, 30), 20),
        (date(2005, 7, 1), date(2026, 7, 1), 21),
        (date(2004, 2, 29), date(2025, 2, 28), 20),
        (date(2004, 2, 29), date(2025, 3, 1), 21),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
    ],
)
def test_years_lived_turn_on_the_birthday(birth: date, day: date, years: int) -> None:
    assert value(years_between(first, second), birth, day) == years


def test_days_between() -> None:
    assert value(days_between(first, second), date(2024, 2, 28), date(2024, 3, 1)) == 2
    assert value(days_between(first, second), date(2024, 3, 1), date(2024, 3, 1)) == 0
    assert value(days_between(first, second), date(2024, 3, 1), date(2024, 2, 28)) == -2


def test_a_table_answers_by_all_its_keys_or_not_at_all() -> None:
    expression = lookup({(1, 18): 475, (2, 18): 500}, first, second)
    assert value(expression, 1, 18) == 475
    assert value(expression, 2, 18) == 500
    assert value(expression, 2, 19) is None
    assert value(expression, None, 18) is None


def test_later_steps_read_earlier_ones() -> None:
    row = evaluate_all((("third", first + second), ("fourth", column("third") * 2)), {"first": 1, "second": 2})
    assert (row["third"], row["fourth"]) == (3, 6)


def test_the_columns_of_an_expression_are_found() -> None:
    assert choose((first > 0, second), otherwise=column("third")).columns() == {"first", "second", "third"}


def test_no_operation_stands_in_both_lists() -> None:
    assert not set(STRICT) & set(LENIENT)
