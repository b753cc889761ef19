"""The whole register in the memory of this process: for search, for checks of very many numbers, for the open data.

It is made from the tables, and asks before each use whether anything came in since: so a change is seen at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock

from django.db import connection

from medemens.casework.queries import register
from medemens.common.organisations import folded
from medemens.work.lenders.models import Lender, TradeName
from medemens.work.lenders.queries.history import REGISTER, Line


@dataclass(frozen=True)
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


@dataclass
class Snapshot:
    """All lenders by organisation, and the ways to find them.

    `names` are all names, folded, with the organisation they belong to; `joined` the same without spaces; `words` says in which
    of them (by place) a word stands, and `vocabulary` is all words in order.
    """

    newest: int = 0
    shape: tuple[object, ...] = ()
    lenders: dict[int, Known] = field(default_factory=dict)
    by_number: dict[str, int] = field(default_factory=dict)
    names: list[tuple[str, int]] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    words: dict[str, list[int]] = field(default_factory=dict)
    vocabulary: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Known]:
        return iter(self.lenders.values())

    def of_number(self, number: str) -> Known | None:
        """The lender with a number of KvK, RSIN, VAT, a home register or this register, as plain digits and letters."""
        found = self.by_number.get(number)
        return self.lenders[found] if found is not None else None


LATE = 200
"""How many entries before the newest may have become visible after it: they are numbered first and committed later."""

_SHAPE = (
    "SELECT (SELECT COUNT(*) FROM lenders_lender), (SELECT MAX(changed_at) FROM lenders_lender), "
    "(SELECT MAX(number) FROM lenders_lender), (SELECT COUNT(*) FROM lenders_tradename), (SELECT MAX(id) FROM lenders_tradename)"
)
# By hand, because every question to the register passes here: built by Django it took half of the time of an answer.

_held = Snapshot()
_lock = Lock()


def current() -> Snapshot:
    """The register as it is now: two small SQL statements when nothing changed."""
    global _held
    newest, shape = register.newest(REGISTER), _shape()
    held = _held
    if (held.newest, held.shape) == (newest, shape):
        return held
    with _lock:
        if (_held.newest, _held.shape) != (newest, shape):
            held = _held
            _held = _followed(held, newest) if held.shape == shape and newest > held.newest else _made(newest, shape)
        return _held


def _shape() -> tuple[object, ...]:
    """What changes when lenders or their names are added, renamed or removed, or when the tables are those of a backup."""
    with connection.cursor() as cursor:
        cursor.execute(_SHAPE)
        return tuple(cursor.fetchone() or ())


def _followed(held: Snapshot, newest: int) -> Snapshot:
    """The register when only entries came in: those lenders have more lines, all else is the same."""
    lines: dict[int, list[Line]] = {}
    for entry in register.entries(REGISTER).filter(pk__gt=held.newest - LATE, pk__lte=newest).iterator(chunk_size=5000):
        lines.setdefault(entry.organisation_id, []).append(Line.of(entry))
    lenders = dict(held.lenders)
    for organisation, found in lines.items():
        if organisation in lenders:
            together = {each.number: each for each in (*lenders[organisation].lines, *found)}
            lenders[organisation] = replace(lenders[organisation], lines=tuple(together[number] for number in sorted(together)))
    return replace(held, newest=newest, lenders=lenders)


def _made(newest: int, shape: tuple[object, ...]) -> Snapshot:
    lines: dict[int, list[Line]] = {}
    for entry in register.entries(REGISTER).filter(pk__lte=newest).iterator(chunk_size=5000):
        lines.setdefault(entry.organisation_id, []).append(Line.of(entry))
    traded: dict[int, list[str]] = {}
    for lender, name in TradeName.objects.order_by("id").values_list("lender_id", "name"):
        traded.setdefault(lender, []).append(name)
    made = Snapshot(newest, shape)
    for each in Lender.objects.select_related("organisation").order_by("id").iterator(chunk_size=5000):
        _add(made, each, traded.get(each.pk, []), tuple(lines.get(each.organisation_id, ())))
    made.vocabulary = sorted(made.words)
    return made


def _add(made: Snapshot, lender: Lender, traded: list[str], lines: tuple[Line, ...]) -> None:
    one = lender.organisation
    known = Known(
        organisation=one.pk,
        number=lender.number,
        kvk=one.kvk,
        rsin=lender.rsin,
        vat=lender.vat,
        country=lender.country,
        home_number=lender.home_number,
        place=one.place,
        names=tuple(filter(None, (one.name, *traded))),
        sole_trader=lender.sole_trader,
        name_until=lender.name_until,
        lines=lines,
    )
    made.lenders[one.pk] = known
    for number in (lender.number, one.kvk, lender.rsin, lender.vat, lender.home_number):
        if number:
            made.by_number.setdefault(number, one.pk)
    for name in map(folded, known.names):
        for word in set(name.split()):
            made.words.setdefault(word, []).append(len(made.names))
        made.names.append((name, one.pk))
        made.joined.append(name.replace(" ", ""))
