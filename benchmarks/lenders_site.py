"""The site over the register of lenders: single questions, search, very many numbers, a change, and an import meanwhile.

Single questions, the change and the page during an import go over HTTP to the site as it is served (two processes of four
threads); search and the check of very many numbers are within the process. The yardsticks, in the same run: a site that answers
"ok" without looking, and the robots.txt of ours, which passes through all of the site but asks nothing. See `benchmarks.lenders`,
which fills the register and runs this.
"""

from __future__ import annotations

import csv
import json
import multiprocessing
import random
import statistics
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, date, datetime
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

from benchmarks import crowd, yardsticks
from benchmarks.crowd import Outcome, Request
from benchmarks.serving import granian, served

SEARCHES, NUMBERS, IMPORTED = 200, 100_000, 20_000
CLIENTS, RUNS, SECONDS, MOST_A_SECOND = 4, 3, 3.0, 6_000
SITE = "medemens.site.wsgi:application"
ON = date(2032, 3, 15)
KNOWN_AT = "2023-06-01T00:00:00Z"


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


def _question(path: str) -> Request:
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n"
    return Request(head.encode(), b"", "", wanted="200 ")


def _statuses(lenders: int, number: int) -> list[Request]:
    """How a lender stood on a day in the middle of its history, as known at a moment in the middle too."""
    chance = random.Random(1)
    asked = f"on={ON.isoformat()}&knownAt={KNOWN_AT}"
    return [_question(f"/api/v1/lenders/{chance.randrange(lenders):08d}/status?{asked}") for _ in range(number)]


def _best(port: int, process: int, questions: list[Request], *, clients: int) -> tuple[Outcome, float]:
    """Of some runs the one with the most answers, with the milliseconds of a processor for each; all must be answers."""
    found = []
    for _run in range(RUNS):
        before = yardsticks.worked(process)
        outcome = crowd.sent(port, list(questions), clients=clients, seconds=SECONDS)
        assert not outcome.errors, outcome.answers
        found.append((outcome, (yardsticks.worked(process) - before) * 1000 / len(outcome.received)))
    return max(found, key=lambda each: each[0].a_second)


def bare() -> None:
    """What the server and the client of this measurement can do by themselves."""
    questions = [_question("/ok")] * int(8 * MOST_A_SECOND * SECONDS)
    with served(*granian("benchmarks.bare_site:ok")) as (port, _process):
        best, _work = _best(port, 0, questions, clients=CLIENTS)
    row('answers "ok" of a site that does nothing, a second', f"{best.a_second:.0f}", "-")


def single(port: int, process: int, lenders: int) -> None:
    """How one lender stood on a day, as known at a moment: one after the other, and as many as two processes can."""
    questions = _statuses(lenders, int(MOST_A_SECOND * SECONDS))
    crowd.sent(port, questions[:2000], clients=8 * CLIENTS, seconds=60)  # each process takes the register into memory
    plain, _work = _best(port, process, [_question("/robots.txt")] * len(questions), clients=CLIENTS)
    row("answers of our robots.txt, a second", f"{plain.a_second:.0f}", "-")
    alone, _work = _best(port, process, questions, clients=1)
    row("a single status, as known at a moment, p95", f"{alone.late(95):.1f} ms", "below 20 ms")
    together, work = _best(port, process, questions, clients=CLIENTS)
    row(f"statuses a second, {CLIENTS} at once", f"{together.a_second:.0f}", "1,000")
    row("a single status meanwhile, p95 and p99", f"{together.late(95):.1f} and {together.late(99):.1f} ms", "below 20 ms")
    row("work of the site for a status", f"{work:.2f} ms of a processor", "-")
    row("a status against our robots.txt", f"{plain.a_second / together.a_second:.1f} times", "-")


def fetched(address: str) -> bytes:
    """What the site answers over a connection of its own."""
    with urllib.request.urlopen(address, timeout=120) as answer:
        content: bytes = answer.read()
    return content


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


def change(port: int, lenders: int) -> None:
    """From the moment that an entry was recorded until every process of the site answers by it."""
    from django.utils import timezone

    from medemens.casework.actions.register import EntryDraft, record
    from medemens.common.authorities import Authority
    from medemens.common.organisations import Organisation

    one = Organisation.objects.get(kvk=f"{lenders // 2:08d}")
    draft = EntryDraft("lenders", one, "excepted", date(2026, 1, 1), date(2026, 1, 1))
    authority = Authority.objects.get(key="bench")
    page = f"http://127.0.0.1:{port}/api/v1/lenders/{one.kvk}/entries"
    record(draft=draft, authority=authority, by=None, now=timezone.now())
    answers: list[bytes] = []
    spent = max(timed(lambda: answers.append(fetched(page))) for _ in range(40))
    assert all(any(each["kind"] == "excepted" for each in json.loads(answer)) for answer in answers)
    row("a change is seen by the next question of every process, after", f"{spent:.2f} s", "below 5 s")


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


def _read_meanwhile(address: str, over: Synchronized[int], times: Any) -> None:
    found = []
    while not over.value:
        found.append(timed(lambda: fetched(address)))
        time.sleep(0.05)
    times.put(found)


def importing(port: int, folder: Path, lenders: int) -> None:
    """Twenty thousand rows come in while somebody reads a page."""
    from django.db import connections
    from django.utils import timezone

    from medemens.common.authorities import Authority
    from medemens.work.lenders.actions import importing

    file = _written(folder, lenders)
    context = multiprocessing.get_context("fork")
    over, times = context.Value("i", 0), context.Queue()
    authority = Authority.objects.get(key="bench")

    def taken() -> None:
        with file.open(encoding="utf-8", newline="") as lines:
            plan = importing.plan(lines)
        assert not plan.faults
        assert importing.take(plan, authority=authority, clock=timezone.now) == IMPORTED

    address = f"http://127.0.0.1:{port}/nl/lenders/L00000007/"
    fetched(address)
    connections.close_all()
    reader = context.Process(target=_read_meanwhile, args=(address, over, times))
    reader.start()
    row(f"import of {IMPORTED:,} rows", f"{timed(taken):.1f} s", "below 60 s")
    with over.get_lock():
        over.value = 1
    found = times.get()
    reader.join()
    shown = f"{statistics.median(found):.2f}, {statistics.quantiles(found, n=20)[-1]:.2f} and {max(found):.2f} s"
    row(f"a page read meanwhile, {len(found)} times: median, p95 and longest", shown, "readable")


def site(folder: Path, lenders: int) -> None:
    """All of them, over a register that was filled."""
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    settings.SECURE_SSL_REDIRECT = False
    searches(lenders)
    many(lenders)
    bare()
    with served(*granian(SITE)) as (port, process):
        single(port, process, lenders)
        change(port, lenders)
        importing(port, folder, lenders)
