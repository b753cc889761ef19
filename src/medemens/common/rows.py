"""Rows that are added by a statement that was made once.

For the few deeds that come by the hundred a second. Django's models make the text of their statement anew for every row, which
takes several times longer than the database needs to add it. What is written is the same: each column's value is prepared by its
own field.
"""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model

_Statement = tuple[str, tuple["Field[object, object]", ...]]


def add(row: Model, *, numbered: bool = True) -> None:
    """Adds a new row, which then knows its number, unless nobody asks for that. What it points to must have been added before.

    :raises django.db.IntegrityError: it breaks a rule of the database, such as a key that must be there once
    """
    database = connections[DEFAULT_DB_ALIAS]
    statement, fields = _statement(type(row), database)
    values = [field.get_db_prep_save(field.pre_save(row, add=True), database) for field in fields]
    with database.cursor() as cursor:
        if numbered:
            cursor.execute(f"{statement} RETURNING id", values)
            (row.pk,) = cursor.fetchone()
        else:
            cursor.execute(statement, values)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


_made: dict[type[Model], _Statement] = {}


def _statement(model: type[Model], database: BaseDatabaseWrapper) -> _Statement:
    """The statement for a table, and the fields of its values; the number is given by the database."""
    if model not in _made:
        quoted = database.ops.quote_name
        fields = tuple(field for field in model._meta.local_concrete_fields if not field.primary_key)
        columns = ", ".join(quoted(str(field.column)) for field in fields)
        places = ", ".join("%s" for _field in fields)
        _made[model] = f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({places})", fields
    return _made[model]
