"""The report about pay or an agency. Texts for officials."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medemens.casework.case_type_parts import (
    CONSENT,
    FORWARDING,
    LENDER_SUPERVISION,
    STATUSES,
    VITAL_INTEREST,
    WAGE_COOPERATION,
    answered_within,
    kept_for_years,
)
from medemens.casework.case_types import Answers, CaseType, NormInQuestion, Outcome
from medemens.law import HOLIDAY_ALLOWANCE, NORMS
from medemens.work.pay.explanations import TITLES
from medemens.work.pay.reporter import AGENCY, PAY, QUESTIONS, TOLD

WAADI = "https://wetten.overheid.nl/BWBR0009616/2026-07-01#Artikel"
AGENCY_NORMS = (
    NormInQuestion("waadi_registration", _("Registered as a lender"), "Waadi art. 7a", f"{WAADI}7a"),
    NormInQuestion("waadi_equal_pay", _("Same pay as the hirer's own staff"), "Waadi art. 8", f"{WAADI}8"),
    NormInQuestion("waadi_payroll", _("Same conditions with payrolling"), "Waadi art. 8a", f"{WAADI}8a"),
    NormInQuestion("waadi_no_fee", _("No fee from the worker for being lent out"), "Waadi art. 9", f"{WAADI}9"),
    NormInQuestion("waadi_no_fee_job", _("No fee from the worker for finding work"), "Waadi art. 3(1)", f"{WAADI}3"),
    NormInQuestion("waadi_free_to_move", _("Free to be hired by the hirer"), "Waadi art. 9a", f"{WAADI}9a"),
)
"""Held by the handler; what the law computes of pay stands in `law`. Read in the text valid on 2026-07-01."""


def urgent(answers: Answers) -> bool:
    """Danger now."""
    return answers.get("danger") == "yes"


CASE_TYPE = CaseType(
    id="pay_report",
    identification="MEDEMENS-LOON-MELDING",
    name=_("Report about pay or an agency"),
    subjects=(PAY, AGENCY),
    questions=QUESTIONS,
    statuses=STATUSES,
    outcomes=(
        Outcome("unfounded", _("Unfounded"), TOLD["unfounded"], "unfounded"),
        Outcome("referred", _("Referred"), TOLD["referred"], "referred"),
        Outcome("used", _("Kept as a signal"), TOLD["used"], "used"),
        Outcome("inspected", _("Inspected"), TOLD["inspected"], "inspected"),
        Outcome("repaired", _("Put right by the employer"), TOLD["repaired"], "inspected"),
        Outcome("sanction", _("Sanction"), TOLD["sanction"], "sanction", decision=True),
        Outcome("withdrawn", _("Withdrawn by the reporter"), TOLD["withdrawn"], "withdrawn"),
    ),
    term=answered_within("pay_report_answered", 6),
    formal_term=None,
    referrals=(FORWARDING, WAGE_COOPERATION, LENDER_SUPERVISION, CONSENT, VITAL_INTEREST),
    norms=(
        *(NormInQuestion(norm.id, TITLES[norm.id], norm.citation, norm.text_url) for norm in (*NORMS, HOLIDAY_ALLOWANCE)),
        *AGENCY_NORMS,
    ),
    retention=kept_for_years(2),
    processing="pay_reports",
    urgent=urgent,
)
