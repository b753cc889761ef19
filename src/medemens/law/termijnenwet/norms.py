"""What weekends and holidays do to a term that a law sets (Algemene termijnenwet, BWBR0002448).

It holds for terms in acts of Parliament and orders in council; not for terms in ordinances, ministerial rules, contracts or
service norms of an authority.
"""

from __future__ import annotations

from datetime import date, timedelta

from medemens.law import calendar, library

EQUATED_DAYS = frozenset(
    {
        date(2023, 4, 28), date(2023, 5, 19), date(2024, 5, 10), date(2024, 12, 27), date(2025, 5, 30),
        date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26),
    }
)  # fmt: skip
"""Days that royal decrees put on a level with holidays (art. 3(3)): all of 2023 to 2028, none are known of other years.

Source: the titles of the decrees for 2023-2025 and 2026-2028, as sterfgeval.nl quotes them on 4 October 2025.
"""


def is_working_day(day: date) -> bool:
    """Art. 1, 3: not a Saturday or Sunday, not a holiday, not a day that a decree puts on a level with one."""
    return calendar.is_working_day(day) and day not in EQUATED_DAYS


def next_working_day(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(1)
    return day


def working_days_after(day: date, number: int) -> date:
    """The so-many-th working day after a day, which does not count itself; the day itself for 0."""
    for _ in range(number):
        day = next_working_day(day + timedelta(1))
    return day


def working_days_between(day: date, end: date) -> int:
    """How many working days there are after a day, up to and including the end."""
    return sum(is_working_day(day + timedelta(number)) for number in range(1, (end - day).days + 1))


def applies(day: date, *, days: int = 0, weeks: int = 0) -> bool:
    """Art. 4: whether the act holds for a term of this length that begins after the day; never for terms in hours or years.

    :param days: the length of a term that is set in days
    :param weeks: the length of a term that is set in weeks
    """
    return days <= _figure("most_days", day) and weeks <= _figure("most_weeks", day)


def moved(day: date, end: date) -> date:
    """Art. 1, 2: the last day of a term that runs after a day and would end on `end`, once weekends and holidays are heeded.

    A term of three days or longer has at least two working days in it; none ends on a day that is no working day.
    """
    if (end - day).days >= _figure("short_term_days", day):
        short = _figure("working_days_least", day) - working_days_between(day, end)
        end = working_days_after(end, max(short, 0))
    return next_working_day(end)


def last_day(day: date, days: int) -> date:
    """The last day of a statutory term of so many days; it begins on the day after `day`."""
    end = day + timedelta(days)
    return moved(day, end) if applies(day, days=days) else end


def _figure(name: str, day: date) -> int:
    figure = library.series("termijnenwet")[name].on(day)
    if figure is None:
        raise ValueError(f"the Algemene termijnenwet was not in force on {day}")
    return figure
