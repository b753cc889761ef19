"""Measures counted by phase, for the chapters that show that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from medemens.common.plots import Bar
from medemens.progress.measures import words
from medemens.progress.measures.phases import Phase
from medemens.progress.measures.queries.snapshot import Known
from medemens.progress.measures.queries.status import Status
from medemens.progress.report.material import number
from medemens.progress.report.parts import Line, line

Counts = dict[Phase | None, int]


def count(measures: Iterable[Known], states: Mapping[str, Status]) -> Counts:
    """How many measures are in each phase, from the furthest."""
    found: Counts = dict.fromkeys(words.PHASES, 0)
    for one in measures:
        found[states[one.code].phase] += 1
    return found


def phase_names() -> tuple[str, ...]:
    """The phases in words, in the same order."""
    return tuple(str(each) for each in words.PHASES.values())


def bar(name: str, counted: Counts) -> Bar:
    """A bar with the sum beside its name."""
    return Bar(name, tuple(counted.values()), (number(sum(counted.values())),))


def cells(counted: Counts) -> tuple[Line, ...]:
    """The numbers of a row, and their sum."""
    return tuple(line(number(size)) for size in (*counted.values(), sum(counted.values())))
