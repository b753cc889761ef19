"""The figures that casework publishes: reports that came in, and cases that were closed and whether in time. Counts only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from medemens.casework.case_types import case_types
from medemens.casework.queries import counts
from medemens.casework.queries.counts import Key
from medemens.common import places
from medemens.common.figures import Breakdown, FigureSource, Row, Table, months
from medemens.common.questions import Text

RECORDS = _("the cases of all organisations that work with this site; what is in them is sealed, and only counts leave it")
RECEIVED_METHOD = _(
    "A case counts in the month in which it was received, for the municipality that it is about. "
    "Cases that the law had removed since are no longer counted."
)
CLOSED_METHOD = _(
    "A case counts in the month in which it was closed. In time: every term that the law sets was met. "
    "Cases that the law had removed since are no longer counted."
)
IN_TIME: tuple[bool | None, ...] = (True, False, None)


def received(since: date, until: date) -> Table | None:
    """Cases by the moment they were received."""
    found = counts.received(since, until)
    return _table(found, (_("Cases"),), lambda _key: 0, since, until)


def closed(since: date, until: date) -> Table | None:
    """Cases by the moment they were closed, and whether that was in time."""
    found = counts.closed(since, until)
    columns = (_("In time"), _("Too late"), _("No term ran"))
    return _table(found, columns, lambda key: IN_TIME.index(key[3]), since, until)


def _table(
    found: Counter[Key], columns: tuple[Text, ...], column: Callable[[Key], int], since: date, until: date
) -> Table | None:
    if not found:
        return None
    width = len(columns)

    def rows(of: Callable[[Key], str], names: dict[str, Text]) -> tuple[Row, ...]:
        lines: dict[str, list[int]] = {key: [0] * width for key in names}
        for key, number in found.items():
            lines.setdefault(of(key), [0] * width)[column(key)] += number
        return tuple(Row(key, names.get(key, key), tuple(line)) for key, line in lines.items())

    by_month: dict[str, Text] = {first.isoformat(): first.isoformat() for first in months(since, until)}
    towns = {key[1] for key in found}
    by_place: dict[str, Text] = {each.code: lazystr(each.name) for each in places.municipalities() if each.code in towns}
    if "" in towns:
        by_place[""] = _("No municipality")
    by_kind: dict[str, Text] = {key: kind.name for key, kind in case_types().items()}
    return Table(
        columns,
        (
            Breakdown("month", _("Month"), rows(lambda key: key[0].isoformat(), by_month)),
            Breakdown("municipality", _("Municipality"), rows(lambda key: key[1], by_place), gathers=True),
            Breakdown("kind", _("Kind of case"), rows(lambda key: key[2], by_kind), gathers=True, complete=True),
        ),
    )


FIGURES = (
    FigureSource("cases-received", _("Reports and applications received"), _("cases"), RECORDS, RECEIVED_METHOD, received),
    FigureSource("cases-closed", _("Cases closed, and whether in time"), _("cases"), RECORDS, CLOSED_METHOD, closed),
)
