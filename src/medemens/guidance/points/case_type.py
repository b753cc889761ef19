"""The question. Texts for officials."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medemens.casework.case_type_parts import CONSENT, FORWARDING, STATUSES, answered_within, kept_for_years
from medemens.casework.case_types import CaseType, Outcome
from medemens.guidance.points.reporter import QUESTIONS, SUBJECT, TOLD

CASE_TYPE = CaseType(
    id="question",
    identification="MEDEMENS-VRAAG",
    name=_("Question"),
    subjects=(SUBJECT,),
    questions=QUESTIONS,
    statuses=STATUSES,
    outcomes=(
        Outcome("answered", _("Answered"), TOLD["answered"], "answered"),
        Outcome("referred", _("Referred"), TOLD["referred"], "referred"),
        Outcome("unanswered", _("Not answered"), TOLD["unanswered"], "unanswered"),
        Outcome("withdrawn", _("Withdrawn"), TOLD["withdrawn"], "withdrawn"),
    ),
    term=answered_within("question_answered", 2),
    formal_term=None,
    referrals=(FORWARDING, CONSENT),
    norms=(),
    retention=kept_for_years(1),
    processing="questions",
)
