"""What a decision on an application comes to in the register."""

from __future__ import annotations

from medemens.casework.actions.register import EntryDraft
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.case_types import Taken
from medemens.law.waadi.decisions import BadDecision, Kind, standing
from medemens.work.lenders.actions import proposals
from medemens.work.lenders.models import Application, Lender
from medemens.work.lenders.queries.admission import computed
from medemens.work.lenders.queries.history import ENDED, REGISTER, decisions, facts, known, lines_of

GRANTED: dict[str, Kind] = {
    "lender_admission": Kind.ADMITTED,
    "lender_provisional": Kind.PROVISIONAL,
    "lender_exemption": Kind.EXEMPT,
}
"""What is granted, by the subject of the application."""


def taken(taken: Taken) -> None:
    """Puts it into the register on its day. Two pairs of eyes were on it already where that is needed.

    :raises NotPossible: `not_in_register`: nobody said yet which lender it is about; `made_known_passed`, or a `BadDecision`
    """
    application = Application.objects.select_related("lender__organisation").filter(case=taken.case).first()
    lender = application.lender if application else None
    if taken.decision.outcome == "not_considered":
        if lender is not None and _waits(lender, taken):
            known_on = taken.decision.made_known_on
            _take_over(lender, EntryDraft(REGISTER, lender.organisation, ENDED, known_on, known_on), taken)
        return
    if lender is None:
        raise NotPossible("not_in_register")
    asked = GRANTED[taken.case.subject]
    kind = Kind.REFUSED if taken.decision.outcome == "refused" else asked
    if kind is Kind.REFUSED and _has_another(lender, asked, taken):
        return
    try:
        made = computed(kind, taken.decision.made_known_on, taken.decision.takes_effect_on)
    except BadDecision as bad:
        raise NotPossible(bad.key) from None
    days = made.made_known_on, made.takes_effect_on, made.valid_until
    _take_over(lender, EntryDraft(REGISTER, lender.organisation, kind.key, *days), taken)


def _take_over(lender: Lender, draft: EntryDraft, taken: Taken) -> None:
    proposals.take_over(
        lender=lender, draft=draft, decision=taken.decision, proposed_by=taken.proposed_by, by=taken.by, now=taken.now
    )


def _waits(lender: Lender, taken: Taken) -> bool:
    """Whether the register shows an application that no decision followed: only then something must stop being shown.

    Waadi art. 23b(1): who applied in time is outside the ban until the day on which a decision is made known. Not to consider an
    application (Awb art. 4:5) is one; it is no refusal (12j, 12k), so no weeks to wind up follow it.
    """
    lines = known(lines_of(lender.organisation_id), taken.now)
    return facts(lines, taken.decision.made_known_on).applied_on is not None and not decisions(lines)


def _has_another(lender: Lender, asked: Kind, taken: Taken) -> bool:
    """Whether the lender lends on another ground than it asked for: an exemption that is refused does not end an admission."""
    stands = standing(decisions(known(lines_of(lender.organisation_id), taken.now)), taken.decision.made_known_on)
    exempt, asked_exempt = stands.status == Kind.EXEMPT.key, asked is Kind.EXEMPT
    return stands.new_workers and exempt is not asked_exempt
