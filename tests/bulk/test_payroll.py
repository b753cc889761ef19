"""A whole payroll: three formats with one outcome, no row lost, nothing left after a stop, results people can open."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as parquet
import pytest
from examples import make_examples

from medemens.bulk import payroll, plan, writing
from medemens.bulk.engine import RESULTS
from medemens.bulk.payroll import Summary, check_payroll
from medemens.bulk.reading import ReadingReport, RowsLost
from medemens.bulk.schema import FileProblem
from medemens.bulk.watch import Stopped, Watch
from medemens.law import HOLIDAY_ALLOWANCE, NORMS, Outcome, PayslipLine, check

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 23)
EXAMPLE = ROOT / "examples" / "payroll.csv"
HEAD = "employer;worker;period_start;period_end;birth_date;age;hours;gross_wage\n"


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    """A table of results, in the order of the file."""
    rows: list[dict[str, Any]] = parquet.read_table(folder / f"{name}.parquet").to_pylist()
    return sorted(
        rows, key=lambda row: [str(row.get(key, "")).zfill(9) for key in ("line", "employer", "worker", "norm", "outcome")]
    )


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Summary]]:
    """The three example files, judged."""
    found = {}
    for ending in ("csv", "xlsx", "parquet"):
        folder = tmp_path_factory.mktemp(ending)
        found[ending] = folder, check_payroll(EXAMPLE.with_suffix(f".{ending}"), folder, as_of=AS_OF)
    return found


def test_three_formats_of_one_payroll_have_one_outcome(examples: dict[str, tuple[Path, Summary]]) -> None:
    (from_csv, _), (from_xlsx, _), (from_parquet, _) = examples.values()
    for name in RESULTS:
        if name == "unreadable":
            assert [(row["line"], row["because"]) for row in table(from_csv, name)] == [
                (row["line"], row["because"]) for row in table(from_xlsx, name)
            ]
        else:
            assert table(from_csv, name) == table(from_xlsx, name)
    without_line = [[{**row, "line": 0} for row in table(folder, "judged")] for folder in (from_csv, from_parquet)]
    assert without_line[0] == without_line[1]
    assert [row["line"] - 1 for row in table(from_csv, "judged")] == [row["line"] for row in table(from_parquet, "judged")]
    assert table(from_csv, "norms") == table(from_parquet, "norms")


def test_every_line_is_judged_as_the_law_judges_it_alone(examples: dict[str, tuple[Path, Summary]]) -> None:
    folder, summary = examples["csv"]
    judged = {row["line"]: row for row in table(folder, "judged")}
    workers = {row["worker"]: row for row in table(folder, "workers")}
    refused = {row["line"]: row["because"] for row in table(folder, "unreadable")}
    of_worker: dict[str, list[tuple[int, PayslipLine]]] = defaultdict(list)
    for number, row in enumerate(make_examples.rows(), start=2):
        of_worker[str(row["worker"])].append((number, _line(row)))
    owed = 0
    for worker, lines in of_worker.items():
        found = check([line for _, line in lines], AS_OF)
        owed += found.owed
        for (number, _), line in zip(lines, found.lines, strict=True):
            if line.unreadable:
                assert refused[number] == line.unreadable
            else:
                assert {name: judged[number][name] for name in plan.RESULT} == {name: line.row[name] for name in plan.RESULT}
        assert found.holiday_allowance is not None
        assert workers[worker]["holiday_allowance_outcome"] == found.holiday_allowance.outcome
    assert summary.owed == owed > 0


def _line(row: make_examples.Row) -> PayslipLine:
    whole = {name: int(value * 100) if isinstance(value, Decimal) else value for name, value in row.items()}
    return PayslipLine(**whole)  # type: ignore[arg-type]


def test_the_example_files_are_what_their_maker_makes(tmp_path: Path) -> None:
    make_examples.make(tmp_path)
    assert (tmp_path / "payroll.csv").read_text() == EXAMPLE.read_text()
    assert parquet.read_table(tmp_path / "payroll.parquet") == parquet.read_table(EXAMPLE.with_suffix(".parquet"))
    sheets = [
        openpyxl.load_workbook(path)["payroll"].values for path in (tmp_path / "payroll.xlsx", EXAMPLE.with_suffix(".xlsx"))
    ]
    assert list(sheets[0]) == list(sheets[1])


def test_the_counts_add_up_and_the_example_shows_every_norm(examples: dict[str, tuple[Path, Summary]]) -> None:
    _, summary = examples["csv"]
    assert (summary.rows_given, summary.rows_judged, summary.rows_unreadable) == (208, 196, 12)
    assert summary.employers == 4
    assert sum(summary.reasons.values()) == 12
    counted: dict[str, int] = defaultdict(int)
    for row in summary.norms:
        counted[str(row["norm"])] += int(row["number"])
    assert {norm.id: counted[norm.id] for norm in NORMS} == {norm.id: 196 for norm in NORMS}
    assert counted[HOLIDAY_ALLOWANCE.id] == summary.workers
    broken = {row["norm"] for row in summary.norms if row["outcome"] == Outcome.NOT_MET}
    assert {norm.id for norm in NORMS} - broken == {"pay_period"}


@pytest.mark.parametrize(
    ("row", "because"),
    [
        ("e;w;2026-06-01;2026-06-07;1990-01-01;;200;3000", "hours_too_many"),
        ("e;w;2026-06-01;2026-06-07;1990-01-01;;-8;3000", "negative"),
        ("e;w;2026-06-01;2026-06-07;1990-01-01;;1.234;3000", "two_readings"),
        ("e;w;2026-06-07;2026-06-01;1990-01-01;;40;600", "period_backwards"),
        ("e;w;2026-01-01;2026-06-01;1990-01-01;;40;600", "period_too_long"),
        ("e;w;2027-06-01;2027-06-07;1990-01-01;;40;600", "period_in_future"),
        ("e;w;2026-06-01;2026-06-07;2030-01-01;;40;600", "birth_impossible"),
        ("e;w;2026-06-01;2026-06-07;;7;40;600", "age_impossible"),
        (";w;2026-06-01;2026-06-07;;30;40;600", "employer_missing"),
        ("e; ;2026-06-01;2026-06-07;;30;40;600", "worker_missing"),
        ("e;w;;2026-06-07;;30;40;600", "period_missing"),
        ("e;w;2026-06-01;2026-06-07;;30;40;60000", "pay_too_high"),
        ("e;w;2026-06-01;2026-06-07;;30;40", "too_few_columns"),
    ],
)
def test_a_line_that_cannot_be_judged_is_listed_and_the_others_are_judged(tmp_path: Path, row: str, because: str) -> None:
    source = tmp_path / "payroll.csv"
    good = "e;good;2026-06-01;2026-06-07;1990-01-01;;40;1.234,56"
    source.write_text(f"{HEAD}{good}\n{row}\n{good.replace('good', 'better').replace('1.234,56', '1,234.56')}\n")
    summary = check_payroll(source, tmp_path / "results", as_of=AS_OF)
    assert [(each["line"], each["because"]) for each in table(tmp_path / "results", "unreadable")] == [(3, because)]
    assert [each["gross_wage"] for each in table(tmp_path / "results", "judged")] == [1234_56, 1234_56]
    assert (summary.rows_given, summary.rows_judged, summary.rows_unreadable) == (3, 2, 1)


def test_overlapping_lines_and_an_unknown_age(tmp_path: Path) -> None:
    source = tmp_path / "payroll.csv"
    rows = ["e;a;2026-06-01;2026-06-07;;;40;300", "e;b;2026-06-01;2026-06-07;;30;40;600", "e;b;2026-06-07;2026-06-14;;30;40;600"]
    source.write_text(HEAD + "\n".join(rows) + "\n")
    summary = check_payroll(source, tmp_path / "results", as_of=AS_OF)
    assert summary.reasons == {"overlap": 2}
    (line,) = table(tmp_path / "results", "judged")
    assert (Outcome(line["minimum_wage_outcome"]), line["minimum_wage_because"]) == (Outcome.CANNOT_TELL, "birth_date")


def test_a_payroll_of_which_nothing_can_be_read_still_has_results(tmp_path: Path) -> None:
    source = tmp_path / "payroll.csv"
    source.write_text(f"{HEAD}e;w;soon;later;;x;y;z\n")
    summary = check_payroll(source, tmp_path / "results", as_of=AS_OF)
    assert (summary.rows_given, summary.rows_judged, summary.rows_unreadable, summary.owed) == (1, 0, 1, 0)
    assert len(table(tmp_path / "results", "unreadable")) == 5
    writing.write_csv(tmp_path / "results", Watch())
    writing.write_xlsx(tmp_path / "results", Watch())


@pytest.mark.parametrize("stage", ["reading", "overlaps", "lines", "workers", "counting"])
def test_a_stop_leaves_no_file(tmp_path: Path, stage: str) -> None:
    watch = Watch(tell=lambda reached, percent: watch.stop.set() if reached == stage else None)
    with pytest.raises(Stopped):
        check_payroll(EXAMPLE, tmp_path / "results", as_of=AS_OF, watch=watch)
    assert list((tmp_path / "results").iterdir()) == []


def test_a_bad_file_leaves_the_older_results(tmp_path: Path) -> None:
    check_payroll(EXAMPLE, tmp_path / "results", as_of=AS_OF)
    before = sorted(path.name for path in (tmp_path / "results").iterdir())
    (tmp_path / "empty.csv").touch()
    with pytest.raises(FileProblem):
        check_payroll(tmp_path / "empty.csv", tmp_path / "results", as_of=AS_OF)
    assert (
        sorted(path.name for path in (tmp_path / "results").iterdir()) == before == sorted(f"{name}.parquet" for name in RESULTS)
    )


def test_a_lost_row_is_a_fault_and_not_a_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = payroll.read

    def losing(source: Path, typed: Path, watch: Watch) -> ReadingReport:
        report = genuine(source, typed, watch)
        return replace(report, rows_given=report.rows_given + 1)

    monkeypatch.setattr(payroll, "read", losing)
    with pytest.raises(RowsLost):
        check_payroll(EXAMPLE, tmp_path / "results", as_of=AS_OF)
    assert list((tmp_path / "results").iterdir()) == []


def test_results_for_people_hold_words_euros_and_no_formulas(tmp_path: Path) -> None:
    source = tmp_path / "payroll.csv"
    source.write_text(f"{HEAD}=cmd|calc;-2+3;2026-06-01;2026-06-07;1990-01-01;;40,25;400,10\n@e;+w;2026-06-01;x;;;1;1\n")
    results = tmp_path / "results"
    check_payroll(source, results, as_of=AS_OF)
    writing.write_csv(results, Watch())
    with (results / "judged.csv").open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert (line["employer"], line["worker"], line["hours"], line["gross_wage"]) == ("'=cmd|calc", "'-2+3", "40.25", "400.10")
    assert (line["minimum_wage_outcome"], line["period_start"]) == ("not met", "2026-06-01")
    book = openpyxl.load_workbook(writing.write_xlsx(results, Watch()))
    assert set(book.sheetnames) == set(RESULTS)
    heading, first = list(book["judged"].values)
    shown = dict(zip(heading, first, strict=True))
    assert (shown["employer"], shown["hours"], shown["gross_wage"]) == ("'=cmd|calc", 40.25, 400.1)
    assert shown["period_start"].date() == date(2026, 6, 1)
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    assert "This is not a date" in str(list(book["unreadable"].values))


def test_a_table_too_long_for_a_sheet_points_to_the_other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_payroll(EXAMPLE, tmp_path, as_of=AS_OF)
    monkeypatch.setattr(writing, "MOST_SHEET_ROWS", 100)
    book = openpyxl.load_workbook(writing.write_xlsx(tmp_path, Watch()))
    assert list(book["judged"].values) == [
        ("196 rows are more than a sheet can hold. They stand in judged.csv and judged.parquet.",)
    ]
    assert len(list(book["norms"].values)) > 10


def test_a_stop_while_writing_leaves_no_half_file(tmp_path: Path) -> None:
    check_payroll(EXAMPLE, tmp_path, as_of=AS_OF)
    watch = Watch()
    watch.stop.set()
    for write in (writing.write_csv, writing.write_xlsx):
        with pytest.raises(Stopped):
            write(tmp_path, watch)
    assert {path.suffix for path in tmp_path.iterdir()} == {".parquet"}


def test_every_column_of_the_results_has_its_unit() -> None:
    units = {name: writing.unit(name) for name in plan.RESULT}
    whole = {name for name, unit in units.items() if unit == "count" and not name.endswith("_because")}
    assert whole == {
        "age", "payslip_gaps", "age_first", "period_days", "paid_working_days_late", "claim_until", "time_barred"}  # fmt: skip
    assert units["minimum_wage_outcome"] == "outcome"
