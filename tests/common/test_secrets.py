"""Seals, locks and wraps: what opens them, and that nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medemens.common import secrets
from medemens.common.secrets import NotOpened

PRIVATE, OTHER = bytes(range(32)), bytes(range(1, 33))


@given(st.binary(max_size=3000))
def test_a_seal_opens_for_the_holder_of_the_key_only(content: bytes) -> None:
    sealed = secrets.seal(content, to=secrets.public_of(PRIVATE))
    assert secrets.unseal(sealed, private=PRIVATE) == content
    with pytest.raises(NotOpened):
        secrets.unseal(sealed, private=OTHER)


@given(st.binary(max_size=3000))
def test_a_lock_opens_with_its_key_and_purpose_only(content: bytes) -> None:
    locked = secrets.lock(content, key=PRIVATE, purpose="AAAAA-11111")
    assert secrets.unlock(locked, key=PRIVATE, purpose="AAAAA-11111") == content
    for key, purpose in ((OTHER, "AAAAA-11111"), (PRIVATE, "BBBBB-22222")):
        with pytest.raises(NotOpened):
            secrets.unlock(locked, key=key, purpose=purpose)


@given(st.binary(min_size=1, max_size=600), st.data())
def test_a_changed_byte_is_seen(content: bytes, data: st.DataObject) -> None:
    locked = bytearray(secrets.lock(content, key=PRIVATE, purpose="x"))
    locked[data.draw(st.integers(0, len(locked) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(NotOpened):
        secrets.unlock(bytes(locked), key=PRIVATE, purpose="x")


def test_short_answers_have_the_same_size_when_locked() -> None:
    sizes = {len(secrets.lock(b"x" * length, key=PRIVATE, purpose="x")) for length in range(400)}
    assert len(sizes) == 1


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(48), bytes(200)])
def test_what_is_no_seal_is_refused(sealed: bytes) -> None:
    with pytest.raises(NotOpened):
        secrets.unseal(sealed, private=PRIVATE)
    with pytest.raises(NotOpened):
        secrets.unlock(sealed, key=PRIVATE, purpose="x")


def test_a_passphrase_opens_the_key_and_another_does_not() -> None:
    wrapped = secrets.wrap(PRIVATE, passphrase="zes verzonnen woorden op een rij", memory_megabytes=8)
    assert secrets.unwrap(wrapped, passphrase="zes verzonnen woorden op een rij") == PRIVATE
    with pytest.raises(NotOpened):
        secrets.unwrap(wrapped, passphrase="zes verzonnen woorden op een rijtje")
    assert PRIVATE not in wrapped


def test_keys_for_different_purposes_have_nothing_in_common() -> None:
    assert secrets.derived(b"1234", purpose="lookup") != secrets.derived(b"1234", purpose="key")
