"""What every answer carries, and who may come in."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils.translation import get_language_from_path

from medemens.common.access import Permission, audience_of, permission_of
from medemens.common.languages import offered
from medemens.common.staff import StaffMember

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

API_VERSION = "1.1.0"
Handler = Callable[[HttpRequest], HttpResponse]


def headers(handle: Handler) -> Handler:
    """Closes every page: no scripts, no frames, no other sites. Nothing but styles and pictures may be kept by a browser.

    The referrer goes to our own site only: Django's protection against forged forms needs it there.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path.startswith("/api/"):
            response.headers.setdefault("API-Version", API_VERSION)
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
        return response

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

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_: object) -> HttpResponse | None:
        """Looks at the view that was found.

        :raises RuntimeError: a view does not say who it is for
        """
        if request.path.startswith("/api/"):
            return None
        who = audience_of(view)
        if who is None:
            raise RuntimeError(f"{view.__module__}.{view.__name__} does not say who it is for")
        spoken = {each.code for each in offered(to_officials=who in ("official", "newcomer", "staff"))}
        if request.method in ("GET", "HEAD") and (get_language_from_path(request.path) or "en") not in spoken:
            return redirect(translate_url(request.path, "en"))
        return _kept_out(request, permission_of(view)) if who in ("newcomer", "staff") else None


def _kept_out(request: HttpRequest, permission: Permission | None) -> HttpResponse | None:
    """Where somebody goes who may not open a page: to sign in, to set up a second factor, or nowhere."""
    person = request.user
    if not isinstance(person, StaffMember) or not person.is_active:
        return redirect_to_login(request.get_full_path())
    if permission is None:
        return None
    if not is_mfa_enabled(person):
        return redirect("mfa_activate_totp")
    if not person.may(permission):
        return render(request, "staff/not_your_role.html", status=403)
    return None
