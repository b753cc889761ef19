"""The commands of whoever runs an installation: the work of a day, backup, the first administrator, recovery, demonstration."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

Subparsers = Any
REFUSED, FAULTS = 2, 1


def add_daily(subparsers: Subparsers) -> None:
    """`medemens daily [--on DATE]`."""
    parser = subparsers.add_parser("daily", help="the work of a day, once: removes what has ended; `serve` does it by itself")
    parser.add_argument("--on", type=_day, default=None, metavar="DATE", help="today or a day before (left out: today)")
    parser.set_defaults(run=_needs_tables(_daily))


def add_backup(subparsers: Subparsers) -> None:
    """`medemens backup FILE [--without-secret]`."""
    parser = subparsers.add_parser("backup", help="writes one file with all that must not be lost; the site can go on")
    parser.add_argument("file", type=Path, metavar="FILE", help="a name that ends in .tar, or .tar.gz to make it smaller")
    parser.add_argument("--without-secret", action="store_true", help="leaves the key of this installation out")
    parser.set_defaults(run=_needs_tables(_backup))


def add_restore(subparsers: Subparsers) -> None:
    """`medemens restore FILE [--replace]`."""
    parser = subparsers.add_parser("restore", help="puts a backup back; stop the site first")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--replace", action="store_true", help="also when there is something; that is lost")
    parser.set_defaults(run=_restore)


def add_administrator(subparsers: Subparsers) -> None:
    """`medemens administrator EMAIL [NAME]`."""
    parser = subparsers.add_parser("administrator", help="makes an administrator, or invites one again")
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("name", metavar="NAME", nargs="?", default="", help="their name; not for one who is there already")
    parser.add_argument(
        "--new-second-factor", action="store_true", help="forgets the second factor of one who lost theirs; they set up a new one"
    )
    parser.set_defaults(run=_needs_tables(_administrator))


def add_recover(subparsers: Subparsers) -> None:
    """`medemens recover AUTHORITY EMAIL`."""
    parser = subparsers.add_parser("recover", help="gives somebody the keys of their authority, with its recovery key")
    parser.add_argument("authority", metavar="AUTHORITY", help="the short name of the authority, as in the administration")
    parser.add_argument("email", metavar="EMAIL")
    parser.set_defaults(run=_needs_tables(_recover))


def add_demo(subparsers: Subparsers) -> None:
    """`medemens demo [--code]`."""
    parser = subparsers.add_parser("demo", help="a world of invented people to look around in, and an example payroll")
    parser.add_argument("--code", action="store_true", help="prints the six digits of the second factor of this moment")
    parser.set_defaults(run=_needs_tables(_demo))


COMMANDS: tuple[Callable[[Subparsers], None], ...] = (
    add_daily, add_backup, add_restore, add_administrator, add_recover, add_demo,
)  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as 2026-07-31") from None


def _now() -> datetime:
    """The clock, once Django is set up."""
    import django

    django.setup()
    from django.utils import timezone

    return timezone.now()


def _needs_tables(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Says plainly when the database was not set up."""

    def checked(chosen: argparse.Namespace) -> int:
        _now()
        from django.db import DatabaseError, connection
        from django.db.migrations.executor import MigrationExecutor

        try:
            executor = MigrationExecutor(connection)
        except DatabaseError as error:
            return _refused(f"The database cannot be reached: {error}")
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return _refused("The database is not up to date. Run first: medemens migrate")
        return run(chosen)

    return checked


def _say(text: str) -> None:
    print(text, flush=True)


def _refused(message: str) -> int:
    print(f"medemens: {message}", file=sys.stderr)
    return REFUSED


def _daily(chosen: argparse.Namespace) -> int:
    now = _now()
    from django.utils import timezone

    from medemens.site import daily

    today = timezone.localdate(now)
    day = chosen.on or today
    if day > today:
        return _refused(f"{day} has yet to come; today is {today}. What is removed too early is gone for good.")
    return daily.work(day=day, clock=timezone.now, tell=_say, by_hand=chosen.on is not None)


