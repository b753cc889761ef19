"""The handler's queue over a million cases of one authority: how long each tab, filter and search takes to open.

python -m benchmarks.casework_queue                  a million cases on SQLite, and on PostgreSQL where it is installed
python -m benchmarks.casework_queue --cases 50000    a quick look
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tools.postgres import server

if TYPE_CHECKING:
    from medemens.casework.models import AuthorityKey, Case
    from medemens.common.authorities import Authority
    from medemens.common.staff import StaffMember

SEED = 20261124
CASES = 1_000_000
ORGANISATIONS = 50_000
HANDLERS = 200
BATCH = 5_000
ROUNDS = 40
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = NOW.date()


def filled(cases: int) -> StaffMember:
    """Fills an empty database with one authority's cases, three in ten of them open; gives one of its handlers."""
    from medemens.casework.models import AuthorityKey, Case
    from medemens.common.authorities import Authority
    from medemens.common.organisations import Organisation
    from medemens.common.staff import StaffMember

    hurry()
    chance = random.Random(SEED)
    authority = Authority.objects.create(key="example", name="Voorbeeldinspectie")
    key = AuthorityKey.objects.create(authority=authority, number=1, public_key=bytes(32), made_at=NOW)
    staff = StaffMember.objects.bulk_create(
        StaffMember(email=f"{number}@example.org", name=f"Handler {number}", authority=authority, handler=True)
        for number in range(HANDLERS)
    )
    organisations = Organisation.objects.bulk_create(
        (Organisation(name=f"Bedrijf {n} BV", folded_name=f"bedrijf {n}", kvk=f"{n:08d}") for n in range(ORGANISATIONS)),
        batch_size=BATCH,
    )
    numbers = ([each.pk for each in staff], [each.pk for each in organisations])
    for start in range(0, cases, BATCH):
        made = (_case(number, chance, authority, key, *numbers) for number in range(start, min(start + BATCH, cases)))
        Case.objects.bulk_create(made)
    return staff[7]


def hurry() -> None:
    """Fills without waiting for the disk; what is measured afterwards goes through a new connection with the site's settings."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -1000000")


def _case(
    number: int, chance: random.Random, authority: Authority, key: AuthorityKey, staff: list[int], organisations: list[int]
) -> Case:
    from medemens.casework.case_types import case_types
    from medemens.casework.models import Case
    from medemens.casework.models.cases import NOTHING_DUE
    from medemens.common.places import municipalities

    kind = chance.choice(list(case_types().values()))
    is_open = chance.random() < 0.3
    received = NOW - timedelta(seconds=chance.randrange(3 * 365 * 86_400) if not is_open else chance.randrange(120 * 86_400))
    letters = "".join(chance.choices(LETTERS, k=4))
    status = chance.choice(kind.statuses[:-1] or kind.statuses) if is_open else kind.statuses[-1]
    waits = is_open and chance.random() < 0.15
    return Case(
        reference=f"{number % 10**5:05d}-{number // 10**5:01d}{letters}",
        authority=authority,
        authority_key=key,
        case_type=kind.id,
        subject=chance.choice(kind.subjects).id,
        municipality=chance.choice(municipalities()).code,
        organisation_id=chance.choice(organisations) if chance.random() < 0.8 else None,
        sealed_for_authority=chance.randbytes(80),
        sealed_for_reporter=chance.randbytes(80),
        status=status.id,
        outcome="" if is_open else chance.choice(kind.outcomes).id,
        handler_id=None if is_open and chance.random() < 0.1 else chance.choice(staff),
        waiting="reporter" if waits else "",
        urgent=chance.random() < 0.02,
        unread=chance.random() < 0.1,
        received_at=received,
        due_on=(received.date() + timedelta(56) if chance.random() < 0.9 else NOTHING_DUE) if is_open else NOTHING_DUE,
        closed_at=None if is_open else min(received + timedelta(chance.randrange(60)), NOW),
    )


def asked(staff: StaffMember) -> Iterator[tuple[str, dict[str, str]]]:
    """Every tab, each filter on the parts where it costs most, searches, and a page far down; by name, as the page's query."""
    from medemens.casework.models import Case
    from medemens.casework.queries.queue import Tab

    some = Case.objects.filter(closed_at=None).select_related("organisation").exclude(organisation=None)[1234]
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


def measured(cases: int) -> None:
    """Fills the database that the settings name, and prints how long each page takes: made, and counted in SQL statements."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext

    from medemens.casework.workbench import queue_pages

    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    staff = filled(cases)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE casework_case, common_organisation")
    connection.close()
    print(f"{cases:,} cases on {connection.vendor}, filled in {time.perf_counter() - begun:.0f} s", flush=True)
    print("| page | median ms | p95 ms | statements |\n|---|---|---|---|")
    all_times: list[float] = []
    for name, query in asked(staff):
        times, statements = [], 0
        for _round in range(ROUNDS):
            make = RequestFactory()
            request = make.post("/nl/workbench/", query) if "search" in query else make.get("/nl/workbench/", query)
            request.user = staff
            start = time.perf_counter()
            if _round == 0:
                with CaptureQueriesContext(connection) as counted:
                    queue_pages.queue(request)
                statements = len(counted)
            else:
                queue_pages.queue(request)
                times.append((time.perf_counter() - start) * 1000)
        all_times += times
        print(
            f"| {name} | {statistics.median(times):.0f} | {statistics.quantiles(times, n=20)[-1]:.0f} | {statements} |",
            flush=True,
        )
    print(f"| all | {statistics.median(all_times):.0f} | {statistics.quantiles(all_times, n=20)[-1]:.0f} | |", flush=True)


def main() -> None:
    """On SQLite, then on PostgreSQL, each in a process of its own."""
    orders = argparse.ArgumentParser(description=__doc__)
    orders.add_argument("--cases", type=int, default=CASES)
    orders.add_argument("--here", action="store_true", help="in the empty database that DATABASE_URL names")
    given = orders.parse_args()
    if given.here:
        measured(given.cases)
        return
    with TemporaryDirectory() as folder:
        common = {**os.environ, "DJANGO_SETTINGS_MODULE": "medemens.site.settings", "MEDEMENS_FOLDER": folder}
        for database in (nullcontext(f"sqlite:///{Path(folder) / 'queue.sqlite3'}"), server()):
            with database as address:
                command = [sys.executable, "-m", "benchmarks.casework_queue", "--here", "--cases", str(given.cases)]
                subprocess.run(command, env={**common, "DATABASE_URL": address}, check=True)


if __name__ == "__main__":
    main()
