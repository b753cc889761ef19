"""The database refuses to empty tables whose rows are never changed; after a journey they must be emptied all the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection


@contextmanager
def lifted(*migrations: str) -> Iterator[None]:
    """Takes away what some migrations made the database refuse, and puts it back."""
    modules = [import_module(each) for each in migrations]
    postgresql = connection.vendor == "postgresql"
    _run(statement for each in modules for statement in (each.POSTGRESQL_BACK if postgresql else each.SQLITE_BACK))
    yield
    _run(statement for each in modules for statement in (each.POSTGRESQL if postgresql else each.SQLITE))


def emptied(*tables: str) -> None:
    """Removes all rows, of one table after the other."""
    _run(f"DELETE FROM {table}" for table in tables)


def _run(statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
