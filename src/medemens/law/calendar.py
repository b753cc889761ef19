"""Days as the law counts them: pay periods, working days, public holidays, dates as people write them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from medemens.law.money import Unreadable

_WRITTEN = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_STANDARD = re.compile(r"(\d{4})-(\d{2})-(\d{2})([T ]00:00(:00(\.0+)?)?)?")


def read_day(text: str) -> date:
    """A date written as 2026-07-31 or, the Dutch way, 31-07-2026 (also with / . or spaces).

    :raises Unreadable: `not_a_date`
    """
    bare = text.strip()
    if match := _STANDARD.fullmatch(bare):
        year, month, day = (int(part) for part in match.group(1, 2, 3))
    elif match := _WRITTEN.fullmatch(bare):
        day, month, year = (int(part) for part in match.groups())
    else:
        raise Unreadable("not_a_date", text)
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable("not_a_date", text) from None


def easter(year: int) -> date:
    """Easter Sunday (Gregorian; J. Meeus, Astronomical Algorithms, ch. 8)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The generally recognised holidays of Algemene termijnenwet art. 3(1)-(2), with Good Friday and every 5 May.

    King's Day is 27 April, or the 26th when that is a Sunday (since 2014). Days that a royal decree puts on a level with
    them for one year (art. 3(3)) are not here: see bw7/open.md.
    """
    sunday = easter(year)
    king = date(year, 4, 27)
    moved = king - timedelta(1) if king.weekday() == 6 else king
    fixed = {date(year, 1, 1), moved, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    return frozenset(fixed | {sunday + timedelta(days) for days in (-2, 1, 39, 50)})


def is_working_day(day: date) -> bool:
    """Monday to Friday, and not a generally recognised holiday."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def is_calendar_month(start: date, end: date) -> bool:
    """Whether the period is exactly one calendar month."""
    return start.day == 1 and (end + timedelta(1)).day == 1 and (start.year, start.month) == (end.year, end.month)


def working_days_in_year(year: int) -> int:
    """Mondays to Fridays in a calendar year, holidays included: the days over which yearly hours are counted."""
    first = date(year, 1, 1)
    return sum((first + timedelta(days)).weekday() < 5 for days in range((date(year + 1, 1, 1) - first).days))


def weekdays_in_month(day: date) -> int:
    """Mondays to Fridays in the calendar month of the day, holidays included: the days on which a full-time job has hours."""
    first = day.replace(day=1)
    return sum((first + timedelta(days)).weekday() < 5 for days in range(31) if (first + timedelta(days)).month == day.month)


def years_later(day: date, years: int) -> date:
    """The same day some years later (or earlier); 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def months_later(day: date, months: int) -> date:
    """The same day some months later (or earlier), or the last day of that month where it is shorter."""
    number = day.year * 12 + day.month - 1 + months
    for last in range(day.day, 0, -1):
        try:
            return date(number // 12, number % 12 + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")
