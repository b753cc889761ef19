"""The figures of the wage check: there are none, for nothing is kept of a check."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from medemens.common.figures import FigureSource, Table


def checks(since: date, until: date) -> Table | None:
    """Nothing: answers of workers lie in their own browser, and results of payrolls are removed within a day."""
    return None


FIGURES = (
    FigureSource(
        "pay-checks",
        _("Checks of pay"),
        _("checks"),
        _("the wage check of this site"),
        _("No check is kept or counted: a worker's answers stay in their own browser, and the results of a payroll are removed."),
        checks,
    ),
)
