"""What somebody does with their own account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from medemens.casework import audit
from medemens.common.staff import StaffMember


@transaction.atomic
def choose_password(*, staff: StaffMember, password: str, now: datetime) -> None:
    """Sets a password; sessions with the old one end."""
    staff.set_password(password)
    staff.save(update_fields=["password"])
    audit.record("staff.password_chosen", now=now, by=staff, authority=staff.authority)
