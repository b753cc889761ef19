"""Followers for tests, made by the real deeds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from medemens.casework.codes import Code, new_code
from medemens.casework.models import RegisterEntry
from medemens.work.lenders.actions import delivering, following
from medemens.work.lenders.actions.delivering import Parcel, Sent
from medemens.work.lenders.models import Delivery, Follower, Lender
from tests.make import NOW
from tests.work.lenders import make_lenders

ADDRESS = "https://hooks.verzonnen.example/lenders"
MAIL = "inkoop@verzonnen.example"
LATER = NOW + timedelta(hours=1)


def follower(
    *lenders: Lender,
    way: str = "webhook",
    address: str = "",
    confirmed: bool = True,
    code: Code | None = None,
    language: str = "en",
) -> Follower:
    """Somebody who follows lenders."""
    to = address or (MAIL if way == "mail" else ADDRESS)
    numbers = [each.pk for each in lenders]
    begun = following.begin(way=way, address=to, language=language, lenders=numbers, code=code or new_code(), now=NOW)
    if confirmed:
        following.confirm(follower=begun.follower, now=NOW)
    begun.follower.refresh_from_db()
    return begun.follower


def suspended(lender: Lender, on: date = date(2028, 5, 1), *, at: datetime = LATER) -> RegisterEntry:
    """A suspension comes into the register."""
    return make_lenders.entry(lender, "suspended", on, on + timedelta(28), recorded_at=at)


class Post:
    """Takes parcels, and does with them what it is told."""

    def __init__(self, outcome: str = "done") -> None:
        self.outcome = outcome
        self.parcels: list[tuple[int, list[int]]] = []

    def __call__(self, parcel: Parcel, now: datetime) -> Sent:
        numbers = [each.pk for each in parcel.deliveries]
        self.parcels.append((parcel.follower.pk, [each.entry_id for each in parcel.deliveries]))
        return Sent(**{self.outcome: numbers})

    @property
    def entries(self) -> list[int]:
        """The entries that were in them, in order."""
        return [number for _follower, numbers in self.parcels for number in numbers]


def told(post: Post, now: datetime = LATER) -> list[int]:
    """Looks and delivers; the entries that were told now."""
    before = len(post.entries)
    following.look(now=now)
    delivering.deliver_due(now=now, send=post)
    return post.entries[before:]


def waiting(of: Follower) -> Sequence[Delivery]:
    """What is to be told to somebody."""
    return list(Delivery.objects.filter(follower=of, delivered_at=None).order_by("id"))
