"""Passing a case to another body, with the ground for it. One that works with this system gets a case of its own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from medemens.casework import audit
from medemens.casework.access import Opened
from medemens.casework.actions import terms
from medemens.casework.actions.entries import enter
from medemens.casework.actions.submissions import NotPossible, new_case, new_reference
from medemens.casework.case_types import CaseType, case_type
from medemens.casework.models import Case, Document, DocumentPart, Entry, Referral
from medemens.casework.sealing import CaseKey
from medemens.common.authorities import Authority
from medemens.common.staff import StaffMember

PASSED_ON = (Entry.Kind.REPORT, Entry.Kind.FROM_REPORTER, Entry.Kind.TO_REPORTER)
"""What the other body receives: what the reporter wrote and was told. Notes and findings stay."""


@transaction.atomic
def refer(
    *, opened: Opened, to: Authority | None, to_name: str, basis: str, reason: str, by: StaffMember, now: datetime
) -> Referral:
    """Passes a case on. To an authority of this system the content goes sealed to its key; the reporter keeps one mailbox.

    The case itself stays open until it is closed with an outcome.

    :raises NotPossible: `itself`, or `no_key`: that authority has made no key yet
    """
    case = opened.case
    if to is not None and to.pk == case.authority_id:
        raise NotPossible("itself")
    kind = case_type(case.case_type)
    ground = next(each for each in kind.referrals if each.id == basis)
    entry = enter(case, Entry.Kind.REFERRAL, key=basis, now=now, by=by, locked=opened.key.lock({"text": reason}))
    referral = Referral.objects.create(
        case=case,
        entry=entry,
        authority=to,
        to_name=to.name if to else to_name,
        basis=ground.id,
        referred_on=timezone.localdate(now),
    )
    if to is not None:
        _pass_on(opened, to, kind, now)
    audit.record("case.referred", now=now, by=by, case=case, to=to.pk if to else None, basis=ground.id)
    return referral


def _pass_on(opened: Opened, to: Authority, kind: CaseType, now: datetime) -> None:
    old, key = opened.case, CaseKey.new(new_reference())
    case = new_case(
        to,
        key,
        now=now,
        mailbox=old.mailbox,
        case_type=old.case_type,
        subject=old.subject,
        municipality=old.municipality,
        organisation=old.organisation,
        formal_request=old.formal_request,
        urgent=old.urgent,
        status=kind.statuses[0].id,
        referred_from=old.authority.name,
    )
    case.save(force_insert=True)
    for entry in old.entries.filter(kind__in=PASSED_ON).order_by("id"):
        _copy(entry, case, opened.key, key)
    terms.start(case, kind.term, on=timezone.localdate(now))
    case.save(update_fields=["due_on"])
    audit.record("case.received", now=now, actor="system", case=case, referred=True)


def _copy(entry: Entry, case: Case, old: CaseKey, new: CaseKey) -> None:
    locked = new.lock(old.open(entry.content)) if entry.content is not None else None
    copy = Entry.objects.create(case=case, kind=entry.kind, key=entry.key, at=entry.at, content=locked)
    for document in entry.documents.order_by("id"):
        again = Document.objects.create(
            case=case,
            entry=copy,
            number=document.number,
            description=new.lock(old.open(document.description)),
            bytes=document.bytes,
            parts=document.parts,
        )
        DocumentPart.objects.bulk_create(
            DocumentPart(document=again, number=part.number, content=new.lock_bytes(old.open_bytes(part.content)))
            for part in document.contents.order_by("number")
        )
