"""Deeds that come at once are made durable by one write: all of it for those that went well, nothing of those that did not."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from medemens.common import rows, shared_commits
from medemens.common.authorities import Authority
from medemens.common.shared_commits import durably

pytestmark = pytest.mark.django_db(transaction=True)

only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL does it by itself")


def added(key: str) -> Callable[[], None]:
    return lambda: rows.add(Authority(key=key, name="Gemeente Verzonnen"))


def kept() -> set[str]:
    return set(Authority.objects.values_list("key", flat=True))


def all_at_once(deeds: list[Callable[[], None]]) -> list[BaseException | None]:
    """Does the first deed, and lets the others come while it is being written; what each of them raised."""
    begun, go_on = Event(), Event()

    def slow() -> None:
        begun.set()
        go_on.wait(20)
        deeds[0]()

    def wrong_with(deed: Callable[[], None]) -> BaseException | None:
        try:
            durably(deed)
        except Exception as wrong:
            return wrong
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(deeds)) as people:
        first = people.submit(wrong_with, slow)
        assert begun.wait(20)
        others = [people.submit(wrong_with, deed) for deed in deeds[1:]]
        until = time.monotonic() + 20
        while len(shared_commits._waiting) < len(deeds) and time.monotonic() < until:
            time.sleep(0.01)
        go_on.set()
        return [each.result() for each in (first, *others)]


@only_sqlite
def test_what_came_meanwhile_is_written_together(monkeypatch: pytest.MonkeyPatch) -> None:
    commits = []
    real = shared_commits._each
    monkeypatch.setattr(shared_commits, "_each", lambda batch: (commits.append(len(batch)), real(batch)))
    keys = [f"verzonnen-{number}" for number in range(5)]
    assert all_at_once([added(key) for key in keys]) == [None] * 5
    assert kept() == set(keys)
    assert commits == [4]


@only_sqlite
def test_a_deed_that_fails_undoes_itself_alone() -> None:
    def half() -> None:
        added("half")()
        added("first")()

    first, second, third, fourth = all_at_once([added("first"), added("second"), half, added("fourth")])
    assert (first, second, fourth) == (None, None, None)
    assert isinstance(third, IntegrityError)
    assert kept() == {"first", "second", "fourth"}


@only_sqlite
def test_when_the_disk_is_full_at_the_commit_nobody_takes_their_deed_for_durable(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: BaseDatabaseWrapper) -> None:
        raise OperationalError("disk full")

    def last() -> None:
        added("last")()
        monkeypatch.setattr(BaseDatabaseWrapper, "_commit", full)

    first, *others = all_at_once([added("first"), added("second"), last])
    monkeypatch.undo()
    assert first is None
    assert [type(each) for each in others] == [OperationalError] * 2
    assert kept() == {"first"}
    durably(added("afterwards"))
    assert kept() == {"first", "afterwards"}


@only_sqlite
def test_when_one_cannot_be_undone_alone_all_are_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(self: BaseDatabaseWrapper, sid: str) -> None:
        raise OperationalError("no such savepoint")

    monkeypatch.setattr(BaseDatabaseWrapper, "savepoint_rollback", gone)
    first, second, twice, last = all_at_once([added("first"), added("second"), added("first"), added("last")])
    assert first is None
    assert isinstance(twice, IntegrityError)
    assert isinstance(second, transaction.TransactionManagementError)
    assert isinstance(last, transaction.TransactionManagementError)
    assert kept() == {"first"}


def test_alone_it_is_a_transaction_like_any_other() -> None:
    def half() -> None:
        added("half")()
        added("half")()

    with pytest.raises(IntegrityError):
        durably(half)
    durably(added("whole"))
    assert kept() == {"whole"}


def test_a_row_that_is_added_is_the_row_that_django_would_have_saved() -> None:
    saved = Authority(key="saved", name="Gemeente Verzonnen", logo=b"\x89PNG", colour="#0b5a8a")
    saved.save()
    added_row = Authority(key="added", name="Gemeente Verzonnen", logo=b"\x89PNG", colour="#0b5a8a")
    rows.add(added_row)
    one, other = (Authority.objects.filter(pk=each.pk).values().get() for each in (saved, added_row))
    assert {**one, "id": 0, "key": ""} == {**other, "id": 0, "key": ""}
    assert not added_row._state.adding
