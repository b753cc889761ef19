"""The mailbox that a reporter's code opens: what became of the report, and what they can still do."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from medemens.casework import access
from medemens.casework.access import Opened
from medemens.casework.actions import submissions
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.codes import DIGITS, Code, UnreadableCode, read_code
from medemens.casework.enclosures import MOST_BYTES
from medemens.casework.queries import mailbox as queries
from medemens.casework.queries.mailbox import RemovedCase
from medemens.casework.reporting import draft as drafts
from medemens.casework.reporting import mailbox_words, uploads
from medemens.casework.reporting.going import to, trouble, when_database_is_away
from medemens.casework.reporting.pages import language
from medemens.casework.throttle import Limit
from medemens.common.access import audience
from medemens.common.forms import explained, read_text
from medemens.common.questions import Field, Text
from medemens.common.sealed_cookie import SealedCookie, TooLarge
from medemens.law.money import Unreadable

IDLE_SECONDS = 1_800
COOKIE = SealedCookie("mailbox", max_age_seconds=IDLE_SECONDS, session_only=True)
WRONG_CODES = Limit(30)
"""Wrong codes that this process answers in a minute. A right code always opens: nobody can lock others out by guessing."""
MESSAGE = Field("text", "text", "", most=6000)


@dataclass(frozen=True)
class Mailbox:
    """An opened mailbox: cases, and notices of those that were removed. `unsent` is a message that waited while it was closed."""

    code: Code
    cases: list[Opened]
    removed: list[RemovedCase]
    unsent: str = ""

    def case(self, number: int) -> Opened:
        """The case with a number from 1.

        :raises Http404: there is none
        """
        if not 1 <= number <= len(self.cases):
            raise Http404
        return self.cases[number - 1]

    def lost(self, number: int, reference: str) -> bool:
        """Whether a form of a page that was opened before is about a case that was removed since; the others moved up then."""
        if not 1 <= number <= len(self.cases):
            return bool(self.removed)
        return bool(reference) and reference != self.cases[number - 1].case.reference


def _looked_up(code: Code, unsent: str = "") -> Mailbox | None:
    """The mailbox that a code opens, if any; both are always asked, so that the answer costs the same."""
    cases, removed = access.mailbox(code), access.removed(code)
    return Mailbox(code, cases, removed, unsent) if cases or removed else None


def opened(request: HttpRequest) -> Mailbox | None:
    """The mailbox whose code is on the device; None when there is none, or it lay idle for too long."""
    kept = COOKIE.read(request)
    try:
        code = read_code(str(kept.get("code", "")))
    except UnreadableCode:
        return None
    return _looked_up(code, str(kept.get("unsent", "")))


def _kept(request: HttpRequest, response: HttpResponse, code: Code, unsent: str = "") -> HttpResponse:
    """Keeps the mailbox open on the device for another half hour."""
    COOKIE.write(request, response, {"code": code.digits, "unsent": unsent})
    return response


@audience("worker")
@require_http_methods(["GET", "HEAD", "POST"])
@when_database_is_away
def mailbox(request: HttpRequest) -> HttpResponse:
    """Where the code is filled in."""
    if request.method != "POST":
        return to("messages") if opened(request) else _code_form(request)
    typed, unsent = request.POST.get("code", ""), request.POST.get("text", "")[: MESSAGE.most]
    try:
        code = read_code(typed[:200])
    except UnreadableCode as wrong:
        return _code_form(request, typed, unsent, _wrong(wrong.reason, typed))
    if box := _looked_up(code, unsent):
        return _let_in(request, box)
    if seconds := WRONG_CODES.wait(time.monotonic()):
        return trouble(request, 429, seconds=seconds)
    return _code_form(request, typed, unsent, _wrong("unknown", typed))


def _let_in(request: HttpRequest, box: Mailbox) -> HttpResponse:
    """To the messages; a message that waited goes along on the device, or in the page when it does not fit there."""
    try:
        return _kept(request, to("messages"), box.code, box.unsent)
    except TooLarge:
        return _shown(request, replace(box, unsent=""), typed=box.unsent)


def _wrong(reason: str, typed: str) -> Text:
    digits = sum(letter.isdigit() for letter in typed)
    texts = {
        "length": _("The code has %(most)d digits. You filled in %(digits)d. Look for a digit that is missing or double.")
        % {"most": DIGITS, "digits": digits},
        "check": _("One of the digits is not right, or two were swapped. Compare them with what you wrote down, group by group."),
        "unknown": _(
            "No report belongs to this code. It may be one that was removed because its time was over, "
            "or one that was never sent."
        ),
    }
    return texts[reason]


def _code_form(request: HttpRequest, typed: str = "", unsent: str = "", wrong: Text = "") -> HttpResponse:
    waiting = drafts.read(request)
    context = {
        "typed": typed[:200],
        "unsent": unsent,
        "errors": {"code": wrong} if wrong else {},
        "receipt": bool(waiting.sent_to),
    }
    return render(request, "reporting/mailbox.html", context, status=422 if wrong else 200)


@audience("worker")
@require_POST
def from_receipt(request: HttpRequest) -> HttpResponse:
    """Opens the mailbox with the code of the receipt that is still on the device."""
    draft = drafts.read(request)
    if not draft.sent_to:
        return to("mailbox")
    return _kept(request, to("messages"), Code(draft.code))


@audience("worker")
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Takes the code off the device."""
    response = to("mailbox")
    COOKIE.clear(request, response)
    return response


