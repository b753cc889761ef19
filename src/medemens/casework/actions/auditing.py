"""What an auditor does: walks through the log, and takes it out. Both are in the log themselves."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import IntegrityError, transaction

from medemens.casework import audit
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.audit_tasks import run_log_check
from medemens.casework.models import LogCheck
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember

MOST_FAULTS = 100
"""One changed entry makes one fault; whoever finds a hundred has seen enough."""

GIVEN_UP_AFTER = timedelta(hours=1)
"""A walk that was not finished by then has stopped, for instance with the machine."""


@transaction.atomic
def begin_check(*, by: StaffMember, now: datetime) -> LogCheck:
    """Puts a walk through the whole log in line, as one transaction with the note that it was asked for.

    A log that cannot be written in any more, because something stands behind the end of its chain, is walked all the same.

    :raises NotPossible: `running`: one is under way
    """
    if LogCheck.objects.filter(finished_at=None, begun_at__gt=now - GIVEN_UP_AFTER).exists():
        raise NotPossible("running")
    with suppress(IntegrityError), transaction.atomic():
        audit.record("log.checked", now=now, by=by, authority=by.authority)
    check = LogCheck.objects.create(staff=by, begun_at=now, entries=audit.entries())
    run_log_check.enqueue(check.pk)
    return check


def run_check(*, number: int, clock: Callable[[], datetime]) -> None:
    """Walks, and writes down how far it is and what it found. Not one transaction: it holds nothing up.

    Safe to repeat: a check that is finished stays so, one that stopped halfway starts anew.
    """
    check = LogCheck.objects.filter(pk=number, finished_at=None).first()
    if check is None:
        return

    def walked(entries: int) -> None:
        LogCheck.objects.filter(pk=number).update(walked=entries)

    found = [[fault.lane, fault.number, fault.kind] for fault in islice(audit.faults(walked), MOST_FAULTS)]
    check.faults, check.finished_at, check.walked = found, clock(), check.entries
    check.save(update_fields=["faults", "finished_at", "walked"])


@transaction.atomic
def take_out_log(
    *, since: date, until: date, now: datetime, by: StaffMember | None = None, authority: Authority | None = None
) -> None:
    """The log of an authority leaves the house as processing records; without `by` through the machine itself.

    Without `by` and `authority` it is the log of the whole installation.
    """
    audit.record(
        "log.exported",
        now=now,
        by=by,
        actor="" if by else "system",
        authority=by.authority if by else authority,
        since=since.isoformat(),
        until=until.isoformat(),
    )
