"""How records end: planned when a case is closed, carried out by a daily job that notes what it removed without keeping it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import DatabaseError, transaction
from django.utils import timezone

from medemens.casework import audit
from medemens.casework.case_types import Closed, case_type
from medemens.casework.models import Case, Mailbox

BATCH = 200


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
    """How many cases were removed, and the references of those that could not be."""

    number: int
    failed: tuple[str, ...] = ()


def remove_ended(*, on: date, now: datetime) -> Removed:
    """Removes all cases whose day has come. Each is a transaction, so that a job that stops can be run again.

    One that cannot be removed holds up none of the others. What the authority that a case was referred to received is a case of
    its own: it ends on its own day.
    """
    removed, failed = 0, dict[int, str]()
    while True:
        ended = Case.objects.filter(remove_on__lte=on).exclude(pk__in=failed).order_by("remove_on", "id")
        batch = list(ended.values_list("pk", "reference")[:BATCH])
        if not batch:
            return Removed(removed, tuple(failed.values()))
        for number, reference in batch:
            try:
                removed += _remove(number, on=on, now=now)
            except DatabaseError:
                failed[number] = reference


@transaction.atomic
def _remove(number: int, *, on: date, now: datetime) -> int:
    case = Case.objects.select_for_update().filter(pk=number, remove_on__lte=on).first()
    if case is None:
        return 0
    audit.record("case.removed", now=now, actor="system", case=case, case_type=case.case_type, because=case.remove_because)
    mailbox = Mailbox.objects.select_for_update().filter(cases=case).first()
    organisation = case.organisation
    case.decisions.update(follows=None)
    case.delete()
    if mailbox is not None and not Case.objects.filter(mailbox=mailbox).exists():
        mailbox.delete()
    if organisation is not None and not organisation.public and not Case.objects.filter(organisation=organisation).exists():
        organisation.delete()
    return 1
