"""Municipalities of the Netherlands, and how people find them: by the name of their town, written as they heard it.

The data is in `places.csv`, with its source and its day.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from importlib.resources import files

LEAST_LIKE = 0.72
"""How alike two names must be (0 to 1) to be taken for a typing error."""


@dataclass(frozen=True)
class Municipality:
    """A municipality; `code` is that of CBS, such as GM1783."""

    code: str
    name: str


@dataclass(frozen=True)
class Place:
    """A town, village or municipality by a name that people use, and the municipality it lies in."""

    name: str
    municipality: Municipality


@lru_cache(maxsize=1)
def _places() -> tuple[Place, ...]:
    found: list[Place] = []
    text = (files("medemens.common") / "places.csv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            code, name, towns = line.split(";")
            municipality = Municipality(code, name)
            found += [Place(each, municipality) for each in (name, *filter(None, towns.split("/")))]
    return tuple(found)


@lru_cache(maxsize=1)
def municipalities() -> tuple[Municipality, ...]:
    """All municipalities, by name."""
    unique = {place.municipality.code: place.municipality for place in _places()}
    return tuple(sorted(unique.values(), key=lambda each: folded(each.name)))


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Municipality]:
    return {each.code: each for each in municipalities()}


def municipality(code: str) -> Municipality | None:
    """The municipality with this code of CBS."""
    return _by_code().get(code)


def folded(name: str) -> str:
    """A name as it is compared: without accents, capitals, apostrophes, articles and signs between words."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("ij", "y"))
    words = "".join(letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)).split()
    if words and words[0] in ("s", "t", "de", "den", "het") and len(words) > 1:
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=1)
def _folded() -> tuple[tuple[str, Place], ...]:
    return tuple((folded(place.name), place) for place in _places())


def find(text: str, most: int = 8) -> tuple[Place, ...]:
    """Places whose name is this, begins like this, has this in it, or is nearly this; the best first."""
    wanted = folded(text[:60])
    if not wanted:
        return ()
    ranked = [(rank, name, place) for name, place in _folded() if (rank := _rank(wanted, name)) is not None]
    ranked.sort(key=lambda each: (each[0], len(each[1]), each[1]))
    best: dict[tuple[str, str], Place] = {}
    for _number, name, place in ranked:
        best.setdefault((name, place.municipality.code), place)
    return tuple(best.values())[:most]


def _rank(wanted: str, name: str) -> float | None:
    """0 for the same, up to 1 for the least alike; None for no match."""
    if wanted == name:
        return 0.0
    if name.startswith(wanted):
        return 0.1
    if len(wanted) > 2 and f" {wanted}" in f" {name}":
        return 0.2
    if len(wanted) < 4 or abs(len(wanted) - len(name)) > 3:
        return None
    matcher = SequenceMatcher(None, wanted, name, autojunk=False)
    if matcher.real_quick_ratio() < LEAST_LIKE or matcher.quick_ratio() < LEAST_LIKE:
        return None
    alike = matcher.ratio()
    return 1.0 - alike + 0.3 if alike >= LEAST_LIKE else None
