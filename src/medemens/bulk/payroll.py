"""A whole payroll file held against the law: read, judged, counted, so that no row is lost on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as arrow
import pyarrow.compute as compute
import pyarrow.parquet as parquet

from medemens.bulk.engine import RESULTS, Engine, Order
from medemens.bulk.engine import engine as engine_named
from medemens.bulk.reading import ReadingReport, RowsLost, read
from medemens.bulk.schema import Ignored
from medemens.bulk.watch import Watch

SUMS = ("owed", "holiday_allowance_amount", "increase", "interest")
UNREADABLE = arrow.schema(
    [
        ("line", arrow.int64()),
        *((name, arrow.string()) for name in ("column", "shown", "because", "employer", "worker")),
        *((name, arrow.date32()) for name in ("period_start", "period_end")),
    ]
)
"""The columns of `unreadable.parquet`: one row a cell that cannot be read, or a line that cannot be judged."""


@dataclass(frozen=True)
class Summary:
    """What came of a payroll file. Sums in euro cents, certain amounts only; a row may have several unreadable cells.

    `norms` has a row for each norm and outcome: `norm`, `outcome` (a number of `Outcome`), `number` of lines (for the holiday
    allowance: of workers) and `amount`. `reasons` counts the keys of `facts.REASONS`.
    """

    as_of: date
    rows_given: int
    rows_judged: int
    rows_unreadable: int
    workers: int
    employers: int
    owed: int
    holiday_allowance_amount: int
    increase: int
    interest: int
    norms: list[dict[str, str | int]]
    reasons: dict[str, int]
    ignored: tuple[Ignored, ...]


def check_payroll(
    source: Path,
    results: Path,
    *,
    as_of: date,
    engine: str | Engine = "duckdb",
    proposals: frozenset[str] = frozenset(),
    watch: Watch | None = None,
) -> Summary:
    """Judges every row of the file and writes the tables of `engine.RESULTS` into the folder.

    Results appear only when all is done: a stop or a fault leaves the folder as it was.

    :raises FileProblem: the file as a whole cannot be read
    :raises Stopped: on request
    :raises RowsLost: the counts do not add up
    """
    followed = watch or Watch()
    runner = engine_named(engine) if isinstance(engine, str) else engine
    results.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=results, prefix=".unfinished-") as folder:
        work = Path(folder)
        report = read(source, work / "typed.parquet", followed)
        runner.run(Order(lines=work / "typed.parquet", results=work / "judged", as_of=as_of, proposals=proposals), followed)
        followed.step("counting", 0)
        _join_unreadable(work / "judged" / "unreadable.parquet", report.problems)
        summary = _summary(work / "judged", report, as_of)
        followed.step("counting", 100)
        for name in RESULTS:
            (work / "judged" / f"{name}.parquet").replace(results / f"{name}.parquet")
    return summary


def _join_unreadable(refused: Path, problems: Path) -> None:
    """Puts the cells that could not be read beside the lines that the door refused, in the order of the file."""
    joined = arrow.concat_tables([_laid_out(parquet.read_table(problems)), _laid_out(parquet.read_table(refused))])
    parquet.write_table(joined.sort_by([("line", "ascending"), ("column", "ascending")]), refused)


def _laid_out(table: arrow.Table) -> arrow.Table:
    """The table with the columns of UNREADABLE, empty where it has none."""
    columns = [
        table[field.name].cast(field.type) if field.name in table.column_names else arrow.nulls(table.num_rows, field.type)
        for field in UNREADABLE
    ]
    return arrow.Table.from_arrays(columns, schema=UNREADABLE)


def _summary(folder: Path, report: ReadingReport, as_of: date) -> Summary:
    """The counts of the results.

    :raises RowsLost: the rows judged and unreadable are not the rows given
    """
    judged = parquet.ParquetFile(folder / "judged.parquet").metadata.num_rows
    lines = parquet.read_table(folder / "unreadable.parquet", columns=["line", "because"])
    unreadable = int(compute.count_distinct(lines["line"]).as_py())
    if report.rows_given != judged + unreadable:
        raise RowsLost(f"{report.rows_given} rows given, {judged} judged, {unreadable} unreadable")
    employers = parquet.read_table(folder / "employers.parquet", columns=["workers", *SUMS])
    sums = {name: int(compute.sum(employers[name]).as_py() or 0) for name in ("workers", *SUMS)}
    norms = parquet.read_table(folder / "norms.parquet").sort_by([("norm", "ascending"), ("outcome", "ascending")])
    reasons = {row["values"].as_py(): int(row["counts"].as_py()) for row in compute.value_counts(lines["because"])}
    return Summary(
        as_of=as_of,
        rows_given=report.rows_given,
        rows_judged=judged,
        rows_unreadable=unreadable,
        employers=employers.num_rows,
        norms=norms.to_pylist(),
        reasons=dict(sorted(reasons.items(), key=lambda reason: (-reason[1], reason[0]))),
        ignored=report.ignored,
        **sums,
    )
