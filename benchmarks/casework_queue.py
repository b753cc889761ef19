"""Pages of an authority with a million cases and three million entries in the log: how long each takes to be made.

The handler's queue with each tab, filter and search; what a coordinator and an auditor open. Each is made by the page's own
function, template and all, and its SQL statements are counted.

python -m benchmarks.casework_queue                  a million cases on SQLite, and on PostgreSQL where it is installed
python -m benchmarks.casework_queue --cases 50000    a quick look
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tools.postgres import server

if TYPE_CHECKING:
    from medemens.common.staff import StaffMember

CASES = 1_000_000
ROUNDS = 40

View = Callable[..., Any]
Asked = Iterator[tuple[str, dict[str, str]]]


def asked(staff: StaffMember) -> Asked:
    """Every tab, each filter on the parts where it costs most, searches, and a page far down; by name, as the page's query."""
    from medemens.casework.models import Case
    from medemens.casework.queries.queue import Tab

    some = Case.objects.filter(closed_at=None).select_related("organisation").exclude(organisation=None)[123]
    filters = {
        "subject": some.subject,
        "municipality": some.municipality,
        "status": some.status,
        "handler": str(staff.pk),
        "urgent": "on",
    }
    for tab in Tab:
        yield f"tab {tab}", {"tab": tab}
        yield f"tab {tab}, by arrival", {"tab": tab, "sort": "arrival"}
    for tab in (Tab.OPEN, Tab.CLOSED):
        for name, value in filters.items():
            yield f"tab {tab}, one {name}", {"tab": tab, name: value}
            yield f"tab {tab}, one {name}, by arrival", {"tab": tab, name: value, "sort": "arrival"}
        yield f"tab {tab}, all filters", {"tab": tab, **filters}
        yield f"tab {tab}, subject and status", {"tab": tab, "subject": filters["subject"], "status": filters["status"]}
        place = {"tab": tab, "municipality": filters["municipality"], "handler": filters["handler"]}
        yield f"tab {tab}, municipality and handler", place
        middle = "2026-10-20" if tab is Tab.OPEN else "2025-06-01T00:00:00+00:00"
        yield f"tab {tab}, far down", {"tab": tab, "after": f"{middle},500000"}
    assert some.organisation is not None
    for name, text in {"reference": some.reference, "name": some.organisation.name, "part of many names": "bedrijf 1",
                       "number": some.organisation.kvk, "nothing": "Onvindbaar BV"}.items():  # fmt: skip
        yield f"search by {name}", {"search": text}


def coordinated(staff: StaffMember) -> Iterator[tuple[str, View, dict[str, str]]]:
    """What a coordinator opens: load, results and giving cases to others, whole and filtered."""
    from medemens.casework.coordination import load_pages, reassign_pages
    from medemens.casework.models import Case

    some = Case.objects.filter(closed_at=None)[123]
    subject, place = {"subject": some.subject}, {"municipality": some.municipality}
    for name, view in {"load": load_pages.load, "results": load_pages.results}.items():
        for filters, query in {"": {}, ", one subject": subject, ", one municipality": place, ", both": subject | place}.items():
            yield f"{name}{filters}", view, query
    yield "results, 24 months", load_pages.results, {"months": "24"}
    yield "cases to give away", reassign_pages.reassign, {"from": str(staff.pk)}


def audited(staff: StaffMember) -> Iterator[tuple[str, View, dict[str, str]]]:
    """What an auditor opens: the log with each filter, and the plan of what is removed."""
    from medemens.casework.auditing import log_pages, removal_pages
    from medemens.casework.models import Case

    years = {"since": "2023-01-01", "until": "2026-12-31"}
    filters: dict[str, dict[str, str]] = {
        "": {},
        ", one person": {"staff": str(staff.pk - 2)},
        ", reports that came in": {"deed": "case.received"},
        ", cases that were opened": {"deed": "case.opened"},
        ", a deed that nobody did": {"deed": "case.withdrawn"},
        ", all reads": {"deed": "reads"},
        ", reads by one person": {"deed": "reads", "staff": str(staff.pk - 2)},
    }
    for name, query in filters.items():
        yield f"log of a month{name}", log_pages.log, query
        yield f"log of four years{name}", log_pages.log, years | query
    yield "log, far down", log_pages.log, {**years, "after": "2025-06-01T00:00:00+00:00,500000"}
    yield "log of one case", log_pages.log, {"reference": Case.objects.all()[123].reference}
    yield "what is removed when", removal_pages.removal, {}


