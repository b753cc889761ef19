"""The database itself refuses to change or remove an entry of a register."""

from typing import Any

from django.db import migrations

POSTGRESQL = (
    "CREATE FUNCTION casework_register_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'a register entry is never changed'; END $$",
    "CREATE TRIGGER casework_register_unchanged BEFORE UPDATE OF register, organisation_id, kind, made_known_on, takes_effect_on, "
    "valid_until, facts, recorded_at, authority_id, corrects_id, annulled ON casework_registerentry "
    "FOR EACH ROW EXECUTE FUNCTION casework_register_refuse()",
    "CREATE TRIGGER casework_register_kept BEFORE DELETE ON casework_registerentry "
    "FOR EACH ROW EXECUTE FUNCTION casework_register_refuse()",
)
POSTGRESQL_BACK = (
    "DROP TRIGGER casework_register_unchanged ON casework_registerentry",
    "DROP TRIGGER casework_register_kept ON casework_registerentry",
    "DROP FUNCTION casework_register_refuse()",
)
SQLITE = (
    "CREATE TRIGGER casework_register_unchanged BEFORE UPDATE OF register, organisation_id, kind, made_known_on, takes_effect_on, "
    "valid_until, facts, recorded_at, authority_id, corrects_id, annulled ON casework_registerentry "
    "BEGIN SELECT RAISE(ABORT, 'a register entry is never changed'); END",
    "CREATE TRIGGER casework_register_kept BEFORE DELETE ON casework_registerentry "
    "BEGIN SELECT RAISE(ABORT, 'a register entry is never changed'); END",
)
SQLITE_BACK = ("DROP TRIGGER casework_register_unchanged", "DROP TRIGGER casework_register_kept")


def refuse(apps: Any, schema_editor: Any) -> None:
    """Adds the triggers. What may change is who recorded it, who may have left, and the case behind it, which ends."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def allow(apps: Any, schema_editor: Any) -> None:
    """Takes them away."""
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_register")]
    operations = [migrations.RunPython(refuse, allow)]
