"""Lists of the register that somebody takes out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from medemens.casework import audit
from medemens.common.staff import StaffMember


@transaction.atomic
def take_out(*, which: str, months: int, by: StaffMember, now: datetime) -> None:
    """Notes that a list was taken out."""
    audit.record("register.listed", now=now, by=by, authority=by.authority, which=str(which), months=months)
