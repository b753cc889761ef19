"""What a firm wrote in its applications, unlocked; and what it needs to see of what it sent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404

from medemens.casework import access
from medemens.casework.access import Opened
from medemens.casework.codes import Code
from medemens.casework.enclosures import Enclosure, bound
from medemens.casework.models import Decision, Entry
from medemens.common import installation_key
from medemens.common.organisations import Organisation
from medemens.work.lenders.models import Account, Application, Paper, PaperPart

CODE, ANSWERS, PAPER = "application code", "application answers", "application paper"
"""For what the installation locks: each opens for its own purpose only."""


@dataclass(frozen=True)
class PaperShown:
    """A paper with what its description says. `pages` is how many pictures there are of it; `number` is that in the case."""

    pk: int
    kind: str
    given_on: date | None
    valid_until: date | None
    amount: int | None
    number: int | None
    media_type: str = ""
    note: str = ""
    pages: int = 0

    @property
    def page_numbers(self) -> range:
        """The numbers of its pictures."""
        return range(1, self.pages + 1)


def answers(application: Application) -> dict[str, Any]:
    """The answers of a draft; its subject alone when it was sent."""
    if application.answers is None:
        return {"subject": application.subject}
    read: dict[str, Any] = json.loads(installation_key.unlock(application.answers, purpose=ANSWERS))
    return {**read, "subject": application.subject}


def code(application: Application) -> Code:
    """The code that opens what was sent."""
    return Code(installation_key.unlock(application.code, purpose=CODE).decode())


def opened(application: Application) -> list[Opened]:
    """The cases that came of it: one, or more when it was passed on; none when it was not received or has been removed."""
    return access.mailbox(code(application))


def papers(application: Application) -> list[PaperShown]:
    """Its papers, in the order in which they were added: one SQL statement."""
    return [_shown(each) for each in Paper.objects.filter(application=application).order_by("id")]


def _shown(paper: Paper) -> PaperShown:
    told = json.loads(installation_key.unlock(paper.description, purpose=PAPER)) if paper.description else {}
    return PaperShown(
        paper.pk, paper.kind, paper.given_on, paper.valid_until, paper.amount, paper.number,
        told.get("media_type", ""), told.get("note", ""), told.get("pages", 0),
    )  # fmt: skip


def part(application: Application, number: int, page: int) -> bytes:
    """The picture of a page of a paper of a draft.

    :raises Http404: there is none
    """
    wanted = Paper.objects.filter(application=application, pk=number)
    found = PaperPart.objects.filter(paper__in=wanted, number=page).exclude(number=0).first()
    if found is None:
        raise Http404
    return installation_key.unlock(found.content, purpose=PAPER)


def enclosures(application: Application) -> tuple[Enclosure, ...]:
    """The papers of a draft as they are sent, each named by its kind: two SQL statements."""
    parts: dict[int, list[bytes]] = {}
    for each in PaperPart.objects.filter(paper__application=application).order_by("paper_id", "number"):
        parts.setdefault(each.paper_id, []).append(installation_key.unlock(each.content, purpose=PAPER))
    return tuple(_enclosure(paper, parts[paper.pk], number) for number, paper in enumerate(papers(application), 1))


def _enclosure(paper: PaperShown, parts: list[bytes], number: int) -> Enclosure:
    name = file_name(paper.kind, paper.media_type, number)
    if not paper.pages:
        return Enclosure(name, paper.media_type, parts[0], (), paper.note)
    content = bound(tuple(parts)) if paper.media_type == "application/pdf" else parts[0]
    return Enclosure(name, paper.media_type, content, tuple(parts), paper.note)


def file_name(kind: str, media_type: str, number: int) -> str:
    """The name of a paper in the case: what it is, and which one."""
    endings = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
    return f"{kind.replace('_', '-')}-{number}.{endings.get(media_type, 'txt')}"


def organisation_of(account: Account) -> Organisation | None:
    """The organisation that the authority has confirmed the account acts for."""
    return account.lender.organisation if account.lender is not None and account.confirmed_at is not None else None


def sent_answers(application: Application) -> dict[str, Any]:
    """The answers of what was sent, opened with its code; empty when it has been removed."""
    cases = opened(application)
    entry = cases[0].case.entries.filter(kind=Entry.Kind.REPORT).order_by("id").first() if cases else None
    told: dict[str, Any] = cases[0].key.open(entry.content).get("answers", {}) if entry else {}
    return told


def papers_of(numbers: Iterable[int]) -> list[Paper]:
    """The papers of several applications with their dates, nothing unlocked: one SQL statement."""
    return list(Paper.objects.filter(application__in=list(numbers)).only("kind", "given_on", "valid_until").order_by("id"))


def decided_on(account: Account) -> list[date]:
    """The days on which decisions about what an account sent were made known, the newest of each: one SQL statement."""
    days = Decision.objects.filter(case__in=Application.objects.filter(account=account, case__isnull=False).values("case"))
    found: dict[int, date] = dict(days.order_by("id").values_list("case_id", "made_known_on"))
    return sorted(found.values())
