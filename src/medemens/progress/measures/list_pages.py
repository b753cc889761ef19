"""Commitments and motions, sources, and how the monitor was made."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from medemens.common import formats
from medemens.common.access import audience
from medemens.progress.measures import forms, shown, words
from medemens.progress.measures.kept_pages import kept
from medemens.progress.measures.pages import today
from medemens.progress.measures.phases import Confidence, PromiseKind
from medemens.progress.measures.promise_lines import promise_lines
from medemens.progress.measures.queries import snapshot


@audience("official")
@require_safe
@kept
def promises(request: HttpRequest) -> HttpResponse:
    """Commitments and motions: due, done, and how late."""
    held, now = snapshot.current(), today()
    asked = forms.days(request.GET, on=now)
    pledged = held.pledged(asked["on"])
    rows = promise_lines(held, [(one, pledged[key]) for key, one in held.promises.items()])
    context = {
        "asked": asked,
        "on": formats.day(asked["on"], shown.code()),
        "is_today": asked["on"] == now,
        "states": [(words_of, sum(row.state == words_of for row in rows)) for words_of in words.STATES.values()],
        "parts": [(kind, [row for row in rows if row.kind is kind]) for kind in PromiseKind],
    }
    return render(request, "measures/promises.html", context, status=422 if asked.errors else 200)


@audience("official")
@require_safe
@kept
def sources(request: HttpRequest) -> HttpResponse:
    """All sources, with how many steps came from each."""
    return render(request, "measures/sources.html", {"sources": snapshot.current().sources.values()})


@audience("official")
@require_safe
@kept
def method(request: HttpRequest) -> HttpResponse:
    """How the monitor was made, what its words mean, and what could not be read."""
    held = snapshot.current()
    states = held.states(today())
    context = {
        "phases": [(name, words.MEANINGS[phase]) for phase, name in words.PHASES.items()],
        "kinds": [(name, words.KIND_MEANINGS[kind]) for kind, name in words.KINDS.items()],
        "confidence": [
            (words.CONFIDENCE[each], sum(one.confidence is each for one in held.measures.values())) for each in Confidence
        ],
        "gaps": [(name, sum(gap in one.gaps for one in states.values())) for gap, name in words.GAPS.items()],
        "codes": sum(bool(one.official_code) for one in held.measures.values()),
        "count": len(held.measures),
    }
    return render(request, "measures/method.html", context)
