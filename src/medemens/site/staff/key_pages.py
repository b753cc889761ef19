"""The keys that open what is sealed: one's own, under a passphrase, and the authority's, which colleagues share."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from medemens.casework import recovery_key, vault
from medemens.casework.actions import keys
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.queries import keys as key_queries
from medemens.common import secrets
from medemens.common.access import Permission, audience
from medemens.common.secrets import NotOpened
from medemens.common.staff import StaffMember
from medemens.site.staff import tries
from medemens.site.staff.forms import NewPassphrase, OpenKey, RecoveryKept


@audience("staff", may=Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HttpRequest) -> HttpResponse:
    """Make one's own key, or open it; then back to where one came from."""
    person = _person(request)
    state = key_queries.state_of(person)
    if not state.has_own_key:
        return _make(request, person)
    if request.method == "POST":
        return _open(request, person)
    try:
        opened = bool(vault.private_key(request, person))
    except NotOpened:
        return render(request, "staff/key_open.html", {"form": OpenKey(), "next": _next(request)})
    return render(request, "staff/key.html", {"state": state, "opened": opened})


def _make(request: HttpRequest, person: StaffMember) -> HttpResponse:
    form = NewPassphrase(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "next": _next(request)}
        return render(request, "staff/key_make.html", context, status=422 if form.is_bound else 200)
    keys.make_own(staff=person, passphrase=form.cleaned_data["passphrase"], now=timezone.now())
    return _opened(request, person, form.cleaned_data["passphrase"])


def _open(request: HttpRequest, person: StaffMember) -> HttpResponse:
    form = OpenKey(request.POST)
    if tries.too_many("passphrase", person.pk):
        form.add_error(None, _("Too many tries. Wait a quarter of an hour, and try again."))
    elif form.is_valid():
        try:
            return _opened(request, person, form.cleaned_data["passphrase"])
        except NotOpened:
            tries.count("passphrase", person.pk)
            form.add_error("passphrase", _("This passphrase does not open your key. Look for typing errors and capitals."))
    return render(request, "staff/key_open.html", {"form": form, "next": _next(request)}, status=422)


def _opened(request: HttpRequest, person: StaffMember, passphrase: str) -> HttpResponse:
    response = redirect(_next(request) or "staff:key")
    vault.open_with(request, response, staff=person, passphrase=passphrase)
    return response


@audience("staff", may=Permission.HANDLE)
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Forgets the opened key, for instance before leaving the desk."""
    response = redirect("staff:key")
    vault.close(request, response)
    return response


@audience("staff", may=Permission.HANDLE, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def passphrase(request: HttpRequest) -> HttpResponse:
    """Another passphrase for the same key."""
    person = _person(request)
    form = NewPassphrase(request.POST or None)
    try:
        private = vault.private_key(request, person)
    except NotOpened:
        return redirect("staff:key")
    if not form.is_valid():
        return render(request, "staff/passphrase.html", {"form": form}, status=422 if form.is_bound else 200)
    keys.change_passphrase(staff=person, private=private, passphrase=form.cleaned_data["passphrase"], now=timezone.now())
    return redirect("staff:key")


@audience("staff", may=Permission.HANDLE, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Another key of one's own, for who forgot the passphrase. What was shared with the old one must be shared again."""
    person = _person(request)
    form = NewPassphrase(request.POST or None)
    if not form.is_valid():
        return render(request, "staff/key_forgotten.html", {"form": form}, status=422 if form.is_bound else 200)
    keys.make_own(staff=person, passphrase=form.cleaned_data["passphrase"], now=timezone.now())
    return _opened(request, person, form.cleaned_data["passphrase"])


@audience("staff", may=Permission.COORDINATE, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Makes the authority's first key. The recovery key is shown once; its last group must be typed to go on."""
    person = _person(request)
    state = key_queries.state_of(person)
    if state.authority_has_key or not state.has_own_key or person.authority is None:
        return redirect("staff:key")
    form = RecoveryKept(request.POST or None)
    if not form.is_bound:
        return _show_recovery_key(request)
    if not form.is_valid() or not _matches(form.cleaned_data):
        return render(request, "staff/recovery_mismatch.html", status=422)
    try:
        public_key = bytes.fromhex(form.cleaned_data["public_key"])
        keys.found(authority=person.authority, by=person, recovery_public_key=public_key, now=timezone.now())
    except NotPossible:
        return redirect("staff:key")
    return redirect("staff:key")


def _show_recovery_key(request: HttpRequest) -> HttpResponse:
    private = secrets.new_key()
    groups = recovery_key.written(private)
    public_key = secrets.public_of(private).hex()
    form = RecoveryKept(initial={"public_key": public_key, "check": _checked(groups[-1], public_key)})
    return render(request, "staff/recovery_key.html", {"form": form, "groups": groups})


def _checked(group: str, public_key: str) -> str:
    return hashlib.blake2b(f"{group} {public_key}".encode(), digest_size=32).hexdigest()


def _matches(typed: dict[str, Any]) -> bool:
    group = typed["last_group"].strip().upper()
    return hmac.compare_digest(_checked(group, typed["public_key"]), typed["check"])


def _person(request: HttpRequest) -> StaffMember:
    return cast(StaffMember, request.user)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, None) else ""
