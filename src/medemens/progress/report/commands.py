"""The annual report on the command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

NETHERLANDS = ZoneInfo("Europe/Amsterdam")
FORMS, LANGUAGES = ("html", "pdf", "docx"), ("nl", "en")
REFUSED = 2


def add_report(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`medemens annual-report YEAR`."""
    parser = subparsers.add_parser("annual-report", help="writes the annual report of a year as HTML, PDF and DOCX")
    parser.add_argument("year", type=int, metavar="YEAR")
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="the day as of which it is made (left out: today)")
    parser.add_argument(
        "--known-at", type=_moment, metavar="MOMENT", help="only what was recorded by then (left out: everything)"
    )
    parser.add_argument("--language", choices=LANGUAGES, action="append", help="nl or en (left out: both)")
    parser.add_argument("--formats", type=_forms, default=FORMS, help="html,pdf,docx (left out: all)")
    parser.add_argument("--folder", type=Path, default=Path(), metavar="DIR", help="where the files go (left out: here)")
    parser.add_argument(
        "--address",
        default="http://localhost:8000",
        metavar="URL",
        help="the beginning of links in PDF and DOCX: where the site is",
    )
    parser.set_defaults(run=_report)


COMMANDS: tuple[Callable[[argparse._SubParsersAction[argparse.ArgumentParser]], None], ...] = (add_report,)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as 2023-12-01") from None


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a moment; write it as 2026-11-26T09:00") from None
    return found if found.tzinfo else found.replace(tzinfo=NETHERLANDS)


def _forms(text: str) -> tuple[str, ...]:
    chosen = tuple(word.strip() for word in text.split(",") if word.strip())
    if not chosen or set(chosen) - set(FORMS):
        raise argparse.ArgumentTypeError(f"'{text}': choose from {', '.join(FORMS)}")
    return chosen


def _report(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    from medemens.progress.measures.queries import snapshot
    from medemens.progress.report import writing
    from medemens.progress.report.period import Period

    today = datetime.now(NETHERLANDS).date()
    as_of = chosen.as_of or today
    try:
        period = Period(chosen.year, as_of, chosen.known_at)
    except ValueError:
        return _refused(f"{chosen.year} had not begun on {as_of}, or lies before the advice of 2020.")
    if as_of > today:
        return _refused(f"{as_of} has yet to come: how things stand then is not known.")
    if not snapshot.current().measures:
        return _refused("The monitor is empty. Fill it first: medemens measures-import --take")
    languages = tuple(dict.fromkeys(chosen.language or LANGUAGES))
    try:
        chosen.folder.mkdir(parents=True, exist_ok=True)
        made = writing.made(period, address=chosen.address.rstrip("/"), tell=_tell, languages=languages, forms=chosen.formats)
        for each in made.files:
            path = chosen.folder / f"annual-report-{chosen.year}-{as_of}-{each.language}.{each.form}"
            path.write_bytes(each.content)
            print(path)
    except OSError as error:
        return _refused(f"{error.filename}: {error.strerror}.")
    return 0


def _tell(stage: str, percent: int) -> None:
    print(f"\r{percent:3d}% {stage:<10}", end="\n" if percent == 100 else "", file=sys.stderr, flush=True)


def _refused(message: str) -> int:
    print(message, file=sys.stderr)
    return REFUSED
