"""Who follows a lender is told of each change once: of what comes after they began, and of nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from medemens.casework.actions.register import correct
from medemens.casework.actions.submissions import NotPossible
from medemens.casework.codes import new_code
from medemens.casework.models import AuditEntry, RegisterEntry
from medemens.common.secrets import NotOpened
from medemens.work.lenders.actions import delivering, following
from medemens.work.lenders.models import Delivery, Followed, Follower
from medemens.work.lenders.queries import following as queries
from medemens.work.lenders.queries.snapshot import LATE
from tests import make
from tests.make import NOW
from tests.work.lenders import make_lenders
from tests.work.lenders.following import world
from tests.work.lenders.following.world import LATER, Post, follower, suspended, told

pytestmark = pytest.mark.django_db


def test_a_change_is_told_once_to_who_follows_and_to_nobody_else() -> None:
    one, other = make_lenders.admitted("Een Verzonnen"), make_lenders.admitted("Ander Verzonnen")
    mine, theirs = follower(one), follower(other)
    entry = suspended(one)
    post = Post()
    assert told(post) == [entry.pk]
    assert post.parcels == [(mine.pk, [entry.pk])]
    assert told(post, LATER + timedelta(days=1)) == []
    assert world.waiting(theirs) == []


def test_what_was_in_the_register_before_is_not_told() -> None:
    one, other = make_lenders.admitted("Een Verzonnen"), make_lenders.admitted("Ander Verzonnen")
    suspended(one)
    suspended(other)
    mine = follower(one)
    post = Post()
    assert told(post) == []
    following.add(follower=mine, lenders=[other.pk], now=NOW)
    assert told(post) == []
    entry = make_lenders.entry(other, "restored", date(2028, 5, 20))
    assert told(post) == [entry.pk]


def test_before_the_address_is_confirmed_nothing_is_told_and_afterwards_all_of_it() -> None:
    one = make_lenders.admitted()
    mine = follower(one, confirmed=False)
    entry = suspended(one)
    post = Post()
    assert told(post) == []
    assert following.confirm(follower=mine, now=LATER)
    assert not following.confirm(follower=mine, now=LATER), "a second press changes nothing"
    assert told(post) == [entry.pk]


def test_an_entry_that_becomes_visible_after_later_ones_is_told_all_the_same() -> None:
    one = make_lenders.admitted()
    follower(one)
    latest = suspended(one)
    post = Post()
    told(post)
    RegisterEntry.objects.bulk_create(
        [
            RegisterEntry(
                pk=latest.pk + number, register="lenders", organisation=one.organisation, kind="restored",
                made_known_on=date(2028, 6, 1), takes_effect_on=date(2028, 6, 1), recorded_at=LATER, authority=latest.authority,
            )
            for number in (2, 3)
        ]
    )  # fmt: skip
    assert told(post) == [latest.pk + 2, latest.pk + 3]
    seen = queries.seen()
    RegisterEntry.objects.create(
        pk=latest.pk + 1, register="lenders", organisation=one.organisation, kind="suspended",
        made_known_on=date(2028, 5, 30), takes_effect_on=date(2028, 5, 30), recorded_at=LATER, authority=latest.authority,
    )  # fmt: skip
    assert queries.seen() != seen, "who looks all the time must notice"
    assert told(post) == [latest.pk + 1]


def test_a_correction_and_an_annulment_are_told_too() -> None:
    one = make_lenders.admitted()
    follower(one)
    entry = suspended(one)
    staff = make.staff(entry.authority, "handler")
    gone = correct(entry=entry, draft=None, authority=entry.authority, by=staff, now=LATER)
    assert told(Post()) == [entry.pk, gone.pk]


def test_a_lender_that_is_removed_from_the_list_is_told_no_more() -> None:
    one, other = make_lenders.admitted("Een Verzonnen"), make_lenders.admitted("Ander Verzonnen")
    mine = follower(one, other)
    suspended(one)
    entry = suspended(other)
    following.look(now=LATER)
    following.remove(follower=mine, lenders=[one.pk])
    assert told(Post()) == [entry.pk]
    assert queries.numbers(mine) == [other.number]


def test_in_a_pause_nothing_is_told_and_afterwards_what_was_missed() -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    following.pause(follower=mine, now=LATER)
    entry = suspended(one)
    post = Post()
    assert told(post) == []
    following.go_on(follower=mine, now=LATER)
    assert told(post) == [entry.pk]


def test_another_address_must_be_confirmed_and_misses_nothing() -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    entry = suspended(one)
    following.look(now=LATER)
    following.change_address(follower=mine, address="https://nieuw.verzonnen.example/", now=LATER)
    mine.refresh_from_db()
    assert queries.address_of(mine) == "https://nieuw.verzonnen.example/"
    post = Post()
    assert told(post) == []
    following.confirm(follower=mine, now=LATER)
    assert told(post) == [entry.pk]


def test_ten_thousand_lenders_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MOST_FOLLOWED", 2)
    lenders = [make_lenders.lender(f"Nummer {number} Verzonnen") for number in range(3)]
    mine = follower(*lenders[:2])
    assert following.add(follower=mine, lenders=[lenders[0].pk], now=NOW) == 0
    with pytest.raises(NotPossible, match="too_many"):
        following.add(follower=mine, lenders=[lenders[2].pk], now=NOW)
    assert Followed.objects.filter(follower=mine).count() == 2


def test_the_code_finds_the_list_and_is_kept_nowhere() -> None:
    code = new_code()
    mine = follower(make_lenders.admitted(), code=code)
    assert queries.of_code(code) == mine
    assert queries.of_code(new_code()) is None
    assert bytes(mine.lookup) != code.lookup, "a code of a mailbox says nothing about a list"


def test_address_and_secret_open_with_the_key_of_the_installation_only(settings: object) -> None:
    mine = follower(make_lenders.admitted())
    assert world.ADDRESS.encode() not in bytes(mine.address)
    assert queries.address_of(mine) == world.ADDRESS
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    with pytest.raises(NotOpened):
        queries.address_of(mine)
    with pytest.raises(NotOpened):
        queries.secrets_of(mine, NOW)


def test_a_new_secret_signs_beside_the_old_one_for_a_day() -> None:
    mine = follower(make_lenders.admitted())
    old = queries.secrets_of(mine, NOW)
    new = following.new_secret(follower=mine, now=NOW)
    mine.refresh_from_db()
    assert queries.secrets_of(mine, NOW + timedelta(hours=23)) == [new, *old]
    assert queries.secrets_of(mine, NOW + timedelta(hours=24)) == [new]
    with pytest.raises(NotPossible):
        following.new_secret(follower=follower(make_lenders.admitted(), way="mail"), now=NOW)


def test_who_never_confirmed_goes_after_seven_days_and_who_stopped_after_a_year() -> None:
    one = make_lenders.admitted()
    never, stopped, active = follower(one, confirmed=False), follower(one), follower(one)
    following.pause(follower=stopped, now=NOW)
    assert following.remove_old(now=NOW + timedelta(days=7)) == 0
    assert following.remove_old(now=NOW + timedelta(days=7, seconds=1)) == 1
    assert not Follower.objects.filter(pk=never.pk).exists()
    assert following.remove_old(now=NOW + timedelta(days=365, seconds=1)) == 1
    assert list(Follower.objects.all()) == [active]


def test_an_address_that_was_changed_has_seven_days_of_its_own() -> None:
    mine = follower(make_lenders.admitted())
    changed = NOW + timedelta(days=100)
    following.change_address(follower=mine, address=world.ADDRESS, now=changed)
    assert following.remove_old(now=changed + timedelta(days=6)) == 0
    assert following.remove_old(now=changed + timedelta(days=8)) == 1


def test_what_was_told_goes_after_ninety_days_and_is_not_told_again() -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    entry = suspended(one)
    post = Post()
    told(post)
    much_later = LATER + timedelta(days=91)
    following.remove_old(now=much_later)
    assert Delivery.objects.filter(follower=mine).exists(), "it could still be found as new"
    assert told(post, much_later) == []
    Follower.objects.filter(pk=mine.pk).update(told_until=entry.pk + LATE)
    following.remove_old(now=much_later)
    assert not Delivery.objects.filter(follower=mine).exists()
    assert told(post, much_later) == []


def test_ending_leaves_nothing() -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    suspended(one)
    told(Post())
    following.end(follower=mine)
    assert not Follower.objects.exists()
    assert not Followed.objects.exists()
    assert not Delivery.objects.exists()


def test_the_log_of_deeds_says_nothing_of_who_follows() -> None:
    one = make_lenders.admitted()
    before = AuditEntry.objects.count()
    mine = follower(one)
    following.pause(follower=mine, now=NOW)
    following.end(follower=mine)
    assert AuditEntry.objects.count() == before


def test_looking_when_nothing_is_new_costs_few_questions(django_assert_max_num_queries: object) -> None:
    for number in range(3):
        follower(make_lenders.admitted(f"Nummer {number} Verzonnen"))
    told(Post())
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        newest, _count = queries.seen()
        assert not queries.behind(newest)
    assert connection.in_atomic_block
    assert delivering.take(now=LATER) == []
