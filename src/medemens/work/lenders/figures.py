"""The figures that the register of lenders publishes: how many stood in it, and how, at the end of each month."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from medemens.common.figures import Breakdown, FigureSource, Row, Table, months
from medemens.law.waadi.decisions import standing
from medemens.work.lenders.queries import snapshot
from medemens.work.lenders.queries.history import decisions, known

STATES = {
    _("Admitted"): ("admitted",),
    _("Admitted provisionally"): ("provisional",),
    _("Exempt"): ("exempt",),
    _("Suspended, or about to be"): ("suspended", "suspended_announced"),
    _("Admission lost, or about to be"): ("revoked", "revoked_announced", "exemption_revoked", "exemption_revoked_announced"),
    _("Refused"): ("refused", "refused_announced"),
    _("Admission ran out"): ("expired",),
}
"""How a lender can stand by decisions: each column, and the states of `law.waadi` that it counts."""

ALL_KNOWN = datetime.max.replace(tzinfo=UTC)
"""A moment by which all is known that was recorded."""


def at_month_ends(since: date, until: date) -> Table | None:
    """How many lenders stood in each way at the end of each month, as it is known now."""
    lenders = [decisions(known(one.lines, ALL_KNOWN)) for one in snapshot.current()]
    if not any(each.made_known_on <= until for found in lenders for each in found):
        return None
    rows = []
    for first in months(since, until):
        last = (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
        counted = Counter(standing(found, last).status for found in lenders)
        numbers = tuple(sum(counted[each] for each in states) for states in STATES.values())
        rows.append(Row(first.isoformat(), first.isoformat(), numbers))
    return Table(tuple(STATES), (Breakdown("month", _("Month end"), tuple(rows)),))


FIGURES = (
    FigureSource(
        "lenders",
        _("Lenders in the register of admissions"),
        _("lenders"),
        _("the public register of lenders, in which each of them can be looked up"),
        _(
            "Counted are the lenders about which a decision was made known, as they stood on the last day of the month. "
            "Each of them stands in the public register by name, so small numbers are shown."
        ),
        at_month_ends,
        page="lenders:find",
        public=True,
        state=True,
    ),
)
