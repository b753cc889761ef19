"""What is done at the machine itself: the first administrator, and recovery of an authority's keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from medemens.casework import audit, recovery_key
from medemens.casework.actions import administration, keys
from medemens.casework.actions.submissions import NotPossible
from medemens.common.authorities import Authority
from medemens.common.secrets import NotOpened
from medemens.common.staff import StaffMember
from medemens.common.web_address import site

REFUSALS = {
    "no_name": "Nobody is known by {email}. To make them an administrator, give their name too.",
    "not_an_administrator": "{email} is known, but is no administrator. Another administrator can change that, and invite them.",
    "of_a_firm": "{email} is the address of a firm's account. Use another one, or have that account closed first.",
    "blocked": "{email} no longer works here.",
    "no_authority": "There is no authority {authority}. Its short name stands in the administration.",
    "unknown": "Nobody is known by {email}.",
    "other_authority": "{email} does not work at {authority}.",
    "no_own_key": "{email} has no key of their own yet. They make one first: sign in, My key.",
    "not_a_handler": "{email} handles no cases. An administrator gives them that role first.",
    "no_key": "{authority} has made no key yet, so there is nothing to recover.",
    "unreadable": "This is not a recovery key, or there is a typing error in it. It has fourteen groups of four.",
    "not_opened": "This is not the recovery key of {authority}.",
}
"""Why it is not done, in words for whoever sits at the machine."""


def administrator(*, email: str, name: str, now: datetime, new_factor: bool = False) -> str:
    """Makes an administrator, or finds the one with this e-mail address; gives the address of their invitation.

    :raises NotPossible: a key of `REFUSALS`
    """
    email = email.strip().lower()
    person = StaffMember.objects.filter(email=email).first()
    with transaction.atomic():
        if person is None:
            if not name.strip():
                raise NotPossible("no_name")
            person = StaffMember(email=email, name=name.strip(), administrator=True)
            person = administration.add_staff(staff=person, by=None, now=now)
        elif person.representative:
            raise NotPossible("of_a_firm")
        elif not person.administrator:
            raise NotPossible("not_an_administrator")
        elif not person.is_active:
            raise NotPossible("blocked")
        if new_factor:
            Authenticator.objects.filter(user=person).delete()
            audit.record("staff.second_factor_reset", now=now, actor="system", authority=person.authority, staff=person.pk)
        invitation = administration.invite(staff=person, by=None, now=now)
    with translation.override("nl"):
        return site() + reverse("staff:welcome", args=[invitation.who, invitation.token])


def recover(*, authority_key: str, email: str, typed: Callable[[], str], now: datetime) -> int:
    """Gives somebody all keys of their authority; how many. `typed` asks for the recovery key, once it is known to be of use.

    :raises NotPossible: a key of `REFUSALS`
    """
    authority = Authority.objects.filter(key=authority_key).first()
    if authority is None:
        raise NotPossible("no_authority")
    person = StaffMember.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise NotPossible("unknown")
    if person.authority_id != authority.pk:
        raise NotPossible("other_authority")
    if not person.is_active:
        raise NotPossible("blocked")
    if not (person.handler or person.coordinator):
        raise NotPossible("not_a_handler")
    try:
        private = recovery_key.read(typed())
        number = keys.recover(authority=authority, recovery_private_key=private, to=person, now=now)
    except recovery_key.UnreadableRecoveryKey:
        raise NotPossible("unreadable") from None
    except NotOpened:
        raise NotPossible("not_opened") from None
    if number == 0:
        raise NotPossible("no_key")
    return number