@audience("worker")
@require_safe
@when_database_is_away
def messages(request: HttpRequest) -> HttpResponse:
    """All cases of the mailbox, one after the other; then what is left of those that were removed."""
    box = opened(request)
    return _shown(request, box) if box else to("mailbox")


def _shown(
    request: HttpRequest,
    box: Mailbox,
    number: int = 0,
    typed: str = "",
    errors: dict[str, Any] | None = None,
    lost: str = "",
) -> HttpResponse:
    """`lost` is a message to a case that was removed: it is given back, for there is nobody to send it to."""
    cases = [mailbox_words.words(queries.shown(each), place) for place, each in enumerate(box.cases, 1)]
    context = {
        "cases": cases,
        "removed": [mailbox_words.removed(each) for each in box.removed],
        "number": number or len(cases),
        "typed": typed or box.unsent,
        "lost": lost or ("" if cases else typed or box.unsent),
        "errors": errors,
        "megabytes": MOST_BYTES // 1_000_000,
    }
    response = render(request, "reporting/messages.html", context, status=422 if errors else 200)
    return _kept(request, response, box.code, box.unsent)


def about_a_case(view: Callable[[HttpRequest, Mailbox, int], HttpResponse]) -> Callable[[HttpRequest, int], HttpResponse]:
    """For a view about one case of an open mailbox. When it is not open, or the case was removed, a message is given back."""

    @wraps(view)
    def answer(request: HttpRequest, number: int) -> HttpResponse:
        typed = request.POST.get("text", "")
        box = opened(request)
        if box is None:
            return _code_form(request, unsent=typed) if typed else to("mailbox")
        if box.lost(number, request.POST.get("of", "")):
            return _shown(request, box, lost=typed[: MESSAGE.most]) if typed else to("messages")
        return view(request, box, number)

    return answer


@audience("worker")
@require_POST
@when_database_is_away
@about_a_case
def write(request: HttpRequest, box: Mailbox, number: int) -> HttpResponse:
    """A message to the authority, or the answer to its question."""
    typed = request.POST.get("text", "")
    try:
        text = read_text(typed, MESSAGE)
    except Unreadable as wrong:
        return _shown(request, box, number, typed, {f"text-{number}": explained(wrong, MESSAGE.most)})
    if not text:
        return _shown(request, box, number, typed, {f"text-{number}": _("Write something first.")})
    submissions.write(opened=box.case(number), text=text, language=language(), now=timezone.now())
    return _kept(request, to("messages"), box.code)


@audience("worker")
@uploads.in_memory
@require_POST
@when_database_is_away
@about_a_case
def add(request: HttpRequest, box: Mailbox, number: int) -> HttpResponse:
    """A photo or paper, one at a time."""
    case = box.case(number)
    files = uploads.taken(request, "file", first=queries.papers_before(case) + 1)
    if files.refused:
        return _shown(request, box, number, errors={f"file-{number}": files.refused[0][1]})
    if not files.enclosures:
        return _shown(request, box, number, errors={f"file-{number}": _("Choose a photo or a file first.")})
    submissions.write(opened=case, text="", language=language(), enclosures=files.enclosures, now=timezone.now())
    return _kept(request, to("messages"), box.code, box.unsent)


@audience("worker")
@require_http_methods(["GET", "HEAD", "POST"])
@when_database_is_away
@about_a_case
def withdraw(request: HttpRequest, box: Mailbox, number: int) -> HttpResponse:
    """Taking a report back, after reading what that means."""
    case = box.case(number)
    if request.method != "POST":
        shown = mailbox_words.words(queries.shown(case), number)
        return _kept(request, render(request, "reporting/withdraw.html", {"each": shown}), box.code, box.unsent)
    reason = request.POST.get("reason", "")[: MESSAGE.most]
    with suppress(NotPossible):  # it was withdrawn by the same press a moment ago
        submissions.withdraw(opened=case, reason=read_text(reason, MESSAGE) or "", language=language(), now=timezone.now())
    return _kept(request, to("messages"), box.code)


@audience("worker")
@require_safe
@when_database_is_away
def picture(request: HttpRequest, number: int, document: int, page: int) -> HttpResponse:
    """The picture of a page of a document; of a decision the letter itself."""
    box = opened(request)
    content = queries.part(box.case(number), document, page) if box else None
    if content is None:
        raise Http404
    headers = {"Content-Security-Policy": "default-src 'none'; sandbox"}
    if page == 0:
        return HttpResponse(
            content,
            content_type="application/pdf",
            headers={**headers, "Content-Disposition": 'attachment; filename="letter.pdf"'},
        )
    kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    return HttpResponse(content, content_type=kind, headers=headers)
