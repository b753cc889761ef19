"""Decisions: reasons, moments, letter. Never changed, only followed by another; some are taken by another than proposed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from medemens.casework import audit
from medemens.casework.access import Opened
from medemens.casework.actions import terms
from medemens.casework.actions.entries import enclose, enter
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.case_types import Taken, case_type
from medemens.casework.enclosures import Enclosure
from medemens.casework.models import Case, Decision, Entry, ProposedDecision
from medemens.casework.queries import deeds as queries
from medemens.casework.wording import Wording
from medemens.common.staff import StaffMember
from medemens.law.awb.norms import objection_until

State = ProposedDecision.State


@dataclass(frozen=True)
class Draft:
    """A decision before it is made. `letter` is the accessible PDF that goes out."""

    outcome: str
    reasons: str
    decided_on: date
    made_known_on: date
    takes_effect_on: date
    letter: bytes


@transaction.atomic
def decide(*, opened: Opened, draft: Draft, by: StaffMember, now: datetime) -> Decision:
    """Takes a decision (Awb art. 1:3). The term for objection follows from the day it is made known (Awb art. 6:7 and 6:8).

    A later decision in the same case follows the one before it; the terms that ran for it are met.

    :raises NotPossible: `four_eyes`: one proposes it and another takes it; `proposed`: another one waits; or what the chapter
        refuses
    """
    if case_type(opened.case.case_type).outcome(draft.outcome).four_eyes:
        raise NotPossible("four_eyes")
    if queries.waiting_decision(opened.case) is not None:
        raise NotPossible("proposed")
    decision = _made(opened, draft, by, now)
    _carry_out(decision, by, None, now)
    return decision


@transaction.atomic
def propose(*, opened: Opened, wording: Wording, by: StaffMember, now: datetime) -> ProposedDecision:
    """Says what should be decided, for another of the same authority to take. All that the letter needs is locked.

    :raises NotPossible: `not_four_eyes`: whoever handles the case takes it themselves; `proposed`: a decision waits already
    """
    case = opened.case
    if not case_type(case.case_type).outcome(wording.outcome).four_eyes:
        raise NotPossible("not_four_eyes")
    Case.objects.select_for_update().get(pk=case.pk)
    if queries.waiting_decision(case) is not None:
        raise NotPossible("proposed")
    locked = opened.key.lock(wording.content)
    entry = enter(case, Entry.Kind.PROPOSED, key=wording.outcome, now=now, by=by, locked=locked)
    proposed = ProposedDecision.objects.create(case=case, entry=entry, outcome=wording.outcome, proposed_by=by)
    audit.record("decision.proposed", now=now, by=by, case=case, outcome=wording.outcome, proposal=proposed.pk)
    return proposed


@transaction.atomic
def take(*, opened: Opened, proposed: ProposedDecision, letter: bytes, by: StaffMember, now: datetime) -> Decision:
    """Another than who proposed it takes the decision, today; `letter` is that of `Wording.taken_on` today.

    :raises NotPossible: `own`, `not_waiting`, `other_authority`, or what the chapter refuses
    """
    held = _waiting(opened, proposed, by)
    if held.proposed_by is None:
        raise NotPossible("own")
    wording = Wording.read(opened.key.open(held.entry.content)).taken_on(timezone.localdate(now))
    draft = Draft(wording.outcome, wording.reasons, wording.decided_on, wording.made_known_on, wording.takes_effect_on, letter)
    held.decision = _made(opened, draft, by, now, proposal=held.pk)
    _judge(held, State.TAKEN, by, now)
    _carry_out(held.decision, by, held.proposed_by, now)
    return held.decision


@transaction.atomic
def send_back(*, opened: Opened, proposed: ProposedDecision, remark: str, by: StaffMember, now: datetime) -> None:
    """Another does not agree, and says why. Nothing was decided; it can be proposed anew.

    :raises NotPossible: `own`, `not_waiting`, `other_authority`
    """
    held = _waiting(opened, proposed, by)
    _judge(held, State.SENT_BACK, by, now)
    locked = opened.key.lock({"text": remark})
    enter(opened.case, Entry.Kind.SENT_BACK, key=held.outcome, now=now, by=by, locked=locked)
    audit.record("decision.sent_back", now=now, by=by, case=opened.case, outcome=held.outcome, proposal=held.pk)


def _made(opened: Opened, draft: Draft, by: StaffMember, now: datetime, *, proposal: int | None = None) -> Decision:
    """The decision with its line and its letter, and the terms that are met by it."""
    case = opened.case
    locked = opened.key.lock({"text": draft.reasons})
    entry = enter(case, Entry.Kind.DECISION, key=draft.outcome, now=now, by=by, locked=locked)
    letter = Enclosure(name="decision.pdf", media_type="application/pdf", content=draft.letter, pages=(), note="letter")
    (document,) = enclose(entry, opened.key, [letter])
    decision = Decision.objects.create(
        case=case,
        entry=entry,
        letter=document,
        outcome=draft.outcome,
        decided_on=draft.decided_on,
        made_known_on=draft.made_known_on,
        takes_effect_on=draft.takes_effect_on,
        objection_until=objection_until(draft.made_known_on),
        follows=case.decisions.order_by("id").last(),
    )
    terms.meet_all(case, on=draft.decided_on)
    case.save(update_fields=["due_on"])
    audit.record("decision.taken", now=now, by=by, case=case, outcome=draft.outcome, decision=decision.pk, proposal=proposal)
    return decision


def _carry_out(decision: Decision, by: StaffMember, proposed_by: StaffMember | None, now: datetime) -> None:
    """The step of the chapter; what it refuses undoes the decision."""
    case = decision.case
    case_type(case.case_type).taken(Taken(case=case, decision=decision, by=by, proposed_by=proposed_by, now=now))


def _waiting(opened: Opened, proposed: ProposedDecision, by: StaffMember) -> ProposedDecision:
    """The proposed decision as it is now, held until the end of the transaction, if this person may judge it."""
    held = ProposedDecision.objects.select_for_update().filter(pk=proposed.pk, case=opened.case).first()
    if held is None or held.state != State.WAITING:
        raise NotPossible("not_waiting")
    if held.proposed_by_id == by.pk:
        raise NotPossible("own")
    if by.authority_id != opened.case.authority_id:
        raise NotPossible("other_authority")
    return held


def _judge(held: ProposedDecision, state: str, by: StaffMember, now: datetime) -> None:
    held.state, held.judged_by, held.judged_at = state, by, now
    held.save(update_fields=["state", "judged_by", "judged_at", "decision"])
