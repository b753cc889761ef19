"""Puts a backup back: checked before anything is touched, in one step, and looked over afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command

from medemens.casework import audit
from medemens.casework.actions import upkeep
from medemens.site import database_copy
from medemens.site.backup import SECRETS, BackupProblem, Manifest, key_is_here, opened, secret_mark
from medemens.work.pay import actions as pay

Tell = Callable[[str], None]


def restore(file: Path, *, replace: bool, now: datetime, tell: Tell) -> bool:
    """Puts a backup back. Whether the audit log in it is whole.

    :param replace: what is there goes
    :raises BackupProblem: it cannot be done; nothing was changed
    """
    if not replace and not database_copy.is_empty():
        raise BackupProblem("This installation is not empty. To lose what is there and put the backup in its place: --replace.")
    with opened(file) as (manifest, place):
        tell(f"The backup of {manifest.made_at} is whole.")
        faults: list[audit.Fault] = []
        copy = place / database_copy.FILES[manifest.database]
        try:
            database_copy.put_back(copy, prepare=lambda: _prepare(manifest, faults, now))
        except database_copy.CopyProblem as problem:
            raise BackupProblem(str(problem)) from None
        tell("The database is back, and brought up to date with this version.")
        _set_heads_aside(now, tell)
        _secrets(manifest, place, tell)
    for fault in faults:
        tell(f"The audit log does not fit: chain {fault.lane}, entry {fault.number}: {fault.kind}")
    tell("The audit log is not whole." if faults else "The audit log is whole.")
    return not faults


def _prepare(manifest: Manifest, faults: list[audit.Fault], now: datetime) -> None:
    """Brings the database up to date and looks it over. Sessions end: they are of another time, and some were closed since."""
    call_command("migrate", interactive=False, verbosity=0)
    faults += audit.unlike([audit.Head.read(line) for line in manifest.audit_heads])
    faults += audit.faults()
    Session.objects.all().delete()
    pay.remove_lost()
    upkeep.note(deed="installation.restored", now=now)


def _set_heads_aside(now: datetime, tell: Tell) -> None:
    """The heads that were noted after the backup are of a longer log than the one that is there now."""
    folder = settings.AUDIT_HEADS_FOLDER
    if folder.is_dir():
        aside = folder.with_name(f"{folder.name}-until-{now:%Y%m%dT%H%M%S}")
        folder.rename(aside)
        tell(f"The heads of the audit log that were noted until now lie in {aside}.")


def _secrets(manifest: Manifest, place: Path, tell: Tell) -> None:
    """Puts the key back. One that is set from outside (SECRET_KEY) stays as it is."""
    here = key_is_here()
    for name in SECRETS:
        if (place / name).is_file() and (here or name != "secret-key"):
            database_copy.durable(place / name)
            (place / name).replace(settings.FOLDER / name)
    came_along = here and any(part.name == "secret-key" for part in manifest.parts)
    if not came_along and manifest.secret_mark != secret_mark():
        tell(
            "The key of this installation is another than that of the backup. Put the old one back (SECRET_KEY, or the file "
            "secret-key), or give all staff a second factor anew: see docs/running.md."
        )
