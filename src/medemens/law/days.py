"""The law of one day, side by side: what stands in the amounts files, laid out for a row or for a table of days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from medemens.law import library
from medemens.law.bw6.interest import billionths
from medemens.law.calendar import is_working_day, weekdays_in_month, years_later
from medemens.law.expression import Value

FIRST_DAY = date(2018, 1, 1)
"""The first day of which the amounts are known."""

ADULT = 23
"""Every age from here on has had the full rate since 2018; the rules do not count further."""

YOUNGEST = 15
AMOUNTS = (
    "adult_hour",
    "adult_week",
    "adult_month",
    "reference_month",
    "reference_month_hours",
    "holiday_allowance",
    "holiday_allowance_cap",
    "housing_share",
    "agency_housing_hours",
    "normal_weekly_hours_least",
    "normal_weekly_hours_most",
    "pay_periods_month",
    "pay_periods_four_weeks",
    "pay_periods_week",
)
LIMITS = ("week_adult", "four_weeks_adult", "sixteen_weeks_adult", "week_youth", "four_weeks_youth")
INCREASE = ("increase_free_days", "increase_steep_until_day", "increase_steep", "increase_slow", "increase_ceiling")
YOUTH_PROPOSAL = "youth_2027"
SCALES = ((date(2018, 1, 1), ""), (date(2019, 7, 1), ""), (date(2027, 1, 1), YOUTH_PROPOSAL))
"""Days on which a scale of youth percentages begins, with the proposal it belongs to; the scales count from 1."""


def youth_scale(day: date, proposals: frozenset[str]) -> int:
    """The number of the scale of youth percentages on the day; the scale of a proposal only when it is switched on."""
    return sum(day >= since and (not proposal or proposal in proposals) for since, proposal in SCALES)


@cache
def youth_table(kind: str) -> Mapping[tuple[int, ...], int]:
    """Per mille of the adult amount by (scale, age); `kind` is `youth` or `vocational`. Unknown percentages are left out."""
    table: dict[tuple[int, ...], int] = {}
    for scale, (since, proposal) in enumerate(SCALES, start=1):
        wml = library.series("wml", frozenset({proposal} - {""}))
        for age in range(YOUNGEST, ADULT):
            own = wml.get(f"{kind}_{age}") or wml[f"youth_{age}"]
            if (permille := own.on(since)) is not None:
                table[(scale, age)] = permille
    return table


@cache
def law_on(day: date, proposals: frozenset[str] = frozenset()) -> Mapping[str, Value]:
    """All amounts of one day, without the ones that depend on the day of the check. None where the law is not known."""
    wml, atw, bw7 = library.series("wml", proposals), library.series("atw"), library.series("bw7")
    row: dict[str, Value] = {name: wml[name].on(day) for name in AMOUNTS}
    row |= {name: atw[name].on(day) for name in LIMITS}
    row |= {name: bw7[name].on(day) for name in (*INCREASE, "pay_period_days", "pay_period_days_agreed")}
    row["youth_scale"] = youth_scale(day, proposals)
    row["adult_born_until"] = _adult_born_until(day, proposals)
    premium, share = wml["health_premium"].on(day), wml["health_share"].on(day)
    row["health_cap"] = None if premium is None or share is None else (premium * share + 500) // 1000
    row["month_weekdays"] = weekdays_in_month(day)
    row["whole_month_end"] = _month_end(day) if day.day == 1 else None
    row["allowance_due"] = date(day.year + (day.month > 5), 6, 30)
    row["claim_until"] = years_later(day, library.series("bw3")["wage_claim_years"].on(day) or 0)
    return row


@cache
def working_day_number(day: date) -> int:
    """How many working days there were from the first known day up to and including this one."""
    if day < FIRST_DAY:
        return 0
    before = day - timedelta(1)
    if day.day == 1 and day.month == 1:
        return (working_day_number(before) if day > FIRST_DAY else 0) + is_working_day(day)
    first = date(day.year, 1, 1)
    return working_day_number(first) + sum(is_working_day(first + timedelta(n)) for n in range(1, (day - first).days + 1))


def row_of(day: date | None, as_of: date, proposals: frozenset[str] = frozenset()) -> Mapping[str, Value]:
    """The law of the day, with what a claim that fell due on it has gathered by the day of the check.

    A day that is missing, before the first known one or after the last, has the same columns with nothing in them.
    """
    if day is None or not FIRST_DAY <= day <= last_day(as_of):
        return dict.fromkeys((*law_on(FIRST_DAY), "working_day", "interest_billionths"))
    return {**law_on(day, proposals), "working_day": working_day_number(day), "interest_billionths": billionths(day, as_of)}


def last_day(as_of: date) -> date:
    """The last day whose law is laid out: the end of the year after the check; a later date on a line is a mistake."""
    return date(as_of.year + 1, 12, 31)


def days(until: date) -> Iterator[date]:
    """Every day from the first known one until and including the last."""
    for number in range((until - FIRST_DAY).days + 1):
        yield FIRST_DAY + timedelta(number)


def _adult_born_until(day: date, proposals: frozenset[str]) -> date:
    wml = library.series("wml", proposals)
    full = ADULT
    while full > YOUNGEST and wml[f"youth_{full - 1}"].on(day) == 1000 and _vocational_is_full(day, full - 1, proposals):
        full -= 1
    return years_later(day, -full)


def _vocational_is_full(day: date, age: int, proposals: frozenset[str]) -> bool:
    own = library.series("wml", proposals).get(f"vocational_{age}")
    return own is None or own.on(day) == 1000


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
