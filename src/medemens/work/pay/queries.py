"""What is asked of payroll checks; nothing is changed here."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings
from django.db.models import QuerySet

from medemens.work.pay.models import PayrollCheck

FILES = {
    "lines.csv": "judged.csv",
    "lines.parquet": "judged.parquet",
    "unreadable.csv": "unreadable.csv",
    "workers.csv": "workers.csv",
    "employers.csv": "employers.csv",
    "results.xlsx": "results.xlsx",
    "report.pdf": "report.pdf",
}
"""What can be downloaded: the name people see, and the file in the job's folder."""


def fingerprint(key: str) -> str:
    """What the database knows of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def of_holder(number: int, key: str, now: datetime) -> PayrollCheck | None:
    """The job, if this key opens it and it has not ended; a job of somebody else looks the same as no job."""
    found = PayrollCheck.objects.filter(pk=number, demonstration=False, expires_at__gt=now).first()
    if found is None or not hmac.compare_digest(found.key_fingerprint, fingerprint(key)):
        return None
    return found


def demonstration() -> PayrollCheck | None:
    """The job with invented people that everybody may see."""
    return PayrollCheck.objects.filter(demonstration=True, state=PayrollCheck.State.DONE).first()


def ended(now: datetime) -> QuerySet[PayrollCheck]:
    """Jobs whose time is over."""
    return PayrollCheck.objects.filter(expires_at__lte=now, demonstration=False)


def folder(check: PayrollCheck) -> Path:
    """The private folder of a job."""
    return Path(settings.PAYROLL_FOLDER) / str(check.pk)


@dataclass(frozen=True)
class Tables:
    """The rows of the result page: employers most underpaid, unreadable cells, and how large the shortfalls are."""

    employers: list[dict[str, Any]]
    unreadable: list[dict[str, Any]]
    shortfalls: list[tuple[int, int]]


STEPS = (0, 1, 10_00, 50_00, 100_00, 250_00)
"""From how many cents on a shortfall falls into a bar of the picture."""


def tables(check: PayrollCheck, most: int = 20) -> Tables:
    """Reads the result tables of a job."""
    place = folder(check)
    with duckdb.connect() as connection:

        def rows(query: str, name: str) -> list[dict[str, Any]]:
            found = connection.execute(query, [str(place / f"{name}.parquet")])
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

        employers = rows(
            "SELECT employer, workers, lines, owed + holiday_allowance_amount AS owed, minimum_wage_not_met "
            f"FROM read_parquet(?) ORDER BY owed DESC, employer LIMIT {int(most)}",
            "employers",
        )
        unreadable = rows(
            f'SELECT line, "column", shown, because FROM read_parquet(?) ORDER BY line LIMIT {int(most * 5)}', "unreadable"
        )
        bars = []
        for low, high in zip(STEPS, (*STEPS[1:], None), strict=True):
            above = "" if high is None else f" AND minimum_wage_amount < {int(high)}"
            counted = rows(
                f"SELECT COUNT(*) AS number FROM read_parquet(?) WHERE minimum_wage_amount >= {int(low)}{above}", "judged"
            )
            bars.append((low, counted[0]["number"]))
    return Tables(employers, unreadable, bars)
