"""Answers laid out for a page: the periods as inputs to fill in, and all answers as rows to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from medemens.common.forms import as_typed, in_words
from medemens.common.questions import Text
from medemens.work.pay import answers as answering
from medemens.work.pay.forms import on_page
from medemens.work.pay.questions import PER_PERIOD, QUESTIONS, asked


@dataclass(frozen=True)
class PeriodInputs:
    """One period with its four inputs: name, label, text, error."""

    start: date
    end: date
    inputs: list[tuple[str, Text, str, Text]]


def period_inputs(answers: dict[str, Any], page: int, typed: Mapping[str, str], errors: Mapping[str, Text]) -> list[PeriodInputs]:
    """The periods of one page."""
    labels = {field.name: field.label for each in QUESTIONS for field in each.fields}
    found, cut = [], answering.periods(answers)
    for number in on_page(answers, page):
        start, end = cut[number]
        own = []
        for name in PER_PERIOD:
            key = f"{name}-{number}"
            own.append(
                (key, labels[name], typed.get(key, as_typed(answering.value_in(answers, name, start, end))), errors.get(key, ""))
            )
        found.append(PeriodInputs(start, end, own))
    return found


@dataclass(frozen=True)
class Row:
    """One answer to read, with the question it belongs to."""

    question: str
    label: Text
    value: str


def rows(answers: dict[str, Any], code: str) -> list[Row]:
    """All answers, in words."""
    found = []
    for each in asked(answers):
        for field in each.fields:
            if text := in_words(field, answers.get(field.name), code):
                found.append(Row(each.id, field.label or each.title, text))
    return found
