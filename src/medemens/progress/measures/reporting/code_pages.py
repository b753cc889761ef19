"""A party that has no authority here types its code, as in a mailbox, and tells how far its measures are."""

from __future__ import annotations

import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from medemens.casework.codes import DIGITS, UnreadableCode, read_code
from medemens.casework.reporting.going import trouble
from medemens.casework.throttle import Limit
from medemens.common.access import audience
from medemens.common.sealed_cookie import SealedCookie
from medemens.progress.measures.actions.reporting import Reporter, lookup
from medemens.progress.measures.queries import editing
from medemens.progress.measures.reporting import pages

IDLE_SECONDS = 1_800
COOKIE = SealedCookie("progress", max_age_seconds=IDLE_SECONDS, session_only=True)
WRONG_CODES, REPORTS = Limit(30), Limit(60)
"""How many wrong codes, and how many reports, this process takes in a minute."""


def opened(request: HttpRequest) -> Reporter | None:
    """Who reports, by the code on their device; None when there is none, or it does not work any more."""
    try:
        code = read_code(str(COOKIE.read(request).get("code", "")))
    except UnreadableCode:
        return None
    found = editing.invited(lookup(code), timezone.localdate())
    return Reporter(found.party, invitation=found) if found else None


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Where the code is typed."""
    if request.method != "POST":
        return redirect("report-progress:mine") if opened(request) else _code_form(request)
    typed = request.POST.get("code", "")[:200]
    try:
        read = read_code(typed)
    except UnreadableCode as wrong:
        return _code_form(request, typed, wrong.reason)
    if editing.invited(lookup(read), timezone.localdate()):
        response = redirect("report-progress:mine")
        COOKIE.write(request, response, {"code": read.digits})
        return response
    if seconds := WRONG_CODES.wait(time.monotonic()):
        return trouble(request, 429, seconds=seconds)
    return _code_form(request, typed, "unknown")


def _code_form(request: HttpRequest, typed: str = "", reason: str = "") -> HttpResponse:
    digits = sum(letter.isdigit() for letter in typed)
    texts = {
        "": "",
        "length": _("The code has %(most)d digits. You filled in %(digits)d. Look for a digit that is missing or double.")
        % {"most": DIGITS, "digits": digits},
        "check": _("One of the digits is not right, or two were swapped. Compare them with your letter, group by group."),
        "unknown": _("This code does not work, or not any more. Ask who sent it to you for another."),
    }
    errors = {"code": texts[reason]} if reason else {}
    return render(request, "measures/reporting/code.html", {"typed": typed, "errors": errors}, status=422 if reason else 200)


@audience("official")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The measures of the party, and what it reported with this code."""
    reporter = opened(request)
    if reporter is None:
        return redirect("report-progress:code")
    return pages.listed(request, "base.html", [pages.part(reporter, "report-progress:report")])


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    """One measure of the party."""
    reporter = opened(request)
    if reporter is None:
        return redirect("report-progress:code")
    if request.method == "POST" and (seconds := REPORTS.wait(time.monotonic())):
        return trouble(request, 429, seconds=seconds)
    back = reverse("report-progress:mine")
    return pages.form(request, "base.html", reporter, code, back) or redirect(f"{back}?done=reported")


@audience("official")
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forgets the code on this device."""
    response = redirect("report-progress:code")
    COOKIE.clear(request, response)
    return response
