"""Questions as data: one a page, in order, each asked only when it matters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Answers = Mapping[str, Any]
Text = str | Promise


@dataclass(frozen=True)
class Field:
    """One thing to fill in. Kinds: `choice`, `many`, `day`, `money`, `hours`, `number`, `line` and `text` (several lines).

    `most` is the most characters of a `line` or `text`, the largest `number`, or the most cents of `money` where that is more
    than usual. `remarks` are lines below a choice, by its value.
    """

    name: str
    kind: str
    label: Text
    hint: Text = ""
    choices: tuple[tuple[str, Text], ...] = ()
    optional: bool = False
    autocomplete: str = ""
    most: int = 200
    remarks: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A page with one question; `why` says why it is asked and where to find the answer."""

    id: str
    title: Text
    why: Text
    fields: tuple[Field, ...]
    asked: Callable[[Answers], bool] = field(default=lambda answers: True)


YES_NO: tuple[tuple[str, Text], ...] = (("yes", _("Yes")), ("no", _("No")))
YES_NO_UNKNOWN: tuple[tuple[str, Text], ...] = (*YES_NO, ("unknown", _("I don't know")))


def asked(questions: Iterable[Question], answers: Answers) -> list[Question]:
    """The questions that matter, given the answers so far."""
    return [question for question in questions if question.asked(answers)]


def answered(question: Question, answers: Answers) -> bool:
    """Whether each of its fields was dealt with (an optional one may be empty)."""
    return all(each.name in answers for each in question.fields)
