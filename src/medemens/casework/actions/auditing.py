"""What an auditor does: walks through the log, and takes it out. Both are in the log themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import transaction

from medemens.casework import audit
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import LogCheck
from medemens.common.staff import StaffMember

MOST_FAULTS = 100
"""One changed entry makes one fault; whoever finds a hundred has seen enough."""

GIVEN_UP_AFTER = timedelta(hours=1)
"""A walk that was not finished by then has stopped, for instance with the machine."""


@transaction.atomic
def begin_check(*, by: StaffMember, now: datetime) -> LogCheck:
    """Begins a walk through the whole log.

    :raises NotPossible: `running`: one is under way
    """
    if LogCheck.objects.filter(finished_at=None, begun_at__gt=now - GIVEN_UP_AFTER).exists():
        raise NotPossible("running")
    audit.record("log.checked", now=now, by=by, authority=by.authority)
    return LogCheck.objects.create(staff=by, begun_at=now, entries=audit.entries())


def run_check(*, number: int, clock: Callable[[], datetime]) -> LogCheck:
    """Walks, and writes down how far it is and what it found. Not one transaction: it holds nothing up."""

    def walked(entries: int) -> None:
        LogCheck.objects.filter(pk=number).update(walked=entries)

    found = [[fault.lane, fault.number, fault.kind] for fault in islice(audit.faults(walked), MOST_FAULTS)]
    check = LogCheck.objects.get(pk=number)
    check.faults, check.finished_at, check.walked = found, clock(), check.entries
    check.save(update_fields=["faults", "finished_at", "walked"])
    return check


@transaction.atomic
def take_out_log(*, since: date, until: date, by: StaffMember, now: datetime) -> None:
    """The log leaves the house as processing records."""
    audit.record("log.exported", now=now, by=by, authority=by.authority, since=since.isoformat(), until=until.isoformat())
