"""Accounts of firms that nobody uses leave, and closed ones lose the name of the person."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet
from django.utils import timezone

from medemens.casework import audit
from medemens.casework.actions.administration import end_sessions
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.law.calendar import years_later
from medemens.work.lenders.actions.accounts import NO_MAIL
from medemens.work.lenders.models import Account, Application
from medemens.work.lenders.queries import accounts

YEARS_UNUSED = 2
"""After so long without signing in an account goes from which nothing was ever begun."""

DAYS_NEVER_USED = 30
"""After so many days an account goes with which nobody ever signed in: its address is free again for whose it is."""


def remove_unused(*, today: date, now: datetime) -> int:
    """Removes accounts that nobody uses, and takes the person's name and address out of closed ones; how many."""
    numbers = [*_unused(today).values_list("pk", flat=True), *_closed().values_list("pk", flat=True)]
    for number in dict.fromkeys(numbers):
        _leaves(number, now)
    return len(dict.fromkeys(numbers))


def _unused(today: date) -> QuerySet[Account]:
    """Those from which nothing was begun, by who did not sign in for long."""
    long_ago = _midnight(years_later(today, -YEARS_UNUSED))
    never = Q(person__last_login=None, made_at__lt=_midnight(today - timedelta(days=DAYS_NEVER_USED)))
    found = Account.objects.filter(never | Q(person__last_login__lt=long_ago), person__is_active=True)
    return found.filter(applications=None).order_by("id")


def _closed() -> QuerySet[Account]:
    """Closed ones that still name somebody, and from which nothing is being handled."""
    found = Account.objects.filter(person__is_active=False).exclude(person__name="", applications__isnull=False)
    return found.exclude(pk__in=accounts.handled_now().values("account_id")).order_by("id")


@transaction.atomic
def _leaves(number: int, now: datetime) -> None:
    """The account goes when nothing was sent with it; of the person no more stays than what the log points to."""
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=number)
    person = account.person
    keeper = Authority.objects.filter(admits_lenders=True).order_by("id").first()
    audit.record("account.left", now=now, actor="system", authority=keeper, account=number)
    end_sessions(person, now=now)
    kept_out = not person.is_active and SocialAccount.objects.filter(user=person).exists()
    if not Application.objects.filter(account=account).exists():
        account.delete()
        if not kept_out and _removed(person):
            return
    _nameless(person, now, keep_provider=kept_out)


def _removed(person: StaffMember) -> bool:
    """Removes who signed in; False when the log of deeds points to them."""
    try:
        with transaction.atomic():
            person.delete()
    except ProtectedError:
        return False
    return True


def _nameless(person: StaffMember, now: datetime, *, keep_provider: bool) -> None:
    person.name, person.email = "", f"closed-{person.pk}@{NO_MAIL}"
    person.is_active, person.left_on = False, person.left_on or timezone.localdate(now)
    person.set_unusable_password()
    person.save(update_fields=["name", "email", "is_active", "left_on", "password"])
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    if not keep_provider:
        SocialAccount.objects.filter(user=person).delete()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
