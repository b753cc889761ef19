"""The site over the register of lenders: single questions, search, very many numbers, a change, and an import meanwhile.

All in the process that answers, through the whole WSGI application (Django's test client): a server and a network add to it.
The questions a second are those of two processes at once. See `benchmarks.lenders`, which fills the register and runs this.
"""

from __future__ import annotations

import csv
import multiprocessing
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

QUESTIONS, SEARCHES, NUMBERS, IMPORTED = 2_000, 200, 100_000, 20_000
PROCESSES = 2
ON = date(2032, 3, 15)
KNOWN_AT = "2034-01-01T00:00:00+00:00"


def late(seconds: list[float]) -> float:
    """The 95th percentile, in milliseconds."""
    return statistics.quantiles(seconds, n=20)[-1] * 1000


def timed(deed: Callable[[], Any]) -> float:
    """The seconds that it takes."""
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def row(name: str, value: str, aim: str) -> None:
    """One line of the table."""
    print(f"| {name} | {value} | {aim} |", flush=True)


def asked(path: str, **data: str) -> Any:
    """An answer of the application, which must be one."""
    from django.test import Client

    answer = Client().get(path, data, headers={"host": "localhost"})
    assert answer.status_code == 200, (path, answer.status_code)
    return answer


def _status(chance: random.Random, lenders: int) -> None:
    number = f"{chance.randrange(lenders):08d}"
    asked(f"/api/v1/lenders/{number}/status", on=ON.isoformat(), known_at=KNOWN_AT)


def _questions(seed: int, lenders: int, number: int, ready: Any, times: Any) -> None:
    from django.db import connections

    connections.close_all()
    chance = random.Random(seed)
    _status(chance, lenders)
    ready.wait()
    times.put((time.perf_counter(), [timed(lambda: _status(chance, lenders)) for _ in range(number)], time.perf_counter()))


def single(lenders: int) -> None:
    """How one lender stood on a day, as known at a moment: alone, and in two processes at once."""
    from django.db import connections

    chance = random.Random(1)
    _status(chance, lenders)
    alone = [timed(lambda: _status(chance, lenders)) for _ in range(QUESTIONS)]
    row("a single status, as known at a moment, p95", f"{late(alone):.1f} ms", "below 20 ms")
    connections.close_all()
    context = multiprocessing.get_context("fork")
    ready, times = context.Barrier(PROCESSES), context.Queue()
    found = [context.Process(target=_questions, args=(seed, lenders, QUESTIONS, ready, times)) for seed in range(PROCESSES)]
    for each in found:
        each.start()
    done = [times.get() for _ in found]
    for each in found:
        each.join()
    spent = max(end for _start, _each, end in done) - min(start for start, _each, _end in done)
    together = [second for _start, each, _end in done for second in each]
    row(f"statuses a second, {PROCESSES} processes", f"{PROCESSES * QUESTIONS / spent:.0f}", "1,000")
    row("a single status meanwhile, p95", f"{late(together):.1f} ms", "below 20 ms")


def searches(lenders: int) -> None:
    """Names with two letters swapped: the search alone, and the page around it."""
    from medemens.work.lenders.queries import search, snapshot

    chance, held = random.Random(2), snapshot.current()
    names = [known.name for known in chance.sample(list(held.lenders.values()), min(SEARCHES, lenders))]
    wrong = [name[: (place := chance.randrange(1, 5))] + name[place + 1] + name[place] + name[place + 2 :] for name in names]
    alone = [timed(lambda text=text: search.find(held, text)) for text in wrong]  # type: ignore[misc]
    row("fuzzy search, p95", f"{late(alone):.0f} ms", "below 60 ms")
    pages = [timed(lambda text=text: asked("/nl/lenders/", q=text)) for text in wrong[:50]]  # type: ignore[misc]
    row("the page of a fuzzy search, p95", f"{late(pages):.0f} ms", "-")


def many(lenders: int) -> None:
    """A hundred thousand numbers: answers and what is signed of them."""
    from medemens.work.lenders.queries import checks, snapshot

    held, now = snapshot.current(), datetime(2037, 6, 30, tzinfo=UTC)
    numbers = [f"{number % (lenders * 2):08d}" for number in range(NUMBERS)]

    def check() -> None:
        found = list(checks.check(held, numbers, ON, now))
        checks.claims(found, on=ON, known_at=now, register=held.newest, issuer="bench")

    row(f"check of {NUMBERS:,} numbers", f"{timed(check):.2f} s", "below 3 s")


def change(lenders: int) -> None:
    """From the moment that an entry was recorded until the next question answers by it."""
    from django.utils import timezone

    from medemens.casework.actions.register import EntryDraft, record
    from medemens.common.authorities import Authority
    from medemens.common.organisations import Organisation

    one = Organisation.objects.get(kvk=f"{lenders // 2:08d}")
    draft = EntryDraft("lenders", one, "excepted", date(2026, 1, 1), date(2026, 1, 1))
    authority = Authority.objects.get(key="bench")
    record(draft=draft, authority=authority, by=None, now=timezone.now())
    page = f"/api/v1/lenders/{one.kvk}/entries"
    spent = timed(lambda: _with(asked(page).content, b'"excepted"'))
    row("a change is seen by the next question, after", f"{spent:.2f} s", "below 5 s")


def _with(content: bytes, wanted: bytes) -> None:
    assert wanted in content


def _written(folder: Path, lenders: int) -> Path:
    file = folder / "import.csv"
    from medemens.work.lenders.actions.importing import COLUMNS

    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(COLUMNS)
        for number in range(lenders, lenders + IMPORTED):
            names = f"Invoer {number} Fictief|Werk {number}"
            days = ("2027-12-01", "2028-01-01", "2031-12-31")
            writer.writerow(
                (f"Invoer {number} Verzonnen B.V.", f"{number:08d}", "", "", "NL", "Verzonnen", names, "admitted", *days)
            )
    return file


def _read_meanwhile(over: Synchronized[int], times: Any) -> None:
    from django.db import connections

    connections.close_all()
    found = []
    while not over.value:
        found.append(timed(lambda: asked("/nl/lenders/L00000007/")))
        time.sleep(0.05)
    times.put(found)


def importing(folder: Path, lenders: int) -> None:
    """Twenty thousand rows come in while somebody reads a page."""
    from django.db import connections
    from django.utils import timezone

    from medemens.common.authorities import Authority
    from medemens.work.lenders.actions import importing

    file = _written(folder, lenders)
    asked("/nl/lenders/L00000007/")
    connections.close_all()
    context = multiprocessing.get_context("fork")
    over, times = context.Value("i", 0), context.Queue()
    reader = context.Process(target=_read_meanwhile, args=(over, times))
    reader.start()
    authority = Authority.objects.get(key="bench")

    def taken() -> None:
        with file.open(encoding="utf-8", newline="") as lines:
            plan = importing.plan(lines)
        assert not plan.faults
        assert importing.take(plan, authority=authority, now=timezone.now()) == IMPORTED

    row(f"import of {IMPORTED:,} rows", f"{timed(taken):.1f} s", "below 60 s")
    with over.get_lock():
        over.value = 1
    found = times.get()
    reader.join()
    row("a page read meanwhile, median and longest", f"{statistics.median(found):.2f} and {max(found):.2f} s", "readable")


def site(folder: Path, lenders: int) -> None:
    """All of them, over a register that was filled."""
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    settings.SECURE_SSL_REDIRECT = False
    single(lenders)
    searches(lenders)
    many(lenders)
    change(lenders)
    importing(folder, lenders)
