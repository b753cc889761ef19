"""Signing in and out, an invitation, one's own account."""

from __future__ import annotations

from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from medemens.casework import vault
from medemens.common.access import Permission, audience
from medemens.common.staff import StaffMember
from medemens.site.frame import menu
from medemens.site.staff import actions
from medemens.site.staff.forms import ChangePassword, NewPassword


@audience("staff", may=Permission.SIGN_IN)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page that somebody may open."""
    address, _words, _current = menu(request)[0]
    return redirect(address)


@audience("staff", may=Permission.SIGN_IN)
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: password, second factor, key."""
    return render(request, "staff/account.html")


@audience("newcomer")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session, and forgets the opened key."""
    response = redirect("account_login")
    vault.close(request, response)
    logout(request)
    return response


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, who: str, token: str) -> HttpResponse:
    """An invitation: choose a password. It works once, and for three days."""
    person = _invited(who)
    if person is None or not default_token_generator.check_token(person, token):
        return render(request, "staff/invitation_over.html", status=410)
    form = NewPassword(person, request.POST or None)
    if not form.is_valid():
        return render(request, "staff/welcome.html", {"form": form, "person": person}, status=422 if form.is_bound else 200)
    actions.choose_password(staff=person, password=form.cleaned_data["password"], now=timezone.now())
    return redirect("account_login")


def _invited(who: str) -> StaffMember | None:
    try:
        return StaffMember.objects.filter(pk=int(force_str(urlsafe_base64_decode(who))), is_active=True).first()
    except ValueError:
        return None


@audience("staff", may=Permission.SIGN_IN, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Another password; other sessions of the same person end.

    Who acts for a firm by eHerkenning gets none: who is no longer sent by it must not come in by another way.
    """
    person = request.user
    if not isinstance(person, StaffMember) or (person.representative and not person.has_usable_password()):
        raise Http404
    form = ChangePassword(person, request.POST or None)
    if not form.is_valid():
        return render(request, "staff/password.html", {"form": form}, status=422 if form.is_bound else 200)
    actions.choose_password(staff=person, password=form.cleaned_data["password"], now=timezone.now())
    update_session_auth_hash(request, person)
    return redirect("staff:account")
