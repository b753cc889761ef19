"""The reporter's code: random enough, readable however it is typed, and a slip of the pen is seen."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from medemens.casework.codes import DIGITS, RANDOM_DIGITS, Code, UnreadableCode, new_code, read_code

codes = st.integers(0, 10**RANDOM_DIGITS - 1).map(lambda number: new_code(lambda _below: number))


def test_a_code_has_more_than_eighty_bits() -> None:
    assert math.log2(10**RANDOM_DIGITS) > 80


def test_two_codes_differ() -> None:
    assert len({new_code().digits for _ in range(1000)}) == 1000


@given(codes)
def test_what_is_written_down_is_read_back(code: Code) -> None:
    assert read_code(code.written) == code
    assert len(code.digits) == DIGITS
    assert [len(group) for group in code.groups] == [4] * 7


SCRIPTS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "0123456789")


@given(codes, st.sampled_from(SCRIPTS), st.sampled_from(["-", ".", "\n", " – ", ""]))
def test_digits_of_any_script_and_any_dashes_are_read(code: Code, script: str, between: str) -> None:
    typed = between.join(code.groups).translate({ord(str(value)): letter for value, letter in enumerate(script)})
    assert read_code(f"  {typed} ") == code


@given(codes, st.integers(0, DIGITS - 1), st.integers(1, 9))
def test_one_wrong_digit_is_seen(code: Code, place: int, by: int) -> None:
    wrong = f"{code.digits[:place]}{(int(code.digits[place]) + by) % 10}{code.digits[place + 1 :]}"
    with pytest.raises(UnreadableCode) as refused:
        read_code(wrong)
    assert refused.value.reason == "check"


@given(codes, st.integers(0, DIGITS - 2))
def test_two_swapped_digits_are_seen(code: Code, place: int) -> None:
    first, second = code.digits[place], code.digits[place + 1]
    assume(first != second)
    with pytest.raises(UnreadableCode):
        read_code(f"{code.digits[:place]}{second}{first}{code.digits[place + 2 :]}")


@given(st.text(max_size=60))
def test_any_text_with_another_number_of_digits_is_refused(text: str) -> None:
    digits = sum(letter.isdigit() for letter in text)
    if digits == DIGITS:
        return
    with pytest.raises(UnreadableCode, match="length"):
        read_code(text)


@given(codes)
def test_what_is_stored_is_not_the_code(code: Code) -> None:
    stored = code.lookup + code.public_key
    assert code.digits.encode() not in stored
    assert code.private_key not in stored
    assert code.digits not in repr(code)
