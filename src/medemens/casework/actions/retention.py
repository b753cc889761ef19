"""How records end: planned when a case is closed, carried out by a daily job that notes what it removed without keeping it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import DatabaseError, transaction
from django.utils import timezone

from medemens.casework import audit
from medemens.casework.case_types import Closed, case_type
from medemens.casework.models import Case, Mailbox, RemovedCase
from medemens.law.calendar import years_later

BATCH = 200

READABLE_YEARS = 1
"""For how long a reporter reads what became of a case that was removed.

The law can have a case removed within hours of its end, and nobody can be told: a reporter looks when they can. A choice of ours,
which fits the law on complaints: an authority need not handle one about what it did more than a year ago (Awb art. 9:8(1)(b)),
so for as long as they can complain of how their report was handled, they can read by whom, when it ended and with what.
"""


def plan(case: Case) -> None:
    """Sets the day on which a case will be removed, as its case type says. The caller saves the case."""
    if case.closed_at is None:
        case.remove_on, case.remove_because = None, ""
        return
    kind = case_type(case.case_type)
    removal = kind.retention(
        Closed(
            received_on=timezone.localdate(case.received_at),
            closed_on=timezone.localdate(case.closed_at),
            trigger=kind.outcome(case.outcome).trigger,
            kept_for_file=case.kept_for_file,
            irrevocable_on=case.irrevocable_on,
        )
    )
    case.remove_on, case.remove_because = (removal.on, removal.because) if removal else (None, "")


@dataclass(frozen=True)
class Removed:
    """How many were removed, and what those that could not be are called."""

    number: int
    failed: tuple[str, ...] = ()


def remove_ended(*, on: date, now: datetime) -> Removed:
    """Removes all cases whose day has come. Each is a transaction, so that a job that stops can be run again.

    One that cannot be removed holds up none of the others. What the authority that a case was referred to received is a case of
    its own: it ends on its own day. Who reported it keeps a notice, see `RemovedCase`. Those that failed are named by reference.
    """

    def ended(failed: Collection[int]) -> list[tuple[int, str]]:
        cases = Case.objects.filter(remove_on__lte=on).exclude(pk__in=failed).order_by("remove_on", "id")
        return list(cases.values_list("pk", "reference")[:BATCH])

    return _one_by_one(ended, lambda number: _remove(number, on=on, now=now))


def remove_notices(*, on: date, now: datetime) -> Removed:
    """Removes all notices that were readable for long enough, and the mailboxes in which nothing is left; as `remove_ended` does.

    Those that failed are named by their number.
    """

    def ended(failed: Collection[int]) -> list[tuple[int, str]]:
        notices = RemovedCase.objects.filter(readable_until__lte=on).exclude(pk__in=failed).order_by("readable_until", "id")
        return [(number, str(number)) for number in notices.values_list("pk", flat=True)[:BATCH]]

    return _one_by_one(ended, lambda number: _remove_notice(number, on=on, now=now))


def _one_by_one(ended: Callable[[Collection[int]], list[tuple[int, str]]], remove: Callable[[int], int]) -> Removed:
    """Removes what `ended` gives (number and name), some at a time, until it gives no more than what failed."""
    removed, failed = 0, dict[int, str]()
    while batch := ended(failed):
        for number, name in batch:
            try:
                removed += remove(number)
            except DatabaseError:
                failed[number] = name
    return Removed(removed, tuple(failed.values()))


@transaction.atomic
def _remove(number: int, *, on: date, now: datetime) -> int:
    case = Case.objects.select_for_update().filter(pk=number, remove_on__lte=on).first()
    if case is None:
        return 0
    audit.record("case.removed", now=now, actor="system", case=case, case_type=case.case_type, because=case.remove_because)
    _leave_notice(case, now=now)
    organisation = case.organisation
    case.decisions.update(follows=None)
    case.delete()
    if organisation is not None and not organisation.public and not Case.objects.filter(organisation=organisation).exists():
        organisation.delete()
    return 1


def _leave_notice(case: Case, *, now: datetime) -> None:
    """For a reporter with a mailbox, which stays as long as the notice."""
    mailbox = Mailbox.objects.select_for_update().filter(cases=case).first()
    if mailbox is None:
        return
    today = timezone.localdate(now)
    RemovedCase.objects.create(
        mailbox=mailbox,
        authority_id=case.authority_id,
        case_type=case.case_type,
        outcome=case.outcome,
        received_on=timezone.localdate(case.received_at),
        closed_on=timezone.localdate(case.closed_at or now),
        removed_on=today,
        because=case.remove_because,
        readable_until=years_later(today, READABLE_YEARS),
    )


@transaction.atomic
def _remove_notice(number: int, *, on: date, now: datetime) -> int:
    notice = RemovedCase.objects.select_for_update().filter(pk=number, readable_until__lte=on).first()
    if notice is None:
        return 0
    kind, because = notice.case_type, notice.because
    audit.record("notice.removed", now=now, actor="system", authority=notice.authority, case_type=kind, because=because)
    mailbox = Mailbox.objects.select_for_update().get(pk=notice.mailbox_id)
    notice.delete()
    if not mailbox.cases.exists() and not mailbox.removed.exists():
        mailbox.delete()
    return 1
