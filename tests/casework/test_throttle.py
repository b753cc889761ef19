"""Limits that know nobody: so many in a minute, then a trickle, never a wall."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from medemens.casework.throttle import Limit


def test_so_many_at_once_and_then_the_seconds_to_wait() -> None:
    limit = Limit(3)
    assert [limit.wait(100.0) for _ in range(3)] == [0, 0, 0]
    assert limit.wait(100.0) == 21


def test_whoever_waits_as_long_as_was_said_is_let_in() -> None:
    limit, now = Limit(6), 1_000.0
    for _ in range(6):
        limit.wait(now)
    for _ in range(20):
        now += limit.wait(now)
        assert limit.wait(now) == 0


def test_they_come_back_evenly() -> None:
    limit = Limit(60)
    for _ in range(60):
        limit.wait(5.0)
    let_in = [limit.wait(5.0 + tenth / 10) == 0 for tenth in range(1, 101)]
    assert sum(let_in) in (9, 10)
    assert all(not (one and two) for one, two in pairwise(let_in))


def test_after_a_quiet_night_there_are_no_more_than_a_minutes_worth() -> None:
    limit = Limit(5)
    limit.wait(0.0)
    assert [limit.wait(50_000.0) for _ in range(5)] == [0] * 5
    assert limit.wait(50_000.0) > 0


def test_a_clock_that_goes_back_gives_nothing_and_takes_nothing() -> None:
    limit = Limit(2)
    assert [limit.wait(100.0), limit.wait(90.0)] == [0, 0]
    assert limit.wait(90.0) > 0
    assert limit.wait(125.0) == 0


@pytest.mark.parametrize("a_minute", [0, -1])
def test_none_is_no_limit(a_minute: int) -> None:
    limit = Limit(a_minute)
    assert [limit.wait(1.0) for _ in range(1_000)] == [0] * 1_000


def test_many_at_the_same_moment_get_no_more_than_there_are() -> None:
    limit = Limit(100)
    with ThreadPoolExecutor(8) as crowd:
        waits = list(crowd.map(lambda _: limit.wait(7.0), range(400)))
    assert waits.count(0) == 100