def _backup(chosen: argparse.Namespace) -> int:
    now = _now()
    from medemens.site import backup

    try:
        manifest = backup.make(chosen.file, secret=not chosen.without_secret, now=now)
    except backup.BackupProblem as problem:
        return _refused(str(problem))
    except OSError as error:
        return _refused(f"{error.filename or chosen.file}: {error.strerror or error}")
    for part in manifest.parts:
        _say(f"{part.name:28} {part.bytes:>14,} bytes  sha256 {part.sha256}")
    kept = any(part.name == "secret-key" for part in manifest.parts)
    _say(f"{chosen.file} is whole. " + ("It holds the key of this installation: keep it safe." if kept else _WITHOUT))
    return 0


_WITHOUT = "The key of this installation is not in it: keep it elsewhere."


def _restore(chosen: argparse.Namespace) -> int:
    now = _now()
    from medemens.site import backup, restore

    try:
        whole = restore.restore(chosen.file, replace=chosen.replace, now=now, tell=_say)
    except backup.BackupProblem as problem:
        return _refused(f"{problem} Nothing was changed.")
    return 0 if whole else FAULTS


def _administrator(chosen: argparse.Namespace) -> int:
    now = _now()
    from medemens.casework.actions.submissions import NotPossible
    from medemens.site.staff import first

    try:
        address = first.administrator(email=chosen.email, name=chosen.name, now=now, new_factor=chosen.new_second_factor)
    except NotPossible as refused:
        return _refused(first.REFUSALS[refused.key].format(email=chosen.email))
    _say(f"Give this address to {chosen.email}, and to nobody else. It works once, and for three days:\n{address}")
    return 0


def _recover(chosen: argparse.Namespace) -> int:
    now = _now()
    from medemens.casework.actions.submissions import NotPossible
    from medemens.site.staff import first

    try:
        number = first.recover(
            authority_key=chosen.authority, email=chosen.email, typed=lambda: getpass.getpass("Recovery key: "), now=now
        )
    except NotPossible as refused:
        return _refused(first.REFUSALS[refused.key].format(email=chosen.email, authority=chosen.authority))
    _say(f"{chosen.email} holds {number} keys of the authority now, and can open its cases. This is in the log.")
    return 0


def _demo(chosen: argparse.Namespace) -> int:
    now = _now()
    from django.conf import settings
    from django.utils import timezone

    from medemens.progress.measures import demonstration as monitor
    from medemens.progress.measures import shipped
    from medemens.site import demonstration
    from medemens.site.staff import first
    from medemens.work.lenders import demonstration as lenders
    from medemens.work.pay import actions
    from medemens.work.pay.commands import EXAMPLE

    if chosen.code:
        code = demonstration.code(folder=settings.FOLDER, now=now)
        if code is None:
            return _refused("There is no demonstration here. Make it with: medemens demo")
        _say(code)
        return 0
    check = actions.make_demonstration(file=EXAMPLE, as_of=timezone.localdate(now), now=now)
    _say(f"Demonstration: {check.summary['rows_given']} lines of an invented payroll.")
    made = demonstration.make(folder=settings.FOLDER, now=now)
    _say("Demonstration: invented authorities with their staff and cases" + (" were made." if made else " are there."))
    made = lenders.make(now=now)
    _say("Demonstration: a register of invented lenders" + (" was made." if made else " is there."))
    made = shipped.load(now=now)
    _say("The monitor of the measures, from public sources," + (" was filled." if made else " is there."))
    if monitor.make(now=now):
        _say("Demonstration: what waits for the editors of the monitor was made.")
    _say(f"How to sign in as one of them stands in {settings.FOLDER / demonstration.SIGN_IN_FILE}")
    _say(f"Sign in, once the site runs (medemens serve): {first.site()}/nl/staff/")
    _say("The six digits of the second factor: medemens demo --code, or any authenticator app.")
    return 0
