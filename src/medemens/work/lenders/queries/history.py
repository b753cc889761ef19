"""The history of one lender, as it was known at a moment, held against the law of a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from medemens.casework.queries import register
from medemens.casework.queries.register import RegisterEntry
from medemens.law.answer import Answer
from medemens.law.waadi import lending
from medemens.law.waadi.decisions import BadDecision, Decision, Kind, Standing, standing
from medemens.law.waadi.lending import Lender as LenderFacts

REGISTER = "lenders"
KINDS = {kind.key: kind for kind in Kind}
"""The kinds of entries that are decisions."""

APPLIED, SIGNED_UP, TRADE_REGISTER, EXCEPTED = "applied", "signed_up", "trade_register", "excepted"
"""The other kinds: a first application, a sign-up for the transitional scheme, in the trade register, outside the act."""

ENDED = "application_ended"
"""An application that ended without a decision on what it asks: not considered (Awb art. 4:5), or withdrawn."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the register as it stands in a history; moments are days. `number` is the entry's own."""

    number: int
    kind: str
    made_known_on: date
    takes_effect_on: date
    valid_until: date | None
    facts: dict[str, Any]
    recorded_at: datetime
    corrects: int | None = None
    annulled: bool = False

    @classmethod
    def of(cls, entry: RegisterEntry) -> Line:
        """The line of an entry."""
        return cls(
            entry.pk, entry.kind, entry.made_known_on, entry.takes_effect_on, entry.valid_until, entry.facts, entry.recorded_at,
            entry.corrects_id, entry.annulled,
        )  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """How a lender stands on a day, as known at a moment: whether workers may begin, whether those present may go on."""

    on: date
    known_at: datetime
    standing: Standing
    begins: Answer
    goes_on: Answer


def known(lines: Iterable[Line], at: datetime) -> tuple[Line, ...]:
    """The lines that stood in the register at a moment: recorded by then, and not corrected by then."""
    recorded = [each for each in lines if each.recorded_at <= at]
    corrected = {each.corrects for each in recorded if each.corrects is not None}
    return tuple(each for each in recorded if each.number not in corrected and not each.annulled)


def decisions(lines: Iterable[Line]) -> tuple[Decision, ...]:
    """The decisions among the lines. One that the law does not know of is left out: the register shows it all the same."""
    found = []
    for each in lines:
        if each.kind in KINDS:
            try:
                found.append(Decision(KINDS[each.kind], each.made_known_on, each.takes_effect_on, each.valid_until))
            except BadDecision:
                continue
    return tuple(found)


def facts(lines: Iterable[Line], on: date) -> LenderFacts:
    """What the register knows of a lender on a day, in the words of the law. What is not in it is not known."""
    lines = tuple(lines)
    found = LenderFacts(decisions=decisions(lines))
    ended = max((each.made_known_on for each in lines if each.kind == ENDED and each.made_known_on <= on), default=date.min)
    for each in lines:
        match each.kind:
            case "applied" if ended < each.made_known_on and (not found.applied_on or each.made_known_on < found.applied_on):
                certified = each.facts.get("certified_until")
                found = replace(
                    found,
                    applied_on=each.made_known_on,
                    with_report=each.facts.get("with_report"),
                    certified_until=date.fromisoformat(certified) if certified else None,
                )
            case "signed_up":
                found = replace(found, signed_up_on=each.made_known_on)
            case "trade_register" if each.takes_effect_on <= on:
                found = replace(found, registered=each.valid_until is None or on <= each.valid_until)
            case "excepted" if each.takes_effect_on <= on and (each.valid_until is None or on <= each.valid_until):
                found = replace(found, excepted=True)
    return found


def shown(lines: Iterable[Line], on: date, known_at: datetime, worker_since: date | None = None) -> Shown:
    """How a lender stands on a day, as known at a moment."""
    stood = known(lines, known_at)
    given = facts(stood, on)
    return Shown(
        on=on,
        known_at=known_at,
        standing=standing(given.decisions, on),
        begins=lending.may_begin(given, on),
        goes_on=lending.may_go_on(given, on, worker_since),
    )


def lines_of(organisation: int) -> tuple[Line, ...]:
    """All lines of one organisation, corrections too, the oldest first: one SQL statement."""
    return tuple(map(Line.of, register.entries(REGISTER).filter(organisation_id=organisation)))
