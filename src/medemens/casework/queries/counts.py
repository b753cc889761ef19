"""How many cases there are, of all authorities together, for published figures. Counted in the database; none is read."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from medemens.casework.models import Case
from medemens.casework.queries.load import midnight

Key = tuple[date, str, str, bool | None]
"""The first day of the month, the municipality, the case type, and whether a closed case was in time."""


def received(since: date, until: date) -> Counter[Key]:
    """Cases that were received from a day up to and including another: one SQL statement."""
    return _counted(Case.objects.all(), "received_at", since, until)


def closed(since: date, until: date) -> Counter[Key]:
    """Cases that were closed: one SQL statement."""
    return _counted(Case.objects.all(), "closed_at", since, until)


def _counted(found: QuerySet[Case], column: str, since: date, until: date) -> Counter[Key]:
    chosen = found.filter(**{f"{column}__gte": midnight(since), f"{column}__lt": midnight(until + timedelta(1))})
    rows = (
        chosen.annotate(month=TruncMonth(column))
        .values_list("month", "municipality", "case_type", "in_time")
        .annotate(number=Count("pk"))
        .order_by()
    )
    counted: Counter[Key] = Counter()
    for month, municipality, kind, in_time, number in rows:
        counted[month.date().replace(day=1), municipality, kind, in_time] += number
    return counted
