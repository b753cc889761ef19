"""Counting the term of an authority: when it ends, when it stands still, how far it can be extended.

A term begins on the day after the event that starts it. A statutory term that is not too long never ends at a weekend or on a
holiday (Algemene termijnenwet); a service norm of an authority has no law behind it and just ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Literal

from medemens.law.finding import Step
from medemens.law.termijnenwet import norms as termijnenwet

SERVICE_NORM = "service norm of the authority: no law, so the Algemene termijnenwet does not apply"


class TermRefused(ValueError):
    """A term that cannot be counted so; `key` names why, `on` the day of the event that does not fit."""

    def __init__(self, key: str, on: date) -> None:
        super().__init__(f"{key} on {on}")
        self.key = key
        self.on = on


class Ground(Enum):
    """Why a term stands still: a key, the article, and whether it does so from the day after the event (else from the day)."""

    COMPLETION = ("completion", "Awb 4:15(1)(a), 4:5", True)
    FOREIGN_INFORMATION = ("foreign_information", "Awb 4:15(1)(b)", True)
    CONSENT = ("consent", "Awb 4:15(2)(a)", False)
    APPLICANT = ("applicant", "Awb 4:15(2)(b)", False)
    FORCE_MAJEURE = ("force_majeure", "Awb 4:15(2)(c)", False)
    REPAIR = ("repair", "Awb 7:10(2), 6:6", True)
    FURTHER_DELAY = ("further_delay", "Awb 7:10(4)", False)
    ANSWER = ("answer", SERVICE_NORM, True)

    def __init__(self, key: str, citation: str, from_next_day: bool) -> None:
        self.key = key
        self.citation = citation
        self.from_next_day = from_next_day


@dataclass(frozen=True)
class TermRule:
    """A term: exactly one of weeks, days or working days long.

    `statutory` means set by an act or an order in council; then the Algemene termijnenwet applies as far as its art. 4 allows.
    `extendable_weeks` is the most that all extensions together may be; None: as long as is reasonable, 0: not at all.

    :raises ValueError: not exactly one length above 0
    """

    id: str
    citation: str
    source: str
    commencement: date
    weeks: int = 0
    days: int = 0
    working_days: int = 0
    statutory: bool = True
    extendable_weeks: int | None = 0
    suspended_by: tuple[Ground, ...] = ()

    def __post_init__(self) -> None:
        if sorted(number > 0 for number in (self.weeks, self.days, self.working_days)) != [False, False, True]:
            raise ValueError(f"{self.id}: give one of weeks, days and working days")

    def after(self, day: date, number: int) -> date:
        """So many days later, or working days for a term in working days."""
        return termijnenwet.working_days_after(day, number) if self.working_days else day + timedelta(number)

    def between(self, day: date, end: date) -> int:
        """Days after a day, up to and including the end; working days for a term in working days."""
        return termijnenwet.working_days_between(day, end) if self.working_days else (end - day).days

    def moved(self, started_on: date, end: date) -> date:
        """The last day once weekends and holidays are heeded, where a law or the unit of the term asks for that."""
        if self.working_days:
            return termijnenwet.next_working_day(end)
        heeded = self.statutory and termijnenwet.applies(started_on, days=self.days, weeks=self.weeks)
        return termijnenwet.moved(started_on, end) if heeded else end


def service_norm(id: str, source: str, commencement: date, *, weeks: int = 0, days: int = 0, working_days: int = 0) -> TermRule:
    """A term that an authority sets itself: extended as it sees fit, standing still while someone has to answer."""
    return TermRule(
        id, SERVICE_NORM, source, commencement, weeks, days, working_days,
        statutory=False, extendable_weeks=None, suspended_by=(Ground.ANSWER,),
    )  # fmt: skip


@dataclass(frozen=True)
class TermEvent:
    """What happened to a running term.

    For `suspended`, `on` is the day of the act (the invitation, the notice, the agreement) and `ground` says why; for
    `resumed`, the first day that counts again (the day on which the application was completed); for `extended`, the day of the
    notice, with the `weeks` that come on top.
    """

    kind: Literal["suspended", "resumed", "extended"]
    on: date
    weeks: int = 0
    ground: Ground | None = None


@dataclass(frozen=True)
class TermState:
    """The last day of a term, or None while it stands still; then the days that are left. `steps` tells how it was counted."""

    ends_on: date | None
    days_left_at_suspension: int | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class _Count:
    """A term while it is counted: its last day before weekends are heeded, and the first day on which it stands still."""

    end: date
    still_from: date | None
    weeks_added: int
    steps: tuple[Step, ...]

    def step(self, name: str, value: date | int, unit: str) -> _Count:
        return replace(self, steps=(*self.steps, Step(name, value, unit)))


def ends_on(rule: TermRule, started_on: date, events: Iterable[TermEvent] = ()) -> TermState:
    """When a term ends that a thing on a day has started (an application received, a decision made known).

    :param events: in the order in which they happened
    :raises TermRefused: `before_commencement`, `out_of_order`, `after_end`, `already_suspended`, `not_suspended`, `no_ground`,
        `no_weeks`, `not_extendable`
    """
    if started_on < rule.commencement:
        raise TermRefused("before_commencement", started_on)
    end = rule.after(started_on, rule.weeks * 7 + rule.days + rule.working_days)
    count = _Count(end, None, 0, (Step("started_on", started_on, "day"), Step("first_day", started_on + timedelta(1), "day")))
    count = count.step("counted_end", end, "day")
    latest = started_on
    for event in events:
        if event.on < latest:
            raise TermRefused("out_of_order", event.on)
        count, latest = _APPLIED[event.kind](rule, started_on, count, event), event.on
    return _state(rule, started_on, count)


def _suspended(rule: TermRule, started_on: date, count: _Count, event: TermEvent) -> _Count:
    if event.ground is None or event.ground not in rule.suspended_by:
        raise TermRefused("no_ground", event.on)
    if count.still_from is not None:
        raise TermRefused("already_suspended", event.on)
    still_from = max(event.on + timedelta(event.ground.from_next_day), started_on + timedelta(1))
    if still_from > count.end:
        raise TermRefused("after_end", event.on)
    return replace(count, still_from=still_from).step("suspended_from", still_from, "day")


def _resumed(rule: TermRule, started_on: date, count: _Count, event: TermEvent) -> _Count:
    if count.still_from is None:
        raise TermRefused("not_suspended", event.on)
    again = max(event.on, count.still_from)
    yesterday = timedelta(1)
    left = rule.between(count.still_from - yesterday, count.end)
    count = count.step("resumed_on", again, "day").step("days_suspended", (again - count.still_from).days, "count")
    end = rule.after(again - yesterday, left)
    return replace(count, end=end, still_from=None).step("counted_end", end, "day")


def _extended(rule: TermRule, started_on: date, count: _Count, event: TermEvent) -> _Count:
    if event.weeks < 1:
        raise TermRefused("no_weeks", event.on)
    weeks_added = count.weeks_added + event.weeks
    if rule.extendable_weeks is not None and weeks_added > rule.extendable_weeks:
        raise TermRefused("not_extendable", event.on)
    if count.still_from is None and event.on > rule.moved(started_on, count.end):
        raise TermRefused("after_end", event.on)
    end = count.end + timedelta(weeks=event.weeks)
    count = replace(count, end=end, weeks_added=weeks_added)
    return count.step("weeks_added", event.weeks, "count").step("counted_end", end, "day")


_APPLIED = {"suspended": _suspended, "resumed": _resumed, "extended": _extended}


def _state(rule: TermRule, started_on: date, count: _Count) -> TermState:
    if count.still_from is not None:
        left = rule.between(count.still_from - timedelta(1), count.end)
        return TermState(None, left, count.step("days_left", left, "count").steps)
    end = rule.moved(started_on, count.end)
    if end != count.end:
        count = count.step("moved_from", count.end, "day")
    return TermState(end, None, count.step("ends_on", end, "day").steps)
