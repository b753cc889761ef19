"""When records end, and why, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from medemens.casework.case_types import case_types
from medemens.casework.processing import CLOSED, FINAL, RECEIVED, End
from medemens.casework.staff_words import Text

REASONS: dict[str, Text] = {
    "unfounded": lazy("The report was unfounded"),
    "referred": lazy("It was passed on"),
    "not_enforced": lazy("There is no enforcement"),
    "decision_final": lazy("The decision is irrevocable"),
    "file": lazy("Kept for a file, whose term ends"),
    "kept_for_years": lazy("The term of the organisation ends"),
}
"""The reasons for which the case types let a record end."""

CHOICES: dict[str, Text] = {
    "choice of the authority; no law was found": lazy("a choice of the organisation; we found no law that sets a term"),
}
"""What stands in the place of an article, in words."""


def reason(key: str) -> str:
    """A reason in words; its key when it has none."""
    return str(REASONS.get(key, key))


def citation(text: str) -> str:
    """The article, or what stands in its place."""
    return str(CHOICES.get(text, text))


def kind(key: str) -> str:
    """The name of a case type; its key when there is no such case type any more."""
    found = case_types().get(key)
    return str(found.name) if found else key


def when(end: End) -> str:
    """From when on a record is removed."""
    if end.years == 0:
        at_once = {
            RECEIVED: _("On the day on which the report came in"),
            CLOSED: _("On the day on which the case is closed"),
            FINAL: _("On the day from which the decision can no longer be contested"),
        }
        return at_once.get(end.since, _("On another day, set by the case type"))
    later = {
        RECEIVED: ngettext("%(years)d year after the report came in", "%(years)d years after the report came in", end.years),
        CLOSED: ngettext("%(years)d year after the case was closed", "%(years)d years after the case was closed", end.years),
        FINAL: ngettext(
            "%(years)d year after the decision became irrevocable",
            "%(years)d years after the decision became irrevocable",
            end.years,
        ),
    }
    return later[end.since] % {"years": end.years}
