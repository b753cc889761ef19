"""The wage check on the command line: what it prints, writes and answers, also when it is stopped or cannot go on."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from medemens.bulk import payroll
from medemens.bulk.schema import KINDS
from medemens.bulk.watch import Watch
from medemens.law import library
from medemens.law.facts import FACTS
from medemens.site.command import main
from medemens.work.pay import commands

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "payroll.csv"


def check(*words: str | Path) -> int:
    """`medemens check` on a fixed day."""
    return main(["check", *map(str, words), "--as-of", "2026-11-23"])


def test_check_prints_the_counts_and_writes_the_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "norms.csv").write_text("of an older check")
    assert check(EXAMPLE, "--results", tmp_path, "--formats", "xlsx,csv") == 0
    printed = capsys.readouterr()
    assert re.search(r"Rows given +208\nRows judged +196\nRows not judged +12\n", printed.out)
    assert re.search(r"minimum_wage +172 +12 +12 +€ 1,940\.40\n", printed.out)
    assert "1.234 can be a thousand" in printed.out
    assert "reading" in printed.err
    names = {f"{name}.csv" for name in ("judged", "unreadable", "workers", "employers", "norms")}
    assert {path.name for path in tmp_path.iterdir()} == {*names, "results.xlsx"}


def test_a_proposal_is_counted_only_when_it_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def owed(*words: str) -> str:
        assert check(EXAMPLE, "--results", tmp_path, "--formats", "parquet", *words) == 0
        return capsys.readouterr().out

    assert owed() != owed("--proposal", "housing_phase_out")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "The file is empty"), (b"employer;worker;period_start\n1;2;3\n", "A column is missing: period_end.")],
)
def test_a_bad_file_ends_with_what_mends_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    (tmp_path / "payroll.csv").write_bytes(content)
    assert check(tmp_path / "payroll.csv", "--results", tmp_path / "results") == 2
    assert said in capsys.readouterr().err
    assert list((tmp_path / "results").iterdir()) == []


def test_a_file_that_is_not_there_and_a_folder_that_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path / "nothing.csv", "--results", tmp_path / "results") == 2
    assert "nothing.csv" in capsys.readouterr().err
    assert check(EXAMPLE, "--results", EXAMPLE) == 2


def test_an_engine_that_is_not_installed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "medemens.bulk.spark_engine", raising=False)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    assert check(EXAMPLE, "--results", tmp_path, "--engine", "spark") == 2
    assert "medemens[spark]" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--as-of", "soon"], ["--formats", "pdf"], ["--formats", ""], ["--proposal", "other"]])
def test_wrong_options_are_refused(tmp_path: Path, words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", str(EXAMPLE), "--results", str(tmp_path), *words])
    assert ended.value.code == 2


@pytest.mark.parametrize("stage", ["lines", "writing judged"])
def test_ctrl_c_stops_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    genuine = Watch.step

    def interrupted(watch: Watch, reached: str, percent: int) -> None:
        if reached == stage:
            os.kill(os.getpid(), signal.SIGINT)
            assert watch.stop.wait(5)
        genuine(watch, reached, percent)

    monkeypatch.setattr(Watch, "step", interrupted)
    before = signal.getsignal(signal.SIGINT)
    assert check(EXAMPLE, "--results", tmp_path) == 130
    assert "No results were written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGINT) is before


def test_check_also_runs_outside_the_main_thread(tmp_path: Path) -> None:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(check(EXAMPLE, "--results", tmp_path)))
    thread.start()
    thread.join()
    assert codes == [0]


def test_schema_prints_the_table_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert [field["name"] for field in schema["fields"]] == [fact.name for fact in FACTS]


def test_amounts_prints_what_is_in_force_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amounts", "--on", "2026-06-30"]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"adult_hour +14\.71 euro, since 2026-01-01 +\(WML art\. 8\(1\)\(a\), 14\(10\); secondary: .+\)\n", printed)
    assert main(["amounts", "--on", "1990-01-01"]) == 0
    assert re.search(r"adult_hour +not known", capsys.readouterr().out)


def test_amounts_names_the_row_that_is_wrong(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"from": date(2026, 1, 1), "value": 1, "source": "", "certainty": "law"}
    bad = {"adult_hour": {"unit": "euro", "article": "WML art. 8", "values": [row]}}
    monkeypatch.setattr(commands, "series", lambda statute: library.read_series(bad))
    assert main(["amounts"]) == 1
    assert "adult_hour, row from 2026-01-01: give a source" in capsys.readouterr().err


def test_the_columns_in_the_document_are_those_of_the_schema() -> None:
    text = (ROOT / "docs" / "payroll-files.md").read_text(encoding="utf-8")
    rows = [
        f"| `{fact.name}`{' (required)' if fact.required else ''} | {KINDS[fact.kind]} | {fact.meaning} | {fact.example} |"
        for fact in FACTS
    ]
    assert "\n".join(rows) in text, "write the rows of the table anew from medemens.law.facts.FACTS:\n" + "\n".join(rows)
    assert payroll.SUMS[0] in text
