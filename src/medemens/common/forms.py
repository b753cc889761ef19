"""What people fill in, read kindly: every error names its place and the mend, and keeps what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medemens.common import formats
from medemens.common.questions import Answers, Field, Question, Text
from medemens.law.money import Unreadable, read_hundredths

MOST = {"money": 1_000_000_00, "hours": 744_00}
"""The largest amount, in cents, and the most hours, in hundredths: those of the longest month."""
PARTS = ("day", "month", "year")
_NO_WRITING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Read:
    """What came out of a form: values by name, or errors by the id of the field they belong to."""

    values: dict[str, Any]
    errors: dict[str, Text]


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
        return list(zip(PARTS, self.shown, strict=True))

    @property
    def options(self) -> Iterator[tuple[str, Text, Text]]:
        """The choices: value, words, and the remark below them."""
        return ((value, words, self.field.remarks.get(value, "")) for value, words in self.field.choices)


def read(question: Question, data: QueryDict) -> Read:
    """Reads the fields of one question."""
    values: dict[str, Any] = {}
    errors: dict[str, Text] = {}
    for field in question.fields:
        try:
            value = _read_field(field, data)
        except Unreadable as wrong:
            errors[first_input(field)] = explained(wrong, field.most)
            continue
        if value in (None, []) and not field.optional:
            errors[first_input(field)] = _("Choose an answer.") if field.kind in ("choice", "many") else _("Fill this in.")
        values[field.name] = value
    return Read(values, errors)


def first_input(field: Field) -> str:
    """The id of the field's first input, to link to from the list of errors."""
    if field.kind == "day":
        return f"{field.name}-day"
    return f"{field.name}-0" if field.kind in ("choice", "many") else field.name


def explained(wrong: Unreadable, most: int = 0) -> str:
    """The error in words, with the mend; `most` as in the field."""
    if wrong.reason == "too_long":
        over = len(wrong.text) - most
        return ngettext(
            "This text is %(number)d character too long. Make it shorter; nothing was lost.",
            "This text is %(number)d characters too long. Make it shorter; nothing was lost.",
            over,
        ) % {"number": over}
    texts = {
        "two_readings": _("This can be read in two ways. Write 1234,00 for one thousand two hundred thirty-four."),
        "negative": _("This is below zero. Write a number of 0 or more."),
        "part_of_a_cent": _("Write at most two numbers after the comma."),
        "not_a_date": _("This is not a date. Write the day, the month and the year in numbers, like 28 6 2026."),
        "too_much": _("This is too much. Is the comma in the right place?"),
        "not_whole": _("Write a whole number, like 3."),
        "too_many": _("Write a number of %(most)d or less.") % {"most": most},
    }
    return texts.get(wrong.reason, _("This is not a number. Write it like 1234,56."))


def _read_field(field: Field, data: QueryDict) -> Any:
    match field.kind:
        case "day":
            return _read_day(field.name, data)
        case "many":
            allowed = [value for value, _label in field.choices]
            return [value for value in data.getlist(field.name) if value in allowed]
        case "line" | "text":
            return read_text(data.get(field.name, ""), field)
    text = data.get(field.name, "").strip()
    if not text:
        return None
    if field.kind == "choice":
        return text if text in [value for value, _label in field.choices] else None
    if field.kind == "number":
        return _read_whole(text, field.most)
    return read_number(text, field.kind, field.most)


def read_number(text: str, kind: str, most: int = 0) -> int:
    """An amount or a number of hours in hundredths.

    :param most: the largest that is taken, where that is more than for the kind
    :raises Unreadable: it is no number, can be read in two ways, or is too much
    """
    number = read_hundredths(text)
    if number > max(MOST[kind], most):
        raise Unreadable("too_much", text)
    return number


def read_text(text: str, field: Field) -> str | None:
    """What somebody wrote, without signs that are no writing, and on one line for a `line`.

    :raises Unreadable: `too_long`
    """
    plain = _NO_WRITING.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    plain = " ".join(plain.split()) if field.kind == "line" else plain
    if len(plain) > field.most:
        raise Unreadable("too_long", plain)
    return plain or None


def _read_whole(text: str, most: int) -> int:
    if not text.isdecimal() or len(text) > 12:
        raise Unreadable("not_whole", text)
    if int(text) > most:
        raise Unreadable("too_many", text)
    return int(text)


def _read_day(name: str, data: QueryDict) -> str | None:
    parts = [data.get(f"{name}-{part}", "").strip() for part in PARTS]
    if not any(parts):
        return None
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0])).isoformat()
    except (ValueError, OverflowError):
        raise Unreadable("not_a_date", " ".join(parts)) from None


def typed(question: Question, data: QueryDict) -> dict[str, list[str]]:
    """What was typed, as it was, to show it again."""
    shown: dict[str, list[str]] = {}
    for field in question.fields:
        parts = PARTS if field.kind == "day" else ("",)
        shown[field.name] = (
            data.getlist(field.name)
            if field.kind == "many"
            else [data.get(f"{field.name}-{part}".strip("-"), "") for part in parts]
        )
    return shown


def inputs(
    wanted: Question,
    answers: Answers,
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
        return [as_typed(value)]
    return ["" if value is None else str(value)]


def as_typed(hundredths: int | None) -> str:
    """A number as people type it: with a comma, without thousands."""
    if hundredths is None:
        return ""
    return f"{hundredths // 100},{hundredths % 100:02d}"


def in_words(field: Field, value: Any, code: str) -> str:
    """An answer to read, in a language; empty when there is none."""
    if value in (None, [], ""):
        return ""
    match field.kind:
        case "day":
            return formats.day(date.fromisoformat(value), code)
        case "money":
            return formats.euros(value, code)
        case "hours":
            return formats.hours(value, code)
        case "choice" | "many":
            chosen = value if isinstance(value, list) else [value]
            return ", ".join(str(label) for name, label in field.choices if name in chosen)
        case _:
            return str(value)
