"""The directory of good practices: found by theme, region and words; one of them; and sending one in."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from medemens.casework.actions.submissions import NotPossible
from medemens.casework.reporting.going import trouble
from medemens.casework.throttle import Limit
from medemens.common.access import audience
from medemens.progress.measures import forms as asked
from medemens.progress.measures import shown
from medemens.progress.measures.actions import practices as actions
from medemens.progress.measures.practices.forms import PracticeForm
from medemens.progress.measures.queries import practices as queries
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.queries.practices import UNKNOWN, Wanted
from medemens.progress.measures.queries.snapshot import Good, Snapshot

SENT = Limit(20)
"""How many practices this process takes in a minute."""


@audience("official")
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The practices that somebody looks for."""
    held = snapshot.current()
    theme, region = request.GET.get("theme", ""), request.GET.get("region", "")
    wanted = Wanted(
        theme if theme in held.themes else "",
        region if region in (*queries.provinces(), UNKNOWN) else "",
        asked.text(request.GET, "q"),
    )
    found = queries.directory(held, wanted)
    context = {
        "rows": [_told(held, one) for one in found],
        "wanted": wanted,
        "themes": _themes(held),
        "regions": [*((name, name) for name in queries.provinces()), (UNKNOWN, _("Not known where"))],
        "count": len(held.practices),
        "evaluated": sum(one.evaluated is True for one in held.practices.values()),
    }
    return render(request, "measures/practices/directory.html", context)


@audience("official")
@require_safe
def practice(request: HttpRequest, key: str) -> HttpResponse:
    """One practice."""
    held, one = snapshot.current(), queries.practice(key)
    return render(request, "measures/practices/practice.html", _told(held, one))


@audience("official")
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Sends a practice in, without an account."""
    held = snapshot.current()
    form = PracticeForm(_themes(held), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if seconds := SENT.wait(time.monotonic()):
            return trouble(request, 429, seconds=seconds)
        given = form.cleaned_data
        try:
            actions.send(
                theme=given["theme"],
                fields=form.fields_sent,
                language=shown.code(),
                contact=form.contact,
                public=given["contact_public"],
                now=timezone.now(),
            )
            return redirect("practices:sent")
        except NotPossible:
            form.add_error(None, _("So much waits for the editors already that nothing more is taken. Try again later."))
    return render(request, "measures/practices/send.html", {"form": form}, status=422 if request.method == "POST" else 200)


@audience("official")
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """That it came in, and what happens now."""
    return render(request, "measures/practices/sent.html")


def _themes(held: Snapshot) -> list[tuple[str, Any]]:
    return [(each.key, shown.said(each.name, plain=True)) for each in held.themes.values()]


def _told(held: Snapshot, one: Good) -> dict[str, Any]:
    """A practice in words."""
    texts = {name: shown.said(getattr(one, name)) for name in ("name", "problem", "approach", "cost", "effect")}
    measures = [(held.measures[code], shown.said(held.measures[code].title)) for code in one.measures if code in held.measures]
    return {
        **texts,
        "one": one,
        "theme": shown.said(held.themes[one.theme].name),
        "source": held.sources.get(one.source),
        "regions": sorted(queries.regions(one.place)),
        "measures": measures,
    }
