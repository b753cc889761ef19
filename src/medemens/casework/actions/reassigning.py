"""Cases that go from one desk to another, many at once; and lists of cases that leave the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from medemens.casework import access, audit
from medemens.casework.actions import cases
from medemens.common.staff import StaffMember


@transaction.atomic
def reassign(*, references: Sequence[str], to: StaffMember | None, by: StaffMember, now: datetime) -> int:
    """Gives open cases to a colleague, or puts them back into the queue (`to` is None); how many.

    Cases that were closed meanwhile, are theirs already or are not of this authority are left alone.

    :raises NotPossible: `other_authority`, or `not_a_handler`; then nothing was done
    """
    found = access.cases(by).filter(reference__in=references, closed_at=None).exclude(handler=to)
    chosen = list(found.select_for_update().order_by("id"))
    for case in chosen:
        cases.assign(case=case, to=to, by=by, now=now)
    return len(chosen)


@transaction.atomic
def take_out_list(*, which: str, months: int, subject: str, municipality: str, by: StaffMember, now: datetime) -> None:
    """A list of the readable fields of cases leaves the house; noted before it does."""
    audit.record(
        "cases.listed",
        now=now,
        by=by,
        authority=by.authority,
        which=which,
        months=months,
        subject=subject,
        municipality=municipality,
    )
