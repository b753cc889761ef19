"""The register as it is held in memory: the lenders with all their lines, and the ways to find them.

What is held is never changed, because others may be reading it: `Snapshot.followed` makes the next one, which shares with this
one all that stayed the same. So what comes in costs in proportion to itself, and not to the register.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from medemens.common.organisations import folded
from medemens.work.lenders.queries.history import Line


@dataclass(frozen=True, slots=True)
class Known:
    """A lender and all lines about it. `names` are its own and its trade names, as they may be shown."""

    organisation: int
    number: str
    kvk: str
    rsin: str
    vat: str
    country: str
    home_number: str
    place: str
    names: tuple[str, ...]
    sole_trader: bool
    name_until: date | None
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """Its own name; empty when it left the register at its term."""
        return self.names[0] if self.names else ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """All numbers by which it can be found."""
        return tuple(filter(None, (self.number, self.kvk, self.rsin, self.vat, self.home_number)))

    def left(self, today: date) -> bool:
        """Whether its name left the register at its term, so that nothing that leads to the person may be shown."""
        return self.name_until is not None and self.name_until <= today

    def public(self, today: date) -> Known:
        """The lender with only what may be public of it.

        Numbers of tax of a sole trader are those of a person. When the name left, nothing is shown that leads to the person.
        """
        if self.left(today):
            return replace(self, names=(), kvk="", rsin="", vat="", home_number="", place="")
        return replace(self, rsin="", vat="") if self.sole_trader else self


Stamp = tuple[Any, ...]
"""What is another when anything about a lender changed: its organisation, its number, the moment, and its trade names."""


@dataclass
class Snapshot:
    """All lenders by organisation, and the ways to find them.

    `names` are all names, folded, with the organisation they belong to; `joined` the same without spaces; `words` says in which
    of them (by place) a word stands, `vocabulary` is all words in order, and `places` where the names of an organisation stand.
    A name that went leaves an empty place, so that all others keep theirs. `stamps` are those of the lenders.
    """

    newest: int = 0
    shape: tuple[object, ...] = ()
    lenders: dict[int, Known] = field(default_factory=dict)
    by_number: dict[str, int] = field(default_factory=dict)
    names: list[tuple[str, int]] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    words: dict[str, list[int]] = field(default_factory=dict)
    vocabulary: list[str] = field(default_factory=list)
    places: dict[int, tuple[int, ...]] = field(default_factory=dict)
    stamps: dict[int, Stamp] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Known]:
        return iter(self.lenders.values())

    def of_number(self, number: str) -> Known | None:
        """The lender with a number of KvK, RSIN, VAT, a home register or this register, as plain digits and letters."""
        found = self.by_number.get(number)
        return self.lenders[found] if found is not None else None

    @property
    def empty_places(self) -> int:
        """How many places are empty because a name went."""
        return len(self.names) - sum(map(len, self.places.values()))

    def followed(self, newest: int, shape: tuple[object, ...], stamps: dict[int, Stamp], changed: Sequence[Known]) -> Snapshot:
        """The register with these lenders as they are now; the others stay as they were."""
        after = replace(self, newest=newest, shape=shape, stamps=stamps, lenders=dict(self.lenders))
        before = {each.organisation: self.lenders.get(each.organisation) for each in changed}
        after.lenders.update({each.organisation: each for each in changed})
        renumbered = [each for each in changed if (was := before[each.organisation]) is None or was.numbers != each.numbers]
        renamed = [each for each in changed if (was := before[each.organisation]) is None or was.names != each.names]
        if renumbered:
            after.by_number = dict(self.by_number)
            _renumber(after, before, renumbered)
        if renamed:
            after.names, after.joined, after.places = list(self.names), list(self.joined), dict(self.places)
            after.words = dict(self.words)
            _rename(after, self.words, renamed)
        return after


def _renumber(after: Snapshot, before: Mapping[int, Known | None], changed: Sequence[Known]) -> None:
    """A number that two lenders have is that of the one that came in first."""
    doubtful: set[str] = set()
    for each in changed:
        if (was := before[each.organisation]) is None:
            for number in each.numbers:
                after.by_number.setdefault(number, each.organisation)
        else:
            doubtful |= set(was.numbers) ^ set(each.numbers)
    for number in doubtful:
        after.by_number.pop(number, None)
    if doubtful:
        for each in after:
            for number in doubtful.intersection(each.numbers):
                after.by_number.setdefault(number, each.organisation)


def _rename(after: Snapshot, words_before: Mapping[str, list[int]], changed: Sequence[Known]) -> None:
    gone: dict[str, set[int]] = {}
    come: dict[str, list[int]] = {}
    for each in changed:
        for place in after.places.get(each.organisation, ()):
            for word in set(after.names[place][0].split()):
                gone.setdefault(word, set()).add(place)
            after.names[place], after.joined[place] = ("", each.organisation), ""
        start = len(after.names)
        for name in map(folded, each.names):
            for word in set(name.split()):
                come.setdefault(word, []).append(len(after.names))
            after.names.append((name, each.organisation))
            after.joined.append(name.replace(" ", ""))
        after.places[each.organisation] = tuple(range(start, len(after.names)))
    for word in gone.keys() | come.keys():
        stay = [place for place in words_before.get(word, ()) if place not in gone.get(word, ())]
        if places := [*stay, *come.get(word, ())]:
            after.words[word] = places
        else:
            del after.words[word]
    new = [word for word in come if word not in words_before]
    left = {word for word in gone if word not in after.words}
    if new or left:
        after.vocabulary = sorted([*(word for word in after.vocabulary if word not in left), *new])
