"""Statements: anybody can verify them with the published keys, also long after the key was changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from medemens.common import secrets
from medemens.work.lenders import statement
from medemens.work.lenders.actions import keys
from medemens.work.lenders.models import SigningKey
from medemens.work.lenders.queries.keys import published
from medemens.work.lenders.statement import NotVerified, PublicKey, sign, verify
from tests.make import NOW

CLAIMS = {"kind": "lender-check", "results": [{"asked": "12345678", "begins": "met"}]}


def key(made_at=NOW, retired_at=None) -> tuple[bytes, PublicKey]:  # type: ignore[no-untyped-def]
    private = secrets.new_key()
    return private, PublicKey.of(statement.public_of(private), made_at, retired_at)


def test_a_statement_says_what_was_signed() -> None:
    private, public = key()
    verified = verify(sign(CLAIMS, private=private, now=NOW), [public])
    assert verified.claims["results"] == CLAIMS["results"]
    assert verified.made_at == NOW
    assert verified.kid == public.kid


def test_lines_and_spaces_that_mail_put_in_do_not_matter() -> None:
    private, public = key()
    text = sign(CLAIMS, private=private, now=NOW)
    assert verify("\n".join(text[start : start + 60] for start in range(0, len(text), 60)), [public]).kid == public.kid


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_changed_statement_is_not_believed(place: int) -> None:
    private, public = key()
    parts = sign(CLAIMS, private=private, now=NOW).split(".")
    other = sign({**CLAIMS, "results": []}, private=private, now=NOW + timedelta(1)).split(".")
    parts[place] = other[place] if place else parts[place][:-2] + "AA"
    with pytest.raises(NotVerified) as refused:
        verify(".".join(parts), [public])
    assert refused.value.reason in ("changed", "unreadable", "unknown_key")


def test_a_statement_of_somebody_else_is_not_believed() -> None:
    private, _theirs = key()
    _own, public = key()
    with pytest.raises(NotVerified, match="unknown_key"):
        verify(sign(CLAIMS, private=private, now=NOW), [public])


def test_no_signature_at_all_is_not_believed() -> None:
    _private, public = key()
    with pytest.raises(NotVerified):
        verify("eyJhbGciOiJub25lIn0.e30.", [public])
    with pytest.raises(NotVerified, match="unreadable"):
        verify("this is no statement", [public])


def test_dated_when_the_key_was_not_in_use() -> None:
    private, public = key(NOW, NOW + timedelta(days=1))
    for moment in (NOW - timedelta(seconds=5), NOW + timedelta(days=1, seconds=5)):
        with pytest.raises(NotVerified, match="out_of_time"):
            verify(sign(CLAIMS, private=private, now=moment), [public])


def test_keys_are_read_as_they_were_published() -> None:
    _private, public = key(NOW, NOW + timedelta(days=1))
    assert PublicKey.read(public.as_jwk()) == public
    with pytest.raises(ValueError, match="does not follow"):
        PublicKey.read({**public.as_jwk(), "kid": "another"})


@pytest.mark.django_db
def test_an_old_statement_stays_verifiable_after_two_changes_of_the_key() -> None:
    text = sign(CLAIMS, private=keys.current(now=NOW), now=NOW)
    for days in (1, 2):
        keys.rotate(by=None, now=NOW + timedelta(days=days))
    verified = verify(text, published())
    assert len(published()) == 3
    assert verified.kid == published()[-1].kid
    assert sign(CLAIMS, private=keys.current(now=NOW), now=NOW).split(".")[0] != text.split(".")[0]


@pytest.mark.django_db
def test_of_a_retired_key_the_private_half_is_gone_and_of_none_it_lies_open() -> None:
    private = keys.current(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT private FROM lenders_signingkey")
        assert private not in bytes(cursor.fetchone()[0])
    keys.rotate(by=None, now=NOW)
    assert SigningKey.objects.get(in_use=False).private is None
