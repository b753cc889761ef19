"""What firms send to the admission authority: applications, changes, objections. Texts for officials and firms."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medemens.casework.case_type_parts import FORWARDING, LENDER_SUPERVISION, answered_within, kept_for_years
from medemens.casework.case_types import CaseType, NormInQuestion, Outcome, Status, Subject
from medemens.law.awb.norms import decision_on_application, decision_on_objection
from medemens.work.lenders.actions import decided
from medemens.work.lenders.admission import staff_words
from medemens.work.lenders.applying import judging, questions
from medemens.work.lenders.applying.objecting import counted_from

WAADI = "https://wetten.overheid.nl/BWBR0009616/2026-07-01#Artikel"
STATUSES = (
    Status("received", _("Received"), _("We received it.")),
    Status("complete", _("Being checked for completeness"), _("We look whether everything is there that we need.")),
    Status("assessing", _("Being assessed"), _("We hold it against the conditions of the law.")),
    Status("deciding", _("Decision in preparation"), _("We are writing the decision.")),
    Status("ended", _("Ended"), _("We are done with it.")),
)
NORMS = (
    NormInQuestion("representation", _("Who applies may act for the firm"), "Awb art. 2:1", ""),
    NormInQuestion("trade_register", _("In the trade register"), "Waadi art. 12j(1)(a), 12k(1)(a)", f"{WAADI}12k"),
    NormInQuestion("certificate_of_conduct", _("Certificate of conduct (VOG)"), "Waadi art. 12o", f"{WAADI}12o"),
    NormInQuestion("financial_security", _("Financial security"), "Waadi art. 12p, 23c", f"{WAADI}12p"),
    NormInQuestion("newcomer", _("No lending in the twelve months before"), "Waadi art. 12j(1)(c)", f"{WAADI}12j"),
    NormInQuestion("inspection_report", _("Report of an inspection body"), "Waadi art. 12q(1), 12r(1)", f"{WAADI}12r"),
    NormInQuestion("vat_paid", _("VAT paid"), "Waadi art. 12q(2)", f"{WAADI}12q"),
    NormInQuestion("wage_tax_paid", _("Wage tax and premiums paid"), "Waadi art. 12q(2)", f"{WAADI}12q"),
    NormInQuestion("housing", _("Housing of certified landlords only"), "Waadi art. 12b, 12q(2)", f"{WAADI}12b"),
    NormInQuestion("minimum_wage", _("Minimum wage and holiday allowance"), "Waadi art. 12q(2); Wml art. 7 to 16", f"{WAADI}12q"),
    NormInQuestion("right_to_work", _("Right to work and identity"), "Waadi art. 12q(2); Wav art. 2, 15", f"{WAADI}12q"),
    NormInQuestion("posted_workers", _("Posted workers notified"), "Waadi art. 12q(2); WagwEU art. 8", f"{WAADI}12q"),
    NormInQuestion("written_terms", _("Terms of work given in writing"), "Waadi art. 12q(2); BW art. 7:655", f"{WAADI}12q"),
    NormInQuestion("exemption", _("Conditions of an exemption"), "Waadi art. 12e", f"{WAADI}12e"),
    NormInQuestion("lent_unlawfully", _("No unlawful lending in the twelve months before"), "Waadi art. 12k(2)", f"{WAADI}12k"),
    NormInQuestion("discrimination", _("No final conviction for discrimination"), "Waadi art. 12j(2), 12k(3)", f"{WAADI}12j"),
    NormInQuestion("bibob", _("No serious danger of abuse (Bibob)"), "Waadi art. 12f, 12j(3), 12k(4)", f"{WAADI}12k"),
)
WITHDRAWN = Outcome("withdrawn", _("Withdrawn"), _("You took it back."), "withdrawn")

APPLICATION = CaseType(
    id="lender_application",
    identification="MEDEMENS-WAADI-AANVRAAG",
    name=_("Application of a lender"),
    subjects=(
        Subject("lender_admission", _("Admission as a lender")),
        Subject("lender_provisional", _("Provisional admission as a lender")),
        Subject("lender_exemption", _("Exemption from the duty of admission")),
    ),
    questions=questions.OF_APPLICATION,
    statuses=STATUSES,
    outcomes=(
        Outcome("granted", _("Granted"), _("We granted what you asked for."), "decision", decision=True),
        Outcome("refused", _("Refused"), _("We did not grant what you asked for."), "decision", decision=True, four_eyes=True),
        Outcome(
            "not_considered",
            _("Not considered: incomplete (Awb 4:5)"),
            _("Your application was not complete, so we did not consider it."),
            "decision",
            decision=True,
            four_eyes=True,
        ),
        WITHDRAWN,
    ),
    term=answered_within("lender_application_answered", 8),
    formal_term=decision_on_application(),
    referrals=(FORWARDING, LENDER_SUPERVISION),
    norms=NORMS,
    retention=kept_for_years(7),
    processing="lender_applications",
    judge=judging.judge,
    formal=lambda answers: True,
    by_account=True,
    taken=decided.taken,
    problems=staff_words.OF_A_CASE,
    page="admission:application",
)

CHANGE = CaseType(
    id="lender_change",
    identification="MEDEMENS-WAADI-WIJZIGING",
    name=_("Change reported by a lender"),
    subjects=(Subject("lender_change", _("A change at a lender")),),
    questions=questions.OF_CHANGE,
    statuses=STATUSES,
    outcomes=(
        Outcome("processed", _("Processed"), _("We wrote down the change."), "ended"),
        Outcome("not_processed", _("Not processed"), _("We did not write down the change."), "ended"),
        WITHDRAWN,
    ),
    term=answered_within("lender_change_answered", 4),
    formal_term=None,
    referrals=(FORWARDING, LENDER_SUPERVISION),
    norms=NORMS,
    retention=kept_for_years(7),
    processing="lender_applications",
    by_account=True,
    page="admission:application",
)

OBJECTION = CaseType(
    id="lender_objection",
    identification="MEDEMENS-WAADI-BEZWAAR",
    name=_("Objection of a lender"),
    subjects=(Subject("lender_objection", _("Objection to a decision about a lender")),),
    questions=questions.OF_OBJECTION,
    statuses=STATUSES,
    outcomes=(
        Outcome("founded", _("Founded"), _("You were right. We decided anew."), "decision", decision=True, four_eyes=True),
        Outcome("unfounded", _("Unfounded"), _("Our decision stands."), "decision", decision=True, four_eyes=True),
        Outcome(
            "inadmissible",
            _("Inadmissible"),
            _("We could not look at your objection."),
            "decision",
            decision=True,
            four_eyes=True,
        ),
        WITHDRAWN,
    ),
    term=answered_within("lender_objection_answered", 6),
    formal_term=decision_on_objection(committee=False),
    referrals=(FORWARDING,),
    norms=NORMS,
    retention=kept_for_years(7),
    processing="lender_applications",
    formal=lambda answers: True,
    by_account=True,
    counted_from=counted_from,
    page="admission:application",
)

CASE_TYPES = (APPLICATION, CHANGE, OBJECTION)
