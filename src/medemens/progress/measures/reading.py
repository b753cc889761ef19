"""A file of the monitor, looked at entry by entry and field by field: what can be taken, and what is wrong where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from medemens.progress.measures.fields import MOST_KEY, SECTIONS, BadField, Field, Section, Values, day
from medemens.progress.measures.phases import Precision

STEPS = {"measures": "status", "promises": "steps"}
"""What the list of steps is called in each section."""

LEANS_ON: dict[str, dict[str, str]] = {
    "goals": {"theme": "themes"},
    "measures": {"theme": "themes", "goal": "goals", "depends_on": "measures"},
    "promises": {"measures": "measures", "sources": "sources"},
    "practices": {"theme": "themes", "source": "sources", "measures": "measures"},
}
"""Columns that hold keys of other sections."""

_KEY = re.compile(r"[\w .,'()&/+-]+")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
ENTRY = {section.name: section.entry for section in SECTIONS}
"""What an entry of each section is called in messages."""

NOT_ENTRIES = {"format", "meta", "gaps"}


@dataclass(frozen=True)
class Fault:
    """What is wrong: in which entry, in which field, and why (a key of `import_words.WHY`)."""

    entry: str
    field: str
    reason: str


@dataclass(frozen=True)
class GivenStep:
    """A step of a file by its lasting name, with the columns that it gives."""

    key: str
    values: Values


@dataclass
class Entry:
    """An entry of a file, with the columns that it gives."""

    section: str
    key: str
    values: Values
    steps: list[GivenStep] = field(default_factory=list)


@dataclass
class Given:
    """All that a file gives. What has a fault is not among the entries and steps."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class There:
    """What the monitor has already: the keys of each section, and the dates of its sources as words."""

    keys: Mapping[str, frozenset[str]]
    dated: Mapping[str, str]


def read(plain: Any, there: There) -> Given:
    """Looks at a whole file."""
    given = Given()
    if not isinstance(plain, dict):
        given.faults.append(Fault("file", "", "no_sections"))
        return given
    known = {section.name for section in SECTIONS} | NOT_ENTRIES
    given.faults += [Fault("file", str(name)[:40], "unknown_section") for name in plain if name not in known]
    for section in SECTIONS:
        _section(section, plain.get(section.name) or [], given)
    _sources_of_steps(given, there)
    _leaning(given, there)
    return given


def _section(section: Section, listed: Any, given: Given) -> None:
    if isinstance(listed, dict):  # sources stand by their key
        listed = [{section.key: key, **values} if isinstance(values, dict) else values for key, values in listed.items()]
    if not isinstance(listed, list):
        given.faults.append(Fault("file", section.name, "list"))
        return
    seen = set()
    for place, each in enumerate(listed, 1):
        entry = _entry(section, each, f"{section.entry} {place}", given.faults)
        if entry is None:
            continue
        if entry.key in seen:
            given.faults.append(Fault(f"{section.entry} {entry.key}", section.key, "twice"))
            continue
        seen.add(entry.key)
        given.entries.append(entry)


def _entry(section: Section, each: Any, where: str, faults: list[Fault]) -> Entry | None:
    if not isinstance(each, dict):
        faults.append(Fault(where, "", "no_fields"))
        return None
    key = each.get(section.key)
    shape = _CODE if section.name in ("measures", "promises", "practices") else _KEY
    if not isinstance(key, str) or not shape.fullmatch(key) or len(key) > MOST_KEY[section.name]:
        faults.append(Fault(where, section.key, "key"))
        return None
    where = f"{section.entry} {key}"
    steps_name = STEPS.get(section.name)
    known = {one.name for one in section.fields} | section.derived | {section.key, steps_name}
    found = [Fault(where, str(name)[:40], "unknown_field") for name in each if name not in known]
    values = _columns(section.fields, each, where, "", found)
    faults += found
    if any(fault.reason != "unknown_field" for fault in found):
        return None
    entry = Entry(section.name, key, values)
    if steps_name:
        _steps(section, each.get(steps_name) or [], entry, where, steps_name, faults)
    return entry


