"""A pay check that goes along with a report: the document, and what was found."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from medemens.law import Outcome, check
from medemens.work.pay import answers as answering
from medemens.work.pay import documents
from medemens.work.pay.pages import COOKIE
from medemens.work.pay.questions import asked


def of_pay_check(request: HttpRequest) -> tuple[bytes, tuple[dict[str, Any], ...]] | None:
    """The PDF of the check on the worker's device, and its findings; None when there is no finished check.

    Findings are those that were not met or cannot be told, with their norm, citation, outcome, missing fact and cents.
    """
    answers = answering.derived(COOKIE.read(request))
    if not answers or any(field.name not in answers for question in asked(answers) for field in question.fields):
        return None
    today = timezone.localdate()
    code = (get_language() or "nl").split("-")[0]
    found = check(answering.lines(answers), as_of=today)
    judged = tuple(
        {
            "norm": finding.norm.id,
            "citation": finding.norm.citation,
            "outcome": finding.outcome.word,
            "because": finding.because or "",
            "amount": finding.amount,
            "steps": [[step.name, "" if step.value is None else str(step.value)] for step in finding.steps],
        }
        for line in found.lines
        for finding in line.findings
        if finding.outcome in (Outcome.NOT_MET, Outcome.CANNOT_TELL)
    )
    return documents.of_check(answers, today, code), judged
