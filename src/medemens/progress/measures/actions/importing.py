"""A file into the monitor: differences are shown first; what is there already is left alone; no step is ever overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from medemens.casework import audit
from medemens.common.staff import StaffMember
from medemens.progress.measures.fields import SECTIONS, Values
from medemens.progress.measures.models import (
    Edition,
    Goal,
    Measure,
    Party,
    Practice,
    Promise,
    PromiseEvent,
    Source,
    StatusEvent,
    Theme,
)
from medemens.progress.measures.phases import PartyKind, Precision
from medemens.progress.measures.reading import ENTRY, Entry, Fault, Given, GivenStep, There, read
from medemens.progress.measures.sources import address

MODELS: dict[str, type[Any]] = {
    "themes": Theme, "goals": Goal, "parties": Party, "sources": Source, "measures": Measure, "promises": Promise,
    "practices": Practice,
}  # fmt: skip
KEYS = {"parties": "name", "measures": "code"}
EVENTS: dict[str, tuple[type[Any], str]] = {"measures": (StatusEvent, "measure"), "promises": (PromiseEvent, "promise")}
POINTS = {"theme": "themes", "goal": "goals", "source": "sources"}
LISTS = {"responsible": "parties", "depends_on": "measures", "measures": "measures", "sources": "sources"}
NEEDED = {section.name: [one.name for one in section.fields if one.needed] for section in SECTIONS}
EVENT_COLUMNS = {
    "measures": ("on", "precision", "target", "target_precision", "fact_nl", "fact_en", "source", "annulled", "phase", "planned",
                 "milestone", "reversal"),
    "promises": ("on", "precision", "target", "target_precision", "fact_nl", "fact_en", "source", "annulled", "step"),
}  # fmt: skip
BLANK: Values = {
    "precision": Precision.DAY.value, "target": None, "target_precision": "", "fact_nl": "", "fact_en": "", "annulled": False,
    "planned": False, "milestone": "", "reversal": False,
}  # fmt: skip


@dataclass(frozen=True)
class WantedStep:
    """A step to record. `corrects`: the number of the event in whose place it comes, if any; `before`: what stood there."""

    key: str
    values: Values
    corrects: int | None = None
    before: Values = field(default_factory=dict)

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """By column: what stands there, and what comes."""
        return {name: (self.before[name], value) for name, value in self.values.items() if self.before.get(name) != value}


@dataclass
class Wanted:
    """An entry of the file that differs. `changes`: columns, what is there and what comes."""

    section: str
    key: str
    new: bool
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    steps: list[WantedStep] = field(default_factory=list)


@dataclass
class Plan:
    """What an import would do. `there`: steps that stand in the monitor just so. `left`: steps that the file does not name."""

    wanted: list[Wanted] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    there: int = 0
    left: int = 0

    @property
    def changes(self) -> int:
        """How many entries and steps would be written."""
        return sum(bool(each.new or each.changes) + len(each.steps) for each in self.wanted)


def plan(plain: Any) -> Plan:
    """Holds a file against the monitor; nothing is changed."""
    had = {name: _rows(name) for name in MODELS}
    there = There(
        {name: frozenset(rows) for name, rows in had.items()}, {key: row["dated"] for key, row in had["sources"].items()}
    )
    given = read(plain, there)
    made = Plan(faults=given.faults)
    heads = {name: _heads(name) for name in EVENTS}
    for entry in _with_parties(given, had):
        wanted = _compared(entry, had[entry.section].get(entry.key), made)
        if wanted is None:
            continue
        if entry.section in EVENTS:
            _compare_steps(entry, heads[entry.section].get(entry.key, {}), wanted, made)
        if wanted.new or wanted.changes or wanted.steps:
            made.wanted.append(wanted)
    return made


def _with_parties(given: Given, had: dict[str, dict[str, Values]]) -> Iterator[Entry]:
    """The entries in order; a party that is named but not described comes in as one of which the kind is not known."""
    known = set(had["parties"]) | {each.key for each in given.entries if each.section == "parties"}
    for entry in given.entries:
        for name in entry.values.get("responsible", ()):
            if name not in known:
                known.add(name)
                yield Entry("parties", name, {"kind": PartyKind.OTHER.value})
        yield entry


def _rows(section: str) -> dict[str, Values]:
    """All entries of a section as a file gives them."""
    model, key = MODELS[section], KEYS.get(section, "key")
    points = {each.name for each in model._meta.concrete_fields if isinstance(each, models.ForeignKey)}
    lists = [each.name for each in model._meta.many_to_many]
    found = {}
    for row in model.objects.select_related(*points).prefetch_related(*lists).order_by("pk"):
        values = {each.name: getattr(row, each.name) for each in model._meta.concrete_fields if each.name not in points}
        values |= {name: _key(getattr(row, name)) for name in points}
        values |= {name: [_key(each) for each in getattr(row, name).all()] for name in lists}
        found[values[key]] = values
    return found


def _key(row: Any) -> str:
    return "" if row is None else str(row)  # each of these tables shows its key


def _compared(entry: Entry, there: Values | None, made: Plan) -> Wanted | None:
    if entry.section == "sources":
        entry.values.setdefault("url", (there or {}).get("url") or address(entry.values.get("reference", "")))
        if entry.values["url"] and not entry.values["url"].startswith("https://"):
            made.faults.append(Fault(f"source {entry.key}", "url", "address"))
            return None
    if there is None:
        lacking = [name for name in NEEDED[entry.section] if not _gives(entry, name)]
        made.faults += [Fault(f"{ENTRY[entry.section]} {entry.key}", name, "not_new") for name in lacking]
        changes = {name: (None, value) for name, value in entry.values.items()}
        return None if lacking else Wanted(entry.section, entry.key, True, changes)
    changes = {
        name: (there[name], value) for name, value in entry.values.items() if _comparable(there[name]) != _comparable(value)
    }
    return Wanted(entry.section, entry.key, False, changes)


def _gives(entry: Entry, name: str) -> bool:
    columns = (name, f"{name}_nl", f"{name}_en", f"name_{name}")
    return any(entry.values.get(column) not in (None, "") for column in columns)


def _comparable(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value


def _heads(section: str) -> dict[str, dict[str, tuple[int, Values]]]:
    """By entry and name of the step: the event that stands there last, with its columns."""
    model, owner = EVENTS[section]
    rows = model.objects.filter(corrected_by=None).select_related("source", owner).order_by("pk")
    found: dict[str, dict[str, tuple[int, Values]]] = {}
    for row in rows:
        values = {name: getattr(row, name) for name in EVENT_COLUMNS[section]} | {"source": row.source.key}
        found.setdefault(str(getattr(row, owner)), {})[row.key] = (row.pk, values)
    return found


def _compare_steps(entry: Entry, heads: dict[str, tuple[int, Values]], wanted: Wanted, made: Plan) -> None:
    for step in entry.steps:
        number, there = heads.get(step.key, (None, {}))
        values = _whole(step, there, EVENT_COLUMNS[entry.section])
        if number is None and values["annulled"]:
            continue  # it never stood there
        if values == there or (there.get("annulled") and values["annulled"]):
            made.there += 1
        else:
            wanted.steps.append(WantedStep(step.key, values, number, there))
    named = {step.key for step in entry.steps}
    made.left += sum(key not in named and not there["annulled"] for key, (_number, there) in heads.items())


def _whole(step: GivenStep, there: Values, columns: Iterable[str]) -> Values:
    """All columns of a step: what the file does not give stays, but for words that translate a text which is another now."""
    values = {name: step.values.get(name, there.get(name, BLANK.get(name))) for name in columns}
    for code, other in (("nl", "en"), ("en", "nl")):
        if f"fact_{code}" not in step.values and there and there[f"fact_{other}"] != values[f"fact_{other}"]:
            values[f"fact_{code}"] = ""
    return values


@transaction.atomic
def take(plan: Plan, *, by: StaffMember | None, now: datetime, deed: str = "import") -> int:
    """Writes what the plan says, as a whole; how many entries and steps were written. `deed` is a word for the edition."""
    if not plan.changes:
        return 0
    found = {name: {_key(row): row for row in model.objects.all()} for name, model in MODELS.items()}
    lists: list[tuple[Any, dict[str, list[str]]]] = []
    for each in plan.wanted:
        row, joined = _written(each, found, now)
        found[each.section][each.key] = row
        lists.append((row, joined))
    for row, joined in lists:
        for name, keys in joined.items():
            getattr(row, name).set([found[LISTS[name]][key] for key in keys])
    for each in plan.wanted:
        _record(each, found, by, now)
    Edition.objects.create(recorded_at=now, recorded_by=by, deed=deed, changes=plan.changes)
    corrections = sum(step.corrects is not None for each in plan.wanted for step in each.steps)
    audit.record("measures.imported", now=now, by=by, actor="" if by else "system", changes=plan.changes, corrections=corrections)
    return plan.changes


def _written(wanted: Wanted, found: dict[str, dict[str, Any]], now: datetime) -> tuple[Any, dict[str, list[str]]]:
    """The row of an entry, written; and its lists of others, which may have yet to come."""
    model = MODELS[wanted.section]
    values = {name: value for name, (_before, value) in wanted.changes.items()}
    joined = {name: values.pop(name) for name in list(values) if name in LISTS}
    for name in values.keys() & POINTS.keys():
        values[name] = found[POINTS[name]].get(values[name])
    if wanted.new:
        values |= {KEYS.get(wanted.section, "key"): wanted.key}
        if hasattr(model, "recorded_at"):
            values |= {"recorded_at": now, "changed_at": now}
        return model.objects.create(**values), joined
    row = found[wanted.section][wanted.key]
    if wanted.changes:
        for name, value in values.items():
            setattr(row, name, value)
        if hasattr(model, "changed_at"):
            row.changed_at = now
        model.objects.bulk_update([row], [each.name for each in model._meta.concrete_fields if not each.primary_key])
    return row, joined


def _record(wanted: Wanted, found: dict[str, dict[str, Any]], by: StaffMember | None, now: datetime) -> None:
    """The steps of an entry, each as an event of its own."""
    if not wanted.steps:
        return
    model, owner = EVENTS[wanted.section]
    of = found[wanted.section][wanted.key]
    model.objects.bulk_create(
        model(
            **{owner: of, "key": step.key, "recorded_at": now, "recorded_by": by, "corrects_id": step.corrects},
            **(step.values | {"source": found["sources"][step.values["source"]]}),
        )
        for step in wanted.steps
    )
