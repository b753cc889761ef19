"""The monitor for its editors: how all measures stand and what is overdue, and one measure with all its steps and changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from medemens.common import formats
from medemens.common.access import Permission, audience
from medemens.common.questions import Text
from medemens.progress.measures import forms as asked
from medemens.progress.measures import shown, words
from medemens.progress.measures.editing import words as editing_words
from medemens.progress.measures.phases import Precision
from medemens.progress.measures.queries import editing, snapshot
from medemens.progress.measures.queries.editing import Proposal
from medemens.progress.measures.queries.promises import PromiseLine
from medemens.progress.measures.queries.snapshot import Snapshot
from medemens.progress.measures.queries.status import Step, known


@dataclass(frozen=True)
class Proposed:
    """A change in words."""

    proposal: Proposal
    kind: Text
    state: Text

    @classmethod
    def of(cls, proposal: Proposal) -> Proposed:
        """In words."""
        return cls(proposal, editing_words.KINDS[proposal.kind], editing_words.STATES[proposal.state])


@dataclass(frozen=True)
class Told:
    """A step in words. `stands`: it was neither corrected nor annulled."""

    key: str
    on: str
    what: Text
    target: str
    fact: str
    source: str
    recorded: str
    stands: bool
    annulled: bool


def told(held: Snapshot, step: Step | PromiseLine, stood: Iterable[Step | PromiseLine]) -> Told:
    """A step of a measure, commitment or motion in words."""
    code = shown.code()
    target = words.day(step.target, step.target_precision or Precision.DAY, code) if step.target else ""
    return Told(
        key=step.key,
        on=words.day(step.on, step.precision, code),
        what=words.PHASES[step.phase] if isinstance(step, Step) else words.PROMISE_STEPS[step.step],
        target=target,
        fact=str(shown.said(step.fact)),
        source=held.sources[step.source].title,
        recorded=formats.short_day(timezone.localdate(step.recorded_at), code),
        stands=any(step is each for each in stood),
        annulled=step.annulled,
    )


def done(request: HttpRequest) -> Text | None:
    """What is told after a deed."""
    return editing_words.DONE.get(request.GET.get("done", ""))


@audience("staff", may=Permission.EDIT_MONITOR)
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """All measures: how they stand today, what is overdue, and when the monitor last heard of each."""
    held, today = snapshot.current(), timezone.localdate()
    wanted = asked.text(request.GET, "q")
    found = {each.code for each in shown.search(held, wanted)} if wanted else held.measures.keys()
    only = request.GET.get("only", "")
    rows = [
        (
            shown.row(each.measure, each.status),
            formats.short_day(timezone.localdate(each.recorded_at), shown.code()),
            each.waiting,
        )
        for each in editing.standings(held, today)
        if each.measure.code in found and (only != "overdue" or each.status.overdue)
    ]
    context = {
        "rows": rows,
        "asked": wanted,
        "only": only,
        "overdue": sum(bool(each.overdue) for each in held.states(today).values()),
        "waiting": len(editing.not_done()),
        "count": len(held.measures),
    }
    return render(request, "measures/editing/measures.html", context)


@audience("staff", may=Permission.EDIT_MONITOR)
@require_safe
def measure(request: HttpRequest, code: str) -> HttpResponse:
    """One measure: all its steps, those that were corrected too, and all changes with their reasons."""
    held, found = editing.measure(code)
    stood = known(found.steps, None)
    status = held.states(timezone.localdate())[code]
    context: dict[str, Any] = {
        "measure": found,
        "title": shown.said(found.title),
        "row": shown.row(found, status),
        "steps": [(told(held, each, stood), each.planned) for each in in_order(found.steps)],
        "proposals": [Proposed.of(each) for each in editing.proposals_of(measure=code)],
        "parties": found.responsible,
        "done": done(request),
    }
    return render(request, "measures/editing/measure.html", context)


def in_order(steps: Iterable[Step]) -> list[Step]:
    """The newest first; what was corrected stands below what came in its place."""
    return sorted(steps, key=lambda each: (each.on, each.key, each.number), reverse=True)
