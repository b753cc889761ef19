"""Reading payroll files: whatever people save is either read right, or listed with its row and the reason."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest

from medemens.bulk import reading_xlsx
from medemens.bulk.reading import ReadingReport, read
from medemens.bulk.schema import FILE_PROBLEMS, HEADINGS, FileProblem, nearest, plain, recognise, table_schema
from medemens.bulk.watch import Stopped, Watch
from medemens.law.facts import FACTS, REASONS

HEAD = ("employer", "worker", "period_start", "period_end", "hours", "gross_wage", "posted", "age")
GOOD = ("employer-01", "worker-0001", "2026-06-01", "2026-06-28", "160,00", "2.400,50", "no", "30")


def changed(**cells: str) -> tuple[str, ...]:
    """The good row with some cells changed."""
    return tuple(cells.get(name, cell) for name, cell in zip(HEAD, GOOD, strict=True))


def csv_file(folder: Path, *rows: tuple[str, ...], separator: str = ";", encoding: str = "utf-8") -> Path:
    """A CSV file of these rows below the heading."""
    path = folder / "payroll.csv"
    path.write_bytes("".join(separator.join(row) + "\r\n" for row in (HEAD, *rows)).encode(encoding))
    return path


def xlsx_file(folder: Path, *rows: tuple[Any, ...]) -> Path:
    """A workbook with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "payroll.xlsx")
    return folder / "payroll.xlsx"


def parquet_file(folder: Path, **columns: Any) -> Path:
    """A Parquet file of one good row with some columns changed or added."""
    good = {"employer": ["e"], "worker": ["w"], "period_start": [date(2026, 6, 1)], "period_end": [date(2026, 6, 28)]}
    parquet.write_table(arrow.table({**good, **columns}), folder / "payroll.parquet")
    return folder / "payroll.parquet"


def taken(path: Path) -> tuple[list[dict[str, Any]], list[tuple[int, str, str, str]], ReadingReport]:
    """The typed rows, the unreadable cells and the report."""
    typed = path.with_name("typed.parquet")
    report = read(path, typed, Watch())
    problems = [
        (row["line"], row["column"], row["shown"], row["because"]) for row in parquet.read_table(report.problems).to_pylist()
    ]
    rows = parquet.read_table(typed).to_pylist()
    assert report.rows_given == len(rows) + len({problem[0] for problem in problems})
    return rows, problems, report


def refused(path: Path) -> FileProblem:
    """Why the whole file is refused."""
    with pytest.raises(FileProblem) as raised:
        read(path, path.with_name("typed.parquet"), Watch())
    return raised.value


TYPED = {
    "line": 2, "employer": "employer-01", "worker": "worker-0001", "period_start": date(2026, 6, 1),
    "period_end": date(2026, 6, 28), "hours": 160_00, "gross_wage": 2400_50, "posted": False, "age": 30,
}  # fmt: skip


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_csv_is_read_in_every_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    path = csv_file(tmp_path, GOOD, changed(employer="Café Zoë"), separator=separator, encoding=encoding)
    rows, problems, _ = taken(path)
    assert rows == [TYPED, TYPED | {"line": 3, "employer": "Café Zoë"}]
    assert problems == []


