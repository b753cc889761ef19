"""What a hirer's program gets: signed as Standard Webhooks says, with nothing in it that is not public."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from medemens.work.lenders.actions import following
from medemens.work.lenders.following import network, telling, webhook
from medemens.work.lenders.models import Delivery
from medemens.work.lenders.queries import following as queries
from tests.make import NOW
from tests.work.lenders import make_lenders
from tests.work.lenders.following import outside, world
from tests.work.lenders.following.outside import Hirer
from tests.work.lenders.following.world import LATER, follower, suspended


@pytest.fixture
def hirer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hirer]:
    with outside.hirer() as made:
        monkeypatch.setattr(network, "OUTSIDE", made.network)
        yield made


def test_the_signature_is_that_of_the_specification() -> None:
    """An example that was made with the reference library for Python, standardwebhooks."""
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'
    signed = webhook.signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def shape(said: Any) -> Any:
    """The names in a message."""
    return {name: shape(value) for name, value in said.items()} if isinstance(said, dict) else None


@pytest.mark.django_db
def test_a_suspension_reaches_the_hirer_at_once(hirer: Hirer) -> None:
    one = make_lenders.admitted("Uitzendbureau Verzonnen B.V.", rsin="123456782", vat="NL123456782B01")
    mine = follower(one)
    entry = suspended(one)
    assert telling.once(now=LATER) == 1
    (headers, body) = hirer.got[0]
    assert headers["content-type"].startswith("application/json")
    assert headers["webhook-id"] == f"entry_{entry.pk}"
    assert headers["webhook-timestamp"] == str(int(LATER.timestamp()))
    (secret,) = queries.secrets_of(mine, LATER)
    assert headers["webhook-signature"] == webhook.signature(secret, f"entry_{entry.pk}", int(LATER.timestamp()), body)
    said = json.loads(body)
    assert shape(said) == shape(webhook.EXAMPLE), "the page and the document show it as it is"
    assert said["urgent"] is True
    assert said["lender"] == {"number": one.number, "kvk": one.organisation.kvk}
    assert said["entry"] == {
        "id": entry.pk,
        "kind": "suspended",
        "made_known_on": "2028-05-01",
        "takes_effect_on": "2028-05-29",
        "valid_until": None,
        "recorded_at": LATER.isoformat(),
        "corrects": None,
        "annulled": False,
    }
    assert said["url"].endswith(f"/nl/lenders/{one.number}/")
    assert b"Verzonnen" not in body
    assert b"123456782" not in body


@pytest.mark.django_db
def test_how_the_lender_stands_goes_along(hirer: Hirer) -> None:
    now = NOW.replace(year=2028, month=5, day=10)
    one = make_lenders.admitted()
    follower(one)
    suspended(one, at=now)
    telling.once(now=now)
    assert hirer.messages[0]["standing"] == {
        "on": "2028-05-10",
        "state": "suspended_announced",
        "may_begin": "not met",
        "citation": "Waadi art. 12l, 12n",
        "since": "2028-05-01",
        "until": "2028-05-28",
        "present_on": "2028-05-01",
    }


@pytest.mark.django_db
def test_of_a_person_whose_name_left_the_register_no_number_is_told(hirer: Hirer) -> None:
    one = make_lenders.admitted("A. Verzonnen", sole_trader=True)
    one.name_until = date(2026, 1, 1)
    one.save()
    follower(one)
    suspended(one)
    telling.once(now=LATER)
    assert hirer.messages[0]["lender"] == {"number": one.number, "kvk": ""}


@pytest.mark.django_db
def test_a_message_that_is_tried_again_has_the_same_name(hirer: Hirer) -> None:
    one = make_lenders.admitted()
    follower(one)
    suspended(one)
    hirer.behave = outside.status(503)
    assert telling.once(now=LATER) == 0
    hirer.behave = outside.echo
    assert telling.once(now=LATER + timedelta(minutes=1)) == 1
    (first, _body), (second, _again) = hirer.got
    assert first["webhook-id"] == second["webhook-id"]
    assert first["webhook-timestamp"] != second["webhook-timestamp"]


@pytest.mark.django_db
def test_a_program_that_fails_at_one_message_gets_the_others(hirer: Hirer) -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    bad, good = suspended(one), make_lenders.entry(one, "restored", date(2028, 5, 9))
    hirer.behave = lambda handler, body: outside.answer(handler, 500 if b'"suspended"' in body.split(b'"standing"')[0] else 204)
    assert telling.once(now=LATER) == 1
    assert [each.entry_id for each in world.waiting(mine)] == [bad.pk]
    assert Delivery.objects.get(entry=good).delivered_at == LATER


@pytest.mark.django_db
def test_where_nobody_answers_there_is_one_try_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    suspended(one)
    make_lenders.entry(one, "restored", date(2028, 5, 9))
    tried: list[str] = []

    def connect(address: str, _port: int, _seconds: float) -> Any:
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(network, "OUTSIDE", network.Network(resolve=lambda _h, _p: ["1.1.1.1"], connect=connect))
    assert telling.once(now=LATER) == 0
    assert len(tried) == 1
    assert {each.next_at for each in world.waiting(mine)} == {LATER + timedelta(minutes=1)}


@pytest.mark.django_db
def test_a_redirect_counts_as_a_failure_and_is_not_followed(hirer: Hirer) -> None:
    one = make_lenders.admitted()
    follower(one)
    suspended(one)
    hirer.behave = lambda handler, _body: outside.answer(handler, 308, Location="https://10.0.0.1/")
    assert telling.once(now=LATER) == 0
    assert len(hirer.got) == 1


@pytest.mark.django_db
def test_gone_ends_it(hirer: Hirer) -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    suspended(one)
    make_lenders.entry(one, "restored", date(2028, 5, 9))
    hirer.behave = outside.status(410)
    telling.once(now=LATER)
    mine.refresh_from_db()
    assert mine.stopped_at == LATER
    assert len(hirer.got) == 1


@pytest.mark.django_db
def test_with_a_new_secret_both_sign(hirer: Hirer) -> None:
    one = make_lenders.admitted()
    mine = follower(one)
    following.new_secret(follower=mine, now=NOW)
    entry = suspended(one)
    telling.once(now=LATER)
    (headers, body) = hirer.got[0]
    mine.refresh_from_db()
    expected = [
        webhook.signature(each, f"entry_{entry.pk}", int(LATER.timestamp()), body) for each in queries.secrets_of(mine, LATER)
    ]
    assert len(expected) == 2
    assert headers["webhook-signature"].split(" ") == expected


@pytest.mark.django_db
def test_a_server_that_gives_our_word_back_is_theirs(hirer: Hirer) -> None:
    mine = follower(make_lenders.admitted(), confirmed=False)
    assert webhook.challenge(mine, NOW) == ""
    (headers, body) = hirer.got[0]
    assert json.loads(body)["type"] == "following.challenge"
    assert headers["webhook-id"].startswith("challenge_")
    assert headers["webhook-signature"].startswith("v1,")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (200, b"", "no_echo"),
        (200, b"ok", "no_echo"),
        (200, b'{"challenge": "another"}', "no_echo"),
        (200, b'{"challenge": null}', "no_echo"),
        (200, b'["challenge"]', "no_echo"),
        (200, b"[" * 1_024, "no_echo"),
        (200, b"\xff\xfe", "no_echo"),
        (404, b"", "status"),
        (301, b"", "status"),
    ],
)
def test_a_server_that_does_not_is_not(hirer: Hirer, status: int, body: bytes, reason: str) -> None:
    hirer.behave = lambda handler, _body: outside.answer(handler, status, body)
    assert webhook.challenge(follower(make_lenders.admitted(), confirmed=False), NOW) == reason
