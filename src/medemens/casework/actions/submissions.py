"""A reporter's deeds: send in, write, add papers, withdraw. They hold a code, and nothing else is known of them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from medemens.casework import access, audit
from medemens.casework.actions import terms
from medemens.casework.actions.entries import enclose, enter
from medemens.casework.case_types import case_type
from medemens.casework.codes import Code
from medemens.casework.enclosures import Enclosure
from medemens.casework.models import AuthorityKey, Case, DocumentPart, Entry, Mailbox
from medemens.casework.sealing import CaseKey
from medemens.common import rows
from medemens.common.authorities import Authority
from medemens.common.organisations import Organisation
from medemens.common.shared_commits import durably
from medemens.common.staff import StaffMember

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Those that people do not mix up (Crockford's base 32)."""


class NotPossible(ValueError):
    """The deed cannot be done now; `key` says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Submission:
    """What somebody sends in. `answers`, `contact` and `language` are sealed; the rest is readable for the work.

    `contact` is empty for an anonymous reporter; `way` is `anonymous`, `confidential` or `contact`. `judged` are findings that
    came along with a pay check.
    """

    case_type: str
    subject: str
    authority: Authority
    municipality: str
    language: str
    answers: dict[str, Any]
    way: str
    contact: dict[str, str] = field(default_factory=dict)
    organisation: Organisation | None = None
    formal_request: bool = False
    enclosures: tuple[Enclosure, ...] = ()
    judged: tuple[dict[str, Any], ...] = ()


def new_reference() -> str:
    """A case's reference: ten characters that say nothing about how many cases there are."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def submit(*, submission: Submission, code: Code, now: datetime) -> Case:
    """Receives a report; when this returns it is durable. Sent twice with one code, it is received once.

    Papers that were not there the first time are added: who got no answer may choose other ones before they press again.

    :raises NotPossible: `no_key`: the authority has made no key yet; `removed`: it was received, and has been removed since
    """
    mailbox = Mailbox(lookup=code.lookup, public_key=code.public_key)
    case, key = _new_case_of(submission, mailbox, now)
    locked = key.lock(_content(submission))
    counted_from = _counted_from(submission, now)
    try:
        durably(lambda: _receive(case, key, locked, submission.enclosures, counted_from=counted_from, now=now))
    except IntegrityError:
        received = access.mailbox(code)
        if not received and access.removed(code):
            raise NotPossible("removed") from None
        if not received:
            raise
        _add_papers(received[0], submission, now=now)
        return received[0].case
    return case


@transaction.atomic
def _add_papers(received: access.Opened, submission: Submission, *, now: datetime) -> None:
    """Adds the papers that the case has not got yet; the same file made safe has the same bytes."""
    if not submission.enclosures:
        return
    _again(received)
    kept = {received.key.open_bytes(each.content) for each in DocumentPart.objects.filter(document__case=received.case)}
    new = [each for each in submission.enclosures if not kept.issuperset(each.pages or (each.content,))]
    if new:
        write(opened=received, text="", language=submission.language, enclosures=new, now=now)


def write_down(*, submission: Submission, code: Code | None, received_at: datetime, by: StaffMember, now: datetime) -> Case:
    """A report that came by telephone, by letter or at the desk. Without a code the reporter gets no mailbox.

    The term is counted from the day on which it came in; the entry tells when it was written down, and by whom.

    :raises NotPossible: `no_key`: the authority has made no key yet
    """
    mailbox = Mailbox(lookup=code.lookup, public_key=code.public_key) if code else None
    case, key = _new_case_of(submission, mailbox, received_at)
    locked = key.lock(_content(submission))
    counted_from = _counted_from(submission, received_at)
    with transaction.atomic():
        _receive(case, key, locked, submission.enclosures, counted_from=counted_from, now=now, by=by)
    return case


def _counted_from(submission: Submission, received_at: datetime) -> date:
    """The day from which the first term is counted."""
    return case_type(submission.case_type).counted_from(submission.answers, timezone.localdate(received_at))


def _content(submission: Submission) -> dict[str, Any]:
    """What of a submission is sealed."""
    return {
        "language": submission.language,
        "way": submission.way,
        "contact": submission.contact,
        "answers": submission.answers,
        "judged": list(submission.judged),
    }


