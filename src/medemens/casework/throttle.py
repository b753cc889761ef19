"""Limits that know nobody: one count for all together, in the memory of this process."""

from __future__ import annotations

from threading import Lock
from typing import Final


class Limit:
    """So many in a minute; they come back evenly, so that a burst is followed by a trickle and not by a wall.

    Not by address on the network or by device: who is frightened shares those with others, and we keep neither.
    """

    def __init__(self, a_minute: int) -> None:
        self.a_minute: Final = a_minute
        self._left = float(a_minute)
        self._at = 0.0
        self._lock = Lock()

    def wait(self, now: float) -> int:
        """Takes one. Seconds to wait when there is none left, else 0.

        :param now: a clock in seconds that never goes back
        """
        if self.a_minute <= 0:
            return 0
        with self._lock:
            back = max(now - self._at, 0.0) * self.a_minute / 60
            self._left, self._at = min(self._left + back, float(self.a_minute)), now
            if self._left >= 1:
                self._left -= 1
                return 0
            return int((1 - self._left) * 60 / self.a_minute) + 1
