"""The hourly amounts that stood beside the minimum wage before 2024: a guide, not the law, which named
week and month.
"""

from __future__ import annotations


def hourly_guide(week_cents: int, normal_weekly_hours: int) -> int:
    """Rijksoverheid, note under the minimum wage tables to 2023: the week amount divided by the normal hours,
    rounded up.

    :param week_cents: the week amount at the worker's age, in euro cents
    :param normal_weekly_hours: full-time hours a week of the sector, in hundredths
    :returns: euro cents an hour
    """
    if week_cents < 0 or normal_weekly_hours <= 0:
        raise ValueError("a week amount from 0 and hours above 0 are needed")
    return -(-week_cents * 100 // normal_weekly_hours)
