"""Where a page leads, and what is shown when something is in the way. What was typed is never in an address."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, RawPostDataException
from django.shortcuts import render
from django.urls import reverse

from medemens.casework.reporting.uploads import InMemory

View = Callable[..., HttpResponse]
_log = logging.getLogger(__name__)
TYPED = ("text", "reason", "organisation_name", "organisation_details")
"""The fields in which people write, of forms that need the database; one word in them is given back too."""
CHOSEN = ("csrfmiddlewaretoken", "question", "code")
"""What is never given back: it is ours, or it opens a mailbox."""


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
    return trouble(request, 503, text=typed(request))


def typed(request: HttpRequest) -> str:
    """What somebody wrote in the form that they sent, to give it back to them; empty when they only chose.

    Browsers do not fill in a form again that may not be kept, so going back would show it empty. A form with files that was not
    read yet is read only where its files stay in memory.
    """
    unread = request.content_type == "multipart/form-data" and not hasattr(request, "_files")
    if request.method != "POST" or (unread and not isinstance(request.upload_handlers[0], InMemory)):
        return ""
    try:
        given = [(name, text) for name, texts in request.POST.lists() for text in texts if name not in CHOSEN]
    except (OSError, RawPostDataException):  # the line broke while it came in
        return ""
    return "\n\n".join(text for name, text in given if text and (name in TYPED or " " in text.strip()))


def when_database_is_away(view: View) -> View:
    """Shows a page that says so, instead of a fault. The answers are still on the device."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *arguments, **named)
        except (OperationalError, InterfaceError):
            return database_away(request)

    return answer
