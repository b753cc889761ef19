"""What somebody does with their own account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from medemens.casework import audit
from medemens.casework.throttle import Limit
from medemens.common.staff import StaffMember

FAILURES = Limit(60)
"""Failed tries of a minute that are written down: whoever tries thousands does not fill the log with them."""


@transaction.atomic
def choose_password(*, staff: StaffMember, password: str, now: datetime) -> None:
    """Sets a password; sessions with the old one end."""
    staff.set_password(password)
    staff.save(update_fields=["password"])
    audit.record("staff.password_chosen", now=now, by=staff, authority=staff.authority)


@transaction.atomic
def signed_in(*, staff: StaffMember, factors: str, now: datetime) -> None:
    """Somebody came in; `factors` says by which ways they showed who they are."""
    audit.record("staff.signed_in", now=now, by=staff, authority=staff.authority, factors=factors)


def not_signed_in(*, email: str, now: datetime, clock: float) -> None:
    """A password was wrong, or there is no such account: both take the same work. The address that was typed is not kept.

    :param clock: seconds that never go back
    """
    if FAILURES.wait(clock):
        return
    staff = StaffMember.objects.select_related("authority").filter(email=email.strip().lower()).first()
    with transaction.atomic():
        audit.record(
            "staff.sign_in_failed",
            now=now,
            actor="system",
            authority=staff.authority if staff else None,
            staff=staff.pk if staff else None,
        )


def wrong_second_factor(*, staff: StaffMember, now: datetime, clock: float) -> None:
    """A code did not fit, or there were too many tries: whoever tries has the password, or the session, already.

    :param clock: seconds that never go back
    """
    if FAILURES.wait(clock):
        return
    with transaction.atomic():
        audit.record("staff.second_factor_failed", now=now, actor="system", authority=staff.authority, staff=staff.pk)


@transaction.atomic
def kept_out(*, staff: StaffMember, page: str, now: datetime) -> None:
    """Somebody asked for a page that is not for their role."""
    audit.record("staff.kept_out", now=now, by=staff, authority=staff.authority, page=page)
