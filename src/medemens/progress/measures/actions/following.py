"""Somebody follows the monitor by e-mail, confirms it, is told, and ends it.

None of it is written in the log of deeds: that would keep, without a term, who looked at what.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from medemens.common import installation_key
from medemens.progress.measures.models import Measure, MonitorFollower, Theme
from medemens.progress.measures.queries import following as queries
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.queries.following import ADDRESS, News, Wish

UNCONFIRMED_KEPT = timedelta(days=7)
Send = Callable[[MonitorFollower, Sequence[News]], str]
"""Sends one mail; empty when it left, `failed` when it was refused for this address, `ours` when no mail can leave now."""


@dataclass(frozen=True)
class Told:
    """How many mails left, and how many are tried again the next day."""

    sent: int = 0
    failed: int = 0


@transaction.atomic
def ask(*, address: str, wish: Wish, language: str, now: datetime) -> MonitorFollower:
    """Keeps what an address wants to follow; the same wish once. Nothing is told before it is confirmed, then all since.

    What was confirmed stays as it is: whoever asks again need not be whose address it is.
    """
    follower, made = MonitorFollower.objects.get_or_create(
        lookup=queries.lookup(address, wish),
        defaults={
            "address": installation_key.lock(address.encode(), purpose=ADDRESS),
            "theme": Theme.objects.get(key=wish.theme) if wish.theme else None,
            "measure": Measure.objects.get(code=wish.measure) if wish.measure else None,
            "language": language,
            "made_at": now,
            "told_until": queries.newest(),
        },
    )
    if not made and follower.confirmed_at is None:
        follower.language, follower.made_at = language, now
        follower.save(update_fields=["language", "made_at"])
    return follower


def confirm(*, follower: MonitorFollower, now: datetime) -> None:
    """The address is theirs: from now on they are told."""
    MonitorFollower.objects.filter(pk=follower.pk, confirmed_at=None).update(confirmed_at=now)


def end(*, follower: MonitorFollower) -> None:
    """Ends it: nothing of them is kept."""
    MonitorFollower.objects.filter(pk=follower.pk).delete()


def tell(*, now: datetime, send: Send) -> Told:
    """One mail to each follower for whom anything is new. What failed is tried when this is done again.

    Mail is sent outside every transaction, for a slow server must not hold the tables. When no mail can leave at all it stops.
    """
    until, held = queries.settled(now), snapshot.current()
    sent = failed = 0
    waiting = queries.to_tell(until)
    for place, number in enumerate(waiting):
        follower = queries.of_number(number)
        if follower is None:
            continue
        news = queries.news(held, queries.wish_of(follower), follower.told_until, until)
        outcome = send(follower, news) if news else ""
        if outcome == "ours":
            return Told(sent, failed + len(waiting) - place)
        if outcome:
            failed += 1
            continue
        sent += bool(news)
        MonitorFollower.objects.filter(pk=number).update(told_until=until)
    return Told(sent, failed)


def remove_old(*, now: datetime) -> int:
    """Removes what was not confirmed within seven days; how many."""
    gone, _by_model = MonitorFollower.objects.filter(confirmed_at=None, made_at__lt=now - UNCONFIRMED_KEPT).delete()
    return gone
