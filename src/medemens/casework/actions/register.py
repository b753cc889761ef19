"""Entries of public registers: added and corrected, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from medemens.casework import audit
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.models import Decision, RegisterEntry
from medemens.common.authorities import Authority
from medemens.common.organisations import Organisation
from medemens.common.staff import StaffMember


@dataclass(frozen=True)
class EntryDraft:
    """An entry before it is recorded. `valid_until` is its last day; None: no end is known."""

    register: str
    organisation: Organisation
    kind: str
    made_known_on: date
    takes_effect_on: date
    valid_until: date | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def record(
    *, draft: EntryDraft, authority: Authority, by: StaffMember | None, now: datetime, decision: Decision | None = None
) -> RegisterEntry:
    """Adds an entry; `by` is None for an import that the installation does itself."""
    entry = _made(draft, authority, by, now, decision=decision)
    _note("recorded", entry, by, now)
    return entry


@transaction.atomic
def correct(
    *, entry: RegisterEntry, draft: EntryDraft | None, authority: Authority, by: StaffMember, now: datetime
) -> RegisterEntry:
    """Puts another entry in the place of one that was wrong, or nothing (`draft` is None). What was known before stays readable.

    :raises NotPossible: `corrected`: that was done already; correct the newer one
    """
    unchanged = EntryDraft(
        entry.register, entry.organisation, entry.kind, entry.made_known_on, entry.takes_effect_on, entry.valid_until, entry.facts
    )
    try:
        with transaction.atomic():
            made = _made(draft or unchanged, authority, by, now, corrects=entry, annulled=draft is None)
    except IntegrityError:
        raise NotPossible("corrected") from None
    _note("corrected", made, by, now)
    return made


@transaction.atomic
def record_many(*, drafts: Sequence[EntryDraft], organisations: int, register: str, authority: Authority, now: datetime) -> None:
    """Adds the entries of an import, with one record in the log for all of them: from which entry on, and how many."""
    audit.in_turn()
    made = RegisterEntry.objects.bulk_create(
        RegisterEntry(**_fields(draft), recorded_at=now, recorded_by=None, authority=authority) for draft in drafts
    )
    audit.record(
        "register.imported", now=now, actor="system", authority=authority, register=register, organisations=organisations,
        entries=len(made), entry=made[0].pk if made else None,
    )  # fmt: skip


def _fields(draft: EntryDraft) -> dict[str, Any]:
    return {each.name: getattr(draft, each.name) for each in fields(draft)}


def _made(draft: EntryDraft, authority: Authority, by: StaffMember | None, now: datetime, **more: Any) -> RegisterEntry:
    audit.in_turn()
    return RegisterEntry.objects.create(
        **_fields(draft),
        recorded_at=now,
        recorded_by=by,
        authority=authority,
        **more,
    )


def _note(deed: str, entry: RegisterEntry, by: StaffMember | None, now: datetime) -> None:
    audit.record(
        f"register.{deed}", now=now, by=by, actor="" if by else "system", authority=entry.authority, register=entry.register,
        entry=entry.pk, kind=entry.kind,
    )  # fmt: skip
