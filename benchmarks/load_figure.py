"""The figure of docs/benchmarks.md: reports a second and their slowest answers at rising load, drawn as SVG."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

FIGURE = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "submissions.svg"
WIDTH, HEIGHT, LEFT, TOP, ROOM = 760, 400, 60, 60, 260
PANEL = WIDTH // 2
LINES = {
    ("sqlite", "text"): ("#0b5a8a", "", "SQLite, words only"),
    ("postgresql", "text"): ("#b34700", "", "PostgreSQL, words only"),
    ("sqlite", "photo"): ("#0b5a8a", "6 4", "SQLite, with a photo of 1 MB"),
    ("postgresql", "photo"): ("#b34700", "6 4", "PostgreSQL, with a photo of 1 MB"),
}


def draw(rows: list[dict[str, Any]], path: Path = FIGURE) -> None:
    """Draws the rows of both databases."""
    levels = [row for row in rows if "clients" in row]
    clients = sorted({row["clients"] for row in levels})
    few = [row for row in levels if row["kind"] == "text"]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img">',
        "<title>Reports that come in at rising load</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/><g font-family="sans-serif" font-size="13" fill="#1b1b1b">',
        *_panel(0, "Reports a second", clients, levels, lambda row: float(row["a_second"])),
        *_panel(PANEL, "Words only: p99 in milliseconds", clients, few, lambda row: float(row["p99"])),
        *(_key(number, *line) for number, line in enumerate(LINES.values())),
        "</g></svg>\n",
    ]
    path.write_text("\n".join(parts), encoding="utf-8")


def _panel(
    left: int, title: str, clients: list[int], rows: list[dict[str, Any]], value: Callable[[dict[str, Any]], float]
) -> list[str]:
    top = _round(max(map(value, rows), default=1.0))
    place = {each: left + LEFT + number * (PANEL - LEFT - 40) // max(len(clients) - 1, 1) for number, each in enumerate(clients)}
    right = max(place.values())
    drawn = [_text(left + LEFT, 24, title, "start", 'font-weight="bold" ')]
    for step in range(5):
        height = TOP + ROOM - ROOM * step // 4
        drawn.append(f'<path d="M{left + LEFT} {height}H{right}" stroke="#c8c8c8"/>')
        drawn.append(_text(left + LEFT - 8, height + 4, f"{top * step / 4:.0f}", "end"))
    drawn += [_text(x, TOP + ROOM + 20, str(each), "middle") for each, x in place.items()]
    drawn.append(_text(right, TOP - 16, "by number of clients at once", "end"))
    for (database, kind), (colour, dashes, _name) in LINES.items():
        points = [(place[row["clients"]], TOP + ROOM - round(ROOM * value(row) / top)) for row in rows
                  if (row["database"], row["kind"]) == (database, kind)]  # fmt: skip
        way = " ".join(f"{x},{y}" for x, y in points)
        drawn.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dashes}"/>')
        drawn += [f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>' for x, y in points]
    return drawn


def _round(most: float) -> int:
    """A number to end the axis with: the next one that is easy to read."""
    return next(number for number in (40, 100, 200, 400, 800, 1200, 2000, 4000, 8000, 10**6) if number >= most)


def _key(number: int, colour: str, dashes: str, name: str) -> str:
    x, y = LEFT + number % 2 * PANEL, HEIGHT - 38 + number // 2 * 20
    return f'<path d="M{x} {y}h30" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dashes}"/>' + _text(
        x + 38, y + 4, name, "start"
    )


def _text(x: int, y: int, words: str, anchor: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y}" {more}text-anchor="{anchor}">{escape(words)}</text>'
