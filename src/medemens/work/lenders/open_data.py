"""The whole register as files that anybody may take: how every lender stands on a day, and every change that was recorded.

A file depends only on what was asked, on the entries recorded by then, and on which names may still be shown today. So it is
made once, kept until the next day or the next change, and the same question about the past gives the same file again.
"""

from __future__ import annotations

import csv
import fcntl
import hashlib
import json
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as parquet
from django.conf import settings
from django.db.models import Max

from medemens.bulk.writing import harmless
from medemens.casework.queries import register
from medemens.work.lenders import words
from medemens.work.lenders.queries import snapshot
from medemens.work.lenders.queries.history import REGISTER, shown
from medemens.work.lenders.queries.snapshot import Known, Snapshot

SCHEMAS: dict[str, pa.Schema] = {
    "lenders": pa.schema([
        ("on", pa.date32()), ("number", pa.string()), ("name", pa.string()), ("trade_names", pa.list_(pa.string())),
        ("kvk", pa.string()), ("rsin", pa.string()), ("vat", pa.string()), ("home_number", pa.string()),
        ("country", pa.string()), ("place", pa.string()), ("state", pa.string()), ("status", pa.string()),
        ("may_begin", pa.string()), ("citation", pa.string()), ("since", pa.date32()), ("until", pa.date32()),
    ]),
    "changes": pa.schema([
        ("entry", pa.int64()), ("lender", pa.string()), ("kind", pa.string()), ("made_known_on", pa.date32()),
        ("takes_effect_on", pa.date32()), ("valid_until", pa.date32()), ("recorded_at", pa.timestamp("us", tz="UTC")),
        ("corrects", pa.int64()), ("annulled", pa.bool_()),
    ]),
}  # fmt: skip
"""The columns of the two files: `lenders` has a row for each lender, `changes` one for each entry, corrections too."""

ROWS_AT_A_TIME = 10_000
MOST_FILES = 60
"""Files that are kept of one day: who asks about very many days fills no disk."""

MOST_AT_IT = 2
"""Threads of a process that make a file or wait for it: however many days somebody asks about, the others serve pages."""

WAIT_SECONDS = 5.0
PAUSE_SECONDS = 0.05

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Ends of lines, signs that steer a terminal, and signs that turn the direction of what is read."""

_at_it = BoundedSemaphore(MOST_AT_IT)

Row = dict[str, Any]
Rows = Iterator[Row]


class Busy(Exception):
    """Another file is being made, and it takes long, or too many wait for one: ask again."""


@dataclass(frozen=True)
class Asked:
    """What a file must hold. `at` is the moment of the last entry that counts; None when nothing was recorded by then."""

    what: str
    on: date
    at: datetime | None
    today: date

    @property
    def name(self) -> str:
        """How the file is called by who takes it, without its ending."""
        return f"lenders-{self.on}" if self.what == "lenders" else "lender-changes"


def ask(held: Snapshot, what: str, *, on: date, known_at: datetime | None, today: date) -> Asked:
    """The question as it is answered: every moment between two entries is the moment of the first of them.

    :param known_at: None: as the register is known now
    """
    counted = register.entries(REGISTER).filter(pk__lte=held.newest)
    if known_at is not None:
        counted = counted.filter(recorded_at__lte=known_at)
    return Asked(what, on, counted.order_by().aggregate(newest=Max("recorded_at"))["newest"], today)


def rows(held: Snapshot, asked: Asked) -> Rows:
    """The rows of a file, in an order that stays: by number in the register, or by entry."""
    made = _lenders if asked.what == "lenders" else _changes
    return made(held, asked, asked.at) if asked.at else iter(())


def _lenders(held: Snapshot, asked: Asked, at: datetime) -> Rows:
    for one in sorted(held, key=lambda each: each.number):
        if not any(line.recorded_at <= at for line in one.lines):
            continue
        answer = shown(one.lines, asked.on, at)
        yield {
            "on": asked.on,
            "number": one.number,
            **_firm(one, asked.today),
            "state": words.state(answer),
            "status": answer.standing.status,
            "may_begin": answer.begins.outcome.word,
            "citation": answer.begins.citation,
            "since": answer.standing.since,
            "until": answer.standing.until,
        }


def _firm(one: Known, today: date) -> Row:
    """What may be public of a firm."""
    one = one.public(today)
    return {
        "name": _line(one.name),
        "trade_names": [_line(each) for each in one.names[1:]],
        "kvk": one.kvk,
        "rsin": one.rsin,
        "vat": one.vat,
        "home_number": _line(one.home_number),
        "country": one.country,
        "place": _line(one.place),
    }


def _line(text: str) -> str:
    """A text on one line, without signs that no file should hold."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def _changes(held: Snapshot, asked: Asked, at: datetime) -> Rows:
    found = ((line.number, one.number, line) for one in held for line in one.lines if line.recorded_at <= at)
    for entry, lender, line in sorted(found, key=lambda each: each[0]):
        yield {
            "entry": entry,
            "lender": lender,
            "kind": line.kind,
            "made_known_on": line.made_known_on,
            "takes_effect_on": line.takes_effect_on,
            "valid_until": line.valid_until,
            "recorded_at": line.recorded_at,
            "corrects": line.corrects,
            "annulled": line.annulled,
        }


