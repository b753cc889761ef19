"""The numbers in what somebody pasted or uploaded: one a line, or a column of a table from a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from medemens.common.identifiers import Kind, UnreadableNumber, read

COLUMNS = ("kvk", "kvk-nummer", "kvknummer", "kvk nummer", "kvk number", "rsin", "btw", "btw-nummer", "vat", "number", "nummer")
"""How the column with the numbers may be called, the best first."""

MOST_BYTES = 10_000_000
MOST_SEEN = 50
"""How many rows are looked at to see which column holds the numbers, when none is called so."""


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
    column, start = _column(rows)
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
    if first.count(separator) == 0 or _is_number(first):
        yield from ([line] for line in text.splitlines())
        return
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error:  # a cell of more than 131,072 signs, for instance after a quote that is never closed
        raise UnreadableFile("encoding") from None


def _column(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Which column holds the numbers, and whether the first row is only names (then 1)."""
    names = [cell.strip().lower() for cell in rows[0]]
    for name in COLUMNS:
        if name in names:
            return names.index(name), 1
    if len(names) == 1:
        return 0, 0
    seen = rows[:MOST_SEEN]
    counts = [sum(_is_number(row[place]) for row in seen if place < len(row)) for place in range(len(names))]
    best = counts.index(max(counts))
    return best, 0 if any(letter.isdigit() for letter in names[best]) else 1 if counts[best] else 0


def _is_number(cell: str) -> bool:
    """Whether it can be nothing but the number of a firm: a telephone number or a postcode has other digits."""
    try:
        return read(cell).kind is not Kind.FOREIGN
    except UnreadableNumber:
        return False
