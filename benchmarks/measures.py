"""The monitor of the measures, read by fifty people at once; then with ten times the data.

python -m benchmarks.measures              both
python -m benchmarks.measures --times 10   only that much

Each reader asks for the next page as soon as the last one is there, over a connection of their own, from the site as it is
served (two processes). Besides the pages that many ask for, pages are measured that nobody asked for before: other days.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, date, datetime, timedelta
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from benchmarks import crowd
from benchmarks.site_side import served

SEED, READERS, SECONDS, ALONE = 20261126, 50, 8.0, 60
FIRST = date(2020, 10, 30)
SMALL, MANY = 1, 10
STEPS_OF_MANY = 20_000


def row(name: str, value: str, aim: str) -> None:
    """One line of the table."""
    print(f"| {name} | {value} | {aim} |", flush=True)


def filled(times: int) -> tuple[int, int]:
    """The data that come with the software, so many times over with invented steps; how many measures and steps there are."""
    from django.utils import timezone

    from medemens.progress.measures import shipped
    from medemens.progress.measures.actions import importing
    from medemens.progress.measures.models import Measure, StatusEvent

    shipped.load(now=timezone.now())
    chance, plain = random.Random(SEED), shipped.plain()
    known = plain["measures"]
    assert isinstance(known, list)
    steps = STEPS_OF_MANY // (len(known) * MANY) if times > 1 else 0
    for copy in range(1, times):
        more = [
            {**one, "id": f"{one['id']}-{copy}", "depends_on": [], "status": [*one["status"], *_invented(chance, steps)]}
            for one in known
        ]
        plan = importing.plan({"measures": more})
        assert not plan.faults, plan.faults[:3]
        importing.take(plan, by=None, now=datetime.now(UTC))
    return Measure.objects.count(), StatusEvent.objects.count()


def _invented(chance: random.Random, steps: int) -> list[dict[str, str]]:
    phases = ("exploring", "in_preparation", "in_parliament", "adopted", "in_force")
    found = []
    for number in range(steps):
        day = FIRST + timedelta(chance.randrange(2200))
        line = {"id": f"invented-{number}", "date": day.isoformat(), "phase": chance.choice(phases), "source": "kst-29861-122"}
        if number % 4 == 0:
            line |= {"planned": "true", "announced": (day - timedelta(400)).isoformat()}
        found.append({**line, "fact": "Verzonnen stap, om te meten"})
    return found


def head(path: str, host: str) -> crowd.Request:
    """A question for a page."""
    return crowd.Request(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: keep-alive\r\n\r\n".encode(), b"", path)


def together(address: str, paths: list[str], name: str, aim: str) -> None:
    """Fifty readers at once."""
    chance, host = random.Random(SEED), urlsplit(address).netloc
    requests = [head(chance.choice(paths), host) for _number in range(60_000)]
    crowd.sent(int(host.split(":")[1]), [head(path, host) for path in paths * 12], clients=READERS, seconds=60)
    outcome = crowd.sent(int(host.split(":")[1]), requests, clients=READERS, seconds=SECONDS)
    assert {answer.strip() for answer in outcome.answers} == {"200"}, outcome.answers
    a_second = len(outcome.times) / outcome.seconds
    row(f"{name}, {READERS} readers at once, p95", f"{outcome.late(95):.0f} ms ({a_second:.0f} pages a second)", aim)


def alone(address: str, paths: list[str], name: str) -> None:
    """One reader, pages that nobody asked for before."""
    times = []
    for path in paths:
        began = time.perf_counter()
        urllib.request.urlopen(address + path, timeout=60).read()
        times.append((time.perf_counter() - began) * 1000)
    row(f"{name}, asked for the first time, one reader, p95", f"{statistics.quantiles(times, n=20)[-1]:.0f} ms", "-")


def measured(times: int) -> None:
    """All measurements over so much data."""
    measures, steps = filled(times)
    chance = random.Random(SEED)
    print(f"\n| {measures:,} measures, {steps:,} steps | measured | to reach |\n|---|---|---|", flush=True)
    aim = "below 100 ms" if times == 1 else "at most twice as slow"
    codes = [f"M1-{number:02d}{'' if copy == 0 else f'-{copy}'}" for number in range(1, 13) for copy in range(times)]
    days = [(FIRST + timedelta(chance.randrange(2200))).isoformat() for _number in range(ALONE)]
    with served() as address:
        size = len(urllib.request.urlopen(f"{address}/nl/measures/", timeout=60).read())
        row("overview, bytes of the page", f"{size / 1000:.0f} kB", "below 150 kB")
        together(address, ["/nl/measures/"], "overview", aim)
        together(address, [f"/nl/measures/{code}/" for code in codes], f"a measure, {len(codes)} of them", aim)
        alone(address, [f"/nl/measures/?on={day}" for day in days], "overview of another day")
        alone(address, [f"/nl/measures/{chance.choice(codes)}/?on={day}" for day in days], "a measure on another day")


def main() -> None:
    """Each amount in a process and an empty installation of its own."""
    orders = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    orders.add_argument("--times", type=int, choices=[SMALL, MANY], default=0)
    times = orders.parse_args().times
    if not times:
        for each in (SMALL, MANY):
            subprocess.run([sys.executable, "-m", "benchmarks.measures", "--times", str(each)], check=True)
        return
    with TemporaryDirectory() as folder:
        os.environ |= {"MEDEMENS_FOLDER": folder, "DJANGO_SETTINGS_MODULE": "medemens.site.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        measured(times)


if __name__ == "__main__":
    main()
