"""Runs the OpenFisca side over a file, and counts the lines on which its floats are a cent or more off."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy

from benchmarks import openfisca_side
from benchmarks.wage_core import prepared
from medemens.bulk import plan, sql
from medemens.bulk.duckdb_engine import DuckdbEngine


def main() -> None:
    """Prints speed and differences as JSON. Compared: what is due, on lines where all facts for it are known."""
    orders = argparse.ArgumentParser(description=__doc__)
    orders.add_argument("path", type=Path)
    path = orders.parse_args().path
    measured = openfisca_side.run(path)
    with TemporaryDirectory() as spill, DuckdbEngine(memory="4GB", threads=2).connect(Path(spill)) as connection:
        prepared(connection, path)
        wanted = plan.judged("lines", ("line", "due_least", "due_most"), sql.DUCKDB)
        exact = connection.execute(
            f"SELECT CASE WHEN due_least = due_most THEN due_least ELSE -1 END AS due FROM ({wanted}) AS judged ORDER BY line"
        ).fetchnumpy()["due"]
    cents = numpy.ma.filled(exact, -1).astype(numpy.int64)
    differing = openfisca_side.differing(measured, {"due_least": cents})["due_least"]
    found = {"lines_a_second": measured.lines_a_second, "differing": differing, "compared": int((cents >= 0).sum())}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
