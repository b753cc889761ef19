"""A Parquet payroll file into typed Parquet, by DuckDB: no row passes through Python."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as arrow
import pyarrow.parquet as parquet

from medemens.bulk.duckdb_engine import ENGINE
from medemens.bulk.schema import FileProblem, Heading, Ignored
from medemens.bulk.watch import Watch
from medemens.law.facts import FACTS

ROWS_AT_A_TIME = 100_000
WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT", "UHUGEINT")
FRACTIONS = ("FLOAT", "DOUBLE")
TIMES = ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")
KINDS = {fact.name: fact.kind for fact in FACTS}
MOST = 10**12
OURS = (duckdb.BinderException, duckdb.ParserException, duckdb.CatalogException, duckdb.OutOfMemoryException, duckdb.IOException)
"""Errors that say nothing of the file."""


def read(source: Path, typed: Path, problems: Path, watch: Watch) -> tuple[tuple[int, int, int], tuple[Ignored, ...]]:
    """The numbers of rows given, typed and with problems, and the columns that are ignored.

    Decimal and floating columns are euros and hours, whole numbers are cents and hundredths of an hour. The line is the row
    number in the file, from 1.

    :raises FileProblem: the file is damaged, or a column has a type that cannot be read
    """
    with ENGINE.connect(typed.with_name(f"{typed.name}.spill")) as connection:
        try:
            _lay_out(connection, source)
            heading = _heading(connection)
            given = _number(connection, "SELECT count(*) FROM given")
            good = _written(connection, "SELECT * EXCLUDE (problems) FROM cells WHERE len(problems) = 0", typed, watch)
            listed = "SELECT line, unnest(problems, recursive := true) FROM cells WHERE len(problems) > 0"
            _written(connection, listed, problems, watch)
            bad = _number(connection, "SELECT count(*) FROM cells WHERE len(problems) > 0")
        except OURS:
            raise
        except duckdb.Error:
            raise FileProblem("broken") from None
    return (given, good, bad), heading.ignored


def _lay_out(connection: duckdb.DuckDBPyConnection, source: Path) -> None:
    place = str(source).replace("'", "''")
    connection.execute(f"CREATE VIEW given AS SELECT *, file_row_number + 1 AS line_of_file FROM read_parquet('{place}')")


def _heading(connection: duckdb.DuckDBPyConnection) -> Heading:
    """Reads the headings and lays out the view `cells`: typed values, and a list of what cannot be read."""
    described = connection.execute("SELECT column_name, column_type FROM (DESCRIBE given)").fetchall()
    types = {name: type_ for name, type_ in described if name not in ("line_of_file", "file_row_number")}
    heading = Heading.read(list(types))
    columns, checks = ["line_of_file AS line"], []
    for (given, type_), name in zip(types.items(), heading.names, strict=True):
        if name:
            cell = '"' + given.replace('"', '""') + '"'
            value, bad, because = _meaning(name, type_, cell)
            columns.append(f"CASE WHEN NOT ({bad}) THEN {value} END AS {name}")
            shown = f"left(CAST({cell} AS VARCHAR), 40)"
            checks.append(f"CASE WHEN {bad} THEN {{'column': '{name}', 'shown': {shown}, 'because': {because}}} END")
    listed = f"list_filter([{', '.join(checks)}], lambda each: each IS NOT NULL) AS problems"
    connection.execute(f"CREATE VIEW cells AS SELECT {', '.join(columns)}, {listed} FROM given")
    return heading


def _meaning(name: str, type_: str, cell: str) -> tuple[str, str, str]:
    """SQL of the value in the unit of the rules, of the condition that it cannot be read, and of the reason."""
    kind = KINDS[name]
    if kind == "text" and (type_ == "VARCHAR" or type_ in WHOLE):
        return f"nullif(trim(CAST({cell} AS VARCHAR)), '')", "FALSE", "''"
    if kind == "day" and type_ == "DATE":
        return cell, "FALSE", "''"
    if kind == "day" and type_ in TIMES:
        return f"CAST({cell} AS DATE)", f"coalesce(CAST({cell} AS DATE) <> {cell}, FALSE)", "'not_a_date'"
    if kind == "day" and type_ == "VARCHAR":
        value = f"CAST(try_strptime(nullif(trim({cell}), ''), ['%Y-%m-%d', '%d-%m-%Y']) AS DATE)"
        return value, f"coalesce({value} IS NULL AND trim({cell}) <> '', FALSE)", "'not_a_date'"
    if kind == "truth":
        return _truth(name, type_, cell)
    if kind in ("cents", "hundredths", "count"):
        return _number_of(name, type_, cell)
    raise FileProblem("column_type", column=name, type=type_)


def _truth(name: str, type_: str, cell: str) -> tuple[str, str, str]:
    if type_ == "BOOLEAN":
        return cell, "FALSE", "''"
    if type_ != "VARCHAR" and type_ not in WHOLE:
        raise FileProblem("column_type", column=name, type=type_)
    word = f"lower(trim(CAST({cell} AS VARCHAR)))"
    value = f"CASE WHEN {word} IN ('yes', 'ja', 'true', '1') THEN TRUE WHEN {word} IN ('no', 'nee', 'false', '0') THEN FALSE END"
    return value, f"coalesce(({value}) IS NULL AND {word} <> '', FALSE)", "'not_yes_or_no'"


def _number_of(name: str, type_: str, cell: str) -> tuple[str, str, str]:
    """Money, hours or a count. A floating number is accepted when it has no more than two decimals."""
    counted = KINDS[name] == "count"
    if type_ in WHOLE:
        value, parts = f"TRY_CAST({cell} AS BIGINT)", "FALSE"
    elif type_.startswith("DECIMAL"):
        rounded = f"TRY_CAST({cell} AS DECIMAL(18, {0 if counted else 2}))"
        value, parts = f"CAST({rounded} * {1 if counted else 100} AS BIGINT)", f"{cell} <> {rounded}"
    elif type_ in FRACTIONS:
        value = f"TRY_CAST(round({cell} * {1 if counted else 100}) AS BIGINT)"
        parts = f"CAST({value} / {1 if counted else 100} AS {type_}) <> {cell}"
    else:
        raise FileProblem("column_type", column=name, type=type_)
    huge = f"isnan({cell}) OR abs({cell}) > {MOST}" if type_ in FRACTIONS else f"{cell} > {MOST}"
    because = (
        f"CASE WHEN {huge} THEN 'not_a_number' WHEN {cell} < 0 THEN 'negative' "
        f"WHEN {parts} THEN '{'not_a_number' if counted else 'part_of_a_cent'}' END"
    )
    return value, f"({because}) IS NOT NULL", because


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    found: int = connection.execute(query).fetchall()[0][0]
    return found


def _written(connection: duckdb.DuckDBPyConnection, query: str, target: Path, watch: Watch) -> int:
    """Writes the rows of a query part by part, so that it can be stopped; gives their number."""
    reader: arrow.RecordBatchReader = connection.sql(query).to_arrow_reader(ROWS_AT_A_TIME)
    number = 0
    with parquet.ParquetWriter(target, reader.schema) as file:
        for batch in reader:
            watch.step("reading", 0)
            file.write_batch(batch)
            number += batch.num_rows
    return number
