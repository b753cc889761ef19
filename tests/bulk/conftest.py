"""One payroll by chance, judged line by line in Python once, for the tests of the engines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from medemens.law import PayslipLine, check
from medemens.law.payslip import WageCheck
from tests.bulk import random_payroll

AS_OF = date(2026, 11, 23)


@dataclass(frozen=True)
class Judged:
    """Lines in a file, and what Python says of each line and of each worker with one employer."""

    path: Path
    lines: dict[int, PayslipLine]
    of_worker: dict[tuple[str | None, str | None], WageCheck]
    numbers: dict[tuple[str | None, str | None], list[int]]
    as_of: date
    proposals: frozenset[str]


def judge(path: Path, lines: list[PayslipLine], as_of: date = AS_OF, proposals: frozenset[str] = frozenset()) -> Judged:
    """Writes the lines and holds each worker's lines against the law in Python."""
    random_payroll.write(lines, path)
    numbered = dict(enumerate(lines, start=2))
    numbers: dict[tuple[str | None, str | None], list[int]] = defaultdict(list)
    for number, line in numbered.items():
        numbers[(line.employer, line.worker)].append(number)
    checks = {key: check([numbered[each] for each in own], as_of, proposals) for key, own in numbers.items()}
    return Judged(path, numbered, checks, dict(numbers), as_of, proposals)


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Some thousands of lines."""
    return judge(tmp_path_factory.mktemp("payroll") / "lines.parquet", random_payroll.payroll(seed=20261123, workers=450))
