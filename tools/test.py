"""Runs all tests on SQLite, then those that touch the database again on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import postgres

DATABASE_TESTS = [
    "tests/casework",
    "tests/work",
    "tests/housing",
    "tests/oversight",
    "tests/guidance",
    "tests/progress",
    "tests/site",
]


def run(*arguments: str, **environment: str) -> None:
    """One run of pytest; its failure is ours."""
    finished = subprocess.run([sys.executable, "-m", "pytest", *arguments], env={**os.environ, **environment}, check=False)
    if finished.returncode:
        raise SystemExit(finished.returncode)


def main() -> None:
    """All on SQLite; then the pages, deeds and jobs on PostgreSQL, given by DATABASE_URL or started here."""
    given = os.environ.pop("DATABASE_URL", "")
    run("tests")
    print("\nThe same pages, deeds and jobs on PostgreSQL:", flush=True)
    if given:
        run(*DATABASE_TESTS, DATABASE_URL=given)
    else:
        with postgres.server() as url:
            run(*DATABASE_TESTS, DATABASE_URL=url)


if __name__ == "__main__":
    main()
