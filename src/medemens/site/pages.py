"""The front page, the pages about the site, and the pages for when something goes wrong."""

from __future__ import annotations

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_from_request, override
from django.views.decorators.http import require_safe

from medemens.casework.reporting import going
from medemens.common.access import audience
from medemens.progress.measures.queries import snapshot as measures
from medemens.site import faces
from medemens.work.lenders.queries import snapshot


@audience("everyone")
@require_safe
def to_language(request: HttpRequest) -> HttpResponse:
    """Sends a visitor to the front page in the language of the browser, as far as we have it."""
    response = redirect("front") if not (code := get_language_from_request(request)) else redirect(f"/{code}/")
    response.headers["Vary"] = "Accept-Language"
    return response


@audience("everyone")
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Pick a language, then what you came for. At an authority's own address people came for its reporting point."""
    if faces.of(request):
        return redirect("report:start")
    return render(request, "front.html", {"lenders": _has_lenders(), "measures": _has_measures()})


def _has_lenders() -> bool:
    """An empty register answers nobody, and neither does one that cannot be read: then there is no door to it."""
    try:
        return bool(snapshot.current().lenders)
    except (InterfaceError, OperationalError):
        return False


def _has_measures() -> bool:
    """A monitor without measures has no door either."""
    try:
        return bool(measures.current().measures)
    except (InterfaceError, OperationalError):
        return False


@audience("everyone")
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is, and what it is not."""
    return render(request, "about.html")


@audience("everyone")
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, where and how long."""
    return render(request, "privacy.html")


@audience("everyone")
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the site is, and how that was tested."""
    return render(request, "accessibility.html")


@audience("everyone")
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may show the site, but not walk through people's answers."""
    return HttpResponse("User-agent: *\nDisallow: /api/\n", content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something in the request could not be read."""
    return _trouble(request, 400)


def forbidden(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form did not come with its security cookie: cookies are blocked, or the page was open for too long.

    What a reporter wrote is given back, when the browser says that the form stood on our own page: nobody else puts words here.
    """
    ours = request.headers.get("origin") == f"{request.scheme}://{request.get_host()}"
    return _trouble(request, 403, _typed(request) if ours else "")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page."""
    return _trouble(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Our own mistake, or the database does not answer. The page needs neither that nor a cookie; it gives text back."""
    status = 503 if isinstance(sys.exc_info()[1], OperationalError | InterfaceError) else 500
    return _trouble(request, status, _typed(request))


def _typed(request: HttpRequest) -> str:
    """What a reporter wrote in the form that was sent; nothing of the forms of others, which can hold a password."""
    match = request.resolver_match
    return going.typed(request) if match and match.namespace == "report" else ""


def _trouble(request: HttpRequest, status: int, text: str = "") -> HttpResponse:
    code = get_language() or request.path.strip("/").split("/")[0] or "nl"
    context: dict[str, Any] = {"status": status, "text": text}
    with override(code):
        return HttpResponse(render_to_string("trouble.html", context, request=request), status=status)
