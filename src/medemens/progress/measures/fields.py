"""The fields of a file of the monitor: how each is read, and into which columns it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from medemens.law.calendar import read_day
from medemens.law.money import Unreadable
from medemens.progress.measures.phases import (
    AdviceTheme,
    Confidence,
    Kind,
    PartyKind,
    Phase,
    Precision,
    PromiseKind,
    PromiseStep,
)

FIRST_YEAR, LAST_YEAR = 1990, 2100
Values = dict[str, Any]


class BadField(ValueError):
    """A field cannot be read; `reason` is a key of `import_words.WHY`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Read = Callable[[Any], Values]


@dataclass(frozen=True)
class Field:
    """A field of a file by its name there. `read` gives columns and values; one that is `needed` must be in a new entry."""

    name: str
    read: Read
    needed: bool = False


@dataclass(frozen=True)
class Section:
    """A part of a file: what an entry is called in messages, the field with its key, its other fields, and those of its steps."""

    name: str
    entry: str
    key: str
    fields: tuple[Field, ...]
    steps: tuple[Field, ...] = ()
    derived: frozenset[str] = field(default=frozenset())


def text(column: str, most: int) -> Read:
    """A text on one line."""
    return lambda given: {column: _text(given, most)}


def both(column: str, most: int) -> Read:
    """A text in Dutch and English, as `{nl: ..., en: ...}`; one text alone is English, as the sources' facts are."""

    def read(given: Any) -> Values:
        if not isinstance(given, dict):
            return {f"{column}_en": _text(given, most)}
        if not given.keys() <= {"nl", "en"}:
            raise BadField("nl_en")
        return {f"{column}_{code}": _text(words, most) for code, words in given.items()}

    return read


def choice(column: str, allowed: type[Any]) -> Read:
    """One of some words."""

    def read(given: Any) -> Values:
        if given not in {each.value for each in allowed}:
            raise BadField("choice")
        return {column: str(given)}

    return read


def truth(column: str) -> Read:
    """True or false."""

    def read(given: Any) -> Values:
        if given not in ("true", "false", True, False):
            raise BadField("truth")
        return {column: given in ("true", True)}

    return read


def truth_or_unknown(column: str) -> Read:
    """True, false, or empty: not known."""
    return lambda given: {column: None} if given in ("", None) else truth(column)(given)


def whole(column: str) -> Read:
    """A small whole number."""

    def read(given: Any) -> Values:
        if not (str(given).isascii() and str(given).isdecimal() and len(str(given)) < 5):
            raise BadField("whole")
        return {column: int(given)}

    return read


def day(column: str, precision: str = "") -> Read:
    """A day as 2026-07-31; 2026-07 or 2026 alone too when the precision has a column of its own."""

    def read(given: Any) -> Values:
        written = _text(given, 10)
        if precision and written.isascii() and len(written) in (4, 7):
            exact = Precision.YEAR if len(written) == 4 else Precision.MONTH
            return {column: _day(f"{written}-01-01"[:10]), precision: exact.value}
        return {column: _day(written)}

    return read


def keys(column: str, most: int) -> Read:
    """A list of keys."""

    def read(given: Any) -> Values:
        if given in ("", None):
            return {column: []}
        if not isinstance(given, list) or len(given) > 100:
            raise BadField("list")
        return {column: list(dict.fromkeys(_text(each, most) for each in given))}

    return read


def related(column: str) -> Read:
    """Lists of keys by what they are: norms, registers, case types."""

    def read(given: Any) -> Values:
        if not isinstance(given, dict) or not given.keys() <= {"norms", "registers", "case_types"}:
            raise BadField("related")
        return {column: {name: keys(name, 100)(listed)[name] for name, listed in given.items()}}

    return read


def _text(given: Any, most: int) -> str:
    if isinstance(given, list | dict):
        raise BadField("text")
    plain = " ".join(str("" if given is None else given).split())
    if len(plain) > most:
        raise BadField("too_long")
    if not plain.isprintable():
        raise BadField("signs")
    return plain


def _day(written: str) -> date:
    try:
        found = read_day(written)
    except Unreadable:
        raise BadField("day") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadField("year")
    return found


