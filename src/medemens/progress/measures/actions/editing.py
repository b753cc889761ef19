"""The editors of the monitor: each change is a draft first, waits, and is published or sent back by another person.

Whatever a change is, it is written as in a file and taken in the same way: a step is added or stands in the place of one that was
wrong, and what was known before stays readable. There is no deed that sets a state.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from medemens.casework import audit
from medemens.casework.actions.submissions import NotPossible
from medemens.common.staff import StaffMember
from medemens.progress.measures.actions import importing
from medemens.progress.measures.actions.importing import Plan, WantedStep
from medemens.progress.measures.models import Measure, Promise, PromiseEvent, Proposal, StatusEvent
from medemens.progress.measures.reading import Fault

State = Proposal.State
Kind = Proposal.Kind
HARMLESS = frozenset({"unknown_field"})
"""Faults for which nothing is left out but what is not known."""


class Faulty(ValueError):
    """What somebody wants in the monitor has faults."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(", ".join(sorted({each.reason for each in faults})))
        self.faults = faults


def differences(proposal: Proposal) -> Plan:
    """What a proposal would change in the monitor as it is now.

    A new step stays a new one, whatever came in since it was written down: it takes a name that is free.
    """
    content = copy.deepcopy(proposal.content)
    if proposal.kind in (Kind.STEP, Kind.REPORT):
        for section, listed, model, owner in (
            ("measures", "status", StatusEvent, "measure__code"),
            ("promises", "steps", PromiseEvent, "promise__key"),
        ):
            for entry in content.get(section, ()):
                taken = set(model.objects.filter(**{owner: entry["id"]}).values_list("key", flat=True))
                for step in entry.get(listed, ()):
                    step["id"] = _free(step["id"], taken)
                    taken.add(step["id"])
    return importing.plan(content)


def _free(key: str, taken: set[str]) -> str:
    number, found = 1, key
    while found in taken:
        number += 1
        found = f"{key[:54]}-{number}"
    return found


def faults_of(plan: Plan) -> list[Fault]:
    """What must be mended before anything of it is taken."""
    return [each for each in plan.faults if each.reason not in HARMLESS]


def seen(plan: Plan) -> str:
    """A mark of all that a plan would write and of what stands there: who publishes gives back the one that they saw."""
    text = repr([(each.section, each.key, each.new, each.changes, [_step(one) for one in each.steps]) for each in plan.wanted])
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _step(one: WantedStep) -> tuple[object, ...]:
    return one.key, one.corrects, sorted(one.values.items()), sorted(one.before.items())


@transaction.atomic
def draft(
    *,
    kind: Kind,
    content: Mapping[str, Any],
    reasons: str,
    by: StaffMember,
    now: datetime,
    measure: str = "",
    promise: str = "",
) -> Proposal:
    """Writes a change down as a draft.

    :raises Faulty: something in it is wrong; a file is kept with its faults, so that they can be looked at
    :raises NotPossible: `nothing`: it says what stands there already
    """
    plan = importing.plan(dict(content))
    if kind != Kind.FILE and (faults := faults_of(plan)):
        raise Faulty(faults)
    if not plan.changes and not plan.faults:
        raise NotPossible("nothing")
    made = Proposal.objects.create(
        kind=kind,
        content=dict(content),
        reasons=reasons,
        state=State.DRAFT,
        authority=by.authority,
        proposed_by=by,
        proposed_at=now,
        measure=Measure.objects.filter(code=measure).first() if measure else None,
        promise=Promise.objects.filter(key=promise).first() if promise else None,
    )
    _note("drafted", made, by, now)
    return made


@transaction.atomic
def ask(*, proposal: Proposal, reasons: str, by: StaffMember, now: datetime) -> Proposal:
    """Asks a colleague to judge a draft of one's own.

    :raises NotPossible: `not_waiting`: it is no draft any more, `other`: it is of somebody else, or `nothing`
    :raises Faulty: something in it is wrong
    """
    held = _held(proposal, State.DRAFT)
    if held.proposed_by_id != by.pk:
        raise NotPossible("other")
    plan = differences(held)
    if faults := faults_of(plan):
        raise Faulty(faults)
    if not plan.changes:
        raise NotPossible("nothing")
    held.state, held.proposed_at, held.reasons = State.WAITING, now, reasons or held.reasons
    held.save(update_fields=["state", "proposed_at", "reasons"])
    _note("proposed", held, by, now)
    return held


@transaction.atomic
def throw_away(*, proposal: Proposal, by: StaffMember, now: datetime) -> None:
    """Removes a draft of one's own, of which nothing came into the monitor.

    :raises NotPossible: `not_waiting`: it is no draft any more, or `other`: it is of somebody else
    """
    held = _held(proposal, State.DRAFT)
    if held.proposed_by_id != by.pk:
        raise NotPossible("other")
    _note("thrown_away", held, by, now)
    held.delete()


@transaction.atomic
def publish(*, proposal: Proposal, mark: str, by: StaffMember, now: datetime) -> Proposal:
    """Another than who proposed it puts it into the monitor, as a whole; `mark` is that of the differences that they saw.

    :raises NotPossible: `not_waiting`, `own`, `changed`: the differences are others by now, or `nothing`
    :raises Faulty: something in it is wrong by now
    """
    # One publishes at a time, so that the differences are still those of the monitor when they are written.
    list(Proposal.objects.select_for_update().filter(state=State.WAITING).order_by("pk").values_list("pk"))
    held = _waiting(proposal, by)
    plan = differences(held)
    if faults := faults_of(plan):
        raise Faulty(faults)
    if not plan.changes:
        raise NotPossible("nothing")
    if seen(plan) != mark:
        raise NotPossible("changed")
    importing.take(plan, by=by, now=now, deed="publish")
    held.state, held.judged_by, held.judged_at = State.PUBLISHED, by, now
    held.measure = held.measure or Measure.objects.filter(code=_new_measure(held)).first()
    held.save(update_fields=["state", "judged_by", "judged_at", "measure"])
    _note("published", held, by, now)
    return held


@transaction.atomic
def send_back(*, proposal: Proposal, remark: str, by: StaffMember, now: datetime) -> Proposal:
    """Another does not agree and says why. Nothing comes into the monitor.

    :raises NotPossible: `not_waiting`, `own`, or `no_remark`
    """
    held = _waiting(proposal, by)
    if not remark.strip():
        raise NotPossible("no_remark")
    held.state, held.remark, held.judged_by, held.judged_at = State.SENT_BACK, remark, by, now
    held.save(update_fields=["state", "remark", "judged_by", "judged_at"])
    _note("sent_back", held, by, now)
    return held


def _new_measure(held: Proposal) -> str:
    listed = held.content.get("measures") or [{}]
    return str(listed[0].get("id", "")) if held.kind == Kind.MEASURE else ""


def _held(proposal: Proposal, state: State) -> Proposal:
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if held.state != state:
        raise NotPossible("not_waiting")
    return held


def _waiting(proposal: Proposal, by: StaffMember) -> Proposal:
    held = _held(proposal, State.WAITING)
    if held.proposed_by_id is not None and held.proposed_by_id == by.pk:
        raise NotPossible("own")
    if held.proposed_by_id is None and held.party_id is None:
        raise NotPossible("own")  # who proposed it is gone, so nobody can tell that it is another
    return held


def _note(deed: str, proposal: Proposal, by: StaffMember, now: datetime) -> None:
    audit.record(f"monitor.{deed}", now=now, by=by, authority=by.authority, proposal=proposal.pk, kind=str(proposal.kind))
