"""The public register: looking up a lender, and whether it may lend on any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from medemens.common import formats
from medemens.common.access import audience
from medemens.common.languages import spoken
from medemens.common.questions import Text
from medemens.law.finding import Outcome
from medemens.work.lenders import forms, words
from medemens.work.lenders.queries import search, snapshot
from medemens.work.lenders.queries.history import Line, Shown, known, shown
from medemens.work.lenders.queries.search import Found
from medemens.work.lenders.queries.snapshot import Known
from medemens.work.lenders.words import State


@dataclass(frozen=True)
class Row:
    """A lender in a list."""

    lender: Known
    name: str
    state: State


@dataclass(frozen=True)
class Happened:
    """An entry of a history in words. `gone`: it was corrected since."""

    line: Line
    what: Text
    made_known: str
    takes_effect: str
    until: str
    recorded: str
    gone: bool


@audience("worker")
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Looks for a lender by name or number. With one number that is found, straight to the lender."""
    asked, place = forms.text(request.GET, "q"), forms.text(request.GET, "place")
    held, now = snapshot.current(), timezone.now()
    found = search.find(held, asked, place) if asked else ()
    if len(found) == 1 and found[0].by_number:
        return redirect("lenders:lender", found[0].lender.number)
    today = timezone.localdate(now)
    rows = [_row(each, today, now) for each in found]
    return render(request, "lenders/find.html", {"asked": asked, "place": place, "rows": rows, "count": len(held.lenders)})


def _row(found: Found, today: date, now: datetime) -> Row:
    one = found.lender.public(today)
    return Row(one, found.name if one.names else "", words.STATES[words.state(shown(one.lines, today, now))])


@audience("worker")
@require_safe
def lender(request: HttpRequest, number: str) -> HttpResponse:
    """One lender: whether it may lend today or on another day, what that means, and its whole history."""
    held, now = snapshot.current(), timezone.now()
    one = held.of_number(number)
    if one is None or one.number != number:
        raise Http404
    today = timezone.localdate(now)
    asked = forms.days(request.GET, today)
    answer = shown(one.lines, asked.on, now, asked.since)
    context = {
        "lender": one.public(today),
        "state": words.STATES[words.state(answer)],
        "answer": answer,
        "asked": asked,
        "is_today": asked.on == today,
        "on": formats.day(asked.on, spoken()),
        "stays": _stays(answer, asked.since),
        "effect": _effect(answer),
        "history": history(one, now),
        "resembling": search.resembling(held, one),
    }
    return render(request, "lenders/lender.html", context, status=422 if asked.errors else 200)


def _stays(answer: Shown, since: date | None) -> str:
    """Whether who works there since a day may stay: `yes`, `no`, or empty when that was not asked."""
    if since is None:
        return ""
    return "yes" if answer.goes_on.outcome is Outcome.MET else "no"


def _effect(answer: Shown) -> str:
    """The last day on which work that runs may go on, in words; empty when nothing is being wound up."""
    stands = answer.standing
    return formats.day(stands.until, spoken()) if stands.present_on and stands.until else ""


def history(one: Known, now: Any) -> list[Happened]:
    """All entries in words, the newest first; corrected ones too."""
    stood = {each.number for each in known(one.lines, now)}
    code = spoken()
    found = []
    for line in sorted(one.lines, key=lambda each: (each.made_known_on, each.number), reverse=True):
        if line.annulled:
            continue
        found.append(
            Happened(
                line=line,
                what=words.HAPPENED.get(line.kind, line.kind),
                made_known=formats.day(line.made_known_on, code),
                takes_effect=formats.day(line.takes_effect_on, code),
                until=formats.day(line.valid_until, code) if line.valid_until else "",
                recorded=formats.day(timezone.localdate(line.recorded_at), code),
                gone=line.number not in stood,
            )
        )
    return found
