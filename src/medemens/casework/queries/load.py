"""What a coordinator looks at: how much open work there is, how old it is, and what came of the work of the last months.

Made for a million cases of one authority. Open cases are counted within indexes that hold all that is counted; what is counted
over months reads only the months that were chosen. How many SQL statements there are does not depend on the number of cases.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise, zip_longest
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from medemens.casework import access
from medemens.casework.models import Case
from medemens.casework.models.cases import NOTHING_DUE
from medemens.casework.queries.queue import COLUMNS, SOON_DAYS
from medemens.common.staff import StaffMember

PERIODS = (3, 6, 12, 24)
"""How many months can be looked back over."""

AGES = (7, 28, 56, 91, 182, 365)
"""The last day of each class of age; older ones are in a class of their own."""


@dataclass(frozen=True)
class Chosen:
    """What a coordinator asked to see; empty words mean "all". `months` counts back from this month, which is one of them."""

    months: int = 12
    subject: str = ""
    municipality: str = ""


class Which(StrEnum):
    """Which cases are exported: the open ones, or those that were closed or received in the months that were chosen."""

    OPEN = "open"
    CLOSED = "closed"
    RECEIVED = "received"


@dataclass(frozen=True)
class Terms:
    """A number of open cases by how their terms stand: over, due within a week, later, and without a running term."""

    overdue: int
    soon: int
    later: int
    none: int

    @property
    def all(self) -> int:
        """All of them."""
        return self.overdue + self.soon + self.later + self.none

    def __add__(self, other: Terms) -> Terms:
        return Terms(self.overdue + other.overdue, self.soon + other.soon, self.later + other.later, self.none + other.none)


NO_CASES = Terms(0, 0, 0, 0)


@dataclass(frozen=True)
class Load:
    """The open cases. Keys are those of the database; `by_status` is by case type and status."""

    together: Terms
    by_handler: dict[int | None, Terms]
    by_subject: dict[str, Terms]
    by_municipality: dict[str, Terms]
    by_status: dict[str, Terms]
    by_age: tuple[int, ...]


@dataclass(frozen=True)
class Month:
    """What happened in a month: received, closed, and of the closed those in time, too late, and without a term."""

    first: date
    received: int
    closed: int
    in_time: int
    late: int


@dataclass(frozen=True)
class Results:
    """The months that were looked at, the oldest first, and how the cases that were closed in them ended."""

    months: tuple[Month, ...]
    outcomes: dict[tuple[str, str], tuple[int, ...]]

    @property
    def in_time(self) -> int:
        """Closed cases of which all terms were met in time."""
        return sum(month.in_time for month in self.months)

    @property
    def with_term(self) -> int:
        """Closed cases in which a term ran."""
        return self.in_time + sum(month.late for month in self.months)


def load(staff: StaffMember, chosen: Chosen, today: date) -> Load:
    """The open cases of the authority: five SQL statements."""
    found = _chosen(staff, chosen).filter(closed_at=None)
    few = bool(chosen.subject or chosen.municipality)
    by_subject = _counted(found, "subject", today, few=few)
    return Load(
        together=sum(by_subject.values(), NO_CASES),
        by_handler=_counted(found, "handler", today, few=few),
        by_subject=by_subject,
        by_municipality=_counted(found, "municipality", today, few=few),
        by_status=_counted(found, "status", today, few=few),
        by_age=_ages(found, today, few=few),
    )


def results(staff: StaffMember, chosen: Chosen, today: date) -> Results:
    """What came in and what was closed in the months that were chosen: two SQL statements."""
    firsts = months(chosen, today)
    found = _chosen(staff, chosen)
    arrived = Counter(dict(_in_months(found, "received_at", firsts)))
    rows = _in_months(found.exclude(closed_at=None), "closed_at", firsts, "case_type", "outcome", "in_time")
    outcomes: dict[tuple[str, str], list[int]] = {}
    ended: list[Counter[bool | None]] = [Counter() for _first in firsts]
    for month, kind, outcome, in_time, number in rows:
        ended[month][in_time] += number
        outcomes.setdefault((kind, outcome), [0] * len(firsts))[month] += number
    return Results(
        months=tuple(
            Month(first, arrived[number], ended[number].total(), ended[number][True], ended[number][False])
            for number, first in enumerate(firsts)
        ),
        outcomes={key: tuple(numbers) for key, numbers in outcomes.items()},
    )


def of_handler(staff: StaffMember, handler: int | None, chosen: Chosen) -> QuerySet[Case]:
    """The open cases of a handler, or of nobody (None), with the term that ends first in front."""
    found = _chosen(staff, chosen).filter(closed_at=None, handler=handler)
    return found.select_related("organisation", "handler").only(*COLUMNS).order_by("due_on", "id")


def everybody(staff: StaffMember) -> list[StaffMember]:
    """All colleagues who could have open cases: those who handle them, and those who left or do other work now and still do."""
    colleagues = StaffMember.objects.filter(authority=staff.authority)
    theirs = access.cases(staff).filter(closed_at=None, handler=OuterRef("pk"))
    return list(colleagues.filter(Q(handler=True) | Q(coordinator=True) | Exists(theirs)).order_by("name", "id"))


def readable(staff: StaffMember, which: Which, chosen: Chosen, today: date) -> QuerySet[Case]:
    """Cases with all of them that can be read without a key, for an export."""
    found = _chosen(staff, chosen)
    since = midnight(months(chosen, today)[0])
    match which:
        case Which.OPEN:
            found = found.filter(closed_at=None).order_by("received_at", "id")
        case Which.CLOSED:
            found = found.filter(closed_at__gte=since).order_by("closed_at", "id")
        case Which.RECEIVED:
            found = found.filter(received_at__gte=since).order_by("received_at", "id")
    return found.select_related("organisation", "handler").only(*COLUMNS, "in_time", "organisation__kvk")


def months(chosen: Chosen, today: date) -> list[date]:
    """The first days of the months that were chosen, the oldest first."""
    this = today.year * 12 + today.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(this - chosen.months + 1, this + 1)]


def midnight(day: date) -> datetime:
    """The moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time()))


