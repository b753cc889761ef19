"""The columns of a payroll file as a Frictionless Table Schema, and the headings by which they are recognised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from medemens.law.facts import FACTS

TYPES = {"text": "string", "day": "date", "truth": "boolean", "cents": "number", "hundredths": "number", "count": "integer"}
"""The type of a column for machines, by the kind of the fact. Amounts are in euros and hours in hours, with two decimals."""

KINDS = {
    "text": "text",
    "day": "date",
    "truth": "yes or no",
    "cents": "euros",
    "hundredths": "hours",
    "count": "whole number",
}
"""The kind of a column for people."""

HEADINGS = {
    "employer": ("werkgever", "company", "bedrijf", "employer number", "werkgevernummer"),
    "worker": ("werknemer", "employee", "worker number", "personeelsnummer", "werknemernummer", "medewerker"),
    "birth_date": ("geboortedatum", "date of birth"),
    "age": ("leeftijd",),
    "vocational_training": ("bbl", "beroepsbegeleidende leerweg"),
    "posted": ("gedetacheerd", "posted worker"),
    "period_start": ("begin periode", "periode van", "startdatum", "ingangsdatum", "period from", "start of period"),
    "period_end": ("einde periode", "periode tot en met", "periode t/m", "einddatum", "period to", "end of period"),
    "hours": ("uren", "gewerkte uren", "aantal uren", "hours worked", "verloonde uren"),
    "average_month_hours": ("gemiddelde maanduren", "gemiddelde uren per maand", "average hours a month"),
    "agreed_weekly_hours": ("contracturen", "overeengekomen weekuren", "contracturen per week", "contract hours"),
    "normal_weekly_hours": ("normale weekuren", "normale arbeidsduur", "full time hours"),
    "time_off_hours": ("tijd voor tijd uren", "tijd voor tijd"),
    "time_off_agreed": ("tijd voor tijd afgesproken",),
    "gross_wage": ("brutoloon", "bruto", "gross", "gross pay"),
    "holiday_allowance_paid": ("vakantiebijslag", "vakantiegeld", "betaalde vakantiebijslag", "holiday allowance"),
    "employment_ended": ("uit dienst", "dienstverband geeindigd"),
    "housing_deduction": ("inhouding huisvesting", "huisvesting", "inhouding huur", "housing"),
    "housing_permission": ("volmacht huisvesting",),
    "tenancy_agreement": ("huurovereenkomst",),
    "landlord_certified": ("verhuurder gecertificeerd", "snf"),
    "health_deduction": ("inhouding zorgverzekering", "zorgverzekering", "health insurance"),
    "health_permission": ("volmacht zorgverzekering",),
    "health_own_policy": ("eigen zorgpolis", "eigen polis"),
    "other_deductions": ("overige inhoudingen", "andere inhoudingen"),
    "advance": ("voorschot",),
    "advance_in_writing": ("voorschot schriftelijk",),
    "cash_paid": ("contant betaald", "contant", "cash"),
    "due_date": ("betaaldatum volgens afspraak", "uiterste betaaldatum"),
    "paid_on": ("betaald op", "betaaldatum", "payment date", "date paid"),
    "long_period_agreed": ("lange periode afgesproken",),
    "payslip_given": ("loonstrook gegeven", "loonstrook"),
    "payslip_gaps": ("ontbrekende gegevens loonstrook",),
}
"""Other headings for each column, Dutch first; the name itself is always understood."""


def plain(heading: str) -> str:
    """A heading without case, accents, spaces, underscores and other signs."""
    spread = unicodedata.normalize("NFKD", heading).casefold()
    return re.sub(r"[\W_]+", "", "".join(sign for sign in spread if not unicodedata.combining(sign)))


@cache
def _known() -> dict[str, str]:
    return {plain(heading): fact.name for fact in FACTS for heading in (fact.name, *HEADINGS[fact.name])}


def recognise(heading: str) -> str | None:
    """The name of the column with this heading, in English or Dutch; None when there is no such column."""
    return _known().get(plain(heading))


def nearest(heading: str) -> str | None:
    """The name of the column whose heading looks most like this one, for messages; None when nothing does."""
    close = get_close_matches(plain(heading), _known(), n=1, cutoff=0.6)
    return _known()[close[0]] if close else None


def absent(names: Sequence[str]) -> list[str]:
    """The required columns that are not among these."""
    return [fact.name for fact in FACTS if fact.required and fact.name not in names]


FILE_PROBLEMS = {
    "empty": ("The file is empty.", "Choose the file with the payroll."),
    "no_heading": (
        "There is no row with headings in the first {rows} rows.",
        "Put the names of the columns in the first row. At least: {columns}.",
    ),
    "no_rows": ("There are no rows below the headings.", "Add a row for each worker and pay period."),
    "column_missing": ("A column is missing: {columns}.", "Add it, with this name in the row of headings."),
    "column_twice": ("Two columns have the same meaning: {headings}.", "Leave one of the two out, or rename it."),
    "encoding": ("The letters of the file cannot be read.", "Save the file anew as CSV UTF-8."),
    "null_bytes": ("The file holds null bytes: it is not a text file.", "Save the file anew as CSV UTF-8, or as XLSX."),
    "quotes": ("From row {line} the quotation marks do not match.", "Close the quotation mark, or save the file anew as CSV."),
    "long_cell": ("Row {line} has a cell of more than 131,072 characters.", "Look for a quotation mark that is not closed."),
    "protected": (
        "The file has a password, or is an old Excel file (.xls).",
        "Save it without a password as XLSX or CSV.",
    ),
    "broken": ("The file is damaged, or not a payroll file.", "Save it anew as XLSX, CSV or Parquet."),
    "too_large": ("Unpacked, the file is larger than {megabytes} megabytes.", "Save it as CSV or Parquet, or split it."),
    "too_many_rows": ("The file has more rows than a spreadsheet can have.", "Save it as CSV or Parquet."),
    "column_type": (
        "The column {column} is of the type {type}.",
        "Use decimal with two places for euros and hours, or whole numbers for cents and hundredths; dates and truth values.",
    ),
}
"""Why a whole file cannot be read and what mends it, in plain English; the keys travel, the texts are translated."""


class FileProblem(ValueError):
    """A file that cannot be read at all; `key` is a word of FILE_PROBLEMS, `details` fill its text."""

    def __init__(self, key: str, **details: str | int) -> None:
        self.key = key
        self.details = details
        self.problem, self.mend = (text.format(**details) for text in FILE_PROBLEMS[key])
        super().__init__(f"{self.problem} {self.mend}")


@dataclass(frozen=True)
class Ignored:
    """A column that no rule uses, with the name of the column that its heading looks like."""

    heading: str
    nearest: str | None


@dataclass(frozen=True)
class Heading:
    """The row of headings: the name of the column for each cell (None: ignored)."""

    names: tuple[str | None, ...]
    ignored: tuple[Ignored, ...]

    @classmethod
    def read(cls, cells: Sequence[str]) -> Heading:
        """What the cells of the row of headings mean.

        :raises FileProblem: `column_twice` or `column_missing`
        """
        names = tuple(recognise(cell) for cell in cells)
        for name in filter(None, names):
            if names.count(name) > 1:
                same = [cell for cell, meaning in zip(cells, names, strict=True) if meaning == name]
                raise FileProblem("column_twice", headings=", ".join(same))
        unknown = [cell for cell, name in zip(cells, names, strict=True) if name is None and cell.strip()]
        ignored = tuple(Ignored(shortened(cell), nearest(cell)) for cell in unknown)
        if missing := absent([name for name in names if name]):
            like = {each.nearest: f" ({each.heading}?)" for each in ignored}
            raise FileProblem("column_missing", columns=", ".join(name + like.get(name, "") for name in missing))
        return cls(names, ignored)


def shortened(text: str) -> str:
    """At most 40 characters of a text from a file, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"


