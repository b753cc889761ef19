"""Worlds for the annual report: a small monitor, an authority that edits it, and a figure of an invented system."""

from __future__ import annotations

from datetime import date
from typing import Any

from medemens.common.figures import Breakdown, FigureSource, Row, Table
from medemens.progress.measures import shipped
from tests import make
from tests.progress.measures.make_measures import NOW, small, take

STATUS = (
    {"date": "2021-02-01", "phase": "in_preparation", "fact": {"nl": "Begonnen", "en": "Begun"}},
    {"date": "2023-01-01", "phase": "in_force", "planned": True, "announced": "2022-03-01", "milestone": "start"},
    {"date": "2024-01-01", "phase": "in_force", "planned": True, "announced": "2022-09-01", "milestone": "start"},
    {"date": "2023-05-01", "phase": "in_parliament", "fact": {"nl": "Wetsvoorstel ingediend", "en": "Bill submitted"}},
    {"date": "2024-02-01", "phase": "not_pursued", "fact": {"nl": "Ingetrokken", "en": "Withdrawn"}},
)


def monitor(*more: dict[str, Any]) -> None:
    """One measure: prepared in 2021, put off in 2022, before parliament in 2023, dropped in 2024."""
    take(small(*STATUS, *more), NOW)


def everything() -> None:
    """All that comes with the software, known long ago."""
    assert shipped.load(now=NOW)


def editors() -> make.World:
    """An authority that edits the monitor."""
    world = make.world("Ministerie Verzonnen")
    world.authority.edits_monitor = True
    world.authority.save()
    return world


def invented(
    months: tuple[int, ...] = (30, 4, 12), places: tuple[tuple[str, int], ...] = (("Venlo", 40), ("Ede", 6))
) -> FigureSource:
    """A figure of a system that is not there."""

    def of(since: date, until: date) -> Table | None:
        first = date(since.year, 1, 1)
        rows = tuple(
            Row(first.replace(month=at).isoformat(), first.replace(month=at).isoformat(), (size,))
            for at, size in enumerate(months, 1)
        )
        named = tuple(Row(name, name, (size,)) for name, size in places)
        return Table(
            ("Schepen",),
            (Breakdown("month", "Maand", rows), Breakdown("municipality", "Gemeente", named, gathers=True)),
        )

    return FigureSource("ships", "Verzonnen schepen", "schepen", "het verzonnen register", "Geteld op de kade.", of)
