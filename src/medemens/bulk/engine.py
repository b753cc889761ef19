"""What an engine does, and which one is used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Protocol

from medemens.bulk.watch import Watch

RESULTS = ("judged", "unreadable", "workers", "employers", "norms")
"""The tables that a check writes as `<name>.parquet`: lines with findings, lines that could not be judged with the reason,
and the sums a worker, an employer and a norm."""

ENGINES = {"duckdb": "medemens.bulk.duckdb_engine", "spark": "medemens.bulk.spark_engine"}


@dataclass(frozen=True, kw_only=True)
class Order:
    """A check to be run: a Parquet file (or folder) of typed lines, a folder for the results, the day, the switches.

    The lines have a `line` number and any of the columns of `facts.FACTS` in the units of the rules: euro cents and
    hundredths of an hour as whole numbers.
    """

    lines: Path
    results: Path
    as_of: date
    proposals: frozenset[str] = frozenset()


class Engine(Protocol):
    """Runs the wage check over a table."""

    def run(self, order: Order, watch: Watch) -> None:
        """Writes the RESULTS.

        :raises Stopped: on request; no result file is left then
        """


def engine(name: str) -> Engine:
    """The engine by its name in settings: `duckdb` or `spark` (which needs PySpark and Java).

    :raises KeyError: there is no engine of that name
    """
    chosen: Engine = import_module(ENGINES[name]).ENGINE
    return chosen
