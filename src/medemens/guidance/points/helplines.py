"""Who to call first, before any form: read from `helplines.toml`, where each number has its source."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from medemens.common.questions import Text
from medemens.guidance.points.danger import WHEN


@dataclass(frozen=True)
class Helpline:
    """A number to call. `when` says to whom it is of use; `source` is the page on which the number stood on the day `seen`."""

    id: str
    name: str
    number: str
    when: Text
    source: str
    seen: date

    @property
    def dialled(self) -> str:
        """The digits, for a link that calls."""
        return self.number.replace(" ", "")


def _listed() -> tuple[Helpline, ...]:
    listed = tomllib.loads(files("medemens.guidance.points").joinpath("helplines.toml").read_text(encoding="utf-8"))["helpline"]
    return tuple(
        Helpline(each["id"], each["name"], each["number"], WHEN[each["id"]], each["source"], date.fromisoformat(each["seen"]))
        for each in listed
    )


HELPLINES = _listed()
"""All numbers, the most urgent first."""
