"""The state of a commitment or motion on a day, as it was known at a moment. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from medemens.progress.measures.phases import ENDS, VOTES, Precision, PromiseStep
from medemens.progress.measures.queries.status import NO_TEXT, Text, last_day


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """An event of a promise as it stands in a history."""

    number: int
    promise: str
    key: str
    step: PromiseStep
    on: date
    precision: Precision
    recorded_at: datetime
    fact: Text = NO_TEXT
    source: str = ""
    target: date | None = None
    target_precision: Precision = Precision.DAY
    corrects: int | None = None
    annulled: bool = False


class State(StrEnum):
    """How a promise stands. `unknown`: nothing that was read says what came of it, and no day was named."""

    DONE = "done"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"
    DUE = "due"
    REJECTED = "rejected"
    UNKNOWN = "unknown"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class PromiseStatus:
    """All that follows for a day. `late` counts the days after the one that was promised: until it was done, or until the day."""

    state: State
    made: PromiseLine | None = None
    due: PromiseLine | None = None
    ended: PromiseLine | None = None
    vote: PromiseLine | None = None
    late: int = 0
    lines: tuple[PromiseLine, ...] = ()


def known(lines: Iterable[PromiseLine], at: datetime | None) -> tuple[PromiseLine, ...]:
    """The lines that stood in the monitor at a moment."""
    recorded = [each for each in lines if at is None or each.recorded_at <= at]
    corrected = {each.corrects for each in recorded if each.corrects is not None}
    return tuple(each for each in recorded if each.number not in corrected and not each.annulled)


def status_on(lines: Sequence[PromiseLine], day: date, known_at: datetime | None = None) -> PromiseStatus:
    """How a promise stands on a day, as it was known at a moment (None: all that is known)."""
    stood = sorted((each for each in known(lines, known_at) if each.on <= day), key=lambda each: (each.on, each.step, each.key))

    def last(*steps: PromiseStep) -> PromiseLine | None:
        return next((each for each in reversed(stood) if each.step in steps), None)

    made, due, vote = last(PromiseStep.MADE), last(PromiseStep.PROMISED), last(*VOTES)
    ended = next((each for each in stood if each.step in ENDS), None)
    late = 0
    if due and due.target:
        late = max(((ended.on if ended else day) - last_day(due.target, due.target_precision)).days, 0)
    if ended:
        state = State.DONE_LATE if late else State.DONE
    elif vote and vote.step is PromiseStep.REJECTED:
        state = State.REJECTED
    elif due:
        state = State.OVERDUE if late else State.DUE
    elif stood or not lines:
        state = State.UNKNOWN
    else:
        state = State.NOT_YET
    return PromiseStatus(state, made, due, ended, vote, late, tuple(stood))
