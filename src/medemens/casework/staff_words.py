"""Words of the workbench for what the database keeps as keys, numbers and days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from medemens.casework.case_types import case_type, case_types
from medemens.casework.queries.queue import SOON_DAYS, Tab
from medemens.common import places

Text = str | Promise

TABS: dict[Tab, Text] = {
    Tab.NEW: lazy("New"),
    Tab.MINE: lazy("Mine"),
    Tab.SOON: lazy("Due within 7 days"),
    Tab.OVERDUE: lazy("Overdue"),
    Tab.WAITING: lazy("Waiting"),
    Tab.OPEN: lazy("All open"),
    Tab.CLOSED: lazy("Closed"),
}

WAITING: dict[str, Text] = {
    "": lazy("Waits for nobody"),
    "reporter": lazy("Waits for the reporter"),
    "others": lazy("Waits for others"),
}

OUTCOMES: dict[str, Text] = {
    "met": lazy("Met"),
    "not met": lazy("Not met"),
    "cannot tell": lazy("Cannot tell"),
    "not applicable": lazy("Does not apply"),
}
"""The words of a finding."""

TONES = {"met": "good", "not met": "bad", "cannot tell": "unsure"}

GROUNDS: dict[str, Text] = {
    "completion": lazy("The applicant was asked to complete the request"),
    "foreign_information": lazy("Information was asked from abroad"),
    "consent": lazy("The applicant agreed in writing"),
    "applicant": lazy("The delay is due to the applicant"),
    "force_majeure": lazy("The authority cannot decide because of force majeure"),
    "repair": lazy("The objector was asked to mend the objection"),
    "further_delay": lazy("Those concerned agreed to wait longer"),
    "answer": lazy("Somebody was asked something and has to answer"),
}
"""The grounds of `law.awb.terms.Ground` in words."""

LINKS: dict[str, Text] = {
    "organisation": lazy("Same organisation"),
    "address": lazy("Same address"),
    "pattern": lazy("Same pattern, such as a name"),
}
"""Why two cases belong together."""


@dataclass(frozen=True)
class Due:
    """A term in words; `tone` is `bad` (over), `unsure` (within a week) or empty."""

    words: str
    tone: str
    day: date | None


def due(due_on: date | None, today: date) -> Due:
    """How long a term still runs, in words."""
    if due_on is None:
        return Due(_("No term runs"), "", None)
    days = (due_on - today).days
    if days < 0:
        over = ngettext("%(number)d day over the term", "%(number)d days over the term", -days) % {"number": -days}
        return Due(over, "bad", due_on)
    if days == 0:
        return Due(_("Ends today"), "unsure", due_on)
    left = ngettext("%(number)d day left", "%(number)d days left", days) % {"number": days}
    return Due(left, "unsure" if days <= SOON_DAYS else "", due_on)


def subject(kind: str, key: str) -> Text:
    """The name of a subject; its key when the case type no longer has it."""
    return next((each.name for each in case_type(kind).subjects if each.id == key), key)


def status(kind: str, key: str) -> Text:
    """The name of a status; its key when the case type no longer has it."""
    return next((each.name for each in case_type(kind).statuses if each.id == key), key)


def outcome(kind: str, key: str) -> Text:
    """The name of an outcome; its key when the case type no longer has it."""
    return next((each.name for each in case_type(kind).outcomes if each.id == key), key)


def municipality(code: str) -> str:
    """The name of a municipality; empty without one, its code when it is not on the list."""
    found = places.municipality(code) if code else None
    return found.name if found else code


def subjects() -> list[tuple[str, Text]]:
    """All subjects, to choose from."""
    return [(each.id, each.name) for kind in case_types().values() for each in kind.subjects]


def reported() -> list[tuple[str, Text]]:
    """The subjects of what reporters send in, or tell by telephone: those that firms send from an account are not among them."""
    return [(each.id, each.name) for kind in case_types().values() if not kind.by_account for each in kind.subjects]


def statuses() -> list[tuple[str, Text]]:
    """All statuses, to choose from; those of the same key in several case types once."""
    return list({each.id: each.name for kind in reversed(list(case_types().values())) for each in kind.statuses}.items())


def municipalities() -> list[tuple[str, str]]:
    """All municipalities, to choose from."""
    return [(each.code, each.name) for each in places.municipalities()]


def chosen(choices: Iterable[tuple[str, Text]], key: str) -> str:
    """The key if it is one of the choices; else empty."""
    return key if any(key == each for each, _name in choices) else ""
