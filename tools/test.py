"""Runs all tests on SQLite, and beside that those that touch the database on PostgreSQL: the two share nothing but the code."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

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


def pytest(*arguments: str) -> list[str]:
    """The command of one run."""
    return [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]


def on_postgresql(url: str, folder: Path, log: Path) -> subprocess.Popen[bytes]:
    """The pages, deeds and jobs on PostgreSQL, in a folder of their own; what it prints is kept for later."""
    environment = {**os.environ, "DATABASE_URL": url, "MEDEMENS_FOLDER": str(folder)}
    medemens = str(Path(sys.executable).with_name("medemens"))
    subprocess.run([medemens, "collectstatic", "--noinput", "--verbosity", "0"], env=environment, check=True)
    with log.open("wb") as output:
        return subprocess.Popen(pytest(*DATABASE_TESTS), env=environment, stdout=output, stderr=subprocess.STDOUT)


def main() -> None:
    """Both at once. PostgreSQL is given by DATABASE_URL, or started here."""
    given = os.environ.pop("DATABASE_URL", "")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="medemens-tests-")))
        url = given or stack.enter_context(postgres.server())
        log = folder / "postgresql.txt"
        beside = on_postgresql(url, folder / "var", log)
        stack.callback(beside.kill)
        first = subprocess.run(pytest("tests"), env=os.environ, check=False).returncode
        print("\nThe same pages, deeds and jobs on PostgreSQL:", flush=True)
        second = beside.wait()
        print(log.read_text(encoding="utf-8", errors="replace"), flush=True)
    raise SystemExit(first or second)


if __name__ == "__main__":
    main()
