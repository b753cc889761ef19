"""Messages to followers go out: taken by one program at a time, sent outside every transaction, tried again when that fails."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Window
from django.db.models.functions import RowNumber

from medemens.work.lenders.models import Delivery, Follower
from medemens.work.lenders.queries import following as queries
from medemens.work.lenders.queries.following import Change

DELAYS = (
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8),
    timedelta(hours=24), timedelta(hours=48),
)  # fmt: skip
"""After how long a message is tried again; after the last of them it is given up."""

OURS_AGAIN = timedelta(minutes=1)
"""After how long it is tried again when it was our own fault. That counts for nothing."""

HELD = timedelta(minutes=5)
"""For how long a message is in the hands of who took it; when they do not say by then what became of it, another takes it."""

MOST_OF_ONE, MOST_AT_ONCE = 20, 500
"""How many messages of one follower, and how many together, are taken at a time."""


@dataclass(frozen=True)
class Parcel:
    """Messages for one follower, in the order in which they go."""

    follower: Follower
    deliveries: Sequence[Delivery]
    changes: dict[int, Change]


@dataclass
class Sent:
    """What became of a parcel, by numbers of deliveries.

    `failed` were refused or found nobody, `ours` failed by a fault of our own, `left` were not tried. `gone`: who answers there
    wants no messages any more.
    """

    done: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    ours: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    gone: bool = False


Send = Callable[[Parcel, datetime], Sent]


def deliver_due(*, now: datetime, send: Send) -> int:
    """Sends what is due, one parcel after the other; how many messages came through."""
    done = 0
    for parcel in take(now=now):
        sent = send(parcel, now)
        note(parcel=parcel, sent=sent, now=now)
        done += len(sent.done)
    return done


def take(*, now: datetime, but: Collection[int] = ()) -> list[Parcel]:
    """Takes what is due: nobody else takes it for a while, and it counts as tried, also when we are cut off.

    :param but: followers to whom something is on its way
    """
    with transaction.atomic():
        due = queries.to_do(now).exclude(follower_id__in=list(but))
        place = Window(RowNumber(), partition_by=F("follower_id"), order_by=("rank_of_kind", "next_at", "id"))
        numbers = list(due.annotate(place=place).filter(place__lte=MOST_OF_ONE).values_list("pk", flat=True)[:MOST_AT_ONCE])
        if not numbers:
            return []
        free = Delivery.objects.select_for_update(skip_locked=True).filter(
            pk__in=numbers, delivered_at=None, given_up_at=None, next_at__lte=now
        )
        taken = list(free.values_list("pk", flat=True))
        Delivery.objects.filter(pk__in=taken).update(tries=F("tries") + 1, next_at=now + HELD)
    order = {number: place for place, number in enumerate(numbers)}
    found = Delivery.objects.filter(pk__in=taken).select_related("entry", "follower")
    return _parcels(sorted(found, key=lambda each: order[each.pk]))


def _parcels(deliveries: Sequence[Delivery]) -> list[Parcel]:
    """By follower; those come first that have the most urgent message."""
    changes = queries.changes(deliveries)
    of: dict[int, list[Delivery]] = {}
    for each in deliveries:
        of.setdefault(each.follower_id, []).append(each)
    return [Parcel(some[0].follower, some, {each.pk: changes[each.pk] for each in some}) for some in of.values()]


@transaction.atomic
def note(*, parcel: Parcel, sent: Sent, now: datetime) -> None:
    """Writes down what became of a parcel. After many messages given up in a row the follower is not told any more."""
    Delivery.objects.filter(pk__in=sent.done).update(delivered_at=now)
    Delivery.objects.filter(pk__in=sent.ours).update(tries=F("tries") - 1, next_at=now + OURS_AGAIN)
    Delivery.objects.filter(pk__in=sent.left).update(tries=F("tries") - 1, next_at=now)
    given_up = False
    for each in parcel.deliveries:
        if each.pk in sent.failed:
            later = again_at(each.tries, now)
            given_up = given_up or later is None
            ends = {"next_at": later} if later else {"given_up_at": now}
            Delivery.objects.filter(pk=each.pk).update(**ends)
    if sent.gone or (given_up and queries.failing(parcel.follower)):
        Follower.objects.filter(pk=parcel.follower.pk, stopped_at=None).update(stopped_at=now)


@transaction.atomic
def note_all(*, outcomes: Sequence[tuple[Parcel, Sent]], now: datetime) -> None:
    """Writes down what became of several parcels, with one write to the disk."""
    for parcel, sent in outcomes:
        note(parcel=parcel, sent=sent, now=now)


def again_at(tries: int, now: datetime) -> datetime | None:
    """When a message that failed so many times is tried again; None: it is given up."""
    return now + DELAYS[tries - 1] if tries <= len(DELAYS) else None
