"""Averaged month hours, for a fixed monthly wage with fixed weekly hours (WML art. 11(1))."""

from __future__ import annotations

from medemens.law.calendar import working_days_in_year

MONTHS = 12
WEEKDAYS = 5


def average_month_hours(weekly_hours: int, year: int) -> int:
    """WML art. 11(1): the hours of the whole calendar year, spread over its months.

    Allowed where a collective agreement, a public regulation or a written contract fixes both weekly hours
    and monthly pay. Our reading: the year has as many days of work as Mondays to Fridays, each with a fifth
    of the weekly hours; holidays are paid and count. To the nearest hundredth, a half goes up.

    :param weekly_hours: fixed hours a week, in hundredths
    :returns: hours a month, in hundredths
    """
    if weekly_hours < 0:
        raise ValueError("weekly hours are below zero")
    divisor = WEEKDAYS * MONTHS
    return (2 * weekly_hours * working_days_in_year(year) + divisor) // (2 * divisor)
