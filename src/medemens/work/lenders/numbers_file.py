"""The numbers in what somebody pasted or uploaded: one a line, or a column of a table from a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

COLUMNS = ("kvk", "kvk-nummer", "kvknummer", "kvk nummer", "kvk number", "rsin", "btw", "btw-nummer", "vat", "number", "nummer")
"""How the column with the numbers may be called, the best first."""

MOST_BYTES = 10_000_000


class UnreadableFile(ValueError):
    """It cannot be read; `reason` says why: `too_large`, `encoding`, `empty`, or `too_many`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def numbers(content: bytes, most: int) -> list[str]:
    """The numbers of a file, each as it stands there, empty lines left out.

    :raises UnreadableFile: see there
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFile("too_large")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise UnreadableFile("encoding")
    return in_text(text, most)


def in_text(text: str, most: int) -> list[str]:
    """The numbers in a text, one a line, or a column of a table.

    :raises UnreadableFile: `empty`, `too_many`, `encoding`
    """
    rows = [row for row in _rows(text) if any(cell.strip() for cell in row)]
    if not rows:
        raise UnreadableFile("empty")
    column, start = _column(rows[0])
    found = [row[column].strip() if column < len(row) else "" for row in rows[start:]]
    found = [each for each in found if each]
    if not found:
        raise UnreadableFile("empty")
    if len(found) > most:
        raise UnreadableFile("too_many")
    return found


def _rows(text: str) -> Iterator[list[str]]:
    first = text.lstrip().split("\n", 1)[0]
    separator = max(";\t,", key=first.count)
    if first.count(separator) == 0:
        yield from ([line] for line in text.splitlines())
        return
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error:  # a cell of more than 131,072 signs, for instance after a quote that is never closed
        raise UnreadableFile("encoding") from None


def _column(first: Sequence[str]) -> tuple[int, int]:
    """Which column holds the numbers, and whether the first row is only names (then 1)."""
    names = [cell.strip().lower() for cell in first]
    for name in COLUMNS:
        if name in names:
            return names.index(name), 1
    with_digits = [place for place, cell in enumerate(names) if sum(letter.isdigit() for letter in cell) >= 5]
    return (with_digits[0], 0) if with_digits else (0, 0)