def write_csv(found: Rows, schema: pa.Schema, target: Path) -> None:
    """UTF-8, commas, one heading. A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(schema.names)
        writer.writerows([_cell(row[name]) for name in schema.names] for row in found)


def _cell(value: object) -> object:
    if value is None or value == []:
        return ""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return harmless(value) if isinstance(value, str) else _plain(value)


def _plain(value: object) -> object:
    """A value as texts hold it: days and moments by ISO 8601, moments in UTC, truth as in JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def write_jsonl(found: Rows, schema: pa.Schema, target: Path) -> None:
    """An object on each line, all of them with all columns."""
    with target.open("w", encoding="utf-8", newline="") as file:
        for row in found:
            kept = {name: row[name] if isinstance(row[name], bool) else _plain(row[name]) for name in schema.names}
            file.write(json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n")


def write_parquet(found: Rows, schema: pa.Schema, target: Path) -> None:
    """Columns with their types."""
    with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        while some := list(islice(found, ROWS_AT_A_TIME)):
            writer.write_table(pa.Table.from_pylist(some, schema=schema))


FORMS: dict[str, tuple[str, Callable[[Rows, pa.Schema, Path], None]]] = {
    "csv": ("text/csv; charset=utf-8", write_csv),
    "jsonl": ("application/jsonl; charset=utf-8", write_jsonl),
    "parquet": ("application/vnd.apache.parquet", write_parquet),
}
"""By the ending of a file: its media type, and what writes it."""


def opened(held: Snapshot, asked: Asked, form: str) -> BinaryIO:
    """The file, open for reading: the one that lies there, or one made now.

    :raises Busy: another one has been in the making for some seconds, or others wait already
    """
    path = _path(held, asked, form)
    try:
        return path.open("rb")
    except FileNotFoundError:
        pass
    if not _at_it.acquire(blocking=False):
        raise Busy
    try:
        with _turn(path.parent):
            if not path.exists():
                _tidy(path.parent, asked.today)
                _make(held, asked, form, path)
            return path.open("rb")
    finally:
        _at_it.release()


def make_daily(*, today: date) -> int:
    """Makes the files of a day and removes those of other days; gives how many there are now.

    :raises Busy: see `opened`
    """
    held = snapshot.current()
    made = [(ask(held, what, on=today, known_at=None, today=today), form) for what in SCHEMAS for form in FORMS]
    for asked, form in made:
        opened(held, asked, form).close()
    with _turn(settings.OPEN_DATA_FOLDER):
        _tidy(settings.OPEN_DATA_FOLDER, today)
    return len(made)


def _path(held: Snapshot, asked: Asked, form: str) -> Path:
    """Where a file lies. Its name tells apart all that makes its content differ."""
    said = repr((asked.what, asked.on, asked.at, held.newest, held.shape))
    folder: Path = settings.OPEN_DATA_FOLDER
    return folder / f"{asked.today}-{asked.what}-{hashlib.sha256(said.encode()).hexdigest()[:20]}.{form}"


def _make(held: Snapshot, asked: Asked, form: str, path: Path) -> None:
    """Writes under another name first: whoever opens the file always has a whole one."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        FORMS[form][1](rows(held, asked), SCHEMAS[asked.what], draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """One file at a time is made, over all threads and processes of this machine."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    until = time.monotonic() + WAIT_SECONDS
    with open(folder / "turn", "wb") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise Busy from None
                time.sleep(PAUSE_SECONDS)
        yield


def _tidy(folder: Path, today: date) -> None:
    """Removes files of other days, with the names that may have left since, and the oldest of too many. Only in turn."""
    here = [each for each in folder.iterdir() if each.name != "turn"]
    kept = sorted((each for each in here if each.name.startswith(f"{today}-")), key=os.path.getmtime, reverse=True)
    for each in {*here} - {*kept[: MOST_FILES - 1]}:
        each.unlink(missing_ok=True)
