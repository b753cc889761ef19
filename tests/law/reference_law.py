"""What the reference knows of the law: the amounts files, read anew, and the calendar; with exact rounding."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import medemens.law

FIRST_DAY = date(2018, 1, 1)
EASTERS = {
    2018: (4, 1), 2019: (4, 21), 2020: (4, 12), 2021: (4, 4), 2022: (4, 17), 2023: (4, 9), 2024: (3, 31),
    2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2028: (4, 16), 2029: (4, 1), 2030: (4, 21), 2031: (4, 13),
    2032: (3, 28), 2033: (4, 17), 2034: (4, 9), 2035: (3, 25), 2036: (4, 13),
}  # fmt: skip
TRANSFERS = {2025: (4, 26), 2031: (4, 26), 2036: (4, 26)}


@cache
def table(statute: str) -> dict[str, Any]:
    path = Path(medemens.law.__file__).parent / statute / "amounts.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


@cache
def amount(statute: str, name: str, day: date) -> Fraction | None:
    """The figure that stands in the data file for the day; none before the first row and after the last
    known day.
    """
    series, found = table(statute)[name], None
    if "until" in series and day > series["until"]:
        return None
    for row in series["values"]:
        if row["from"] <= day:
            found = row
    if found is None or found.get("unknown"):
        return None
    last = series["values"][-1]["from"]
    half = date(last.year, 7, 1) if last.month < 7 and series.get("revised") == "half-yearly" else date(last.year + 1, 1, 1)
    if series.get("revised") and day >= half:
        return None
    return Fraction(found["value"])


def nearest(number: Fraction) -> int:
    """To the nearest whole; a half goes up."""
    return int((number + Fraction(1, 2)).__floor__())


def lowest(*values: int | None) -> int | None:
    known = [value for value in values if value is not None]
    return min(known) if len(known) == len(values) else None


def highest(*values: int | None) -> int | None:
    known = [value for value in values if value is not None]
    return max(known) if len(known) == len(values) else None


def positive(value: int | None) -> int | None:
    return None if value is None else max(value, 0)


def minus(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first - second


def years_on(day: date, years: int) -> date:
    leap = (day.year + years) % 4 == 0
    return date(day.year + years, day.month, 28 if (day.month, day.day) == (2, 29) and not leap else day.day)


def is_working_day(day: date) -> bool:
    easter = date(day.year, *EASTERS[day.year])
    king = date(day.year, *TRANSFERS.get(day.year, (4, 27)))
    movable = [easter + timedelta(days) for days in (-2, 1, 39, 50)]
    fixed = [date(day.year, 1, 1), king, date(day.year, 5, 5), date(day.year, 12, 25), date(day.year, 12, 26)]
    return day.weekday() < 5 and day not in movable + fixed


@cache
def working_days(after: date, until: date) -> int:
    return sum(is_working_day(after + timedelta(number)) for number in range(1, (until - after).days + 1))


def age_on(birth: date, day: date) -> int:
    return day.year - birth.year - (1 if (day.month, day.day) < (birth.month, birth.day) else 0)


def increase_percentage(late: int) -> int:
    """BW 7:625: nothing for three working days, 5 % a day until the eighth, then 1 % a day, at most half."""
    total = 0
    for day in range(1, late + 1):
        total += 0 if day <= 3 else 5 if day <= 8 else 1
    return min(total, 50)


@cache
def interest_billionths(due: date, as_of: date) -> int:
    """BW 6:119: day by day over 365, the interest of a whole year joins the sum; until the last day with a
    known rate.
    """
    owed, of_this_year, day, year = Fraction(1), Fraction(0), due + timedelta(1), 0
    while day <= as_of and (rate := amount("bw6", "statutory_interest", day)) is not None:
        if day == years_on(due + timedelta(1), year + 1):
            owed, of_this_year, year = owed + of_this_year, Fraction(0), year + 1
        of_this_year += owed * rate / 100 / 365
        day += timedelta(1)
    return nearest((owed + of_this_year - 1) * 10**9)