_EVENT = (
    Field("id", text("key", 60)),
    Field("date", day("date", "precision"), needed=True),
    Field("precision", choice("precision", Precision)),
    Field("fact", both("fact", 500)),
    Field("source", text("source", 60), needed=True),
    Field("annulled", truth("annulled")),
)
SECTIONS = (
    Section(
        "themes", "theme", "id",
        (
            Field("number", whole("number"), needed=True),
            Field("nl", text("name_nl", 200), needed=True),
            Field("en", text("name_en", 200)),
            Field("advice_theme", choice("advice_theme", AdviceTheme)),
            Field("confirmed", truth("confirmed")),
        ),
        derived=frozenset({"official_slug"}),
    ),
    Section(
        "goals", "goal", "id",
        (
            Field("theme", text("theme", 40), needed=True),
            Field("nl", text("name_nl", 200), needed=True),
            Field("en", text("name_en", 200)),
            Field("confirmed", truth("confirmed")),
        ),
        derived=frozenset({"official_slug"}),
    ),
    Section("parties", "party", "name", (Field("kind", choice("kind", PartyKind), needed=True),)),
    Section(
        "sources", "source", "id",
        (
            Field("title", text("title", 300), needed=True),
            Field("ref", text("reference", 300)),
            Field("date", text("dated", 100)),
            Field("note", text("note", 500)),
            Field("url", text("url", 300)),
        ),
    ),
    Section(
        "measures", "measure", "id",
        (
            Field("official_code", text("official_code", 20)),
            Field("theme", text("theme", 40), needed=True),
            Field("advice_theme", choice("advice_theme", AdviceTheme)),
            Field("goal", text("goal", 40), needed=True),
            Field("kind", choice("kind", Kind), needed=True),
            Field("confidence", choice("confidence", Confidence), needed=True),
            Field("title", both("title", 250), needed=True),
            Field("recommended", both("recommended", 500)),
            Field("form", both("form", 300)),
            Field("aim", both("aim", 300)),
            Field("note", both("note", 500)),
            Field("responsible", keys("responsible", 150)),
            Field("depends_on", keys("depends_on", 12)),
            Field("related", related("related")),
        ),
        (
            *_EVENT,
            Field("phase", choice("phase", Phase), needed=True),
            Field("planned", truth("planned")),
            Field("announced", day("announced", "announced_precision")),
            Field("announced_precision", choice("announced_precision", Precision)),
            Field("milestone", text("milestone", 40)),
            Field("reversal", truth("reversal")),
        ),
        derived=frozenset({"state"}),
    ),
    Section(
        "promises", "promise", "id",
        (
            Field("kind", choice("kind", PromiseKind), needed=True),
            Field("number", text("number", 60)),
            Field("by", text("by", 150)),
            Field("minister", text("minister", 150)),
            Field("made", both("made_words", 150)),
            Field("asks", both("asks", 500), needed=True),
            Field("note", both("note", 500)),
            Field("measures", keys("measures", 12)),
            Field("sources", keys("sources", 60)),
        ),
        (*_EVENT, Field("step", choice("step", PromiseStep), needed=True), Field("target", day("target", "target_precision"))),
        derived=frozenset({"state"}),
    ),
    Section(
        "practices", "practice", "id",
        (
            Field("theme", text("theme", 40), needed=True),
            Field("name", both("name", 200), needed=True),
            Field("who", text("who", 200)),
            Field("place", text("place", 200)),
            Field("since", text("since", 60)),
            Field("problem", both("problem", 500)),
            Field("approach", both("approach", 500)),
            Field("cost", both("cost", 300)),
            Field("effect", both("effect", 300)),
            Field("evaluated", truth_or_unknown("evaluated")),
            Field("contact", text("contact", 200)),
            Field("source", text("source", 60)),
            Field("measures", keys("measures", 12)),
        ),
    ),
)  # fmt: skip
"""In the order in which they lean on each other."""

MOST_KEY = {"themes": 40, "goals": 40, "parties": 150, "sources": 60, "measures": 12, "promises": 60, "practices": 60}
