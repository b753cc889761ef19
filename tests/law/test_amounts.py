"""The data files of the law: what the check refuses, how a half-year is added, that nothing is ever
extrapolated.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from medemens.law import days, library

STATUTES = ("wml", "bw3", "bw6", "bw7", "atw", "wav", "termijnenwet", "awb", "wgv")
LAST_HOUR = "    { from = 2026-07-01, value = 14.99,"
NEXT_HOUR = '    { from = 2027-01-01, value = 15.25, source = "invented for this test", certainty = "official" },\n'


def text_of(statute: str) -> str:
    return files("medemens.law").joinpath(statute, "amounts.toml").read_text(encoding="utf-8")


def read(text: str) -> dict[str, library.Series]:
    return dict(library.read_series(tomllib.loads(text, parse_float=Decimal)))


def table(*rows: str, revised: str = "half-yearly", unit: str = "euro") -> str:
    """A series with these rows."""
    head = f'[hour]\narticle = "art. 1"\nunit = "{unit}"\n' + (f'revised = "{revised}"\n' if revised else "")
    return head + "values = [\n" + "".join(f"  {{ {row} }},\n" for row in rows) + "]\n"


def row(since: str, value: str = "1.00", source: str = "Stcrt. 1", certainty: str = "official") -> str:
    return f'from = {since}, value = {value}, source = "{source}", certainty = "{certainty}"'


def test_the_next_half_year_is_one_line() -> None:
    text = text_of("wml")
    end_of_row = text.index("\n", text.index(LAST_HOUR)) + 1
    longer = read(text[:end_of_row] + NEXT_HOUR + text[end_of_row:])["adult_hour"]
    assert longer.on(date(2027, 1, 1)) == longer.on(date(2027, 6, 30)) == 15_25
    assert longer.on(date(2026, 12, 31)) == 14_99
    assert longer.on(date(2027, 7, 1)) is None


def test_nothing_is_extrapolated() -> None:
    for statute in STATUTES:
        for series in library.series(statute).values():
            assert series.on(series.amounts[0].since - timedelta(1)) is None
            if series.until is not None:
                assert series.on(series.until + timedelta(1)) is None
    assert library.series("wml")["adult_hour"].on(date(2027, 1, 1)) is None
    assert library.series("wml")["adult_month"].on(date(2024, 1, 1)) is None
    assert library.series("bw6")["statutory_interest"].on(date(2027, 1, 1)) is None
    assert days.law_on(date(2027, 1, 1))["adult_hour"] is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (table(row("2024-01-01"), row("2024-01-01")), "overlap"),
        (table(row("2024-07-01"), row("2024-01-01")), "out of order"),
        (table(row("2024-01-01"), row("2025-01-01")), "2024-07-01"),
        (table(row("2024-01-01"), row("2026-01-01"), revised="yearly"), "2025-01-01"),
        (table(row("2024-01-01"), row("2024-04-01"), revised="monthly"), "rhythm"),
        (table(row("2024-01-01", source=" ")), "source"),
        (table(row("2024-01-01", certainty="hearsay")), "certainty"),
        (table(row("2024-01-01"), unit="guilder"), "unit"),
        (table(row("2024-01-01", value="13.275")), "decimals"),
        (table(row("2024-01-01", value="-1")), "decimals"),
        (table(row("2024-01-01", value='"13.27"')), "number"),
        (table(row("2024-01-01", value="true")), "number"),
        (table('value = 1, source = "s", certainty = "law"'), "date"),
        (table('from = 2024-01-01, source = "s", certainty = "law"'), "unknown = true"),
        (
            '[hour]\nunit = "euro"\nvalues = [{ from = 2024-01-01, value = 1, certainty = "law" }]',
            "article",
        ),
        ('[hour]\narticle = "art. 1"\nunit = "euro"\nvalues = []', "values"),
    ],
)
def test_a_bad_data_file_is_refused_and_the_place_named(text: str, named: str) -> None:
    with pytest.raises(library.BadAmounts, match="hour") as refusal:
        read(text)
    assert named in str(refusal.value)


def test_a_row_that_is_not_known_closes_a_gap_without_a_value() -> None:
    unknown = 'from = 2024-07-01, unknown = true, source = "not found", certainty = "not confirmed"'
    series = read(table(row("2024-01-01"), unknown, row("2025-01-01")))["hour"]
    assert [series.on(date(2024, 5, 1)), series.on(date(2024, 8, 1)), series.on(date(2025, 1, 1))] == [
        100,
        None,
        100,
    ]


@pytest.mark.parametrize("statute", STATUTES)
def test_every_file_of_the_house_is_good_and_every_row_has_a_source(statute: str) -> None:
    tables: dict[str, dict[str, Any]] = tomllib.loads(text_of(statute), parse_float=Decimal)
    assert library.series(statute)
    for name, each in tables.items():
        for one in each["values"]:
            assert one["source"].strip(), name
            assert one["certainty"] in library.CERTAINTY, name


def test_a_proposal_counts_only_when_it_is_named() -> None:
    day = date(2027, 2, 1)
    assert library.series("wml")["youth_18"].on(day) == 500
    assert library.series("wml", frozenset({"youth_2027"}))["youth_18"].on(day) == 625
    assert library.series("wml", frozenset({"youth_2027"}))["youth_18"].on(date(2026, 12, 31)) == 500
    assert library.series("wml")["housing_share"].on(day) == 250
    assert library.series("wml", frozenset({"housing_phase_out"}))["housing_share"].on(day) == 150
