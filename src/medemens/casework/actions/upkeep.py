"""The work of a day is done once, however many servers there are: whoever adds the row of the day may begin."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from medemens.casework import audit
from medemens.casework.models import DailyRun

GIVEN_UP_AFTER = timedelta(hours=1)
"""Work that was not finished by then has stopped, for instance with the machine; it is begun anew."""

LONG_GAP = timedelta(days=7)
"""After so many days without work the clock is not believed at once: see `believed`."""


@transaction.atomic
def begin(*, day: date, now: datetime) -> DailyRun | None:
    """The row of a day for whoever may do its work; None when it was done, or somebody is at it.

    Rows of days to come are from a clock that was wrong. They go, so that the work of those days is done when they come.
    """
    DailyRun.objects.filter(day__gt=day).delete()
    run, added = DailyRun.objects.get_or_create(day=day, defaults={"begun_at": now})
    if added:
        return run
    stopped = Q(begun_at__lte=now - GIVEN_UP_AFTER) | Q(begun_at__gte=now + GIVEN_UP_AFTER)
    again = DailyRun.objects.filter(stopped, pk=run.pk, finished_at=None).update(begun_at=now)
    return DailyRun.objects.get(pk=run.pk) if again else None


def is_done(day: date) -> bool:
    """Whether the work of a day was finished."""
    return DailyRun.objects.filter(day=day).exclude(finished_at=None).exists()


def believed(day: date) -> bool:
    """Whether records may be removed on the word of the clock alone.

    What is removed is gone for good, so a clock that jumped ahead must not remove it. After a long gap the work of the first day
    removes nothing, and that of the next day does; by then somebody can have set the clock right.
    """
    before = DailyRun.objects.filter(day__lt=day).exclude(finished_at=None).order_by("day").last()
    return before is None or day - before.day <= LONG_GAP


@transaction.atomic
def finish(*, run: DailyRun, removed: int, now: datetime) -> None:
    """The work of a day is done."""
    run.finished_at, run.removed = now, run.removed + removed
    run.save(update_fields=["finished_at", "removed"])


@transaction.atomic
def note(*, deed: str, now: datetime) -> None:
    """Something happened to the whole installation: `installation.backed_up` or `installation.restored`."""
    audit.record(deed, now=now, actor="system")