def pages(
    handler: StaffMember, coordinator: StaffMember, auditor: StaffMember
) -> Iterator[tuple[StaffMember, str, View, dict[str, str]]]:
    """Every page that is measured: who opens it, its name, its view and what is asked of it."""
    from medemens.casework.workbench import queue_pages

    yield from ((handler, name, queue_pages.queue, query) for name, query in asked(handler))
    yield from ((coordinator, *each) for each in coordinated(coordinator))
    yield from ((auditor, *each) for each in audited(auditor))


def measured(cases: int) -> None:
    """Fills the database that the settings name, and prints how long each page takes: made, and counted in SQL statements."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.casework_filling import filled, found_again

    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    people = found_again() or filled(cases)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE casework_case, casework_auditentry, common_organisation")
    connection.close()
    print(f"{cases:,} cases on {connection.vendor}, filled in {time.perf_counter() - begun:.0f} s", flush=True)
    print("| page | median ms | p95 ms | statements |\n|---|---|---|---|")
    queue: list[float] = []
    for person, name, view, query in pages(*people):
        times, statements = timed(view, person, query)
        if person is people[0]:
            queue += times
        print(f"| {name} | {statistics.median(times):.0f} | {late(times):.0f} | {statements} |", flush=True)
    print(f"| all of the queue | {statistics.median(queue):.0f} | {late(queue):.0f} | |", flush=True)


def timed(view: View, person: StaffMember, query: dict[str, str]) -> tuple[list[float], int]:
    """Milliseconds of each round but the first, in which the SQL statements are counted."""
    from django.db import connection
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext
    from django.urls import ResolverMatch

    times, statements = [], 0
    for number in range(ROUNDS):
        make = RequestFactory(headers={"host": "localhost"})
        request = make.post("/nl/", query) if {"search", "reference"} & query.keys() else make.get("/nl/", query)
        request.user, request.LANGUAGE_CODE = person, "nl"  # type: ignore[attr-defined]
        request.resolver_match = ResolverMatch(view, (), {})
        start = time.perf_counter()
        if number == 0:
            with CaptureQueriesContext(connection) as counted:
                view(request)
            statements = len(counted)
        else:
            view(request)
            times.append((time.perf_counter() - start) * 1000)
    return times, statements


def late(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def main() -> None:
    """On SQLite, then on PostgreSQL, each in a process of its own."""
    orders = argparse.ArgumentParser(description=__doc__)
    orders.add_argument("--cases", type=int, default=CASES)
    orders.add_argument("--here", action="store_true", help="in the empty database that DATABASE_URL names")
    given = orders.parse_args()
    if given.here:
        measured(given.cases)
        return
    everywhere(given.cases)


def everywhere(cases: int) -> None:
    """Both databases, one after the other."""
    with TemporaryDirectory() as folder:
        common = {**os.environ, "DJANGO_SETTINGS_MODULE": "medemens.site.settings", "MEDEMENS_FOLDER": folder}
        collect = [sys.executable, "-m", "medemens.site.command", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, env=common, check=True)
        for database in (nullcontext(f"sqlite:///{Path(folder) / 'queue.sqlite3'}"), server()):
            with database as address:
                command = [sys.executable, "-m", "benchmarks.casework_queue", "--here", "--cases", str(cases)]
                subprocess.run(command, env={**common, "DATABASE_URL": address}, check=True)


if __name__ == "__main__":
    main()