def heading_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Which of the rows has the headings: the first with the most known ones, and at least two."""
    counts = [sum(recognise(cell) is not None for cell in row) for row in rows]
    most = max(counts, default=0)
    return counts.index(most) if most >= 2 else None


def table_schema() -> dict[str, object]:
    """The columns as a Frictionless Table Schema (https://specs.frictionlessdata.io/table-schema/), for JSON.

    The schema says how to write a file that no one can misread. Reading is more lenient: other headings,
    Dutch dates, decimal commas.
    """
    return {
        "$schema": "https://frictionlessdata.io/schemas/table-schema.json",
        "fields": [_field(name) for name in (fact.name for fact in FACTS)],
        "missingValues": [""],
        "primaryKey": ["employer", "worker", "period_start"],
    }


def _field(name: str) -> dict[str, object]:
    fact = next(each for each in FACTS if each.name == name)
    field: dict[str, object] = {
        "name": name,
        "type": TYPES[fact.kind],
        "title": name.replace("_", " "),
        "description": fact.meaning,
    }
    if fact.kind in ("cents", "hundredths"):
        field |= {"decimalChar": ".", "bareNumber": True}
    if fact.kind == "truth":
        field |= {"trueValues": ["yes", "true", "1"], "falseValues": ["no", "false", "0"]}
    if fact.kind == "day":
        field |= {"format": "%Y-%m-%d"}
    constraints: dict[str, object] = {"required": True} if fact.required else {}
    if fact.kind in ("cents", "hundredths", "count"):
        constraints |= {"minimum": 0}
    if constraints:
        field["constraints"] = constraints
    if fact.example:
        example = fact.example.replace(",", ".") if fact.kind in ("cents", "hundredths") else fact.example
        field["example"] = example
    return field
