"""What will be removed when, what was removed, and by which rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from medemens.casework import staff_removal_words as words
from medemens.casework.case_types import case_types
from medemens.casework.opening import staff_of
from medemens.casework.processing import ends
from medemens.casework.queries import log as queries
from medemens.casework.queries.log import Removals
from medemens.casework.staff_figures import Figure, bar, figure, month, number
from medemens.common import plots
from medemens.common.access import Permission, audience
from medemens.common.plots import Bar


@audience("staff", may=Permission.AUDIT)
@require_safe
def removal(request: HttpRequest) -> HttpResponse:
    """The plan, the next cases, those without a day, the last months, and the rules."""
    staff, today = staff_of(request), timezone.localdate()
    found, removed = queries.removals(staff, today), queries.removed(staff, today)
    context = {
        "tiles": _tiles(found, removed[0][1]),
        "figures": _figures(found) if found.reasons else [],
        "next": [(each, words.kind(each.case_type), words.reason(each.remove_because)) for each in queries.next_removals(staff)],
        "without_day": [(each, words.kind(each.case_type)) for each in queries.without_day(staff)],
        "number_without_day": found.without_day,
        "removed": [(month(first), number(cases)) for first, cases in removed if cases],
        "months_back": queries.MONTHS_BACK,
        "shown": queries.PAGE,
        "rules": [(kind.name, [(each, words.when(each), words.citation(each.citation)) for each in ends(kind)])
                  for kind in case_types().values()],
        "today": today,
    }  # fmt: skip
    return render(request, "auditing/removal.html", context)


def _tiles(found: Removals, removed: int) -> list[tuple[str, str, bool]]:
    """The numbers on top: name, number, and whether it calls for a deed."""
    due = found.due.total()
    return [
        (_("Their day has come"), number(due), due > 0),
        (_("Have a day of removal"), number(found.reasons.total()), False),
        (_("Have no day yet"), number(found.without_day), False),
        (_("Removed this month"), number(removed), False),
    ]


def _figures(found: Removals) -> list[Figure]:
    """By month with the reasons beside each other in the table; and by reason."""
    reasons = [key for key, _number in found.reasons.most_common()]
    rows = list(_rows(found))
    names = [words.reason(key) for key in reasons]
    by_month = figure(
        "months",
        _("Cases to be removed, by month"),
        _("Month"),
        (_("Cases"),),
        [bar(name, (numbers.total(),)) for name, numbers in rows],
        rest=_("The first months; the table beneath has all of them."),
    )
    table = plots.table(
        caption=by_month.title,
        headings=(_("Month"), _("Together"), *names),
        bars=[Bar(name, (), tuple(map(number, (each.total(), *(each[key] for key in reasons))))) for name, each in rows],
    )
    by_reason = figure(
        "reasons",
        _("Cases to be removed, by reason"),
        _("Reason"),
        (_("Cases"),),
        [bar(name, (found.reasons[key],)) for key, name in zip(reasons, names, strict=True)],
    )
    whole = Figure("months", by_month.title, by_month.plot, mark_safe(table), long=True)  # noqa: S308 - made by `plots`
    return [whole, by_reason]


def _rows(found: Removals) -> Iterable[tuple[str, Counter[str]]]:
    """What is due, the months in which something is removed, and what comes later."""
    if found.due:
        yield _("Due now"), found.due
    yield from ((month(first), numbers) for first, numbers in found.months if numbers)
    if found.later:
        yield _("Later"), found.later
