"""What an auditor looks at: who did what and read what, whether the log is whole, and what is removed when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Case as Choose
from django.db.models import Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from medemens.casework import access
from medemens.casework.models import AuditEntry as AuditEntry
from medemens.casework.models import Case
from medemens.casework.models import LogCheck as LogCheck
from medemens.casework.models.audit import MOST_FREQUENT
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember

PAGE = 100
REMOVED = "case.removed"
REFERRED = "case.referred"
READS = "reads"
"""Stands in `Wanted.deed` for all deeds in which somebody saw sealed content."""

READ_DEEDS = ("case.opened", "document.opened", "case.taken_out")
MONTHS_AHEAD = 24
MONTHS_BACK = 24


@dataclass(frozen=True)
class Wanted:
    """Which entries; days are included. Empty words and None mean "all". `after` is where the page before ended.

    With a reference the person and the deed are not looked at.
    """

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
    """How many closed cases are removed when, by reason: their day has come, by month, later; and how many have no day yet."""

    due: Counter[str]
    months: tuple[tuple[date, Counter[str]], ...]
    later: Counter[str]
    without_day: int

    @property
    def reasons(self) -> Counter[str]:
        """All that have a day, by reason."""
        return sum((numbers for _first, numbers in self.months), self.due + self.later)


def page(staff: StaffMember, wanted: Wanted) -> Page:
    """A page of the log: one SQL statement."""
    if wanted.after is not None:
        # Of two last moments a database may begin at the wrong one; so there is one, but for the rest of that day.
        day = timezone.localdate(datetime.fromisoformat(wanted.after[0]))
        wanted = replace(wanted, until=min(wanted.until, day))
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
        found |= {entry.reference: entry.details.get("case_type", "") for entry in removed}
    return found


def authorities_in(entries: list[AuditEntry]) -> dict[int, str]:
    """The names of the authorities that cases were passed on to, by number: one SQL statement."""
    numbers = {entry.details["to"] for entry in entries if entry.deed == REFERRED and entry.details.get("to")}
    return dict(Authority.objects.filter(pk__in=numbers).values_list("pk", "name"))


def at_places(staff: StaffMember, places: list[tuple[int, int]]) -> dict[tuple[int, int], AuditEntry]:
    """The entries of their authority that stand at places of the log (chain and number): one SQL statement."""
    there = Q(pk__in=())
    for lane, number in places:
        there |= Q(lane=lane, number=number)
    return {(each.lane, each.number): each for each in access.log(staff, few=True).filter(there).select_related("staff")}


def last_check() -> LogCheck | None:
    """The newest walk through the log."""
    return LogCheck.objects.select_related("staff").order_by("-id").first()


def removals(staff: StaffMember, today: date) -> Removals:
    """What will be removed in the coming months: two SQL statements."""
    planned = access.planned(staff, removal=True)
    firsts = months(today, MONTHS_AHEAD + 1)
    # By day, as the index stands: the database need not sort, and there are no more days than a term of some years has.
    rows = planned.values_list("remove_on", "remove_because").annotate(number=Count("*")).order_by()
    counted: dict[int, Counter[str]] = {}
    for day, because, number in rows:
        month = -1 if day <= today else min((day.year - today.year) * 12 + day.month - today.month, MONTHS_AHEAD)
        counted.setdefault(month, Counter())[because] += number
    return Removals(
        due=counted.get(-1, Counter()),
        months=tuple((first, counted.get(number, Counter())) for number, first in enumerate(firsts[:-1])),
        later=counted.get(MONTHS_AHEAD, Counter()),
        without_day=access.planned(staff, removal=False).count(),
    )


def next_removals(staff: StaffMember) -> list[Case]:
    """The cases that are removed first."""
    return list(access.planned(staff, removal=True).order_by("remove_on", "id")[:PAGE])


def without_day(staff: StaffMember) -> list[Case]:
    """Closed cases of which it is not known yet when they will be removed, the oldest first."""
    return list(access.planned(staff, removal=False).order_by("id")[:PAGE])


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
    found = access.log(staff, few=bool(wanted.reference) or wanted.staff is not None)
    if wanted.reference:
        return found.exclude(reference="").filter(
            reference=wanted.reference, at__gte=_midnight(wanted.since), at__lt=_end(wanted)
        )
    found = found.filter(at__gte=_midnight(wanted.since), at__lt=_end(wanted))
    if wanted.staff is not None:
        found = found.filter(staff=wanted.staff).exclude(staff=None)
    if wanted.deed == READS:
        return found.filter(deed__in=READ_DEEDS).exclude(deed=MOST_FREQUENT)
    if wanted.deed:
        found = found.filter(deed=wanted.deed)
        found = found if wanted.deed == MOST_FREQUENT else found.exclude(deed=MOST_FREQUENT)
    return found


def _first(today: date, months: int) -> date:
    number = today.year * 12 + today.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _end(wanted: Wanted) -> datetime:
    return _midnight(wanted.until + timedelta(1))
