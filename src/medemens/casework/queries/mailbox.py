"""What a reporter reads in their mailbox about one case: their own part of its timeline, opened with their code."""

from __future__ import annotations

from dataclasses import dataclass

from medemens.casework.access import Opened
from medemens.casework.models import Case as Case
from medemens.casework.models import Decision, Document, DocumentPart, Entry, Referral
from medemens.casework.models import RemovedCase as RemovedCase
from medemens.casework.sealing import Content

OWN = (Entry.Kind.REPORT, Entry.Kind.FROM_REPORTER, Entry.Kind.WITHDRAWN)
TOLD = (
    Entry.Kind.TO_REPORTER,
    Entry.Kind.STATUS,
    Entry.Kind.REFERRAL,
    Entry.Kind.CLOSED,
    Entry.Kind.REOPENED,
    Entry.Kind.DECISION,
)
"""What reporters see. Notes, findings, terms, links and who handles it are the authority's own."""
WRITTEN = (*OWN, Entry.Kind.TO_REPORTER, Entry.Kind.CLOSED)
"""Lines whose text is for the reporter. The reasons of a referral are not; those of a decision only for who asked for it."""


@dataclass(frozen=True)
class Paper:
    """A document with the name that we gave it. `note` is a key of `enclosures.NOTES`, or `letter`."""

    document: Document
    name: str
    note: str

    @property
    def pages(self) -> range:
        """The numbers of its pictures."""
        return range(1, self.document.parts + 1)


@dataclass(frozen=True)
class Told:
    """A line of the timeline. `decision` and `referral` are there on a line of that kind."""

    entry: Entry
    content: Content
    papers: tuple[Paper, ...] = ()
    decision: Decision | None = None
    referral: Referral | None = None

    @property
    def own(self) -> bool:
        """Whether the reporter wrote it."""
        return self.entry.kind in OWN


@dataclass(frozen=True)
class Shown:
    """A case as its reporter sees it."""

    case: Case
    report: Content
    lines: tuple[Told, ...]
    asks: bool
    """Whether the authority waits for an answer."""


def shown(opened: Opened) -> Shown:
    """A case as its reporter sees it: four SQL statements."""
    case = opened.case
    entries = list(case.entries.filter(kind__in=(*OWN, *TOLD)).order_by("id"))
    decisions = {each.entry_id: each for each in case.decisions.select_related("letter")} if case.formal_request else {}
    referrals = {each.entry_id: each for each in case.referrals.all()}
    papers: dict[int, list[Paper]] = {}
    for document in case.documents.order_by("number"):
        papers.setdefault(document.entry_id, []).append(_paper(document, opened))
    lines = []
    for each in entries:
        if each.kind == Entry.Kind.DECISION and each.pk not in decisions:
            continue
        readable = each.kind in WRITTEN or each.pk in decisions
        content = opened.key.open(each.content) if readable else {}
        lines.append(Told(each, content, tuple(papers.get(each.pk, ())), decisions.get(each.pk), referrals.get(each.pk)))
    report = next((line.content for line in lines if line.entry.kind == Entry.Kind.REPORT), {})
    return Shown(case, report, tuple(lines), asks=case.waiting == Case.Waiting.REPORTER)


def _paper(document: Document, opened: Opened) -> Paper:
    described = opened.key.open(bytes(document.description))
    return Paper(document, described["name"], described.get("note", ""))


def papers_before(opened: Opened) -> int:
    """How many documents the case has."""
    return opened.case.documents.count()


def part(opened: Opened, number: int, page: int) -> bytes | None:
    """The picture of a page (from 1) of a document that the reporter may see, or a letter to them as a whole (0)."""
    kinds = [*OWN, Entry.Kind.TO_REPORTER, *([Entry.Kind.DECISION] if opened.case.formal_request else [])]
    found = (
        DocumentPart.objects.filter(
            document__case=opened.case, document__number=number, number=page, document__entry__kind__in=kinds
        )
        .select_related("document__entry")
        .first()
    )
    if found is None or (page == 0 and found.document.entry.kind != Entry.Kind.DECISION):
        return None
    return opened.key.open_bytes(found.content)
