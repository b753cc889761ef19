"""What a report is about: a year, as of a day, from what was known at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

FIRST_YEAR = 2020
"""The year of the advice."""


@dataclass(frozen=True)
class Period:
    """The report of a `year`, made `as_of` a day. Made in that year it tells of the year up to that day; made later, of the
    whole year, and of what came after it.

    `known_at`: only what was recorded by then counts; None: all that is recorded.
    """

    year: int
    as_of: date
    known_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.as_of < date(self.year, 1, 1) or self.year < FIRST_YEAR:
            raise ValueError("the year has not begun on that day")

    @property
    def day(self) -> date:
        """The day on which it tells how things stand."""
        return min(self.as_of, date(self.year, 12, 31))

    @property
    def before(self) -> date:
        """The same day a year before: it tells what changed since then."""
        day = self.day
        return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)

    @property
    def later(self) -> date | None:
        """The day it was made as of, when that lies after the year."""
        return self.as_of if self.as_of > self.day else None

    @property
    def counted(self) -> int:
        """The year of the figures: the last one that is over. A year that runs on is not counted, for two reports of it could be
        subtracted from each other.
        """
        return self.year if self.later else self.year - 1
