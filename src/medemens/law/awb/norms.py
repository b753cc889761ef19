"""The terms and duties of the Algemene wet bestuursrecht (Awb, BWBR0005537) that casework needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from medemens.law import library
from medemens.law.awb.terms import Ground, TermEvent, TermRule, TermState, ends_on
from medemens.law.termijnenwet import norms as termijnenwet

ON_APPLICATION = (
    Ground.COMPLETION, Ground.FOREIGN_INFORMATION, Ground.CONSENT, Ground.APPLICANT, Ground.FORCE_MAJEURE,
)  # fmt: skip
"""Why the term of a decision on an application can stand still (Awb 4:15)."""

ON_OBJECTION = (Ground.REPAIR, Ground.FURTHER_DELAY, Ground.FORCE_MAJEURE)
"""Why the term of a decision on an objection can stand still (Awb 7:10(2), (4); 7:14)."""


@dataclass(frozen=True)
class Duty:
    """A duty of an authority that has no number of days: the article that is recorded when it is done."""

    id: str
    citation: str
    source: str
    plain: str


FORWARDING = Duty(
    "forwarding", "Awb 2:3(1)", "Awb 2:3 on pgawb.nl, read 2026-11-24",
    "What clearly belongs with another authority is sent on at once, and the sender is told at the same time.",
)  # fmt: skip
OBJECTION_CLAUSE = Duty(
    "objection_clause", "Awb 3:45", "Awb 3:45 on pgawb.nl, read 2026-11-24",
    "A decision says that one can object to it: who, within which term, and with which authority.",
)  # fmt: skip
NOTICE_OF_DELAY = Duty(
    "notice_of_delay", "Awb 4:14", "Awb 4:14 on pgawb.nl, read 2026-11-24",
    "When a decision cannot be made in time, the applicant is told so and is given a term within which it will come.",
)  # fmt: skip


def decision_on_application() -> TermRule:
    """Awb 4:13: without a term in another law, a decision on an application comes within a reasonable term.

    That is over after eight weeks, unless the applicant was told in time of a longer one (4:14(3)): an extension. A request to
    enforce is such an application; a report is none. A term in another law is a `TermRule` of its own, `ON_APPLICATION`.
    """
    return _rule("decision_on_application", ON_APPLICATION, None)


def objection_period() -> TermRule:
    """Awb 6:7, 6:8(1): six weeks from the day after the decision was made known; nothing suspends or extends it."""
    return _rule("objection_period", (), 0)


def decision_on_objection(*, committee: bool) -> TermRule:
    """Awb 7:10: six weeks, or twelve with an advisory committee of which the objector was told; put off by six at most.

    It begins on the day after the objection period has ended, not when the objection came in.
    """
    name = "decision_on_objection_committee" if committee else "decision_on_objection"
    return _rule(name, ON_OBJECTION, library.series("awb")["decision_on_objection_extension"].amounts[-1].value)


def takes_effect_on(made_known_on: date, stated_on: date | None = None) -> date:
    """Awb 3:40, 3:41: a decision takes effect on the day that it states, never before it was sent or handed over."""
    return made_known_on if stated_on is None else max(made_known_on, stated_on)


def objection_until(made_known_on: date) -> date:
    """The last day on which one can object to a decision that was sent or handed over on a day.

    :raises TermRefused: `before_commencement`
    """
    return _last(ends_on(objection_period(), made_known_on))


def objection_in_time(made_known_on: date, received_on: date, posted_on: date | None = None) -> bool:
    """Awb 6:9: an objection is in time when it came in within the term, or was posted within it and came at most a week later."""
    until = objection_until(made_known_on)
    if received_on <= until:
        return True
    days = 7 * (library.series("awb")["postal_delay"].on(made_known_on) or 0)
    return posted_on is not None and posted_on <= until and received_on <= termijnenwet.last_day(until, days)


def objection_decided_by(made_known_on: date, *, committee: bool, events: Iterable[TermEvent] = ()) -> TermState:
    """When a decision on an objection is due, counted from the day on which the decision objected to was made known.

    :raises TermRefused: as `ends_on` does
    """
    return ends_on(decision_on_objection(committee=committee), objection_until(made_known_on), events)


def _rule(name: str, grounds: tuple[Ground, ...], extendable_weeks: int | None) -> TermRule:
    series = library.series("awb")[name]
    entry = series.amounts[-1]
    assert entry.value is not None, "a term of the Awb is always known"
    return TermRule(
        name, series.article, entry.source, entry.since, entry.value, extendable_weeks=extendable_weeks, suspended_by=grounds
    )


def _last(state: TermState) -> date:
    assert state.ends_on is not None, "a term without events does not stand still"
    return state.ends_on
