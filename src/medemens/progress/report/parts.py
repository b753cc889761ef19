"""What a report is made of, whatever it is written to: chapters of headings, paragraphs, lists, tables, plots and boxes."""

from __future__ import annotations

from dataclasses import dataclass

from medemens.common.plots import Bar


@dataclass(frozen=True)
class Span:
    """Words in a line. `href` is a path on this site or a whole address; `lang` when they are in another language."""

    words: str
    href: str = ""
    lang: str = ""
    strong: bool = False


Line = tuple[Span, ...]


def line(*parts: str | Span | Line) -> Line:
    """Words, spans and lines as one line."""
    found: list[Span] = []
    for part in parts:
        if isinstance(part, Span):
            found.append(part)
        elif isinstance(part, tuple):
            found += part
        elif part:
            found.append(Span(str(part)))
    return tuple(found)


def listed(lines: list[Line], between: str = ", ") -> Line:
    """Several lines as one, with something between them."""
    return line(*(part for at, each in enumerate(lines) for part in ((between, each) if at else (each,))))


@dataclass(frozen=True)
class Heading:
    """A heading within a chapter: level 2 or 3. `anchor` names it for good, where its number could change."""

    words: Line
    level: int = 2
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `note`: it tells how something is to be read."""

    words: Line
    note: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """A table. The first cell of each row is its heading; `numbers` are the columns with numbers, `widths` shares in percents."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    numbers: frozenset[int] = frozenset()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True)
class Plot:
    """A picture of bars; `told` says in words what it shows. The table with the same numbers stands next to it."""

    title: str
    told: str
    bars: tuple[Bar, ...]
    series: tuple[str, ...]


@dataclass(frozen=True)
class Box:
    """What stands apart: a text of the editors (`written`), or words about where figures come from."""

    title: str
    paragraphs: tuple[Line, ...]
    written: bool = False


Block = Heading | Paragraph | Bullets | Table | Plot | Box


@dataclass(frozen=True)
class Chapter:
    """A chapter; `key` is its anchor."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """The whole report. `facts` are pairs of words about this edition: day, data, language."""

    title: str
    subtitle: str
    language: str
    chapters: tuple[Chapter, ...]
    facts: tuple[tuple[str, str], ...]
