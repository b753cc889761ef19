"""What only this installation may read: locked with a key made from its secret, which is not in the database."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

from medemens.common import secrets


def lock(content: bytes, *, purpose: str) -> bytes:
    """Locked for a purpose; it opens for the same purpose only."""
    return secrets.lock(content, key=_key(purpose), purpose=purpose)


def unlock(locked: bytes | memoryview, *, purpose: str) -> bytes:
    """What was locked.

    :raises secrets.NotOpened: it was locked for another purpose, by another installation, or it was changed
    """
    return secrets.unlock(bytes(locked), key=_key(purpose), purpose=purpose)


def digest(content: bytes, *, purpose: str) -> bytes:
    """By what content is found again without telling it: 32 bytes that nobody can make or try out without the secret."""
    return hmac.digest(_key(purpose), content, hashlib.sha256)


def _key(purpose: str) -> bytes:
    return secrets.derived(settings.SECRET_KEY.encode(), purpose=purpose)
