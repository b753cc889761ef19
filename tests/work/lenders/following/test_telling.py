"""Who tells followers all the time: at once, side by side, and never held up by somebody who is slow."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from django.db import DatabaseError

from medemens.site.command import main
from medemens.work.lenders.actions.delivering import Parcel, Sent
from medemens.work.lenders.following import network, telling
from medemens.work.lenders.following.telling import Teller
from tests.work.lenders import make_lenders
from tests.work.lenders.following import outside, world
from tests.work.lenders.following.outside import Hirer
from tests.work.lenders.following.world import LATER, follower, suspended

pytestmark = pytest.mark.django_db


@pytest.fixture
def hirer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hirer]:
    with outside.hirer() as made:
        monkeypatch.setattr(network, "OUTSIDE", made.network)
        yield made


def test_the_round_after_a_change_sends_it(hirer: Hirer) -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    teller = Teller()
    assert teller.round(LATER) == 0
    entry = suspended(one)
    assert teller.round(LATER) == 1
    teller.finish(LATER)
    assert [each["entry"]["id"] for each in hirer.messages] == [entry.pk]
    assert world.waiting(mine) == []


def test_one_who_is_slow_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = make_lenders.admitted("Een Verzonnen"), make_lenders.admitted("Ander Verzonnen")
    slow, quick = follower(one), follower(one, other)
    go_on, told = threading.Event(), []

    def send(parcel: Parcel, _now: object) -> Sent:
        if parcel.follower.pk == slow.pk:
            go_on.wait(20)
        told.append(parcel.follower.pk)
        return Sent(done=[each.pk for each in parcel.deliveries])

    monkeypatch.setattr(telling, "send", send)
    teller = Teller()
    suspended(one)
    teller.round(LATER)
    later = suspended(other)
    until = time.monotonic() + 10
    while teller.round(LATER) > 1 or quick.pk not in told or world.waiting(quick):
        assert time.monotonic() < until
        time.sleep(0.01)
    assert slow.pk not in told
    assert later.pk not in [each.entry_id for each in world.waiting(slow)]
    go_on.set()
    teller.finish(LATER)
    assert world.waiting(slow) == []


def test_a_mistake_of_ours_counts_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    suspended(one)

    def send(_parcel: Parcel, _now: object) -> Sent:
        raise ZeroDivisionError

    monkeypatch.setattr(telling, "send", send)
    teller = Teller()
    teller.round(LATER)
    teller.finish(LATER)
    assert [each.tries for each in world.waiting(mine)] == [0]


def test_what_was_locked_by_another_installation_fails_and_breaks_nothing(settings: object, hirer: Hirer) -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    suspended(one)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert telling.once(now=LATER) == 0
    assert [each.tries for each in world.waiting(mine)] == [1]


def test_by_hand(hirer: Hirer, capsys: pytest.CaptureFixture[str]) -> None:
    one = make_lenders.admitted()
    follower(one)
    suspended(one)
    assert main(["lenders-tell"]) == 0
    assert "messages that came through: 1" in capsys.readouterr().out


def test_whatever_goes_wrong_it_goes_on(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    rounds: list[int] = []
    heard: dict[int, object] = {}

    def wrong(_self: Teller, _now: object) -> int:
        rounds.append(1)
        if len(rounds) == 2:
            heard[15](15, None)  # type: ignore[operator]
            return 0
        raise DatabaseError("inkoop@verzonnen.example")

    monkeypatch.setattr(telling.signal, "signal", lambda number, handler: heard.setdefault(number, handler))
    monkeypatch.setattr(telling.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(telling, "close_old_connections", lambda: None)
    monkeypatch.setattr(Teller, "round", wrong)
    telling.stay(clock=lambda: LATER)
    assert len(rounds) == 2
    assert "DatabaseError" in caplog.text
    assert "verzonnen.example" not in caplog.text
