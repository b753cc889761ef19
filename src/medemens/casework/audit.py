"""The log of deeds and of reads of sealed content: written inside the deed's own transaction, checked by walking the chains.

An entry's digest is BLAKE2b over its fields and the digest before it. Whoever changes, removes or slips in an entry must make
all later digests anew, and those no longer fit a head that was noted elsewhere (`medemens audit heads`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from medemens.casework.models import AuditChain, AuditEntry, Case
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember

LANES = 8
"""How many chains there are."""


@dataclass(frozen=True)
class Fault:
    """Where a chain does not fit: `changed`, `missing` (a gap) or `shorter` (the end was taken off)."""

    lane: int
    number: int
    kind: str


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
    entry.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_HEAD, [entry.number, entry.digest, lane])


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


def faults() -> Iterator[Fault]:
    """Walks all chains; nothing comes out when they are whole."""
    for chain in AuditChain.objects.order_by("lane"):
        before, expected = bytes(32), 1
        for entry in AuditEntry.objects.filter(lane=chain.lane).order_by("number").iterator(chunk_size=2000):
            if entry.number != expected:
                yield Fault(chain.lane, expected, "missing")
                expected = entry.number
            elif digest(entry, before) != bytes(entry.digest):
                yield Fault(chain.lane, entry.number, "changed")
            before, expected = bytes(entry.digest), expected + 1
        if expected - 1 != chain.length or before != bytes(chain.digest):
            yield Fault(chain.lane, expected, "shorter")


def heads() -> list[tuple[int, int, str]]:
    """Lane, length and digest of each chain: what to note elsewhere."""
    return [(chain.lane, chain.length, bytes(chain.digest).hex()) for chain in AuditChain.objects.order_by("lane")]
