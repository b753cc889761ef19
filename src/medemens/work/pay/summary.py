"""Answers laid out for a page: as inputs to fill in, and as rows to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from medemens.common import formats
from medemens.work.pay import answers as answering
from medemens.work.pay.forms import Text, first_input, on_page
from medemens.work.pay.questions import PER_PERIOD, QUESTIONS, Field, Question, asked


@dataclass(frozen=True)
class Input:
    """A field with what stands in it and what is wrong with it."""

    field: Field
    shown: list[str]
    error: Text
    id: str

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Day, month and year of a date with what stands in them."""
        return list(zip(("day", "month", "year"), self.shown, strict=True))


def inputs(
    wanted: Question,
    answers: Mapping[str, Any],
    typed: Mapping[str, list[str]] | None = None,
    errors: Mapping[str, Text] | None = None,
) -> list[Input]:
    """The fields of a question: what was typed just now, else what was answered before."""
    found = []
    for field in wanted.fields:
        shown = typed[field.name] if typed is not None else _shown(field, answers.get(field.name))
        wrong = errors or {}
        error = next((wrong[key] for key in wrong if key == first_input(field) or key.startswith(f"{field.name}-")), "")
        found.append(Input(field, shown, error, first_input(field)))
    return found


def _shown(field: Field, value: Any) -> list[str]:
    if field.kind == "day":
        day = date.fromisoformat(value) if value else None
        return [str(day.day), str(day.month), str(day.year)] if day else ["", "", ""]
    if field.kind == "many":
        return list(value or [])
    if field.kind in ("money", "hours"):
        return [_plain(value)]
    return [value or ""]


def _plain(hundredths: int | None) -> str:
    """A number as people type it: with a comma, without thousands."""
    if hundredths is None:
        return ""
    return f"{hundredths // 100},{hundredths % 100:02d}"


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
                (key, labels[name], typed.get(key, _plain(answering.value_in(answers, name, start, end))), errors.get(key, ""))
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
            if text := _in_words(field, answers.get(field.name), code):
                found.append(Row(each.id, field.label or each.title, text))
    return found


def _in_words(field: Field, value: Any, code: str) -> str:
    if value in (None, [], ""):
        return ""
    if field.kind == "day":
        return formats.day(date.fromisoformat(value), code)
    if field.kind == "money":
        return formats.euros(value, code)
    if field.kind == "hours":
        return formats.hours(value, code)
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(str(label) for name, label in field.choices if name in chosen)
