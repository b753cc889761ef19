"""The figures of coordination."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from medemens.casework import staff_words as words
from medemens.casework.queries.load import AGES, Load, Month, Results, Terms
from medemens.casework.staff_figures import Figure, bar, code, figure, month, number
from medemens.common import formats, plots
from medemens.common.plots import Bar
from medemens.common.staff import StaffMember


def share(part: int, whole: int) -> str:
    """A share as a percentage; a dash when there is nothing to share."""
    return formats.percentage(round(part * 1000 / whole), code()) if whole else "–"


def tiles(load: Load) -> list[tuple[str, str, bool]]:
    """The numbers on top: name, number, and whether it calls for a deed."""
    terms = load.together
    return [
        (_("Open cases"), number(terms.all), False),
        (_("Overdue"), number(terms.overdue), terms.overdue > 0),
        (_("Due within 7 days"), number(terms.soon), False),
        (_("In time"), number(terms.later), False),
        (_("No term runs"), number(terms.none), False),
    ]


def of_load(load: Load, handlers: Sequence[StaffMember]) -> list[Figure]:
    """The figures about open cases."""
    names = {each.pk: each.name for each in handlers}
    statuses = {key: str(name) for key, name in words.statuses()}
    subjects = {key: str(name) for key, name in words.subjects()}
    nobody, nowhere = _("Nobody"), _("No municipality")
    return [
        _terms(
            "handlers", _("Open cases by handler"), _("Handler"),
            [(names.get(key, _("A former colleague")) if key else nobody, terms) for key, terms in load.by_handler.items()],
        ),
        _terms(
            "subjects", _("Open cases by subject"), _("Subject"),
            [(subjects.get(key, key), terms) for key, terms in load.by_subject.items()],
        ),
        _terms(
            "municipalities", _("Open cases by municipality"), _("Municipality"),
            [(words.municipality(key) or nowhere, terms) for key, terms in load.by_municipality.items()],
        ),
        _terms(
            "statuses", _("Open cases by status"), _("Status"),
            [(statuses.get(key, key), terms) for key, terms in load.by_status.items()],
        ),
        _ages(load),
    ]  # fmt: skip


def of_results(results: Results) -> list[Figure]:
    """The figures about the months that were looked back over."""
    return [_arrivals(results.months), _in_time(results.months), *_outcomes(results)]


def _terms(key: str, title: str, heading: str, rows: list[tuple[str, Terms]]) -> Figure:
    series = (_("In time"), _("Overdue"), _("Due within 7 days"), _("No term runs"))
    rows.sort(key=lambda row: (-row[1].all, row[0]))
    bars = [bar(name, (terms.later, terms.overdue, terms.soon, terms.none)) for name, terms in rows]
    return figure(key, title, heading, series, bars)


def _ages(load: Load) -> Figure:
    ends = [number(days // 7) for days in AGES]
    labels = [_("Up to %(weeks)s week") % {"weeks": ends[0]}]
    labels += [_("%(from)s to %(to)s weeks") % {"from": low, "to": high} for low, high in pairwise(ends)]
    labels.append(_("Longer than %(weeks)s weeks") % {"weeks": ends[-1]})
    bars = [bar(label, (value,)) for label, value in zip(labels, load.by_age, strict=True)]
    return figure("ages", _("Open cases by age"), _("Since it was received"), (_("Cases"),), bars)


def _arrivals(months: Sequence[Month]) -> Figure:
    bars = [bar(_month(each), (each.received, each.closed)) for each in months]
    series = (_("Received"), _("Closed"))
    return figure("months", _("Received and closed by month"), _("Month"), series, bars, most=len(bars))


def _in_time(months: Sequence[Month]) -> Figure:
    bars = [_bar_with_share(_month(each), each.in_time, each.late) for each in months]
    series = (_("All terms met in time"), _("Too late"))
    return figure(
        "terms", _("Closed cases by term"), _("Month"), series, bars, headings=(*series, _("Share in time")), most=len(bars)
    )


def _outcomes(results: Results) -> list[Figure]:
    """One figure for the outcomes together, one table of them by month."""
    rows = sorted(results.outcomes.items(), key=lambda row: -sum(row[1]))
    named = [(_outcome(*key), numbers) for key, numbers in rows]
    together = figure(
        "outcomes", _("Outcomes"), _("Outcome"), (_("Cases"),), [bar(name, (sum(numbers),)) for name, numbers in named]
    )
    headings = [_("Outcome"), *map(_month, results.months)]
    bars = [Bar(name, (), tuple(map(number, numbers))) for name, numbers in named]
    title = _("Outcomes by month")
    table = plots.table(caption=title, headings=headings, bars=bars)
    return [together, Figure("outcomes-by-month", title, mark_safe(""), mark_safe(table), long=False)]  # noqa: S308


def _outcome(kind: str, key: str) -> str:
    return str(words.outcome(kind, key)) if key else _("Withdrawn")


def _month(each: Month) -> str:
    return month(each.first)


def _bar_with_share(name: str, part: int, rest: int) -> Bar:
    return Bar(name, (part, rest), (number(part), number(rest), share(part, part + rest)))
