"""The audit log on the command line: whether it is whole, the heads to note elsewhere, and its records of processing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medemens.casework.audit import Fault, Head
    from medemens.common.authorities import Authority

WHOLE, NOT_WHOLE, REFUSED = 0, 1, 2
"""Exit codes."""

MOST_SHOWN = 100
"""How many faults are printed; they are all counted."""

FAULTS = {
    "changed": "is not as it was written, or was slipped in",
    "missing": "is missing, with or without those behind it",
    "shorter": "and all behind it is missing: the end was cut off",
    "longer": "stands behind the end",
    "head": "is another last entry than the one that was written last",
    "noted": "is another than when its head was noted, or gone",
}
CHUNK = 1000
Subparsers = Any


def add_audit(subparsers: Subparsers) -> None:
    """`medemens audit verify|heads|export`."""
    parser = subparsers.add_parser("audit", help="the log of deeds: verify it, print its heads, export records of processing")
    parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
    verify = parts.add_parser("verify", help="walks through the whole log; exit code 1 when it is not whole, with the places")
    verify.add_argument("--against", type=Path, metavar="FILE", help="heads that were noted before, as `heads` prints them")
    verify.set_defaults(run=_verify)
    heads = parts.add_parser("heads", help="prints length and last digest of each chain, to keep out of this machine's reach")
    heads.set_defaults(run=_heads)
    export = parts.add_parser("export", help="prints records of processing (Logboek Dataverwerkingen), one JSON object a line")
    export.add_argument("--since", type=_day, required=True, metavar="DATE", help="the first day")
    export.add_argument("--until", type=_day, required=True, metavar="DATE", help="the last day")
    export.add_argument("--authority", metavar="KEY", help="the key of an authority (left out: all of them)")
    export.add_argument("--register", metavar="URL", help="the address of your register of processing (left out: the one here)")
    export.set_defaults(run=_export)


COMMANDS: tuple[Callable[[Subparsers], None], ...] = (add_audit,)


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as 2026-07-31") from None
    if not 2000 <= found.year < 2100:
        raise argparse.ArgumentTypeError(f"'{text}' is not in this century")
    return found


def _verify(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    from medemens.casework import audit

    noted: list[Head] = []
    if chosen.against is not None:
        try:
            noted = audit.read_heads(chosen.against.read_text(encoding="utf-8"))
        except OSError as error:
            return _refused(f"{chosen.against}: {error.strerror}")
        except ValueError as wrong:
            return _refused(
                f"{chosen.against}: " + (f"this line is no head: {wrong}" if str(wrong) else "there is no head in it")
            )
    entries = audit.entries()
    faults = list(audit.faults(_teller(entries)))
    told = [*faults, *audit.unlike(noted)]
    _tell(told)
    against = f", held against {len(noted)} noted heads" if noted else ""
    bare = audit.without_noted_head(noted) if noted else []
    if told:
        print(f"NOT WHOLE: {len(told)} place{'s' if len(told) > 1 else ''} in {entries} entries{against}")
        return NOT_WHOLE
    print(f"whole: {entries} entries{against}")
    if bare:
        print(f"No head was noted of chain {', '.join(map(str, bare))}: what happened there before is not known.")
    if not noted:
        print("Whether the log was made anew, or its end cut off with its head, shows only --against heads noted before.")
    return WHOLE


def _tell(faults: Sequence[Fault]) -> None:
    for each in faults[:MOST_SHOWN]:
        print(f"chain {each.lane}, number {each.number}: {FAULTS[each.kind]}")
    if len(faults) > MOST_SHOWN:
        print(f"and {len(faults) - MOST_SHOWN} more")


def _teller(entries: int) -> Callable[[int], None]:
    """Tells progress on stderr: on one line of a terminal, or a line for each tenth."""
    told = 0

    def tell(walked: int) -> None:
        nonlocal told
        tenth = min(10, walked * 10 // max(1, entries))
        if sys.stderr.isatty():
            print(f"\r\033[K{walked} of {entries} entries", end="" if walked < entries else "\n", file=sys.stderr, flush=True)
        elif tenth > told:
            told = tenth
            print(f"{walked} of {entries} entries", file=sys.stderr, flush=True)

    return tell


def _heads(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.utils import timezone

    from medemens.casework import audit

    print(f"# Medemens audit log, {audit.entries()} entries, {timezone.localtime():%Y-%m-%dT%H:%M:%S%z}")
    for head in audit.heads():
        print(head)
    return 0


def _export(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from medemens.casework import processing_log
    from medemens.casework.actions import auditing
    from medemens.casework.queries import log

    if chosen.since > chosen.until:
        return _refused("--since is later than --until")
    authority = _authority(chosen.authority)
    if chosen.authority and authority is None:
        return _refused(f"there is no authority with the key {chosen.authority}")
    auditing.take_out_log(since=chosen.since, until=chosen.until, authority=authority, now=timezone.now())
    since, until = (
        timezone.make_aware(datetime.combine(day, time())) for day in (chosen.since, chosen.until + timedelta(days=1))
    )
    entries = log.entries_between(since, until, authority.pk if authority else None).iterator(chunk_size=CHUNK)
    for line in processing_log.lines(entries, register=chosen.register or _register(), secret=settings.SECRET_KEY):
        sys.stdout.write(line)
    return 0


def _authority(key: str | None) -> Authority | None:
    from medemens.common.authorities import Authority

    return Authority.objects.filter(key=key).first() if key else None


def _register() -> str:
    """The address of the register in this installation, at the first name that it answers to."""
    from django.conf import settings
    from django.urls import reverse
    from django.utils import translation

    with translation.override("nl"):
        scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
        return f"{scheme}://{settings.ALLOWED_HOSTS[0]}{reverse('auditing:register')}"


def _refused(message: str) -> int:
    print(f"medemens: {message}", file=sys.stderr)
    return REFUSED
