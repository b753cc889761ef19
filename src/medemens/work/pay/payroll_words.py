"""What the payroll pages say for the words of the lower floors, in the language that is active.

The texts of `facts.REASONS`, `facts.FACTS` and `schema.FILE_PROBLEMS` are in the catalogue of Dutch by their English words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from medemens.bulk.schema import FILE_PROBLEMS
from medemens.law import REASONS

STAGES: Mapping[str, Promise | str] = {
    "": _("starting"),
    "reading": _("reading the file"),
    "door": _("looking for rows that cannot be right"),
    "overlaps": _("looking for overlapping periods"),
    "neighbours": _("adding up the hours of each worker"),
    "lines": _("judging every row"),
    "workers": _("adding up by worker"),
    "employers": _("adding up by employer"),
    "norms": _("adding up by norm"),
    "unreadable": _("listing the rows that could not be judged"),
    "counting": _("checking that no row was lost"),
    "writing": _("writing the results"),
}
"""What a job is busy with, by the name that `Watch` tells."""

OURS: Mapping[str, Promise | str] = {
    "gone": _("The file is no longer there. Upload it again."),
    "failed": _("Something went wrong on our side. Try again, or run the check on your own computer."),
}
"""Why a job ended that the file is not to blame for."""


def reason(key: str) -> str:
    """Why a row was not judged, and the mend."""
    return gettext(REASONS[key])


def stage(told: str) -> str:
    """What a job is busy with; `told` may name a table behind the stage."""
    return str(STAGES[told.split(" ")[0]])


def trouble(found: Mapping[str, Any]) -> str:
    """Why a file could not be checked, and the mend; `found` has a `key` and `details` as in `FileProblem`, or nothing."""
    if not found:
        return ""
    if found["key"] in OURS:
        return str(OURS[found["key"]])
    return " ".join(gettext(text).format(**found["details"]) for text in FILE_PROBLEMS[found["key"]])
