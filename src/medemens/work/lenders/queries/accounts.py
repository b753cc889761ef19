"""Whose account it is: the one door from who signed in to their firm's applications. Absent and not-theirs look the same."""

from __future__ import annotations

from typing import cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from medemens.common.staff import StaffMember
from medemens.work.lenders.models import Account as Account
from medemens.work.lenders.models import Application as Application


def account_of(request: HttpRequest) -> Account:
    """The account of who is signed in. Only for pages whose audience is `account`.

    :raises Http404: they have none
    """
    person = cast(StaffMember, request.user)
    found = Account.objects.select_related("person", "lender__organisation").filter(person=person).first()
    if found is None:
        raise Http404
    return found


def applications_of(account: Account) -> QuerySet[Application]:
    """All that was begun or sent from an account, the newest first."""
    return Application.objects.filter(account=account).select_related("case__authority", "lender").order_by("-id")


def application(account: Account, number: int) -> Application:
    """One of them.

    :raises Http404: there is none with this number, or it is not theirs
    """
    found = applications_of(account).filter(pk=number).first()
    if found is None:
        raise Http404
    return found
