"""What differs between the states of two days: moved, slipped, reversed, newly overdue, confirmed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from medemens.progress.measures.phases import Phase
from medemens.progress.measures.queries.status import Overdue, Reversal, Slip, Status


@dataclass(frozen=True, slots=True)
class Moved:
    """A measure whose phase differs. `forward` is None when one of them is not known."""

    measure: str
    before: Phase | None
    after: Phase | None

    @property
    def forward(self) -> bool | None:
        """Whether it came further."""
        if self.before is None or self.after is None:
            return None
        return self.after.rank > self.before.rank


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs, each by measure in their order."""

    moved: tuple[Moved, ...]
    slipped: tuple[tuple[str, Slip], ...]
    reversed: tuple[tuple[str, Reversal], ...]
    overdue: tuple[tuple[str, Overdue], ...]

    def __bool__(self) -> bool:
        return bool(self.moved or self.slipped or self.reversed or self.overdue)


def between(before: Mapping[str, Status], after: Mapping[str, Status]) -> Changes:
    """From the states of one day to those of a later one."""
    moved, slipped, turned, overdue = [], [], [], []
    for code, now in after.items():
        then = before[code]
        if then.phase is not now.phase:
            moved.append(Moved(code, then.phase, now.phase))
        slipped += [(code, each) for each in _new(now.slips, then.slips)]
        turned += [(code, each) for each in now.reversals if _after(each.step.on, then.on)]
        was = {each.step.number for each in then.overdue}
        overdue += [(code, each) for each in now.overdue if each.step.number not in was]
    return Changes(tuple(moved), tuple(slipped), tuple(turned), tuple(overdue))


def _new(now: Iterable[Slip], then: Iterable[Slip]) -> list[Slip]:
    there = {(each.before.number, each.after.number) for each in then}
    return [each for each in now if (each.before.number, each.after.number) not in there]


def _after(day: date, start: date) -> bool:
    return day > start
