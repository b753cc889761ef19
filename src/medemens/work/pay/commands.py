"""The wage check on the command line: a payroll that does not leave the machine, its columns, and the amounts of law."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from medemens.bulk import writing
from medemens.bulk.engine import ENGINES, RESULTS
from medemens.bulk.payroll import Summary, check_payroll
from medemens.bulk.schema import FileProblem, table_schema
from medemens.bulk.watch import Stopped, Watch
from medemens.law import HOLIDAY_ALLOWANCE, NORMS, REASONS, Outcome
from medemens.law.library import BadAmounts, Series, series

FORMATS = ("csv", "xlsx", "parquet")
PROPOSALS = ("youth_2027", "housing_phase_out")
STOPPED = 130

Subparsers = Any


def add_check(subparsers: Subparsers) -> None:
    """`medemens check FILE --results DIR`."""
    parser = subparsers.add_parser("check", help="holds a payroll file (CSV, XLSX or Parquet) against the law")
    parser.add_argument("file", type=Path, metavar="FILE", help="the payroll; columns: medemens schema, docs/payroll-files.md")
    parser.add_argument("--results", type=Path, required=True, metavar="DIR", help="the folder for the results")
    parser.add_argument("--as-of", type=_day, default=None, metavar="DATE", help="the day of the check (left out: today)")
    parser.add_argument("--engine", choices=tuple(ENGINES), default="duckdb")
    parser.add_argument("--proposal", action="append", choices=PROPOSALS, default=[], help="counts with a bill that is not law")
    parser.add_argument("--formats", type=_formats, default=("csv", "parquet"), help="csv,xlsx,parquet (left out: csv,parquet)")
    parser.set_defaults(run=_check)


def add_schema(subparsers: Subparsers) -> None:
    """`medemens schema`."""
    parser = subparsers.add_parser("schema", help="prints the columns of a payroll file (Frictionless Table Schema)")
    parser.set_defaults(run=_schema)


def add_amounts(subparsers: Subparsers) -> None:
    """`medemens amounts [--on DATE]`."""
    parser = subparsers.add_parser("amounts", help="checks the amounts of law and prints those in force, with their sources")
    parser.add_argument("--on", type=_day, default=None, metavar="DATE", help="the day (left out: today)")
    parser.set_defaults(run=_amounts)


def add_cleanup(subparsers: Subparsers) -> None:
    """`medemens cleanup`."""
    parser = subparsers.add_parser("cleanup", help="removes payroll results whose time is over; also done before each job")
    parser.set_defaults(run=_cleanup)


COMMANDS: tuple[Callable[[Subparsers], None], ...] = (add_check, add_schema, add_amounts, add_cleanup)
EXAMPLE = Path(__file__).resolve().parents[4] / "examples" / "payroll.csv"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as 2026-07-31") from None


def _formats(text: str) -> tuple[str, ...]:
    chosen = tuple(word.strip() for word in text.split(",") if word.strip())
    if not chosen or set(chosen) - set(FORMATS):
        raise argparse.ArgumentTypeError(f"'{text}': choose from {', '.join(FORMATS)}")
    return chosen


def _today() -> date:
    return datetime.now(ZoneInfo("Europe/Amsterdam")).date()


def _check(chosen: argparse.Namespace) -> int:
    try:
        with _stoppable() as watch:
            summary = check_payroll(
                chosen.file,
                chosen.results,
                as_of=chosen.as_of or _today(),
                engine=chosen.engine,
                proposals=frozenset(chosen.proposal),
                watch=watch,
            )
            _write(chosen.results, chosen.formats, watch)
    except Stopped:
        return _refused("Stopped. No results were written.", STOPPED)
    except FileProblem as problem:
        return _refused(f"{chosen.file.name}: {problem.problem}\n{problem.mend}")
    except ImportError as missing:
        return _refused(
            f"The engine {chosen.engine} is not installed ({missing.name}). Use --engine duckdb, or install medemens[spark]."
        )
    except OSError as error:
        return _refused(f"{error.filename or chosen.file}: {error.strerror or error}. Check the names and the rights.")
    except (duckdb.OutOfMemoryException, duckdb.IOException):
        return _refused("The memory or the disk is full. Make room, or split the file.")
    print(_as_text(summary))
    print(f"\nResults: {chosen.results}")
    return 0


def _refused(message: str, code: int = 2) -> int:
    print(f"medemens: {message}", file=sys.stderr)
    return code


@contextmanager
def _stoppable() -> Iterator[Watch]:
    """A watch that tells its progress on stderr and that Ctrl-C stops."""
    watch = Watch(tell=_teller())
    if threading.current_thread() is not threading.main_thread():
        yield watch
        return
    before = {name: signal.signal(name, lambda *_: watch.stop.set()) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield watch
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr)


def _teller() -> Callable[[str, int], None]:
    told: list[str] = []

    def tell(stage: str, percent: int) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{stage} {percent}%", end="", file=sys.stderr, flush=True)
        elif stage not in told:
            told.append(stage)
            print(stage, file=sys.stderr, flush=True)

    return tell


def _write(results: Path, formats: tuple[str, ...], watch: Watch) -> None:
    """Writes the formats that were asked for in place of older ones; when it is stopped no results are left."""
    _remove(results, "csv")
    (results / "results.xlsx").unlink(missing_ok=True)
    try:
        if "csv" in formats:
            writing.write_csv(results, watch)
        if "xlsx" in formats:
            writing.write_xlsx(results, watch)
    except BaseException:
        _remove(results, "csv")
        _remove(results, "parquet")
        raise
    if "parquet" not in formats:
        _remove(results, "parquet")


def _remove(results: Path, ending: str) -> None:
    for name in RESULTS:
        (results / f"{name}.{ending}").unlink(missing_ok=True)


def _as_text(summary: Summary) -> str:
    """The summary as a table of plain text."""
    lines = [
        f"Checked as of      {summary.as_of}",
        f"Rows given         {summary.rows_given:>12,}",
        f"Rows judged        {summary.rows_judged:>12,}",
        f"Rows not judged    {summary.rows_unreadable:>12,}",
        f"Employers, workers {summary.employers:>12,} {summary.workers:>12,}",
        "",
        f"{'norm':28}{'met':>12}{'not met':>12}{'cannot tell':>13}{'euros':>16}",
    ]
    for norm in (*NORMS, HOLIDAY_ALLOWANCE):
        rows = {row["outcome"]: row for row in summary.norms if row["norm"] == norm.id}
        counts = [int(rows[outcome]["number"]) if outcome in rows else 0 for outcome in (Outcome.MET, Outcome.NOT_MET, 3)]
        amount = int(rows[Outcome.NOT_MET]["amount"]) if Outcome.NOT_MET in rows else 0
        lines.append(f"{norm.id:28}{counts[0]:>12,}{counts[1]:>12,}{counts[2]:>13,}{_euros(amount):>16}")
    lines += [
        "(the holiday allowance is counted a worker, the other norms a row)",
        "",
        f"Owed on wage and deductions       {_euros(summary.owed):>20}",
        f"Owed on holiday allowance         {_euros(summary.holiday_allowance_amount):>20}",
        f"Owed together                     {_euros(summary.owed + summary.holiday_allowance_amount):>20}",
        f"Statutory increase, at most       {_euros(summary.increase):>20}",
        f"Statutory interest                {_euros(summary.interest):>20}",
    ]
    if summary.reasons:
        lines += ["", "Not judged, because:", *(f"{number:>8,}  {REASONS[key]}" for key, number in summary.reasons.items())]
    for column in summary.ignored:
        likely = f" Did you mean {column.nearest}?" if column.nearest else ""
        lines.append(f"Column not used: {column.heading}.{likely}")
    return "\n".join(lines)


def _euros(cents: int) -> str:
    return f"€ {cents // 100:,}.{cents % 100:02}"


def _schema(chosen: argparse.Namespace) -> int:
    print(json.dumps(table_schema(), indent=2, ensure_ascii=False))
    return 0


def _amounts(chosen: argparse.Namespace) -> int:
    day = chosen.on or _today()
    folder = files("medemens.law")
    statutes = sorted(each.name for each in folder.iterdir() if each.joinpath("amounts.toml").is_file())
    lines = [f"In force on {day}"]
    for statute in statutes:
        try:
            known = series(statute)
        except (BadAmounts, ValueError) as bad:
            return _refused(f"src/medemens/law/{statute}/amounts.toml: {bad}", 1)
        lines += ["", statute, *(_in_force(each, day) for each in known.values())]
    print("\n".join(lines))
    return 0


def _in_force(figure: Series, day: date) -> str:
    entry = figure.entry(day)
    if entry is None or entry.value is None:
        return f"  {figure.id:28}  not known  ({figure.article})"
    source = f"{figure.article}; {entry.certainty}: {entry.source}"
    return f"  {figure.id:28}  {entry.written} {figure.unit}, since {entry.since}  ({source})"


def _cleanup(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.utils import timezone

    from medemens.work.pay import actions

    print(f"removed: {actions.remove_ended(now=timezone.now())}")
    return 0
