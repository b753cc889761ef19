"""What is asked of a register: its entries as they were known at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from medemens.casework.models import RegisterEntry as RegisterEntry

_NEWEST = "SELECT id FROM casework_registerentry WHERE register || '' = %s ORDER BY id DESC LIMIT 1"
# From the end of the table, where it is found at once. With the plain column SQLite takes an index, and reads all entries.


def entries(register: str) -> QuerySet[RegisterEntry]:
    """All entries, corrections too, the oldest first."""
    return RegisterEntry.objects.filter(register=register).order_by("id")


def recorded(register: str, *, after: int, until: int) -> list[RegisterEntry]:
    """The entries with a number above one and up to another, the oldest first. `after` must be near the end of the table."""
    # Not chosen by register in SQL: SQLite would take an index of registers for it, and read all entries of this one.
    found = RegisterEntry.objects.filter(pk__gt=after, pk__lte=until).order_by("id")
    return [each for each in found if each.register == register]


def newest(register: str) -> int:
    """The number of the newest entry; it changes whenever the register does."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [register])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def known(found: Iterable[RegisterEntry], at: datetime) -> list[RegisterEntry]:
    """The entries that stood in the register at a moment: recorded by then, and not corrected by then."""
    recorded = [each for each in found if each.recorded_at <= at]
    corrected = {each.corrects_id for each in recorded if each.corrects_id is not None}
    return [each for each in recorded if each.pk not in corrected and not each.annulled]
