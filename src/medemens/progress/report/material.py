"""All that a report is written from, read once; and the ways in which every chapter says it, in the language that is active."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from medemens.common import formats
from medemens.common.figures import Published
from medemens.common.languages import spoken
from medemens.progress.experience.studies import Experience
from medemens.progress.measures import words
from medemens.progress.measures.phases import Precision
from medemens.progress.measures.queries.promises import PromiseStatus
from medemens.progress.measures.queries.snapshot import Known, Origin, Snapshot
from medemens.progress.measures.queries.status import Status, Step, Text
from medemens.progress.report.parts import Line, Span, line
from medemens.progress.report.period import Period


@dataclass(frozen=True)
class Material:
    """The monitor on the days of a report, the figures, and the texts of the editors by chapter.

    `before`, `now` and `later` are the states of measures on the days of the period; `later` is empty when there is no such day.
    """

    period: Period
    held: Snapshot
    before: Mapping[str, Status]
    now: Mapping[str, Status]
    later: Mapping[str, Status]
    pledged: Mapping[str, PromiseStatus]
    pledged_later: Mapping[str, PromiseStatus]
    figures: tuple[Published, ...]
    experience: Experience
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def measures(self) -> list[Known]:
        """The measures of which something is known by the last day of the report."""
        return list(self.held.measures.values())


def code() -> str:
    """The language in which the report is written."""
    return spoken()


def say(text: Text) -> Span:
    """A text in the language of the report; when it is there in the other one only, that, marked as such."""
    own, foreign, other = (text.nl, text.en, "en") if code() == "nl" else (text.en, text.nl, "nl")
    return Span(own) if own or not foreign else Span(foreign, lang=other)


def day(value: date) -> str:
    """A day in words."""
    return formats.day(value, code())


def exact_day(value: date, precision: Precision) -> str:
    """A day as exactly as it is known."""
    return words.day(value, precision, code())


def target(step: Step) -> str:
    """The day that a step announced."""
    assert step.target is not None
    return exact_day(step.target, step.target_precision)


def number(value: int) -> str:
    """A whole number."""
    return formats.whole(value, code())


def measure_address(of: str, on: date, step: str = "") -> str:
    """Where the monitor shows a measure on a day, or a step of it."""
    return f"{reverse('measures:measure', args=[of])}?on={on.isoformat()}" + (f"#step-{step}" if step else "")


def measure(material: Material, of: str, on: date | None = None) -> Line:
    """A measure by its code and title, with a link to its records."""
    title = say(material.held.measures[of].title)
    address = measure_address(of, on or material.period.day)
    return line(Span(of, address), " ", title)


def step_day(step: Step, on: date) -> Span:
    """The day of a step, with a link to the record of it."""
    return Span(exact_day(step.on, step.precision), measure_address(step.measure, on, step.key))


def source(material: Material, key: str) -> Span:
    """A source by its short name, with a link to it or to the list of sources."""
    origin = material.held.sources[key]
    return Span(_short(origin), origin.url or f"{reverse('measures:sources')}#source-{key}")


def _short(origin: Origin) -> str:
    """Its reference without what stands in brackets; of a page the site."""
    reference = re.split(r" \(|;|, art", origin.reference)[0].strip()
    if not reference or reference.startswith("/"):
        return re.split(r", |: ", origin.title)[0]
    return reference.split("/")[0] if re.match(r"[a-z0-9.-]+\.[a-z]{2,}/", reference) else reference
