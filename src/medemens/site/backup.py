"""One file with all that an installation must not lose, and the way back.

A backup is a tar file: a list (`manifest.json`) with the sum of each part, the sum of that list, and the parts. What reporters
and handlers wrote is in it as it is in the database: sealed. The key of the installation is in it too, unless it is left out.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from medemens.casework.actions import upkeep
from medemens.common.secrets import derived
from medemens.site import database_copy

FORMAT = 1
LIST, SUM = "manifest.json", "manifest.sha256"
SECRETS = ("secret-key", "demonstration-sign-in.txt")
"""Files of the installation's folder that go along, unless they are left out."""
MOST_LIST = 1_000_000
AT_A_TIME = 1 << 20


class BackupProblem(Exception):
    """It cannot be made or put back; the message says why, and what to do. Nothing was changed."""


@dataclass(frozen=True)
class Part:
    """A file in a backup."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `secret_mark` tells whether an installation has the same key, without giving it away."""

    format: int
    made_at: str
    database: str
    migrations: tuple[str, ...]
    audit_heads: tuple[str, ...]
    secret_mark: str
    parts: tuple[Part, ...]

    @classmethod
    def read(cls, text: bytes) -> Manifest:
        """The list as it was written.

        :raises BackupProblem: it is none
        """
        try:
            fields: dict[str, Any] = json.loads(text)
            parts = tuple(Part(**each) for each in fields.pop("parts"))
            heads, migrations = tuple(fields.pop("audit_heads")), tuple(fields.pop("migrations"))
            made = cls(parts=parts, audit_heads=heads, migrations=migrations, **fields)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise BackupProblem("This is not a backup of Medemens, or it is damaged.") from None
        if made.format != FORMAT:
            raise BackupProblem("This backup was made by a newer version of Medemens. Update first.")
        return made


def secret_mark() -> str:
    """What is equal for equal keys of installations."""
    return derived(settings.SECRET_KEY.encode(), purpose="mark of a backup").hex()


def key_is_here() -> bool:
    """Whether the key lies in the installation's folder; else it is set from outside, and kept by whoever set it."""
    own = settings.FOLDER / SECRETS[0]
    return own.is_file() and own.read_text(encoding="ascii") == settings.SECRET_KEY


def make(file: Path, *, secret: bool, now: datetime) -> Manifest:
    """Writes a backup. It gets its name only when it is whole and on the disk.

    :param secret: the key of the installation goes along
    :raises BackupProblem: there is a file with this name, or the folder or a program is missing
    """
    if file.exists():
        raise BackupProblem(f"{file} is there already. Choose another name.")
    if not file.parent.is_dir():
        raise BackupProblem(f"There is no folder {file.parent}.")
    with _workplace(file.parent) as place:
        try:
            copy = place / database_copy.FILES[_vendor()]
            snapshot = database_copy.take(copy)
        except database_copy.CopyProblem as problem:
            raise BackupProblem(str(problem)) from None
        files = [copy, *(_secrets() if secret else ())]
        manifest = Manifest(
            format=FORMAT,
            made_at=now.isoformat(),
            database=_vendor(),
            migrations=snapshot.migrations,
            audit_heads=snapshot.heads,
            secret_mark=secret_mark(),
            parts=tuple(Part(each.name, each.stat().st_size, _sum_of(each)) for each in files),
        )
        draft = place / "draft"
        _pack(draft, manifest, files, squeezed=file.name.endswith((".gz", ".tgz")))
        database_copy.durable(draft)
        draft.rename(file)
        database_copy.durable(file.parent)
    upkeep.note(deed="installation.backed_up", now=now)
    return manifest


def _secrets() -> list[Path]:
    """The files of the installation's folder that go along."""
    wanted = SECRETS if key_is_here() else SECRETS[1:]
    return [settings.FOLDER / name for name in wanted if (settings.FOLDER / name).is_file()]


def _pack(target: Path, manifest: Manifest, files: list[Path], *, squeezed: bool) -> None:
    text = json.dumps(asdict(manifest), indent=1).encode()
    with tarfile.open(target, "w:gz" if squeezed else "w", format=tarfile.PAX_FORMAT) as tar:
        for name, content in ((LIST, text), (SUM, hashlib.sha256(text).hexdigest().encode())):
            tar.addfile(_member(name, len(content)), io.BytesIO(content))
        for each in files:
            with each.open("rb") as source:
                tar.addfile(_member(each.name, each.stat().st_size), source)
    target.chmod(0o600)


def _member(name: str, size: int) -> tarfile.TarInfo:
    """Nothing of this machine or its users stands in it."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


@contextmanager
def opened(file: Path) -> Iterator[tuple[Manifest, Path]]:
    """A backup with all its parts laid out in a folder, after every sum was checked; the folder goes afterwards.

    :raises BackupProblem: it is none, it is damaged, or it is not for this version or this kind of database
    """
    with _workplace(settings.FOLDER) as place:
        try:
            with tarfile.open(file, "r:*") as tar:
                manifest = _checked_list(tar)
                _check_fit(manifest)
                for part in manifest.parts:
                    _lay_out(tar, part, place)
        except FileNotFoundError:
            raise BackupProblem(f"There is no file {file}.") from None
        except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
            raise BackupProblem(f"{file} cannot be read, or is damaged ({error}).") from None
        yield manifest, place


def _checked_list(tar: tarfile.TarFile) -> Manifest:
    text, noted = (_small(tar, name) for name in (LIST, SUM))
    manifest = Manifest.read(text)
    if hashlib.sha256(text).hexdigest().encode() != noted:
        raise BackupProblem("The backup is damaged: its list is not as it was written.")
    return manifest


def _small(tar: tarfile.TarFile, name: str) -> bytes:
    member = tar.next()
    if member is None or member.name != name or not member.isfile() or member.size > MOST_LIST:
        raise BackupProblem("This is not a backup of Medemens, or it is damaged.")
    source = tar.extractfile(member)
    return source.read() if source else b""


def _check_fit(manifest: Manifest) -> None:
    if manifest.database != _vendor():
        raise BackupProblem(
            f"This backup is of a {manifest.database} database, and DATABASE_URL names a {_vendor()} one. Set DATABASE_URL first."
        )
    names = {part.name for part in manifest.parts}
    if database_copy.FILES[_vendor()] not in names or names - {database_copy.FILES[_vendor()], *SECRETS}:
        raise BackupProblem("This is not a backup of Medemens, or it is damaged.")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if unknown := sorted(set(manifest.migrations) - known):
        raise BackupProblem(f"This backup was made by a newer version of Medemens ({unknown[-1]}). Update first.")


def _lay_out(tar: tarfile.TarFile, part: Part, place: Path) -> None:
    """Writes one part and checks its sum. Its name was held against a list: it leads to no other folder."""
    member = tar.next()
    if member is None or member.name != part.name or not member.isfile() or member.size != part.bytes:
        raise BackupProblem(f"The backup is damaged: {part.name} is missing or not whole.")
    source = tar.extractfile(member)
    target = place / part.name
    with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as copy:
        if source is not None:
            shutil.copyfileobj(source, copy, AT_A_TIME)
    if _sum_of(target) != part.sha256:
        raise BackupProblem(f"The backup is damaged: {part.name} is not as it was written.")


def _sum_of(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _vendor() -> str:
    return connection.vendor


@contextmanager
def _workplace(beside: Path) -> Iterator[Path]:
    """A folder on the same disk for our eyes only; it goes, whatever happens."""
    place = Path(tempfile.mkdtemp(prefix=f".medemens-{secrets.token_hex(4)}-", dir=beside))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
