"""The whole monitor as a file says it: taken in again, it changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from medemens.progress.measures.models import Party
from medemens.progress.measures.phases import Precision
from medemens.progress.measures.queries import promises, snapshot, status
from medemens.progress.measures.queries.promises import PromiseLine
from medemens.progress.measures.queries.snapshot import Good, Known, Named, Origin, Pledge
from medemens.progress.measures.queries.status import Step, Text

FORMAT = "medemens-measures/1"
Plain = dict[str, Any]


def whole() -> Plain:
    """All sections of the monitor as it is now. Steps that were corrected or annulled are history, and stay out."""
    held = snapshot.current()
    return {
        "format": FORMAT,
        "themes": [_theme(each) for each in held.themes.values()],
        "goals": [_goal(each) for each in held.goals.values()],
        "parties": [{"name": each.name, "kind": each.kind} for each in Party.objects.order_by("name")],
        "sources": {each.key: source(each) for each in held.sources.values()},
        "measures": [_measure(each) for each in held.measures.values()],
        "promises": [_promise(each) for each in held.promises.values()],
        "practices": [_practice(each) for each in held.practices.values()],
    }


def source(of: Origin) -> Plain:
    """A source, without its key."""
    return {"title": of.title, "ref": of.reference, "date": of.dated, "note": of.note, "url": of.url}


def written(day: date, precision: Precision) -> Plain:
    """A day as `date` and, where it is not told by how the day is written, its `precision`."""
    if precision is Precision.MONTH and day.day == 1:
        return {"date": f"{day:%Y-%m}"}
    if precision is Precision.YEAR and (day.month, day.day) == (1, 1):
        return {"date": f"{day:%Y}"}
    return {"date": day.isoformat(), "precision": precision.value}


def step(of: Step) -> Plain:
    """A step of a measure."""
    if of.planned:
        assert of.target is not None
        announced = written(of.on, of.precision)
        days = written(of.target, of.target_precision) | {
            {"date": "announced", "precision": "announced_precision"}[name]: value for name, value in announced.items()
        }
    else:
        days = written(of.on, of.precision)
    return {
        "id": of.key,
        **days,
        "phase": of.phase.value,
        "planned": of.planned,
        "milestone": of.milestone,
        "reversal": of.reversal,
        "fact": both(of.fact),
        "source": of.source,
    }


def line(of: PromiseLine) -> Plain:
    """A step of a commitment or motion."""
    found = {"id": of.key, **written(of.on, of.precision), "step": of.step.value, "fact": both(of.fact), "source": of.source}
    return found | ({"target": written(of.target, of.target_precision)["date"]} if of.target else {})


def both(text: Text) -> Plain:
    """Words in both languages."""
    return {"nl": text.nl, "en": text.en}


def standing(steps: Iterable[Step]) -> list[Step]:
    """The steps that stand, the oldest first."""
    return sorted(status.known(steps, None), key=lambda each: (each.on, each.phase.rank, each.key))


def _theme(of: Named) -> Plain:
    return {
        "id": of.key,
        "number": of.number,
        **both(of.name),
        "advice_theme": of.advice_theme,
        "confirmed": of.confirmed,
    }


def _goal(of: Named) -> Plain:
    return {"id": of.key, "theme": of.theme, **both(of.name), "confirmed": of.confirmed}


def _measure(of: Known) -> Plain:
    return {"id": of.code, **described(of), "status": [step(each) for each in standing(of.steps)]}


def described(of: Known) -> Plain:
    """What describes a measure, without its steps."""
    return {
        "official_code": of.official_code,
        "theme": of.theme,
        "advice_theme": of.advice_theme,
        "goal": of.goal,
        "kind": of.kind.value,
        "confidence": of.confidence.value,
        "title": both(of.title),
        "recommended": both(of.recommended),
        "form": both(of.form),
        "aim": both(of.aim),
        "note": both(of.note),
        "responsible": [each.name for each in of.responsible],
        "depends_on": list(of.depends_on),
        "related": of.related,
    }


def _promise(of: Pledge) -> Plain:
    lines = sorted(promises.known(of.lines, None), key=lambda each: (each.on, each.step, each.key))
    return {
        "id": of.key,
        "kind": of.kind.value,
        "number": of.number,
        "by": of.by,
        "minister": of.minister,
        "made": both(of.made_words),
        "asks": both(of.asks),
        "note": both(of.note),
        "measures": list(of.measures),
        "sources": list(of.sources),
        "steps": [line(each) for each in lines],
    }


def _practice(of: Good) -> Plain:
    return {
        "id": of.key,
        "theme": of.theme,
        "name": both(of.name),
        "who": of.who,
        "place": of.place,
        "since": of.since,
        "problem": both(of.problem),
        "approach": both(of.approach),
        "cost": both(of.cost),
        "effect": both(of.effect),
        "evaluated": "" if of.evaluated is None else of.evaluated,
        "contact": of.contact,
        "source": of.source,
        "measures": list(of.measures),
    }
