"""Bar charts as SVG drawn on the server: no script, told in words, readable without colour, right to left where the reader is.

The page policy forbids style attributes, so everything is a presentation attribute. Show `table` next to it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count

WIDTH = 440
ROW = 56
BAR = 24
EDGE = 8
# Okabe and Ito's colours, dark enough on white, and a pattern for each: the colour is never the only difference.
FILLS = (
    ("#0b5a8a", ""), ("#b34700", "M0 8L8 0"), ("#00664f", "M4 0V8"), ("#5b4a8a", "M0 4H8"),
    ("#8a6a00", "M0 0L8 8M0 8L8 0"), ("#8a1c4a", "M0 0L8 8"), ("#5d6b78", ""),
    ("#17222d", "M4 0V8M0 4H8"), ("#707070", "M2 2h4v4h-4z"),
)  # fmt: skip
FEWEST = 4
_numbers = count(1)


@dataclass(frozen=True)
class Bar:
    """One row: its name, and the size of each part in whole units, with the words for each size."""

    label: str
    parts: tuple[int, ...]
    texts: tuple[str, ...]


def bar_chart(
    *,
    title: str,
    description: str,
    bars: Sequence[Bar],
    series: Sequence[str] = (),
    rtl: bool = False,
    key: str = "",
    absent: Collection[int] = (),
) -> str:
    """Horizontal bars; several parts in a bar are stacked and `series` names them. `key` makes the ids unique on the page.

    `absent`: parts that no bar has, by place; they are not named, while all others keep their looks.
    """
    key = escape(key or f"plot{next(_numbers)}", quote=True)
    most = max((sum(bar.parts) for bar in bars), default=0) or 1
    named = [number for number in range(len(series)) if number not in absent]
    legend = 28 * len(named)
    height = ROW * len(bars) + legend + EDGE
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-labelledby="{key}-title {key}-description" direction="{"rtl" if rtl else "ltr"}">',
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-description">{escape(description)}</desc>',
        _patterns(key, max(FEWEST, len(series))),
    ]
    for line, number in enumerate(named):
        lines.append(_legend(key, number, series[number], rtl, 28 * line))
    for number, bar in enumerate(bars):
        lines += _bar(key, bar, legend + number * ROW, most, rtl)
    return "".join([*lines, "</svg>"])


def _patterns(key: str, most: int) -> str:
    made = []
    for number, (colour, stroke) in enumerate(FILLS[:most]):
        line = f'<path d="{stroke}" stroke="#fff" stroke-width="2"/>' if stroke else ""
        made.append(
            f'<pattern id="{key}-fill{number}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="{colour}"/>{line}</pattern>'
        )
    return f"<defs>{''.join(made)}</defs>"


def _text(x: int, y: int, words: str) -> str:
    # text-anchor "start" follows the direction: the right edge in Arabic
    return f'<text x="{x}" y="{y}" font-size="16" font-family="sans-serif" fill="currentColor">{escape(words)}</text>'


def _legend(key: str, number: int, name: str, rtl: bool, top: int) -> str:
    square = WIDTH - EDGE - 18 if rtl else EDGE
    words = WIDTH - EDGE - 26 if rtl else EDGE + 26
    fill = f"url(#{key}-fill{number % len(FILLS)})"
    return f'<rect x="{square}" y="{top + 4}" width="18" height="18" fill="{fill}"/>' + _text(words, top + 19, name)


def _bar(key: str, bar: Bar, top: int, most: int, rtl: bool) -> list[str]:
    start = WIDTH - EDGE if rtl else EDGE
    lines = [_text(start, top + 18, f"{bar.label}: {' · '.join(bar.texts)}")]
    room, offset = WIDTH - 2 * EDGE, 0
    for number, size in enumerate(bar.parts):
        width = size * room // most
        x = WIDTH - EDGE - offset - width if rtl else EDGE + offset
        fill = f"url(#{key}-fill{number % len(FILLS)})"
        lines.append(f'<rect x="{x}" y="{top + 24}" width="{width}" height="{BAR}" fill="{fill}" stroke="#fff"/>')
        offset += width
    return lines


def table(*, caption: str, headings: Sequence[str], bars: Sequence[Bar]) -> str:
    """The same data as a table. `headings`: the name of the rows, then of each part."""
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    rows = []
    for bar in bars:
        cells = "".join(f'<td class="number">{escape(text)}</td>' for text in bar.texts)
        rows.append(f'<tr><th scope="row">{escape(bar.label)}</th>{cells}</tr>')
    return (
        f'<table class="utrecht-table"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
