"""The editors' work in words: what a change is, how far it is, its fields, and what is in the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from medemens.casework.actions.submissions import NotPossible
from medemens.common.questions import Text
from medemens.progress.measures import words
from medemens.progress.measures.actions.importing import Plan, Wanted, WantedStep
from medemens.progress.measures.editing.workbook import BadWorkbook, Places
from medemens.progress.measures.import_words import WHY
from medemens.progress.measures.phases import Phase, PromiseStep
from medemens.progress.measures.reading import Fault
from medemens.progress.measures.yaml_file import UnreadableYaml

MENU: Text = lazy("Monitor")
REPORTING_MENU: Text = lazy("Our progress")
"""What the menu of the workbench calls the pages of editors, and those of who reports for a party."""

KINDS: dict[str, Text] = {
    "step": lazy("New step"),
    "correction": lazy("Correction of a step"),
    "measure": lazy("What describes a measure"),
    "practice": lazy("Good practice"),
    "file": lazy("File of the monitor"),
    "report": lazy("Reported by a party"),
}
STATES: dict[str, Text] = {
    "draft": lazy("Draft"),
    "waiting": lazy("Waits for a colleague"),
    "published": lazy("Published: it is in the monitor"),
    "sent_back": lazy("Sent back"),
}
SENT_STATES: dict[str, Text] = {
    **STATES,
    "waiting": lazy("Waits for an editor"),
    "published": lazy("Published: it is in the directory"),
}
"""How far a practice is that was sent in: any editor judges it."""

DONE: dict[str, Text] = {
    "draft": lazy("It is a draft now. Nothing was changed in the monitor yet."),
    "waiting": lazy("It waits for a colleague now. Nothing was changed in the monitor yet."),
    "published": lazy("It was published. It is in the monitor now."),
    "sent_back": lazy("It was sent back. Nothing was changed in the monitor."),
    "thrown_away": lazy("The draft was thrown away."),
    "linked": lazy("The organisation reports for this party from now on."),
    "unlinked": lazy("The organisation does not report for this party any more."),
    "ended": lazy("The code does not work any more."),
    "practice_published": lazy("The practice is in the directory now."),
    "practice_sent_back": lazy("It does not come into the directory. The contact data were removed."),
    "practice_removed": lazy("The practice is out of the directory."),
    "contact_removed": lazy("The contact data were removed."),
}
"""What is told after a deed, by the word in the address."""

PROBLEMS: dict[str, tuple[str, Text]] = {
    "own": ("", lazy("Nobody publishes their own change. A colleague does so.")),
    "other": ("", lazy("This draft is of a colleague.")),
    "not_waiting": ("", lazy("Somebody was here before you: it does not wait any more.")),
    "changed": ("", lazy("The monitor changed since you opened this page. Look at the differences again.")),
    "nothing": ("", lazy("This is what stands in the monitor already, so there is nothing to change.")),
    "no_remark": ("remark", lazy("Write why it is sent back.")),
    "no_reason": ("reason", lazy("Write why.")),
    "there": ("", lazy("This is so already.")),
    "past": ("until", lazy("Choose today or a later day.")),
    "too_far": ("until", lazy("At most a year from now.")),
}
"""Field (empty: none of them) and words, by the key of `NotPossible`."""

WORKBOOKS: dict[str, Text] = {
    "broken": lazy("This is no workbook (XLSX), or it is damaged. Save it anew as XLSX."),
    "protected": lazy("The file has a password, or is an old Excel file (.xls). Save it without a password as XLSX."),
    "macros": lazy("There are macros in this workbook. They are not taken: save it as XLSX without macros."),
    "too_large": lazy("Unpacked, this workbook is far larger than a monitor can be. It was not opened."),
    "too_many": lazy("There are more sheets, rows or columns than a monitor can have."),
    "no_sheets": lazy("There is no sheet with a name that we know, such as measures or measure_steps."),
    "unknown_sheet": lazy("There is no such sheet in the monitor. Remove it, or give it the right name."),
    "no_heading": lazy("The first row must have the names of the columns, with this one among them."),
    "unknown_column": lazy("There is no such column."),
    "column_twice": lazy("This column stands there twice."),
    "formula": lazy("There is a formula in this cell. Write its value there."),
}

COLUMNS: dict[str, Text] = {
    "number": lazy("Number"), "name": lazy("Name"), "name_nl": lazy("Name (Dutch)"), "name_en": lazy("Name (English)"),
    "advice_theme": lazy("Theme in the advice"), "confirmed": lazy("Seen on the official site"), "theme": lazy("Theme"),
    "goal": lazy("Goal"), "kind": lazy("Kind"), "confidence": lazy("How sure"), "official_code": lazy("Official code"),
    "title": lazy("Title"), "title_nl": lazy("Title (Dutch)"), "title_en": lazy("Title (English)"),
    "recommended_nl": lazy("What was advised (Dutch)"), "recommended_en": lazy("What was advised (English)"),
    "form_nl": lazy("Form (Dutch)"), "form_en": lazy("Form (English)"), "aim_nl": lazy("Aim (Dutch)"),
    "aim_en": lazy("Aim (English)"), "note_nl": lazy("Note (Dutch)"), "note_en": lazy("Note (English)"), "note": lazy("Note"),
    "responsible": lazy("Responsible parties"), "depends_on": lazy("Depends on"),
    "related": lazy("Norms, registers and cases of this system"), "reference": lazy("Reference of the source"),
    "dated": lazy("Date of the source"),
    "url": lazy("Web address"), "by": lazy("By"), "minister": lazy("Minister"), "made_words_nl": lazy("When (Dutch)"),
    "made_words_en": lazy("When (English)"), "asks_nl": lazy("What it asks (Dutch)"), "asks_en": lazy("What it asks (English)"),
    "measures": lazy("Measures"), "sources": lazy("Sources"), "source": lazy("Source"), "who": lazy("Who"),
    "place": lazy("Where"),
    "since": lazy("Since"), "problem_nl": lazy("Problem (Dutch)"), "problem_en": lazy("Problem (English)"),
    "approach_nl": lazy("Approach (Dutch)"), "approach_en": lazy("Approach (English)"), "cost_nl": lazy("Cost (Dutch)"),
    "cost_en": lazy("Cost (English)"), "effect_nl": lazy("Effect (Dutch)"), "effect_en": lazy("Effect (English)"),
    "evaluated": lazy("Evaluated"), "contact": lazy("Contact"), "on": lazy("Day"),
    "precision": lazy("How exactly the day is known"),
    "target": lazy("For which day"), "target_precision": lazy("How exactly that day is known"), "fact_nl": lazy("Fact (Dutch)"),
    "fact_en": lazy("Fact (English)"), "annulled": lazy("Annulled"), "phase": lazy("Phase"), "planned": lazy("Only announced"),
    "milestone": lazy("Milestone"), "reversal": lazy("A choice was turned around"), "step": lazy("Step"),
}  # fmt: skip
"""The columns of the monitor, as they are called in differences."""

SECTIONS: dict[str, Text] = {
    "themes": lazy("Theme"), "goals": lazy("Goal"), "parties": lazy("Party"), "sources": lazy("Source"),
    "measures": lazy("Measure"), "promises": lazy("Commitment or motion"), "practices": lazy("Good practice"),
}  # fmt: skip
QUIET = {"", None, False}
"""What is not told of a new entry or step: that a column is empty."""


def tell(form: forms.Form, refused: NotPossible) -> None:
    """Puts a problem beside the field that it is about."""
    field, said = PROBLEMS.get(refused.key, ("", _("This is not possible now.")))
    form.add_error(field if field in form.fields else None, str(said))


def told(fault: Fault, places: Places | None = None) -> str:
    """What is wrong, and where: in a workbook by sheet, row and column, else by entry and field."""
    why = _(WHY[fault.reason])
    if places is not None and (place := _placed(fault, places)):
        return _("Sheet %(sheet)s, row %(row)d, column %(column)s: %(why)s") % {**place, "why": why}
    return f"{fault.entry}, {fault.field}: {why}" if fault.field else f"{fault.entry}: {why}"


def _placed(fault: Fault, places: Places) -> dict[str, Any] | None:
    first, comma, column = fault.field.rpartition(", ")
    found = places.steps.get((fault.entry, first or fault.field))
    if found is None:
        found, column = places.entries.get(fault.entry), column if comma else fault.field
    return {"sheet": found[0], "row": found[1], "column": column or "–"} if found else None


def told_workbook(wrong: BadWorkbook) -> str:
    """What is wrong with a workbook, and where."""
    where = []
    if wrong.sheet:
        where.append(_("sheet %(name)s") % {"name": wrong.sheet[:40]})
    if wrong.row:
        where.append(_("row %(number)d") % {"number": wrong.row})
    if wrong.column:
        where.append(_("column %(name)s") % {"name": wrong.column[:40]})
    why, place = str(WORKBOOKS[wrong.reason]), ", ".join(where)
    return f"{place[:1].upper()}{place[1:]}: {why}" if place else why


def told_yaml(wrong: UnreadableYaml) -> str:
    """What is wrong with a file in YAML, and on which line."""
    why = _(WHY[wrong.reason])
    return _("Line %(number)d: %(why)s") % {"number": wrong.line, "why": why} if wrong.line else f"{why[:1].upper()}{why[1:]}."


def differences(plan: Plan) -> list[dict[str, Any]]:
    """What a plan would write, entry by entry, to be shown."""
    return [_entry(each) for each in plan.wanted]


def _entry(each: Wanted) -> dict[str, Any]:
    lines = [_line(name, before, after) for name, (before, after) in each.changes.items() if not each.new or after not in QUIET]
    if each.new:
        lines = [line for line in lines if line["after"]]
    return {
        "section": SECTIONS[each.section],
        "key": each.key,
        "new": each.new,
        "lines": lines,
        "steps": [_step(one) for one in each.steps],
    }


def _step(one: WantedStep) -> dict[str, Any]:
    changes = one.changes if one.corrects is not None else {name: (None, value) for name, value in one.values.items()}
    lines = [_line(name, before, after) for name, (before, after) in changes.items()]
    return {
        "key": one.key,
        "corrects": one.corrects is not None,
        "annulled": bool(one.values.get("annulled")),
        "planned": bool(one.values.get("planned")),
        "lines": lines if one.corrects is not None else [line for line in lines if line["after"]],
    }


def _line(name: str, before: Any, after: Any) -> dict[str, Any]:
    return {"name": COLUMNS.get(name, name), "before": _shown(name, before), "after": _shown(name, after)}


def _shown(name: str, value: Any) -> str:
    """A value of a column, to read."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {', '.join(listed)}" for key, listed in value.items())
    if name == "phase":
        return str(words.PHASES[Phase(value)])
    if name == "step":
        return str(words.PROMISE_STEPS[PromiseStep(value)])
    if name.endswith("precision"):
        return str(PRECISIONS.get(str(value), value)) if value != "day" else ""
    return str(value)


PRECISIONS: dict[str, Text] = {
    "day": lazy("to the day"),
    "month": lazy("to the month"),
    "year": lazy("to the year"),
    "period": lazy("about"),
}
