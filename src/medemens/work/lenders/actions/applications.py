"""A firm's deeds with what it sends: begin, answer, add and take out papers, send, write, take back, throw away."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from medemens.casework import access, audit
from medemens.casework.access import Opened
from medemens.casework.actions import submissions
from medemens.casework.actions.submissions import NotPossible as NotPossible
from medemens.casework.actions.submissions import Submission
from medemens.casework.codes import new_code
from medemens.casework.enclosures import MOST_ENCLOSURES, Enclosure
from medemens.casework.models import Case
from medemens.common import installation_key
from medemens.law.calendar import years_later
from medemens.work.lenders.models import Account, Application, Paper, PaperPart
from medemens.work.lenders.queries import applications as queries
from medemens.work.lenders.queries.applications import ANSWERS, CODE, PAPER

MOST_DRAFTS = 20
"""Drafts of one account."""
KEPT_YEARS = 1
"""Years that a draft is kept after it was last changed."""
BATCH = 100


@dataclass(frozen=True)
class NewPaper:
    """A paper made safe, with what the firm says of it."""

    kind: str
    enclosure: Enclosure
    given_on: date | None = None
    valid_until: date | None = None
    amount: int | None = None

    def named(self, number: int) -> Enclosure:
        """What is enclosed, named by what it is and its number in the case."""
        return replace(self.enclosure, name=queries.file_name(self.kind, self.enclosure.media_type, number))

    def row(self, application: Application, now: datetime, **changes: Any) -> Paper:
        """Its row, not saved yet."""
        return Paper(
            application=application,
            kind=self.kind,
            given_on=self.given_on,
            valid_until=self.valid_until,
            amount=self.amount,
            added_at=now,
            **changes,
        )


@transaction.atomic
def begin(*, account: Account, subject: str, answers: Mapping[str, Any], now: datetime) -> Application:
    """Begins a draft; `answers` are those that are known beforehand.

    :raises NotPossible: `too_many`: there are drafts enough
    """
    Account.objects.select_for_update().get(pk=account.pk)
    if Application.objects.filter(account=account, sent_at=None).count() >= MOST_DRAFTS:
        raise NotPossible("too_many")
    made = Application.objects.create(
        account=account,
        subject=subject,
        answers=_locked(answers, subject),
        code=installation_key.lock(new_code().digits.encode(), purpose=CODE),
        begun_at=now,
        changed_at=now,
    )
    audit.record("application.begun", now=now, actor="reporter", application=made.pk, subject=subject)
    return made


@transaction.atomic
def answer(*, application: Application, values: Mapping[str, Any], now: datetime) -> None:
    """Keeps the answers to one question, beside those that were there.

    :raises NotPossible: `sent`
    """
    held = _draft(application)
    held.answers = _locked({**queries.answers(held), **values}, held.subject)
    _changed(held, now, "answers")
    audit.record("application.answered", now=now, actor="reporter", application=held.pk)


@transaction.atomic
def add_paper(*, application: Application, paper: NewPaper, now: datetime) -> Paper:
    """Keeps a paper with a draft.

    :raises NotPossible: `sent`, `too_many_papers`
    """
    held = _draft(application)
    if held.papers.count() >= MOST_ENCLOSURES:
        raise NotPossible("too_many_papers")
    enclosure = paper.enclosure
    made = paper.row(held, now, description=_described(enclosure))
    made.save(force_insert=True)
    numbered = enumerate(enclosure.pages, 1) if enclosure.pages else [(0, enclosure.content)]
    PaperPart.objects.bulk_create(
        PaperPart(paper=made, number=number, content=installation_key.lock(content, purpose=PAPER))
        for number, content in numbered
    )
    _changed(held, now)
    audit.record("application.paper_added", now=now, actor="reporter", application=held.pk)
    return made


@transaction.atomic
def remove_paper(*, application: Application, number: int, now: datetime) -> None:
    """Takes a paper out of a draft; nothing happens when it is gone already.

    :raises NotPossible: `sent`
    """
    held = _draft(application)
    gone, _kinds = held.papers.filter(pk=number).delete()
    if gone:
        _changed(held, now)
        audit.record("application.paper_removed", now=now, actor="reporter", application=held.pk)


def send(*, application: Application, submission: Submission, now: datetime) -> Case:
    """Hands it over. Sent twice it is received once: when the first try broke off halfway, this mends it.

    :raises NotPossible: `no_key`, `removed`: see `submissions.submit`
    """
    case = submissions.submit(submission=submission, code=queries.code(application), now=now)
    _settle(application, case, now)
    return case


def settle(*, application: Application, now: datetime) -> bool:
    """Whether it was received though it is kept as a draft; then that is put right."""
    received = access.mailbox(queries.code(application)) if application.sent_at is None else []
    if received:
        _settle(application, received[0].case, now)
    return bool(received)


@transaction.atomic
def _settle(application: Application, case: Case, now: datetime) -> None:
    """What was received is no draft any more: answers and papers are in the case, and only there."""
    held = Application.objects.select_for_update().get(pk=application.pk)
    if held.sent_at is not None:
        return
    for number, paper in enumerate(held.papers.order_by("id"), 1):
        paper.number = number
        paper.save(update_fields=["number"])
    PaperPart.objects.filter(paper__application=held).delete()
    held.case, held.sent_at, held.answers, held.changed_at = case, now, None, now
    held.save(update_fields=["case", "sent_at", "answers", "changed_at"])
    audit.record("application.sent", now=now, actor="reporter", case=case, application=held.pk)


@transaction.atomic
def write(
    *, application: Application, opened: Opened, text: str, language: str, papers: Iterable[NewPaper] = (), now: datetime
) -> None:
    """Writes to the authority about what was sent, or answers its question, with papers."""
    papers = list(papers)
    first = Case.objects.get(pk=opened.case.pk).documents.count() + 1
    enclosures = [each.named(number) for number, each in enumerate(papers, first)]
    entry = submissions.write(opened=opened, text=text, language=language, enclosures=enclosures, now=now)
    for paper, document in zip(papers, entry.documents.order_by("number"), strict=True):
        paper.row(application, now, number=document.number, description=_described(paper.enclosure)).save(force_insert=True)
    _changed(application, now)


def withdraw(*, opened: Opened, reason: str, language: str, now: datetime) -> None:
    """Takes back what was sent.

    :raises NotPossible: `withdrawn`: that was done already
    """
    submissions.withdraw(opened=opened, reason=reason, language=language, now=now)


@transaction.atomic
def discard(*, application: Application, now: datetime) -> None:
    """Throws a draft away, with its papers.

    :raises NotPossible: `sent`
    """
    held = _draft(application)
    audit.record("application.discarded", now=now, actor="reporter", application=held.pk)
    held.delete()


def kept_until(application: Application) -> date:
    """The last day on which a draft is kept, when nothing is done with it."""
    return years_later(timezone.localdate(application.changed_at), KEPT_YEARS)


def remove_old(*, today: date, now: datetime) -> int:
    """Removes drafts that nobody touched for a year, and what is left of those whose case was removed; how many."""
    old = models.Q(sent_at=None, changed_at__date__lt=years_later(today, -KEPT_YEARS))
    ended = models.Q(sent_at__isnull=False, case=None)
    removed = 0
    while numbers := list(Application.objects.filter(old | ended).order_by("id").values_list("pk", flat=True)[:BATCH]):
        for number in numbers:
            _remove(number, now)
        removed += len(numbers)
    return removed


@transaction.atomic
def _remove(number: int, now: datetime) -> None:
    audit.record("application.removed", now=now, actor="system", application=number)
    Application.objects.filter(pk=number).delete()


def _draft(application: Application) -> Application:
    """The draft as it is now, held until the end of the transaction.

    :raises NotPossible: `sent`: it was sent, or received by a try that broke off
    """
    held = Application.objects.select_for_update().filter(pk=application.pk).first()
    if held is None or held.sent_at is not None or access.mailbox(queries.code(held)):
        raise NotPossible("sent")
    return held


def _changed(held: Application, now: datetime, *fields: str) -> None:
    held.changed_at = now
    held.save(update_fields=["changed_at", *fields])


def _locked(answers: Mapping[str, Any], subject: str) -> bytes:
    return installation_key.lock(json.dumps({**answers, "subject": subject}).encode(), purpose=ANSWERS)


def _described(enclosure: Enclosure) -> bytes:
    told = {"media_type": enclosure.media_type, "note": enclosure.note, "pages": len(enclosure.pages)}
    return installation_key.lock(json.dumps(told).encode(), purpose=PAPER)
