"""The yardstick: how fast DuckDB reads the columns of the wage core and adds them up by employer, without any rule.

What the check of a whole payroll may cost is said as a multiple of this, measured in the same run.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import duckdb

SUMMED = (
    "hours", "normal_weekly_hours", "gross_wage", "holiday_allowance_paid", "housing_deduction", "health_deduction",
)  # fmt: skip
COUNTED = (
    "vocational_training", "posted", "housing_permission", "tenancy_agreement", "landlord_certified",
    "health_permission", "health_own_policy",
)  # fmt: skip
SPANNED = ("birth_date", "period_start", "period_end")
COLUMNS = (*SUMMED, *COUNTED, *SPANNED)
"""The columns that the wage core reads."""


def query(path: Path) -> str:
    """Sums of numbers, counts of truths and the first of the days, of each employer."""
    sums = [f"SUM({name})" for name in SUMMED]
    counts = [f"COUNT(*) FILTER (WHERE {name})" for name in COUNTED]
    firsts = [f"MIN({name})" for name in SPANNED]
    return f"SELECT employer, COUNT(*), {', '.join(sums + counts + firsts)} FROM read_parquet('{path}') GROUP BY employer"


def seconds(path: Path, threads: int = 2, memory: str = "300MB") -> float:
    """How long the yardstick takes."""
    with duckdb.connect(config={"threads": threads, "memory_limit": memory}) as connection:
        started = time.perf_counter()
        connection.execute(query(path)).fetchall()
        return time.perf_counter() - started


def main() -> None:
    """Runs over a file and says how long it took."""
    orders = argparse.ArgumentParser(description=__doc__)
    orders.add_argument("path", type=Path)
    print(f"{min(seconds(orders.parse_args().path) for _ in range(3)):.2f} s")


if __name__ == "__main__":
    main()
