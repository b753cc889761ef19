"""A draft as its pages need it: answers, papers, and what follows from both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from medemens.common import formats
from medemens.common.forms import in_words
from medemens.common.languages import spoken
from medemens.common.questions import Text
from medemens.work.lenders.actions.applications import kept_until
from medemens.work.lenders.applying import journey, judging, objecting, papers, words
from medemens.work.lenders.applying import missing as lacks
from medemens.work.lenders.queries import applications as queries
from medemens.work.lenders.queries.accounts import Application
from medemens.work.lenders.queries.applications import PaperShown

NOTES: dict[str, Text] = {
    "paper": _("The paper was added."),
    "removed": _("The paper was taken out."),
    "written": _("Your message was sent."),
    "withdrawn": _("You took it back."),
}
"""What is told after a deed, by the word in the address."""


@dataclass(frozen=True)
class PaperInWords:
    """A paper with its dates in words; `remark` is what they mean for an application now."""

    paper: PaperShown
    name: Text
    dates: tuple[tuple[Text, str], ...]
    remark: str


@dataclass(frozen=True)
class Draft:
    """A draft on a day. `answers` hold what follows from that day too (`journey.as_of`)."""

    application: Application
    answers: dict[str, Any]
    papers: tuple[PaperShown, ...]
    today: date

    @property
    def number(self) -> int:
        """Its number in addresses."""
        return self.application.pk

    @property
    def told(self) -> dict[str, Any]:
        """The answers, with what the papers say."""
        return {**self.answers, **papers.facts(self.papers)}

    @property
    def frame(self) -> dict[str, Any]:
        """What the head of each of its pages needs."""
        until = formats.day(kept_until(self.application), spoken())
        return {"application": self.application, "name": words.NAMES[self.application.subject], "kept_until": until}


def draft_of(application: Application, today: date) -> Draft:
    """A draft on a day: one SQL statement besides the application."""
    answers = journey.as_of(queries.answers(application), today)
    return Draft(application, answers, tuple(queries.papers(application)), today)


def summary(draft: Draft) -> dict[str, Any]:
    """How far it is: first question without an answer, papers, findings, what is missing, the transitional law."""
    tone, words_of_window = lacks.window(draft.answers, draft.today)
    judged_on = judging.judged_on(draft.today)
    until = objecting.last_day(draft.answers) if draft.application.subject == "lender_objection" else None
    place = journey.first_missing(draft.answers)
    return {
        **draft.frame,
        "first_missing": place,
        "count": len(journey.sequence(draft.answers)),
        "papers": [paper_in_words(each, draft.today) for each in draft.papers],
        "findings": lacks.findings(draft.told, judged_on) if place is None else [],
        "judged_on": formats.day(judged_on, spoken()),
        "judged_later": judged_on != draft.today,
        "missing": lacks.missing(draft.answers, draft.papers, draft.today, answered=place is None),
        "window": words_of_window,
        "window_tone": tone,
        "object_until": formats.day(until, spoken()) if until else "",
        "late": draft.answers.get("late") == "yes",
    }


def paper_in_words(paper: PaperShown, today: date) -> PaperInWords:
    """A paper with its name and dates."""
    found = papers.kind(paper.kind)
    dates = tuple(
        (field.label, in_words(field, _value(paper, field.name), spoken())) for field in (found.fields if found else ())
    )
    return PaperInWords(paper, papers.name(paper.kind), tuple(each for each in dates if each[1]), papers.remark(paper, today))


def _value(paper: PaperShown, name: str) -> Any:
    value = getattr(paper, name)
    return value.isoformat() if isinstance(value, date) else value


def rows(draft: Draft) -> list[tuple[int, Text, str]]:
    """All answers in words, each with the number of its question."""
    found: list[tuple[int, Text, str]] = []
    for place, each in enumerate(journey.sequence(draft.answers), 1):
        for field in each.fields:
            if text := in_words(field, draft.answers.get(field.name), spoken()):
                found.append((place, field.label or each.title, text))
    return found
