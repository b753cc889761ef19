"""Checking partners: one number or a hundred thousand at once, on a day, as known at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from medemens.common.identifiers import Identifier, UnreadableNumber, read
from medemens.work.lenders import words
from medemens.work.lenders.queries.history import Shown, shown
from medemens.work.lenders.queries.search import resembling
from medemens.work.lenders.queries.snapshot import Known, Snapshot

MOST_NUMBERS = 100_000


class Found(StrEnum):
    """What came of looking for a number."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    MAYBE = "maybe"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Checked:
    """A number that was checked. `row` counts from 1 as it came in; `first_row` is that of the same number before, if any.

    With `maybe` there is a lender with this number if zeros are put in front: it is shown, and not taken for the one. `begins`
    is the word of the law's outcome on whether a worker may begin; `state` the key of `words.STATES`.
    """

    row: int
    asked: str
    found: Found
    reason: str = ""
    first_row: int = 0
    lender: Known | None = None
    state: str = ""
    begins: str = ""
    citation: str = ""
    since: date | None = None
    until: date | None = None

    def as_claims(self) -> dict[str, Any]:
        """As it stands in a statement."""
        claims: dict[str, Any] = {"row": self.row, "asked": self.asked, "found": self.found.value}
        if self.lender is not None:
            claims |= {"number": self.lender.number, "kvk": self.lender.kvk, "name": self.lender.name}
        if self.found is Found.FOUND:
            claims |= {"state": self.state, "may_begin": self.begins, "norm": self.citation}
            claims |= {name: day.isoformat() for name, day in (("since", self.since), ("until", self.until)) if day}
        elif self.reason:
            claims["reason"] = self.reason
        return claims


def check(snapshot: Snapshot, asked: Iterable[str], on: date, known_at: datetime) -> Iterator[Checked]:
    """Checks each number in the order in which they came."""
    answers: dict[int, Shown] = {}
    rows: dict[str, int] = {}
    for row, text in enumerate(asked, start=1):
        try:
            number = read(text)
        except UnreadableNumber as wrong:
            yield Checked(row, text[:60], Found.UNREADABLE, wrong.reason)
            continue
        first = rows.setdefault(number.value, row)
        yield _checked(snapshot, answers, row, 0 if first == row else first, text[:60], number, on, known_at)


def _checked(
    snapshot: Snapshot,
    answers: dict[int, Shown],
    row: int,
    first: int,
    text: str,
    number: Identifier,
    on: date,
    known_at: datetime,
) -> Checked:
    one = snapshot.of_number(number.value)
    if one is None:
        maybe = snapshot.of_number(number.maybe) if number.maybe else None
        return Checked(row, text, Found.MAYBE if maybe else Found.NOT_FOUND, "zeros" if maybe else "", first, maybe)
    if one.organisation not in answers:
        answers[one.organisation] = shown(one.lines, on, known_at)
    answer = answers[one.organisation]
    return Checked(
        row=row,
        asked=text,
        found=Found.FOUND,
        first_row=first,
        lender=one,
        state=words.state(answer),
        begins=answer.begins.outcome.word,
        citation=answer.begins.citation,
        since=answer.standing.since,
        until=answer.standing.until,
    )


def claims(checked: Iterable[Checked], *, on: date, known_at: datetime, register: int, issuer: str) -> dict[str, Any]:
    """What a statement says: which numbers were asked about, for which day, as the register was known at which moment.

    :param register: the number of the newest entry of the register at that moment
    """
    return {
        "iss": issuer,
        "kind": "lender-check",
        "version": 1,
        "on": on.isoformat(),
        "known_at": known_at.isoformat(),
        "register": register,
        "results": [each.as_claims() for each in checked],
    }


def resembled(snapshot: Snapshot, checked: Iterable[Checked]) -> dict[str, tuple[Known, ...]]:
    """Of lenders that were found, others whose name is nearly the same, by the number in the register."""
    found = {each.lender.number: each.lender for each in checked if each.lender is not None}
    alike = {number: resembling(snapshot, lender) for number, lender in found.items()}
    return {number: others for number, others in alike.items() if others}
