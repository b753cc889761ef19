"""Holds what a tenant answered against the norms of good landlordship (Wgv)."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from medemens.casework.case_types import Answers, Judged
from medemens.law.finding import Outcome
from medemens.law.wgv.facts import FACTS, TenancyFacts
from medemens.law.wgv.tenancy import check

TRUTHS = {"yes": True, "no": False}
TOPICS_THAT_SAY = {"intimidation": "intimidated", "entry": "entered_without_consent", "discrimination": "treated_unequally"}
"""What a chosen topic says by itself."""


def judge(answers: Answers, on: date) -> tuple[Judged, ...]:
    """The findings about one tenancy on the day of the report; what was not answered is not known."""
    found = check(TenancyFacts(as_of=on, **_facts(answers)))
    return tuple(
        Judged(
            each.norm.id,
            each.norm.citation,
            each.outcome.word,
            each.because or "",
            each.amount,
            tuple((step.name, "" if step.value is None else str(step.value)) for step in each.steps),
        )
        for each in found
        if each.outcome != Outcome.NOT_APPLICABLE
    )


def _facts(answers: Answers) -> dict[str, Any]:
    kinds = {fact.name: fact.kind for fact in FACTS}
    known: dict[str, Any] = {}
    for name in (each.name for each in fields(TenancyFacts) if each.name in answers and each.name in kinds):
        value = answers[name]
        if kinds[name] == "truth":
            known[name] = TRUTHS.get(value)
        elif kinds[name] == "day":
            known[name] = date.fromisoformat(value) if value else None
        else:
            known[name] = value
    for topic in answers.get("topics", ()):
        if topic in TOPICS_THAT_SAY:
            known[TOPICS_THAT_SAY[topic]] = True
    if known.get("ended_on"):
        known["tenancy_ended"] = True
    return known
