"""Random payslip lines for hypothesis, with the boundaries at which rules break; the tests of the engines
use them too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from medemens.law import PayslipLine

FIRST, LAST = date(2017, 11, 1), date(2027, 3, 1)
TURNS = tuple(date(year, month, 1) for year in range(2018, 2028) for month in (1, 7))
"""The days on which amounts of law change; a period around one of them has two amounts."""

truths = st.sampled_from((None, True, False))


def maybe(strategy: st.SearchStrategy[int]) -> st.SearchStrategy[int | None]:
    """A number, sometimes nothing (the fact is not known), sometimes 0."""
    return st.one_of(st.none(), st.just(0), strategy, strategy)


def years_before(day: date, years: int) -> date:
    """The birth date of someone who has a birthday on the day; on 29 February where that exists."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


@st.composite
def periods(draw: st.DrawFn) -> tuple[date, date]:
    """A pay period: a calendar month, four weeks, a week, or any number of days to 92; often over a turn
    of the law.
    """
    start = draw(st.one_of(st.dates(FIRST, LAST), st.sampled_from(TURNS).map(lambda day: day - timedelta(10))))
    kind = draw(st.sampled_from(("month", "month", "four weeks", "week", "odd")))
    if kind == "month":
        first = start.replace(day=1)
        return first, (first + timedelta(31)).replace(day=1) - timedelta(1)
    length = {"four weeks": 28, "week": 7}.get(kind) or draw(st.integers(1, 92))
    return start, start + timedelta(length - 1)


@st.composite
def births(draw: st.DrawFn, start: date, end: date) -> date | None:
    """A birth date: unknown, any, or with a birthday from 14 to 24 on a day in or around the period; leap
    days too.
    """
    near = st.dates(start - timedelta(1), end + timedelta(1))
    return draw(
        st.one_of(
            st.none(),
            st.dates(date(1950, 1, 1), date(2003, 12, 31)),
            st.builds(years_before, near, st.integers(14, 24)),
            st.sampled_from((date(1996, 2, 29), date(2000, 2, 29), date(2004, 2, 29), date(2008, 2, 29))),
        ).filter(lambda birth: birth is None or (start - birth).days >= 13 * 366)
    )


@st.composite
def lines(draw: st.DrawFn, period: tuple[date, date] | None = None) -> PayslipLine:
    """One readable payslip line with random facts, any of them missing."""
    start, end = period or draw(periods())
    days = (end - start).days + 1
    hours = draw(maybe(st.integers(0, days * 12_00)))
    most_cents = 600_000 if not hours else min(600_000, hours * 500)
    cents = maybe(st.integers(0, most_cents))
    dates = st.one_of(st.none(), st.dates(end - timedelta(5), end + timedelta(70)))
    return PayslipLine(
        period_start=start,
        period_end=end,
        birth_date=draw(births(start, end)),
        age=draw(st.one_of(st.none(), st.integers(13, 24))),
        vocational_training=draw(truths),
        posted=draw(truths),
        hours=hours,
        average_month_hours=draw(st.one_of(st.none(), st.none(), st.integers(0, 190_00))),
        agreed_weekly_hours=draw(maybe(st.integers(1, 48_00))),
        normal_weekly_hours=draw(st.sampled_from((None, 36_00, 37_50, 38_00, 40_00))),
        time_off_hours=draw(maybe(st.integers(0, 40_00))),
        time_off_agreed=draw(truths),
        gross_wage=draw(cents),
        holiday_allowance_paid=draw(maybe(st.integers(0, 60_000))),
        employment_ended=draw(truths),
        housing_deduction=draw(maybe(st.integers(0, 90_000))),
        housing_permission=draw(truths),
        tenancy_agreement=draw(truths),
        landlord_certified=draw(truths),
        health_deduction=draw(maybe(st.integers(0, 25_000))),
        health_permission=draw(truths),
        health_own_policy=draw(truths),
        other_deductions=draw(maybe(st.integers(0, 50_000))),
        advance=draw(maybe(st.integers(0, 50_000))),
        advance_in_writing=draw(truths),
        cash_paid=draw(cents),
        due_date=draw(dates),
        paid_on=draw(dates),
        long_period_agreed=draw(truths),
        payslip_given=draw(truths),
        payslip_gaps=draw(maybe(st.integers(0, 9))),
    )


@st.composite
def jobs(draw: st.DrawFn) -> list[PayslipLine]:
    """The lines of one worker with one employer: one to six periods after each other, at times with days
    between them.
    """
    found, start = [], draw(st.dates(FIRST, date(2026, 6, 1)))
    for _ in range(draw(st.integers(1, 6))):
        end = start + timedelta(draw(st.sampled_from((7, 14, 28, 28, 31))) - 1)
        found.append(draw(lines((start, end))))
        start = end + timedelta(1 + draw(st.sampled_from((0, 0, 0, 3, 40))))
    return draw(st.permutations(found))


def days_of_check(line: PayslipLine) -> st.SearchStrategy[date]:
    """A day on which the line is checked: from its first day until nine years later."""
    return st.dates(line.period_start, line.period_start + timedelta(3300))


@st.composite
def checked_lines(draw: st.DrawFn) -> tuple[PayslipLine, date]:
    """A line with the day of the check."""
    line = draw(lines())
    return line, draw(days_of_check(line))


DEFAULTED = {
    "time_off_hours",
    "time_off_agreed",
    "average_month_hours",
    "due_date",
    "employment_ended",
    "age",
}
"""Facts whose absence is read as "not so": exceptions the employer has to show, and the ordinary due day.
See open.md.
"""


@st.composite
def line_with_more_known(draw: st.DrawFn) -> tuple[PayslipLine, PayslipLine, date]:
    """A line, the same line with some of the missing facts known, and the day of the check."""
    period = draw(periods())
    line, other = draw(lines(period)), draw(lines(period))
    closed = DEFAULTED | ({"birth_date"} if line.age is not None else set())
    more = {name: value for name, value in other.row().items() if name not in closed and getattr(line, name) is None}
    return line, replace(line, **more), draw(days_of_check(line))  # type: ignore[arg-type]
