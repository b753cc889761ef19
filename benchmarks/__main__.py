"""Runs all measurements in one go and prints them as the table of docs/benchmarks.md.

python -m benchmarks                 20 million lines, some ten minutes
python -m benchmarks --lines 1000000 a quick look
python -m benchmarks --casework-only reports that come in and pages of staff, a quick look with --cases 50000 --seconds 2
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import casework_queue, casework_submissions, load_figure, site_side

SEED = 20261123
RUNS = 3


def measured(path: Path, part: str, memory: str = "300MB") -> dict[str, Any]:
    """The best of some runs of one part, each in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.wage_core", str(path), part, "--memory", memory]
    runs = [json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(RUNS)]
    best: dict[str, Any] = min(runs, key=lambda run: run["seconds"])
    return best


def row(name: str, value: str, aim: str) -> None:
    """One line of the table."""
    print(f"| {name} | {value} | {aim} |", flush=True)


def millions(lines: int, run: dict[str, Any]) -> float:
    """Million lines a second."""
    return lines / float(run["seconds"]) / 1e6


def over_tables(folder: Path, lines: int) -> None:
    """The core and the whole rule set, against the yardstick of the same run."""
    from benchmarks import payroll_generator  # with packages that casework does not need

    path = folder / "payroll.parquet"
    payroll_generator.write(path, lines, SEED)
    scan, core = measured(path, "scan"), measured(path, "core")
    row("scan and sum by employer, the yardstick", f"{millions(lines, scan):.1f} million lines a second", "-")
    row("wage core", f"{millions(lines, core):.1f} million lines a second", "10, aim 15")
    row("wage core against the yardstick", f"{core['seconds'] / scan['seconds']:.2f} times", "at most 2")
    row("wage core, peak memory", f"{core['peak_mebibytes']} MiB", "below 400 MiB")
    whole = measured(path, "whole", "4GB")
    row("whole rule set", f"{millions(lines, whole):.2f} million lines a second", "4")
    small = folder / "small.parquet"
    payroll_generator.write(small, lines // 20, SEED)
    few = measured(small, "core")
    row(
        "a line of all against a line of a twentieth",
        f"{millions(lines // 20, few) / millions(lines, core):.2f} times",
        "1 (linear)",
    )


def against_openfisca(folder: Path, lines: int) -> None:
    """The same inputs through OpenFisca-core and through the wage core."""
    from benchmarks import payroll_generator

    for name, weeks, aim in (("156 weeks", 156, "40"), ("a single week", 1, "3")):
        path = folder / f"weeks-{weeks}.parquet"
        payroll_generator.write(
            path, lines, SEED, date(2024, 1, 1) if weeks == 1 else payroll_generator.FIRST_MONDAY, weeks, True
        )
        command = [sys.executable, "-m", "benchmarks.compare_openfisca", str(path)]
        found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1])
        core = measured(path, "core")
        row(f"OpenFisca-core, {name}", f"{found['lines_a_second'] / 1e6:.2f} million lines a second", "-")
        row(f"wage core against it, {name}", f"{lines / core['seconds'] / found['lines_a_second']:.1f} times", aim)
        row(f"lines off by a cent or more there, {name}", f"{found['differing']} of {found['compared']}", "-")


def casework(cases: int, seconds: float) -> None:
    """Reports that come in at rising load, then the pages of staff over many cases."""
    rows = []
    for each in casework_submissions.everywhere(seconds):
        rows.append(each)
        print(casework_submissions.as_text(each), flush=True)
    if seconds >= casework_submissions.SECONDS:  # a quick look is not what the documentation shows
        load_figure.draw(rows)
    print()
    casework_queue.everywhere(cases)


def main() -> None:
    """All measurements."""
    orders = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    orders.add_argument("--lines", type=int, default=20_000_000, help="of the payroll")
    orders.add_argument("--cases", type=int, default=casework_queue.CASES, help="of one authority")
    orders.add_argument("--seconds", type=float, default=casework_submissions.SECONDS, help="of each run of reports that come in")
    orders.add_argument("--casework-only", action="store_true")
    given = orders.parse_args()
    print("| what | measured | to reach |\n|---|---|---|")
    if not given.casework_only:
        payroll(given.lines)
    casework(given.cases, given.seconds)


def payroll(lines: int) -> None:
    """The wage check over tables and on the site."""
    with TemporaryDirectory() as folder:
        over_tables(Path(folder), lines)
        against_openfisca(Path(folder), lines // 5)
    with site_side.served() as address:
        median, late = site_side.check_times(address)
        row("a single check at 20 a second, median and p95", f"{median:.0f} and {late:.0f} ms", "p95 below 150 ms")
        row("first page, all in", f"{site_side.first_page(address) / 1000:.0f} kB", "below 100 kB")
    print(
        "\n## The register of lenders, 20,000 lenders with ten years of history\n\n| what | measured | to reach |\n|---|---|---|"
    )
    subprocess.run([sys.executable, "-m", "benchmarks.lenders", "all"], check=True)
    print("\n## The monitor of the measures")
    subprocess.run([sys.executable, "-m", "benchmarks.measures"], check=True)
    subprocess.run([sys.executable, "-m", "benchmarks.report"], check=True)


if __name__ == "__main__":
    main()
