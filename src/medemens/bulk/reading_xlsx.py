"""Rows of an XLSX workbook: values only, no formulas, no macros, no links, and never the whole sheet in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl

from medemens.bulk.schema import FileProblem, heading_row
from medemens.law.money import Unreadable

MOST_UNPACKED_MEGABYTES = 4_000
MOST_WORDS_MEGABYTES = 200
"""The table of shared texts is kept in memory, so it has a limit of its own."""
MOST_ROWS = 1_048_576
HEADING_WITHIN = 20

Cell = str | Decimal | date | Unreadable | None
"""A value as it stands in the sheet; `Unreadable` for a formula."""


def rows(source: Path) -> Iterator[tuple[int, list[Cell]]]:
    """The number of each row with its cells, of the first sheet that has headings; empty rows are left out.

    :raises FileProblem: the workbook cannot be read, or no sheet has headings
    """
    book = opened(source)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
        with_headings = [sheet for sheet in book.worksheets if _has_headings(sheet)]
        for number, row in numbered((with_headings or book.worksheets)[0]) if book.worksheets else ():
            cells = [value_of(cell) for cell in row]
            if any(cell is not None for cell in cells):
                yield number, cells
    finally:
        book.close()


def opened(source: Path | BinaryIO, most_unpacked: int | None = None, most_words: int | None = None) -> openpyxl.Workbook:
    """A workbook to be read row by row; the bounds are in megabytes, those of a payroll when none are given.

    :raises FileProblem: it is none, is damaged, or unpacks to more than the bounds
    """
    _guard(source, most_unpacked or MOST_UNPACKED_MEGABYTES, most_words or MOST_WORDS_MEGABYTES)
    try:
        return openpyxl.load_workbook(source, read_only=True, data_only=False, keep_links=False)
    except Exception:
        raise FileProblem("broken") from None


def _guard(source: Path | BinaryIO, most_unpacked: int, most_words: int) -> None:
    """Refuses archives that are damaged or unpack to far more than they should."""
    try:
        with zipfile.ZipFile(source) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError):
        raise FileProblem("broken") from None
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise FileProblem("broken")
    unpacked = sum(part.file_size for part in parts)
    in_memory = sum(part.file_size for part in parts if not part.filename.startswith("xl/worksheets/"))
    for size, most in ((unpacked, most_unpacked), (in_memory, most_words)):
        if size > most * 1_000_000:
            raise FileProblem("too_large", megabytes=most)


def _has_headings(sheet: Any) -> bool:
    first = [[str(value_of(cell) or "") for cell in row] for _, row in islice(numbered(sheet), HEADING_WITHIN)]
    return heading_row(first) is not None


def numbered(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows of a sheet with their numbers.

    :raises FileProblem: there are too many, or the sheet is damaged
    """
    try:
        for number, row in enumerate(sheet.iter_rows(), 1):
            if number > MOST_ROWS:
                raise FileProblem("too_many_rows")
            yield number, row
    except FileProblem:
        raise
    except Exception:
        raise FileProblem("broken") from None


def value_of(cell: Any) -> Cell:
    """What stands in a cell, never computed."""
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Unreadable("formula", str(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return Decimal(repr(value))
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date()
    return str(value).strip() or None
