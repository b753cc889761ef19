"""What happens to payroll checks: received, run, stopped, removed. One function a deed, each in one transaction."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

from django.conf import settings
from django.db import transaction

from medemens.bulk import writing
from medemens.bulk.duckdb_engine import DuckdbEngine
from medemens.bulk.engine import Engine, engine
from medemens.bulk.payroll import check_payroll
from medemens.bulk.schema import FileProblem
from medemens.bulk.watch import Stopped, Watch
from medemens.work.pay import payroll_report, queries
from medemens.work.pay.models import PayrollCheck
from medemens.work.pay.tasks import run_payroll_check

UPLOAD = "upload"
OVER = (PayrollCheck.State.DONE, PayrollCheck.State.FAILED, PayrollCheck.State.STOPPED)


@transaction.atomic
def receive(*, pieces: Iterable[bytes], ending: str, as_of: date, now: datetime) -> tuple[PayrollCheck, str]:
    """Takes a file in, stores it where only the job can read it, and puts the job in line. Gives the job and its key.

    The file is on the disk, and the job and its place in line are one transaction, before anything is acknowledged.
    """
    key = secrets.token_urlsafe(24)
    check = PayrollCheck.objects.create(
        key_fingerprint=queries.fingerprint(key),
        as_of=as_of,
        received_at=now,
        expires_at=now + timedelta(hours=settings.PAYROLL_RESULTS_HOURS),
    )
    place = queries.folder(check)
    place.mkdir(parents=True, mode=0o700)
    with (place / f"{UPLOAD}{ending}").open("wb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    run_payroll_check.enqueue(check.pk)
    return check, key


def run(*, number: int, now: datetime) -> None:
    """Checks the file of a job. Safe to repeat: a job that is over stays so, a broken one starts anew."""
    with transaction.atomic():
        check = PayrollCheck.objects.select_for_update().filter(pk=number).first()
        if check is None or check.state in OVER:
            return
        check.state = PayrollCheck.State.RUNNING
        check.save(update_fields=["state"])
    place = queries.folder(check)
    source = next(place.glob(f"{UPLOAD}.*"), None)
    if source is None:
        _finish(check, PayrollCheck.State.FAILED, now, trouble={"key": "gone"})
        return
    watch = _watch(check)
    try:
        summary = check_payroll(source, place, as_of=check.as_of, engine=_engine(), watch=watch)
        writing.write_csv(place, watch)
        writing.write_xlsx(place, watch)
        check.summary = {**asdict(summary), "as_of": summary.as_of.isoformat()}
        (place / "report.pdf").write_bytes(payroll_report.pdf_of(check))
    except FileProblem as wrong:
        _finish(check, PayrollCheck.State.FAILED, now, trouble={"key": wrong.key, "details": wrong.details})
    except Stopped:
        _finish(check, PayrollCheck.State.STOPPED, now)
    except Exception:
        _finish(check, PayrollCheck.State.FAILED, now, trouble={"key": "failed"})
        raise
    else:
        _finish(check, PayrollCheck.State.DONE, now)


def _engine() -> Engine:
    if settings.PAYROLL_ENGINE == "duckdb":
        return DuckdbEngine(memory=settings.PAYROLL_ENGINE_MEMORY)
    return engine(settings.PAYROLL_ENGINE)


def _watch(check: PayrollCheck) -> Watch:
    """Tells the database how far the job is, at most once a percent, and looks whether it must stop."""
    stop = Event()
    told = ("", -1)

    def tell(stage: str, percent: int) -> None:
        nonlocal told
        if (stage, percent) == told:
            return
        told = (stage, percent)
        PayrollCheck.objects.filter(pk=check.pk).update(stage=stage, percent=percent)
        if PayrollCheck.objects.filter(pk=check.pk, stop_wanted=True).exists():
            stop.set()

    return Watch(tell, stop)


@transaction.atomic
def _finish(check: PayrollCheck, state: str, now: datetime, trouble: dict[str, Any] | None = None) -> None:
    """Ends a job and removes the file that was given; of a job that is not done, also what it had made."""
    check.state, check.finished_at, check.trouble, check.percent, check.stage = state, now, trouble or {}, 100, ""
    check.save(update_fields=["state", "finished_at", "trouble", "percent", "stage", "summary"])
    place = queries.folder(check)
    for path in place.glob(f"{UPLOAD}.*" if state == PayrollCheck.State.DONE else "*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@transaction.atomic
def ask_to_stop(*, check: PayrollCheck) -> None:
    """The job ends at its next step."""
    PayrollCheck.objects.filter(pk=check.pk).update(stop_wanted=True)


@transaction.atomic
def remove(*, check: PayrollCheck) -> None:
    """Removes the results and every trace of the job."""
    place = queries.folder(check)
    check.delete()
    transaction.on_commit(lambda: shutil.rmtree(place, ignore_errors=True))


def remove_ended(*, now: datetime) -> int:
    """Removes all jobs whose time is over; how many."""
    ended = list(queries.ended(now))
    for check in ended:
        remove(check=check)
    return len(ended)


def remove_lost() -> int:
    """Removes all jobs whose folder is not there, as after a backup was put back: results are in none; how many."""
    lost = [check for check in PayrollCheck.objects.order_by("pk") if not queries.folder(check).is_dir()]
    for check in lost:
        remove(check=check)
    return len(lost)


def make_demonstration(*, file: Path, as_of: date, now: datetime) -> PayrollCheck:
    """Checks the example payroll with invented people, once, for everybody to see."""
    if (there := queries.demonstration()) is not None and there.as_of == as_of:
        return there
    PayrollCheck.objects.filter(demonstration=True).delete()
    check = PayrollCheck.objects.create(
        key_fingerprint="", demonstration=True, as_of=as_of, received_at=now, expires_at=now + timedelta(days=36500)
    )
    place = queries.folder(check)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True, mode=0o700)
    shutil.copy(file, place / f"{UPLOAD}{file.suffix}")
    run(number=check.pk, now=now)
    check.refresh_from_db()
    return check
