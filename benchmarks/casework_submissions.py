"""Reports coming in at rising load, as the site is served: with words only, and with a photo of 1 MB.

What is measured is the last press of the button: the form is posted with its token against forged forms and with the sealed
answers as cookie, and the receipt comes back when the report is durable. Answers, codes and tokens are made beforehand; that each
receipt has its case, and that the log is whole, is looked at afterwards. The limit on reports a minute is off.

python -m benchmarks.casework_submissions               both databases
python -m benchmarks.casework_submissions --seconds 2   a quick look
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tools.postgres import server

from benchmarks import crowd, load_figure, yardsticks
from benchmarks.crowd import Outcome, Request
from benchmarks.serving import granian, served

CLIENTS = (1, 4, 16, 64)
RUNS = 3
SECONDS = 5.0
MOST_A_SECOND = {"text": 1000, "photo": 60}
"""For how many reports a second answers are made beforehand."""
FORGERY, BOUNDARY = "m" * 32, "verzonnengrens"
STORY = (
    "Szef zabrał mi paszport i nie wypłaca całej pensji. W pokoju śpi nas sześć osób, a czynsz jest potrącany co tydzień. " * 5
)


@dataclass(frozen=True)
class Level:
    """The best run with so many clients. `megabytes`: the memory that the processes of the site had together at most;
    `work`: the milliseconds of a processor that the site took for each report.
    """

    kind: str
    clients: int
    outcome: Outcome
    megabytes: int
    work: float


def photo() -> bytes:
    """A photo of 12 megapixels, as a phone makes it, of about 1 MB."""
    from PIL import Image, ImageFilter

    noise = Image.effect_noise((1000, 750), 90).resize((4000, 3000)).filter(ImageFilter.GaussianBlur(2))
    colours = [noise, noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT), Image.linear_gradient("L").resize((4000, 3000))]
    picture = Image.merge("RGB", colours)
    for quality in range(95, 20, -5):
        target = BytesIO()
        picture.save(target, "JPEG", quality=quality)
        if target.tell() <= 1_000_000:
            break
    return target.getvalue() + bytes(max(0, 1_000_000 - target.tell()))


def body(*files: bytes) -> bytes:
    """The form of the last page as a browser sends it."""
    edge = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
    parts = [f'{edge}"csrfmiddlewaretoken"\r\n\r\n{FORGERY}\r\n'.encode()]
    for each in files:
        parts.append(f'{edge}"files"; filename="photo.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'.encode() + each + b"\r\n")
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def requests(form: bytes, number: int) -> list[Request]:
    """So many reports that wait for the last press, each with a code of its own."""
    from tests.casework.filling import cookies, filled

    from medemens.casework.codes import new_code

    model = filled("other", story=STORY)
    made = []
    for _ in range(number):
        code = new_code().digits
        jar = {**cookies(replace(model, code=code)), "csrftoken": FORGERY}
        head = (
            f"POST /en/report/send/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
            f"Content-Length: {len(form)}\r\nCookie: {'; '.join(f'{name}={value}' for name, value in jar.items())}\r\n\r\n"
        )
        made.append(Request(head.encode(), form, code))
    return made


class Measurement:
    """A site under load, and all receipts that it gave."""

    def __init__(self, port: int, process: int) -> None:
        self.port, self.process = port, process
        self.receipts: list[str] = []

    def levels(self, seconds: float, runs: int) -> Iterator[Level]:
        """Both kinds of report, at every load. After each it is looked at whether nothing was lost."""
        for kind, form in {"text": body(), "photo": body(photo())}.items():
            waiting = requests(form, 200)
            self._run(waiting, clients=4, seconds=2)
            for clients in CLIENTS:
                found = []
                for _run in range(runs):
                    waiting += requests(form, max(int(MOST_A_SECOND[kind] * seconds) - len(waiting), 0))
                    yardsticks.forget_peak(self.process)
                    before = yardsticks.worked(self.process)
                    outcome = self._run(waiting, clients=clients, seconds=seconds)
                    work = (yardsticks.worked(self.process) - before) * 1000 / max(len(outcome.received), 1)
                    found.append(Level(kind, clients, outcome, yardsticks.peak(self.process) // 1_000_000, work))
                self._look()
                yield max(found, key=lambda level: level.outcome.a_second)

    def _run(self, waiting: list[Request], *, clients: int, seconds: float) -> Outcome:
        outcome = crowd.sent(self.port, waiting, clients=clients, seconds=seconds)
        self.receipts += outcome.received
        return outcome

    def _look(self) -> None:
        """Every receipt has its case, every case has its line in the log, and the last receipts open their cases."""
        from medemens.casework import access, audit
        from medemens.casework.codes import Code
        from medemens.casework.models import AuditEntry, Case, Mailbox

        kept = {bytes(lookup) for lookup in Mailbox.objects.filter(cases__isnull=False).values_list("lookup", flat=True)}
        lost = sum(Code(digits).lookup not in kept for digits in self.receipts)
        cases, lines = Case.objects.count(), AuditEntry.objects.filter(deed="case.received").count()
        if lost or cases != len(self.receipts) or lines != cases:
            raise SystemExit(
                f"{len(self.receipts)} receipts, {cases} cases, {lines} lines in the log; {lost} receipts without a case"
            )
        for digits in self.receipts[-20:]:
            (opened,) = access.mailbox(Code(digits))
            if opened.key.open(opened.case.entries.get().content)["answers"]["story"] != STORY:
                raise SystemExit("A reporter reads something else than they wrote")
        if faults := list(audit.faults()):
            raise SystemExit(f"The log is not whole: {faults[:3]}")


def measured(seconds: float, runs: int) -> Iterator[dict[str, Any]]:
    """In the empty installation that the settings name: the yardsticks, then each level."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from tests import make

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    make.world()
    folder = Path(settings.FOLDER)
    with served(*granian("benchmarks.bare_site:application")) as (port, _process):
        outcome = crowd.sent(port, requests(body(), 20_000), clients=16, seconds=2)
    yield {
        "database": connection.vendor,
        "writes": yardsticks.writes_a_second(folder),
        "rows": yardsticks.rows_a_second(),
        "bare": outcome.a_second,
    }
    with served("medemens.site.command", "serve") as (port, process):
        for level in Measurement(port, process).levels(seconds, runs):
            yield {"database": connection.vendor, **as_row(level)}


