"""What every answer carries, and who may come in."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_path

from medemens.casework import vault
from medemens.common.access import FOR_OFFICIALS, Audience, audience_of, fresh_of, permission_of
from medemens.common.embedding import is_embeddable
from medemens.common.languages import offered
from medemens.common.staff import StaffMember
from medemens.site.problems import API_VERSION, as_problem, problem
from medemens.site.staff import actions
from medemens.site.staff.freshness import shown_lately
from medemens.site.staff.single_sign_on import gave_second_factor

SELF = "'self'"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; object-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        # Some browsers hold the address to which a form leads in the end against this too: those of single sign-on.
        f"form-action {' '.join((SELF, *settings.SINGLE_SIGN_ON_ADDRESSES))}; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

IN_FRAMES = {
    **{name: value for name, value in HEADERS.items() if name != "X-Frame-Options"},
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors *",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Of the few pages that other sites may show: see `common.embedding`."""
SIGNED_IN_AT = "signed in at"
"""Where a session keeps since when somebody is signed in, in seconds."""

SIGNED_IN: frozenset[Audience] = frozenset({"newcomer", "staff", "account"})
"""The audiences that must be signed in; all but newcomers with a second factor, and with what the page asks for."""

View = Callable[..., HttpResponse]
Handler = Callable[[HttpRequest], HttpResponse]


def headers(handle: Handler) -> Handler:
    """Closes every page: no scripts, no frames, no other sites. Nothing but styles and pictures may be kept by a browser.

    The referrer goes to our own site only: Django's protection against forged forms needs it there. A card of a measure says
    itself that other sites may show it.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        # TRACE would give back what was asked, cookies included; no page of ours is for it.
        response = HttpResponse(status=405) if request.method == "TRACE" else handle(request)
        if request.path.startswith("/api/"):
            response = as_problem(response)
            response.headers["API-Version"] = API_VERSION
        for name, value in (IN_FRAMES if is_embeddable(response) else HEADERS).items():
            response.headers.setdefault(name, value)
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
        return response

    return answer


def plain_cookies(handle: Handler) -> Handler:
    """Forgets cookies with a NUL in them: none of ours has one, and PostgreSQL falls over it."""

    def answer(request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]
        return handle(request)

    return answer


class DeclaredAudience:
    """Every page says who it is for, and nobody else comes in.

    Pages for officials and staff are in Dutch and English; in another language they lead to the English page.
    """

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes on."""
        return self.handle(request)

    def process_view(self, request: HttpRequest, view: View, *_: object) -> HttpResponse | None:
        """Looks at the view that was found.

        :raises RuntimeError: a view does not say who it is for
        :raises BadRequest: there is a NUL in the address, which no page asks for and PostgreSQL falls over
        """
        if request.path.startswith("/api/"):
            return _only_over_tls(request)
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        who = audience_of(view)
        if who is None:
            raise RuntimeError(f"{view.__module__}.{view.__name__} does not say who it is for")
        spoken = {each.code for each in offered(to_officials=who in FOR_OFFICIALS)}
        if request.method in ("GET", "HEAD") and (get_language_from_path(request.path) or "en") not in spoken:
            return redirect(translate_url(request.path, "en"))
        return _kept_out(request, view) if who in SIGNED_IN else None


def _only_over_tls(request: HttpRequest) -> HttpResponse | None:
    """A program that comes without TLS is refused and not sent on: it would not notice, and send its data in the open again."""
    if not settings.SECURE_SSL_REDIRECT or request.is_secure():
        return None
    return problem(403, "Use https", "What is sent without TLS can be read on the way; ask again over https.")


def _kept_out(request: HttpRequest, view: View) -> HttpResponse | None:
    """Where somebody goes who may not open a page: to sign in, to show or set up a second factor, or nowhere."""
    person, permission = request.user, permission_of(view)
    if not isinstance(person, StaffMember) or not person.is_active:
        return redirect_to_login(request.get_full_path())
    if time.time() - request.session.setdefault(SIGNED_IN_AT, int(time.time())) > settings.SESSION_HOURS * 3600:
        return _to_sign_in_anew(request)
    if permission is None:
        return None
    if not is_mfa_enabled(person) and not gave_second_factor(request, person):
        return redirect("mfa_activate_totp")
    if not person.may(permission):
        page = request.resolver_match.view_name if request.resolver_match else ""
        actions.kept_out(staff=person, page=page, now=timezone.now())
        return render(request, "staff/not_your_role.html", status=403)
    if fresh_of(view) and not shown_lately(request, person):
        if not is_mfa_enabled(person):
            return _to_sign_in_anew(request)
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': _page(request)})}")
    return None


def _to_sign_in_anew(request: HttpRequest) -> HttpResponse:
    """The session ends, and the opened key is forgotten."""
    response = redirect_to_login(_page(request))
    vault.close(request, response)
    logout(request)
    return response


def _page(request: HttpRequest) -> str:
    """Where to go on afterwards: this page, or the one with the form. What was filled in is not kept anywhere meanwhile."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = request.headers.get("referer", "")
    own = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    return urlsplit(came_from).path if own else reverse("staff:home")
