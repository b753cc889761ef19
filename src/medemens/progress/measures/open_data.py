"""The whole monitor as one plain structure, which an import takes back, and as tables."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from medemens.progress.measures import yaml_file
from medemens.progress.measures.phases import Precision
from medemens.progress.measures.queries import promises, status
from medemens.progress.measures.queries.promises import PromiseLine
from medemens.progress.measures.queries.snapshot import Good, Known, Pledge, Snapshot
from medemens.progress.measures.queries.status import Status, Step, Text

FORMAT = "medemens-measures/1"
NOTICE = (
    "This list is a reconstruction from public sources. It is not the official list, and its number of entries is not official."
)
FORMULA = ("=", "+", "-", "@", "\t")
Plain = dict[str, Any]


def whole(held: Snapshot, day: date) -> Plain:
    """All that stands in the monitor, with the state of each measure on a day."""
    states = held.states(day)
    return {
        "format": FORMAT,
        "meta": {"on": day.isoformat(), "notice": NOTICE, "reconstruction": True},
        "themes": [
            {"id": one.key, "number": one.number, "nl": one.name.nl, "en": one.name.en, "advice_theme": one.advice_theme,
             "confirmed": one.confirmed}
            for one in held.themes.values()
        ],
        "goals": [
            {"id": one.key, "theme": one.theme, "nl": one.name.nl, "en": one.name.en, "confirmed": one.confirmed}
            for one in held.goals.values()
        ],
        "parties": [
            {"name": name, "kind": kind}
            for name, kind in sorted({(each.name, each.kind) for one in held.measures.values() for each in one.responsible})
        ],
        "sources": {
            one.key: _filled({"title": one.title, "ref": one.reference, "date": one.dated, "note": one.note, "url": one.url})
            for one in held.sources.values()
        },
        "measures": [measure(one, states[one.code]) for one in held.measures.values()],
        "promises": [promise(one, day) for one in held.promises.values()],
        "practices": [practice(one) for one in held.practices.values()],
    }  # fmt: skip


def measure(one: Known, stands: Status) -> Plain:
    """A measure with the steps that stand, and its state."""
    return _filled(
        {
            "id": one.code,
            "official_code": one.official_code,
            "theme": one.theme,
            "advice_theme": one.advice_theme,
            "goal": one.goal,
            "kind": one.kind.value,
            "confidence": one.confidence.value,
            "title": text(one.title),
            "recommended": text(one.recommended),
            "form": text(one.form),
            "aim": text(one.aim),
            "note": text(one.note),
            "responsible": [each.name for each in one.responsible],
            "depends_on": list(one.depends_on),
            "related": one.related,
            "state": state(stands),
            "status": [step(each) for each in _in_order(status.known(one.steps, None))],
        }
    )


def state(stands: Status) -> Plain:
    """What was derived: phase, since when, what is overdue, slipped, reversed, and what is not known."""
    return {
        "on": stands.on.isoformat(),
        "phase": stands.phase.value if stands.phase else "",
        "since": stands.since.on.isoformat() if stands.since else "",
        "precision": stands.since.precision.value if stands.since else "",
        "overdue": [{"step": each.step.key, "days": each.days} for each in stands.overdue],
        "slips": [
            {"from": each.before.key, "to": each.after.key, "least_days": each.least, "most_days": each.most}
            for each in stands.slips
        ],
        "reversals": [{"step": each.step.key, "turn": each.turn.value} for each in stands.reversals],
        "gaps": [each.value for each in stands.gaps],
    }


def step(one: Step) -> Plain:
    """A step as an import takes it: of one that is planned, `date` is the day that was announced."""
    when, exact = (one.target, one.target_precision) if one.planned else (one.on, one.precision)
    assert when is not None
    planned = {"planned": True, "announced": one.on.isoformat(), "announced_precision": one.precision.value}
    return _filled(
        {
            "id": one.key,
            "date": when.isoformat(),
            "precision": exact.value,
            "phase": one.phase.value,
            **(planned if one.planned else {}),
            "milestone": one.milestone,
            "reversal": one.reversal,
            "fact": text(one.fact),
            "source": one.source,
            "recorded_at": one.recorded_at.isoformat(),
        }
    )


def promise(one: Pledge, day: date) -> Plain:
    """A commitment or motion with its steps and its state."""
    stands = promises.status_on(one.lines, day)
    return _filled(
        {
            "id": one.key,
            "kind": one.kind.value,
            "number": one.number,
            "by": one.by,
            "minister": one.minister,
            "made": text(one.made_words),
            "asks": text(one.asks),
            "note": text(one.note),
            "measures": list(one.measures),
            "sources": list(one.sources),
            "state": {
                "state": stands.state.value,
                "late_days": stands.late,
                "outcome": stands.vote.step.value if stands.vote else "unknown",
                "due": stands.due.target.isoformat() if stands.due and stands.due.target else "",
                "ended": stands.ended.on.isoformat() if stands.ended else "",
            },
            "steps": [
                _promise_step(each) for each in sorted(promises.known(one.lines, None), key=lambda each: (each.on, each.key))
            ],
        }
    )


def _promise_step(one: PromiseLine) -> Plain:
    return _filled(
        {
            "id": one.key,
            "date": one.on.isoformat(),
            "precision": one.precision.value,
            "step": one.step.value,
            "target": one.target.isoformat() if one.target and one.target_precision is Precision.DAY else _short(one),
            "fact": text(one.fact),
            "source": one.source,
            "recorded_at": one.recorded_at.isoformat(),
        }
    )


def _short(one: PromiseLine) -> str:
    """A day that is known as month or year only, as it is written."""
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(one.target_precision, 10)
    return one.target.isoformat()[:length] if one.target else ""


def practice(one: Good) -> Plain:
    """A good practice."""
    texts = {name: text(getattr(one, name)) for name in ("name", "problem", "approach", "cost", "effect")}
    words = {name: getattr(one, name) for name in ("theme", "who", "place", "since", "contact", "source")}
    known = {} if one.evaluated is None else {"evaluated": one.evaluated}
    return _filled({"id": one.key, **words, **texts, **known, "measures": list(one.measures)})


def text(both: Text) -> Plain:
    """Words in both languages, as far as they are there."""
    return _filled({"nl": both.nl, "en": both.en})


def _filled(values: Plain) -> Plain:
    return {name: value for name, value in values.items() if name == "evaluated" or value not in ("", [], {}, None, False)}


def _in_order(steps: Iterable[Step]) -> list[Step]:
    return sorted(steps, key=lambda each: (each.on, each.planned, each.key))


def as_json(held: Snapshot, day: date) -> bytes:
    """The whole as JSON."""
    return json.dumps(whole(held, day), ensure_ascii=False, indent=1).encode()


def as_yaml(held: Snapshot, day: date) -> bytes:
    """The whole as YAML, which `medemens measures-import` takes."""
    return yaml_file.written(whole(held, day))


def as_zip(held: Snapshot, day: date) -> bytes:
    """Measures, all steps (corrected ones too), commitments and motions, sources, each as CSV. The same data, the same bytes."""
    tables = {
        "measures": _measures(held, day),
        "steps": _steps(held),
        "promises": _promises(held, day),
        "sources": _sources(held),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.csv", (1980, 1, 1, 0, 0, 0)), _csv(rows))
    return packed.getvalue()


def _csv(rows: Iterable[Plain]) -> str:
    rows = list(rows)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]) if rows else ["empty"])
    writer.writeheader()
    for each in rows:
        writer.writerow({name: _cell(value) for name, value in each.items()})
    return out.getvalue()


def _cell(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    if isinstance(value, date | datetime):
        value = value.isoformat()
    if isinstance(value, bool):
        value = "true" if value else "false"
    told = "" if value is None else str(value)
    return f"'{told}" if told.startswith(FORMULA) and not told.lstrip("-").isdigit() else told


def _measures(held: Snapshot, day: date) -> Iterable[Plain]:
    for code, stands in held.states(day).items():
        one = held.measures[code]
        yield {
            "measure": code, "official_code": one.official_code, "theme": one.theme, "goal": one.goal, "kind": one.kind.value,
            "confidence": one.confidence.value, "title_nl": one.title.nl, "title_en": one.title.en,
            "responsible": [each.name for each in one.responsible], "on": day,
            "phase": stands.phase.value if stands.phase else "", "since": stands.since.on if stands.since else None,
            "overdue_days": max((each.days for each in stands.overdue), default=0), "slips": len(stands.slips),
            "reversals": len(stands.reversals), "gaps": [each.value for each in stands.gaps],
        }  # fmt: skip


def _steps(held: Snapshot) -> Iterable[Plain]:
    for one in held.measures.values():
        for each in one.steps:
            yield {
                "step": each.number, "measure": one.code, "key": each.key, "phase": each.phase.value, "on": each.on,
                "precision": each.precision.value, "planned": each.planned, "target": each.target,
                "target_precision": each.target_precision.value if each.planned else "", "milestone": each.milestone,
                "reversal": each.reversal, "fact_nl": each.fact.nl, "fact_en": each.fact.en, "source": each.source,
                "recorded_at": each.recorded_at, "corrects": each.corrects, "annulled": each.annulled,
            }  # fmt: skip


def _promises(held: Snapshot, day: date) -> Iterable[Plain]:
    for one in held.promises.values():
        told = promise(one, day)
        yield {
            "promise": one.key, "kind": one.kind.value, "number": one.number, "by": one.by, "minister": one.minister,
            "asks_nl": one.asks.nl, "asks_en": one.asks.en, "measures": list(one.measures), "on": day, **told["state"],
        }  # fmt: skip


def _sources(held: Snapshot) -> Iterable[Plain]:
    for one in held.sources.values():
        yield {"source": one.key, "title": one.title, "reference": one.reference, "date": one.dated, "note": one.note,
               "url": one.url, "steps": one.used}  # fmt: skip
