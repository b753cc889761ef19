"""The monitor as a workbook: a sheet for each section and for the steps of measures and promises, each cell a text.

Nothing in it is a formula: a text that a spreadsheet would take for one has an apostrophe before it. What comes in is read into
the same plain values as a file in YAML, and goes the same way from there.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from medemens.bulk import reading_xlsx
from medemens.bulk.schema import FileProblem
from medemens.bulk.writing import harmless
from medemens.law.money import Unreadable

MOST_UNPACKED, MOST_WORDS = 100, 40
"""Megabytes to which a workbook may unpack, and of them those that are kept in memory."""
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 30_000, 60, 30
START, OLD_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

_EVENT = ("id", "date", "precision")
_TOLD = ("fact.nl", "fact.en", "source", "annulled")
SHEETS: dict[str, tuple[str, ...]] = {
    "themes": ("id", "number", "nl", "en", "advice_theme", "confirmed"),
    "goals": ("id", "theme", "nl", "en", "confirmed"),
    "parties": ("name", "kind"),
    "sources": ("id", "title", "ref", "date", "note", "url"),
    "measures": (
        "id", "official_code", "theme", "advice_theme", "goal", "kind", "confidence", "title.nl", "title.en", "recommended.nl",
        "recommended.en", "form.nl", "form.en", "aim.nl", "aim.en", "note.nl", "note.en", "responsible", "depends_on",
        "related.norms", "related.registers", "related.case_types",
    ),
    "measure_steps": (
        "measure", *_EVENT, "phase", "planned", "announced", "announced_precision", "milestone", "reversal", *_TOLD,
    ),
    "promises": (
        "id", "kind", "number", "by", "minister", "made.nl", "made.en", "asks.nl", "asks.en", "note.nl", "note.en", "measures",
        "sources",
    ),
    "promise_steps": ("promise", *_EVENT, "step", "target", *_TOLD),
    "practices": (
        "id", "theme", "name.nl", "name.en", "who", "place", "since", "problem.nl", "problem.en", "approach.nl", "approach.en",
        "cost.nl", "cost.en", "effect.nl", "effect.en", "evaluated", "contact", "source", "measures",
    ),
}  # fmt: skip
"""The columns of each sheet; a dot stands before a part of a field."""

STEPS = {"measure_steps": ("measures", "measure", "status"), "promise_steps": ("promises", "promise", "steps")}
"""Of which section the rows of a sheet are steps, the column that says of which entry, and what the list is called there."""

LISTS = frozenset(
    {"responsible", "depends_on", "related.norms", "related.registers", "related.case_types", "measures", "sources"}
)
NOT_EMPTIED = frozenset(
    {"number", "advice_theme", "confirmed", "kind", "confidence", "precision", "phase", "planned", "announced", "step", "target",
     "announced_precision", "reversal", "annulled", "date"}
)  # fmt: skip
"""Columns in which an empty cell leaves what is there; of the others it makes the text or list empty."""

_TAKEN_FOR_FORMULA = re.compile(r"'*[=+\-@\t\r\n#]")


class BadWorkbook(ValueError):
    """It is no workbook that we take. `reason` is a key of `words.WORKBOOKS`; then sheet, row and column, as far as known."""

    def __init__(self, reason: str, sheet: str = "", row: int = 0, column: str = "") -> None:
        super().__init__(reason)
        self.reason, self.sheet, self.row, self.column = reason, sheet, row, column


@dataclass
class Places:
    """Where each entry and step stands: sheet and row, by the name that messages give it; and what is wrong with single cells."""

    entries: dict[str, tuple[str, int]] = field(default_factory=dict)
    steps: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    problems: list[BadWorkbook] = field(default_factory=list)
    owners: dict[str, dict[str, Any]] = field(default_factory=dict)


# Writing


def written(plain: dict[str, Any]) -> bytes:
    """The workbook of a monitor that is given as plain values (see `queries.whole`)."""
    book = Workbook(write_only=True)
    for name, columns in SHEETS.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "B2"
        for place, column in enumerate(columns):
            wide = 60 if "." in column or column in ("title", "fact") else 22
            sheet.column_dimensions[chr(ord("A") + place)].width = wide
        sheet.append([_cell(sheet, column, bold=True) for column in columns])
        for row in _rows(plain, name):
            sheet.append([_cell(sheet, text) for text in (_text(row, column) for column in columns)])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _rows(plain: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    if name in STEPS:
        section, owner, listed = STEPS[name]
        for entry in plain.get(section, []):
            yield from ({owner: entry["id"], **step} for step in entry.get(listed, []))
    elif name == "sources":
        yield from ({"id": key, **values} for key, values in plain.get(name, {}).items())
    else:
        yield from plain.get(name, [])


def _text(row: dict[str, Any], column: str) -> str:
    first, _dot, second = column.partition(".")
    value = row.get(first, "")
    if second:
        value = value.get(second, "") if isinstance(value, dict) else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)


def _cell(sheet: Any, text: str, *, bold: bool = False) -> WriteOnlyCell:
    """A cell that holds a text, whatever it looks like."""
    cell = WriteOnlyCell(sheet, value=guarded(text) or None)
    cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    return cell


def guarded(text: str) -> str:
    """A text so that no spreadsheet takes it for a formula or a mistake; `unguarded` gives it back."""
    return f"'{text}" if _TAKEN_FOR_FORMULA.match(text) else harmless(text)


def unguarded(text: str) -> str:
    """A text without the apostrophe that was put before it."""
    return text[1:] if text.startswith("'") and _TAKEN_FOR_FORMULA.match(text[1:]) else text


# Reading


def read(content: bytes) -> tuple[dict[str, Any], Places]:
    """A workbook as plain values, as a file in YAML gives them, and where everything stands.

    :raises BadWorkbook: it cannot be taken at all; what is wrong with single cells is in `Places.problems`
    """
    _outside(content)
    places, found = Places(), dict[str, Any]()
    try:
        book = reading_xlsx.opened(BytesIO(content), MOST_UNPACKED, MOST_WORDS)
    except FileProblem as wrong:
        raise BadWorkbook("too_large" if wrong.key == "too_large" else "broken") from None
    try:
        if len(book.sheetnames) > MOST_SHEETS:
            raise BadWorkbook("too_many")
        by_name = {str(name).strip().lower(): name for name in book.sheetnames}
        if not by_name.keys() & SHEETS.keys():
            raise BadWorkbook("no_sheets")
        places.problems += [BadWorkbook("unknown_sheet", name) for key, name in by_name.items() if key not in SHEETS]
        for name in SHEETS:
            if name in by_name:
                _sheet(book[by_name[name]], name, found, places)
    except FileProblem:
        raise BadWorkbook("broken") from None
    finally:
        book.close()
    return found, places


def _outside(content: bytes) -> None:
    """What can be seen without opening it."""
    if content.startswith(OLD_START):
        raise BadWorkbook("protected")
    if not content.startswith(START):
        raise BadWorkbook("broken")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = {part.filename.lower() for part in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError):
        raise BadWorkbook("broken") from None
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise BadWorkbook("macros")


def _sheet(sheet: Any, name: str, found: dict[str, Any], places: Places) -> None:
    sheet.reset_dimensions()
    columns: list[str] = []
    for number, row in reading_xlsx.numbered(sheet):
        if number > MOST_ROWS:
            raise BadWorkbook("too_many", name, number)
        cells = _cells(row, name, number, columns, places)
        if not any(cells):
            continue
        if not columns:
            columns = [each.strip().lower() for each in cells]
            _headings(columns, name, number)
            continue
        given = {column: text for column, text in zip(columns, cells, strict=False) if column}
        _place(given, name, number, found, places)


def _cells(row: Iterable[Any], name: str, number: int, columns: list[str], places: Places) -> list[str]:
    texts = []
    for place, cell in enumerate(row):
        if place >= MOST_COLUMNS:
            if cell.value is not None:
                raise BadWorkbook("too_many", name, number)
            continue
        value = reading_xlsx.value_of(cell)
        if isinstance(value, Unreadable):
            places.problems.append(BadWorkbook("formula", name, number, columns[place] if place < len(columns) else ""))
            value = None
        texts.append(_plain(value))
    return texts


def _plain(value: str | Decimal | date | None) -> str:
    """The text of a cell; a whole number without decimals, a day as 2026-07-31."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.to_integral_value() if value == value.to_integral_value() else value, "f")
    return value.isoformat() if isinstance(value, date) else unguarded(value)


