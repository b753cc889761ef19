"""What readers ask for in the address: days and a text to look for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from medemens.law.calendar import read_day
from medemens.law.money import Unreadable

FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
MOST_TEXT = 100


@dataclass
class Asked:
    """Days by name, what was typed, and what is wrong with it."""

    days: dict[str, date] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> date:
        return self.days[name]


def days(data: QueryDict, **otherwise: date) -> Asked:
    """The days that are asked about, each with the day that holds when none was given, or none that can be read."""
    asked = Asked()
    for name, instead in otherwise.items():
        typed = " ".join(data.get(name, "").split())[:20]
        asked.days[name], asked.typed[name] = instead, typed or instead.isoformat()
        if not typed:
            continue
        try:
            found = read_day(typed)
        except Unreadable:
            asked.errors[name] = _("This is not a date. Write it like 2023-12-01 or 1-12-2023.")
            continue
        if not FIRST <= found <= LAST:
            asked.errors[name] = _("Choose a day between 1990 and 2100.")
            continue
        asked.days[name], asked.typed[name] = found, found.isoformat()
    return asked


def text(data: QueryDict, name: str) -> str:
    """One line as it was typed."""
    return " ".join(data.get(name, "").split())[:MOST_TEXT]