def _chosen(staff: StaffMember, chosen: Chosen) -> QuerySet[Case]:
    found = access.cases(staff)
    if chosen.subject:
        found = found.filter(subject=chosen.subject)
    if chosen.municipality:
        found = found.filter(municipality=chosen.municipality)
    return found


def _counted(found: QuerySet[Case], column: str, today: date, *, few: bool) -> dict[Any, Terms]:
    """Open cases by a column.

    When a filter leaves few cases, SQLite without statistics would still walk through all of them in the order of the column;
    an expression that no index has (here: the column or else itself) keeps it from that.
    """
    soon = today + timedelta(SOON_DAYS)
    rows = (
        found.annotate(group=Coalesce(F(column), F(column)) if few else F(column))
        .values_list("group")
        .annotate(
            all=Count("pk"),
            overdue=Count("pk", filter=Q(due_on__lt=today)),
            soon=Count("pk", filter=Q(due_on__gte=today, due_on__lte=soon)),
            none=Count("pk", filter=Q(due_on=NOTHING_DUE)),
        )
        .order_by()
    )
    return {key: Terms(over, near, every - over - near - none, none) for key, every, over, near, none in rows}


def _ages(found: QuerySet[Case], today: date, *, few: bool) -> tuple[int, ...]:
    """How many cases there are in each class of age, the youngest first.

    Few are looked at one by one; of many, each class is a stretch of the index by arrival, and only counted.
    """
    youngest = [midnight(today - timedelta(days)) for days in AGES]
    if few:
        before = {f"before{number}": Count("pk", filter=Q(received_at__lt=at)) for number, at in enumerate(youngest, 1)}
        older = found.aggregate(before0=Count("pk"), **before)
        counts = {number: older[f"before{number}"] for number in range(len(AGES) + 1)}
    else:
        stretches = [found, *(found.filter(received_at__lt=at) for at in youngest)]
        parts = [
            each.annotate(class_=Value(number, IntegerField())).values_list("class_").annotate(number=Count("pk")).order_by()
            for number, each in enumerate(stretches)
        ]
        counts = dict(parts[0].union(*parts[1:], all=True))
    numbers = [*(counts.get(number, 0) for number in range(len(AGES) + 1)), 0]
    return tuple(more - less for more, less in pairwise(numbers))


def _in_months(found: QuerySet[Case], column: str, firsts: list[date], *columns: str) -> QuerySet[Case, tuple[Any, ...]]:
    """How many cases there are in each month, by some columns: the number of the month, the columns, the number of cases.

    One part for each month, put together: that reads a stretch of an index for each, and compares nothing. Rows are
    counted, not their numbers, which those indexes do not hold.
    """
    starts = [midnight(first) for first in firsts]
    parts = []
    for number, (start, end) in enumerate(zip_longest(starts, starts[1:])):
        month = found.filter(**{f"{column}__gte": start}).annotate(month=Value(number, IntegerField()))
        month = month.filter(**{f"{column}__lt": end}) if end else month
        parts.append(month.values_list("month", *columns).annotate(number=Count("*")).order_by())
    return parts[0].union(*parts[1:], all=True)
