"""Figures that systems offer to reports: how many of what, by month, by municipality and by kind.

A system has a module `figures.py` with its `FigureSource`s, and `site/figures.py` lists them (the settings name that list as
`FIGURES`). What a source gives are plain counts, for whoever makes a report and nobody else: only `published` may be shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.translation import override

from medemens.common import suppression
from medemens.common.questions import Text
from medemens.common.suppression import REST

LANGUAGES = ("nl", "en")
"""Reports exist in these."""

Said = dict[str, str]
"""Words by language, as they were when the figure was published."""


@dataclass(frozen=True)
class Row:
    """A row of a breakdown: its key, its name, and the count in each column."""

    key: str
    name: Text
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Breakdown:
    """One way in which a count is broken down: `month`, `municipality` or `kind`. `name` is that of its rows.

    `gathers`: rows with small numbers may be put together; `complete`: every row that can be is listed, also with nothing in it.
    """

    key: str
    name: Text
    rows: tuple[Row, ...]
    gathers: bool = False
    complete: bool = False


@dataclass(frozen=True)
class Table:
    """Counts of one thing over a period: the columns add up to all of it, and each breakdown adds up to the same."""

    columns: tuple[Text, ...]
    breakdowns: tuple[Breakdown, ...]


@dataclass(frozen=True)
class FigureSource:
    """A figure that a system offers.

    `source` says from what records it is counted and `method` how; `page` is the name of a page on which those records can be
    seen, if they are public. `public`: every one of them is public by name, so that no number of them needs to be hidden.
    `state`: the rows tell how many there were at the end of each month, so they do not add up over months. `of` counts from a
    day up to and including another; None: nothing is kept about those days.
    """

    key: str
    name: Text
    unit: Text
    source: Text
    method: Text
    of: Callable[[date, date], Table | None]
    page: str = ""
    public: bool = False
    state: bool = False


@dataclass(frozen=True)
class Shown:
    """A breakdown as it may be shown: rows with key, words and numbers; a number that is hidden is None."""

    key: str
    name: Said
    rows: tuple[tuple[str, Said, tuple[int | None, ...]], ...]
    totals: tuple[int | None, ...]
    gathered: int = 0


@dataclass(frozen=True)
class Published:
    """A figure as it may be shown, with its words as they were. `kept`: there were records; `few`: too few to show any."""

    key: str
    name: Said
    unit: Said
    source: Said
    method: Said
    page: str = ""
    public: bool = False
    state: bool = False
    kept: bool = True
    few: bool = False
    columns: tuple[Said, ...] = ()
    sums: tuple[int | None, ...] = ()
    total: int | None = None
    breakdowns: tuple[Shown, ...] = ()

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Published:
        """From how it was kept."""
        shown = tuple(
            Shown(each["key"], each["name"], tuple((key, name, tuple(numbers)) for key, name, numbers in each["rows"]),
                  tuple(each["totals"]), each["gathered"])
            for each in kept["breakdowns"]
        )  # fmt: skip
        return cls(**{**kept, "columns": tuple(kept["columns"]), "sums": tuple(kept["sums"]), "breakdowns": shown})


def sources() -> tuple[FigureSource, ...]:
    """All figures that are offered, as listed in the module that the settings name."""
    found: tuple[FigureSource, ...] = import_module(settings.FIGURES).FIGURES
    return found


def months(since: date, until: date) -> list[date]:
    """The first days of the months from one day to another."""
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1)]


def said(text: Text) -> Said:
    """Words in each language of reports."""
    found = {}
    for code in LANGUAGES:
        with override(code):
            found[code] = str(text)
    return found


def published(source: FigureSource, since: date, until: date, rest: Text) -> Published:
    """What may be shown of a figure; `rest` is what rows are called that were put together."""
    head: dict[str, Any] = {name: said(getattr(source, name)) for name in ("name", "unit", "source", "method")}
    head |= {name: getattr(source, name) for name in ("key", "page", "public", "state")}
    table = source.of(since, until)
    if table is None:
        return Published(**head, kept=False)
    columns = tuple(map(said, table.columns))
    if source.public:
        return Published(**head, columns=columns, breakdowns=tuple(map(_open, table.breakdowns)), **_sums(source, table))
    safe = suppression.suppressed(
        [
            suppression.Breakdown(
                tuple(row.key for row in each.rows), tuple(row.counts for row in each.rows), each.gathers, each.complete
            )
            for each in table.breakdowns
        ]
    )
    breakdowns = tuple(_shown(each, one, rest) for each, one in zip(table.breakdowns, safe.breakdowns, strict=False))
    return Published(**head, columns=columns, few=safe.total is None, sums=safe.columns, total=safe.total, breakdowns=breakdowns)


def _sums(source: FigureSource, table: Table) -> dict[str, Any]:
    if source.state:
        return {"sums": (), "total": None}
    sums = tuple(map(sum, zip(*(row.counts for row in table.breakdowns[0].rows), strict=True)))
    return {"sums": sums, "total": sum(sums)}


def _open(given: Breakdown) -> Shown:
    rows = tuple((row.key, said(row.name), row.counts) for row in given.rows)
    return Shown(given.key, said(given.name), rows, tuple(sum(row.counts) for row in given.rows))


def _shown(given: Breakdown, safe: suppression.Safe, rest: Text) -> Shown:
    names = {row.key: row.name for row in given.rows} | {REST: rest}
    rows = tuple((key, said(names[key]), cells) for key, cells in zip(safe.rows, safe.cells, strict=True))
    return Shown(given.key, said(given.name), rows, safe.totals, len(safe.gathered))
