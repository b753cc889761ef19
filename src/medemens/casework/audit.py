"""The log of deeds and of reads of sealed content: written inside the deed's own transaction, checked by walking the chains.

An entry's digest is BLAKE2b over its fields and the digest before it. Whoever changes, removes or slips in an entry must make
all later digests anew, and those no longer fit a head that was noted elsewhere (`medemens audit heads`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from medemens.casework.models import AuditChain, AuditEntry, Case
from medemens.common import rows
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember

LANES = 8
"""How many chains there are."""

AT_A_TIME = 2_000
TOLD_EVERY = 5_000
"""After how many entries a walk tells how far it is."""


@dataclass(frozen=True)
class Fault:
    """Where a chain does not fit.

    `changed`, `missing` (a gap), `shorter` (the end was taken off), `longer` (something was put behind it), `head` (the last
    digest is another than was kept) or `noted` (another than was noted elsewhere).
    """

    lane: int
    number: int
    kind: str


@dataclass(frozen=True)
class Head:
    """How long a chain is and its last digest, in hexadecimals: what to note elsewhere."""

    lane: int
    length: int
    digest: str

    def __str__(self) -> str:
        return f"{self.lane} {self.length} {self.digest}"

    @classmethod
    def read(cls, line: str) -> Head:
        """A head as it was noted.

        :raises ValueError: it is none
        """
        lane, length, digest = line.split()
        if len(bytes.fromhex(digest)) != 32 or int(length) < 0:
            raise ValueError(line)
        return cls(int(lane), int(length), digest.lower())


def read_heads(text: str) -> list[Head]:
    """The heads in a text as `medemens audit heads` prints it; empty lines and those after a `#` are for people.

    :raises ValueError: with the line that is no head; with an empty one when there is no head at all
    """
    found = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            found.append(Head.read(line))
        except ValueError:
            raise ValueError(line.strip()) from None
    if not found:
        raise ValueError("")
    return found


def record(
    deed: str,
    *,
    now: datetime,
    by: StaffMember | None = None,
    actor: str = "",
    case: Case | None = None,
    authority: Authority | None = None,
    **details: str | int | bool | None,
) -> None:
    """Adds an entry. Must be called inside the transaction of the deed; a failure undoes the deed.

    `actor` is "staff" when `by` is given; else say "reporter" or "system". `details` are keys and numbers only.
    """
    assert connection.in_atomic_block
    assert (by is None) == bool(actor)
    lane = (case.pk if case else 0) % LANES
    length, before = _held_head(lane)
    entry = AuditEntry(
        lane=lane,
        number=length + 1,
        at=now,
        actor=actor or AuditEntry.Actor.STAFF,
        staff_id=by.pk if by else None,
        authority_id=case.authority_id if case else authority.pk if authority else None,
        deed=deed,
        reference=case.reference if case else "",
        details=details,
    )
    entry.digest = digest(entry, before)
    rows.add(entry, numbered=False)
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_HEAD, [entry.number, entry.digest, lane])


def in_turn() -> None:
    """Waits until the deeds before are done that were noted without a case: numbers from here on follow the order of commits.

    Must be called inside the transaction of a deed that notes itself so.
    """
    assert connection.in_atomic_block
    _held_head(0)


_HEAD = "SELECT length, digest FROM casework_auditchain WHERE lane = %s"
_MOVE_HEAD = "UPDATE casework_auditchain SET length = %s, digest = %s WHERE lane = %s"
# By hand, because each deed of the house passes here: built by Django they took a third of the time of a submission.


def _held_head(lane: int) -> tuple[int, bytes]:
    """Length and last digest of a chain, held until the end of the transaction; an empty chain is made on its first use."""
    held = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_HEAD + held, [lane])
        if (row := cursor.fetchone()) is None:
            AuditChain.objects.get_or_create(lane=lane)
            cursor.execute(_HEAD + held, [lane])
            row = cursor.fetchone()
    return int(row[0]), bytes(row[1])


def digest(entry: AuditEntry, before: bytes) -> bytes:
    """The digest of an entry that stands after the one with the digest `before`."""
    fields: list[Any] = [
        entry.lane, entry.number, entry.at.astimezone(UTC).isoformat(timespec="microseconds"), str(entry.actor), entry.staff_id,
        entry.authority_id, entry.deed, entry.reference, entry.details,
    ]  # fmt: skip
    text = json.dumps(fields, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.blake2b(before + text.encode(), digest_size=32).digest()


def faults(walked: Callable[[int], None] = lambda number: None) -> Iterator[Fault]:
    """Walks all chains as they are now; nothing comes out when they are whole. Tells now and then how many entries it walked."""
    last = AuditEntry.objects.filter(lane=OuterRef("lane")).order_by("-number").values("number")[:1]
    chains = list(AuditChain.objects.annotate(last=Coalesce(Subquery(last), 0)).order_by("lane"))
    done = 0
    for chain in chains:
        before, number = bytes(32), 0
        for entry in _entries(chain):
            done += 1
            if done % TOLD_EVERY == 0:
                walked(done)
            if entry.number != number + 1:
                yield Fault(chain.lane, number + 1, "missing")
            elif digest(entry, before) != bytes(entry.digest):
                yield Fault(chain.lane, entry.number, "changed")
            before, number = bytes(entry.digest), entry.number
        yield from _end(chain, number, before, chain.last)
    without_head = AuditEntry.objects.exclude(lane__in=AuditChain.objects.values("lane"))
    for lane in without_head.order_by("lane").values_list("lane", flat=True).distinct():
        yield Fault(lane, 1, "longer")


def _entries(chain: AuditChain) -> Iterator[AuditEntry]:
    """The entries up to the head, some at a time, so that a long walk holds nothing up."""
    number = 0
    while some := list(
        AuditEntry.objects.filter(lane=chain.lane, number__gt=number, number__lte=chain.length).order_by("number")[:AT_A_TIME]
    ):
        yield from some
        number = some[-1].number


def _end(chain: AuditChain, length: int, digest: bytes, last: int) -> Iterator[Fault]:
    if length < chain.length:
        yield Fault(chain.lane, length + 1, "shorter")
    elif digest != bytes(chain.digest):
        yield Fault(chain.lane, length, "head")
    if last > chain.length:
        yield Fault(chain.lane, chain.length + 1, "longer")


def entries() -> int:
    """How many entries the chains have together."""
    return int(AuditChain.objects.aggregate(together=Coalesce(Sum("length"), 0))["together"])


def heads() -> list[Head]:
    """The head of each chain."""
    chains = AuditChain.objects.order_by("lane")
    return [Head(chain.lane, chain.length, bytes(chain.digest).hex()) for chain in chains]


def unlike(noted: Sequence[Head]) -> list[Fault]:
    """Where the log is another than when these heads were noted. With `faults` it shows also a log that was made anew."""
    found = []
    for head in noted:
        entry = AuditEntry.objects.filter(lane=head.lane, number=head.length).first()
        kept = bytes(entry.digest).hex() if entry else bytes(32).hex() if head.length == 0 else ""
        if kept != head.digest:
            found.append(Fault(head.lane, head.length, "noted"))
    return found


def without_noted_head(noted: Sequence[Head]) -> list[int]:
    """The chains with entries of which no head was noted: what happened to them no comparison tells."""
    return [head.lane for head in heads() if head.length and head.lane not in {each.lane for each in noted}]