def test_commas_between_cells_and_in_quoted_numbers(tmp_path: Path) -> None:
    path = tmp_path / "payroll.csv"
    path.write_text(f'{",".join(HEAD)}\n"employer, one",w,2026-06-01,2026-06-28,"160,00","2,400.50",Nee,30\n')
    rows, _, _ = taken(path)
    assert rows == [TYPED | {"employer": "employer, one", "worker": "w"}]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"hours": "-8"}, ("hours", "-8", "negative")),
        ({"hours": "1.234"}, ("hours", "1.234", "two_readings")),
        ({"gross_wage": "2,400"}, ("gross_wage", "2,400", "two_readings")),
        ({"gross_wage": "about 2400"}, ("gross_wage", "about 2400", "not_a_number")),
        ({"gross_wage": "9" * 50}, ("gross_wage", "9" * 39 + "…", "not_a_number")),
        ({"gross_wage": "NaN"}, ("gross_wage", "NaN", "not_a_number")),
        ({"age": "28,5"}, ("age", "28,5", "not_a_number")),
        ({"period_end": "28-6-26"}, ("period_end", "28-6-26", "not_a_date")),
        ({"period_end": "31-02-2026"}, ("period_end", "31-02-2026", "not_a_date")),
        ({"posted": "perhaps"}, ("posted", "perhaps", "not_yes_or_no")),
    ],
)
def test_an_unreadable_cell_is_listed_and_the_other_rows_are_read(
    tmp_path: Path, cells: dict[str, str], problem: tuple[str, str, str]
) -> None:
    rows, problems, report = taken(csv_file(tmp_path, GOOD, changed(**cells), GOOD))
    assert [row["line"] for row in rows] == [2, 4]
    assert problems == [(3, *problem)]
    assert (report.rows_given, report.rows_typed, report.rows_with_problems) == (3, 2, 1)
    assert problem[2] in REASONS


@pytest.mark.parametrize(
    ("text", "cents"), [("1.234,56", 123456), ("1,234.56", 123456), ("1234,5", 123450), ("€ 12", 1200), ("", None), ("0", 0)]
)
def test_numbers_are_read_as_people_write_them(tmp_path: Path, text: str, cents: int | None) -> None:
    rows, _, _ = taken(csv_file(tmp_path, changed(gross_wage=text)))
    assert rows[0]["gross_wage"] == cents


@pytest.mark.parametrize("word", ["yes", "JA", "true", "1"])
def test_yes_in_several_words(tmp_path: Path, word: str) -> None:
    assert taken(csv_file(tmp_path, changed(posted=word)))[0][0]["posted"] is True


def test_two_bad_cells_are_one_row(tmp_path: Path) -> None:
    _, problems, report = taken(csv_file(tmp_path, changed(hours="x", age="y")))
    assert len(problems) == 2
    assert (report.rows_given, report.rows_typed, report.rows_with_problems) == (1, 0, 1)


def test_rows_with_too_few_and_too_many_cells(tmp_path: Path) -> None:
    rows, problems, _ = taken(csv_file(tmp_path, GOOD[:5], (*GOOD, "", "7"), (*GOOD, "7"), (*GOOD, "", "")))
    assert [(line, because) for line, _, _, because in problems] == [
        (2, "too_few_columns"), (3, "too_many_columns"), (4, "too_many_columns")]  # fmt: skip
    assert [row["line"] for row in rows] == [5]


def test_titles_above_and_empty_rows_are_skipped_but_counted_in_the_row_number(tmp_path: Path) -> None:
    path = tmp_path / "payroll.csv"
    path.write_text(f"Loonlijst juni\n\n{';'.join(HEAD)}\n\n;;;;;;;\n{';'.join(GOOD)}\n")
    rows, _, report = taken(path)
    assert [row["line"] for row in rows] == [6]
    assert report.rows_given == 1


