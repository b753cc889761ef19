"""What a decision on an application comes to in the register."""

from __future__ import annotations

from medemens.casework.case_types import Taken


def taken(taken: Taken) -> None:
    """Puts it into the register on its day."""
