"""Figures that the systems of this site offer: by month, by municipality and by kind, with small numbers hidden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from medemens.common import formats
from medemens.common.figures import Published, Said, Shown
from medemens.common.plots import Bar
from medemens.progress.report.material import Material, code, number
from medemens.progress.report.parts import Block, Bullets, Heading, Line, Paragraph, Plot, Span, Table, line

MOST_BARS = 12


def blocks(material: Material) -> Iterator[Block]:
    """How numbers are hidden, then each figure."""
    year = material.period.counted
    yield Paragraph(line(_("Figures are of the whole year %(year)s, of the systems of this site.") % {"year": year}))
    if year != material.period.year:
        yield Paragraph(
            line(
                _(
                    "The year of this report is not over. It is counted once it is: otherwise two reports of one year could be "
                    "subtracted from each other, and tell of a few people."
                )
            ),
            note=True,
        )
    yield Paragraph(
        line(
            _(
                "Numbers of fewer than ten are not shown, nor those from which they could be worked out: “%(hidden)s” stands "
                "there. Rows with small numbers are put together. Figures that were once published stay as they were."
            )
            % {"hidden": hidden()}
        )
    )
    for figure in material.figures:
        yield from _figure(figure)


def hidden() -> str:
    """What stands in the place of a number that is not shown."""
    return _("hidden")


def _in(said: Said) -> str:
    return said.get(code()) or said.get("en", "")


def _figure(figure: Published) -> Iterator[Block]:
    yield Heading(line(_in(figure.name)), anchor=f"figure-{figure.key}")
    if not figure.kept:
        yield Paragraph(line(_("Not kept: there are no records of this year.")))
    elif figure.few:
        yield Paragraph(line(_("Fewer than ten in the whole year: no numbers are shown.")))
    elif figure.total is not None:
        yield Paragraph(
            line(
                Span(
                    _("In the whole year: %(number)s %(unit)s.") % {"number": number(figure.total), "unit": _in(figure.unit)},
                    strong=True,
                ),
                *_sums(figure),
            )
        )
    for shown in figure.breakdowns:
        if len(shown.rows) > 1:
            yield from _breakdown(figure, shown)
    records: Line = line(_in(figure.source))
    if figure.page:
        records = line(Span(_in(figure.source), reverse(figure.page)))
    yield Bullets((line(_("Counted from:"), " ", records, "."), line(_in(figure.method))))


def _sums(figure: Published) -> Iterator[str]:
    if len(figure.columns) > 1:
        parts = (f"{_in(name)}: {_number(size)}" for name, size in zip(figure.columns, figure.sums, strict=True))
        yield f" {'; '.join(parts)}."


def _number(size: int | None) -> str:
    return hidden() if size is None else number(size)


def _breakdown(figure: Published, shown: Shown) -> Iterator[Block]:
    rows = [
        (_row_name(shown, key, name), numbers, total)
        for (key, name, numbers), total in zip(shown.rows, shown.totals, strict=True)
    ]
    if shown.key != "month":
        rows.sort(key=lambda row: (row[0] == _rest(shown), -(row[2] or 0), row[0]))
    caption = _("%(figure)s: by %(what)s") % {"figure": _in(figure.name), "what": _in(shown.name).lower()}
    series = tuple(map(_in, figure.columns))
    bars = tuple(_bar(name, numbers, total, len(series)) for name, numbers, total in rows[:MOST_BARS])
    told = _("A bar for each row; the table beneath has all numbers. What is hidden of a row is one part of its bar.")
    yield Plot(caption, told, bars, (*series, hidden()) if len(series) > 1 else ())
    several = len(series) > 1 and not figure.state
    head = (_in(shown.name), *series, *((_("Together"),) if several else ()))
    lines = tuple(
        (line(name), *(line(_number(size)) for size in (*numbers, *((total,) if several else ()))))
        for name, numbers, total in rows
    )
    yield Table(caption, head, lines, frozenset(range(1, len(head))))
    if shown.gathered:
        yield Paragraph(
            line(_("The rest: %(number)s rows that were put together, and all that are not named.") % {"number": shown.gathered}),
            note=True,
        )


def _bar(name: str, numbers: tuple[int | None, ...], total: int | None, width: int) -> Bar:
    """A bar; what is hidden of a row whose total is shown is a part of its own, so that its length is right."""
    parts = tuple(size or 0 for size in numbers)
    if width > 1:
        parts = (*parts, (total or sum(parts)) - sum(parts))
    return Bar(name, parts, (_number(total),))


def _rest(shown: Shown) -> str:
    return next((_in(name) for key, name, _numbers in shown.rows if key == "rest"), "")


def _row_name(shown: Shown, key: str, name: Said) -> str:
    return formats.month(date.fromisoformat(key), code()) if shown.key == "month" else _in(name)
