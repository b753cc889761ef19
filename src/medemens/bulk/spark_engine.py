"""The wage check on Spark: on this machine by default, on a cluster by its address (needs PySpark and Java)."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import uuid4

import pyarrow.parquet as pq
from pyspark.sql import SparkSession

from medemens.bulk import plan, sql
from medemens.bulk.day_table import day_table
from medemens.bulk.engine import RESULTS, Order
from medemens.bulk.watch import Stopped, Watch
from medemens.law import facts

KINDS = {"text": "STRING", "day": "DATE", "truth": "BOOLEAN", "cents": "BIGINT", "hundredths": "BIGINT", "count": "BIGINT"}
FIXED = {
    "spark.ui.enabled": "false",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.ui.showConsoleProgress": "false",
}
"""An overflow is an error and never a wrong number (ANSI); dates are read as they were written."""

SCRATCH = "scratch"


@dataclass(frozen=True)
class SparkEngine:
    """`master` is a Spark address; `local[*]` runs on all cores here. `memory` is in Spark's notation.

    On a cluster the lines and the results must stand in a folder that every machine sees under the same name.
    """

    master: str = "local[*]"
    memory: str = "1g"

    def run(self, order: Order, watch: Watch) -> None:
        """See `engine.Engine`."""
        scratch = order.results / SCRATCH
        scratch.mkdir(parents=True, exist_ok=True)
        try:
            with _running(self._session(), watch) as run:
                run.prepare(order, scratch)
                run.work_out(order, scratch)
        except BaseException:
            for name in RESULTS:
                (order.results / f"{name}.parquet").unlink(missing_ok=True)
            raise
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _session(self) -> SparkSession:
        """A session of its own on the one Spark of this process: names of tables do not meet those of another run."""
        builder: Any = SparkSession.builder
        settings = {**FIXED, "spark.driver.memory": self.memory, "spark.pyspark.python": sys.executable}
        if self.master.startswith("local"):
            settings |= {
                "spark.driver.bindAddress": "127.0.0.1",
                "spark.driver.host": "127.0.0.1",
                "spark.sql.shuffle.partitions": "16",
            }
        for name, value in settings.items():
            builder = builder.config(name, value)
        session: SparkSession = builder.master(self.master).appName("medemens").getOrCreate().newSession()
        for name, value in settings.items():
            if name.startswith("spark.sql."):
                session.conf.set(name, value)
        return session


@dataclass(frozen=True)
class _Run:
    """One check on one session; its jobs share a group, by which they are followed and broken off."""

    session: Any
    watch: Watch
    group: str

    def prepare(self, order: Order, scratch: Path) -> None:
        """Lays out the source tables `lines` and `law_days`."""
        pq.write_table(day_table(order.as_of, order.proposals), scratch / "law_days.parquet")
        self.view("law_days", scratch / "law_days.parquet")
        source = self.session.read.parquet(str(order.lines.resolve()))
        source.createOrReplaceTempView("given")
        given = set(source.columns)
        columns = ["CAST(line AS BIGINT) AS line"]
        for fact in facts.FACTS:
            value = fact.name if fact.name in given else "NULL"
            columns.append(f"CAST({value} AS {KINDS[fact.kind]}) AS {fact.name}")
        self.session.sql(f"SELECT {', '.join(columns)} FROM given").createOrReplaceTempView("lines")

    def work_out(self, order: Order, scratch: Path) -> None:
        """Writes the RESULTS one after another; later tables read the earlier ones."""
        dialect = sql.SPARK
        self.name("at_door", plan.door(dialect, order.as_of))
        self.name("passed", "SELECT * FROM at_door WHERE door_because IS NULL")
        shared = f"SELECT line FROM ({plan.overlapping()}) AS marked WHERE shares_days"
        self.view("overlapped", self.written("overlaps", "overlapped", shared, scratch))
        self.name("readable", "SELECT passed.* FROM passed LEFT ANTI JOIN overlapped ON passed.line = overlapped.line")
        self.name("gathered", plan.gathered("readable", dialect))
        judged = plan.judged("gathered", ("line", *plan.RESULT), dialect)
        self.view("judged", self.written("lines", "judged", judged, scratch))
        self.view("workers", self.written("workers", "workers", plan.per_worker(dialect), scratch))
        self.written("employers", "employers", plan.per_employer(), scratch)
        self.written("norms", "norms", plan.per_norm(), scratch)
        self.written("unreadable", "unreadable", plan.unreadable(), scratch)
        for name in RESULTS:
            self.watch.step("writing", 0)
            one_file(scratch / name, order.results / f"{name}.parquet")

    def name(self, name: str, query: str) -> None:
        """Gives a query a name; it is worked out when it is read."""
        self.session.sql(query).createOrReplaceTempView(name)

    def view(self, name: str, path: Path) -> None:
        """Gives a written table a name."""
        self.session.read.parquet(str(path.resolve())).createOrReplaceTempView(name)

    def written(self, stage: str, name: str, query: str, scratch: Path) -> Path:
        """Works a query out into a folder of Parquet files."""
        self.watch.step(stage, 0)
        folder = scratch / name
        with self._followed(stage):
            self.session.sql(query).write.parquet(str(folder.resolve()))
        return folder

    @contextmanager
    def _followed(self, stage: str) -> Iterator[None]:
        """Tells the progress from another thread, which breaks the work off when asked."""
        context, done = self.session.sparkContext, Event()
        context.setJobGroup(self.group, stage, True)
        follower = Thread(target=lambda: self._follow(stage, context, done), daemon=True)
        follower.start()
        try:
            yield
        except Exception as broken:
            if self.watch.stop.is_set():
                raise Stopped(stage) from broken
            raise
        finally:
            done.set()
            follower.join()

    def _follow(self, stage: str, context: Any, done: Event) -> None:
        while not done.wait(0.2):
            if self.watch.stop.is_set():
                context.cancelJobGroup(self.group)
            self.watch.tell(stage, _percent(context.statusTracker(), self.group))


@contextmanager
def _running(session: SparkSession, watch: Watch) -> Iterator[_Run]:
    run = _Run(session, watch, f"medemens-{uuid4()}")
    try:
        yield run
    finally:
        drop: Callable[[str], Any] = session.catalog.dropTempView
        for table in session.catalog.listTables():
            drop(table.name)


def _percent(tracker: Any, group: str) -> int:
    """The share of the tasks that are done, over the jobs of the group that Spark still knows."""
    jobs = [tracker.getJobInfo(number) for number in tracker.getJobIdsForGroup(group)]
    stages = [tracker.getStageInfo(number) for job in jobs if job for number in job.stageIds]
    tasks = sum(stage.numTasks for stage in stages if stage)
    completed = sum(stage.numCompletedTasks for stage in stages if stage)
    return min(100, 100 * completed // tasks) if tasks else 0


def one_file(folder: Path, target: Path) -> None:
    """Puts the parts that Spark wrote together, piece by piece, so that results look the same on every engine."""
    parts = sorted(folder.glob("part-*.parquet"))
    with pq.ParquetWriter(target, pq.read_schema(parts[0]).remove_metadata(), compression="snappy") as writer:
        for part in parts:
            for batch in pq.ParquetFile(part).iter_batches():
                writer.write_batch(batch)


ENGINE = SparkEngine()
