"""Holds what a tenant answered against the norms of good landlordship (Wgv)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from medemens.casework.case_types import Answers, Judged
from medemens.casework.report_questions import chosen
from medemens.common import formats
from medemens.common.languages import spoken
from medemens.housing.landlords.case_type_words import WORDS
from medemens.law.expression import Value
from medemens.law.finding import Finding, Outcome, Step
from medemens.law.wgv.facts import FACTS, TenancyFacts
from medemens.law.wgv.tenancy import check

TRUTHS = {"yes": True, "no": False}
TOPICS_THAT_SAY = {"intimidation": "intimidated", "entry": "entered_without_consent", "discrimination": "treated_unequally"}
"""What a chosen topic says by itself. One that was not chosen says nothing."""

FIRST, LAST = date(1950, 1, 1), date(2100, 1, 1)
"""A day outside these is a slip of the hand, and counts as not known."""


def judge(answers: Answers, on: date) -> tuple[Judged, ...]:
    """The findings about one tenancy on the day of the report, in words of the active language; never raises.

    What was not answered, or cannot be read, is not known.
    """
    found = check(TenancyFacts(as_of=on, **_facts(answers)))
    return tuple(_judged(each) for each in found if each.outcome != Outcome.NOT_APPLICABLE)


def _judged(found: Finding) -> Judged:
    steps = tuple((str(WORDS[step.name]), _written(step)) for step in found.steps if step.value is not None)
    because = str(WORDS[found.because]) if found.because else ""
    return Judged(found.norm.id, found.norm.citation, found.outcome.word, because, found.amount, steps)


def _written(step: Step) -> str:
    code, value = spoken(), step.value
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return formats.day(value, code)
    return formats.euros(int(value or 0), code) if step.unit == "cents" else str(value)


def _facts(answers: Answers) -> dict[str, Any]:
    known = {fact.name: _read(fact.kind, answers[fact.name]) for fact in FACTS if fact.name in answers}
    known |= {fact: True for topic, fact in TOPICS_THAT_SAY.items() if chosen(answers, topic)}
    if known.get("ended_on"):
        known["tenancy_ended"] = True
    return known


def _read(kind: str, value: object) -> Value:
    if kind == "truth":
        return TRUTHS.get(value) if isinstance(value, str) else None
    if kind == "day":
        return _day(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _day(value: object) -> date | None:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day and FIRST <= day <= LAST else None