def as_row(level: Level) -> dict[str, Any]:
    """A level in numbers, to print and to draw."""
    out = level.outcome
    return {
        "kind": level.kind,
        "clients": level.clients,
        "a_second": out.a_second,
        "p50": out.late(50),
        "p95": out.late(95),
        "p99": out.late(99),
        "errors": out.errors,
        "megabytes": level.megabytes,
        "work": level.work,
    }


def main() -> None:
    """On SQLite, then on PostgreSQL, each in an installation of its own."""
    orders = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    orders.add_argument("--seconds", type=float, default=SECONDS, help="of each run")
    orders.add_argument("--runs", type=int, default=RUNS, help="of which the best counts")
    orders.add_argument("--here", action="store_true", help="in the empty installation that the settings name, as JSON")
    given = orders.parse_args()
    if given.here:
        for row in measured(given.seconds, given.runs):
            print(json.dumps(row), flush=True)
        return
    rows = []
    for row in everywhere(given.seconds, given.runs):
        rows.append(row)
        print(as_text(row), flush=True)
    if given.seconds >= SECONDS:  # a quick look is not what the documentation shows
        load_figure.draw(rows)


def everywhere(seconds: float = SECONDS, runs: int = RUNS) -> Iterator[dict[str, Any]]:
    """The rows of both databases, as they come."""
    for database in (nullcontext(""), server(durable=True)):
        with TemporaryDirectory() as folder, database as address:
            environment = {
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "medemens.site.settings",
                "MEDEMENS_FOLDER": folder,
                "DATABASE_URL": address,
                "SECRET_KEY": "the secret key of a measurement",
                "SUBMISSIONS_A_MINUTE": "0",
                "PASSPHRASE_MEGABYTES": "8",
            }
            words = ["--here", "--seconds", str(seconds), "--runs", str(runs)]
            command = [sys.executable, "-m", "benchmarks.casework_submissions", *words]
            with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as measuring:
                assert measuring.stdout is not None
                yield from map(json.loads, measuring.stdout)
            if measuring.returncode:
                raise SystemExit(measuring.returncode)


def as_text(row: dict[str, Any]) -> str:
    """A row of the table."""
    if "bare" in row:
        return (
            f"| {row['database']}, the yardsticks: writes to the disk, rows, and answers of a site that does nothing | "
            f"{row['writes']:.0f}, {row['rows']:.0f} and {row['bare']:.0f} a second | - |"
        )
    aim = {("text", 16): "300 a second, aim 500; p99 below 150 ms"}.get((row["kind"], row["clients"]), "-")
    return (
        f"| {row['database']}, {row['kind']}, {row['clients']} at once | {row['a_second']:.0f} a second, "
        f"p50 {row['p50']:.0f}, p95 {row['p95']:.0f}, p99 {row['p99']:.0f} ms, {row['errors']} errors, "
        f"{row['megabytes']} MB, {row['work']:.1f} ms of work each | {aim} |"
    )


if __name__ == "__main__":
    main()
