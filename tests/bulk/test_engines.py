"""The law over tables gives what it gives line by line in Python: every step of every line, and every sum."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from medemens.bulk import engine, plan
from medemens.bulk.watch import Stopped, Watch
from medemens.law import Outcome, payslip
from tests.bulk import random_payroll
from tests.bulk.conftest import Judged, judge

ENGINES = ("duckdb", pytest.param("spark", marks=pytest.mark.spark))
Rows = list[dict[str, Any]]
Tables = dict[str, Rows]


def run(name: str, given: Judged, folder: Path, watch: Watch | None = None) -> Tables:
    order = engine.Order(lines=given.path, results=folder, as_of=given.as_of, proposals=given.proposals)
    engine.engine(name).run(order, watch or Watch())
    return {table: pq.read_table(folder / f"{table}.parquet").to_pylist() for table in engine.RESULTS}


@pytest.fixture(scope="module", params=ENGINES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def folder(name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp(name)


@pytest.fixture(scope="module")
def told(name: str) -> list[tuple[str, int]]:
    """What the watch of the large run hears."""
    return []


@pytest.fixture(scope="module")
def tables(name: str, judged: Judged, folder: Path, told: list[tuple[str, int]]) -> Tables:
    return run(name, judged, folder, Watch(tell=lambda stage, percent: told.append((stage, percent))))


def differences(given: Judged, tables: Tables) -> list[str]:
    """Where a line of the tables says something else than Python, in words."""
    rows = {row["line"]: row for row in tables["judged"]}
    reasons = {row["line"]: row["because"] for row in tables["unreadable"]}
    found = []
    for key, numbers in given.numbers.items():
        for number, line in zip(numbers, given.of_worker[key].lines, strict=True):
            if line.unreadable or number in reasons:
                if line.unreadable != reasons.get(number):
                    found.append(f"{number}: {line.unreadable} against {reasons.get(number)}")
                continue
            for column in plan.RESULT:
                if line.row[column] != rows[number][column]:
                    found.append(f"{number} {column}: {line.row[column]} against {rows[number][column]}")
    return found


def test_every_step_of_every_line_is_the_same(judged: Judged, tables: Tables) -> None:
    assert differences(judged, tables)[:20] == []


def test_a_payroll_of_thousands_has_all_cases(tables: Tables) -> None:
    assert len(tables["judged"]) > 1500
    assert len({row["because"] for row in tables["unreadable"]}) >= 12
    for norm in payslip.NORMS:
        assert len({row[f"{norm.id}_outcome"] for row in tables["judged"]}) >= 2, norm.id


def test_no_line_is_dropped_or_doubled(judged: Judged, tables: Tables) -> None:
    numbers = [row["line"] for row in tables["judged"] + tables["unreadable"]]
    assert sorted(numbers) == sorted(judged.lines)


def test_sums_of_workers_are_those_of_python(judged: Judged, tables: Tables) -> None:
    found = {(row["employer"], row["worker"]): row for row in tables["workers"]}
    expected = {key: each for key, each in judged.of_worker.items() if each.holiday_allowance}
    assert found.keys() == expected.keys()
    for key, check in expected.items():
        row, allowance = found[key], check.holiday_allowance
        assert allowance is not None
        assert row["lines"] == sum(line.unreadable is None for line in check.lines)
        assert (row["owed"], row["increase"], row["interest"]) == (check.owed, check.increase, check.interest)
        told = (allowance.outcome, allowance.amount, allowance.because)
        assert tuple(row[f"holiday_allowance_{part}"] for part in ("outcome", "amount", "because")) == told
        for step in allowance.steps:
            if step.name in row:
                assert row[step.name] == step.value, (key, step.name)


def _total(rows: Rows, column: str) -> int:
    return sum(row[column] or 0 for row in rows)


def test_sums_of_employers_are_sums_of_lines(tables: Tables) -> None:
    employers = {row["employer"]: row for row in tables["employers"]}
    assert employers.keys() == {row["employer"] for row in tables["judged"]}
    for employer, row in employers.items():
        own = [line for line in tables["judged"] if line["employer"] == employer]
        assert row["lines"] == len(own)
        assert row["workers"] == len({line["worker"] for line in own})
        for column in plan.MONEY_SUMS:
            assert row[column] == _total(own, column), column
        for norm in payslip.NORMS:
            for outcome in (Outcome.NOT_MET, Outcome.CANNOT_TELL):
                counted = sum(line[f"{norm.id}_outcome"] == outcome for line in own)
                assert row[f"{norm.id}_{outcome.name.lower()}"] == counted


def test_counts_of_norms_are_all_lines(tables: Tables) -> None:
    counts: Counter[str] = Counter()
    for row in tables["norms"]:
        counts[row["norm"]] += row["number"]
    assert counts.pop("holiday_allowance") == len(tables["workers"])
    assert counts == {norm.id: len(tables["judged"]) for norm in payslip.NORMS}


def test_another_day_of_check_and_proposals(name: str, tmp_path: Path) -> None:
    switched = frozenset({"youth_2027", "housing_phase_out"})
    lines = random_payroll.payroll(seed=2030, workers=40)
    given = judge(tmp_path / "lines.parquet", lines, date(2030, 1, 1), switched)
    assert differences(given, run(name, given, tmp_path / "results"))[:20] == []


def test_no_lines_at_all_give_empty_tables(name: str, tmp_path: Path) -> None:
    given = judge(tmp_path / "lines.parquet", [])
    assert run(name, given, tmp_path / "results") == {table: [] for table in engine.RESULTS}


def test_a_stop_leaves_no_results(name: str, judged: Judged, tmp_path: Path) -> None:
    watch = Watch()

    def stop_at_lines(stage: str, percent: int) -> None:
        if stage == "workers":
            watch.stop.set()

    with pytest.raises(Stopped):
        run(name, judged, tmp_path, replace(watch, tell=stop_at_lines))
    assert list(tmp_path.glob("*.parquet")) == []


def test_progress_names_the_stages_in_order(tables: Tables, told: list[tuple[str, int]]) -> None:
    stages = list(dict.fromkeys(stage for stage, _ in told))
    assert [stage for stage in stages if stage in ("overlaps", "lines", "workers")] == ["overlaps", "lines", "workers"]
    assert all(0 <= percent <= 100 for _, percent in told)


def test_engines_write_the_same_columns_and_types(tables: Tables, folder: Path, tmp_path: Path) -> None:
    """A reader of results need not know which engine wrote them."""
    given = judge(tmp_path / "lines.parquet", random_payroll.payroll(seed=3, workers=4))
    run("duckdb", given, tmp_path)
    for table in engine.RESULTS:
        one, other = (pq.read_schema(each / f"{table}.parquet") for each in (tmp_path, folder))
        assert {field.name: field.type for field in one} == {field.name: field.type for field in other}, table
