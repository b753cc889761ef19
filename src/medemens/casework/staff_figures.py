"""Figures as staff see them: a plot, and the same numbers as a table beneath it. Shown by `coordination/figures.html`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from medemens.common import formats, plots
from medemens.common.languages import spoken
from medemens.common.plots import Bar

MOST_BARS = 12
"""A plot with more bars is not read; the table has them all."""


@dataclass(frozen=True)
class Figure:
    """A plot with its table; `long`: the table is longer than the plot."""

    key: str
    title: str
    plot: SafeString
    table: SafeString
    long: bool


def figure(
    key: str,
    title: str,
    heading: str,
    series: tuple[str, ...],
    bars: Sequence[Bar],
    *,
    headings: Sequence[str] = (),
    most: int = MOST_BARS,
    rest: str = "",
) -> Figure:
    """A figure; `heading` names the rows of the table, `series` the parts of a bar, `headings` other names for the columns.

    `rest` says what only the table has, when that are not the shortest bars.
    """
    shown = bars[:most]
    left = len(bars) - len(shown)
    description = _("The table beneath has the same numbers.")
    if left:
        description = rest or _("The %(number)d longest; the table beneath has all numbers.") % {"number": len(shown)}
    plot = plots.bar_chart(title=title, description=description, bars=shown, series=series if len(series) > 1 else (), key=key)
    table = plots.table(caption=title, headings=(heading, *(headings or series)), bars=bars)
    return Figure(key, title, mark_safe(plot), mark_safe(table), long=left > 0)  # noqa: S308 - made by `plots`, which escapes


def bar(name: str, parts: tuple[int, ...]) -> Bar:
    """A bar with its numbers written beside it."""
    return Bar(name, parts, tuple(map(number, parts)))


def number(value: int) -> str:
    """A whole number as the reader writes it."""
    return formats.whole(value, code())


def month(first: date) -> str:
    """A month as the reader writes it."""
    return formats.month(first, code())


def code() -> str:
    """The reader's language."""
    return spoken()
