"""Sealing: the one module that encrypts what people write. libsodium through PyNaCl, nothing of our own making.

Three tools: a *seal* (sealed box: X25519, XSalsa20-Poly1305) that anybody can make for a public key and only the holder of the
private key opens; a *lock* (XChaCha20-Poly1305) for content, with one key for both ways, bound to its purpose so that locked
content cannot be moved elsewhere unseen; and a *wrap* (Argon2id, RFC 9106) that keeps a private key under a passphrase.
"""

from __future__ import annotations

import hashlib
import struct

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import Aead
from nacl.utils import random

KEY_BYTES = 32
BLOCK_BYTES = 512
_WRAP = struct.Struct(">II16s")


class NotOpened(ValueError):
    """The key or passphrase does not fit, or what was sealed was changed."""


def new_key() -> bytes:
    """A fresh key, for a lock or as a private key."""
    return random(KEY_BYTES)


def public_of(private: bytes) -> bytes:
    """The public half of a private key."""
    return bytes(PrivateKey(private).public_key)


def seal(content: bytes, *, to: bytes) -> bytes:
    """Seals content to a public key."""
    return SealedBox(PublicKey(to)).encrypt(content)


def unseal(sealed: bytes, *, private: bytes) -> bytes:
    """Opens a seal.

    :raises NotOpened: it was sealed to another key, or changed
    """
    try:
        return SealedBox(PrivateKey(private)).decrypt(bytes(sealed))
    except CryptoError:
        raise NotOpened from None


def lock(content: bytes, *, key: bytes, purpose: str) -> bytes:
    """Locks content, padded to whole blocks so that its size tells little."""
    return bytes(Aead(key).encrypt(sodium_pad(content, BLOCK_BYTES), purpose.encode()))


def unlock(locked: bytes, *, key: bytes, purpose: str) -> bytes:
    """Opens locked content.

    :raises NotOpened: another key or purpose, or changed
    """
    try:
        return sodium_unpad(Aead(key).decrypt(bytes(locked), purpose.encode()), BLOCK_BYTES)
    except CryptoError:
        raise NotOpened from None


def wrap(private: bytes, *, passphrase: str, memory_megabytes: int = 256) -> bytes:
    """Keeps a private key under a passphrase; how costly it was stands in front, so that the cost can rise later."""
    salt = random(argon2id.SALTBYTES)
    operations, memory = argon2id.OPSLIMIT_MODERATE, memory_megabytes * 1_048_576
    key = argon2id.kdf(KEY_BYTES, passphrase.encode(), salt, operations, memory)
    return _WRAP.pack(operations, memory, salt) + bytes(Aead(key).encrypt(private))


def unwrap(wrapped: bytes, *, passphrase: str) -> bytes:
    """The private key.

    :raises NotOpened: the passphrase is not the one
    """
    operations, memory, salt = _WRAP.unpack(bytes(wrapped)[: _WRAP.size])
    key = argon2id.kdf(KEY_BYTES, passphrase.encode(), salt, operations, memory)
    try:
        return Aead(key).decrypt(bytes(wrapped)[_WRAP.size :])
    except CryptoError:
        raise NotOpened from None


def derived(secret: bytes, *, purpose: str) -> bytes:
    """Another key from a secret that is random enough by itself (BLAKE2b, keyed by the secret); purposes are independent."""
    return hashlib.blake2b(purpose.encode(), key=secret[:64], digest_size=KEY_BYTES).digest()
