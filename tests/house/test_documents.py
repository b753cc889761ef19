"""Documents held against the code: columns, settings, commands, deeds, retention, verdicts, and the example of a case type."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from medemens.casework import access, zgw
from medemens.casework.actions import cases as deeds
from medemens.casework.actions import retention
from medemens.casework.case_types import CaseType, Closed, case_types
from medemens.casework.models import Case
from medemens.casework.processing import activities
from medemens.casework.queries import case_page, mailbox
from medemens.site import cases as listed
from tests import make

ROOT = Path(__file__).resolve().parents[2]
DOCS, SOURCE = ROOT / "docs", ROOT / "src" / "medemens"
PRIVACY = (DOCS / "privacy.md").read_text(encoding="utf-8")
SECURITY = (DOCS / "security.md").read_text(encoding="utf-8")
ACTS_OF_DJANGO = {"migrate", "makemigrations", "collectstatic"}


def rows(text: str) -> Iterator[list[str]]:
    """The rows of all tables of a text, but for headings."""
    for line in text.splitlines():
        if line.startswith("| ") and not set(line) <= set("|- "):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def described_columns() -> dict[str, dict[str, str]]:
    """By table: what is said of each column."""
    found: dict[str, dict[str, str]] = {}
    for part in PRIVACY.split("\n### `")[1:]:
        table = part.split("`", 1)[0]
        found[table] = {}
        for columns, how, *_why in rows(part):
            if columns != "columns":
                for column in re.findall(r"`([^`]+)`", columns):
                    assert column not in found[table], f"{table}.{column} is described twice"
                    found[table][column] = how
    return found


def test_every_column_is_described_in_the_page_on_privacy() -> None:
    described = described_columns()
    there = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    assert set(described) == set(there), "a table is missing in docs/privacy.md, or no longer there"
    for table, model in there.items():
        columns = {field.column: field for field in model._meta.concrete_fields}
        assert set(described[table]) == set(columns), f"{table}: columns differ from docs/privacy.md"


def test_what_is_called_sealed_can_hold_nothing_readable() -> None:
    there = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    for table, columns in described_columns().items():
        fields = {field.column: field for field in there[table]._meta.concrete_fields}
        for column, how in columns.items():
            assert how in ("readable", "sealed", "digest"), f"{table}.{column}: {how}"
            if how != "readable":
                assert isinstance(fields[column], models.BinaryField), f"{table}.{column} is called {how}, and is text"


def test_no_column_of_a_case_holds_free_text() -> None:
    """The few readable texts of a case hold keys of ours; whatever could hold what somebody wrote is sealed."""
    free = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("casework").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.TextField) or (isinstance(field, models.CharField) and (field.max_length or 999) > 60)
    }
    assert free == {"case.referred_from", "messagetemplate.title", "messagetemplate.text", "referral.to_name"}


@pytest.mark.parametrize("kind", listed.CASE_TYPES, ids=lambda kind: kind.id)
def test_the_end_of_each_case_type_is_described_with_its_ground(kind: CaseType) -> None:
    found = [row for row in rows(PRIVACY) if row[0] == f"`{kind.id}`"]
    assert len(found) == 1, "one row in docs/privacy.md, under How long"
    told = found[0]
    for activity in activities():
        if activity.key == kind.processing:
            for _because, citation in activity.ends:
                assert citation.removeprefix("Besluit goed verhuurderschap art. ") in told[2], citation
    if "choice of the authority" in told[2]:
        ended = date(2026, 3, 1)
        removal = kind.retention(Closed(date(2026, 1, 1), ended, kind.outcomes[0].trigger, kept_for_file=False))
        assert removal is not None
        years = removal.on.year - ended.year
        assert f"{years} year" in told[1]


def test_each_activity_of_the_register_is_described() -> None:
    described = {(row[0].strip("`"), row[1].strip("`")) for row in rows(PRIVACY) if row[0].endswith("s`")}
    assert {(kind.processing, kind.id) for kind in listed.CASE_TYPES} <= described


def test_each_case_type_that_is_listed_has_subjects_and_an_article_or_choice() -> None:
    assert set(case_types()) == {kind.id for kind in listed.CASE_TYPES}


def commands() -> set[str]:
    """What can stand behind `medemens`, but for parts of `audit`."""
    found = {
        name
        for path in SOURCE.rglob("*.py")
        for name in re.findall(r"subparsers\.add_parser\(\s*\"([a-z-]+)\"", path.read_text(encoding="utf-8"))
    }
    return found | ACTS_OF_DJANGO


def test_every_command_is_described() -> None:
    described = set(re.findall(r"`medemens ([a-z-]+)", (DOCS / "architecture.md").read_text(encoding="utf-8")))
    assert len(commands()) > 9
    assert commands() == described


def test_no_document_names_a_command_or_setting_that_is_not_there() -> None:
    environment = set(re.findall(r"environ\.get\(\"([A-Z_]+)\"", (SOURCE / "site" / "env.py").read_text(encoding="utf-8")))
    for path in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        text = path.read_text(encoding="utf-8")
        for name in re.findall(r"`medemens ([a-z-]+)", text):
            assert name in commands() | {"shell", "dbshell"}, f"{path.name}: medemens {name}"
        for name in re.findall(r"^\| `([A-Z_]{4,})`", text, re.MULTILINE):
            assert name in environment, f"{path.name}: {name}"


def test_every_deed_in_the_log_has_words_and_those_of_keys_are_described() -> None:
    from medemens.casework.auditing.words import DEEDS

    written = {
        name
        for path in SOURCE.rglob("*.py")
        for name in re.findall(r"audit\.record\(\s*\"([a-z_.]+)\"", path.read_text(encoding="utf-8"))
    }
    assert len(written) > 40
    assert written <= set(DEEDS), sorted(written - set(DEEDS))
    sealing = (DOCS / "sealing.md").read_text(encoding="utf-8")
    assert [name for name in sorted(written) if name.startswith("key.") and f"`{name}`" not in sealing] == []


REQUIREMENTS = {
    1: (2, 9, 11, 3, 2), 2: (3, 3, 4, 1), 3: (0, 2, 4, 6, 5, 0, 2), 4: (3, 1, 2, 4), 5: (1, 3, 2, 3),
    6: (3, 12, 4, 4, 5, 3, 0, 4), 7: (3, 4, 2, 5, 2, 2), 8: (2, 3, 1, 1), 9: (3, 4), 10: (2, 2, 4, 11, 5, 2, 3),
    11: (2, 3, 3, 4, 1, 1), 12: (3, 2, 4), 13: (1, 5, 2, 5), 14: (2, 4, 3), 15: (3, 3, 7), 16: (1, 5, 4, 3, 3), 17: (1, 4, 2),
}  # fmt: skip
"""By chapter of ASVS 5.0.0: how many requirements of levels 1 and 2 each section has. They are numbered from 1 without gaps."""


def verdicts() -> dict[str, list[str]]:
    """By number: level, what is asked, verdict, where."""
    return {row[0]: row[1:] for row in rows(SECURITY) if re.fullmatch(r"\d+\.\d+\.\d+", row[0])}


def test_every_requirement_of_the_asvs_has_a_verdict() -> None:
    expected = [
        f"{chapter}.{section}.{number}"
        for chapter, sections in REQUIREMENTS.items()
        for section, most in enumerate(sections, 1)
        for number in range(1, most + 1)
    ]
    assert list(verdicts()) == expected
    assert len(expected) == 253


def test_verdicts_are_counted_rightly_and_say_where_or_why() -> None:
    found = verdicts()
    counted = Counter(verdict for _level, _asked, verdict, _where in found.values())
    told = {row[0]: int(row[1]) for row in rows(SECURITY) if row[0] in counted and row[1].isdigit()}
    assert told == dict(counted)
    assert set(counted) == {"met", "partly", "not met", "operator", "n/a"}
    assert [number for number, row in found.items() if len(row[3]) < 4] == []


def test_files_that_the_documents_point_to_are_there() -> None:
    for path in [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "SECURITY.md"]:
        for named in re.findall(r"`((?:src|tests|tools|benchmarks)/[A-Za-z0-9_./-]+)`", path.read_text(encoding="utf-8")):
            assert (ROOT / named).exists(), f"{path.name} points to {named}"


def test_limits_that_are_told_are_those_of_the_code() -> None:
    from medemens.casework import darkroom, enclosures, report_questions
    from medemens.casework.coordination import export_pages
    from medemens.casework.reporting import uploads
    from medemens.work.pay import api

    limits = SECURITY.split("## Limits")[1].split("\n## ")[0]
    for told in (
        f"{report_questions.MOST_STORY:,} characters",
        f"{uploads.MOST_AT_ONCE} with one form, {enclosures.MOST_ENCLOSURES} with a report",
        f"{enclosures.MOST_BYTES // 1_000_000} MB each, {uploads.MOST_TOGETHER // 1_000_000} MB together",
        f"{darkroom.MOST_PAGES} pages of PDF",
        f"{darkroom.MOST_SECONDS} seconds of processor, {enclosures.PATIENCE} seconds in all",
        f"{settings.DATA_UPLOAD_MAX_NUMBER_FIELDS} fields",
        f"{api.MOST_LINES} lines for a worker, {api.MOST_WORKERS} workers, {api.MOST_LINES_IN_ALL:,} lines in all",
        f"{export_pages.MOST_SHEET_ROWS:,} rows",
    ):
        assert told in limits, told


def example() -> CaseType:
    """The case type in the document on case types, made from its very text."""
    text = (DOCS / "case-types.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(block, "docs/case-types.md", "exec"), names)
    kind: CaseType = names["CASE_TYPE"]
    return kind


def test_every_field_of_a_case_type_is_described() -> None:
    text = (DOCS / "case-types.md").read_text(encoding="utf-8")
    described = {name for row in rows(text) for name in re.findall(r"`([a-z_]+)`", row[0])}
    assert set(CaseType.__dataclass_fields__) == described


@pytest.fixture
def with_example(monkeypatch: pytest.MonkeyPatch) -> Iterator[CaseType]:
    """The example is listed, as step 2 of the document says."""
    kind = example()
    monkeypatch.setattr(listed, "CASE_TYPES", (*listed.CASE_TYPES, kind))
    case_types.cache_clear()
    yield kind
    case_types.cache_clear()


@pytest.mark.django_db
def test_the_example_of_a_case_type_works_from_report_to_removal(with_example: CaseType) -> None:
    world = make.world(municipality="GM0363", subjects=("registration",))
    case, code = make.report(world, "registration", municipality="GM0363", answers={"danger": "yes", "story": "Nie wolno."})
    assert (case.case_type, case.urgent, case.status) == (with_example.id, True, "received")
    ended = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    opened = world.opened(case)
    deeds.close(opened=opened, outcome="registered", text="Gelukt.", language="nl", by=world.handler, now=ended)
    (mine,) = access.mailbox(code)
    assert mailbox.shown(mine).case.outcome == "registered"
    archive = zipfile.ZipFile(BytesIO(zgw.archive(opened, case_page.whole(opened, world.handler), {})))
    assert json.loads(archive.read("catalogi/zaaktype.json"))["identificatie"] == with_example.identification
    retention.remove_ended(on=date(2027, 11, 30), now=ended)
    assert Case.objects.filter(pk=case.pk).exists()
    retention.remove_ended(on=date(2027, 12, 1), now=ended)
    assert not Case.objects.filter(pk=case.pk).exists()
