"""Numbers as people write them: two ways to write a thousand, never a guess, never a part of a cent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medemens.law.money import Unreadable, cents, read_hundredths


@pytest.mark.parametrize(
    ("written", "hundredths"),
    [
        ("1234,56", 1234_56),
        ("1234.56", 1234_56),
        ("1.234,56", 1234_56),
        ("1,234.56", 1234_56),
        ("1.234.567", 1234567_00),
        ("€ 1 234,5", 1234_50),
        ("EUR 12", 12_00),
        ("0", 0),
        ("0,5", 50),
    ],
)
def test_both_ways_of_writing_are_read(written: str, hundredths: int) -> None:
    assert read_hundredths(written) == hundredths


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("1.234", "two_readings"),
        ("1,234", "two_readings"),
        ("-12,00", "negative"),
        ("\u221212", "negative"),
        ("(12)", "negative"),
        ("12,345,6", "not_a_number"),
        ("1.2345", "not_a_number"),
        ("twelve", "not_a_number"),
        ("", "not_a_number"),
        ("1e3", "not_a_number"),
        ("NaN", "not_a_number"),
    ],
)
def test_what_cannot_be_read_says_why(written: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_hundredths(written)
    assert refusal.value.reason == reason


@pytest.mark.parametrize("euros", ["12.345", "NaN", "Infinity"])
def test_parts_of_a_cent_are_refused(euros: str) -> None:
    with pytest.raises(Unreadable):
        cents(Decimal(euros))


@given(st.integers(0, 10**9))
def test_every_amount_is_read_back_in_both_ways_of_writing(amount: int) -> None:
    english = f"{amount // 100:,}.{amount % 100:02}"
    dutch = english.translate(str.maketrans(",.", ".,"))
    assert read_hundredths(english) == read_hundredths(dutch) == amount
