"""Results for people: the tables of a check as CSV files and as one XLSX workbook, in euros, hours and words."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as parquet
from openpyxl import Workbook

from medemens.bulk.engine import RESULTS
from medemens.bulk.watch import Watch
from medemens.law.expression import Value
from medemens.law.facts import REASONS
from medemens.law.finding import Outcome
from medemens.law.payslip import UNITS

ROWS_AT_A_TIME = 10_000
MOST_SHEET_ROWS = 1_048_575
"""Rows below the heading that a sheet can hold."""

Shown = str | int | Decimal | date | None
_MONEY = re.compile(r"(.*_)?(amount|amount_most|owed|increase|interest|least|most)|allowance_.*|amount|.*_agency|.*_worth")
_HARMFUL = ("=", "+", "-", "@", "\t", "\r", "\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def unit(name: str) -> str:
    """How to write a column: `cents`, `hundredths`, `permille`, `count`, `outcome`, `text`, `day` or `truth`."""
    if name == "outcome" or name.endswith("_outcome"):
        return "outcome"
    if name in UNITS:
        return UNITS[name]
    if name.endswith("_permille"):
        return "permille"
    return "cents" if _MONEY.fullmatch(name) else "count"


def shown(value: Value, unit: str) -> Shown:
    """A value as people read it: cents as euros, hundredths as hours, outcomes and truth as words."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, date):
        return value
    if unit == "outcome":
        return Outcome(value).word
    return Decimal(value).scaleb(-2) if unit in ("cents", "hundredths") else value


def harmless(text: str) -> str:
    """A text from a file so that no spreadsheet takes it for a formula."""
    clean = _CONTROL.sub("", text)
    return f"'{clean}" if clean.startswith(_HARMFUL) else clean


def explained(key: str) -> str:
    """The reason why a line was not judged, in plain English."""
    return REASONS[key]


def write_csv(results: Path, watch: Watch, explain: Callable[[str], str] = explained) -> tuple[Path, ...]:
    """Writes each table of the folder as `<name>.csv`: UTF-8, commas between cells, decimal points, dates as 2026-07-31.

    :raises Stopped: on request; no CSV file is left then
    """
    targets = tuple(results / f"{name}.csv" for name in RESULTS)
    try:
        for name, target in zip(RESULTS, targets, strict=True):
            with target.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file)
                writer.writerows(_rows(results, name, watch, explain))
    except BaseException:
        for target in targets:
            target.unlink(missing_ok=True)
        raise
    return targets


def write_xlsx(results: Path, watch: Watch, explain: Callable[[str], str] = explained) -> Path:
    """Writes the tables as the sheets of `results.xlsx`. A table that no sheet can hold is left out, and its sheet says so.

    :raises Stopped: on request; no workbook is left then
    """
    target = results / "results.xlsx"
    book = Workbook(write_only=True)
    try:
        for name in reversed(RESULTS):
            sheet = book.create_sheet(name)
            sheet.freeze_panes = "A2"
            rows = parquet.ParquetFile(results / f"{name}.parquet").metadata.num_rows
            if rows > MOST_SHEET_ROWS:
                sheet.append([f"{rows} rows are more than a sheet can hold. They stand in {name}.csv and {name}.parquet."])
                continue
            for row in _rows(results, name, watch, explain):
                sheet.append(row)
        book.save(target)
    except BaseException:
        with suppress(Exception):
            book.save(target)  # removes what openpyxl keeps in temporary files
        target.unlink(missing_ok=True)
        raise
    return target


def _rows(results: Path, table: str, watch: Watch, explain: Callable[[str], str]) -> Iterator[list[Shown]]:
    """The heading and the rows of a table; reasons are followed by what they mean."""
    file = parquet.ParquetFile(results / f"{table}.parquet")
    names = file.schema_arrow.names
    units = [unit(name) for name in names]
    reasons = table == "unreadable"
    yield [*names, "explanation"] if reasons else [*names]
    done = 0
    for batch in file.iter_batches(ROWS_AT_A_TIME):
        watch.step(f"writing {table}", done * 100 // max(1, file.metadata.num_rows))
        columns: list[list[Shown]] = [
            [shown(value, written) for value in column.to_pylist()] for column, written in zip(batch.columns, units, strict=True)
        ]
        if reasons:
            columns.append([explain(key) for key in batch.column("because").to_pylist()])
        yield from (list(row) for row in zip(*columns, strict=True))
        done += batch.num_rows
