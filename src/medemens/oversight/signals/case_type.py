"""The signal of exploitation. Texts for officials."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medemens.casework.case_type_parts import (
    CONSENT,
    FORWARDING,
    STATUSES,
    VITAL_INTEREST,
    answered_within,
    kept_for_years,
)
from medemens.casework.case_types import Answers, CaseType, NormInQuestion, Outcome
from medemens.oversight.signals.reporter import QUESTIONS, SUBJECT, TOLD

TRAFFICKING_TEXT = "https://wetten.overheid.nl/BWBR0001854/2026-07-01#Artikel273f"


def urgent(answers: Answers) -> bool:
    """Always looked at first: what is chosen here is grave by itself."""
    return True


CASE_TYPE = CaseType(
    id="exploitation_signal",
    identification="MEDEMENS-UITBUITING-SIGNAAL",
    name=_("Signal of exploitation"),
    subjects=(SUBJECT,),
    questions=QUESTIONS,
    statuses=STATUSES,
    outcomes=(
        Outcome("unfounded", _("Not confirmed"), TOLD["unfounded"], "unfounded"),
        Outcome("referred", _("Referred"), TOLD["referred"], "referred"),
        Outcome("help", _("Brought to help"), TOLD["help"], "help"),
        Outcome("investigation", _("Criminal investigation"), TOLD["investigation"], "investigation"),
        Outcome("used", _("Kept as a signal"), TOLD["used"], "used"),
        Outcome("withdrawn", _("Withdrawn by the reporter"), TOLD["withdrawn"], "withdrawn"),
    ),
    term=answered_within("exploitation_signal_answered", 1),
    formal_term=None,
    referrals=(VITAL_INTEREST, CONSENT, FORWARDING),
    norms=(NormInQuestion("trafficking", _("Human trafficking"), "Sr art. 273f", TRAFFICKING_TEXT),),
    retention=kept_for_years(5),
    processing="exploitation_signals",
    urgent=urgent,
)
