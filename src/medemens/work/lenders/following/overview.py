"""What stands on the page of who follows: how it stands, the lenders, and what was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from medemens.common.questions import Text
from medemens.common.secrets import NotOpened
from medemens.work.lenders import words
from medemens.work.lenders.following import forms
from medemens.work.lenders.following.forms import Row
from medemens.work.lenders.following.staff_words import DELIVERED, STANDS
from medemens.work.lenders.queries import following as queries
from medemens.work.lenders.queries.following import Delivery, Follower
from medemens.work.lenders.queries.snapshot import Known

TONES = ("bad", "unsure", "good")


@dataclass(frozen=True)
class Message:
    """Something that was told, or is to be: about which lender, what, and what became of it at which moment."""

    number: str
    what: Text
    outcome: Text
    tone: str
    at: datetime
    tries: int


def worst_first(lenders: Sequence[Known]) -> list[Row]:
    """Lenders that may not lend come first."""
    return sorted(forms.rows(lenders), key=lambda each: (TONES.index(each.tone), each.lender.number))


def key(follower: Follower) -> str:
    """How the following itself stands: a key of `STANDS`."""
    if follower.confirmed_at is None:
        return "unconfirmed"
    if follower.stopped_at is None:
        return "on"
    return "failing" if queries.failing(follower) else "paused"


def stands(follower: Follower) -> dict[str, object]:
    """The same in words."""
    found = key(follower)
    text, tone = STANDS[found]
    return {"key": found, "text": text, "tone": tone}


def address(follower: Follower) -> str:
    """Where they are told; empty when it was locked with another key of the installation, and is lost."""
    try:
        return queries.address_of(follower)
    except NotOpened:
        return ""


def told(follower: Follower) -> list[Message]:
    """The last messages, the newest first."""
    found = queries.latest(follower)
    numbers = queries.numbers_of(found)
    return [_message(each, numbers.get(each.entry.organisation_id, "")) for each in found]


def _message(of: Delivery, number: str) -> Message:
    if of.delivered_at is not None:
        outcome, tone, at = "told", "good", of.delivered_at
    elif of.given_up_at is not None:
        outcome, tone, at = "given_up", "bad", of.given_up_at
    else:
        outcome, tone, at = ("again" if of.tries else "waiting"), "unsure", of.next_at
    what = words.HAPPENED.get(of.entry.kind, of.entry.kind)
    return Message(number, what, DELIVERED[outcome], tone, at, of.tries)