def _new_case_of(submission: Submission, mailbox: Mailbox | None, now: datetime) -> tuple[Case, CaseKey]:
    kind = case_type(submission.case_type)
    key = CaseKey.new(new_reference())
    case = new_case(
        submission.authority,
        key,
        now=now,
        mailbox=mailbox,
        case_type=kind.id,
        subject=submission.subject,
        municipality=submission.municipality,
        organisation=submission.organisation,
        formal_request=submission.formal_request,
        urgent=kind.urgent(submission.answers),
        status=kind.statuses[0].id,
    )
    return case, key


def _receive(
    case: Case,
    key: CaseKey,
    locked: bytes,
    enclosures: Sequence[Enclosure],
    *,
    counted_from: date,
    now: datetime,
    by: StaffMember | None = None,
) -> None:
    """Within a transaction. All that is slow was done before: it holds other writers up only for as long as it must."""
    kind = case_type(case.case_type)
    term = terms.first(case, kind.formal_term if case.formal_request and kind.formal_term else kind.term, on=counted_from)
    if case.mailbox is not None:
        rows.add(case.mailbox)
        case.mailbox_id = case.mailbox.pk
    rows.add(case)
    entry = enter(case, Entry.Kind.REPORT, now=now, by=by, locked=locked, numbered=bool(enclosures))
    enclose(entry, key, enclosures)
    term.case_id = case.pk
    rows.add(term, numbered=False)
    audit.record("case.received", now=now, by=by, actor="" if by else "reporter", case=case, documents=len(enclosures))


def new_case(authority: Authority, key: CaseKey, *, now: datetime, mailbox: Mailbox | None, **fields: Any) -> Case:
    """The row of a case, with its key sealed; not saved yet.

    :raises NotPossible: `no_key`: the authority has made no key yet
    """
    authority_key = _key_in_use(authority)
    if authority_key is None:
        raise NotPossible("no_key")
    return Case(
        reference=key.reference,
        authority=authority,
        authority_key=authority_key,
        sealed_for_authority=key.for_authority(authority_key),
        mailbox=mailbox,
        sealed_for_reporter=key.for_mailbox(mailbox) if mailbox else None,
        received_at=now,
        **fields,
    )


def _key_in_use(authority: Authority) -> AuthorityKey | None:
    """By hand, because each report passes here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, public_key FROM casework_authoritykey WHERE authority_id = %s AND retired_at IS NULL", [authority.pk]
        )
        row = cursor.fetchone()
    return AuthorityKey.from_db(connection.alias, ("id", "public_key"), row) if row else None


@transaction.atomic
def write(*, opened: access.Opened, text: str, language: str, enclosures: Sequence[Enclosure] = (), now: datetime) -> Entry:
    """A reporter writes to the authority, or adds papers. A case that waited for them is taken up again."""
    case = _again(opened)
    locked = opened.key.lock({"text": text, "language": language})
    entry = enter(case, Entry.Kind.FROM_REPORTER, now=now, locked=locked)
    enclose(entry, opened.key, enclosures)
    case.unread = True
    if case.waiting == Case.Waiting.REPORTER:
        case.waiting = Case.Waiting.NOBODY
        terms.answered(case, on=_counts_again_on(opened, timezone.localdate(now)))
    case.save(update_fields=["unread", "waiting", "due_on"])
    audit.record("message.received", now=now, actor="reporter", case=case, documents=len(enclosures))
    return entry


def _counts_again_on(opened: access.Opened, today: date) -> date:
    """Today; when they had to answer by a day that has passed, the day after that one (Awb art. 4:15(1))."""
    asked = opened.case.entries.filter(kind=Entry.Kind.TO_REPORTER, key="question").order_by("id").last()
    last = opened.key.open(asked.content).get("complete_by") if asked else None
    return min(today, date.fromisoformat(last) + timedelta(1)) if last else today


@transaction.atomic
def withdraw(*, opened: access.Opened, reason: str, language: str, now: datetime) -> None:
    """A reporter takes their report back. The authority sees it, and may go on of its own accord.

    :raises NotPossible: `withdrawn`: that was done already
    """
    case = _again(opened)
    if case.withdrawn_at is not None:
        raise NotPossible("withdrawn")
    enter(case, Entry.Kind.WITHDRAWN, now=now, locked=opened.key.lock({"text": reason, "language": language}))
    case.withdrawn_at, case.unread = now, True
    case.save(update_fields=["withdrawn_at", "unread"])
    audit.record("case.withdrawn", now=now, actor="reporter", case=case)


def _again(opened: access.Opened) -> Case:
    """The case as it is now, held until the end of the transaction."""
    return Case.objects.select_for_update().get(pk=opened.case.pk)
