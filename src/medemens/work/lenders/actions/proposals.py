"""Decisions and corrections: proposed, approved by another where it takes something, published on their day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from medemens.casework import audit
from medemens.casework.actions import register
from medemens.casework.actions.register import EntryDraft
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import Decision as CaseDecision
from medemens.casework.models import RegisterEntry
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember
from medemens.law.waadi.decisions import BadDecision, Decision
from medemens.work.lenders.actions import letters
from medemens.work.lenders.models import Lender, Proposal
from medemens.work.lenders.queries import admission
from medemens.work.lenders.queries.history import KINDS, REGISTER, known, lines_of
from medemens.work.lenders.queries.letters import LetterText

State = Proposal.State


@transaction.atomic
def propose(
    *, lender: Lender, draft: EntryDraft, reasons: str, by: StaffMember, now: datetime, letter: LetterText | None = None
) -> Proposal:
    """Brings in an entry. A decision that takes something waits for another; the rest is published on its day, or at once.

    `letter` is what goes out to the firm; it is made with `letters.send` once nobody need approve it any more.

    :raises NotPossible: what the law does not allow (`BadDecision`), or `made_known_passed`: nobody could have kept to it
    """
    _in_time(draft.kind, draft.made_known_on, now)
    _lawful(lender, draft, None, now)
    made = _begun(lender, draft, reasons, by, now)
    if letter is not None:
        letters.write(proposal=made, text=letter)
    return made


@transaction.atomic
def take_over(
    *,
    lender: Lender,
    draft: EntryDraft,
    decision: CaseDecision,
    proposed_by: StaffMember | None,
    by: StaffMember,
    now: datetime,
) -> Proposal:
    """Takes over a decision that was taken in the case of an application, by two people where it takes something.

    Nobody approves it once more. It is published on its day, at once if that came, and the entry leads to the decision.

    :raises NotPossible: what the law does not allow (`BadDecision`), or `made_known_passed`
    """
    _in_time(draft.kind, draft.made_known_on, now)
    _lawful(lender, draft, None, now)
    two = proposed_by is not None and proposed_by.pk != by.pk
    judged = {"judged_by": by, "judged_at": now} if two else {}
    made = _made(lender, draft, State.APPROVED, proposed_by or by, now, decision=decision, **judged)
    _publish_if_due(made, by, now)
    return made


@transaction.atomic
def correct(
    *, lender: Lender, entry: RegisterEntry, draft: EntryDraft | None, reasons: str, by: StaffMember, now: datetime
) -> Proposal:
    """Puts another entry in the place of one that was wrong, or nothing (`draft` is None). Of a decision: with four eyes.

    :raises NotPossible: `corrected`: it was done already, or what the law does not allow
    """
    _lawful(lender, draft, entry, now)
    unchanged = EntryDraft(
        REGISTER, entry.organisation, entry.kind, entry.made_known_on, entry.takes_effect_on, entry.valid_until, entry.facts
    )
    return _begun(lender, draft or unchanged, reasons, by, now, corrects=entry, annuls=draft is None)


@transaction.atomic
def approve(*, proposal: Proposal, by: StaffMember, now: datetime, document: bytes | None = None) -> Proposal:
    """Another than who proposed it agrees. It is published on its day, at once if that came; `document` is the letter as PDF.

    :raises NotPossible: `own`, `not_waiting`, `made_known_passed`, `corrected`, or what the law does not allow by now
    """
    held = _judged(proposal, by, now)
    held.state = State.APPROVED
    held.save(update_fields=["state", "judged_by", "judged_at"])
    _note("approved", held, by, now)
    if document is not None:
        letters.send(proposal=held, document=document)
    _publish_if_due(held, by, now)
    return held


@transaction.atomic
def send_back(*, proposal: Proposal, remark: str, by: StaffMember, now: datetime) -> Proposal:
    """Another does not agree and says why. Nothing comes into the register; whoever proposed it can propose anew.

    :raises NotPossible: `own`, `not_waiting`
    """
    held = _waiting(proposal, by)
    held.state, held.remark, held.judged_by, held.judged_at = State.SENT_BACK, remark, by, now
    held.save(update_fields=["state", "remark", "judged_by", "judged_at"])
    _note("sent_back", held, by, now)
    return held


def publish_due(*, now: datetime, tell: Callable[[str], None] = lambda words: None) -> int:
    """Puts into the register what was approved and whose day came; how many. One that is not lawful now is told, and stays."""
    due = Proposal.objects.filter(state=State.APPROVED, made_known_on__lte=timezone.localdate(now)).order_by("id")
    done = 0
    for proposal in due:
        try:
            with transaction.atomic():
                held = Proposal.objects.select_for_update().select_related("lender__organisation").get(pk=proposal.pk)
                done += _publish_if_due(held, held.judged_by or held.proposed_by, now)
        except NotPossible as refused:
            tell(f"Decision {proposal.pk} could not be published: {refused.key}.")
    return done


def _begun(
    lender: Lender,
    draft: EntryDraft,
    reasons: str,
    by: StaffMember,
    now: datetime,
    *,
    corrects: RegisterEntry | None = None,
    annuls: bool = False,
) -> Proposal:
    waits = admission.needs_another(draft.kind, correction=corrects is not None)
    state = State.WAITING if waits else State.APPROVED
    made = _made(lender, draft, state, by, now, reasons=reasons, corrects=corrects, annuls=annuls)
    if not waits:
        _publish_if_due(made, by, now)
    return made


def _made(lender: Lender, draft: EntryDraft, state: str, by: StaffMember, now: datetime, **more: Any) -> Proposal:
    made = Proposal.objects.create(
        lender=lender,
        authority=_authority(by),
        kind=draft.kind,
        made_known_on=draft.made_known_on,
        takes_effect_on=draft.takes_effect_on,
        valid_until=draft.valid_until,
        facts=draft.facts,
        state=state,
        proposed_by=by,
        proposed_at=now,
        **more,
    )
    _note("proposed", made, by, now)
    return made


def _in_time(kind: str, made_known_on: date, now: datetime) -> None:
    """What takes something is made known today or later: of a day that has passed, nobody could have kept to it."""
    if kind in admission.FOUR_EYES and made_known_on < timezone.localdate(now):
        raise NotPossible("made_known_passed")


def _lawful(lender: Lender, draft: EntryDraft | None, entry: RegisterEntry | None, now: datetime) -> None:
    """Holds a decision against the law and the register; `entry` is what it will stand in the place of."""
    if draft is None or draft.kind not in KINDS:
        return
    others = [each for each in known(lines_of(lender.organisation_id), now) if entry is None or each.number != entry.pk]
    try:
        decision = Decision(KINDS[draft.kind], draft.made_known_on, draft.takes_effect_on, draft.valid_until)
        admission.check(others, decision)
    except BadDecision as bad:
        raise NotPossible(bad.key) from None


def _publish_if_due(held: Proposal, by: StaffMember | None, now: datetime) -> bool:
    """Puts it into the register if its day came; a correction at once, because it mends what is there."""
    if held.corrects is None and held.made_known_on > timezone.localdate(now):
        return False
    draft = None if held.annuls else _draft(held)
    _lawful(held.lender, draft, held.corrects, now)
    if held.corrects is not None and by is not None:
        held.entry = register.correct(entry=held.corrects, draft=draft, authority=held.authority, by=by, now=now)
    elif draft is not None:
        held.entry = register.record(draft=draft, authority=held.authority, by=by, now=now, decision=held.decision)
    held.state = State.PUBLISHED
    held.save(update_fields=["state", "entry"])
    return True


def _draft(held: Proposal) -> EntryDraft:
    return EntryDraft(
        REGISTER,
        held.lender.organisation,
        held.kind,
        held.made_known_on,
        held.takes_effect_on,
        held.valid_until,
        held.facts,
    )


def _judged(proposal: Proposal, by: StaffMember, now: datetime) -> Proposal:
    """The proposal with who judged it, lawful still."""
    held = _waiting(proposal, by)
    if held.corrects is None:
        _in_time(held.kind, held.made_known_on, now)
    _lawful(held.lender, None if held.annuls else _draft(held), held.corrects, now)
    held.judged_by, held.judged_at = by, now
    return held


def _waiting(proposal: Proposal, by: StaffMember) -> Proposal:
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if held.state != State.WAITING:
        raise NotPossible("not_waiting")
    if held.proposed_by_id is None or held.proposed_by_id == by.pk or held.authority_id != by.authority_id:
        raise NotPossible("own")
    return held


def _authority(by: StaffMember) -> Authority:
    assert by.authority is not None
    return by.authority


def _note(deed: str, proposal: Proposal, by: StaffMember, now: datetime) -> None:
    audit.record(
        f"admission.{deed}", now=now, by=by, authority=proposal.authority, proposal=proposal.pk, kind=proposal.kind,
        organisation=proposal.lender.organisation_id,
    )  # fmt: skip
