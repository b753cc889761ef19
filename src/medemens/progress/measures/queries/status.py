"""The state of a measure on a day, as it was known at a moment, derived from its steps. Pure: no database, no clock.

What happened and what was announced are kept apart everywhere: a step that is only planned never makes a state.
"""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from medemens.progress.measures.phases import Phase, Precision


@dataclass(frozen=True, slots=True)
class Text:
    """Words in Dutch and in English; one of them may be missing."""

    nl: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.nl or self.en)


NO_TEXT = Text()


@dataclass(frozen=True, slots=True)
class Step:
    """An event of a measure as it stands in a history; `number` is the event's own."""

    number: int
    measure: str
    key: str
    phase: Phase
    on: date
    precision: Precision
    recorded_at: datetime
    fact: Text = NO_TEXT
    source: str = ""
    planned: bool = False
    target: date | None = None
    target_precision: Precision = Precision.DAY
    milestone: str = ""
    reversal: bool = False
    corrects: int | None = None
    annulled: bool = False


class Turn(StrEnum):
    """How a measure was reversed. `back`: an earlier phase, which can also be a wider plan; `turned`: the source says so."""

    DROPPED = "dropped"
    RESUMED = "resumed"
    TURNED = "turned"
    BACK = "back"


class Gap(StrEnum):
    """What is not known of a measure, and must be said."""

    NOTHING = "nothing"
    ONLY_PLANNED = "only_planned"
    NOT_CONFIRMED = "not_confirmed"
    DAY_NOT_KNOWN = "day_not_known"
    OLD = "old"


