"""Lines of a case's timeline, and papers that come with them. Called inside the transaction of a deed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from medemens.casework.enclosures import Enclosure
from medemens.casework.models import Case, Document, DocumentPart, Entry
from medemens.casework.sealing import CaseKey
from medemens.common import rows
from medemens.common.staff import StaffMember


def enter(
    case: Case,
    kind: Entry.Kind,
    *,
    now: datetime,
    by: StaffMember | None = None,
    key: str = "",
    locked: bytes | None = None,
    numbered: bool = True,
) -> Entry:
    """Adds a line; `numbered`: its number is asked for afterwards."""
    entry = Entry(case=case, kind=kind, key=key, at=now, staff=by, content=locked)
    rows.add(entry, numbered=numbered)
    return entry


def enclose(entry: Entry, case_key: CaseKey, enclosures: Sequence[Enclosure]) -> list[Document]:
    """Adds papers to a line: the pictures of their pages (from 1 on), or the whole (0) of what has no pages."""
    before = Document.objects.filter(case_id=entry.case_id).count() if enclosures and entry.kind != Entry.Kind.REPORT else 0
    documents = []
    for number, enclosure in enumerate(enclosures, start=before + 1):
        document = Document.objects.create(
            case_id=entry.case_id,
            entry=entry,
            number=number,
            description=case_key.lock({"name": enclosure.name, "media_type": enclosure.media_type, "note": enclosure.note}),
            bytes=len(enclosure.content),
            parts=len(enclosure.pages),
        )
        DocumentPart.objects.bulk_create(
            DocumentPart(document=document, number=part, content=case_key.lock_bytes(content))
            for part, content in (enumerate(enclosure.pages, start=1) if enclosure.pages else [(0, enclosure.content)])
        )
        documents.append(document)
    return documents
