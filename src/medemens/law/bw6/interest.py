"""Statutory interest (BW 6:119, 6:120): compound by the year, simple within it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from medemens.law import library
from medemens.law.calendar import years_later

ONE = 1_000_000_000
YEAR_DAYS = 365
"""Our day count: actual days over 365, in leap years too. The law names none; see open.md."""


def known_until() -> date | None:
    """The last day of which the rate is known, None when the last rate has no end."""
    amounts = library.series("bw6")["statutory_interest"].amounts
    return amounts[-1].since - timedelta(1) if amounts[-1].value is None else None


def billionths(due: date, until: date) -> int:
    """Interest over one euro from the day after `due` up to and including `until`, in billionths, a half goes up.

    Counted up to the last day of which the rate is known. After each year of default the interest of that year joins the
    principal (BW 6:119(2)).
    """
    last = min(until, known_until() or until)
    factor, anniversary, years = Fraction(1), due + timedelta(1), 0
    while anniversary <= last:
        years += 1
        following = years_later(due + timedelta(1), years)
        factor *= 1 + _simple(anniversary, min(following, last + timedelta(1)))
        anniversary = following
    exact = (factor - 1) * ONE
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def _simple(start: date, end: date) -> Fraction:
    rates = library.series("bw6")["statutory_interest"]
    total, day = Fraction(0), start
    while day < end:
        later = [amount.since for amount in rates.amounts if amount.since > day]
        until = min([end, *later[:1]])
        total += Fraction((rates.on(day) or 0) * (until - day).days, 1000 * YEAR_DAYS)
        day = until
    return total