OLD_DAYS = 730
"""After so many days without a step, a state that is no end is told to be old news."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """A day that was announced and passed, while no later step says that it came true."""

    step: Step
    days: int


@dataclass(frozen=True, slots=True)
class Slip:
    """An announced day that took the place of another. Of days that are not known exactly: the least and the most it can be."""

    before: Step
    after: Step
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Reversal:
    """A step that turned around what was so before it."""

    step: Step
    before: Step | None
    turn: Turn


@dataclass(frozen=True, slots=True)
class Status:
    """All that follows for a day. `step` is the newest that happened, `since` the one with which its phase began.

    Both, and the phase, are None when nothing is known to have happened by then.
    """

    measure: str
    on: date
    step: Step | None
    since: Step | None
    overdue: tuple[Overdue, ...] = ()
    ahead: tuple[Step, ...] = ()
    slips: tuple[Slip, ...] = ()
    reversals: tuple[Reversal, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def phase(self) -> Phase | None:
        """How far it is."""
        return self.step.phase if self.step else None


def first_day(day: date, precision: Precision) -> date:
    """The earliest day that it can have been."""
    match precision:
        case Precision.MONTH:
            return day.replace(day=1)
        case Precision.YEAR:
            return date(day.year, 1, 1)
        case _:
            return day


def last_day(day: date, precision: Precision) -> date:
    """The latest day that it can have been."""
    match precision:
        case Precision.MONTH:
            return day.replace(day=calendar.monthrange(day.year, day.month)[1])
        case Precision.YEAR:
            return date(day.year, 12, 31)
        case _:
            return day


def known(steps: Iterable[Step], at: datetime | None) -> tuple[Step, ...]:
    """The steps that stood in the monitor at a moment: recorded by then, and not corrected by then. None: all that is known."""
    recorded = [each for each in steps if at is None or each.recorded_at <= at]
    corrected = {each.corrects for each in recorded if each.corrects is not None}
    return tuple(each for each in recorded if each.number not in corrected and not each.annulled)


def _order(step: Step) -> tuple[object, ...]:
    """By day; on one day the further phase counts, then the lasting name: never the order in which they were recorded."""
    return (step.on, step.phase.rank, step.key)


def _announced_order(step: Step) -> tuple[object, ...]:
    return (step.on, step.target, step.key)


@dataclass(frozen=True)
class History:
    """The steps of a measure that stand, in order: what happened and what was announced. Made once, asked for many days."""

    measure: str
    done: tuple[Step, ...]
    plans: tuple[Step, ...]

    @classmethod
    def of(cls, measure: str, stood: Iterable[Step]) -> History:
        """From steps that stand, in any order."""
        stood = tuple(stood)
        done = sorted((each for each in stood if not each.planned), key=_order)
        plans = sorted((each for each in stood if each.planned), key=_announced_order)
        return cls(measure, tuple(done), tuple(plans))

    def on(self, day: date) -> Status:
        """The state on a day."""
        done = self.done[: bisect_right(self.done, day, key=_day)]
        plans = _by_phase(self.plans[: bisect_right(self.plans, day, key=_day)])
        step = done[-1] if done else None
        overdue, ahead = [], []
        for line in plans.values():
            plan = line[-1]
            if _closed(plan, done):
                continue
            assert plan.target is not None
            late = (day - last_day(plan.target, plan.target_precision)).days
            if late > 0:
                overdue.append(Overdue(plan, late))
            else:
                ahead.append(plan)
        overdue.sort(key=lambda each: (-each.days, each.step.key))
        ahead.sort(key=_announced_order)
        return Status(
            self.measure, day, step, _since(done), tuple(overdue), tuple(ahead), tuple(_slips(plans)), tuple(_reversals(done)),
            _gaps(step, bool(plans), bool(overdue), day),
        )  # fmt: skip


def _day(step: Step) -> date:
    return step.on


def _by_phase(plans: Iterable[Step]) -> dict[tuple[Phase, str], list[Step]]:
    """What was announced for each phase and milestone, the oldest first."""
    found: dict[tuple[Phase, str], list[Step]] = {}
    for each in plans:
        found.setdefault((each.phase, each.milestone), []).append(each)
    return found


def status_on(measure: str, steps: Iterable[Step], day: date, known_at: datetime | None = None) -> Status:
    """The state of a measure on a day, as it was known at a moment (None: all that is known)."""
    return History.of(measure, known(steps, known_at)).on(day)


def _since(done: Sequence[Step]) -> Step | None:
    """The first of the last steps that are of one phase."""
    first = None
    for each in reversed(done):
        if first is not None and each.phase is not first.phase:
            break
        first = each
    return first


def _closed(plan: Step, done: Sequence[Step]) -> bool:
    """Whether a later step says that the plan came true, or that it was dropped."""
    if done and done[-1].phase is Phase.NOT_PURSUED and done[-1].on >= plan.on:
        return True
    return any(each.on > plan.on and each.phase.rank >= plan.phase.rank and each.milestone == plan.milestone for each in done)


def _slips(plans: dict[tuple[Phase, str], list[Step]]) -> list[Slip]:
    found = []
    for line in plans.values():
        for before, after in pairwise(line):
            assert before.target is not None
            assert after.target is not None
            old = first_day(before.target, before.target_precision), last_day(before.target, before.target_precision)
            new = first_day(after.target, after.target_precision), last_day(after.target, after.target_precision)
            if old != new:
                found.append(Slip(before, after, (new[0] - old[1]).days, (new[1] - old[0]).days))
    return sorted(found, key=lambda each: _announced_order(each.after))


def _reversals(done: Sequence[Step]) -> list[Reversal]:
    found = []
    for place, step in enumerate(done):
        before = done[place - 1] if place else None
        turn = _turn(before, step)
        if turn:
            found.append(Reversal(step, before, turn))
    return found


def _turn(before: Step | None, step: Step) -> Turn | None:
    if step.reversal:
        return Turn.TURNED
    if before is None or before.phase is step.phase:
        return None
    if step.phase is Phase.NOT_PURSUED:
        return Turn.DROPPED
    if before.phase is Phase.NOT_PURSUED:
        return Turn.RESUMED
    return Turn.BACK if step.phase.rank < before.phase.rank else None


def _gaps(step: Step | None, plans: bool, overdue: bool, day: date) -> tuple[Gap, ...]:
    found = []
    if step is None:
        found.append(Gap.ONLY_PLANNED if plans else Gap.NOTHING)
    else:
        if step.precision is not Precision.DAY:
            found.append(Gap.DAY_NOT_KNOWN)
        ended = step.phase in (Phase.REALISED, Phase.IN_FORCE, Phase.NOT_PURSUED)
        if not ended and (day - step.on).days > OLD_DAYS:
            found.append(Gap.OLD)
    if overdue:
        found.append(Gap.NOT_CONFIRMED)
    return tuple(found)
