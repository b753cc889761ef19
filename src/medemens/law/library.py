"""Reads the dated amounts of law from the `amounts.toml` beside each statute; the only place in `law` that reads files."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

UNITS = {"euro": 100, "percent": 10, "hours": 100, "count": 1}
"""Units in the data files, with the factor to the whole numbers of the rules: cents, per mille, hundredths of an hour."""

CERTAINTY = {"law", "official", "secondary", "inference", "not confirmed"}


class BadAmounts(ValueError):
    """A data file that may not be used: overlapping or missing dates, an amount without a source, an unknown unit."""


@dataclass(frozen=True)
class Amount:
    """One value of a series: valid from a day, in the whole unit of the rules; `value` is None where it is not known."""

    since: date
    value: int | None
    written: str
    source: str
    certainty: str


@dataclass(frozen=True)
class Series:
    """A figure of law through time. `until` is the last day on which the last amount is known to hold, None: no end."""

    id: str
    article: str
    unit: str
    amounts: tuple[Amount, ...]
    until: date | None
    proposal: str = ""

    def entry(self, day: date) -> Amount | None:
        """The amount in force on the day, or None before the first and after the last known day."""
        place = bisect_right([amount.since for amount in self.amounts], day)
        if place == 0 or (self.until is not None and day > self.until):
            return None
        return self.amounts[place - 1]

    def on(self, day: date) -> int | None:
        """The value on the day in whole units; None when it is not known. Never an older or newer value instead."""
        entry = self.entry(day)
        return entry.value if entry else None


@cache
def series(statute: str, proposals: frozenset[str] = frozenset()) -> Mapping[str, Series]:
    """All series of a statute by id; a proposal that is switched on lays its rows over the law from its own date."""
    text = files("medemens.law").joinpath(statute, "amounts.toml").read_text(encoding="utf-8")
    return read_series(tomllib.loads(text, parse_float=Decimal), proposals)


def read_series(data: Mapping[str, Any], proposals: frozenset[str] = frozenset()) -> Mapping[str, Series]:
    """Checks the tables of a data file and gives its series.

    :raises BadAmounts: naming the series and the row
    """
    read = {name: _read_one(name, table) for name, table in data.items() if "proposal" not in table}
    for name, table in data.items():
        if "proposal" in table and table["proposal"] in proposals:
            read[table["changes"]] = _laid_over(read[table["changes"]], _read_one(name, table))
    return read


def _read_one(name: str, table: Mapping[str, Any]) -> Series:
    if table.get("unit") not in UNITS or not table.get("article") or not table.get("values"):
        raise BadAmounts(f"{name}: give an article, values and one of the units {', '.join(UNITS)}")
    if table.get("revised") not in (None, "half-yearly", "yearly"):
        raise BadAmounts(f"{name}: '{table['revised']}' is no rhythm: half-yearly or yearly")
    amounts = tuple(_read_amount(name, table["unit"], row) for row in table["values"])
    _refuse_disorder(name, amounts)
    if (rhythm := table.get("revised")) is not None:
        _refuse_gaps(name, rhythm, amounts)
    return Series(name, table["article"], table["unit"], amounts, _known_until(table, amounts), table.get("proposal", ""))


def _read_amount(name: str, unit: str, row: Mapping[str, Any]) -> Amount:
    place = f"{name}, row from {row.get('from', '?')}"
    if not isinstance(row.get("from"), date):
        raise BadAmounts(f"{place}: 'from' must be a date")
    if not str(row.get("source", "")).strip() or row.get("certainty") not in CERTAINTY:
        raise BadAmounts(f"{place}: give a source and a certainty ({', '.join(sorted(CERTAINTY))})")
    if row.get("unknown"):
        return Amount(row["from"], None, "", row["source"], row["certainty"])
    written = row.get("value")
    if not isinstance(written, Decimal | int) or isinstance(written, bool):
        raise BadAmounts(f"{place}: 'value' must be a number, or write unknown = true")
    whole = Decimal(written) * UNITS[unit]
    if whole < 0 or whole != whole.to_integral_value():
        raise BadAmounts(f"{place}: {written} has more decimals than the rules count in")
    return Amount(row["from"], int(whole), str(written), row["source"], row["certainty"])


def _refuse_disorder(name: str, amounts: Sequence[Amount]) -> None:
    for earlier, later in pairwise(amounts):
        if later.since <= earlier.since:
            raise BadAmounts(f"{name}: {later.since} stands after {earlier.since}; rows overlap or are out of order")


def _refuse_gaps(name: str, rhythm: str, amounts: Sequence[Amount]) -> None:
    for earlier, later in pairwise(amounts):
        if later.since != next_revision(rhythm, earlier.since):
            gap = next_revision(rhythm, earlier.since)
            raise BadAmounts(f"{name}: nothing stands for {gap}; write the row, or unknown = true")


def next_revision(rhythm: str, since: date) -> date:
    """The first day on which the law sets a new amount: 1 January or 1 July (`half-yearly`), 1 January (`yearly`)."""
    if rhythm == "half-yearly" and since.month < 7:
        return date(since.year, 7, 1)
    if rhythm in ("half-yearly", "yearly"):
        return date(since.year + 1, 1, 1)
    raise BadAmounts(f"'{rhythm}' is no rhythm: half-yearly or yearly")


def _known_until(table: Mapping[str, Any], amounts: Sequence[Amount]) -> date | None:
    if "until" in table:
        until: date = table["until"]
        return until
    rhythm = table.get("revised")
    return next_revision(rhythm, amounts[-1].since) - timedelta(1) if rhythm else None


def _laid_over(law: Series, proposal: Series) -> Series:
    kept = tuple(amount for amount in law.amounts if amount.since < proposal.amounts[0].since)
    return Series(law.id, law.article, law.unit, kept + proposal.amounts, proposal.until, proposal.proposal)
