"""The monitor for programs: measures, the state of one on any day as known at any moment, commitments and motions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from medemens.common.access import audience
from medemens.common.moments import aware
from medemens.progress.measures.phases import Kind, Phase
from medemens.progress.measures.queries import snapshot
from medemens.progress.measures.queries.snapshot import Known
from medemens.progress.measures.queries.status import Status, known, status_on

router = Router(tags=["Monitor of the measures"])


class BothLanguagesOut(Schema):
    """Words in Dutch and English; empty where there are none."""

    nl: str
    en: str


class MeasureOut(Schema):
    """A measure and its phase on the day. `phase` is empty when nothing is known; `overdue_days` 0 when nothing is overdue."""

    id: str
    official_code: str
    theme: str
    goal: str
    kind: str
    confidence: str
    title: BothLanguagesOut
    phase: str
    since: date | None
    overdue_days: int


class MeasureStepOut(Schema):
    """An event. Of one that is planned, `target` is the day that was announced, and `on` when that was done."""

    id: int
    key: str
    phase: str
    on: date
    precision: str
    planned: bool
    target: date | None
    target_precision: str
    milestone: str
    reversal: bool
    fact: BothLanguagesOut
    source: str
    recorded_at: datetime
    corrects: int | None
    annulled: bool


class WholeMeasureOut(MeasureOut):
    """A measure with all its steps, corrected ones too, and what it is about."""

    advice_theme: str
    recommended: BothLanguagesOut
    form: BothLanguagesOut
    aim: BothLanguagesOut
    note: BothLanguagesOut
    responsible: list[str]
    depends_on: list[str]
    related: dict[str, list[str]]
    steps: list[MeasureStepOut]


class OverdueOut(Schema):
    """An announced day that passed without confirmation."""

    step: str
    phase: str
    target: date
    days: int


class SlipOut(Schema):
    """An announced day that took the place of another; the days are the least and the most it can be."""

    from_step: str
    to_step: str
    least_days: int
    most_days: int


class ReversalOut(Schema):
    """A step that turned something around: dropped, resumed, turned, back."""

    step: str
    on: date
    turn: str


class MeasureStateOut(Schema):
    """The state of a measure on a day, as it was known at a moment."""

    measure: str
    on: date
    known_at: datetime
    phase: str
    since: date | None
    step: MeasureStepOut | None
    ahead: list[MeasureStepOut]
    overdue: list[OverdueOut]
    slips: list[SlipOut]
    reversals: list[ReversalOut]
    gaps: list[str]
    confidence: str


class PromiseOut(Schema):
    """A commitment or motion on a day."""

    id: str
    kind: str
    number: str
    by: str
    minister: str
    asks: BothLanguagesOut
    measures: list[str]
    state: str
    outcome: str
    due: date | None
    ended: date | None
    late_days: int


@router.get("/measures", response=list[MeasureOut], summary="All measures", operation_id="listMeasures")
@audience("machine")
def list_measures(
    request: HttpRequest,
    on: Annotated[date | None, Query()] = None,
    theme: Annotated[str, Query(max_length=40)] = "",
    kind: Annotated[Kind | None, Query()] = None,
    phase: Annotated[Phase | None, Query()] = None,
    overdue: Annotated[bool | None, Query()] = None,
) -> list[dict[str, Any]]:
    """With their phase on a day (today when left out). The list is a reconstruction; its number is not official."""
    held = snapshot.current()
    states = held.states(on or timezone.localdate())
    return [
        _measure(one, states[one.code])
        for one in held.measures.values()
        if theme in ("", one.theme)
        and kind in (None, one.kind)
        and phase in (None, states[one.code].phase)
        and overdue in (None, bool(states[one.code].overdue))
    ]


@router.get("/measures/{code}", response=WholeMeasureOut, summary="One measure", operation_id="getMeasure")
@audience("machine")
def get_measure(
    request: HttpRequest, code: str, known_at: Annotated[datetime | None, Query(alias="knownAt")] = None
) -> dict[str, Any]:
    """With all its steps; with `knownAt` those that stood in the monitor at that moment."""
    one, now = _found(code), timezone.now()
    steps = known(one.steps, aware(known_at)) if known_at else one.steps
    return {
        **_measure(one, status_on(code, one.steps, timezone.localdate(now), aware(known_at) if known_at else None)),
        "advice_theme": one.advice_theme,
        **{name: _text(getattr(one, name)) for name in ("recommended", "form", "aim", "note")},
        "responsible": [each.name for each in one.responsible],
        "depends_on": one.depends_on,
        "related": one.related,
        "steps": [_step(each) for each in steps],
    }


@router.get(
    "/measures/{code}/status", response=MeasureStateOut, summary="The state of a measure", operation_id="getMeasureStatus"
)
@audience("machine")
def get_status(
    request: HttpRequest,
    code: str,
    on: Annotated[date | None, Query()] = None,
    known_at: Annotated[datetime | None, Query(alias="knownAt")] = None,
) -> dict[str, Any]:
    """On a day, as the monitor was known at a moment (now when left out): that answer never changes afterwards."""
    one, now = _found(code), timezone.now()
    at = min(aware(known_at), now) if known_at else now
    stands = status_on(code, one.steps, on or timezone.localdate(now), at)
    return {
        "measure": code,
        "on": stands.on,
        "known_at": at,
        "phase": stands.phase.value if stands.phase else "",
        "since": stands.since.on if stands.since else None,
        "step": _step(stands.step) if stands.step else None,
        "ahead": [_step(each) for each in stands.ahead],
        "overdue": [
            {"step": each.step.key, "phase": each.step.phase.value, "target": each.step.target, "days": each.days}
            for each in stands.overdue
        ],
        "slips": [
            {"from_step": each.before.key, "to_step": each.after.key, "least_days": each.least, "most_days": each.most}
            for each in stands.slips
        ],
        "reversals": [{"step": each.step.key, "on": each.step.on, "turn": each.turn.value} for each in stands.reversals],
        "gaps": [each.value for each in stands.gaps],
        "confidence": one.confidence.value,
    }


@router.get("/promises", response=list[PromiseOut], summary="Commitments and motions", operation_id="listPromises")
@audience("machine")
def list_promises(
    request: HttpRequest,
    on: Annotated[date | None, Query()] = None,
    known_at: Annotated[datetime | None, Query(alias="knownAt")] = None,
) -> list[dict[str, Any]]:
    """Due, done, and how late, on a day, as known at a moment."""
    held, now = snapshot.current(), timezone.now()
    pledged = held.pledged(on or timezone.localdate(now), aware(known_at) if known_at else None)
    return [
        {
            "id": key,
            "kind": one.kind.value,
            "number": one.number,
            "by": one.by,
            "minister": one.minister,
            "asks": _text(one.asks),
            "measures": one.measures,
            "state": pledged[key].state.value,
            "outcome": _vote(pledged[key]),
            "due": _of(pledged[key].due, "target"),
            "ended": _of(pledged[key].ended, "on"),
            "late_days": pledged[key].late,
        }
        for key, one in held.promises.items()
    ]


def _vote(stands: Any) -> str:
    return stands.vote.step.value if stands.vote else "unknown"


def _of(line: Any, name: str) -> Any:
    return getattr(line, name) if line else None


def _found(code: str) -> Known:
    one = snapshot.current().measures.get(code)
    if one is None:
        raise Http404
    return one


def _text(both: Any) -> dict[str, str]:
    return {"nl": both.nl, "en": both.en}


def _measure(one: Known, stands: Status) -> dict[str, Any]:
    return {
        "id": one.code,
        "official_code": one.official_code,
        "theme": one.theme,
        "goal": one.goal,
        "kind": one.kind.value,
        "confidence": one.confidence.value,
        "title": _text(one.title),
        "phase": stands.phase.value if stands.phase else "",
        "since": stands.since.on if stands.since else None,
        "overdue_days": max((each.days for each in stands.overdue), default=0),
    }


def _step(each: Any) -> dict[str, Any]:
    return {
        "id": each.number,
        "key": each.key,
        "phase": each.phase.value,
        "on": each.on,
        "precision": each.precision.value,
        "planned": each.planned,
        "target": each.target,
        "target_precision": each.target_precision.value if each.planned else "",
        "milestone": each.milestone,
        "reversal": each.reversal,
        "fact": _text(each.fact),
        "source": each.source,
        "recorded_at": each.recorded_at,
        "corrects": each.corrects,
        "annulled": each.annulled,
    }
