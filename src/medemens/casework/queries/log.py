"""What an auditor looks at: who did what and read what, whether the log is whole, and what is removed when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Case as Choose
from django.db.models import Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from medemens.casework import access
from medemens.casework.models import AuditEntry as AuditEntry
from medemens.casework.models import Case, LogCheck
from medemens.casework.models.audit import MOST_FREQUENT
from medemens.common.staff import StaffMember

PAGE = 100
REMOVED = "case.removed"
MONTHS_AHEAD = 24
MONTHS_BACK = 24


@dataclass(frozen=True)
class Wanted:
    """Which entries; days are included. Empty words and None mean "all". `after` is where the page before ended."""

    since: date
    until: date
    staff: int | None = None
    deed: str = ""
    reference: str = ""
    after: tuple[str, int] | None = None


@dataclass(frozen=True)
class Page:
    """A page of the log, the newest entry first; `after` begins the next one, None at the end."""

    entries: list[AuditEntry]
    after: tuple[str, int] | None


@dataclass(frozen=True)
class Removals:
    """How many cases will be removed: those whose day has come, by month, and later; and closed ones that have no day yet."""

    due: int
    months: tuple[tuple[date, int], ...]
    later: int
    without_day: int
    reasons: dict[str, int] = field(default_factory=dict)


def page(staff: StaffMember, wanted: Wanted) -> Page:
    """A page of the log: one SQL statement."""
    found = _found(staff, wanted)
    if wanted.after is not None:
        moment, number = wanted.after
        found = found.filter(Q(at__lte=moment), Q(at__lt=moment) | Q(at=moment, id__lt=number))
    entries = list(found.select_related("staff").order_by("-at", "-id")[: PAGE + 1])
    if len(entries) <= PAGE:
        return Page(entries, None)
    last = entries[PAGE - 1]
    return Page(entries[:PAGE], (last.at.isoformat(), last.pk))


def all_entries(staff: StaffMember, wanted: Wanted) -> QuerySet[AuditEntry]:
    """All entries that were asked for, the oldest first."""
    return _found(staff, wanted).order_by("at", "id")


def entries_between(since: datetime, until: datetime, authority: int | None) -> QuerySet[AuditEntry]:
    """The entries of the whole installation, or of one authority, for whoever has the machine itself; the oldest first."""
    found = AuditEntry.objects.filter(at__gte=since, at__lt=until)
    return (found.filter(authority_id=authority) if authority is not None else found).order_by("at", "id")


def people(staff: StaffMember) -> list[StaffMember]:
    """Everybody who works or worked at the authority."""
    return list(StaffMember.objects.filter(authority=staff.authority).order_by("name", "id"))


def kinds_of(entries: list[AuditEntry]) -> dict[str, str]:
    """The case types of the cases that entries are about, by reference; also of removed cases. Two SQL statements at most."""
    references = {entry.reference for entry in entries} - {""}
    found = dict(Case.objects.filter(reference__in=references).values_list("reference", "case_type"))
    gone = references - found.keys()
    if gone:
        removed = AuditEntry.objects.exclude(reference="").filter(reference__in=gone, deed=REMOVED)
        found |= {entry.reference: entry.details["case_type"] for entry in removed}
    return found


def last_check() -> LogCheck | None:
    """The newest walk through the log."""
    return LogCheck.objects.select_related("staff").order_by("-id").first()


def removals(staff: StaffMember, today: date) -> Removals:
    """What will be removed in the coming months: four SQL statements."""
    planned = access.planned(staff, removal=True)
    firsts = months(today, MONTHS_AHEAD + 1)
    numbers = dict(_by_month(planned.filter(remove_on__gt=today, remove_on__lt=firsts[-1]), firsts))
    rows = planned.order_by().values_list("remove_because").annotate(number=Count("pk"))
    reasons = dict(rows)
    due = planned.filter(remove_on__lte=today).count()
    return Removals(
        due=due,
        months=tuple((first, numbers.get(number, 0)) for number, first in enumerate(firsts[:-1])),
        later=sum(reasons.values()) - due - sum(numbers.values()),
        without_day=access.planned(staff, removal=False).count(),
        reasons=reasons,
    )


def next_removals(staff: StaffMember) -> list[Case]:
    """The cases that are removed first."""
    return list(access.planned(staff, removal=True).order_by("remove_on", "id")[:PAGE])


def removed(staff: StaffMember, today: date) -> list[tuple[date, int]]:
    """How many cases were removed in each of the last months, the newest first: one SQL statement."""
    firsts = [_first(today, -number) for number in range(MONTHS_BACK)]
    cases = [When(at__gte=_midnight(first), then=Value(number)) for number, first in enumerate(firsts)]
    found = access.log(staff).exclude(deed=MOST_FREQUENT).filter(deed=REMOVED, at__gte=_midnight(firsts[-1]))
    rows = found.annotate(month=Choose(*cases, output_field=IntegerField())).values_list("month").annotate(number=Count("pk"))
    numbers = dict(rows.order_by())
    return [(first, numbers.get(number, 0)) for number, first in enumerate(firsts)]


def months(today: date, number: int) -> list[date]:
    """The first days of this month and those that follow."""
    return [_first(today, ahead) for ahead in range(number)]


def _found(staff: StaffMember, wanted: Wanted) -> QuerySet[AuditEntry]:
    """Each condition beside the plain ones is that of the index that serves it."""
    found = access.log(staff)
    if wanted.reference:
        return found.exclude(reference="").filter(
            reference=wanted.reference, at__gte=_midnight(wanted.since), at__lt=_end(wanted)
        )
    found = found.filter(at__gte=_midnight(wanted.since), at__lt=_end(wanted))
    if wanted.staff is not None:
        found = found.filter(staff=wanted.staff, staff__isnull=False)
    if wanted.deed:
        found = found.filter(deed=wanted.deed)
        found = found if wanted.deed == MOST_FREQUENT else found.exclude(deed=MOST_FREQUENT)
    return found


def _by_month(found: QuerySet[Case], firsts: list[date]) -> Iterator[tuple[int, int]]:
    cases = [When(remove_on__lt=end, then=Value(number)) for number, end in enumerate(firsts[1:])]
    rows = found.annotate(month=Choose(*cases, output_field=IntegerField())).values_list("month").annotate(number=Count("pk"))
    yield from rows.order_by()


def _first(today: date, months: int) -> date:
    number = today.year * 12 + today.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _end(wanted: Wanted) -> datetime:
    return _midnight(wanted.until + timedelta(1))
