"""The register as open data: the files, their description for catalogues, and the page that explains them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from medemens.common.access import audience
from medemens.common.moments import aware
from medemens.law.calendar import read_day
from medemens.law.money import Unreadable
from medemens.work.lenders import dcat, forms, open_data
from medemens.work.lenders.dcat import About
from medemens.work.lenders.hirers.staff_words import COLUMNS
from medemens.work.lenders.open_data import FORMS, SCHEMAS, Busy
from medemens.work.lenders.queries import snapshot
from medemens.work.lenders.words import STATES

LICENCES = {"http://creativecommons.org/publicdomain/zero/1.0/deed.nl": "CC0 1.0"}
"""Names of licences, by their address; another one is shown by its address."""

DESCRIPTIONS: dict[str, tuple[str, Callable[[About], bytes]]] = {
    "jsonld": ("application/ld+json", dcat.as_jsonld),
    "ttl": ("text/turtle; charset=utf-8", dcat.as_turtle),
}
ASK_AGAIN_SECONDS = 15


class _Unreadable(ValueError):
    """What stands behind a name in the address cannot be read; its text is that name."""


@audience("official")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What the files hold, in which forms, under which licence, and how to ask for another day."""
    context = {
        "forms": list(FORMS),
        "columns": [(what, [(name, COLUMNS[name]) for name in SCHEMAS[what].names]) for what in SCHEMAS],
        "states": [(key, state.title) for key, state in STATES.items()],
        "licence": settings.OPEN_DATA_LICENCE,
        "licence_name": LICENCES.get(settings.OPEN_DATA_LICENCE, settings.OPEN_DATA_LICENCE),
        "site": request.build_absolute_uri("/"),
    }
    return render(request, "lenders/hirers/open_data.html", context)


@audience("machine")
@require_safe
def file(request: HttpRequest, what: str, form: str) -> HttpResponse | FileResponse:
    """One of the files: `on` is a day (today when left out), `known_at` a moment (now when left out)."""
    if what not in SCHEMAS or form not in FORMS:
        raise Http404
    now = timezone.now()
    today = timezone.localdate(now)
    try:
        on, known_at = _day(request.GET.get("on", ""), today), _moment(request.GET.get("known_at", ""), now)
    except _Unreadable as wrong:
        return _problem(422, "Unprocessable Content", f"{wrong}: a day is 2028-05-10, a moment 2028-05-10T12:00:00Z")
    held = snapshot.current()
    asked = open_data.ask(held, what, on=on, known_at=known_at, today=today)
    try:
        content = open_data.opened(held, asked, form)
    except Busy:
        answer = _problem(503, "Service Unavailable", "Another file is being made. Ask again in a moment.")
        answer["Retry-After"] = str(ASK_AGAIN_SECONDS)
        return answer
    return FileResponse(content, as_attachment=True, filename=f"{asked.name}.{form}", content_type=FORMS[form][0])


@audience("machine")
@require_safe
def description(request: HttpRequest, form: str) -> HttpResponse:
    """The description for catalogues, by DCAT-AP-NL."""
    if form not in DESCRIPTIONS:
        raise Http404
    kind, make = DESCRIPTIONS[form]
    return HttpResponse(make(_about(request)), content_type=kind)


def _about(request: HttpRequest) -> About:
    site, today = request.build_absolute_uri("/"), timezone.localdate()
    page = request.build_absolute_uri(reverse("lenders:open-data"))
    newest = open_data.ask(snapshot.current(), "changes", on=today, known_at=None, today=today).at
    return About(
        site=site,
        page=page,
        name=settings.REGISTER_ISSUER,
        publisher=settings.OPEN_DATA_PUBLISHER or site,
        contact=settings.OPEN_DATA_CONTACT or page,
        licence=settings.OPEN_DATA_LICENCE,
        changed=timezone.localdate(newest) if newest else None,
    )


def _day(text: str, today: date) -> date:
    if not text.strip():
        return today
    try:
        day = read_day(text.strip()[:10])
    except Unreadable:
        raise _Unreadable("on") from None
    if not forms.FIRST <= day <= forms.LAST:
        raise _Unreadable("on")
    return day


def _moment(text: str, now: datetime) -> datetime | None:
    """A moment; None when it is left out or has yet to come. A plus sign that the address made a space of is put back."""
    if not text.strip():
        return None
    try:
        moment = parse_datetime(text.strip().replace(" ", "+") if "T" in text else text.strip())
        if moment is None or ":" not in text or moment.year < forms.FIRST.year:
            raise _Unreadable("known_at")
        moment = aware(moment)
        return None if moment >= now else moment
    except (ValueError, OverflowError):
        raise _Unreadable("known_at") from None


def _problem(status: int, title: str, detail: str) -> JsonResponse:
    """Problem details (RFC 9457), as the API gives them."""
    said = {"status": status, "title": title, "detail": detail}
    return JsonResponse(said, status=status, content_type="application/problem+json")
