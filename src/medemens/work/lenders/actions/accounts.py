"""Accounts of firms: the authority confirms that somebody acts for a lender, invites them to choose a password, or closes it."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from medemens.casework import audit
from medemens.casework.actions.administration import Invitation
from medemens.common.staff import StaffMember
from medemens.work.lenders.models import Account, Lender


@transaction.atomic
def confirm(*, account: Account, lender: Lender, by: StaffMember, now: datetime) -> None:
    """Says that whoever has the account may act for a lender. From then on they see what is not public of it."""
    account.lender, account.confirmed_at, account.confirmed_by = lender, now, by
    account.save(update_fields=["lender", "confirmed_at", "confirmed_by"])
    audit.record(
        "account.confirmed", now=now, by=by, authority=by.authority, account=account.pk, organisation=lender.organisation_id
    )


@transaction.atomic
def invite(*, account: Account, by: StaffMember, now: datetime) -> Invitation:
    """Makes an invitation with which they choose a new password: what stands in its address."""
    audit.record("account.invited", now=now, by=by, authority=by.authority, account=account.pk)
    who = urlsafe_base64_encode(force_bytes(account.person_id))
    return Invitation(who, default_token_generator.make_token(account.person))


@transaction.atomic
def close(*, account: Account, by: StaffMember, now: datetime) -> None:
    """Nobody signs in with it any more. What was sent stays."""
    account.person.is_active = False
    account.person.save(update_fields=["is_active"])
    audit.record("account.closed", now=now, by=by, authority=by.authority, account=account.pk)
