"""The database itself refuses to change an entry of the audit log."""

from typing import Any

from django.db import migrations

POSTGRESQL = (
    "CREATE FUNCTION casework_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit log is never changed'; END $$",
    "CREATE TRIGGER casework_audit_unchanged BEFORE UPDATE ON casework_auditentry "
    "FOR EACH ROW EXECUTE FUNCTION casework_audit_refuse()",
)
POSTGRESQL_BACK = (
    "DROP TRIGGER casework_audit_unchanged ON casework_auditentry",
    "DROP FUNCTION casework_audit_refuse()",
)
SQLITE = (
    "CREATE TRIGGER casework_audit_unchanged BEFORE UPDATE ON casework_auditentry "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END",
)
SQLITE_BACK = ("DROP TRIGGER casework_audit_unchanged",)


def refuse(apps: Any, schema_editor: Any) -> None:
    """Adds the trigger."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def allow(apps: Any, schema_editor: Any) -> None:
    """Takes it away."""
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
