"""What handlers and coordinators do with a case. What they write is locked with the key of the opened case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from medemens.casework import audit
from medemens.casework.access import Opened
from medemens.casework.actions import retention, terms
from medemens.casework.actions.entries import enclose, enter
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.case_types import case_type
from medemens.casework.enclosures import Enclosure
from medemens.casework.models import Case, CaseLink, Entry, Finding
from medemens.casework.queries import deeds as queries
from medemens.common.organisations import Organisation, folded
from medemens.common.staff import StaffMember
from medemens.law.awb.terms import Ground

LEAST_TO_COMPLETE = timedelta(weeks=1)
"""How long somebody has at least to complete a request. The law asks for a term and sets none (Awb art. 4:5(1)): a choice."""


@transaction.atomic
def assign(*, case: Case, to: StaffMember | None, by: StaffMember, now: datetime) -> None:
    """Gives a case to a handler of the same authority, or puts it back into the queue (`to` is None).

    :raises NotPossible: `other_authority`, or `not_a_handler`
    """
    if to is not None and to.authority_id != case.authority_id:
        raise NotPossible("other_authority")
    if to is not None and not (to.is_active and (to.handler or to.coordinator)):
        raise NotPossible("not_a_handler")
    case.handler = to
    case.save(update_fields=["handler"])
    enter(case, Entry.Kind.HANDLER, key=str(to.pk) if to else "", now=now, by=by)
    audit.record("case.assigned", now=now, by=by, case=case, to=to.pk if to else None)


@transaction.atomic
def set_status(*, case: Case, status: str, by: StaffMember, now: datetime) -> None:
    """Moves a case to another step of its case type."""
    case_type(case.case_type).status(status)
    case.status = status
    case.save(update_fields=["status"])
    enter(case, Entry.Kind.STATUS, key=status, now=now, by=by)
    audit.record("case.status", now=now, by=by, case=case, status=status)


@transaction.atomic
def wait(*, case: Case, waiting: str, by: StaffMember, now: datetime) -> None:
    """Says for whom the case waits: the reporter, others, or nobody."""
    case.waiting = Case.Waiting(waiting)
    case.save(update_fields=["waiting"])
    audit.record("case.waiting", now=now, by=by, case=case, waiting=waiting)


@transaction.atomic
def mark_read(*, case: Case, by: StaffMember, now: datetime) -> None:
    """What the reporter wrote was read."""
    if case.unread:
        case.unread = False
        case.save(update_fields=["unread"])
        audit.record("case.marked_read", now=now, by=by, case=case)


@transaction.atomic
def note(*, opened: Opened, text: str, by: StaffMember, now: datetime) -> Entry:
    """Writes something down for colleagues; the reporter does not see it."""
    entry = enter(opened.case, Entry.Kind.NOTE, now=now, by=by, locked=opened.key.lock({"text": text}))
    audit.record("note.written", now=now, by=by, case=opened.case)
    return entry


@transaction.atomic
def send(
    *,
    opened: Opened,
    text: str,
    language: str,
    question: bool,
    by: StaffMember,
    now: datetime,
    enclosures: Sequence[Enclosure] = (),
    complete_by: date | None = None,
) -> Entry:
    """Writes to the reporter. `question`: an answer is needed, and the case waits for it.

    :param complete_by: the last day to complete a request; kept with the text, so that pages can show it
    :raises NotPossible: `no_mailbox`: nobody can read it
    """
    case = opened.case
    if case.mailbox_id is None:
        raise NotPossible("no_mailbox")
    last = {"complete_by": complete_by.isoformat()} if complete_by else {}
    locked = opened.key.lock({"text": text, "language": language, **last})
    entry = enter(case, Entry.Kind.TO_REPORTER, key="question" if question else "", now=now, by=by, locked=locked)
    enclose(entry, opened.key, enclosures)
    if question:
        case.waiting = Case.Waiting.REPORTER
    case.save(update_fields=["waiting"])
    until = complete_by.isoformat() if complete_by else ""
    audit.record("message.sent", now=now, by=by, case=case, question=question, until=until)
    return entry


@transaction.atomic
def ask_for_completion(*, opened: Opened, text: str, language: str, complete_by: date, by: StaffMember, now: datetime) -> Entry:
    """Asks whoever wants a decision for what is missing (Awb art. 4:5; of an objection art. 6:6), until a last day.

    The case waits for them, and the term for the decision stands still from the day after, until they answer or that day has
    passed (Awb art. 4:15(1)(a), 7:10(2)). A term that was over already is left as it is.

    :raises NotPossible: `no_request`: no decision was asked for; `closed`; `too_soon`: they need a week at least; `no_mailbox`
    :raises law.awb.terms.TermRefused: something happened to the term on a later day
    """
    case, today = opened.case, timezone.localdate(now)
    ground = completed_for(case)
    if ground is None:
        raise NotPossible("no_request")
    if not case.is_open:
        raise NotPossible("closed")
    if complete_by < today + LEAST_TO_COMPLETE:
        raise NotPossible("too_soon")
    entry = send(opened=opened, text=text, language=language, question=True, complete_by=complete_by, by=by, now=now)
    terms.suspend_where_possible(case, on=today, ground=ground, by=by, now=now)
    return entry


def completed_for(case: Case) -> Ground | None:
    """Why the term of a case stands still while what was asked for is completed; None when no decision was asked for."""
    rule = case_type(case.case_type).formal_term
    if rule is None or not case.formal_request:
        return None
    return next((each for each in (Ground.COMPLETION, Ground.REPAIR) if each in rule.suspended_by), None)


@transaction.atomic
def find(*, opened: Opened, norm: str, outcome: str, reason: str, by: StaffMember, now: datetime) -> Finding:
    """Holds the facts of a case against a norm: `met`, `not met` or `cannot tell`, and why.

    :raises NotPossible: `unknown_norm`: it does not belong to this case type
    """
    kind = case_type(opened.case.case_type)
    if norm not in {each.id for each in kind.norms}:
        raise NotPossible("unknown_norm")
    locked = opened.key.lock({"text": reason})
    entry = enter(opened.case, Entry.Kind.FINDING, key=norm, now=now, by=by, locked=locked)
    audit.record("finding.made", now=now, by=by, case=opened.case, norm=norm, outcome=outcome)
    return Finding.objects.create(case=opened.case, norm=norm, outcome=outcome, entry=entry)


@transaction.atomic
def name_organisation(*, case: Case, organisation: Organisation | None, by: StaffMember, now: datetime) -> None:
    """Says which organisation a case is about."""
    case.organisation = organisation
    case.save(update_fields=["organisation"])
    audit.record("case.organisation", now=now, by=by, case=case, organisation=organisation.pk if organisation else None)


@transaction.atomic
def write_down_organisation(*, name: str, kvk: str, place: str, by: StaffMember, now: datetime) -> Organisation:
    """Adds an organisation that is not in the list. It is not shown to people who search: that would tell it was reported."""
    made = Organisation.objects.create(name=name, folded_name=folded(name), kvk=kvk, place=place, public=False)
    audit.record("organisation.written_down", now=now, by=by, actor="", authority=by.authority, organisation=made.pk)
    return made


@transaction.atomic
def mark(*, case: Case, address: bytes | None, name: bytes | None) -> None:
    """Keeps what makes equal addresses and equal names findable; see `sealing.Keyring.mark`."""
    before = tuple(each and bytes(each) for each in (case.address_mark, case.name_mark))
    if before != (address, name):
        case.address_mark, case.name_mark = address, name
        case.save(update_fields=["address_mark", "name_mark"])


@transaction.atomic
def link(*, case: Case, other: Case, kind: str, by: StaffMember, now: datetime) -> None:
    """Says that two cases belong together.

    :raises NotPossible: `other_authority`, or `itself`
    """
    if case.authority_id != other.authority_id:
        raise NotPossible("other_authority")
    if case.pk == other.pk:
        raise NotPossible("itself")
    for one, another in ((case, other), (other, case)):
        CaseLink.objects.get_or_create(case=one, other=another, defaults={"kind": CaseLink.Kind(kind)})
        enter(one, Entry.Kind.LINK, key=another.reference, now=now, by=by)
        audit.record("case.linked", now=now, by=by, case=one, to=another.reference, kind=kind)


@transaction.atomic
def unlink(*, case: Case, other: Case, by: StaffMember, now: datetime) -> None:
    """Takes a link away again."""
    for one, another in ((case, other), (other, case)):
        CaseLink.objects.filter(case=one, other=another).delete()
        audit.record("case.unlinked", now=now, by=by, case=one, to=another.reference)


@transaction.atomic
def keep_for_file(*, opened: Opened, keep: bool, reason: str, by: StaffMember, now: datetime) -> None:
    """Says whether the data is needed to build a file (Stb. 2023, 193 art. 2), and why."""
    case = opened.case
    case.kept_for_file = keep
    retention.plan(case)
    case.save(update_fields=["kept_for_file", "remove_on", "remove_because"])
    key = "kept_for_file" if keep else "not_kept_for_file"
    enter(case, Entry.Kind.STATUS, key=key, now=now, by=by, locked=opened.key.lock({"text": reason}))
    audit.record("case.kept_for_file", now=now, by=by, case=case, keep=keep)


@transaction.atomic
def close(*, opened: Opened, outcome: str, text: str, language: str, by: StaffMember, now: datetime) -> None:
    """Ends the work with an outcome; `text` is what the reporter reads about it, and why.

    :raises NotPossible: `closed`: that was done already; `proposed`: a decision waits for a second person
    """
    case = opened.case
    if case.closed_at is not None:
        raise NotPossible("closed")
    if queries.waiting_decision(case) is not None:
        raise NotPossible("proposed")
    kind = case_type(case.case_type)
    case.outcome = kind.outcome(outcome).id
    case.closed_at, case.status, case.waiting, case.unread = now, kind.statuses[-1].id, Case.Waiting.NOBODY, False
    terms.meet_all(case, on=timezone.localdate(now))
    case.in_time = terms.all_in_time(case)
    retention.plan(case)
    case.save()
    locked = opened.key.lock({"text": text, "language": language})
    enter(case, Entry.Kind.CLOSED, key=outcome, now=now, by=by, locked=locked)
    audit.record("case.closed", now=now, by=by, case=case, outcome=outcome)


@transaction.atomic
def reopen(*, case: Case, by: StaffMember, now: datetime) -> None:
    """Takes up the work again; a new term starts.

    :raises NotPossible: `open`: it is not closed
    """
    if case.closed_at is None:
        raise NotPossible("open")
    kind = case_type(case.case_type)
    case.closed_at, case.outcome, case.status = None, "", kind.statuses[1].id
    case.remove_on, case.remove_because, case.in_time = None, "", None
    terms.refresh(case)
    case.save()
    on = timezone.localdate(now)
    if not case.terms.filter(rule=kind.term.id, started_on=on).exists():
        terms.start(case, kind.term, on=on)
        case.save(update_fields=["due_on"])
    enter(case, Entry.Kind.REOPENED, now=now, by=by)
    audit.record("case.reopened", now=now, by=by, case=case)


@transaction.atomic
def set_irrevocable(*, case: Case, on: date, by: StaffMember, now: datetime) -> None:
    """Says since when the decision can no longer be contested; the record's end is counted from it."""
    case.irrevocable_on = on
    retention.plan(case)
    case.save(update_fields=["irrevocable_on", "remove_on", "remove_because"])
    audit.record("decision.irrevocable", now=now, by=by, case=case, on=on.isoformat())


@transaction.atomic
def take_out(*, case: Case, by: StaffMember, now: datetime) -> None:
    """A copy of the whole case leaves the sealed system, for the authority's own case system."""
    audit.record("case.taken_out", now=now, by=by, case=case)