def test_dutch_headings_and_unknown_columns(tmp_path: Path) -> None:
    path = tmp_path / "payroll.csv"
    path.write_text("Werkgever;Personeelsnummer;Begin periode;Einde_periode;Aantal uren;BRUTOLOON;houzing deduction;Opmerking\n"
                    "a;b;1-6-2026;28/06/2026;160;2400;12;hallo\n")  # fmt: skip
    rows, _, report = taken(path)
    assert (rows[0]["hours"], rows[0]["gross_wage"], rows[0]["period_end"]) == (160_00, 2400_00, date(2026, 6, 28))
    assert [(each.heading, each.nearest) for each in report.ignored] == [
        ("houzing deduction", "housing_deduction"), ("Opmerking", None)]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty"),
        (b"\r\n\r\n", "empty"),
        (";".join(HEAD).encode(), "no_rows"),
        (b"name;city\nx;y\n", "no_heading"),
        (b"employer;period_start;period_end;hours\na;b;c;d\n", "column_missing"),
        (b"employer;werkgever;worker;period_start;period_end\na;b;c;d;e\n", "column_twice"),
        (b"employer;worker;period_start;period_end\na;b;c\0;d\n", "null_bytes"),
        (b"employer;worker;period_start;period_end\na;b;\x81;d\n", "encoding"),
        (b'employer;worker;period_start;period_end\na;"b;c;d\n', "quotes"),
        (b'employer;worker;period_start;period_end\na;b"' + b"x" * 200_000 + b'";c;d\n', "long_cell"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected"),
        (b"PK\x03\x04 nonsense", "broken"),
        (b"PAR1 nonsense PAR1", "broken"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "null_bytes"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_mends_it(tmp_path: Path, content: bytes, key: str) -> None:
    path = tmp_path / "payroll.csv"
    path.write_bytes(content)
    problem = refused(path)
    assert problem.key == key
    assert problem.problem
    assert problem.mend
    assert "{" not in str(problem)


def test_a_missing_column_is_named_with_the_heading_that_looks_like_it(tmp_path: Path) -> None:
    path = tmp_path / "payroll.csv"
    path.write_text("werkgeverr;worker;period_start;period_end\na;b;c;d\n")
    assert refused(path).problem == "A column is missing: employer (werkgeverr?)."


def test_xlsx_with_merged_titles_real_dates_numbers_and_a_formula(tmp_path: Path) -> None:
    day, night = datetime(2026, 6, 1), datetime(2026, 6, 28, 13, 0)
    good = ("employer-01", 7, day, date(2026, 6, 28), 160, 2400.1999999999998, True, 30)
    path = xlsx_file(
        tmp_path, ("Payroll of June",), (), HEAD, good, ("=1+1", *good[1:]), (*good[:5], 2400.125, "ja", 30.0),
        (*good[:3], night, 160, -5, "x", 30), (*good[:2], 46174, *good[3:]), (*good[:4], "1.234,56", time(3, 4), None, ""),
    )  # fmt: skip
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A1:D1")
    book.save(path)
    rows, problems, _ = taken(path)
    assert rows[0] == TYPED | {"line": 4, "worker": "7", "gross_wage": 2400_20, "posted": True}
    assert sorted(problems) == sorted([
        (5, "employer", "=1+1", "formula"),
        (6, "gross_wage", "2400.125", "part_of_a_cent"),
        (7, "period_end", "2026-06-28 13:00:00", "not_a_date"),
        (7, "gross_wage", "-5", "negative"),
        (7, "posted", "x", "not_yes_or_no"),
        (8, "period_start", "46174", "not_a_date"),
        (9, "gross_wage", "03:04:00", "not_a_number"),
    ])  # fmt: skip


def test_xlsx_on_a_second_sheet_and_with_a_false_size_is_read_whole(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Read me first"])
    sheet = book.create_sheet("payroll")
    for row in (HEAD, *[GOOD] * 5):
        sheet.append(row)
    book.save(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as old, zipfile.ZipFile(tmp_path / "payroll.xlsx", "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b'ref="A1:H6"', b'ref="A1:B2"'))
    assert len(taken(tmp_path / "payroll.xlsx")[0]) == 5


def test_xlsx_that_unpacks_to_far_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xlsx_file(tmp_path, HEAD, GOOD)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/padding.xml", b" " * 3_000_000)
    monkeypatch.setattr(reading_xlsx, "MOST_WORDS_MEGABYTES", 2)
    assert refused(path).key == "too_large"
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    assert refused(tmp_path / "other.xlsx").key == "broken"


def test_xlsx_with_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, HEAD, GOOD)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "damaged.xlsx", "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part)[:200] if "sheet1" in part else old.read(part))
    assert refused(tmp_path / "damaged.xlsx").key == "broken"


def decimals(*numbers: str | None, scale: int = 2) -> arrow.Array:
    """A column of decimals."""
    return arrow.array([None if each is None else Decimal(each) for each in numbers], arrow.decimal128(38, scale))


def test_parquet_decimals_are_euros_and_whole_numbers_cents(tmp_path: Path) -> None:
    path = parquet_file(
        tmp_path, gross_wage=decimals("2400.50"), hours=arrow.array([160_00]), advance=arrow.array([12.34]),
        age=arrow.array([30]), posted=arrow.array(["Ja"]),
        paid_on=arrow.array(["28-06-2026"]), due_date=arrow.array([datetime(2026, 6, 28)]),
    )  # fmt: skip
    rows, problems, _ = taken(path)
    assert problems == []
    assert rows[0] == {
        "line": 1, "employer": "e", "worker": "w", "period_start": date(2026, 6, 1), "period_end": date(2026, 6, 28),
        "gross_wage": 2400_50, "hours": 160_00, "advance": 12_34, "age": 30, "posted": True, "paid_on": date(2026, 6, 28),
        "due_date": date(2026, 6, 28),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "column", "because"),
    [
        ("gross_wage", decimals("1.005", scale=3), "part_of_a_cent"),
        ("gross_wage", decimals("-1"), "negative"),
        ("gross_wage", decimals("9" * 34), "not_a_number"),
        ("gross_wage", arrow.array([1.001]), "part_of_a_cent"),
        ("gross_wage", arrow.array([0.1 + 0.2]), "part_of_a_cent"),
        ("gross_wage", arrow.array([float("nan")]), "not_a_number"),
        ("gross_wage", arrow.array([float("inf")]), "not_a_number"),
        ("gross_wage", arrow.array([1e300]), "not_a_number"),
        ("hours", arrow.array([-1]), "negative"),
        ("age", arrow.array([28.5]), "not_a_number"),
        ("posted", arrow.array(["perhaps"]), "not_yes_or_no"),
        ("paid_on", arrow.array(["soon"]), "not_a_date"),
        ("paid_on", arrow.array([datetime(2026, 6, 28, 13)]), "not_a_date"),
    ],
)
def test_parquet_values_that_cannot_be_read_are_listed(tmp_path: Path, name: str, column: arrow.Array, because: str) -> None:
    _, problems, _ = taken(parquet_file(tmp_path, **{name: column}))
    assert [(line, column_name, reason) for line, column_name, _, reason in problems] == [(1, name, because)]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("gross_wage", arrow.array(["2400"])),
        ("posted", arrow.array([0.5])),
        ("paid_on", arrow.array([3])),
        ("worker", arrow.array([1.5])),
    ],
)
def test_parquet_columns_of_another_type_are_refused(tmp_path: Path, name: str, column: arrow.Array) -> None:
    problem = refused(parquet_file(tmp_path, **{name: column}))
    assert (problem.key, problem.details["column"]) == ("column_type", name)


def test_parquet_without_rows_or_columns(tmp_path: Path) -> None:
    place = tmp_path / "payroll.parquet"
    parquet.write_table(parquet.read_table(parquet_file(tmp_path)).slice(0, 0), place)
    assert refused(place).key == "no_rows"
    duckdb.sql(f"COPY (SELECT 1 AS employer) TO '{place}' (FORMAT parquet)")
    assert refused(place).key == "column_missing"


def test_reading_stops_when_asked(tmp_path: Path) -> None:
    watch = Watch()
    watch.stop.set()
    for path in (csv_file(tmp_path, GOOD), xlsx_file(tmp_path, HEAD, GOOD), parquet_file(tmp_path)):
        with pytest.raises(Stopped):
            read(path, tmp_path / "typed.parquet", watch)


def test_every_heading_means_one_column() -> None:
    headings = [plain(heading) for fact in FACTS for heading in (fact.name, *HEADINGS[fact.name])]
    assert len(headings) == len(set(headings))
    assert recognise("Dienstverband geëindigd") == "employment_ended"
    assert recognise("shoe size") is None
    assert nearest("gros wage") == "gross_wage"


def test_the_table_schema_has_every_column() -> None:
    described = table_schema()["fields"]
    assert isinstance(described, list)
    assert [field["name"] for field in described] == [fact.name for fact in FACTS]
    assert described[14]["type"] == "number"
    assert all(len(texts) == 2 for texts in FILE_PROBLEMS.values())
