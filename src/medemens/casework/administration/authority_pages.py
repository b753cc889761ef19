"""Authorities, their face, and what they still need before they can receive reports."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import validate_host
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from medemens.casework.actions import administration as actions
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.administration.forms import AuthorityForm
from medemens.casework.administration.problems import tell
from medemens.casework.opening import staff_of
from medemens.casework.queries import administration as queries
from medemens.casework.queries.administration import Standing
from medemens.common.access import Permission, audience
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember

DONE = {"added": _("The organisation was added. Now add its staff."), "saved": _("The organisation was saved.")}
"""What is told after a deed, by the word in the address."""


@dataclass(frozen=True)
class Row:
    """An authority, what it lacks before it can receive reports and handle them, and what else is to be mended."""

    standing: Standing
    missing: list[Promise]
    remarks: list[Promise]


@audience("staff", may=Permission.ADMINISTER)
@require_safe
def authorities(request: HttpRequest) -> HttpResponse:
    """All that somebody administers, and what each still needs."""
    staff = staff_of(request)
    context = {
        "rows": [_row(each) for each in queries.standings(staff, timezone.localdate())],
        "national": staff.authority_id is None,
        "done": DONE.get(request.GET.get("done", "")),
    }
    return render(request, "administration/authorities.html", context)


@audience("staff", may=Permission.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new authority; only for who administers the whole installation."""
    staff = staff_of(request)
    if staff.authority_id is not None:
        raise Http404
    form = AuthorityForm(request.POST, request.FILES) if request.method == "POST" else AuthorityForm()
    if form.is_valid() and _saved(form, Authority(), by=staff, now=timezone.now()):
        return _to(form.cleaned_data["key"], "added")
    return _shown(request, form, {})


@audience("staff", may=Permission.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def authority(request: HttpRequest, key: str) -> HttpResponse:
    """One authority: its face, to change, and what it still needs."""
    staff = staff_of(request)
    found = queries.authority(staff, key)
    form = AuthorityForm(request.POST, request.FILES) if request.method == "POST" else AuthorityForm.of(found)
    context = {
        "authority": found,
        "name": found.name,
        "row": _row(queries.standings(staff, timezone.localdate(), found)[0]),
        "logo": base64.b64encode(bytes(found.logo)).decode() if found.logo else "",
        "done": None if form.is_bound else DONE.get(request.GET.get("done", "")),
    }
    if form.is_valid() and _saved(form, found, by=staff, now=timezone.now()):
        return _to(form.cleaned_data["key"], "saved")
    return _shown(request, form, context)


def _shown(request: HttpRequest, form: AuthorityForm, context: dict[str, Any]) -> HttpResponse:
    if not context.get("logo"):
        del form.fields["remove_logo"]
    if staff_of(request).authority_id is not None:
        del form.fields["admits_lenders"]
        del form.fields["edits_monitor"]
    return render(request, "administration/authority.html", {**context, "form": form}, status=422 if form.is_bound else 200)


def _to(key: str, what: str) -> HttpResponse:
    return redirect(f"{reverse('administration:authority', args=[key])}?done={what}")


def _saved(form: AuthorityForm, authority: Authority, *, by: StaffMember, now: datetime) -> bool:
    """Whether it was possible; when not, the form tells why."""
    given = form.cleaned_data
    for name in ("name", "key", "rsin", "letterhead", "telephone", "point_host", "colour"):
        setattr(authority, name, given[name])
    if by.authority_id is None:
        authority.admits_lenders = given["admits_lenders"]
        authority.edits_monitor = given["edits_monitor"]
    try:
        if given["logo"] is not None:
            # One byte too many is enough to see that it is too large.
            authority.logo = actions.made_logo(given["logo"].read(actions.MOST_LOGO_BYTES + 1))
        elif given["remove_logo"]:
            authority.logo = None
        actions.save_authority(authority=authority, by=by, now=now)
    except NotPossible as refused:
        tell(form, refused)
        return False
    return True


def _row(standing: Standing) -> Row:
    host = standing.authority.point_host
    lacks = (
        (not standing.coordinators, _("There is no coordinator. A coordinator makes the key and divides the work.")),
        (not standing.handlers, _("There is nobody who handles cases.")),
        (not standing.has_key, _("There is no key. Without one, nothing can be sealed and no report can be received.")),
        (standing.has_key and not standing.holders, _("Nobody who works here now can open the key, so nobody can read reports.")),
        (not standing.competences, _("There is no competence that holds today, so no report comes here.")),
    )
    wrong_host = bool(host) and not validate_host(host, settings.ALLOWED_HOSTS)
    remarks = (
        (not standing.auditors, _("There is no auditor, so nobody reads the log.")),
        (wrong_host, _("The own address is not in the setting ALLOWED_HOSTS of this server yet, so it does not work.")),
    )
    return Row(standing, [words for lacking, words in lacks if lacking], [words for so, words in remarks if so])
