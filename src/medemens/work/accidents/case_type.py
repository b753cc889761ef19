"""The report about unsafe work. Texts for officials."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from medemens.casework.case_type_parts import (
    CONSENT,
    FORWARDING,
    STATUSES,
    VITAL_INTEREST,
    answered_within,
    kept_for_years,
)
from medemens.casework.case_types import Answers, CaseType, Judged, NormInQuestion, Outcome
from medemens.casework.report_questions import chosen
from medemens.common.questions import Text
from medemens.work.accidents.reporter import QUESTIONS, SUBJECT, TOLD

DUTY_TO_REPORT = "accident_reported"
ARBOWET = "https://wetten.overheid.nl/BWBR0010346/2026-07-01#Artikel"
WAADI = "https://wetten.overheid.nl/BWBR0009616/2026-07-01#Artikel"
NORMS = (
    NormInQuestion("policy", _("Working conditions policy"), "Arbowet art. 3", f"{ARBOWET}3"),
    NormInQuestion("risk_assessment", _("Risk assessment"), "Arbowet art. 5", f"{ARBOWET}5"),
    NormInQuestion("risks_told_to_lender", _("Dangers told to the lender before the start"), "Arbowet art. 5(5)", f"{ARBOWET}5"),
    NormInQuestion(
        "risks_told_to_worker", _("Dangers told to the posted worker before the start"), "Waadi art. 11", f"{WAADI}11"
    ),
    NormInQuestion("instruction", _("Instruction and supervision"), "Arbowet art. 8", f"{ARBOWET}8"),
    NormInQuestion(DUTY_TO_REPORT, _("Serious accident reported at once"), "Arbowet art. 9(1)", f"{ARBOWET}9"),
    NormInQuestion("accident_list", _("List of accidents kept"), "Arbowet art. 9(2)", f"{ARBOWET}9"),
)
SERIOUS = ("hospital", "lasting", "death")


def judge(answers: Answers, on: date) -> tuple[Judged, ...]:
    """Arbowet art. 9(1): death, lasting injury or hospital must be reported directly by the employer."""
    if not chosen(answers, "accident"):
        return ()
    injury, reported = answers.get("injury"), answers.get("employer_reported")
    if injury in ("none", "light"):
        return ()
    if injury not in SERIOUS:
        return (_reported("cannot tell", _("What came of the accident")),)
    if reported not in ("yes", "no"):
        return (_reported("cannot tell", _("Whether the employer reported it")),)
    return (_reported("met" if reported == "yes" else "not met"),)


def _reported(outcome: str, because: Text = "") -> Judged:
    return Judged(DUTY_TO_REPORT, "Arbowet art. 9(1)", outcome, str(because))


def urgent(answers: Answers) -> bool:
    """Danger now, or a serious accident."""
    return answers.get("danger") == "yes" or answers.get("injury") in SERIOUS


CASE_TYPE = CaseType(
    id="unsafe_work_report",
    identification="MEDEMENS-ARBO-MELDING",
    name=_("Report about unsafe work"),
    subjects=(SUBJECT,),
    questions=QUESTIONS,
    statuses=STATUSES,
    outcomes=(
        Outcome("unfounded", _("Unfounded"), TOLD["unfounded"], "unfounded"),
        Outcome("referred", _("Referred"), TOLD["referred"], "referred"),
        Outcome("used", _("Kept as a signal"), TOLD["used"], "used"),
        Outcome("inspected", _("Inspected"), TOLD["inspected"], "inspected"),
        Outcome("stopped", _("Work stopped"), TOLD["stopped"], "sanction", decision=True),
        Outcome("sanction", _("Sanction"), TOLD["sanction"], "sanction", decision=True),
        Outcome("withdrawn", _("Withdrawn by the reporter"), TOLD["withdrawn"], "withdrawn"),
    ),
    term=answered_within("unsafe_work_report_answered", 4),
    formal_term=None,
    referrals=(FORWARDING, CONSENT, VITAL_INTEREST),
    norms=NORMS,
    retention=kept_for_years(2),
    processing="unsafe_work_reports",
    judge=judge,
    urgent=urgent,
)
