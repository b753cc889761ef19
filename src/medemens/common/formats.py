"""Amounts, hours, shares and dates as people write them in their language (CLDR, through Babel). Never a float."""

from datetime import date
from decimal import Decimal

from babel import Locale, dates, numbers

_REGION = {"en": "en_GB", "pt": "pt_PT", "nl": "nl_NL"}


def locale_of(code: str) -> Locale:
    """The CLDR locale of a language code of ours. Arabic is written with the digits 0-9, as on the payslip."""
    return Locale.parse(_REGION.get(code, code))


def euros(cents: int, code: str) -> str:
    """Whole cents as euros: 123456 is € 1.234,56 in Dutch."""
    return numbers.format_currency(Decimal(cents) / 100, "EUR", locale=locale_of(code), numbering_system="latn")


def hours(centihours: int, code: str) -> str:
    """Hundredths of an hour as hours, without needless zeros: 3750 is 37,5."""
    return numbers.format_decimal(Decimal(centihours) / 100, format="#,##0.##", locale=locale_of(code), numbering_system="latn")


def percentage(permille: int, code: str) -> str:
    """Thousandths as a percentage: 85 is 8,5%."""
    shape = locale_of(code).percent_formats[None].pattern.replace("#,##0", "#,##0.#")
    return numbers.format_percent(Decimal(permille) / 1000, format=shape, locale=locale_of(code), numbering_system="latn")


def whole(number: int, code: str) -> str:
    """A whole number, grouped as the language does."""
    return numbers.format_decimal(Decimal(number), locale=locale_of(code), numbering_system="latn")


def day(value: date, code: str) -> str:
    """A date with the month in words: 5 januari 2026."""
    return dates.format_date(value, "long", locale=_dated(code))


def short_day(value: date, code: str) -> str:
    """A date with the month shortened, for tables."""
    return dates.format_date(value, "medium", locale=_dated(code))


def month(value: date, code: str) -> str:
    """A month and its year, for tables: nov 2026."""
    return dates.format_date(value, "MMM y", locale=_dated(code))


def _dated(code: str) -> Locale:
    return Locale.parse("ar_MA") if code == "ar" else locale_of(code)  # Moroccan Arabic writes dates with 0-9
