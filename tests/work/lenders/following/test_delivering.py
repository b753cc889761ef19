"""Messages that fail are tried again, by a schedule, and given up; what is urgent goes first; nobody keeps others waiting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medemens.work.lenders.actions import delivering, following
from medemens.work.lenders.actions.delivering import DELAYS, HELD, MOST_OF_ONE, Parcel, Sent, again_at
from medemens.work.lenders.models import Delivery, Follower
from medemens.work.lenders.queries import following as queries
from tests.make import NOW
from tests.work.lenders import make_lenders
from tests.work.lenders.following import world
from tests.work.lenders.following.world import LATER, Post, follower, suspended, told

MOMENTS = st.datetimes().map(lambda moment: moment.replace(tzinfo=NOW.tzinfo, year=2030))


def test_the_schedule_is_the_one_that_is_promised() -> None:
    minutes = [delay.total_seconds() / 60 for delay in DELAYS]
    assert minutes == [1, 5, 30, 120, 480, 1_440, 2_880]


@given(st.integers(1, 8), MOMENTS)
def test_each_try_waits_longer_than_the_one_before_and_the_eighth_is_the_last(tries: int, now: object) -> None:
    again = again_at(tries, now)  # type: ignore[arg-type]
    assert (again is None) == (tries == 8)
    if again is not None and tries > 1:
        assert again > again_at(tries - 1, now)  # type: ignore[arg-type,operator]


@pytest.mark.django_db
def test_a_message_that_fails_is_tried_eight_times_and_given_up() -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    entry = suspended(one)
    post, now = Post("failed"), LATER
    assert told(post, now) == [entry.pk]
    for delay in DELAYS:
        assert told(post, now + delay - timedelta(seconds=1)) == [], "not before its moment"
        now += delay
        assert told(post, now) == [entry.pk]
    assert told(post, now + timedelta(days=30)) == []
    assert queries.given_up(mine) == 1
    assert following.again(follower=mine, now=now) == 1
    assert told(Post(), now) == [entry.pk]
    assert queries.given_up(mine) == 0


@pytest.mark.django_db
def test_suspensions_go_before_everything_else() -> None:
    one, other = make_lenders.admitted("Een Verzonnen"), make_lenders.admitted("Ander Verzonnen")
    calm = follower(other)
    both = follower(one, other)
    extended = make_lenders.entry(other, "excepted", NOW.date())
    entry = suspended(one)
    post = Post()
    told(post)
    assert post.parcels == [(both.pk, [entry.pk, extended.pk]), (calm.pk, [extended.pk])]


@pytest.mark.django_db
def test_who_has_very_much_to_be_told_takes_no_more_than_their_share() -> None:
    one, other = make_lenders.admitted("Een Verzonnen"), make_lenders.admitted("Ander Verzonnen")
    busy, calm = follower(one), follower(other)
    for _number in range(MOST_OF_ONE + 5):
        make_lenders.entry(one, "excepted", NOW.date())
    entry = make_lenders.entry(other, "excepted", NOW.date())
    post = Post()
    told(post)
    assert dict(post.parcels)[calm.pk] == [entry.pk]
    assert len(dict(post.parcels)[busy.pk]) == MOST_OF_ONE
    told(post)
    assert len(post.entries) == MOST_OF_ONE + 6


@pytest.mark.django_db
def test_what_somebody_took_nobody_else_takes_until_they_were_cut_off() -> None:
    one = make_lenders.admitted()
    follower(one)
    suspended(one)
    following.look(now=LATER)
    assert len(delivering.take(now=LATER)) == 1
    assert delivering.take(now=LATER + HELD - timedelta(seconds=1)) == []
    (parcel,) = delivering.take(now=LATER + HELD)
    assert [each.tries for each in parcel.deliveries] == [2], "a try that was cut off counts"


@pytest.mark.django_db
def test_a_fault_of_ours_counts_for_nothing() -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    entry = suspended(one)
    post, now = Post("ours"), LATER
    for _time in range(20):
        assert told(post, now) == [entry.pk]
        now += delivering.OURS_AGAIN
    (waits,) = world.waiting(mine)
    assert waits.tries == 0
    assert waits.given_up_at is None


@pytest.mark.django_db
def test_what_was_left_goes_with_the_next_parcel() -> None:
    one = make_lenders.admitted()
    follower(one)
    entry = suspended(one)
    assert told(Post("left")) == [entry.pk]
    assert told(Post()) == [entry.pk]


def gave_up(lender: object, times: int, outcome: str = "failed") -> None:
    """So many messages come to the end of their tries."""
    for _number in range(times):
        make_lenders.entry(lender, "excepted", NOW.date())  # type: ignore[arg-type]
    following.look(now=LATER)
    Delivery.objects.filter(delivered_at=None, given_up_at=None).update(tries=len(DELAYS))
    while delivering.deliver_due(now=LATER, send=Post(outcome)):
        pass


@pytest.mark.django_db
def test_after_twenty_given_up_in_a_row_nothing_is_tried_any_more() -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    gave_up(one, 19)
    mine.refresh_from_db()
    assert mine.stopped_at is None
    gave_up(one, 1)
    mine.refresh_from_db()
    assert mine.stopped_at == LATER
    assert queries.failing(mine)
    following.go_on(follower=mine, now=LATER)
    assert not queries.failing(mine)
    assert len(told(Post())) == 20, "what was given up is told after all"


@pytest.mark.django_db
def test_one_that_came_through_between_them_starts_the_count_anew() -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    gave_up(one, 15)
    gave_up(one, 1, "done")
    gave_up(one, 15)
    mine.refresh_from_db()
    assert mine.stopped_at is None


@pytest.mark.django_db
def test_who_answers_that_they_are_gone_is_not_called_again() -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    suspended(one)
    following.look(now=LATER)
    delivering.deliver_due(now=LATER, send=lambda parcel, _now: Sent(failed=[parcel.deliveries[0].pk], gone=True))
    mine.refresh_from_db()
    assert mine.stopped_at == LATER


@pytest.mark.django_db
def test_one_who_ends_it_while_a_message_is_on_its_way_stays_ended() -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    suspended(one)
    following.look(now=LATER)

    def send(parcel: Parcel, _now: object) -> Sent:
        following.end(follower=mine)
        return Sent(done=[each.pk for each in parcel.deliveries])

    delivering.deliver_due(now=LATER, send=send)
    assert not Follower.objects.exists()
    assert not Delivery.objects.exists()
