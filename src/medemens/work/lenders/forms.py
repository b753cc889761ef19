"""What visitors of the register fill in: what they look for, and the days they ask about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medemens.common.forms import PARTS, Input, inputs
from medemens.common.questions import Field, Question
from medemens.law.calendar import read_day
from medemens.law.money import Unreadable

FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
MOST_TEXT = 200


DAYS = Question(
    "days",
    gettext_lazy("Another day"),
    "",
    (
        Field(
            "on",
            "day",
            gettext_lazy("The day you want to know about"),
            gettext_lazy("For example the day on which you were hired"),
        ),
        Field("since", "day", gettext_lazy("Do you work there already? Since which day?"), optional=True),
    ),
)


@dataclass(frozen=True)
class Days:
    """The day asked about and since when somebody works there, with what was typed and what is wrong with it."""

    on: date
    since: date | None
    typed: dict[str, list[str]]
    errors: dict[str, str]

    @property
    def inputs(self) -> list[Input]:
        """The fields, to show again."""
        return inputs(DAYS, {}, self.typed, self.errors)


def text(data: QueryDict, name: str) -> str:
    """One line as it was typed."""
    return " ".join(data.get(name, "").split())[:MOST_TEXT]


def days(data: QueryDict, today: date) -> Days:
    """The days of a question, in three parts each or as 2026-07-31; today when none was given."""
    typed: dict[str, list[str]] = {}
    errors: dict[str, str] = {}
    found = {name: _day(name, data, typed, errors) for name in ("on", "since")}
    return Days(found["on"] or today, found["since"], typed, errors)


def _day(name: str, data: QueryDict, typed: dict[str, list[str]], errors: dict[str, str]) -> date | None:
    parts = [data.get(f"{name}-{part}", "").strip()[:10] for part in PARTS]
    whole = data.get(name, "").strip()[:10] or ("-".join(parts) if any(parts) else "")
    typed[name] = parts
    if not whole:
        return None
    try:
        day = read_day(whole)
    except Unreadable:
        errors[f"{name}-day"] = _("This is not a date. Write the day, the month and the year in numbers, like 28 6 2026.")
        return None
    typed[name] = [str(day.day), str(day.month), str(day.year)]
    if not FIRST <= day <= LAST:
        errors[f"{name}-day"] = _("Choose a day between 1990 and 2100.")
        return None
    return day
