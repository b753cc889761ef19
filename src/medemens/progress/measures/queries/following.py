"""What is asked about followers of the monitor: their address, and what is new for them. Nobody asks who follows what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from medemens.common import installation_key
from medemens.progress.measures.models import MonitorFollower as MonitorFollower
from medemens.progress.measures.models import StatusEvent
from medemens.progress.measures.queries.snapshot import Known, Snapshot
from medemens.progress.measures.queries.status import Step

ADDRESS, LOOKUP = "monitor follower address", "monitor follower lookup"
SETTLED = timedelta(minutes=10)
"""A step can become visible after others with a higher number: it was committed later. After this time no more of them come."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to follow: one measure, one theme, or everything when both are empty."""

    theme: str = ""
    measure: str = ""


@dataclass(frozen=True)
class News:
    """A step that is new for a follower. `corrects`: it stands in the place of one that they could read before."""

    measure: Known
    step: Step
    corrects: bool


def lookup(address: str, wish: Wish) -> bytes:
    """By what a wish is found: the same for each way to write the address."""
    return installation_key.digest(f"{address.casefold()}\n{wish.theme}\n{wish.measure}".encode(), purpose=LOOKUP)


def address_of(follower: MonitorFollower) -> str:
    """Where they want to be told.

    :raises secrets.NotOpened: it was locked by another installation
    """
    return installation_key.unlock(follower.address, purpose=ADDRESS).decode()


def of_number(number: int) -> MonitorFollower | None:
    """A follower by its key, with what it follows."""
    return MonitorFollower.objects.select_related("theme", "measure").filter(pk=number).first()


def to_tell(until: int) -> list[int]:
    """The keys of who confirmed and was not told until a step yet."""
    waiting = MonitorFollower.objects.filter(confirmed_at__isnull=False, told_until__lt=until)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def newest() -> int:
    """The number of the newest step; 0 when there is none."""
    return _last(StatusEvent.objects.all())


def settled(now: datetime) -> int:
    """The number of the newest step before which no other can come in any more."""
    steps = StatusEvent.objects.order_by("pk")
    recent = steps.filter(recorded_at__gt=now - SETTLED).values_list("pk", flat=True).first()
    return _last(steps if recent is None else steps.filter(pk__lt=recent))


def _last(steps: QuerySet[StatusEvent]) -> int:
    return steps.order_by("-pk").values_list("pk", flat=True).first() or 0


def wish_of(follower: MonitorFollower) -> Wish:
    """What they follow."""
    return Wish(follower.theme.key if follower.theme else "", follower.measure.code if follower.measure else "")


def news(held: Snapshot, wish: Wish, after: int, until: int) -> list[News]:
    """What became new: each step as it stands now, once, by measure and day.

    A step that was recorded and taken out again meanwhile is not told.
    """
    chosen = [one for one in held.measures.values() if wish.measure in ("", one.code) and wish.theme in ("", one.theme)]
    return [each for one in chosen for each in _of_measure(one, after, until)]


def _of_measure(one: Known, after: int, until: int) -> list[News]:
    firsts: dict[str, Step] = {}
    lasts: dict[str, Step] = {}
    for step in one.steps:
        if step.number <= until:
            firsts.setdefault(step.key, step)
            lasts[step.key] = step
    found = [
        News(one, step, corrects=firsts[key].number <= after)
        for key, step in lasts.items()
        if step.number > after and not (step.annulled and firsts[key].number > after)
    ]
    return sorted(found, key=lambda each: (each.step.on, each.step.key))
