"""The wage check on DuckDB: in this process, spilling to disk when memory is short."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import duckdb

from medemens.bulk import plan, sql
from medemens.bulk.day_table import day_table
from medemens.bulk.engine import RESULTS, Order
from medemens.bulk.watch import Stopped, Watch
from medemens.law import facts

KINDS = {"text": "VARCHAR", "day": "DATE", "truth": "BOOLEAN", "cents": "BIGINT", "hundredths": "BIGINT", "count": "BIGINT"}
SLOW_OPTIMIZERS = "partial_aggregate_pushdown"
"""DuckDB 2.0 plans our nested selects for seconds with this one on, in milliseconds with it off (docs/decisions/012)."""


@dataclass(frozen=True)
class DuckdbEngine:
    """Runs in this process. `memory` is DuckDB's own notation, `threads` 0 leaves the number to DuckDB."""

    memory: str = "1GB"
    threads: int = 0

    def run(self, order: Order, watch: Watch) -> None:
        """See `engine.Engine`."""
        order.results.mkdir(parents=True, exist_ok=True)
        try:
            with self.connect(order.results / "spill") as connection:
                prepare(connection, order)
                for stage, statement in _statements(order):
                    watch.step(stage, 0)
                    _execute(connection, statement, stage, watch)
        except BaseException:
            for name in RESULTS:
                (order.results / f"{name}.parquet").unlink(missing_ok=True)
            raise

    @contextmanager
    def connect(self, spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """An empty database in memory that cannot reach the network or load extensions."""
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": self.memory,
            "temp_directory": str(spill),
            "disabled_optimizers": SLOW_OPTIMIZERS,
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        if self.threads:
            config["threads"] = self.threads
        connection = duckdb.connect(":memory:", config=config)
        try:
            yield connection
        finally:
            connection.close()


def prepare(connection: duckdb.DuckDBPyConnection, order: Order) -> None:
    """Lays out the source tables `lines` and `law_days`."""
    connection.register("law_days_arrow", day_table(order.as_of, order.proposals))
    connection.execute("CREATE TABLE law_days AS FROM law_days_arrow")
    source = connection.read_parquet(str(order.lines))
    given = set(source.columns)
    columns = ["CAST(line AS BIGINT) AS line"]
    for fact in facts.FACTS:
        value = fact.name if fact.name in given else "NULL"
        columns.append(f"CAST({value} AS {KINDS[fact.kind]}) AS {fact.name}")
    source.create_view("given")
    connection.execute(f"CREATE VIEW lines AS SELECT {', '.join(columns)} FROM given")


def _statements(order: Order) -> Iterator[tuple[str, str]]:
    dialect = sql.DUCKDB
    yield "door", f"CREATE VIEW at_door AS {plan.door(dialect, order.as_of)}"
    yield "door", "CREATE VIEW passed AS SELECT * FROM at_door WHERE door_because IS NULL"
    yield "overlaps", f"CREATE TABLE overlapped AS SELECT line FROM ({plan.overlapping()}) AS marked WHERE shares_days"
    yield "overlaps", "CREATE VIEW readable AS SELECT * FROM passed ANTI JOIN overlapped USING (line)"
    yield "neighbours", f"CREATE VIEW gathered AS {plan.gathered('readable', dialect)}"
    wanted = ("line", *plan.RESULT)
    yield "lines", _written(plan.judged("gathered", wanted, dialect), order.results, "judged")
    yield "lines", f"CREATE VIEW judged AS FROM read_parquet('{_path(order.results, 'judged')}')"
    yield "workers", _written(plan.per_worker(dialect), order.results, "workers")
    yield "workers", f"CREATE VIEW workers AS FROM read_parquet('{_path(order.results, 'workers')}')"
    yield "employers", _written(plan.per_employer(), order.results, "employers")
    yield "norms", _written(plan.per_norm(), order.results, "norms")
    yield "unreadable", _written(plan.unreadable(), order.results, "unreadable")


def _path(folder: Path, name: str) -> str:
    return str(folder / f"{name}.parquet").replace("'", "''")


def _written(query: str, folder: Path, name: str) -> str:
    return f"COPY ({query}) TO '{_path(folder, name)}' (FORMAT parquet)"


def _execute(connection: duckdb.DuckDBPyConnection, statement: str, stage: str, watch: Watch) -> None:
    """Runs a statement while another thread tells its progress and breaks it off when asked."""
    done = Event()

    def follow() -> None:
        while not done.wait(0.2):
            if watch.stop.is_set():
                connection.interrupt()
            percent = connection.query_progress()
            watch.tell(stage, max(0, min(100, int(percent))))

    follower = Thread(target=follow, daemon=True)
    follower.start()
    try:
        connection.execute(statement)
    except duckdb.InterruptException as interrupted:
        raise Stopped(stage) from interrupted
    finally:
        done.set()
        follower.join()


ENGINE = DuckdbEngine()
