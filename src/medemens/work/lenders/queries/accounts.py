"""Whose account it is: the one door from who signed in to their firm's applications. Absent and not-theirs look the same."""

from __future__ import annotations

from typing import cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from medemens.common.staff import StaffMember
from medemens.work.lenders.models import Account as Account
from medemens.work.lenders.models import Application as Application
from medemens.work.lenders.models import Lender


def account_of(request: HttpRequest) -> Account:
    """The account of who is signed in. Only for pages whose audience is `account`.

    :raises Http404: they have none
    """
    return account_of_person(cast(StaffMember, request.user))


def account_of_person(person: StaffMember) -> Account:
    """The account of somebody who signs in.

    :raises Http404: they have none
    """
    found = Account.objects.select_related("person", "lender__organisation").filter(person=person).first()
    if found is None:
        raise Http404
    return found


def applications_of(account: Account) -> QuerySet[Application]:
    """All that was begun or sent from an account, the newest first."""
    return Application.objects.filter(account=account).select_related("case__authority", "lender").order_by("-id")


def being_handled(account: Account) -> QuerySet[Application]:
    """Those that were sent, and that the authority has not ended yet."""
    return handled_now().filter(account=account)


def handled_now() -> QuerySet[Application]:
    """All that firms sent, and that is not ended yet."""
    return Application.objects.filter(sent_at__isnull=False, case__isnull=False, case__closed_at=None)


def application(account: Account, number: int) -> Application:
    """One of them.

    :raises Http404: there is none with this number, or it is not theirs
    """
    found = applications_of(account).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def trade_names(lender: Lender) -> tuple[str, ...]:
    """The other names of a lender, as they were brought in."""
    return tuple(lender.trade_names.order_by("id").values_list("name", flat=True))
