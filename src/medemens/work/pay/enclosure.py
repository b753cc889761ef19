"""A pay check that goes along with a report: the document, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import override

from medemens.common.languages import spoken
from medemens.law import Finding, Outcome, WageCheck, check
from medemens.work.pay import answers as answering
from medemens.work.pay import documents
from medemens.work.pay.explanations import SETTLED_BY
from medemens.work.pay.pages import COOKIE
from medemens.work.pay.questions import asked

SHOWN = (Outcome.NOT_MET, Outcome.CANNOT_TELL)
"""The outcomes that go along, the worst first."""


def of_pay_check(request: HttpRequest) -> Callable[[], tuple[bytes, tuple[dict[str, Any], ...]]] | None:
    """What makes the PDF of the check on the worker's device, and its findings; None when there is no finished check.

    Only made when it is sent: the PDF takes seconds.
    """
    answers = answering.derived(COOKIE.read(request))
    if not answers or any(field.name not in answers for question in asked(answers) for field in question.fields):
        return None
    today, code = timezone.localdate(), spoken()
    return lambda: (documents.of_check(answers, today, code), judged(answers, today))


def judged(answers: dict[str, Any], on: date) -> tuple[dict[str, Any], ...]:
    """One finding a norm, over all periods: the worst outcome and the sum in cents. Only what was not met or cannot be told.

    The missing fact is told in Dutch, for officials read it.
    """
    by_norm: dict[str, list[Finding]] = {}
    for finding in _findings(check(answering.lines(answers), on)):
        by_norm.setdefault(finding.norm.id, []).append(finding)
    with override("nl"):
        return tuple(_together(found) for found in by_norm.values())


def _findings(found: WageCheck) -> Iterable[Finding]:
    lines = [finding for line in found.lines for finding in line.findings]
    allowance = [found.holiday_allowance] if found.holiday_allowance else []
    return (finding for finding in (*lines, *allowance) if finding.outcome in SHOWN)


def _together(found: list[Finding]) -> dict[str, Any]:
    worst = min(found, key=lambda finding: SHOWN.index(finding.outcome))
    amounts = [finding.amount for finding in found if finding.amount is not None]
    return {
        "norm": worst.norm.id,
        "citation": worst.norm.citation,
        "outcome": worst.outcome.word,
        "because": str(SETTLED_BY.get(worst.because or "", "")),
        "amount": sum(amounts) if amounts else None,
        "steps": [],
    }