def _columns(fields: tuple[Field, ...], each: Mapping[str, Any], where: str, before: str, faults: list[Fault]) -> Values:
    """What the fields give; `before` is what stands in front of their names in messages."""
    values: Values = {}
    for one in fields:
        if one.name not in each:
            continue
        try:
            if one.needed and each[one.name] in ("", None):
                raise BadField("missing")
            values |= {column: value for column, value in one.read(each[one.name]).items() if column not in values or value}
        except BadField as wrong:
            faults.append(Fault(where, f"{before}{one.name}", wrong.reason))
    return values


def _steps(section: Section, listed: Any, entry: Entry, where: str, name: str, faults: list[Fault]) -> None:
    if not isinstance(listed, list):
        faults.append(Fault(where, name, "list"))
        return
    known, seen = {one.name for one in section.steps} | {"recorded_at"}, set()
    for place, each in enumerate(listed, 1):
        before = f"{name} {place}, "
        if not isinstance(each, dict):
            faults.append(Fault(where, f"{name} {place}", "no_fields"))
            continue
        found = [Fault(where, before + str(one)[:40], "unknown_field") for one in each if one not in known]
        found += [Fault(where, before + one.name, "missing") for one in section.steps if one.needed and one.name not in each]
        values = _columns(section.steps, each, where, before, found)
        faults += found
        if any(fault.reason != "unknown_field" for fault in found):
            continue
        key = values.pop("key", "") or _lasting_name(values)
        if not _CODE.fullmatch(key):
            faults.append(Fault(where, f"{before}id", "key"))
        elif key in seen:
            faults.append(Fault(where, f"{before}id", "twice_step"))
        else:
            seen.add(key)
            entry.steps.append(GivenStep(key, values))


def _lasting_name(values: Values) -> str:
    """The name of a step that was given none: its day and what it is."""
    what = values.get("phase") or values.get("step") or ""
    plan, milestone = ("plan-" if values.get("planned") else ""), values.get("milestone") or ""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", f"{plan}{values['date']}-{what}" + (f"-{milestone}" if milestone else ""))[:60]


def _sources_of_steps(given: Given, there: There) -> None:
    """A step needs a source that is known; and one that was planned the day on which it was announced, or that of its source."""
    dated = {**there.dated, **{each.key: each.values.get("dated", "") for each in given.entries if each.section == "sources"}}
    for entry in given.entries:
        kept = []
        for step in entry.steps:
            reason = ("source", "unknown_key") if step.values["source"] not in dated else None
            if reason is None and entry.section == "measures":
                reason = _placed(step.values, dated[step.values["source"]])
            elif reason is None:
                step.values["on"] = step.values.pop("date")
            if reason is None:
                kept.append(step)
            else:
                given.faults.append(Fault(f"{ENTRY[entry.section]} {entry.key}", f"{step.key}, {reason[0]}", reason[1]))
        entry.steps[:] = kept


def _placed(values: Values, dated: str) -> tuple[str, str] | None:
    """Puts the days of a step of a measure in their columns: when it happened or was announced, and for when."""
    when, exact = values.pop("date"), values.pop("precision", Precision.DAY.value)
    announced, announced_exact = values.pop("announced", None), values.pop("announced_precision", Precision.DAY.value)
    if not values.get("planned"):
        values |= {"on": when, "precision": exact, "planned": False, "target": None, "target_precision": ""}
        return ("announced", "only_planned") if announced else None
    if announced is None:
        found = _day_of(dated)
        if found is None:
            return ("announced", "announced")
        announced, announced_exact = found
    values |= {"on": announced, "precision": announced_exact, "target": when, "target_precision": exact}
    return None


def _day_of(dated: str) -> tuple[date, str] | None:
    try:
        found = day("on", "precision")(dated)
    except BadField:
        return None
    return found["on"], found.get("precision", Precision.DAY.value)


def _leaning(given: Given, there: There) -> None:
    """Leaves out entries that lean on one that is nowhere."""
    left_out = True
    while left_out:
        keys = {name: set(there.keys.get(name, ())) for name in MOST_KEY}
        for entry in given.entries:
            keys[entry.section].add(entry.key)
        left_out = False
        for entry in list(given.entries):
            for column, section in LEANS_ON.get(entry.section, {}).items():
                named = entry.values.get(column) or []
                missing = [key for key in ([named] if isinstance(named, str) else named) if key not in keys[section]]
                if missing:
                    given.faults.append(Fault(f"{ENTRY[entry.section]} {entry.key}", column, "unknown_key"))
                    given.entries.remove(entry)
                    left_out = True
                    break
