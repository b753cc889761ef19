"""What the admission authority does with an application beside its case: says which lender it is about and who may act for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from medemens.casework import audit
from medemens.casework.actions import cases
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import Case
from medemens.common.staff import StaffMember
from medemens.work.lenders.actions import accounts, lenders
from medemens.work.lenders.actions.lenders import LenderDraft
from medemens.work.lenders.models import Application, Lender, Proposal


@transaction.atomic
def link(*, application: Application, lender: Lender, by: StaffMember, now: datetime) -> None:
    """Says which lender it is about. Its case is about that firm from then on.

    :raises NotPossible: `decided`: a decision in its case stands in the register about another lender, or is on its way there
    """
    held, case = _held(application)
    if Proposal.objects.filter(decision__case=case).exclude(lender=lender).exists():
        raise NotPossible("decided")
    held.lender = lender
    held.save(update_fields=["lender"])
    cases.name_organisation(case=case, organisation=lender.organisation, by=by, now=now)
    audit.record("application.linked", now=now, by=by, case=case, organisation=lender.organisation_id)


@transaction.atomic
def enter(*, application: Application, draft: LenderDraft, there: Lender | None, by: StaffMember, now: datetime) -> Lender:
    """Brings the firm into the register, and says that it is about that one; `there`: it is in it already with this number.

    :raises NotPossible: see `link`
    """
    assert by.authority is not None
    lender = there or lenders.enter(draft=draft, authority=by.authority, by=by, now=now)
    link(application=application, lender=lender, by=by, now=now)
    return lender


@transaction.atomic
def confirm(*, application: Application, ways: Sequence[str], by: StaffMember, now: datetime) -> None:
    """Says that whoever sent it may act for the lender, after who they are and what they may do was checked in some ways.

    :raises NotPossible: `not_in_register`: nobody said yet which lender it is about; `unchecked`: in no way
    """
    held, case = _held(application)
    if held.lender is None:
        raise NotPossible("not_in_register")
    if not ways:
        raise NotPossible("unchecked")
    audit.record("account.checked", now=now, by=by, case=case, account=held.account_id, ways=" ".join(ways))
    accounts.confirm(account=held.account, lender=held.lender, by=by, now=now)


def _held(application: Application) -> tuple[Application, Case]:
    """As it is now, held until the end of the transaction."""
    held = Application.objects.select_for_update().get(pk=application.pk)
    assert held.case is not None, "who deals with an application came in through its case"
    return held, held.case
