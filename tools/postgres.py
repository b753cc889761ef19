"""A PostgreSQL server of the tests' own, from the system's package: started on a free port, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def server(*, durable: bool = False) -> Iterator[str]:
    """Gives the DATABASE_URL of a fresh server on this machine only; a durable one writes to disk before it answers.

    :raises SystemExit: PostgreSQL is not installed
    """
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not binaries:
        raise SystemExit("PostgreSQL is not installed: run `make test`, or give DATABASE_URL.")
    folder = Path(tempfile.mkdtemp(prefix="medemens-postgres-"))
    as_user = _unprivileged(folder)
    port = _free_port()
    data = folder / "data"
    log = folder / "log"
    try:
        _run(
            as_user, binaries[-1] / "initdb", "-D", data, "-U", "medemens", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"
        )
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync={'on' if durable else 'off'}"
        _run(as_user, binaries[-1] / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        try:
            yield f"postgres://medemens@127.0.0.1:{port}/postgres"
        finally:
            _run(as_user, binaries[-1] / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`, who gets the folder."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, account.pw_uid, account.pw_gid)
        return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    raise SystemExit("There is no user `postgres` or `nobody` to run PostgreSQL as.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(as_user: list[str], *command: str | Path) -> None:
    subprocess.run([*as_user, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")
