"""The `medemens` command: the site, the database, and the wage check on the command line."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from time import sleep
from zoneinfo import ZoneInfo

from medemens.casework import audit_commands as audit
from medemens.progress.measures import commands as measures
from medemens.progress.report import commands as report
from medemens.site import upkeep_commands as upkeep
from medemens.work.lenders import commands as lenders
from medemens.work.pay import commands as pay

DJANGO = ("migrate", "makemigrations", "collectstatic", "dbshell", "shell", "db_worker")
NETHERLANDS = ZoneInfo("Europe/Amsterdam")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one sub-command and gives its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medemens.site.settings")
    if words and words[0] in DJANGO:
        return _django(words)
    parser = argparse.ArgumentParser(prog="medemens", description="A safe place to report, its casework, and the wage check.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serve = subparsers.add_parser("serve", help="starts the site and the worker for long jobs")
    serve.set_defaults(run=_serve)
    for name in DJANGO[:3]:
        subparsers.add_parser(name, help="see Django's documentation", add_help=False)
    for add in (*upkeep.COMMANDS, *audit.COMMANDS, *pay.COMMANDS, *lenders.COMMANDS, *measures.COMMANDS, *report.COMMANDS):
        add(subparsers)
    chosen = parser.parse_args(words)
    result: int = chosen.run(chosen)
    return result


def _django(words: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["medemens", *words])
    return 0


def _serve(chosen: argparse.Namespace) -> int:
    """The site, the worker and who tells followers side by side; when one ends, all end. Begins the work of each day."""
    from medemens.site.each_day import EachDay
    from medemens.site.env import read

    environment = read()
    site = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "medemens.site.wsgi:application", "--no-access-log",
        "--host", environment.address, "--port", str(environment.port), "--workers", str(environment.workers),
        "--blocking-threads", str(environment.threads),
    ]  # fmt: skip
    worker = [sys.executable, "-c", "from medemens.site.command import main; main(['db_worker', '--interval', '0.5'])"]
    teller = [sys.executable, "-c", "from medemens.site.command import main; main(['lenders-tell', '--stay'])"]
    processes = [subprocess.Popen(command) for command in (site, worker, teller)]  # noqa: S603 - our own programs
    each_day = EachDay()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"medemens: http://localhost:{environment.port}/ (Ctrl-C stops it)", flush=True)
    try:
        while all(process.poll() is None for process in processes):
            each_day.look(datetime.now(NETHERLANDS))
            sleep(0.3)
        return 1
    except (KeyboardInterrupt, SystemExit):
        return 0
    finally:
        each_day.stop()
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)


if __name__ == "__main__":
    raise SystemExit(main())
