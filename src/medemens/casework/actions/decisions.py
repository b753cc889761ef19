"""Decisions: reasons, moments, letter. Never changed, only followed by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from medemens.casework import audit
from medemens.casework.access import Opened
from medemens.casework.actions import terms
from medemens.casework.actions.entries import enclose, enter
from medemens.casework.case_types import case_type
from medemens.casework.enclosures import Enclosure
from medemens.casework.models import Decision, Entry
from medemens.common.staff import StaffMember
from medemens.law.awb.norms import objection_until


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
    """
    case = opened.case
    case_type(case.case_type).outcome(draft.outcome)
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
    audit.record("decision.taken", now=now, by=by, case=case, outcome=draft.outcome, decision=decision.pk)
    return decision
