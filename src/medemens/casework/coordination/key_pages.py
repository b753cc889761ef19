"""The key of the authority: who holds it, sharing it, taking it away, and making a new one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from medemens.casework.actions import keys as actions
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.opening import keyring, staff_of, with_key
from medemens.casework.queries import keys as queries
from medemens.casework.queries.keys import Colleague
from medemens.common.access import Permission, audience
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember

DONE = {
    "shared": _("The key was shared. Your colleague can open cases after opening their own key again."),
    "taken_away": _("The key was taken away. Now make a new key, so that a copy that may be left opens no new cases."),
    "rotated": _("The new key is in use from now on."),
    "no_key": _("The key of your organisation was not shared with you, so you cannot share it either."),
    "not_ready": _("This colleague has no key of their own yet, or does not handle cases."),
}
"""What is told after a deed, by the word in the address."""


@audience("staff", may=Permission.COORDINATE, fresh=True)
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Who holds which key, who can be given it, and who should no longer hold it."""
    authority = _authority(staff_of(request))
    colleagues = queries.colleagues(authority.pk)
    context = {
        "generations": queries.generations(authority.pk),
        "holders": [each for each in colleagues if each.holds],
        "ready": [each for each in colleagues if each.has_own_key and each.reads and not each.holds_all],
        "not_ready": [each for each in colleagues if not each.has_own_key],
        "strays": [each for each in colleagues if each.stray],
        "done": DONE.get(request.GET.get("done", "")),
    }
    return render(request, "coordination/keys.html", context)


@audience("staff", may=Permission.COORDINATE, fresh=True)
@require_POST
@with_key
def share(request: HttpRequest) -> HttpResponse:
    """Gives the keys to a colleague who has made their own."""
    staff = staff_of(request)
    colleague = _colleague(staff, request.POST.get("to", ""))
    ring = keyring(request)
    if not ring.private:
        return _back("no_key")
    try:
        actions.share(to=colleague.staff, keyring=ring, by=staff, now=timezone.now())
    except NotPossible:
        return _back("not_ready")
    return _back("shared")


@audience("staff", may=Permission.COORDINATE, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request: HttpRequest, number: int) -> HttpResponse:
    """Asks first; then takes all keys of the authority from somebody."""
    staff = staff_of(request)
    colleague = _colleague(staff, str(number))
    if not colleague.holds:
        raise Http404
    others = [each for each in queries.colleagues(_authority(staff).pk) if each.holds_all and each.staff != colleague.staff]
    if request.method != "POST" or not others:
        context = {"colleague": colleague, "last": not others, "myself": colleague.staff == staff}
        return render(request, "coordination/take_away.html", context, status=409 if request.method == "POST" else 200)
    actions.take_away(staff=colleague.staff, by=staff, now=timezone.now())
    return _back("taken_away")


@audience("staff", may=Permission.COORDINATE, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def rotate(request: HttpRequest) -> HttpResponse:
    """Says what a new key does and does not do, asks, and makes it."""
    staff = staff_of(request)
    authority = _authority(staff)
    found = queries.generations(authority.pk)
    strays = [each for each in queries.colleagues(authority.pk) if each.stray]
    sure = "sure" in request.POST
    if request.method != "POST" or not sure or strays or not found:
        context = {"newest": found[0] if found else None, "strays": strays, "unsure": request.method == "POST" and not sure}
        return render(request, "coordination/rotate.html", context, status=422 if request.method == "POST" else 200)
    actions.rotate(authority=authority, by=staff, now=timezone.now())
    return _back("rotated")


def _back(what: str) -> HttpResponse:
    return redirect(f"{reverse('coordination:keys')}?done={what}")


def _authority(staff: StaffMember) -> Authority:
    if staff.authority is None:
        raise Http404
    return staff.authority


def _colleague(staff: StaffMember, number: str) -> Colleague:
    found = [each for each in queries.colleagues(_authority(staff).pk) if str(each.staff.pk) == number]
    if not found:
        raise Http404
    return found[0]
