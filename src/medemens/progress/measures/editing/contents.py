"""From what an editor or a party filled in to a change, written as in a file of the monitor. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from medemens.progress.measures.phases import PromiseStep
from medemens.progress.measures.queries import whole
from medemens.progress.measures.queries.promises import PromiseLine
from medemens.progress.measures.queries.snapshot import Known, Pledge, Snapshot
from medemens.progress.measures.queries.status import Step

Plain = dict[str, Any]
BOTH = ("title", "recommended", "form", "aim", "note")
"""Fields of a measure that are texts in two languages."""


def key_of(text: str, there: Iterable[str], most: int = 50) -> str:
    """A key made of a text, that is not there yet."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].strip("-") or "new"
    taken, key, number = set(there), stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def sourced(held: Snapshot, given: Mapping[str, Any]) -> tuple[str, Plain]:
    """The key of the source that was chosen; of one that is new, also its entry."""
    if given.get("source"):
        return str(given["source"]), {}
    key = key_of(given["new_reference"] or given["new_title"], held.sources)
    fresh = {"title": given["new_title"], "ref": given["new_reference"], "date": given["new_date"]}
    return key, {"sources": {key: fresh | ({"url": given["new_url"]} if given["new_url"] else {})}}


def step(held: Snapshot, of: Known, given: Mapping[str, Any], wrong: Step | None = None) -> Plain:
    """A step of a measure; `wrong` is the one in whose place it comes."""
    source, content = sourced(held, given)
    planned = given["what"] == "announced"
    before = whole.step(wrong) if wrong else {}
    made: Plain = {
        "phase": given["phase"],
        "planned": planned,
        "milestone": given["milestone"],
        "reversal": given["reversal"],
        "fact": {"nl": given["fact_nl"], "en": given["fact_en"]},
        "source": source,
    }
    made |= _when(before, "", given["target"] if planned else given["on"], given["about"])
    if planned:
        made |= _when(before, "announced", given["on"])
    made["id"] = wrong.key if wrong else _fresh_key(made, {each.key for each in of.steps})
    return content | {"measures": [{"id": of.code, "status": [made]}]}


def _when(before: Plain, name: str, typed: str, about: bool = False) -> Plain:
    """A day as it was typed; `about`: it stands for a period. The same day as before keeps how exactly it is known."""
    names = (name, f"{name}_precision") if name else ("date", "precision")
    exact = {4: "year", 7: "month"}.get(len(typed), "period" if about else "day")
    kept = before.get(names[1], "")
    if kept and before.get(names[0]) == typed and (kept == "period") == (exact == "period"):
        exact = kept
    return dict(zip(names, (typed, exact), strict=True))


def _fresh_key(made: Plain, there: set[str]) -> str:
    what = made.get("phase") or made.get("step")
    return key_of(f"{'plan-' if made.get('planned') else ''}{made['date']}-{what}".replace("_", "-"), there)


def annulled(of: Known, wrong: Step) -> Plain:
    """Nothing in the place of a step."""
    return {"measures": [{"id": of.code, "status": [whole.step(wrong) | {"annulled": True}]}]}


def line(held: Snapshot, of: Pledge, given: Mapping[str, Any], wrong: PromiseLine | None = None) -> Plain:
    """A step of a commitment or motion."""
    source, content = sourced(held, given)
    made: Plain = {
        "step": given["step"],
        "fact": {"nl": given["fact_nl"], "en": given["fact_en"]},
        "source": source,
        **_when(whole.line(wrong) if wrong else {}, "", given["on"], given["about"]),
    }
    if given["step"] == PromiseStep.PROMISED:
        made["target"] = given["target"]
    made["id"] = wrong.key if wrong else _fresh_key(made, {each.key for each in of.lines})
    return content | {"promises": [{"id": of.key, "steps": [made]}]}


def annulled_line(of: Pledge, wrong: PromiseLine) -> Plain:
    """Nothing in the place of a step of a commitment or motion."""
    return {"promises": [{"id": of.key, "steps": [whole.line(wrong) | {"annulled": True}]}]}


def measure(of: Known | None, code: str, given: Mapping[str, Any]) -> Plain:
    """What describes a measure: of one that is there, only what differs."""
    wanted: Plain = {
        name: given[name]
        for name in ("official_code", "theme", "advice_theme", "goal", "kind", "confidence", "responsible", "depends_on")
    }
    wanted |= {name: {"nl": given[f"{name}_nl"], "en": given[f"{name}_en"]} for name in BOTH}
    if of is not None:
        there = whole.described(of)
        wanted = {name: value for name, value in wanted.items() if _other(value, there[name])}
    return {"measures": [{"id": code, **wanted}]}


def _other(value: Any, there: Any) -> bool:
    return sorted(value) != sorted(there) if isinstance(value, list) else bool(value != there)


def practice(key: str, given: Mapping[str, Any]) -> Plain:
    """A good practice."""
    texts = {name: {"nl": given[f"{name}_nl"], "en": given[f"{name}_en"]} for name in PRACTICE_BOTH}
    evaluated = {"yes": "true", "no": "false"}.get(given["evaluated"], "")
    plain = {name: given[name] for name in ("theme", "who", "place", "since")}
    return {"practices": [{"id": key, **plain, **texts, "evaluated": evaluated, "measures": given["measures"]}]}


PRACTICE_BOTH = ("name", "problem", "approach", "cost", "effect")
"""Fields of a practice that are texts in two languages."""
