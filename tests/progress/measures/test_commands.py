"""The import on the command line: plain messages, nothing without --take."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from medemens.progress.measures import shipped
from medemens.progress.measures.import_words import WHY
from medemens.progress.measures.models import Measure, Source, StatusEvent
from medemens.progress.measures.queries import snapshot
from medemens.site.command import main
from tests.progress.measures.make_measures import NOW, TODAY

pytestmark = pytest.mark.django_db

FILE = """
themes: [{id: werk, number: 1, nl: Werk}]
goals: [{id: eerlijk, theme: werk, nl: Eerlijk}]
sources: {brief: {title: Brief, date: '2023-12-01'}}
measures:
- {id: M9-01, theme: werk, goal: eerlijk, kind: recommendation, confidence: high, title: {nl: Verzonnen},
   status: [{date: 2020-10-30, phase: not_started, source: brief}, {date: gisteren, phase: exploring, source: brief}]}
"""


def test_what_would_change_is_shown_and_done_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(FILE, encoding="utf-8")
    assert main(["measures-import", str(file)]) == 1
    told = capsys.readouterr().out
    assert "file.yaml, measure M9-01, status 2, date: this is no day; write 2026-07-31" in told
    assert "Nothing was changed" in told
    assert not Measure.objects.exists()
    assert main(["measures-import", str(file), "--take"]) == 1
    assert Measure.objects.count() == 1
    file.write_text(FILE.replace("gisteren", "2023-12-01").replace("not_started", "exploring", 1), encoding="utf-8")
    assert main(["measures-import", str(file)]) == 0
    assert "Steps that are new: 2, that correct another: 0" in capsys.readouterr().out


def test_a_correction_is_shown_with_what_was_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(FILE, encoding="utf-8")
    main(["measures-import", str(file), "--take"])
    file.write_text(FILE.replace("source: brief}, {", "source: brief, fact: Advised}, {"), encoding="utf-8")
    capsys.readouterr()
    main(["measures-import", str(file)])
    assert "correction of 2020-10-30-not_started: fact_en '' becomes 'Advised'" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bomb.yaml"
    file.write_text("a: &a [x]\nb: [*a, *a]\n", encoding="utf-8")
    assert main(["measures-import", str(file)]) == 2
    assert main(["measures-import", str(tmp_path / "none.yaml")]) == 2
    told = capsys.readouterr().out
    assert f"line 1: {WHY['alias']}" in told
    assert "cannot be read" in told


def test_what_comes_with_the_software_is_loaded_once_and_never_over_what_is_there() -> None:
    assert shipped.load(now=NOW)
    assert not shipped.load(now=NOW)
    StatusEvent.objects.create(
        measure=Measure.objects.get(code="M1-02"),
        key="own",
        phase="in_force",
        on=date(2026, 3, 1),
        source=Source.objects.get(key="kst-29861-122"),
        recorded_at=NOW,
    )
    assert not shipped.load(now=NOW)
    assert snapshot.current().states(TODAY)["M1-02"].phase == "in_force", "seen at once, without an edition too"
