"""The landlord report: what a municipality's reporting point does (Wgv art. 4). Texts for officials."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from medemens.casework.case_type_parts import (
    CONSENT,
    FORWARDING,
    LENDER_SUPERVISION,
    STATUSES,
    VITAL_INTEREST,
    WAGE_COOPERATION,
    answered_within,
)
from medemens.casework.case_types import Answers, CaseType, Closed, LegalBasis, NormInQuestion, Outcome, Removal
from medemens.common.questions import Text
from medemens.housing.landlords.judging import judge
from medemens.housing.landlords.reporter import QUESTIONS, SUBJECT, TOLD
from medemens.law.awb.norms import decision_on_application
from medemens.law.finding import Norm
from medemens.law.wgv.retention import ClosedReport, Trigger, deletion
from medemens.law.wgv.tenancy import NORMS

NAMES: dict[str, Text] = {
    "selection": _("Clear selection, no discrimination"),
    "written_method": _("Written method against discrimination"),
    "no_intimidation": _("No intimidation"),
    "deposit_height": _("Deposit of two months at most"),
    "deposit_back": _("Deposit back in time"),
    "written_agreement": _("Tenancy agreement in writing"),
    "information": _("Written information"),
    "service_costs": _("Only real service costs"),
    "service_statement": _("Yearly account of service costs"),
    "intermediary_fee": _("No agent's fee for the tenant"),
    "landlord_fees": _("No unreasonable fees"),
    "maximum_rent": _("Rent not above the maximum"),
    "rent_increase": _("Increase not above the maximum"),
    "entry": _("No entry without consent"),
    "separate_agreements": _("Tenancy apart from the job"),
    "information_understood": _("Information in a language the worker understands"),
}
TRIGGERS = {each.key: each for each in Trigger} | {"refused": Trigger.NOT_ENFORCED}
FINAL = ("decision_final", "refused")
"""What only counts once it can no longer be contested."""
ARTICLE_2 = "https://wetten.overheid.nl/BWBR0048028/2026-06-04#Artikel2"


def retention(closed: Closed) -> Removal | None:
    """Besluit goed verhuurderschap art. 2. While a decision can still be contested, no day is known.

    A request that is refused is a decision not to enforce (art. 2(1)(c)). Our reading: that is decided when the refusal is final,
    for the record is needed until then.
    """
    trigger = TRIGGERS[closed.trigger]
    on: date | None = closed.irrevocable_on if closed.trigger in FINAL else closed.closed_on
    if on is None:
        return None
    found = deletion(ClosedReport(closed.received_on, trigger, max(on, closed.received_on), closed.kept_for_file))
    return Removal(found.delete_on, found.why, found.citation)


def urgent(answers: Answers) -> bool:
    """Danger now."""
    return answers.get("danger") == "yes"


def formal(answers: Answers) -> bool:
    """A request to enforce: an application (Awb art. 1:3(3), 4:1), not just a report."""
    return answers.get("request") == "formal"


def _text_url(norm: Norm) -> str:
    return norm.text_url or (ARTICLE_2 if norm.citation.startswith("Wgv art. 2") else "")


CASE_TYPE = CaseType(
    id="landlord_report",
    identification="MEDEMENS-WGV-MELDING",
    name=_("Report about a landlord (Wgv)"),
    subjects=(SUBJECT,),
    questions=QUESTIONS,
    statuses=STATUSES,
    outcomes=(
        Outcome("unfounded", _("Unfounded"), TOLD["unfounded"], "unfounded"),
        Outcome("referred", _("Referred"), TOLD["referred"], "referred"),
        Outcome("not_enforced", _("No enforcement"), TOLD["not_enforced"], "not_enforced"),
        Outcome("warned", _("Warning"), TOLD["warned"], "not_enforced"),
        Outcome("refused", _("Request to enforce refused"), TOLD["refused"], "refused", decision=True),
        Outcome("order", _("Order under penalty"), TOLD["order"], "decision_final", decision=True),
        Outcome("fine", _("Administrative fine"), TOLD["fine"], "decision_final", decision=True),
        Outcome("withdrawn", _("Withdrawn by the reporter"), TOLD["withdrawn"], "not_enforced"),
    ),
    term=answered_within("landlord_report_answered", 6),
    formal_term=decision_on_application(),
    referrals=(
        FORWARDING,
        CONSENT,
        VITAL_INTEREST,
        WAGE_COOPERATION,
        LENDER_SUPERVISION,
        LegalBasis("wgv_referral", _("Referred by the reporting point"), "Besluit goed verhuurderschap art. 2(1)(b)"),
    ),
    norms=tuple(NormInQuestion(norm.id, NAMES[norm.id], norm.citation, _text_url(norm)) for norm in NORMS),
    retention=retention,
    processing="landlord_reports",
    judge=judge,
    urgent=urgent,
    formal=formal,
    per_municipality=True,
)
