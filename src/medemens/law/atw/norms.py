"""Working time (Arbeidstijdenwet): hours that a payslip itself shows to be too many.

Hours not worked through illness or leave count as worked (art. 5:2) but are not always on a line, so a line that is within
the limits proves nothing about single days; "met" means: the hours on the lines are within the limit.
"""

from __future__ import annotations

from medemens.law.expression import Expression, choose, column, days_between, known_or, literal, missing
from medemens.law.finding import Outcome, Steps

NOTHING = literal(None)
WEEK = 7
ADULT_AT_WORK = 18


def working_time_week() -> Steps:
    """A working week has at most sixty hours; at 16 and 17 years at most forty-five."""
    days = days_between(column("period_start"), column("period_end")) + 1
    return {"period_days": days, **_limited("working_time_week", column("hours"), column("period_days"), "week", WEEK)}


def working_time_four_weeks() -> Steps:
    """Over four weeks a person works at most fifty-five hours a week on average; at 16 and 17 years at most forty."""
    return _limited("working_time_four_weeks", column("hours_28_days"), column("days_28_days"), "four_weeks", 28)


def working_time_sixteen_weeks() -> Steps:
    """Over sixteen weeks a person works at most forty-eight hours a week on average."""
    return _limited("working_time_sixteen_weeks", column("hours_112_days"), column("days_112_days"), "sixteen_weeks", 112)


def _limited(name: str, hours: Expression, days: Expression, limit: str, span: int) -> Steps:
    """Holds an average against a limit; `days` are the days that the lines cover, never counted as fewer than the span."""
    adult = column(f"start_{limit}_adult")
    youth = column("start_week_youth" if limit == "sixteen_weeks" else f"start_{limit}_youth")
    first, last = column("age_first"), column("age_last")
    bound = adult if limit == "sixteen_weeks" else choose((last < ADULT_AT_WORK, youth), otherwise=adult)
    between = missing(first) | ((first < ADULT_AT_WORK) & (last >= ADULT_AT_WORK))
    unknown_age = literal(False) if limit == "sixteen_weeks" else between
    covered = choose((days < span, span), otherwise=days)
    allowed = known_or(bound, adult)
    return {
        f"{name}_allowed": allowed,
        f"{name}_average": (hours * WEEK) // covered,
        f"{name}_outcome": choose(
            (missing(hours) | missing(adult), int(Outcome.CANNOT_TELL)),
            (hours * WEEK > column(f"{name}_allowed") * covered, int(Outcome.NOT_MET)),
            (missing(column("hours")), int(Outcome.CANNOT_TELL)),
            (unknown_age & (hours * WEEK > youth * covered), int(Outcome.CANNOT_TELL)),
            otherwise=int(Outcome.MET),
        ),
        f"{name}_because": choose(
            (column(f"{name}_outcome") < int(Outcome.CANNOT_TELL), NOTHING),
            (missing(column("hours")), "hours"),
            (missing(adult), "amount_of_law"),
            (missing(column("birth_date")), "birth_date"),
            otherwise="hours_by_part",
        ),
        f"{name}_amount": NOTHING,
    }
