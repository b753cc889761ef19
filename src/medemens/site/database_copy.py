"""A consistent copy of the whole database while the site goes on, and its way back in one step."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from medemens.casework import audit

FILES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
"""What the copy is called in a backup, by the kind of database."""

KEPT = ("common_staffmember", "common_authority", "casework_auditchain")
"""An installation in which none of these tables has a row is empty."""

_RUNS = "Something works with the database. Stop `medemens serve` (on all machines) and try again."

CLEAR = """\
SET lock_timeout = '10s';
DO $$ DECLARE each record; BEGIN
  FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', each.tablename);
  END LOOP;
  FOR each IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE 'DROP ROUTINE IF EXISTS ' || each.name || ' CASCADE';
  END LOOP;
END $$;
"""


class CopyProblem(Exception):
    """It cannot be copied or put back; the message says why, and what to do."""


@dataclass(frozen=True)
class Snapshot:
    """What stood in the database at the very moment of the copy: heads of the audit log, and migrations."""

    heads: tuple[str, ...]
    migrations: tuple[str, ...]


def take(target: Path) -> Snapshot:
    """Copies the database into a file. The site can go on working; what is written meanwhile is not in the copy.

    :raises CopyProblem: a program of PostgreSQL is missing or refuses
    """
    return _take_postgresql(target) if connection.vendor == "postgresql" else _take_sqlite(target)


def is_empty() -> bool:
    """Whether nothing would be lost."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in there.intersection(KEPT):
            cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
            if cursor.fetchone():
                return False
    return True


def put_back(copy: Path, *, prepare: Callable[[], None]) -> None:
    """Puts a copy in the place of the database, in one step: it is done as a whole, or not at all.

    :param prepare: migrates and looks over the copy. On SQLite that is done before the step, on PostgreSQL after it
    :raises CopyProblem: it is damaged, or something works with the database; nothing was changed
    """
    if connection.vendor == "postgresql":
        _put_back_postgresql(copy)
        prepare()
    else:
        _put_back_sqlite(copy, prepare)


def _read() -> Snapshot:
    applied = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    return Snapshot(tuple(str(head) for head in audit.heads()), tuple(applied))


def _take_sqlite(target: Path) -> Snapshot:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    with closing(sqlite3.connect(target)) as copy:
        heads = copy.execute("SELECT lane, length, digest FROM casework_auditchain ORDER BY lane").fetchall()
        applied = copy.execute("SELECT app, name FROM django_migrations").fetchall()
    return Snapshot(
        tuple(str(audit.Head(lane, length, bytes(digest).hex())) for lane, length, digest in heads),
        tuple(sorted(f"{app}.{name}" for app, name in applied)),
    )


@transaction.atomic
def _take_postgresql(target: Path) -> Snapshot:
    """One snapshot for what we read ourselves and for pg_dump."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
    found = _read()
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}")
    return found


def _put_back_sqlite(copy: Path, prepare: Callable[[], None]) -> None:
    try:
        with closing(sqlite3.connect(copy)) as looked:
            whole = looked.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        whole = False
    if not whole:
        raise CopyProblem("The database in the backup is damaged.")
    place = Path(connection.settings_dict["NAME"])
    with _pointed_at(copy):
        prepare()
    _alone_with(place)
    for ending in ("-wal", "-shm", "-journal"):
        place.with_name(place.name + ending).unlink(missing_ok=True)
    copy.chmod(0o600)
    durable(copy)
    copy.replace(place)
    durable(place.parent)


@contextmanager
def _pointed_at(file: Path) -> Iterator[None]:
    """Within this block the database is another file."""
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(file)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _alone_with(place: Path) -> None:
    """Takes the write-ahead log into the old file. That is refused while another process has it open."""
    try:
        with closing(sqlite3.connect(place, timeout=2)) as old:
            mode = old.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    except sqlite3.OperationalError:
        raise CopyProblem(_RUNS) from None
    if mode != "delete":
        raise CopyProblem(_RUNS)


def _put_back_postgresql(copy: Path) -> None:
    """The whole script is written out before it is run, so that a copy that breaks off halfway is not run by half."""
    script = copy.with_suffix(".sql")
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(copy))
    whole = copy.with_suffix(".whole.sql")
    with script.open("rb") as source, whole.open("wb") as target:
        target.write(CLEAR.encode())
        shutil.copyfileobj(source, target)
    script.unlink()
    connection.close()
    quietly = ("--no-psqlrc", "--quiet", "--output=/dev/null")
    _run("psql", *quietly, "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={whole}")


def _run(program: str, *arguments: str) -> None:
    """Runs a program of PostgreSQL against our database; no password is on its command line.

    :raises CopyProblem: it is missing, or refuses
    """
    if shutil.which(program) is None:
        raise CopyProblem(f"The program {program} is missing. Install the client programs of PostgreSQL (postgresql-client).")
    ours = connection.settings_dict
    options = ours.get("OPTIONS", {})
    given = {
        "PGHOST": ours["HOST"],
        "PGPORT": ours["PORT"],
        "PGUSER": ours["USER"],
        "PGPASSWORD": ours["PASSWORD"],
        "PGDATABASE": ours["NAME"],
        "PGSSLMODE": options.get("sslmode"),
        "PGSSLROOTCERT": options.get("sslrootcert"),
    }
    environment = {**os.environ, **{name: str(value) for name, value in given.items() if value}}
    done = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = next((line for line in done.stderr.splitlines() if line.strip()), "")
        raise CopyProblem(_RUNS if "lock timeout" in done.stderr else f"{program}: {said}")


def durable(place: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
