"""A payroll file of any format into typed Parquet in the units of the rules; what cannot be read is listed, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path

import pyarrow as arrow
import pyarrow.parquet as parquet

from medemens.bulk import reading_csv, reading_parquet, reading_xlsx
from medemens.bulk.reading_xlsx import Cell
from medemens.bulk.schema import FileProblem, Heading, Ignored, heading_row, shortened
from medemens.bulk.watch import Watch
from medemens.law.calendar import read_day
from medemens.law.expression import Value
from medemens.law.facts import FACTS
from medemens.law.money import Unreadable, cents, read_hundredths

HEADING_WITHIN = 20
ROWS_AT_A_TIME = 20_000
MOST = 10**12
"""No number of a payroll line is larger; what is larger is a reading error and would not fit the tables."""

KINDS = {fact.name: fact.kind for fact in FACTS}
TYPES = {
    "text": arrow.string(),
    "day": arrow.date32(),
    "truth": arrow.bool_(),
    "cents": arrow.int64(),
    "hundredths": arrow.int64(),
    "count": arrow.int64(),
}
PROBLEM = arrow.schema(
    [("line", arrow.int64()), ("column", arrow.string()), ("shown", arrow.string()), ("because", arrow.string())]
)
"""A cell that cannot be read: its row, its column, its text shortened, and a key of `facts.REASONS`."""
YES = frozenset(("yes", "ja", "true", "1", "y", "j", "waar"))
NO = frozenset(("no", "nee", "false", "0", "n", "onwaar"))


class RowsLost(RuntimeError):
    """A row of the file is neither typed nor listed: a fault of ours, after which no result may be given."""


@dataclass(frozen=True)
class ReadingReport:
    """How many rows below the heading there were and how many were typed; `problems` is a Parquet file of PROBLEM."""

    rows_given: int
    rows_typed: int
    rows_with_problems: int
    problems: Path
    ignored: tuple[Ignored, ...]


def read(source: Path, typed: Path, watch: Watch) -> ReadingReport:
    """Types the file into `typed`, and lists its unreadable cells in `<typed>.problems`.

    :raises FileProblem: the file as a whole cannot be read
    :raises Stopped: on request
    """
    problems = typed.with_name(f"{typed.name}.problems")
    with source.open("rb") as file:
        start, end = file.read(8), file.seek(0, 2)
    if end == 0:
        raise FileProblem("empty")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileProblem("protected")
    if start.startswith(b"PAR1"):
        counts, ignored = reading_parquet.read(source, typed, problems, watch)
    else:
        module = reading_xlsx if start.startswith(b"PK\x03\x04") else reading_csv
        counts, ignored = _read_rows(iter(module.rows(source)), module is reading_csv, typed, problems, watch)
    report = ReadingReport(*counts, problems, ignored)
    if report.rows_given == 0:
        raise FileProblem("no_rows")
    if report.rows_given != report.rows_typed + report.rows_with_problems:
        raise RowsLost(f"{report.rows_given} rows given, {report.rows_typed} typed, {report.rows_with_problems} listed")
    return report


def _read_rows(
    rows: Iterator[tuple[int, Sequence[Cell]]], exact: bool, typed: Path, problems: Path, watch: Watch
) -> tuple[tuple[int, int, int], tuple[Ignored, ...]]:
    """:param exact: whether a row with fewer cells than the heading is a problem"""
    heading, rows = _find_heading(rows)
    names = [name for name in heading.names if name]
    schema = arrow.schema([("line", arrow.int64()), *((name, TYPES[KINDS[name]]) for name in names)])
    given = good = 0
    with parquet.ParquetWriter(typed, schema) as typed_file, parquet.ParquetWriter(problems, PROBLEM) as problem_file:
        while part := list(islice(rows, ROWS_AT_A_TIME)):
            watch.step("reading", 0)
            columns, found = _typed(heading, part, exact)
            typed_file.write_table(arrow.table(columns, schema=schema))
            problem_file.write_table(arrow.Table.from_pylist(found, schema=PROBLEM))
            given += len(part)
            good += len(columns["line"])
            bad = {problem["line"] for problem in found}
            if len(part) != len(columns["line"]) + len(bad):
                raise RowsLost(f"rows {part[0][0]} to {part[-1][0]}")
    return (given, good, given - good), heading.ignored


def _find_heading(
    rows: Iterator[tuple[int, Sequence[Cell]]],
) -> tuple[Heading, Iterator[tuple[int, Sequence[Cell]]]]:
    """The heading and the rows below it; titles above are skipped."""
    first = list(islice(rows, HEADING_WITHIN))
    if not first:
        raise FileProblem("empty")
    place = heading_row([[_text(cell) or "" for cell in cells] for _, cells in first])
    if place is None:
        required = ", ".join(fact.name for fact in FACTS if fact.required)
        raise FileProblem("no_heading", rows=HEADING_WITHIN, columns=required)
    cells = [_text(cell) or "" for cell in first[place][1]]
    while cells and not cells[-1]:
        cells.pop()
    return Heading.read(cells), chain(first[place + 1 :], rows)


def _typed(
    heading: Heading, rows: Sequence[tuple[int, Sequence[Cell]]], exact: bool
) -> tuple[dict[str, list[Value]], list[dict[str, str | int]]]:
    """The columns of the rows that can be read, and the cells that cannot."""
    width = len(heading.names)
    found: list[dict[str, str | int]] = []
    fitting: list[tuple[int, Sequence[Cell]]] = []
    for line, cells in rows:
        if any(cell is not None and cell != "" for cell in cells[width:]):
            found.append(_problem(line, "", _text(cells[width]), "too_many_columns"))
        elif exact and len(cells) < width:
            found.append(_problem(line, "", None, "too_few_columns"))
        else:
            fitting.append((line, [*cells[:width], *[None] * (width - len(cells))]))
    columns: dict[str, list[Value]] = {"line": [line for line, _ in fitting]}
    bad: set[int] = set()
    for place, name in enumerate(heading.names):
        if name:
            values = [cells[place] for _, cells in fitting]
            meanings = {cell: _meaning(KINDS[name], cell) for cell in set(values)}
            columns[name] = []
            for (line, _), cell in zip(fitting, values, strict=True):
                meaning = meanings[cell]
                if isinstance(meaning, Unreadable):
                    found.append(_problem(line, name, meaning.text, meaning.reason))
                    bad.add(line)
                    meaning = None
                columns[name].append(meaning)
    if bad:
        kept = [line not in bad for line, _ in fitting]
        columns = {name: _chosen(values, kept) for name, values in columns.items()}
    return columns, found


def _chosen(values: Iterable[Value], kept: Iterable[bool]) -> list[Value]:
    return [value for value, keep in zip(values, kept, strict=True) if keep]


def _problem(line: int, column: str, shown: str | None, because: str) -> dict[str, str | int]:
    return {"line": line, "column": column, "shown": shortened(shown or ""), "because": because}


def _meaning(kind: str, cell: Cell) -> Value | Unreadable:
    """What a cell says, in the unit of the rules; None when it is empty."""
    if isinstance(cell, Unreadable):
        return cell
    if cell is None or cell == "" or (isinstance(cell, str) and not cell.strip()):
        return None
    try:
        return _READERS[kind](cell)
    except Unreadable as unreadable:
        return unreadable


def _text(cell: Cell) -> str | None:
    """A cell as text; whole numbers without decimals, as the spreadsheet shows them."""
    if cell is None:
        return None
    if isinstance(cell, Unreadable):
        return cell.text
    if isinstance(cell, Decimal):
        return format(cell.to_integral_value() if cell == cell.to_integral_value() else cell, "f")
    return str(cell).strip()


def _read_day(cell: Cell) -> date:
    if isinstance(cell, date):
        return cell
    if isinstance(cell, Decimal):
        raise Unreadable("not_a_date", str(cell))
    return read_day(_text(cell) or "")


def _read_truth(cell: Cell) -> bool:
    word = (_text(cell) or "").casefold()
    if word not in YES | NO:
        raise Unreadable("not_yes_or_no", word)
    return word in YES


def _read_hundredths(cell: Cell) -> int:
    text = _text(cell) or ""
    if isinstance(cell, Decimal):
        if not cell.is_finite():
            raise Unreadable("not_a_number", text)
        if cell < 0:
            raise Unreadable("negative", text)
        number = cents(cell)
    else:
        number = read_hundredths(text)
    if number > MOST:
        raise Unreadable("not_a_number", text)
    return number


def _read_count(cell: Cell) -> int:
    number = _read_hundredths(cell)
    if number % 100:
        raise Unreadable("not_a_number", _text(cell) or "")
    return number // 100


_READERS = {
    "text": _text,
    "day": _read_day,
    "truth": _read_truth,
    "cents": _read_hundredths,
    "hundredths": _read_hundredths,
    "count": _read_count,
}
