"""Where a page leads, and what is shown when something is in the way. What was typed is never in an address."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

View = Callable[..., HttpResponse]
_log = logging.getLogger(__name__)
TYPED = ("text", "reason", "organisation_name", "organisation_details")
"""The fields in which people write, of forms that need the database."""


class SeeOther(HttpResponseRedirect):
    """After a form: the browser asks for the next page, and Back or reload sends nothing again."""

    status_code = 303


def to(name: str, *arguments: Any) -> HttpResponse:
    """To another page of the reporter."""
    return SeeOther(reverse(f"report:{name}", args=arguments))


def trouble(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """A page that says what is wrong and what is kept: 413, 429 or 503."""
    response = render(request, "trouble.html", {"status": status, **context}, status=status)
    if "seconds" in context:
        response.headers["Retry-After"] = str(context["seconds"])
    return response


def database_away(request: HttpRequest) -> HttpResponse:
    """The database does not answer, or its disk is full. A text that was being sent is in the page."""
    _log.error("The database did not answer")
    typed = [request.POST[name] for name in TYPED if request.POST.get(name)] if request.method == "POST" else []
    return trouble(request, 503, text="\n\n".join(typed))


def when_database_is_away(view: View) -> View:
    """Shows a page that says so, instead of a fault. The answers are still on the device."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *arguments, **named)
        except (OperationalError, InterfaceError):
            return database_away(request)

    return answer
