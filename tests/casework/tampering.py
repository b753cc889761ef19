"""What somebody who can write in the database could do to the audit log: past the house, and past the database's own refusal."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.db import connection

from medemens.casework import audit
from medemens.casework.models import AuditChain, AuditEntry

TABLE = "casework_auditentry"


def unguard() -> None:
    """Takes the trigger away that refuses changes, until the end of the test's transaction."""
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER casework_audit_unchanged{on}")


def run(statement: str, *values: object) -> None:
    """Raw SQL, as whoever has the database would write it."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def busiest() -> AuditChain:
    """The chain with most entries."""
    return AuditChain.objects.order_by("-length", "lane")[0]


def change() -> tuple[int, int]:
    """Makes an entry say that something else was done; gives its place."""
    lane = busiest().lane
    run(f"UPDATE {TABLE} SET deed = %s WHERE lane = %s AND number = 2", "note.written", lane)
    return lane, 2


def move_to_other_authority() -> tuple[int, int]:
    """Hides an entry from the auditor who should see it."""
    lane = busiest().lane
    run(f"UPDATE {TABLE} SET authority_id = NULL WHERE lane = %s AND number = 2", lane)
    return lane, 2


def remove() -> tuple[int, int]:
    """Removes an entry from the middle."""
    lane = busiest().lane
    run(f"DELETE FROM {TABLE} WHERE lane = %s AND number = 2", lane)
    return lane, 2


def slip_in() -> tuple[int, int]:
    """Takes an entry out and puts an invented one in its place, with a digest that fits the one before it."""
    lane = busiest().lane
    first = AuditEntry.objects.get(lane=lane, number=1)
    invented = AuditEntry.objects.get(lane=lane, number=2)
    invented.details = {"to": "invented"}
    run(
        f"UPDATE {TABLE} SET details = %s, digest = %s WHERE lane = %s AND number = 2",
        json.dumps(invented.details),
        audit.digest(invented, bytes(first.digest)),
        lane,
    )
    return lane, 3


def add_behind() -> tuple[int, int]:
    """Puts an entry behind the end, that fits the last one, without moving the head."""
    chain = busiest()
    last = AuditEntry.objects.get(lane=chain.lane, number=chain.length)
    last.pk, last.number = None, chain.length + 1
    last.digest = audit.digest(last, bytes(chain.digest))
    last.save(force_insert=True)
    return chain.lane, chain.length + 1


def cut_off() -> tuple[int, int]:
    """Removes the last entry."""
    chain = busiest()
    run(f"DELETE FROM {TABLE} WHERE lane = %s AND number = %s", chain.lane, chain.length)
    return chain.lane, chain.length


def other_end() -> tuple[int, int]:
    """Changes the last entry and counts its digest anew."""
    chain = busiest()
    last = AuditEntry.objects.get(lane=chain.lane, number=chain.length)
    before = AuditEntry.objects.get(lane=chain.lane, number=chain.length - 1)
    last.deed = "case.closed"
    digest = audit.digest(last, bytes(before.digest))
    run(f"UPDATE {TABLE} SET deed = %s, digest = %s WHERE id = %s", last.deed, digest, last.pk)
    return chain.lane, chain.length


FOUND_BY_A_WALK: dict[str, tuple[Callable[[], tuple[int, int]], str]] = {
    "changed": (change, "changed"),
    "hidden": (move_to_other_authority, "changed"),
    "removed": (remove, "missing"),
    "slipped in": (slip_in, "changed"),
    "put behind": (add_behind, "longer"),
    "cut off": (cut_off, "shorter"),
    "another end": (other_end, "head"),
}
"""What can be done, and the kind of fault it shows as."""


def make_anew() -> tuple[int, int]:
    """Changes an entry, and makes all digests after it and the head anew, so that the whole log fits again."""
    chain = busiest()
    before = bytes(32)
    for entry in AuditEntry.objects.filter(lane=chain.lane).order_by("number"):
        if entry.number == 2:
            entry.deed = "note.written"
        before = audit.digest(entry, before)
        run(f"UPDATE {TABLE} SET deed = %s, digest = %s WHERE id = %s", entry.deed, before, entry.pk)
    run("UPDATE casework_auditchain SET digest = %s WHERE lane = %s", before, chain.lane)
    return chain.lane, chain.length


def cut_off_with_head() -> tuple[int, int]:
    """Removes the last entry and what is kept of it."""
    chain = busiest()
    last = AuditEntry.objects.get(lane=chain.lane, number=chain.length - 1)
    run(f"DELETE FROM {TABLE} WHERE lane = %s AND number = %s", chain.lane, chain.length)
    run("UPDATE casework_auditchain SET length = %s, digest = %s WHERE lane = %s", last.number, bytes(last.digest), chain.lane)
    return chain.lane, chain.length


FOUND_AGAINST_HEADS: dict[str, Callable[[], tuple[int, int]]] = {"made anew": make_anew, "cut off with head": cut_off_with_head}
"""What no walk can find, and noted heads do."""
