"""A backup is put back elsewhere, and everybody opens what was theirs; one that is damaged changes nothing."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from medemens.site.backup import LIST, SUM

ROOT = Path(__file__).resolve().parents[2]
_numbers = count(1)

WHOLE = {
    "reporters": ["Verhaal 0", "Verhaal 1", "Verhaal 2"],
    "handler": ["Verhaal 0", "Verhaal 1", "Verhaal 2"],
    "note": "Een notitie.",
    "picture": "89504e47",
    "cases": 3,
    "faults": [],
    "second factor": "JBSWY3DPEHPK3PXP",
}


@dataclass
class Installation:
    """A folder and a database of its own; commands run as processes of their own."""

    folder: Path
    database_url: str = ""

    def run(self, *words: str, given: Any = None, **environment: str) -> subprocess.CompletedProcess[str]:
        """One command."""
        ours = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
        ours |= {"MEDEMENS_FOLDER": str(self.folder), "PASSPHRASE_MEGABYTES": "8", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        if self.database_url:
            ours["DATABASE_URL"] = self.database_url
        return subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=ours | environment, input=json.dumps(given), capture_output=True, text=True,
            check=False,
        )  # fmt: skip

    def medemens(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """One command of ours."""
        program = "import sys; from medemens.site.command import main; sys.exit(main())"
        return self.run("-c", program, *words, **environment)

    def world(self, what: str, given: Any = None) -> dict[str, Any]:
        """See small_world.py."""
        done = self.run("-m", "tests.site.small_world", what, given=given)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def looked(self, kept: Any) -> dict[str, Any]:
        """What opens; without what differs from run to run."""
        found = self.world("look", kept)
        return {name: found[name] for name in WHOLE}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Any]:
    """Makes installations on the kind of database that the tests run on, empty or as copies of another."""
    made: list[str] = []
    server = {
        "host": connection.settings_dict["HOST"], "port": connection.settings_dict["PORT"] or None,
        "user": connection.settings_dict["USER"], "password": connection.settings_dict["PASSWORD"] or None, "dbname": "postgres",
    }  # fmt: skip

    def make(like: Installation | None = None) -> Installation:
        number = next(_numbers)
        folder, url = tmp_path_factory.mktemp("installations") / str(number), ""
        if like:
            shutil.copytree(like.folder, folder)
        if connection.vendor == "postgresql":
            name = f"medemens_backup_{os.getpid()}_{number}"
            template = like.database_url.rsplit("/", 1)[1] if like else "template1"
            with psycopg.connect(**server, autocommit=True) as link:
                link.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
            made.append(name)
            ours = connection.settings_dict
            password = f":{ours['PASSWORD']}" if ours["PASSWORD"] else ""
            url = f"postgres://{ours['USER']}{password}@{ours['HOST']}:{ours['PORT']}/{name}"
        return Installation(folder, url)

    yield make
    for name in made:
        with psycopg.connect(**server, autocommit=True) as link:
            link.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def example(places: Any) -> tuple[Installation, dict[str, Any]]:
    """An installation with reports in it, and what people keep of them."""
    made = places()
    done = made.medemens("migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    return made, made.world("make")


@pytest.fixture
def installations(places: Any) -> Any:
    """Makes empty installations."""
    return places


@pytest.fixture
def worked_in(example: tuple[Installation, dict[str, Any]], places: Any) -> tuple[Installation, dict[str, Any]]:
    """The same for one test."""
    return places(like=example[0]), example[1]


def backed_up(installation: Installation, file: Path, *words: str) -> Path:
    done = installation.medemens("backup", str(file), *words)
    assert done.returncode == 0, done.stderr
    return file


@pytest.mark.parametrize("name", ["backup.tar", "backup.tar.gz"])
def test_back_up_go_on_and_put_it_back_in_an_empty_place(
    worked_in: tuple[Installation, dict[str, Any]], installations: Any, tmp_path: Path, name: str
) -> None:
    first, kept = worked_in
    file = backed_up(first, tmp_path / name)
    assert file.stat().st_mode & 0o777 == 0o600
    assert first.world("work")["cases"] == 4
    second = installations()
    done = second.medemens("restore", str(file))
    assert done.returncode == 0, done.stderr
    assert "The audit log is whole." in done.stdout
    found = second.world("look", kept)
    assert {key: found[key] for key in WHOLE} == WHOLE
    assert found["sessions"] == 0
    assert "installation.restored" in found["deeds"]
    assert "installation.backed_up" in first.world("look", kept)["deeds"]
    assert second.world("work")["cases"] == 4, "and the work goes on"
    assert [each.name for each in second.folder.iterdir() if each.name.startswith(".medemens")] == []


def test_what_is_there_is_not_replaced_unasked(worked_in: tuple[Installation, dict[str, Any]], tmp_path: Path) -> None:
    first, kept = worked_in
    file = backed_up(first, tmp_path / "backup.tar")
    assert first.world("work")["cases"] == 4
    done = first.medemens("restore", str(file))
    assert done.returncode == 2
    assert "not empty" in done.stderr
    assert first.world("look", kept)["cases"] == 4
    done = first.medemens("restore", str(file), "--replace")
    assert done.returncode == 0, done.stderr
    assert first.looked(kept) == WHOLE


def changed(file: Path, target: Path, *, part: str, resealed: bool = False) -> Path:
    """The same backup, with one byte of a part changed; with `resealed` the middle third is empty, and the list says so too."""
    with tarfile.open(file) as tar:
        parts = {each.name: bytearray(tar.extractfile(each).read()) for each in tar.getmembers()}  # type: ignore[union-attr]
    size = len(parts[part])
    parts[part][size // 2] ^= 1
    if resealed:
        # One byte may fall in a place that is not used, and then nothing is damaged: a third of all cannot.
        parts[part][size // 3 : 2 * size // 3] = bytes(2 * size // 3 - size // 3)
        text = json.loads(parts[LIST])
        next(each for each in text["parts"] if each["name"] == part)["sha256"] = hashlib.sha256(parts[part]).hexdigest()
        parts[LIST] = bytearray(json.dumps(text).encode())
        parts[SUM] = bytearray(hashlib.sha256(parts[LIST]).hexdigest().encode())
    with tarfile.open(target, "w") as tar:
        for name, content in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(bytes(content)))
    return target


def test_a_damaged_backup_is_refused_and_nothing_changes(worked_in: tuple[Installation, dict[str, Any]], tmp_path: Path) -> None:
    first, kept = worked_in
    file = backed_up(first, tmp_path / "backup.tar")
    with tarfile.open(file) as tar:
        names = tar.getnames()
    cut = tmp_path / "cut.tar"
    cut.write_bytes(file.read_bytes()[:-20_000])
    squeezed = backed_up(first, tmp_path / "backup.tar.gz")
    half = tmp_path / "half.tar.gz"
    half.write_bytes(squeezed.read_bytes()[: squeezed.stat().st_size // 2])
    other = tmp_path / "other.tar"
    other.write_text("no backup")
    damaged = [changed(file, tmp_path / f"changed-{number}.tar", part=name) for number, name in enumerate(names)]
    bad = [str(each) for each in (*damaged, cut, half, other, tmp_path / "nowhere.tar")]
    program = (
        "import sys; from medemens.site.command import main; print([main(['restore', x, '--replace']) for x in sys.argv[1:]])"
    )
    done = first.run("-c", program, *bad)
    assert done.stdout.strip() == str([2] * len(bad)), done.stderr
    assert done.stderr.count("Nothing was changed") == len(bad)
    assert first.looked(kept) == WHOLE


def test_a_database_that_is_damaged_in_itself_is_refused(worked_in: tuple[Installation, dict[str, Any]], tmp_path: Path) -> None:
    first, kept = worked_in
    file = backed_up(first, tmp_path / "backup.tar")
    with tarfile.open(file) as tar:
        (name,) = [each for each in tar.getnames() if each.startswith("database")]
    damaged = changed(file, tmp_path / "damaged.tar", part=name, resealed=True)
    done = first.medemens("restore", str(damaged), "--replace")
    assert done.returncode in (1, 2), "it is refused, or the walk through the log shows it"
    assert "Traceback" not in done.stderr
    if done.returncode == 2:
        assert first.looked(kept) == WHOLE


def test_names_in_a_backup_lead_nowhere_else(worked_in: tuple[Installation, dict[str, Any]], tmp_path: Path) -> None:
    first, kept = worked_in
    file = backed_up(first, tmp_path / "backup.tar")
    with tarfile.open(file) as tar:
        text = json.loads(tar.extractfile(LIST).read())  # type: ignore[union-attr]
    text["parts"].append({"name": "../settings.py", "bytes": 3, "sha256": hashlib.sha256(b"bad").hexdigest()})
    content = json.dumps(text).encode()
    forged = tmp_path / "forged.tar"
    with tarfile.open(forged, "w") as tar:
        for name, part in ((LIST, content), (SUM, hashlib.sha256(content).hexdigest().encode()), ("../settings.py", b"bad")):
            member = tarfile.TarInfo(name)
            member.size = len(part)
            tar.addfile(member, io.BytesIO(part))
    assert first.medemens("restore", str(forged), "--replace").returncode == 2
    assert not (first.folder / "settings.py").exists()
    assert first.looked(kept) == WHOLE


def test_without_the_key_second_factors_do_not_open_and_it_says_so(
    worked_in: tuple[Installation, dict[str, Any]], installations: Any, tmp_path: Path
) -> None:
    first, kept = worked_in
    file = backed_up(first, tmp_path / "backup.tar", "--without-secret")
    with tarfile.open(file) as tar:
        assert "secret-key" not in tar.getnames()
    assert (first.folder / "secret-key").read_bytes() not in file.read_bytes()
    second = installations()
    done = second.medemens("restore", str(file))
    assert done.returncode == 0, done.stderr
    assert "The key of this installation is another" in done.stdout
    assert second.looked(kept) == WHOLE | {"second factor": ""}, "what is sealed opens; keys of people are their own"
    (second.folder / "secret-key").write_bytes((first.folder / "secret-key").read_bytes())
    assert second.looked(kept) == WHOLE


def test_a_backup_is_made_while_the_site_works(
    worked_in: tuple[Installation, dict[str, Any]], installations: Any, tmp_path: Path
) -> None:
    first, kept = worked_in
    program = "from tests.site.small_world import worked\nfor _ in range(20): worked()"
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    environment |= {"MEDEMENS_FOLDER": str(first.folder), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    environment |= {"DATABASE_URL": first.database_url} if first.database_url else {}
    busy = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env=environment)
    file = backed_up(first, tmp_path / "backup.tar")
    assert busy.wait(timeout=120) == 0
    second = installations()
    assert second.medemens("restore", str(file)).returncode == 0
    found = second.looked(kept)
    assert 3 <= found.pop("cases") <= 23
    assert found == {name: value for name, value in WHOLE.items() if name != "cases"}


def test_an_earlier_backup_is_not_written_over(worked_in: tuple[Installation, dict[str, Any]], tmp_path: Path) -> None:
    file = tmp_path / "backup.tar"
    file.write_text("mine")
    done = worked_in[0].medemens("backup", str(file))
    assert (done.returncode, file.read_text()) == (2, "mine")
    assert "is there already" in done.stderr


def test_while_something_works_with_the_database_it_is_not_replaced(
    worked_in: tuple[Installation, dict[str, Any]], tmp_path: Path
) -> None:
    first, kept = worked_in
    file = backed_up(first, tmp_path / "backup.tar")
    holds = (
        "import sys; from tests.site import small_world as world; from django.db import transaction\n"
        "with transaction.atomic(): world.worked(); print('holds', flush=True); sys.stdin.read()"
    )
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    environment |= {"MEDEMENS_FOLDER": str(first.folder), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    environment |= {"DATABASE_URL": first.database_url} if first.database_url else {}
    site = subprocess.Popen(
        [sys.executable, "-c", holds], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert site.stdout is not None
    assert site.stdin is not None
    assert site.stdout.readline() == "holds\n"
    done = first.medemens("restore", str(file), "--replace")
    site.stdin.close()
    site.wait(timeout=30)
    assert done.returncode == 2
    assert "Stop `medemens serve`" in done.stderr
    assert first.world("look", kept)["cases"] == 4


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite needs no other program")
def test_a_missing_program_of_postgresql_is_told_plainly(worked_in: tuple[Installation, dict[str, Any]], tmp_path: Path) -> None:
    done = worked_in[0].medemens("backup", str(tmp_path / "backup.tar"), PATH=str(tmp_path))
    assert done.returncode == 2
    assert "pg_dump is missing" in done.stderr
    assert not (tmp_path / "backup.tar").exists()
