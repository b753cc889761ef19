"""Makes payroll.csv, payroll.xlsx and payroll.parquet from the same invented rows: `.venv/bin/python examples/make_examples.py`.

Nobody in these files exists. The CSV and XLSX files also hold some rows that cannot be read; a Parquet file has typed columns, so
there these rows are left out.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as arrow
import pyarrow.parquet as parquet
from openpyxl import Workbook

from medemens.law.facts import FACTS

FOLDER = Path(__file__).parent
KINDS = {fact.name: fact.kind for fact in FACTS}
UNUSED = {"average_month_hours", "normal_weekly_hours", "age", "long_period_agreed", "posted"}
COLUMNS = [fact.name for fact in FACTS if fact.name not in UNUSED]
FIRST_DAY = date(2026, 1, 5)
PERIODS = 6
TYPES = {
    "text": arrow.string(),
    "day": arrow.date32(),
    "truth": arrow.bool_(),
    "cents": arrow.decimal128(12, 2),
    "hundredths": arrow.decimal128(12, 2),
    "count": arrow.int64(),
}

Row = dict[str, str | date | bool | Decimal | int | None]


def euros(number: str) -> Decimal:
    """An amount of euros, or hours, with two decimals."""
    return Decimal(number).quantize(Decimal("0.01"))


def ordinary(worker: int, period: int) -> Row:
    """A line on which nothing is wrong: four weeks of 40 hours."""
    start = FIRST_DAY + timedelta(28 * period)
    end = start + timedelta(27)
    wage = euros("15.40") * 160
    return {
        "employer": f"employer-{worker % 4 + 1:02}",
        "worker": f"worker-{worker:04}",
        "birth_date": date(1975 + worker % 24, worker % 12 + 1, worker % 28 + 1),
        "vocational_training": False,
        "period_start": start,
        "period_end": end,
        "hours": euros("160"),
        "agreed_weekly_hours": euros("40"),
        "time_off_hours": euros("0"),
        "time_off_agreed": False,
        "gross_wage": wage,
        "holiday_allowance_paid": euros(str(wage * 8 / 100)),
        "employment_ended": False,
        "housing_deduction": euros("0"),
        "housing_permission": None,
        "tenancy_agreement": None,
        "landlord_certified": None,
        "health_deduction": euros("0"),
        "health_permission": None,
        "health_own_policy": None,
        "other_deductions": euros("0"),
        "advance": euros("0"),
        "advance_in_writing": None,
        "cash_paid": euros("0"),
        "due_date": end,
        "paid_on": end,
        "payslip_given": True,
        "payslip_gaps": 0,
    }


SPECIAL: dict[int, Row] = {
    1: {"gross_wage": euros("2100"), "holiday_allowance_paid": euros("168")},
    2: {
        "housing_deduction": euros("720"),
        "housing_permission": True,
        "tenancy_agreement": True,
        "landlord_certified": True,
    },
    3: {"housing_deduction": euros("310"), "housing_permission": False, "tenancy_agreement": True, "landlord_certified": True},
    4: {"health_deduction": euros("310"), "health_permission": True, "health_own_policy": True},
    5: {"other_deductions": euros("265.50")},
    6: {"advance": euros("900"), "advance_in_writing": False},
    7: {"cash_paid": euros("400")},
    8: {"holiday_allowance_paid": euros("0")},
    9: {"hours": euros("250"), "gross_wage": euros("3850")},
    10: {"birth_date": date(2009, 3, 14), "gross_wage": euros("900"), "hours": euros("100")},
    11: {"birth_date": date(2007, 5, 2), "vocational_training": True, "gross_wage": euros("1300")},
    12: {"payslip_given": False, "payslip_gaps": None},
    13: {"birth_date": None},
    14: {"hours": euros("172.25"), "time_off_hours": euros("12.25"), "time_off_agreed": False},
    15: {"employment_ended": True, "holiday_allowance_paid": euros("0")},
    16: {"hours": None},
}
"""What is different on the lines of some workers."""


def rows() -> list[Row]:
    """All rows that can be read."""
    made = []
    for worker in range(1, 34):
        for period in range(PERIODS):
            row = ordinary(worker, period) | SPECIAL.get(worker, {})
            end = row["period_end"]
            if worker == 17 and isinstance(end, date):
                row["paid_on"] = end + timedelta(24)
            if worker == 18 and period == 3 and isinstance(end, date):
                row["period_end"] = end + timedelta(7)
            made.append(row)
    return made


def written(row: Row) -> list[str]:
    """The row as it stands in a CSV file: ISO dates, decimal points, yes and no."""
    return [_written(row[name]) for name in COLUMNS]


def _written(value: str | date | bool | Decimal | int | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def bad_rows() -> list[list[str]]:
    """Rows as they go wrong in practice, each with one cell that cannot be read."""
    made = []
    wrong = {
        "hours": ("1.234", "-8,00", "700"),
        "gross_wage": ("about 2000", "2464,005", "246400000"),
        "period_start": ("2026-13-01", "2027-01-04", ""),
        "payslip_given": ("perhaps",),
    }
    for name, texts in wrong.items():
        for number, text in enumerate(texts):
            cells = written(ordinary(60 + len(made), number % PERIODS))
            cells[COLUMNS.index(name)] = text
            made.append(cells)
    return made


def make(folder: Path) -> None:
    """Writes the three files."""
    lines = rows()
    with (folder / "payroll.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([COLUMNS, *map(written, lines), *bad_rows()])
    book = Workbook(write_only=True)
    sheet = book.create_sheet("payroll")
    sheet.append(COLUMNS)
    for row in lines:
        sheet.append([_written(value) if isinstance(value, bool) else value for value in (row[name] for name in COLUMNS)])
    for cells in bad_rows():
        sheet.append([cell or None for cell in cells])
    book.save(folder / "payroll.xlsx")
    schema = arrow.schema([(name, TYPES[KINDS[name]]) for name in COLUMNS])
    parquet.write_table(arrow.Table.from_pylist([{name: row[name] for name in COLUMNS} for row in lines], schema=schema),
                        folder / "payroll.parquet")  # fmt: skip


if __name__ == "__main__":
    make(FOLDER)
