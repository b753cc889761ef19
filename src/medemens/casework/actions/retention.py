"""How records end: planned when a case is closed, carried out by a daily job that notes what it removed without keeping it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
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


def remove_ended(*, on: date, now: datetime) -> int:
    """Removes all cases whose day has come; how many. Each is a transaction, so that a job that stops can be run again."""
    removed = 0
    while True:
        batch = list(Case.objects.filter(remove_on__lte=on).order_by("remove_on", "id").values_list("pk", flat=True)[:BATCH])
        if not batch:
            return removed
        for number in batch:
            removed += _remove(number, on=on, now=now)


@transaction.atomic
def _remove(number: int, *, on: date, now: datetime) -> int:
    case = Case.objects.select_for_update().filter(pk=number, remove_on__lte=on).first()
    if case is None:
        return 0
    audit.record("case.removed", now=now, actor="system", case=case, case_type=case.case_type, because=case.remove_because)
    mailbox = case.mailbox
    case.delete()
    if mailbox is not None:
        Mailbox.objects.filter(pk=mailbox.pk, cases=None).delete()
    return 1
