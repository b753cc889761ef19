"""A partner looks at what is not public of a lender: written down in the same transaction that shows it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from medemens.casework import audit
from medemens.casework.actions.submissions import NotPossible
from medemens.common.staff import StaffMember
from medemens.work.lenders.models import Consultation, Lender
from medemens.work.lenders.queries import consulting
from medemens.work.lenders.queries.consulting import Purpose, Seen


@transaction.atomic
def consult(*, lender: Lender, basis: str, purpose: str, reference: str, by: StaffMember, now: datetime) -> Seen:
    """Shows a lender on a legal basis, for a purpose; `reference` is that of the partner's own file.

    :raises NotPossible: `no_basis`: the authority may not look on this basis
    """
    if by.authority is None or basis not in consulting.bases(by):
        raise NotPossible("no_basis")
    Consultation.objects.create(lender=lender, authority=by.authority, basis=basis, purpose=Purpose(purpose), at=now)
    audit.record(
        "lenders.consulted",
        now=now,
        by=by,
        authority=by.authority,
        organisation=lender.organisation_id,
        basis=basis,
        purpose=purpose,
        their_reference=reference,
    )
    return consulting.seen(lender, basis, now)
