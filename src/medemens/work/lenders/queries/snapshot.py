"""The whole register in the memory of this process: for search, for checks of very many numbers, for the open data.

It is made from the tables once, and asks before each use whether anything came in since: so a change is seen at once. What came
in is read and put with the rest, by one while the others wait for it; how long that takes depends on how much came in. It is made
anew only when the tables are others than those it was made from, as after a backup was put back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from threading import Lock
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from medemens.casework.queries import register
from medemens.work.lenders.models import Lender, TradeName
from medemens.work.lenders.queries.held import Known as Known
from medemens.work.lenders.queries.held import Snapshot as Snapshot
from medemens.work.lenders.queries.held import Stamp
from medemens.work.lenders.queries.history import REGISTER, Line

LATE = 200
"""How many entries before the newest may have become visible after it: they are numbered first and committed later."""

AT_A_TIME = 500
MOST_EMPTY = 0.25
"""How much of the places of names may be empty before all is made anew."""

_SHAPE = (
    "SELECT (SELECT COUNT(*) FROM lenders_lender), (SELECT MAX(changed_at) FROM lenders_lender), "
    "(SELECT MAX(number) FROM lenders_lender), (SELECT COUNT(*) FROM lenders_tradename), (SELECT MAX(id) FROM lenders_tradename)"
)
# By hand, because every question to the register passes here: built by Django it took half of the time of an answer.
_STAMPS = (
    "SELECT lender.id, lender.organisation_id, lender.number, MAX(lender.changed_at), COUNT(name.id), MAX(name.id) "
    "FROM lenders_lender lender LEFT JOIN lenders_tradename name ON name.lender_id = lender.id {} GROUP BY lender.id"
)
_SINCE = "WHERE lender.changed_at >= %s"
# And this one because Django would make objects of what is only compared. MAX of one moment: so that it is as in the shape.

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
            _held = _followed(_held, newest, shape) or made(newest, shape)
        return _held


def _shape() -> tuple[object, ...]:
    """What changes when lenders or their names are added, renamed or removed, or when the tables are those of a backup."""
    with connection.cursor() as cursor:
        cursor.execute(_SHAPE)
        return tuple(cursor.fetchone() or ())


def _stamps(since: Any = None) -> dict[int, Stamp]:
    """The stamps of all lenders, or of those that changed since a moment."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMPS.format(_SINCE if since else ""), [since] if since else [])
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _stamps_after(held: Snapshot, shape: tuple[object, ...]) -> dict[int, Stamp]:
    """The stamps as they are now: what changed since is put with the others; all are read when that does not come out right."""
    stamps = {**held.stamps, **_stamps(since=held.shape[1])}
    _organisations, numbers, moments, names, newest_names = zip(*stamps.values(), strict=True)
    newest_name = max(filter(None, newest_names), default=None)
    fits = (len(stamps), max(moments), max(numbers), sum(names), newest_name) == shape
    return stamps if fits else _stamps()


def made(newest: int, shape: tuple[object, ...]) -> Snapshot:
    """All of it from the tables. What is committed meanwhile has no stamp here yet, so the next question reads it."""
    stamps = _stamps()
    lines = _lines(register.entries(REGISTER).filter(pk__lte=newest).iterator(chunk_size=5000))
    traded = _traded(TradeName.objects.all())
    lenders = Lender.objects.select_related("organisation").order_by("id").iterator(chunk_size=5000)
    return Snapshot().followed(newest, shape, stamps, [_known(one, traded, lines) for one in lenders])


def _followed(held: Snapshot, newest: int, shape: tuple[object, ...]) -> Snapshot | None:
    """The register with what came in since; None when these are not the tables that it was made from, or when too much is new."""
    recent = register.recorded(REGISTER, after=held.newest - LATE, until=newest)
    if not held.lenders or held.newest not in {0, *(entry.pk for entry in recent)}:
        return None
    stamps = held.stamps if held.shape == shape else _stamps_after(held, shape)
    if any(stamps.get(lender, ())[:2] != stamp[:2] for lender, stamp in held.stamps.items()):
        return None
    changed = [lender for lender, stamp in stamps.items() if held.stamps.get(lender) != stamp]
    if len(changed) > len(stamps) / 2 or held.empty_places > MOST_EMPTY * len(held.names):
        return None
    found = {each.organisation: each for each in _read(held, changed)}
    for organisation, lines in _lines(recent).items():
        known = found.get(organisation) or held.lenders.get(organisation)
        if known is None:
            continue
        together = {line.number: line for line in known.lines}
        if any(together.setdefault(line.number, line) != line for line in lines):
            return None
        if len(together) > len(known.lines):
            found[organisation] = replace(known, lines=tuple(together[number] for number in sorted(together)))
    return held.followed(newest, shape, stamps, list(found.values()))


def _read(held: Snapshot, changed: list[int]) -> Iterator[Known]:
    """These lenders as they are now, without recent lines. Lines never change: they are read of lenders that were not held."""
    for start in range(0, len(changed), AT_A_TIME):
        some = changed[start : start + AT_A_TIME]
        lenders = list(Lender.objects.filter(pk__in=some).select_related("organisation").order_by("id"))
        new = [each.organisation_id for each in lenders if each.organisation_id not in held.lenders]
        lines = _lines(register.entries(REGISTER).filter(organisation_id__in=new, pk__lte=held.newest - LATE)) if new else {}
        traded = _traded(TradeName.objects.filter(lender_id__in=some))
        for each in lenders:
            known = held.lenders.get(each.organisation_id)
            yield _known(each, traded, {each.organisation_id: known.lines} if known else lines)


def _lines(entries: Iterable[register.RegisterEntry]) -> dict[int, tuple[Line, ...]]:
    found: dict[int, list[Line]] = {}
    for entry in entries:
        found.setdefault(entry.organisation_id, []).append(Line.of(entry))
    return {organisation: tuple(lines) for organisation, lines in found.items()}


def _traded(names: QuerySet[TradeName]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for lender, name in names.order_by("id").values_list("lender_id", "name"):
        found.setdefault(lender, []).append(name)
    return found


def _known(lender: Lender, traded: Mapping[int, list[str]], lines: Mapping[int, tuple[Line, ...]]) -> Known:
    one = lender.organisation
    return Known(
        organisation=one.pk,
        number=lender.number,
        kvk=one.kvk,
        rsin=lender.rsin,
        vat=lender.vat,
        country=lender.country,
        home_number=lender.home_number,
        place=one.place,
        names=tuple(filter(None, (one.name, *traded.get(lender.pk, ())))),
        sole_trader=lender.sole_trader,
        name_until=lender.name_until,
        lines=lines.get(one.pk, ()),
    )
