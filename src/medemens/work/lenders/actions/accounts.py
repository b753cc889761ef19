"""Accounts of firms: opened, confirmed, changed and closed. Nothing is ever mailed to them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.utils import timezone

from medemens.casework import audit
from medemens.casework.actions.administration import Invitation, end_sessions, invitation_for
from medemens.casework.actions.submissions import NotPossible
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.work.lenders.models import Account, Lender
from medemens.work.lenders.queries import accounts

NO_MAIL = "organisations.invalid"
"""The host in the address of who signs in without one. Mail can never go there (RFC 2606), and nobody may choose it."""


@dataclass(frozen=True)
class AccountDraft:
    """Who makes an account, and for which firm. `email` is only to sign in with; `kvk` is plain digits, or empty."""

    person: str
    email: str
    firm: str
    kvk: str = ""


def is_ours(email: str) -> bool:
    """Whether it is an address that we make up ourselves."""
    return email.strip().lower().endswith(f"@{NO_MAIL}")


@transaction.atomic
def open_account(*, draft: AccountDraft, password: str, now: datetime) -> Account | None:
    """Opens an account. None when somebody signs in with this address already: that account stays as it is.

    The password is hashed in both cases, so that the time it takes does not tell which it was.
    """
    email = draft.email.strip().lower()
    person = StaffMember(email=email, name=draft.person, representative=True)
    person.set_password(password)
    if is_ours(email) or StaffMember.objects.filter(email=email).exists():
        return None
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        return None
    return _opened(Account(person=person, name=draft.firm, kvk=draft.kvk, made_at=now), now=now)


@transaction.atomic
def open_by_provider(*, provider: str, kvk: str, firm: str, person: str, now: datetime) -> Account:
    """Opens an account for who was sent by a provider that says for which firm they act, such as eHerkenning.

    They have no password and no address of mail: that provider is their only way in.
    """
    firm = firm or f"KvK {kvk}"
    member = StaffMember(email=f"{secrets.token_hex(12)}@{NO_MAIL}", name=person or firm, representative=True)
    member.set_unusable_password()
    member.save()
    account = _opened(Account(person=member, name=firm, kvk=kvk, provider=provider, made_at=now), now=now)
    _confirm_by_provider(account, now=now)
    return account


@transaction.atomic
def came_by_provider(*, account: Account, firm: str, now: datetime) -> None:
    """Somebody came in that way once more: the name of the firm may be another, or the firm may be in the register by now."""
    if firm and firm != account.name:
        account.name = firm
        account.save(update_fields=["name"])
    if account.confirmed_at is None:
        _confirm_by_provider(account, now=now)


@transaction.atomic
def confirm(*, account: Account, lender: Lender, by: StaffMember, now: datetime) -> None:
    """Somebody of the authority has seen that this person may act for this lender.

    :raises NotPossible: `closed`, or `confirmed`: it was done already
    """
    held = _held(account)
    if held.confirmed_at is not None:
        raise NotPossible("confirmed")
    _confirmed(held, lender, by=by, now=now)


@transaction.atomic
def invite(*, account: Account, by: StaffMember, now: datetime) -> Invitation:
    """For who forgot the password: what stands in the address with which they choose another, once, within three days.

    :raises NotPossible: `closed`, or `by_provider`: they have no password
    """
    held = _held(account)
    if held.provider:
        raise NotPossible("by_provider")
    audit.record("account.invited", now=now, by=by, authority=by.authority, account=held.pk)
    return invitation_for(held.person)


@transaction.atomic
def reset_second_factor(*, account: Account, by: StaffMember, now: datetime) -> None:
    """For who lost their phone: its codes work no more and sessions end. At the next sign-in they set up another.

    :raises NotPossible: `closed`
    """
    held = _held(account)
    Authenticator.objects.filter(user=held.person).delete()
    end_sessions(held.person, now=now)
    audit.record("account.second_factor_reset", now=now, by=by, authority=by.authority, account=held.pk)


@transaction.atomic
def change(*, account: Account, name: str, email: str, by: StaffMember, now: datetime) -> None:
    """Another name, or another address to sign in with.

    :raises NotPossible: `closed`, `by_provider`: they sign in without an address, or `email_taken`
    """
    held = _held(account)
    person, email = held.person, email.strip().lower()
    changed = [field for field, value in (("name", name), ("email", email)) if getattr(person, field) != value]
    if "email" in changed:
        if held.provider:
            raise NotPossible("by_provider")
        if is_ours(email) or StaffMember.objects.filter(email=email).exists():
            raise NotPossible("email_taken")
        EmailAddress.objects.filter(user=person).delete()
    if not changed:
        return
    person.name, person.email = name, email
    try:
        with transaction.atomic():
            person.save(update_fields=changed)
    except IntegrityError:
        raise NotPossible("email_taken") from None
    audit.record("account.changed", now=now, by=by, authority=_keeper(), account=held.pk, changed=" ".join(changed))


@transaction.atomic
def close(*, account: Account, by: StaffMember, now: datetime) -> None:
    """Nobody signs in with it any more, and what was not sent is gone. Name and address go with the daily work.

    Who closes their own can come back with another; an account that the authority closed keeps eHerkenning out too.

    :raises NotPossible: `closed`, or `applications_open`: who closes their own could not read what is decided
    """
    held = _held(account)
    person, own = held.person, held.person.pk == by.pk
    if own and accounts.being_handled(held).exists():
        raise NotPossible("applications_open")
    accounts.applications_of(held).filter(sent_at=None).delete()
    person.is_active, person.left_on = False, timezone.localdate(now)
    person.set_unusable_password()
    person.save(update_fields=["is_active", "left_on", "password"])
    Authenticator.objects.filter(user=person).delete()
    if own:
        SocialAccount.objects.filter(user=person).delete()
    end_sessions(person, now=now)
    audit.record("account.closed", now=now, by=by, authority=_keeper(), account=held.pk)


def _held(account: Account) -> Account:
    """The account as it is now, held until the end of the transaction."""
    held = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
    if not held.person.is_active:
        raise NotPossible("closed")
    return held


def _opened(account: Account, *, now: datetime) -> Account:
    account.save()
    audit.record("account.opened", now=now, actor="system", authority=_keeper(), account=account.pk)
    return account


def _confirm_by_provider(account: Account, *, now: datetime) -> None:
    """The provider says for whom they act, so nobody needs to look when that firm is in the register."""
    lender = Lender.objects.filter(organisation__kvk=account.kvk).order_by("id").first() if account.kvk else None
    if lender is not None:
        _confirmed(account, lender, by=None, now=now)


def _confirmed(account: Account, lender: Lender, *, by: StaffMember | None, now: datetime) -> None:
    account.lender, account.confirmed_at, account.confirmed_by = lender, now, by
    account.save(update_fields=["lender", "confirmed_at", "confirmed_by"])
    audit.record(
        "account.confirmed",
        now=now,
        by=by,
        actor="" if by else "system",
        authority=by.authority if by else _keeper(),
        account=account.pk,
        organisation=lender.organisation_id,
    )


def _keeper() -> Authority | None:
    """The authority in whose log it stands."""
    return Authority.objects.filter(admits_lenders=True).order_by("id").first()
