"""The monitor for readers: overview, theme, measure, and two days side by side."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from medemens.common import formats
from medemens.common.access import audience
from medemens.progress.experience.studies import experience
from medemens.progress.measures import forms, related, shown, words
from medemens.progress.measures.kept_pages import kept
from medemens.progress.measures.phases import Kind
from medemens.progress.measures.promise_lines import promise_lines
from medemens.progress.measures.queries import changes, snapshot
from medemens.progress.measures.queries.snapshot import Known, Snapshot
from medemens.progress.measures.queries.status import Status, known

MOST_LINES = 15
"""Of each list on the overview; the whole list stands on the page to which it leads."""


def today() -> date:
    """The day in the Netherlands."""
    return timezone.localdate()


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


@audience("official")
@require_safe
@kept
def overview(request: HttpRequest) -> HttpResponse:
    """How far all measures are, what is overdue, and what changed since a day."""
    held, now = snapshot.current(), today()
    asked = forms.days(request.GET, on=now, since=_year_before(now))
    kind = next((each for each in Kind if each.value == request.GET.get("kind")), None)
    text = forms.text(request.GET, "q")
    states = held.states(asked["on"])
    counted = shown.counts(held, states, kind)
    since = min(asked["since"], asked["on"])
    found = changes.between(held.states(since), states)
    overdue = [(of, each) for of, status in states.items() for each in status.overdue]
    context = {
        **_day(asked["on"], now),
        "asked": asked,
        "kinds": words.KINDS.items(),
        "kind": kind,
        "text": text,
        "found": [shown.row(one, states[one.code]) for one in shown.search(held, text)] if text else [],
        "counted": counted,
        "of_kinds": shown.kinds(held, states),
        "phases": list(words.PHASES.values()),
        "chart": shown.chart(counted, asked["on"]),
        "overdue": shown.overdue_lines(held, overdue, MOST_LINES),
        "overdue_number": len(overdue),
        "since": formats.day(since, shown.code()),
        "since_iso": since.isoformat(),
        "changes": shown.change_lines(held, found, states, MOST_LINES),
        "numbers": {name: len(getattr(found, name)) for name in ("moved", "slipped", "reversed", "overdue")},
        "count": len(held.measures),
    }
    return render(request, "measures/overview.html", context, status=422 if asked.errors else 200)


def _day(on: date, now: date) -> dict[str, Any]:
    """The day of the page in words."""
    return {"on": formats.day(on, shown.code()), "on_iso": on.isoformat(), "is_today": on == now}


@audience("official")
@require_safe
@kept
def theme(request: HttpRequest, key: str) -> HttpResponse:
    """One theme: its goals, and the measures of each."""
    held, now = snapshot.current(), today()
    one = held.themes.get(key)
    if one is None:
        raise Http404
    asked = forms.days(request.GET, on=now)
    states = held.states(asked["on"])
    day = None if asked["on"] == now else asked["on"]
    measures = held.of_theme(key)
    goals = [
        (goal, shown.said(goal.name), [shown.row(each, states[each.code], day) for each in measures if each.goal == goal.key])
        for goal in held.goals.values()
        if any(each.goal == goal.key for each in measures)
    ]
    context = {
        **_day(asked["on"], now),
        "theme": one,
        "name": shown.said(one.name),
        "asked": asked,
        "goals": goals,
        "practices": [shown.said(each.name) for each in held.practices.values() if each.theme == key],
    }
    return render(request, "measures/theme.html", context, status=422 if asked.errors else 200)


@audience("official")
@require_safe
@kept
def measure(request: HttpRequest, code: str) -> HttpResponse:
    """One measure: how it stands on a day, and its whole history."""
    held, now = snapshot.current(), today()
    one = _measure(held, code)
    asked = forms.days(request.GET, on=now)
    status = held.state(code, asked["on"])
    context = {
        **_day(asked["on"], now),
        "asked": asked,
        "measure": one,
        "row": shown.row(one, status),
        "status": status,
        "newest": words.day(status.step.on, status.step.precision, shown.code()) if status.step else "",
        **_told(held, one, status),
        **_history(held, one, status),
        "card_url": request.build_absolute_uri(reverse("measures:card", args=[code])),
        "here": request.build_absolute_uri(shown.measure_url(code)),
        "feed_url": reverse("measures:measure-feed", args=[code]),
    }
    return render(request, "measures/measure.html", context, status=422 if asked.errors else 200)


def _measure(held: Snapshot, code: str) -> Known:
    one = held.measures.get(code)
    if one is None:
        raise Http404
    return one


def _told(held: Snapshot, one: Known, status: Status) -> dict[str, Any]:
    """What the measure is, and what belongs to it."""
    theme = held.themes[one.theme]
    pledged = held.pledged(status.on)
    mine = [(each, pledged[each.key]) for each in held.promises.values() if one.code in each.measures]
    return {
        "meaning": words.MEANINGS[status.phase],
        "kind_meaning": words.KIND_MEANINGS[one.kind],
        "confidence": words.CONFIDENCE[one.confidence],
        "gaps": [words.GAPS[each] for each in status.gaps],
        "theme": theme,
        "theme_name": shown.said(theme.name),
        "advice_theme": one.advice_theme or theme.advice_theme,
        "advice_theme_own": bool(one.advice_theme),
        "goal": shown.said(held.goals[one.goal].name),
        "recommended": shown.said(one.recommended),
        "form": shown.said(one.form),
        "aim": shown.said(one.aim),
        "note": shown.said(one.note),
        "responsible": [(each.name, words.PARTIES[each.kind]) for each in one.responsible],
        "depends_on": [
            (code, shown.said(held.measures[code].title), shown.measure_url(code))
            for code in one.depends_on
            if code in held.measures
        ],
        "norms": related.norms(one.related.get("norms", [])),
        "registers": related.registers(one.related.get("registers", [])),
        "case_types": related.kinds_of_cases(one.related.get("case_types", [])),
        "promises": promise_lines(held, mine),
        "workers_say": [
            (shown.said(finding.words), shown.said(study.name), finding.source)
            for study, finding in experience().beside(one.theme, status.on.isoformat())
        ],
        "reading": [shown.said(each) for each in experience().reading],
        "practices": [(each.key, shown.said(each.name)) for each in held.practices.values() if one.code in each.measures],
    }


def _history(held: Snapshot, one: Known, status: Status) -> dict[str, Any]:
    """The timeline, what stood there before, and the days that were announced."""
    stood = known(one.steps, None)
    there = {each.number for each in stood}
    gone = [each for each in one.steps if each.number not in there and not each.annulled]
    turns = {each.step.number: words.TURNS[each.turn] for each in status.reversals}
    slips = {each.after.number: words.slipped(each) for each in status.slips}
    late = {each.step.number: words.days(each.days) for each in status.overdue}
    current = {each.number for each in status.ahead}
    timeline = [
        (point, turns.get(point.step.number, ""), slips.get(point.step.number, ""), late.get(point.step.number, ""))
        for point in shown.points(held, stood, status.on)
    ]
    plans = [
        (point, slips.get(point.step.number, ""), _plan_state(point.step.number, late, current))
        for point in shown.points(held, [each for each in stood if each.planned and each.on <= status.on], status.on)
    ]
    return {"timeline": timeline, "plans": plans, "gone": shown.points(held, gone, status.on)}


def _plan_state(number: int, late: dict[int, str], ahead: set[int]) -> str:
    if number in late:
        return _("passed %(days)s ago, not confirmed") % {"days": late[number]}
    return _("still ahead") if number in ahead else _("replaced, reached or dropped")


@audience("official")
@require_safe
@kept
def compare(request: HttpRequest) -> HttpResponse:
    """Two days side by side."""
    held, now = snapshot.current(), today()
    asked = forms.days(request.GET, **{"from": _year_before(now), "to": now})
    first, last = sorted((asked["from"], asked["to"]))
    before, after = held.states(first), held.states(last)
    found = changes.between(before, after)
    context = {
        "asked": asked,
        "first_short": formats.short_day(first, shown.code()),
        "last_short": formats.short_day(last, shown.code()),
        "counted": list(zip(shown.counts(held, before), shown.counts(held, after), strict=True)),
        "phases": list(words.PHASES.values()),
        "sides": _sides(shown.counts(held, before)[-1], shown.counts(held, after)[-1]),
        "changes": shown.change_lines(held, found, after),
    }
    return render(request, "measures/compare.html", context, status=422 if asked.errors else 200)


def _sides(before: shown.Count, after: shown.Count) -> list[tuple[Any, int, int, str]]:
    """Each phase with its number on both days, and the difference with its sign."""
    return [
        (phase, old, new, f"{new - old:+d}" if new != old else "0")
        for (phase, old), (_phase, new) in zip(before.cells, after.cells, strict=True)
    ]
