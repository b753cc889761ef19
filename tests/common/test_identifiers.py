"""Numbers of firms as people and spreadsheets write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medemens.common.identifiers import Identifier, Kind, UnreadableNumber, read


@pytest.mark.parametrize(
    ("written", "kind", "plain"),
    [
        ("12345678", Kind.KVK, "12345678"),
        (" 1234 56.78 ", Kind.KVK, "12345678"),
        ("KvK: 12345678", Kind.KVK, "12345678"),
        ("00345678", Kind.KVK, "00345678"),
        ("12345678.0", Kind.KVK, "12345678"),
        ('="00345678"', Kind.KVK, "00345678"),
        ('"00345678"', Kind.KVK, "00345678"),
        ("'00345678", Kind.KVK, "00345678"),
        ("12,345,678", Kind.KVK, "12345678"),
        ("12.345.678", Kind.KVK, "12345678"),
        ("12\u00a0345\u00a0678", Kind.KVK, "12345678"),
        ("813086188", Kind.RSIN, "813086188"),
        ("RSIN 8130.86.188", Kind.RSIN, "813086188"),
        ("000012345678", Kind.BRANCH, "000012345678"),
        ("NL813086188B01", Kind.VAT, "NL813086188B01"),
        ("nl 8130.86.188.b01", Kind.VAT, "NL813086188B01"),
        ("PL 526-104-08-28", Kind.VAT, "PL5261040828"),
        ("L00012345", Kind.REGISTER, "L00012345"),
        ("HRB 86891", Kind.FOREIGN, "HRB86891"),
    ],
)
def test_a_number_is_read(written: str, kind: Kind, plain: str) -> None:
    assert read(written) == Identifier(kind, plain)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("1,2345678E+07", "scientific"),
        ("813086181", "wrong_check"),
        ("NL813086181B01", "wrong_check"),
        ("1234", "digits"),
        ("1234567890", "digits"),
        ("Uitzendbureau", "digits"),
        ("1" * 61, "too_long"),
        ('=""', "empty"),
        ("=1+1", "digits"),
        ("12,34,5678", "digits"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(UnreadableNumber) as refused:
        read(written)
    assert refused.value.reason == reason


def test_a_zero_that_a_spreadsheet_took_is_offered_and_not_put_back() -> None:
    assert read("345678") == Identifier(Kind.FOREIGN, "345678", maybe="00345678")
    assert read("345,678").maybe == read("345678.0").maybe == "00345678"


@given(st.text(max_size=80))
def test_any_text_is_a_number_or_is_refused(text: str) -> None:
    try:
        found = read(text)
    except UnreadableNumber as refused:
        assert refused.reason in {"empty", "too_long", "scientific", "wrong_check", "digits"}  # noqa: PT017
    else:
        assert found.value.isascii()
        assert found.value.isalnum()


@given(st.integers(0, 10**8 - 1))
def test_every_number_of_eight_digits_is_read_back(number: int) -> None:
    assert read(f"{number:08d}").value == f"{number:08d}"
