"""Sending a report, and the receipt with the code. What sending does is kept light: many may come at once on a bad day."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from medemens.casework.actions import submissions
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.codes import Code, UnreadableCode, read_code
from medemens.casework.enclosures import MOST_BYTES, Enclosure, Refused, made_safe
from medemens.casework.reporting import draft as drafts
from medemens.casework.reporting import journey, uploads
from medemens.casework.reporting.draft import Draft
from medemens.casework.reporting.going import database_away, to, trouble, when_database_is_away
from medemens.casework.reporting.pages import helplines, language
from medemens.casework.throttle import Limit
from medemens.common.access import audience
from medemens.common.authorities import Authority

_log = logging.getLogger(__name__)

ComingAlong = tuple[bytes, tuple[dict[str, Any], ...]]
"""A document and its findings."""


@lru_cache(maxsize=1)
def received() -> Limit:
    """How many reports this process takes."""
    return Limit(settings.SUBMISSIONS_A_MINUTE)


@audience("worker")
@uploads.in_memory
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Photos and papers, what happens with them, and the button."""
    draft = drafts.read(request)
    if draft.sent_to:
        return to("receipt")
    if not draft.code or journey.first_missing(draft) is not None:
        return to("check")
    try:
        return _send(request, draft, read_code(draft.code)) if request.method == "POST" else _form(request, draft)
    except (OperationalError, InterfaceError):
        return database_away(request)
    except UnreadableCode:
        return to("check")


def _form(request: HttpRequest, draft: Draft, refused: tuple[Any, ...] = ()) -> HttpResponse:
    authority = journey.authority_for(draft, timezone.localdate())
    if authority is None:
        return to("nobody")
    context = {
        "draft": draft,
        "authority": authority,
        "refused": refused,
        "most": uploads.MOST_AT_ONCE,
        "megabytes": MOST_BYTES // 1_000_000,
        "check": enclosed(request, draft) is not None,
    }
    return render(request, "reporting/send.html", context, status=422 if refused else 200)


def _send(request: HttpRequest, draft: Draft, code: Code) -> HttpResponse:
    if seconds := received().wait(time.monotonic()):
        return trouble(request, 429, seconds=seconds)
    files = uploads.taken(request, "files")
    if files.refused:
        return _form(request, draft, files.refused)
    authority = journey.authority_for(draft, timezone.localdate())
    if authority is None:
        return to("nobody")
    make = enclosed(request, draft) if request.POST.get("enclose") == "yes" else None
    try:
        return _received(request, draft, code, authority, files.enclosures, make() if make else None)
    except NotPossible as wrong:
        return _receipt(request, code, authority) if wrong.key == "removed" else to("nobody")


def _received(
    request: HttpRequest,
    draft: Draft,
    code: Code,
    authority: Authority,
    files: tuple[Enclosure, ...],
    coming_along: ComingAlong | None,
) -> HttpResponse:
    """Hands it over. Only when that is durable is there a receipt, and are the answers taken off the device."""
    judged: tuple[dict[str, Any], ...] = ()
    if coming_along is not None:
        document, judged = coming_along
        try:
            files = (*files, made_safe(document, number=len(files) + 1))
        except Refused as wrong:
            _log.error("A pay check was not enclosed: %s", wrong.key)
    submission = journey.submission(draft, authority, language(), files, judged)
    submissions.submit(submission=submission, code=code, now=timezone.now())
    return _receipt(request, code, authority)


def _receipt(request: HttpRequest, code: Code, authority: Authority) -> HttpResponse:
    """To the receipt. When an answer was lost on its way, what was received may have ended since: the code opens what is left."""
    response = to("receipt")
    drafts.write(request, response, Draft(code=code.digits, sent_to=authority.name))
    return response


def enclosed(request: HttpRequest, draft: Draft) -> Callable[[], ComingAlong] | None:
    """What makes that which comes along from another part of the site; None when there is nothing."""
    offered = import_module(settings.CASE_TYPES).ENCLOSURES
    found: Callable[[], ComingAlong] | None = None
    for name in draft.enclosed:
        found = found or (offered[name](request) if name in offered else None)
    return found


@audience("worker")
@require_safe
@when_database_is_away
def nobody(request: HttpRequest) -> HttpResponse:
    """Nobody can receive this report here: said honestly, with whom to go to instead. The answers are kept."""
    draft = drafts.read(request)
    kind = journey.kind_of(draft)
    if kind is None:
        return to("start")
    authority = journey.authority_for(draft, timezone.localdate())
    return render(request, "reporting/nobody.html", {"authority": authority, "helplines": helplines()}, status=200)


@audience("worker")
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """The code, to write down. It comes again on reload, until the reporter says that they have it."""
    draft = drafts.read(request)
    if not draft.sent_to:
        return to("mailbox")
    return render(request, "reporting/receipt.html", {"groups": Code(draft.code).groups, "authority": draft.sent_to})


@audience("worker")
@require_POST
def written_down(request: HttpRequest) -> HttpResponse:
    """The code is written down: it goes off the device."""
    response = to("done")
    drafts.COOKIE.clear(request, response)
    return response


@audience("worker")
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """What can be done now."""
    return render(request, "reporting/done.html")
