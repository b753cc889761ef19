"""What the case types of reports have in common: steps, service norms, retention by years, referral. Read by officials."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext_lazy as _

from medemens.casework.case_types import Closed, LegalBasis, Removal, Status
from medemens.casework.report_questions import TOLD
from medemens.law.awb.terms import TermRule, service_norm
from medemens.law.calendar import years_later

STATUSES = (
    Status("received", _("Received"), TOLD["received"]),
    Status("assessing", _("Being assessed"), TOLD["assessing"]),
    Status("investigating", _("Being investigated"), TOLD["investigating"]),
    Status("deciding", _("Decision in preparation"), TOLD["deciding"]),
    Status("ended", _("Ended"), TOLD["ended"]),
)

FORWARDING = LegalBasis("forwarding", _("Sent on to the competent authority"), "Awb 2:3(1)")
CONSENT = LegalBasis("consent", _("With the reporter's consent"), "AVG art. 6(1)(a)")
WAGE_COOPERATION = LegalBasis("wage_cooperation", _("Supervision of the minimum wage, in cooperation"), "WML art. 18p")
"""Read in the text valid on 2026-07-01: to the inspectorate (1), and from it to authorities that work together with it (2)."""

LENDER_SUPERVISION = LegalBasis("lender_supervision", _("Supervision of lenders, in cooperation"), "Waadi art. 14a")
"""Read in the text valid on 2026-07-01: to the inspectorate (2), and from it to other authorities (3)."""

VITAL_INTEREST = LegalBasis("vital_interest", _("Somebody is in danger"), "AVG art. 6(1)(d)")


def answered_within(name: str, weeks: int) -> TermRule:
    """The number of weeks in which an authority says it will have dealt with a report. No law sets one."""
    source = "a choice of Medemens, for the authority to change; the law sets no term for reports"
    return service_norm(name, source, date(2020, 1, 1), weeks=weeks)


def kept_for_years(years: int) -> Callable[[Closed], Removal]:
    """The record ends so many years after the case was closed, and after a decision in it can no longer be contested.

    A choice, not law: the authority sets it by its selection list (Archiefwet). It holds until that is done.
    """

    def removal(closed: Closed) -> Removal:
        last = max(closed.closed_on, closed.irrevocable_on or closed.closed_on)
        return Removal(years_later(last, years), "kept_for_years", "choice of the authority; no law was found")

    return removal
