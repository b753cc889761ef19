"""Good practices: sent in by anybody, judged by an editor, taken out again with a reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from medemens.casework import audit
from medemens.casework.actions.submissions import NotPossible
from medemens.common import installation_key
from medemens.common.staff import StaffMember
from medemens.progress.measures.actions import importing
from medemens.progress.measures.actions.editing import Faulty, faults_of
from medemens.progress.measures.models import Edition, Practice, RemovedPractice, SentPractice, Theme

PURPOSE = "contact of a practice"
MOST_WAITING = 500
"""Practices that wait at once: a flood of them is not kept."""
KEPT = timedelta(days=365)
"""How long what was sent back is kept, so that its sender can still be told why; and what nobody judged."""
State = SentPractice.State


@transaction.atomic
def send(
    *, theme: str, fields: Mapping[str, str], language: str, contact: Mapping[str, str], public: bool, now: datetime
) -> SentPractice:
    """Keeps a practice for an editor to judge; the contact data are locked.

    :raises NotPossible: `too_many` wait already
    """
    if SentPractice.objects.filter(state=State.WAITING).count() >= MOST_WAITING:
        raise NotPossible("too_many")
    told = {name: value for name, value in contact.items() if value}
    made = SentPractice.objects.create(
        theme=Theme.objects.get(key=theme),
        language=language,
        fields=dict(fields),
        contact=installation_key.lock(json.dumps(told).encode(), purpose=PURPOSE) if told else None,
        contact_public=bool(told) and public,
        state=State.WAITING,
        sent_at=now,
    )
    audit.record("practice.sent", now=now, actor="reporter", practice=made.pk)
    return made


def contact_of(sent: SentPractice) -> dict[str, str]:
    """The contact data of who sent it; empty when there are none."""
    if sent.contact is None:
        return {}
    told: dict[str, str] = json.loads(installation_key.unlock(sent.contact, purpose=PURPOSE))
    return told


@transaction.atomic
def publish(*, sent: SentPractice, content: Mapping[str, Any], by: StaffMember, now: datetime) -> str:
    """Puts a practice into the directory, in the words of the editor; its key.

    Contact data are shown only when they were ticked as public.

    :raises NotPossible: `not_waiting`
    :raises Faulty: something in it is wrong
    """
    held = _waiting(sent)
    (entry,) = content["practices"]
    contact = ", ".join(contact_of(held).values())[:200] if held.contact_public else ""
    plan = importing.plan({"practices": [{**entry, "contact": contact}]})
    if faults := faults_of(plan):
        raise Faulty(faults)
    importing.take(plan, by=by, now=now, deed="practice")
    _judge(held, State.PUBLISHED, by, now, key=str(entry["id"]))
    audit.record("practice.published", now=now, by=by, authority=by.authority, practice=held.pk)
    return held.key


@transaction.atomic
def send_back(*, sent: SentPractice, remark: str, by: StaffMember, now: datetime) -> None:
    """It does not come into the directory; the contact data are removed.

    :raises NotPossible: `not_waiting`, or `no_remark`
    """
    held = _waiting(sent)
    if not remark.strip():
        raise NotPossible("no_remark")
    held.contact, held.contact_public, held.remark = None, False, remark
    _judge(held, State.SENT_BACK, by, now)
    audit.record("practice.sent_back", now=now, by=by, authority=by.authority, practice=held.pk)


@transaction.atomic
def remove_contact(*, key: str, by: StaffMember, now: datetime) -> None:
    """Takes the contact data of a practice away, in the directory and with what was sent in.

    :raises NotPossible: `nothing`: there are none
    """
    there = Practice.objects.filter(key=key).exclude(contact="").update(contact="", changed_at=now)
    there += SentPractice.objects.filter(key=key).exclude(contact=None).update(contact=None, contact_public=False)
    if not there:
        raise NotPossible("nothing")
    Edition.objects.create(recorded_at=now, recorded_by=by, deed="contact", changes=1)
    audit.record("practice.contact_removed", now=now, by=by, authority=by.authority, entry=_number(key))


@transaction.atomic
def remove(*, key: str, reason: str, by: StaffMember, now: datetime) -> None:
    """Takes a practice out of the directory, with the contact data of who sent it in.

    :raises NotPossible: `not_waiting`: it is not there any more, or `no_reason`
    """
    if not reason.strip():
        raise NotPossible("no_reason")
    number = _number(key)
    gone, _by_model = Practice.objects.filter(key=key).delete()
    if not gone:
        raise NotPossible("not_waiting")
    SentPractice.objects.filter(key=key).update(contact=None, contact_public=False)
    RemovedPractice.objects.create(key=key, reason=reason, removed_by=by, removed_at=now)
    Edition.objects.create(recorded_at=now, recorded_by=by, deed="removal", changes=1)
    audit.record("practice.removed", now=now, by=by, authority=by.authority, entry=number)


@transaction.atomic
def remove_old(*, now: datetime) -> int:
    """Removes what was sent back a year ago, and what nobody judged in a year; how many."""
    old = SentPractice.objects.filter(state=State.SENT_BACK, judged_at__lt=now - KEPT)
    old |= SentPractice.objects.filter(state=State.WAITING, sent_at__lt=now - KEPT)
    gone, _by_model = old.delete()
    if gone:
        audit.record("practice.old_removed", now=now, actor="system", entries=gone)
    return gone


def _number(key: str) -> int | None:
    """The number of a practice, for the log: a key may bear a name."""
    return Practice.objects.filter(key=key).values_list("pk", flat=True).first()


def _waiting(sent: SentPractice) -> SentPractice:
    held = SentPractice.objects.select_for_update().get(pk=sent.pk)
    if held.state != State.WAITING:
        raise NotPossible("not_waiting")
    return held


def _judge(held: SentPractice, state: State, by: StaffMember, now: datetime, key: str = "") -> None:
    held.state, held.judged_by, held.judged_at, held.key = state, by, now, key
    held.save(update_fields=["state", "judged_by", "judged_at", "key", "remark", "contact", "contact_public"])
