"""How often somebody tried a secret in vain: counted by who they are, for all processes together."""

from __future__ import annotations

from django.core.cache import cache

MOST, WITHIN_SECONDS = 10, 900


def too_many(what: str, person: int) -> bool:
    """Whether they must wait. `what` names the secret."""
    return bool(cache.get(_key(what, person), 0) >= MOST)


def count(what: str, person: int) -> None:
    """One more in vain."""
    cache.add(_key(what, person), 0, WITHIN_SECONDS)
    cache.incr(_key(what, person))


def _key(what: str, person: int) -> str:
    return f"tries.{what}.{person}"
