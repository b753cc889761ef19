"""`medemens serve` begins the work of each day by itself: no other clock (cron) is needed. It imports nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from datetime import date, datetime, timedelta

TRY_AGAIN = timedelta(minutes=15)

DONE, FAULTY, BUSY = 0, 3, 75
"""How `medemens daily` ends: done; done, but something must be looked at; another one is at it (EX_TEMPFAIL)."""


DAILY = "from medemens.site.command import main; raise SystemExit(main(['daily']))"


class EachDay:
    """Begins the work of each day in a process of its own, once the day has come, and again until it is done."""

    def __init__(self, command: list[str] | None = None) -> None:
        self.command = command or [sys.executable, "-c", DAILY]
        self.process: subprocess.Popen[bytes] | None = None
        self.of: date | None = None
        self.done: date | None = None
        self.not_before: datetime | None = None

    def look(self, now: datetime) -> None:
        """Called often: begins what must begin, and sees what has ended. `now` is a moment of the country's clock."""
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                return
            self.process = None
            if code in (DONE, FAULTY):
                self.done = self.of
            else:
                self.not_before = now + TRY_AGAIN
        waits = self.not_before is not None and now < self.not_before <= now + TRY_AGAIN
        if self.done == now.date() or waits:
            return
        self.of = now.date()
        self.process = subprocess.Popen(self.command)  # noqa: S603 - our own program

    def stop(self) -> None:
        """Ends what runs; it is begun anew later."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=20)