def _headings(columns: list[str], name: str, number: int) -> None:
    first = STEPS[name][1] if name in STEPS else SHEETS[name][0]
    if first not in columns:
        raise BadWorkbook("no_heading", name, number, first)
    known = set(SHEETS[name])
    for column in columns:
        if column and column not in known:
            raise BadWorkbook("unknown_column", name, number, column)
        if column and columns.count(column) > 1:
            raise BadWorkbook("column_twice", name, number, column)


def _place(given: dict[str, str], name: str, number: int, found: dict[str, Any], places: Places) -> None:
    """Puts a row where it belongs in the plain values."""
    if name in STEPS:
        section, owner, listed = STEPS[name]
        key = given.pop(owner)
        entry = places.owners.get(f"{owner} {key}")
        if entry is None:
            entry = places.owners[f"{owner} {key}"] = {"id": key}
            found.setdefault(section, []).append(entry)
            places.entries.setdefault(f"{owner} {key}", (name, number))
        steps = entry.setdefault(listed, [])
        steps.append(_values(given))
        places.steps[f"{owner} {key}", f"{listed} {len(steps)}"] = (name, number)
        places.steps.setdefault((f"{owner} {key}", given.get("id", "")), (name, number))
        return
    entry, word = _values(given), {"parties": "party"}.get(name, name[:-1])
    key = entry.get(SHEETS[name][0], "")
    found.setdefault(name, []).append(entry)
    places.entries[f"{word} {len(found[name])}"] = (name, number)
    places.entries[f"{word} {key}"] = (name, number)
    places.owners.setdefault(f"{word} {key}", entry)


def _values(given: dict[str, str]) -> dict[str, Any]:
    """The fields of a row."""
    values: dict[str, Any] = {}
    for column, text in given.items():
        if not text and column in NOT_EMPTIED:
            continue
        first, _dot, second = column.partition(".")
        value: Any = [each.strip() for each in text.split(";") if each.strip()] if column in LISTS else text
        if not second:
            values[first] = value
        elif value or column not in LISTS:
            values.setdefault(first, {})[second] = value
        else:
            values.setdefault(first, {})
    return values
