"""Plots that can be heard, printed in black, and drawn under the strictest page policy."""

import re
from xml.etree import ElementTree

from medemens.common.plots import Bar, bar_chart, table

BARS = [Bar("Week 1", (40_000, 2_500), ("€ 400", "€ 25")), Bar("Week <2>", (0, 0), ("€ 0", "€ 0"))]
SVG = "{http://www.w3.org/2000/svg}"


def test_says_what_it_shows() -> None:
    text = bar_chart(title="Pay & law", description="Two weeks", bars=BARS, series=("Paid", "Short"), key="p")
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "p-title p-description"
    assert [root.find(f"{SVG}{name}").text for name in ("title", "desc")] == ["Pay & law", "Two weeks"]
    assert any("Week <2>" in (text.text or "") for text in root.iter(f"{SVG}text"))


def test_no_script_no_style_and_no_other_site() -> None:
    text = bar_chart(title="t", description="d", bars=BARS, series=("a", "b"))
    assert not re.search(r"<script|style=|<style|onload|href", text)
    assert set(re.findall(r"https?://[^\"]+", text)) == {"http://www.w3.org/2000/svg"}


def test_right_to_left_starts_at_the_right() -> None:
    left = ElementTree.fromstring(bar_chart(title="t", description="d", bars=BARS, key="p"))
    right = ElementTree.fromstring(bar_chart(title="t", description="d", bars=BARS, rtl=True, key="p"))
    assert next(one.get("x") for one in left.iter(f"{SVG}text")) == "8"
    assert next(one.get("x") for one in right.iter(f"{SVG}text")) == "432"
    assert right.get("direction") == "rtl"


def test_no_bars_is_a_plot_too() -> None:
    ElementTree.fromstring(bar_chart(title="t", description="d", bars=[]))


def test_table_has_headings_for_rows_and_columns() -> None:
    text = table(caption="c", headings=("Week", "Paid", "Short"), bars=BARS)
    assert text.count('scope="col"') == 3
    assert text.count('scope="row"') == 2
    assert "Week &lt;2&gt;" in text
