"""Calls to hirers' own programs: what stands in them, how they are signed (Standard Webhooks 1.0.0), what an answer means."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from medemens.common.web_address import site
from medemens.work.lenders import words
from medemens.work.lenders.actions.delivering import Parcel, Sent
from medemens.work.lenders.following import network
from medemens.work.lenders.following.network import Answer, NotReached, WebAddress, read_address
from medemens.work.lenders.queries import following as queries
from medemens.work.lenders.queries.following import Change, Follower
from medemens.work.lenders.queries.history import shown

CHANGED, CHALLENGE = "lender.status_changed", "following.challenge"
PREFIX = "whsec_"
GONE = 410
MOST_SECONDS = 10.0
"""How long one parcel may take; what is left then goes with the next one."""


EXAMPLE: dict[str, Any] = {
    "id": "entry_4711",
    "type": CHANGED,
    "timestamp": "2028-05-01T08:30:00+00:00",
    "urgent": True,
    "lender": {"number": "L12345678", "kvk": "12345678"},
    "entry": {
        "id": 4711,
        "kind": "suspended",
        "made_known_on": "2028-05-01",
        "takes_effect_on": "2028-05-29",
        "valid_until": None,
        "recorded_at": "2028-05-01T08:30:00+00:00",
        "corrects": None,
        "annulled": False,
    },
    "standing": {
        "on": "2028-05-01",
        "state": "suspended_announced",
        "may_begin": "not met",
        "citation": "Waadi art. 12l, 12n",
        "since": "2028-05-01",
        "until": "2028-05-28",
        "present_on": "2028-05-01",
    },
    "url": "https://register.example/nl/lenders/L12345678/",
}
"""What a message looks like, for who writes a program that gets it."""


def written(secret: bytes) -> str:
    """A secret as it is given to people."""
    return PREFIX + base64.b64encode(secret).decode()


def signature(secret: bytes, name: str, seconds: int, body: bytes) -> str:
    """The signature over the name of a message, its moment and its body."""
    signed = f"{name}.{seconds}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()


def headers(keys: Sequence[bytes], name: str, now: datetime, body: bytes) -> dict[str, str]:
    """What goes with a message. With two secrets there are two signatures: whoever checks needs one that fits."""
    seconds = int(now.timestamp())
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Medemens",
        "webhook-id": name,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(signature(each, name, seconds, body) for each in keys),
    }


def name_of(change: Change) -> str:
    """The name of a message: the same each time that it is tried."""
    return f"entry_{change.entry.number}"


def payload(change: Change, now: datetime) -> dict[str, Any]:
    """What is told: the entry, the lender as far as it is public, how it stands today, and where to read more."""
    entry, today = change.entry, timezone.localdate(now)
    lender = change.lender.public(today)
    answer = shown(lender.lines, today, now)
    stands = answer.standing
    return {
        "id": name_of(change),
        "type": CHANGED,
        "timestamp": entry.recorded_at.isoformat(),
        "urgent": change.urgent,
        "lender": {"number": lender.number, "kvk": lender.kvk},
        "entry": {
            "id": entry.number,
            "kind": entry.kind,
            "made_known_on": entry.made_known_on.isoformat(),
            "takes_effect_on": entry.takes_effect_on.isoformat(),
            "valid_until": _day(entry.valid_until),
            "recorded_at": entry.recorded_at.isoformat(),
            "corrects": entry.corrects,
            "annulled": entry.annulled,
        },
        "standing": {
            "on": today.isoformat(),
            "state": words.state(answer),
            "may_begin": answer.begins.outcome.word,
            "citation": answer.begins.citation,
            "since": _day(stands.since),
            "until": _day(stands.until),
            "present_on": _day(stands.present_on),
        },
        "url": f"{site()}/nl/lenders/{lender.number}/",
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def send(parcel: Parcel, now: datetime) -> Sent:
    """Calls once for each message. Where nobody answers the rest of the parcel is not tried either."""
    to, keys = read_address(queries.address_of(parcel.follower)), queries.secrets_of(parcel.follower, now)
    sent, ends = Sent(), time.monotonic() + MOST_SECONDS
    numbers = [each.pk for each in parcel.deliveries]
    for place, number in enumerate(numbers):
        if sent.gone or time.monotonic() > ends:
            sent.left += numbers[place:]
            break
        change = parcel.changes[number]
        body = json.dumps(payload(change, now), separators=(",", ":")).encode()
        try:
            answer = network.OUTSIDE.post(to, body, headers(keys, name_of(change), now, body))
        except NotReached:
            sent.failed += numbers[place:]
            break
        (sent.done if _good(answer) else sent.failed).append(number)
        sent.gone = answer.status == GONE
    return sent


def _good(answer: Answer) -> bool:
    return 200 <= answer.status < 300


def challenge(follower: Follower, now: datetime) -> str:
    """Asks whether the address is theirs: it must give back a word that we send.

    An empty answer is yes; otherwise why not: a reason of `NotReached`, `status` or `no_echo`.
    """
    to: WebAddress = read_address(queries.address_of(follower))
    word = secrets.token_urlsafe(24)
    said = {"type": CHALLENGE, "timestamp": now.isoformat(), "challenge": word}
    body = json.dumps(said, separators=(",", ":")).encode()
    sent = headers(queries.secrets_of(follower, now), f"challenge_{secrets.token_hex(8)}", now, body)
    try:
        answer = network.OUTSIDE.post(to, body, sent, listen=True)
    except NotReached as wrong:
        return wrong.reason
    if not _good(answer):
        return "status"
    return "" if _echoes(answer.body, word) else "no_echo"


def _echoes(body: bytes, word: str) -> bool:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(given, dict) and given.get("challenge") == word
