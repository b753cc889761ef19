"""All that a handler sees of one case, opened: a fixed number of SQL statements, however much was written in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from medemens.casework import access
from medemens.casework.access import Opened
from medemens.casework.counting import rule_of, state
from medemens.casework.enclosures import bound
from medemens.casework.models import Case as Case
from medemens.casework.models import CaseLink, DocumentPart, Entry, Finding, ProposedDecision, Referral, Term
from medemens.casework.models import Decision as Decision
from medemens.casework.models import Document as Document
from medemens.casework.queries import deeds
from medemens.casework.sealing import Content
from medemens.common.organisations import folded
from medemens.common.staff import StaffMember
from medemens.law.awb.terms import TermRule, TermState

MOST_SUGGESTED = 10


@dataclass(frozen=True)
class DocumentShown:
    """A document with what its description says."""

    document: Document
    name: str
    media_type: str
    note: str


@dataclass(frozen=True)
class Line:
    """A line of the timeline, opened."""

    entry: Entry
    content: Content
    documents: tuple[DocumentShown, ...]


@dataclass(frozen=True)
class TermShown:
    """A term with its rule and how it was counted."""

    term: Term
    rule: TermRule
    state: TermState


@dataclass(frozen=True)
class Whole:
    """A case as its page shows it. `findings` are the newest of each norm; `suggested` are cases that may belong to it."""

    case: Case
    report: Content
    lines: tuple[Line, ...]
    terms: tuple[TermShown, ...]
    findings: dict[str, tuple[Finding, Line]]
    links: tuple[CaseLink, ...]
    suggested: tuple[tuple[str, Case], ...]
    decisions: tuple[Decision, ...]
    proposed: ProposedDecision | None
    """The decision that waits for a second person."""
    referrals: tuple[Referral, ...]
    staff_names: dict[str, str]

    @property
    def seen(self) -> int:
        """The number of the newest entry."""
        return max((line.entry.pk for line in self.lines), default=0)

    @property
    def complete_by(self) -> date | None:
        """The last day on which what was asked for can be completed; None when nobody asked, or they answered since."""
        for line in reversed(self.lines):
            if line.entry.kind == Entry.Kind.FROM_REPORTER:
                return None
            if "complete_by" in line.content:
                return date.fromisoformat(line.content["complete_by"])
        return None

    @property
    def documents(self) -> tuple[DocumentShown, ...]:
        """All documents, in the order in which they came."""
        return tuple(each for line in self.lines for each in line.documents)


def whole(opened: Opened, staff: StaffMember) -> Whole:
    """All of a case."""
    case = opened.case
    read = lines(opened)
    of_entry = {line.entry.pk: line for line in read}
    links = tuple(case.links.select_related("other").order_by("id"))
    return Whole(
        case=case,
        report=next((line.content for line in read if line.entry.kind == Entry.Kind.REPORT), {}),
        lines=read,
        terms=counted(case),
        findings={each.norm: (each, of_entry[each.entry_id]) for each in case.findings.order_by("id")},
        links=links,
        suggested=_suggested(case, staff, {each.other_id for each in links}),
        decisions=tuple(case.decisions.select_related("letter").order_by("id")),
        proposed=deeds.waiting_decision(case),
        referrals=tuple(case.referrals.order_by("id")),
        staff_names={str(each.pk): each.name for each in StaffMember.objects.filter(authority_id=case.authority_id)},
    )


def lines(opened: Opened, after: int = 0) -> tuple[Line, ...]:
    """The lines of the timeline after one, opened: two SQL statements."""
    entries = list(opened.case.entries.filter(pk__gt=after).select_related("staff").order_by("id"))
    documents: dict[int, list[DocumentShown]] = {}
    for document in opened.case.documents.filter(entry__gt=after).order_by("number"):
        documents.setdefault(document.entry_id, []).append(_described(document, opened))
    return tuple(Line(each, opened.key.open(each.content), tuple(documents.get(each.pk, ()))) for each in entries)


def newest(case: Case) -> int:
    """The number of the newest entry."""
    return case.entries.order_by("id").values_list("pk", flat=True).last() or 0


def counted(case: Case) -> tuple[TermShown, ...]:
    """The terms of a case with how they were counted: two SQL statements."""
    found = case.terms.select_related("case").prefetch_related("changes").order_by("id")
    return tuple(TermShown(each, rule_of(each), state(each)) for each in found)


def described(opened: Opened, document: Document) -> DocumentShown:
    """One document with its description opened."""
    return _described(document, opened)


def part(opened: Opened, document: Document, number: int) -> bytes | None:
    """The whole of a document (0) or the picture of one of its pages, opened; None when there is none.

    Of what was sent as pages only these are kept: one page is the whole by itself, several are bound together.
    """
    wanted = DocumentPart.objects.filter(document=document).order_by("number")
    if number or not document.parts:
        wanted = wanted.filter(number=number)
    pages = tuple(opened.key.open_bytes(each.content) for each in wanted)
    if not pages:
        return None
    return pages[0] if len(pages) == 1 else bound(pages)


def address(answers: Mapping[str, Any]) -> str:
    """The address in a report as it is compared with others; empty when it is not whole."""
    given = {
        name: "".join(str(answers.get(name) or "").lower().split()) for name in ("postcode", "house_number", "street", "place")
    }
    if given["house_number"] and given["postcode"]:
        return f"{given['postcode']} {given['house_number']}"
    if given["house_number"] and given["street"] and given["place"]:
        return f"{given['street']} {given['house_number']} {given['place']}"
    return ""


def name(answers: Mapping[str, Any]) -> str:
    """The name of the organisation as the reporter wrote it, as it is compared with others; empty when there is none."""
    return folded(str(answers.get("organisation_name") or ""))


def _described(document: Document, opened: Opened) -> DocumentShown:
    content = opened.key.open(bytes(document.description))
    return DocumentShown(document, content["name"], content["media_type"], content.get("note", ""))


def _suggested(case: Case, staff: StaffMember, linked: set[int]) -> tuple[tuple[str, Case], ...]:
    others = access.cases(staff).exclude(pk__in={case.pk, *linked})
    same: list[tuple[str, QuerySet[Case]]] = [
        (CaseLink.Kind.ADDRESS, others.filter(Q(address_mark=case.address_mark) & ~Q(address_mark=None))),
        (CaseLink.Kind.PATTERN, others.filter(Q(name_mark=case.name_mark) & ~Q(name_mark=None))),
        (CaseLink.Kind.ORGANISATION, others.filter(Q(organisation=case.organisation) & ~Q(organisation=None))),
    ]
    found: dict[int, tuple[str, Case]] = {}
    for kind, cases in same:
        for each in cases.order_by("-id")[:MOST_SUGGESTED]:
            found.setdefault(each.pk, (kind, each))
    return tuple(found.values())
