"""What a reporter answered: the question and what was chosen in the handler's language, what was written as it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from medemens.casework.case_types import CaseType
from medemens.casework.place_and_people import ADDRESS, ORGANISATION, place
from medemens.casework.staff_words import Text
from medemens.common import formats
from medemens.common.questions import Field, asked

WAYS: dict[str, tuple[Text, Text]] = {
    "anonymous": (
        lazy("Anonymous"),
        lazy(
            "Nobody knows who this is. Do not try to find out, and do not tell the organisation or the landlord anything "
            "from which they can tell who reported. The mailbox is the only way to reach the reporter."
        ),
    ),
    "confidential": (
        lazy("Confidential"),
        lazy(
            "The reporter gave their data to you alone. Do not pass on the name or the data, not to the organisation and not "
            "to another authority, unless the reporter agrees. Reach the reporter only in the way that they chose."
        ),
    ),
    "contact": (
        lazy("With contact data"),
        lazy(
            "The reporter may be reached with these data for this report, and for nothing else. Ask first whether their name "
            "may be mentioned. Do not telephone or write at work, and leave no message with others."
        ),
    ),
}
"""In what way somebody reported: its name, and how their data may be used."""

BY_ACCOUNT: tuple[Text, Text] = (
    lazy("Sent with the account of a firm"),
    lazy("Use these data to handle what they sent. Whether they may act for the firm stands on the page of the application."),
)
"""The same of what a firm sent in."""


def way(kind: CaseType, report: Mapping[str, Any]) -> tuple[Text, Text] | None:
    """In what way a report or application came in, in words."""
    return BY_ACCOUNT if kind.by_account else WAYS.get(report.get("way", "anonymous"))


BESIDES = (place(optional=True), ADDRESS, ORGANISATION)
"""What every report asks after the questions of its case type, and what of that stands in its answers."""

CHANNELS: dict[str, Text] = {
    "telephone": lazy("By telephone"),
    "letter": lazy("By letter"),
    "desk": lazy("At the desk"),
    "other": lazy("In another way"),
}
"""How a report came in that a handler wrote down."""

CONTACT: dict[str, Text] = {
    "name": lazy("Name"),
    "telephone": lazy("Telephone"),
    "email": lazy("E-mail"),
    "address": lazy("Address"),
    "when": lazy("When to reach"),
    "remarks": lazy("Remarks"),
}


@dataclass(frozen=True)
class Answer:
    """An answer. `text` is in the handler's language: what was ticked or counted. The reporter's own words are in `original`."""

    label: Text
    text: str
    original: str


@dataclass(frozen=True)
class Group:
    """The answers to one question."""

    title: Text
    answers: tuple[Answer, ...]


def answered(kind: CaseType, answers: Mapping[str, Any], reader: str) -> list[Group]:
    """All that was answered, question by question; at the end what belongs to no question."""
    groups, known = [], set()
    for question in asked((*kind.questions, *BESIDES), answers):
        given = [each for each in question.fields if answers.get(each.name) not in (None, "", [])]
        known |= {each.name for each in question.fields}
        if given:
            shown = tuple(_answer(each, answers[each.name], reader) for each in given)
            groups.append(Group(question.title, shown))
    others = tuple(_other(kind, answers, known, reader))
    return [*groups, Group(_("Other data"), others)] if others else groups


def contact(given: Mapping[str, str]) -> list[tuple[Text, str]]:
    """The contact data of a reporter, with their names."""
    return [(CONTACT.get(key, key), value) for key, value in given.items() if value]


def _answer(field: Field, value: Any, reader: str) -> Answer:
    label = field.label or ""
    if field.kind in ("line", "text"):
        return Answer(label, "", str(value))
    return Answer(label, _written(field, value, reader), "")


def _written(field: Field, value: Any, code: str) -> str:
    match field.kind:
        case "choice" | "many":
            names = {key: str(name) for key, name in field.choices}
            chosen = value if isinstance(value, list) else [value]
            return ", ".join(names.get(each, str(each)) for each in chosen)
        case "day":
            return formats.day(date.fromisoformat(value), code)
        case "money":
            return formats.euros(int(value), code)
        case "hours":
            return formats.hours(int(value), code)
        case _:
            return str(value)


def _other(kind: CaseType, answers: Mapping[str, Any], known: set[str], reader: str) -> Iterator[Answer]:
    """What was answered to a question that is no longer asked after another answer was changed, or that the case type lost."""
    fields = {each.name: each for question in kind.questions for each in question.fields}
    for key, value in answers.items():
        if key in known or value in (None, "", []):
            continue
        if key in fields:
            yield _answer(fields[key], value, reader)
        else:
            channel = str(CHANNELS.get(str(value), "")) if key == "channel" else ""
            label = _("How it came in") if channel else key.replace("_", " ")
            yield Answer(label, channel, "" if channel else str(value))
