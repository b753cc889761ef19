"""Opening cases for a page: who is signed in, the key they opened, and what they are told when it is locked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from medemens.casework import access, vault
from medemens.casework.access import Opened
from medemens.casework.queries.case_page import Document
from medemens.casework.sealing import Keyring
from medemens.common.secrets import NotOpened
from medemens.common.staff import StaffMember

Page = Callable[..., HttpResponse]


def staff_of(request: HttpRequest) -> StaffMember:
    """Who is signed in. Only for pages whose audience is staff."""
    return cast(StaffMember, request.user)


def opened(request: HttpRequest, reference: str, *, to: str) -> Opened:
    """A case with its key, recorded as opened for a deed.

    :raises Http404: there is none with this reference, or it is not theirs
    :raises NotOpened: their key is locked, or was not shared with them
    """
    return access.opened(staff_of(request), reference, keyring(request), now=timezone.now(), to=to)


def document(request: HttpRequest, reference: str, number: int) -> tuple[Opened, Document]:
    """A document of a case, recorded as opened.

    :raises Http404: there is none, or it is not theirs
    :raises NotOpened: their key is locked, or was not shared with them
    """
    return access.document(staff_of(request), reference, number, keyring(request), now=timezone.now())


def keyring(request: HttpRequest) -> Keyring:
    """The keys of the authority that whoever is signed in holds.

    :raises NotOpened: their key is locked
    """
    return vault.keyring(request, staff_of(request))


def with_key(page: Page) -> Page:
    """Sends whoever has not opened their key to the page where they do so; what they typed stays in the page they get."""

    @wraps(page)
    def shown(request: HttpRequest, **parts: Any) -> HttpResponse:
        try:
            return page(request, **parts)
        except NotOpened:
            return _asked_for_key(request)

    return shown


def _asked_for_key(request: HttpRequest) -> HttpResponse:
    held = True
    try:
        keyring(request)
    except NotOpened:
        held = False
    address = f"{reverse('staff:key')}?{urlencode({'next': request.path})}"
    if not held and request.method != "POST":
        return redirect(address)
    typed = [(name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values]
    return render(request, "workbench/locked.html", {"typed": typed, "address": address, "held": held}, status=409)
