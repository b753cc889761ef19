"""The register of processing activities, and the log as records of the standard Logboek Dataverwerkingen."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from medemens.casework import processing, processing_log
from medemens.casework import staff_removal_words as words
from medemens.casework.actions import auditing as actions
from medemens.casework.auditing.log_pages import DAYS, day
from medemens.casework.opening import staff_of
from medemens.casework.queries import log as queries
from medemens.casework.queries.log import Wanted
from medemens.common.access import Permission, audience

CHUNK = 1000


@audience("staff", may=Permission.AUDIT)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """What is processed, of whom, for what, who can receive it, and when it ends; to print."""
    today = timezone.localdate()
    return _shown(request, since=today - timedelta(DAYS), until=today)


@audience("staff", may=Permission.AUDIT, fresh=True)
@require_POST
def records(request: HttpRequest) -> HttpResponseBase:
    """The records of the days that were chosen, one JSON object a line. That they were taken out is in the log."""
    staff, now = staff_of(request), timezone.now()
    since, until = day(request.POST.get("since", "")), day(request.POST.get("until", ""))
    if since is None or until is None or since > until:
        return _shown(request, since=since, until=until, wrong=True)
    actions.take_out_log(since=since, until=until, by=staff, now=now)
    entries = queries.all_entries(staff, Wanted(since=since, until=until)).iterator(chunk_size=CHUNK)
    lines = processing_log.lines(entries, register=_address(request), secret=settings.SECRET_KEY)
    response = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="processing-{since}-{until}.jsonl"'
    return response


def _address(request: HttpRequest) -> str:
    """The address of the register; the same one whatever the language of who takes the records out."""
    with translation.override("nl"):
        return request.build_absolute_uri(reverse("auditing:register"))


def _shown(request: HttpRequest, *, since: date | None, until: date | None, wrong: bool = False) -> HttpResponse:
    activities = [
        (each, [(end, words.reason(end.because), words.when(end), words.citation(end.citation)) for end in each.rules])
        for each in processing.activities()
    ]
    authority = staff_of(request).authority
    context = {"activities": activities, "authority": authority, "since": since, "until": until, "wrong": wrong}
    return render(request, "auditing/register.html", {**context, "now": timezone.now()}, status=422 if wrong else 200)
