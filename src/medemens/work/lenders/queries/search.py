"""Finding a lender by what somebody knows of it: a number, or a name with typing errors, and a place."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from medemens.common.identifiers import Kind, UnreadableNumber, read
from medemens.common.organisations import folded
from medemens.common.places import folded as folded_place
from medemens.work.lenders.queries.snapshot import Known, Snapshot

MOST = 20
LEAST_LIKE = 72
"""How alike two names must be, of 100, to be shown."""

LOOKS_THE_SAME = 88
"""How alike the name of another firm must be to be taken for somebody who wants to be mistaken for it."""


@dataclass(frozen=True)
class Found:
    """A lender that was found; `score` is 100 for the same, `name` the one of its names that fits best."""

    lender: Known
    name: str
    score: int
    by_number: bool = False


def find(snapshot: Snapshot, text: str, place: str = "", most: int = MOST) -> tuple[Found, ...]:
    """Lenders for a number or a name, the best first; with a place those that sit there first."""
    by_number = _by_number(snapshot, text)
    if by_number is not None:
        return (Found(by_number, by_number.name, 100, by_number=True),)
    wanted = folded(text)
    if len(wanted) < 2:
        return ()
    found: dict[int, Found] = {}
    for name, organisation, score in _alike(snapshot, wanted, most * 3):
        known = snapshot.lenders[organisation]
        if organisation not in found:
            found[organisation] = Found(known, _as_written(known, name), score)
    return tuple(sorted(found.values(), key=lambda each: _rank(each, place))[:most])


def _by_number(snapshot: Snapshot, text: str) -> Known | None:
    try:
        number = read(text)
    except UnreadableNumber:
        return None
    if number.kind is Kind.FOREIGN and number.maybe:
        return snapshot.of_number(number.value)
    return snapshot.of_number(number.value)


def _alike(snapshot: Snapshot, wanted: str, most: int) -> list[tuple[str, int, int]]:
    """Names that are like it: the same words in another order, typing errors, or the beginning of a longer name."""
    names = [name for name, _organisation in snapshot.names]
    ranked = process.extract(wanted, names, scorer=_score, score_cutoff=LEAST_LIKE, limit=most)
    return [(name, snapshot.names[place][1], round(score)) for name, score, place in ranked]


_score = fuzz.WRatio


def _as_written(known: Known, name: str) -> str:
    return next((each for each in known.names if folded(each) == name), known.name)


def _rank(found: Found, place: str) -> tuple[int, int, str]:
    there = bool(place) and folded_place(place) == folded_place(found.lender.place)
    return (0 if there else 1, -found.score, found.name)


def resembling(snapshot: Snapshot, one: Known) -> tuple[Known, ...]:
    """Other firms whose name is nearly the same: one of them may want to be mistaken for the other."""
    found: dict[int, Known] = {}
    for own in one.names:
        for _name, organisation, score in _alike(snapshot, folded(own), MOST):
            if organisation != one.organisation and score >= LOOKS_THE_SAME:
                found[organisation] = snapshot.lenders[organisation]
    return tuple(found.values())
