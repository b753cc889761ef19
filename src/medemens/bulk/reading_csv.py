"""Rows of a CSV file, however it was saved: encoding and separator are found out, not asked."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from medemens.bulk.schema import FileProblem, heading_row, recognise

SEPARATORS = (";", ",", "\t")
BYTES_AT_A_TIME = 1 << 20
HEADING_WITHIN = 20


def rows(source: Path) -> Iterator[tuple[int, list[str]]]:
    """The number of each row, as a spreadsheet shows it, with its cells; empty rows count but are left out.

    :raises FileProblem: the text cannot be read
    """
    encoding = find_encoding(source)
    separator = _find_separator(source, encoding)
    with source.open(encoding=encoding, newline="") as lines:
        reader = csv.reader(lines, delimiter=separator, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, 1):
                if any(cell.strip() for cell in cells):
                    yield number, cells
        except csv.Error as error:
            if "field larger" in str(error):
                raise FileProblem("long_cell", line=number + 1) from None
            raise FileProblem("quotes", line=number + 1) from None


def find_encoding(source: Path) -> str:
    """UTF-8, UTF-16 or Windows-1252, by reading the whole file once.

    :raises FileProblem: `null_bytes` or `encoding`
    """
    with source.open("rb") as file:
        start = file.read(200)
    if start.startswith(codecs.BOM_UTF8):
        return _readable(source, "utf-8-sig") or _refuse()
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _readable(source, "utf-16") or _refuse()
    if start[1::2].count(0) > len(start) // 4:
        return _readable(source, "utf-16-le") or _refuse()
    if start[0::2].count(0) > len(start) // 4:
        return _readable(source, "utf-16-be") or _refuse()
    return _readable(source, "utf-8") or _readable(source, "cp1252") or _refuse()


def _refuse() -> str:
    raise FileProblem("encoding")


def _readable(source: Path, encoding: str) -> str | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    with source.open("rb") as file:
        try:
            while part := file.read(BYTES_AT_A_TIME):
                if "\0" in decoder.decode(part):
                    raise FileProblem("null_bytes")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return None
    return encoding


def _find_separator(source: Path, encoding: str) -> str:
    """The separator that gives the most known headings in the first rows."""
    with source.open(encoding=encoding, newline="") as lines:
        first = list(islice((line[:10_000] for line in lines), HEADING_WITHIN))

    def known(separator: str) -> int:
        rows = [[cell.strip('" \r\n') for cell in line.split(separator)] for line in first]
        place = heading_row(rows)
        return 0 if place is None else sum(recognise(cell) is not None for cell in rows[place])

    return max(SEPARATORS, key=known)
