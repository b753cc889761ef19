"""The recovery key as it is printed and kept in a safe: groups of letters and digits with a check at the end."""

from __future__ import annotations

import base64
import hashlib

GROUP = 4
_KEY_CHARACTERS = 52
_MISREAD = str.maketrans({"0": "O", "1": "I", "8": "B"})


class UnreadableRecoveryKey(ValueError):
    """It is not a recovery key, or has a typing error."""


def written(private: bytes) -> tuple[str, ...]:
    """The key in fourteen groups of four characters (RFC 4648 base 32, and four characters of check)."""
    text = base64.b32encode(private).decode().rstrip("=")
    whole = text + _check(text)
    return tuple(whole[start : start + GROUP] for start in range(0, len(whole), GROUP))


def read(typed: str) -> bytes:
    """The key as somebody typed it; digits that look like letters of the alphabet used are taken for them.

    :raises UnreadableRecoveryKey: the length or the check does not fit
    """
    text = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_MISREAD)
    key, check = text[:_KEY_CHARACTERS], text[_KEY_CHARACTERS:]
    if len(key) != _KEY_CHARACTERS or check != _check(key):
        raise UnreadableRecoveryKey
    try:
        return base64.b32decode(key + "=" * (-len(key) % 8))
    except ValueError:
        raise UnreadableRecoveryKey from None


def _check(text: str) -> str:
    return base64.b32encode(hashlib.blake2b(text.encode(), digest_size=5).digest()).decode()[:GROUP]
