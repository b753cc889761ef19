"""The annual report, from nothing to its six files.

python -m benchmarks.report              with the data that come with the software
python -m benchmarks.report --times 10   with ten times as much, which takes minutes

Made in a process of its own, as the command and the worker make it; seconds on the clock and of the processor.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from datetime import date
from tempfile import TemporaryDirectory

from benchmarks.measures import filled, row

AIM = 30
THEN, AFTER = date(2023, 12, 1), date(2026, 11, 26)


def side(times: int) -> None:
    """Fills a database, and makes the report of 2023 as of two days."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    measures, steps = filled(times)

    from medemens.progress.report import writing
    from medemens.progress.report.period import Period

    found = {"measures": measures, "steps": steps, "runs": []}
    for as_of in (THEN, AFTER):
        clock, processor = time.perf_counter(), time.process_time()
        stages: list[tuple[str, int]] = []

        def tell(stage: str, percent: int, to: list[tuple[str, int]] = stages) -> None:
            to.append((stage, percent))

        made = writing.made(Period(2023, as_of), address="https://monitor.example", tell=tell)
        found["runs"].append(
            {
                "as_of": as_of.isoformat(),
                "seconds": time.perf_counter() - clock,
                "processor": time.process_time() - processor,
                "told": len(stages),
                "bytes": sum(len(each.content) for each in made.files),
            }
        )
    print(json.dumps(found))


def measured(times: int) -> None:
    """Lines of the table for so many times the data."""
    with TemporaryDirectory() as folder:
        around = {**os.environ, "MEDEMENS_FOLDER": folder, "DJANGO_SETTINGS_MODULE": "medemens.site.settings"}
        around.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "benchmarks.report", "--side", "--times", str(times)]
        answer = subprocess.run(command, env=around, capture_output=True, text=True, check=True)
    found = json.loads(answer.stdout.splitlines()[-1])
    for run in found["runs"]:
        name = f"report of 2023 as of {run['as_of']}, {found['measures']} measures, {found['steps']} steps: six files"
        value = f"{run['seconds']:.1f} s ({run['processor']:.1f} s of processor), told {run['told']} times"
        row(name, value, f"below {AIM} s" if times == 1 else "-")


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=0)
    parser.add_argument("--side", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.side:
        side(chosen.times)
        return
    measured(chosen.times or 1)


if __name__ == "__main__":
    main()
