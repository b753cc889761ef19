"""What workers say, as far as research that was found tells it: from a file with sources, in which gaps are said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from medemens.progress.measures.queries.status import Text


@dataclass(frozen=True)
class Finding:
    """Something that research found. `themes` are those of the monitor beside whose measures it stands."""

    words: Text
    source: str
    themes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Study:
    """A study or one wave of it. `since` is the day from which it was known, as a year, month or day in figures."""

    key: str
    name: Text
    by: str
    known: str
    about: Text
    findings: tuple[Finding, ...]
    gaps: tuple[Text, ...]
    series: bool

    def known_on(self, day: str) -> bool:
        """Whether it was known by a day, such as 2024-06-30. One known by its year counts from the end of that."""
        return f"{self.known}-12-31"[:10] <= day if len(self.known) != 7 else f"{self.known}-31" <= day


@dataclass(frozen=True)
class Experience:
    """All studies that were found, and how they are to be read."""

    reading: tuple[Text, ...]
    studies: tuple[Study, ...]

    def beside(self, theme: str, day: str) -> list[tuple[Study, Finding]]:
        """What was found by a day that stands beside the measures of a theme."""
        known = [study for study in self.studies if study.known_on(day)]
        return [(study, finding) for study in known for finding in study.findings if theme in finding.themes]


@lru_cache(maxsize=1)
def experience() -> Experience:
    """What comes with the software."""
    plain = yaml.safe_load((files("medemens.progress.experience") / "data" / "experience.yaml").read_text(encoding="utf-8"))
    return Experience(tuple(map(_text, plain["reading"])), tuple(map(_study, plain["studies"])))


def _study(plain: dict[str, Any]) -> Study:
    return Study(
        key=plain["id"],
        name=_text(plain["name"]),
        by=plain["by"],
        known=str(plain["known"]),
        about=_text(plain["about"]),
        findings=tuple(
            Finding(_text(each["words"]), each["source"], tuple(each.get("themes", ()))) for each in plain.get("findings", ())
        ),
        gaps=tuple(map(_text, plain.get("gaps", ()))),
        series=plain.get("series", False),
    )


def _text(plain: dict[str, str]) -> Text:
    return Text(plain["nl"], plain["en"])
