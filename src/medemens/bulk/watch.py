"""Progress and stopping of long work, told to whoever started it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event


class Stopped(Exception):
    """The work was stopped on request; nothing half-made is left."""


def _silent(stage: str, percent: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class Watch:
    """`tell(stage, percent)` is called now and then; setting `stop` ends the work with `Stopped`."""

    tell: Callable[[str, int], None] = _silent
    stop: Event = field(default_factory=Event)

    def step(self, stage: str, percent: int) -> None:
        """Tells how far the work is.

        :raises Stopped: when it was asked to stop
        """
        if self.stop.is_set():
            raise Stopped(stage)
        self.tell(stage, percent)
