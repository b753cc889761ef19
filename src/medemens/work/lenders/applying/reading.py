"""Answers as the law wants them: what cannot be read is not known, and is never guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

FIRST, LAST = date(1950, 1, 1), date(2100, 1, 1)
"""A day outside these is a slip of the hand, and counts as not known."""

_TRUTHS = {"yes": True, "no": False}


def truth(value: Any) -> bool | None:
    """Yes or no."""
    return _TRUTHS.get(value) if isinstance(value, str) else None


def day(value: Any) -> date | None:
    """A day."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and FIRST <= found <= LAST else None


def number(value: Any) -> int | None:
    """A number of zero or more, or an amount in cents."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
