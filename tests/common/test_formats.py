"""Amounts and dates as each language writes them."""

from datetime import date

import pytest

from medemens.common import formats
from medemens.common.languages import CODES, LANGUAGES, language, offered


@pytest.mark.parametrize(
    ("code", "euros", "hours", "share"),
    [("nl", "€ 1.234,56", "37,5", "8,5%"), ("en", "€1,234.56", "37.5", "8.5%"), ("pl", "1 234,56 €", "37,5", "8,5%")],
)
def test_written_as_in_the_language(code: str, euros: str, hours: str, share: str) -> None:
    plain = formats.euros(123_456, code).replace("\xa0", " ").replace("\u202f", " ")
    assert (plain, formats.hours(3750, code), formats.percentage(85, code)) == (euros, hours, share)


@pytest.mark.parametrize("code", CODES)
def test_every_language_uses_the_digits_of_the_payslip(code: str) -> None:
    texts = [formats.euros(-987_654_321_00, code), formats.hours(1, code), formats.percentage(5, code), formats.whole(10, code)]
    texts += [formats.day(date(2026, 12, 31), code), formats.short_day(date(2026, 12, 31), code)]
    assert all(char in "0123456789" for text in texts for char in text if char.isdigit())
    assert "987" in texts[0]


def test_languages() -> None:
    assert len(LANGUAGES) == len(set(CODES)) == 12
    assert language("pl-PL").endonym == "Polski"
    assert language("xx").code == language(None).code == "en"
    assert [one.code for one in offered(to_officials=True)] == ["nl", "en"]
    assert [one.code for one in LANGUAGES if one.direction == "rtl"] == ["ar"]
