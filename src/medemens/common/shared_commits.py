"""Several deeds of one process, made durable by one write to the disk (decision 039).

SQLite has one writer at a time, who waits for the disk before the next one may begin. Deeds that come while another is being
written wait here, and then go into one transaction together, each in a savepoint of its own: one that fails undoes itself alone.
None of them is done before the commit of all has returned. PostgreSQL does the same by itself.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.db import OperationalError, connection, transaction

Deed = Callable[[], object]


@dataclass(eq=False)
class _Waiting:
    """A deed that is to be done; `wrong` is what it raised."""

    deed: Deed
    done: bool = False
    wrong: BaseException | None = None


_waiting: list[_Waiting] = []
_writing = Lock()
"""Held by the thread that writes for all."""


def durably(deed: Deed) -> None:
    """Does a deed in a transaction; when this returns it is durable. It may be done by another thread of this process.

    :raises Exception: what the deed raised, or why the transaction was undone
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            deed()
        return
    mine = _Waiting(deed)
    _waiting.append(mine)
    with _writing:
        if not mine.done:
            _write_all(mine)
    if mine.wrong is not None:
        raise mine.wrong


def _write_all(mine: _Waiting) -> None:
    """Does all deeds that wait by the time that this process may write; `mine` is one of them."""
    batch = [mine]
    try:
        with _turn(), transaction.atomic():
            batch = _waiting[:]
            if batch == [mine]:
                mine.deed()
            else:
                _each(batch)
    except BaseException as wrong:
        for each in batch:
            each.wrong = each.wrong or wrong
        if not isinstance(wrong, Exception):
            raise
    finally:
        for each in batch:
            each.done = True
            _waiting.remove(each)


@contextmanager
def _turn() -> Iterator[None]:
    """The turn of this process to write: who waits is woken when it comes. SQLite would look again after ever longer naps."""
    try:
        file = open(settings.FOLDER / "turn-to-write", "ab")  # noqa: SIM115 - it is open as long as the turn lasts
    except OSError as wrong:  # the disk is full, or not ours to write on
        raise OperationalError("No turn to write") from wrong
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _each(batch: list[_Waiting]) -> None:
    """Does one after the other.

    :raises TransactionManagementError: one of them could not be undone alone
    """
    for each in batch:
        try:
            with transaction.atomic():
                each.deed()
        except Exception as wrong:
            each.wrong = wrong
    if connection.needs_rollback:
        # Django would undo the whole transaction without a word, and those that went well would be taken for durable.
        raise transaction.TransactionManagementError("A deed could not be undone alone")
