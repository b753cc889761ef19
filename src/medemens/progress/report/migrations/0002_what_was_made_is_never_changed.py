"""The database itself refuses to change what editors wrote and what was published."""

from typing import Any

from django.db import migrations

PUBLISHED = "(SELECT published_at FROM report_report WHERE id = OLD.report_id) IS NOT NULL"
RULES = (
    ("report_reporttext", "unchanged", 'UPDATE OF year, chapter, language, "text", written_at', ""),
    ("report_reporttext", "kept", "DELETE", ""),
    ("report_reportfile", "unchanged", "UPDATE", ""),
    ("report_reportfile", "kept", "DELETE", PUBLISHED),
    ("report_report", "unchanged", "UPDATE OF year, as_of, known_at, address, data, figures, state, made_at, published_at",
     "OLD.published_at IS NOT NULL"),
    ("report_report", "kept", "DELETE", "OLD.published_at IS NOT NULL"),
    ("report_keptfigure", "unchanged", "UPDATE", ""),
    ("report_keptfigure", "kept", "DELETE", ""),
)  # fmt: skip
"""Table, name of the trigger, on what, and only when."""

REFUSED = "what was written or published is never changed"
TABLES = [(table, name) for table, name, _what, _when in RULES]

POSTGRESQL = (
    f"CREATE FUNCTION report_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
    "CREATE FUNCTION report_refuse_published() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF {PUBLISHED} THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN OLD; END $$",
    *(
        f"CREATE TRIGGER {table}_{name} BEFORE {what} ON {table} FOR EACH ROW "
        + ("EXECUTE FUNCTION report_refuse_published()" if when == PUBLISHED else "")
        + (f"WHEN ({when}) EXECUTE FUNCTION report_refuse()" if when not in ("", PUBLISHED) else "")
        + ("EXECUTE FUNCTION report_refuse()" if not when else "")
        for table, name, what, when in RULES
    ),
)
POSTGRESQL_BACK = (
    *(f"DROP TRIGGER {table}_{name} ON {table}" for table, name in TABLES),
    "DROP FUNCTION report_refuse()",
    "DROP FUNCTION report_refuse_published()",
)
SQLITE = tuple(
    f"CREATE TRIGGER {table}_{name} BEFORE {what} ON {table} {f'WHEN {when} ' if when else ''}"
    f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    for table, name, what, when in RULES
)
SQLITE_BACK = tuple(f"DROP TRIGGER {table}_{name}" for table, name in TABLES)


def refuse(apps: Any, schema_editor: Any) -> None:
    """Adds the triggers. What may change is who wrote or published it, who may have left."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def allow(apps: Any, schema_editor: Any) -> None:
    """Takes them away."""
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("report", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
