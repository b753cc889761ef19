"""The wage check over a generated payroll on DuckDB: the core, and the whole rule set, each with its peak of memory.

Run as a process of its own, so that the memory is its own: `python -m benchmarks.wage_core FILE core`.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from benchmarks import scan_and_sum
from medemens.bulk import plan, sql
from medemens.bulk.day_table import day_table
from medemens.bulk.duckdb_engine import KINDS, DuckdbEngine
from medemens.law import facts

AS_OF = date(2026, 11, 23)
CORE = ("minimum_wage_amount", "housing_over_least", "health_over_least", "allowance_accrued", "due_least", "gross_wage")
"""Underpayment, what is over the two caps, holiday allowance, what is due, what was paid."""


def prepared(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The source tables over the file; the row number serves as line number."""
    connection.register("law_days_arrow", day_table(AS_OF))
    connection.execute("CREATE TABLE law_days AS FROM law_days_arrow")
    columns = ", ".join(f"CAST({fact.name} AS {KINDS[fact.kind]}) AS {fact.name}" for fact in facts.FACTS)
    source = f"read_parquet('{path}', file_row_number = true)"
    connection.execute(f"CREATE VIEW lines AS SELECT file_row_number AS line, {columns} FROM {source}")


def core(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    """Age, amount of the day, due, underpayment, caps, holiday allowance, and the totals of each employer."""
    lines = plan.judged("lines", ("employer", *CORE), sql.DUCKDB)
    sums = ", ".join(f"SUM({name})" for name in CORE)
    return connection.execute(f"SELECT employer, COUNT(*), {sums} FROM ({lines}) AS judged GROUP BY employer").fetchall()


def whole(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    """Door, overlaps, neighbours and every norm of every line; then worker, employer: what a real check does but writing."""
    connection.execute(f"CREATE VIEW at_door AS {plan.door(sql.DUCKDB, AS_OF)}")
    connection.execute("CREATE VIEW passed AS SELECT * FROM at_door WHERE door_because IS NULL")
    connection.execute(f"CREATE TABLE overlapped AS SELECT line FROM ({plan.overlapping()}) AS marked WHERE shares_days")
    connection.execute("CREATE VIEW readable AS SELECT * FROM passed ANTI JOIN overlapped USING (line)")
    connection.execute(f"CREATE VIEW gathered AS {plan.gathered('readable', sql.DUCKDB)}")
    connection.execute(f"CREATE VIEW judged AS {plan.judged('gathered', ('line', *plan.RESULT), sql.DUCKDB)}")
    connection.execute(f"CREATE TABLE workers AS {plan.per_worker(sql.DUCKDB)}")
    return connection.execute(plan.per_employer()).fetchall()


def scan(connection: duckdb.DuckDBPyConnection, path: Path) -> list[tuple[object, ...]]:
    """The yardstick: the same columns, read and added up by employer."""
    return connection.execute(scan_and_sum.query(path)).fetchall()


def main() -> None:
    """Measures one part of one file and prints seconds, CPU seconds and peak memory as JSON."""
    orders = argparse.ArgumentParser(description=__doc__)
    orders.add_argument("path", type=Path)
    orders.add_argument("part", choices=("scan", "core", "whole"))
    orders.add_argument("--memory", default="300MB")
    given = orders.parse_args()
    with TemporaryDirectory() as spill, DuckdbEngine(memory=given.memory, threads=2).connect(Path(spill)) as connection:
        prepared(connection, given.path)
        started, used = time.perf_counter(), time.process_time()
        rows = {
            "scan": lambda: scan(connection, given.path),
            "core": lambda: core(connection),
            "whole": lambda: whole(connection),
        }
        employers = len(rows[given.part]())
        measured = {"seconds": time.perf_counter() - started, "processor_seconds": time.process_time() - used}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({**measured, "peak_mebibytes": peak, "employers": employers}))


if __name__ == "__main__":
    main()
