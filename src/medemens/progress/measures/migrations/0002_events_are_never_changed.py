"""The database itself refuses to change or remove an event."""

from typing import Any

from django.db import migrations

COMMON = "key, on, precision, target, target_precision, fact_nl, fact_en, source_id, recorded_at, corrects_id, annulled"
COLUMNS = {
    "measures_statusevent": f"{COMMON}, measure_id, phase, planned, milestone, reversal",
    "measures_promiseevent": f"{COMMON}, promise_id, step",
}


def quoted(columns: str) -> str:
    """`on` and `key` are words of SQL itself."""
    return ", ".join(f'"{column}"' for column in columns.split(", "))


POSTGRESQL = (
    "CREATE FUNCTION measures_event_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'an event is never changed'; END $$",
    *(
        f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE OF {quoted(columns)} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION measures_event_refuse()"
        for table, columns in COLUMNS.items()
    ),
    *(
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION measures_event_refuse()"
        for table in COLUMNS
    ),
)
POSTGRESQL_BACK = (
    *(f"DROP TRIGGER {table}_unchanged ON {table}" for table in COLUMNS),
    *(f"DROP TRIGGER {table}_kept ON {table}" for table in COLUMNS),
    "DROP FUNCTION measures_event_refuse()",
)
SQLITE = (
    *(
        f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE OF {quoted(columns)} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END"
        for table, columns in COLUMNS.items()
    ),
    *(
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END"
        for table in COLUMNS
    ),
)
SQLITE_BACK = tuple(f"DROP TRIGGER {table}_{what}" for table in COLUMNS for what in ("unchanged", "kept"))


def refuse(apps: Any, schema_editor: Any) -> None:
    """Adds the triggers. What may change is who recorded it, who may have left."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def allow(apps: Any, schema_editor: Any) -> None:
    """Takes them away."""
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
