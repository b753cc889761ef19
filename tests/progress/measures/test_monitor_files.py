"""The monitor as a file: taken out and in again it changes nothing; what is hostile is refused kindly; differences come first."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from medemens.progress.measures import yaml_file
from medemens.progress.measures.actions import editing, importing
from medemens.progress.measures.editing import workbook
from medemens.progress.measures.fields import SECTIONS
from medemens.progress.measures.models import Measure, Proposal, StatusEvent
from medemens.progress.measures.queries import whole
from medemens.progress.measures.reading import STEPS
from tests import make
from tests.progress.measures import make_measures, make_monitor
from tests.progress.measures.make_monitor import MEASURE, NOW, Ministry

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry() -> Ministry:
    return make_monitor.ministry()


def as_yaml(plain: Any) -> Any:
    return yaml_file.read(yaml_file.written(plain))


def as_xlsx(plain: Any) -> Any:
    read, places = workbook.read(workbook.written(plain))
    assert places.problems == []
    return read


@pytest.mark.parametrize("through", [as_yaml, as_xlsx])
def test_all_data_out_and_in_again_change_nothing(through: Any) -> None:
    make_measures.everything()
    plan = importing.plan(through(whole.whole()))
    assert (plan.faults, plan.wanted, plan.left) == ([], [], 0)
    assert plan.there > 150, "the steps were looked at"


LINE = some.text(some.characters(codec="utf-8", exclude_categories=("C", "Z")) | some.just(" "), max_size=30).map(
    lambda text: " ".join(text.split())
)
SIGNS = some.text("'=+-@#;.!\"<&", max_size=5)
WORDS = (
    LINE | SIGNS | some.sampled_from(["=1+1", "'=x", "#N/A", "null", "true", "2026-07-31", "1e5", "- a", "{a: b}", "@SUM(A1)"])
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS, note=WORDS, fact=WORDS, exact=some.sampled_from(["2026", "2026-07", "2026-07-31"]), about=some.booleans())
@pytest.mark.parametrize("through", [as_yaml, as_xlsx])
def test_whatever_stands_in_it_out_and_in_again_changes_nothing(
    ministry: Ministry, through: Any, title: str, note: str, fact: str, exact: str, about: bool
) -> None:
    step = {"id": "first", "date": exact, "phase": "adopted", "source": "letter", "fact": {"nl": fact}}
    step |= {"planned": "true", "announced": "2020-05"} if about else {"precision": "period"} if len(exact) == 10 else {}
    changed = {"id": MEASURE, "title": {"nl": title or "x"}, "note": {"nl": note, "en": title}, "status": [step]}
    plan = importing.plan({"measures": [changed]})
    assert not plan.faults
    importing.take(plan, by=None, now=NOW)
    again = importing.plan(through(whole.whole()))
    assert (again.faults, again.changes) == ([], 0)


@given(WORDS)
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    guarded = workbook.guarded(text)
    assert not guarded.startswith(("=", "+", "-", "@", "#", "\t"))
    assert workbook.unguarded(guarded) == text


def test_the_workbook_holds_texts_only() -> None:
    make_measures.everything()
    book = openpyxl.load_workbook(BytesIO(workbook.written(whole.whole())))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}


def test_the_sheets_have_all_fields_of_a_file() -> None:
    by_sheet = {name: {column.split(".")[0] for column in columns} for name, columns in workbook.SHEETS.items()}
    for section in SECTIONS:
        assert by_sheet[section.name] == {section.key, *(each.name for each in section.fields)}, section.name
        if section.steps:
            sheet, owner = next((name, each[1]) for name, each in workbook.STEPS.items() if each[0] == section.name)
            assert workbook.STEPS[sheet][2] == STEPS[section.name]
            assert by_sheet[sheet] == {owner, *(each.name for each in section.steps)}


# What people and others bring in


def book_of(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def page(name: str, *arguments: Any) -> str:
    with override("en"):
        return reverse(f"editing:{name}", args=arguments)


def sent(ministry: Ministry, content: bytes, name: str = "monitor.xlsx") -> Any:
    desk = make.sign_in(Client(), ministry.one)
    return desk.post(page("files"), {"file": SimpleUploadedFile(name, content), "reasons": "Bijgewerkt."})


def problems(ministry: Ministry, content: bytes, name: str = "monitor.xlsx") -> list[str]:
    answer = sent(ministry, content, name)
    assert answer.status_code == 422
    assert not Proposal.objects.exists()
    found: list[str] = answer.context["problems"]
    assert found
    return found


def test_a_mistake_is_told_by_sheet_row_and_column(ministry: Ministry) -> None:
    steps = [["measure", "id", "date", "phase", "source"], [MEASURE, "a", "2026-01-01", "finished", "letter"]]
    steps += [[MEASURE, "b", "2026-13-01", "adopted", "letter"], [MEASURE, "c", "2026-01-01", "adopted", "nowhere"]]
    measures = [["id", "kind"], ["M8-88", "additional"]]
    told = problems(ministry, book_of(measures=measures, measure_steps=steps))
    assert any(each.startswith("Sheet measure_steps, row 2, column phase:") for each in told), told
    assert any(each.startswith("Sheet measure_steps, row 3, column date:") for each in told), told
    assert any(each.startswith("Sheet measure_steps, row 4, column source:") for each in told), told
    assert any(each.startswith("Sheet measures, row 2, column theme:") for each in told), told


def test_a_formula_is_refused_with_its_cell(ministry: Ministry) -> None:
    told = problems(ministry, book_of(measures=[["id", "title.nl"], [MEASURE, '=HYPERLINK("https://x.example","a")']]))
    assert told[0].startswith("Sheet measures, row 2, column title.nl:")
    assert "formula" in told[0]


def zipped(**parts: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"PK\x03\x04 not really", "damaged"),
        (b"\xd0\xcf\x11\xe0 old", "password"),
        (zipped(xl__workbook_dot_xml=b"<workbook/>", xl__vbaProject_dot_bin=b"x"), "macros"),
        (zipped(readme_dot_txt=b"x"), "damaged"),
        (zipped(xl__workbook_dot_xml=b"<x/>", xl__worksheets__sheet1_dot_xml=b"0" * 101_000_000), "larger"),
        (zipped(xl__workbook_dot_xml=b"<x/>", xl__sharedStrings_dot_xml=b"0" * 41_000_000), "larger"),
        (zipped(xl__workbook_dot_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'), "damaged"),
        (b"id;title\nM1-01;x\n", "damaged"),
        (b"", "file"),
    ],
)
def test_what_is_no_workbook_is_refused_kindly(ministry: Ministry, content: bytes, word: str) -> None:
    answer = sent(ministry, content)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"a: &a [1]\nb: *a\n", "Line 1: anchors"),
        (b"a: !!python/object:os.system x\n", "Line 1: tags"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"measures: [\n", "YAML"),
        (b"- just\n- a list\n", "sections"),
        (b"measures:\n- {id: M9-01, kind: nonsense}\n", "measure M9-01, kind"),
        (b"%PDF-1.7\n", "YAML"),
    ],
)
def test_what_is_no_yaml_of_ours_is_refused_kindly(ministry: Ministry, content: bytes, word: str) -> None:
    assert any(word in each for each in problems(ministry, content, "monitor.yaml"))


def test_a_file_of_fifty_megabytes_is_not_even_read(ministry: Ministry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_file, "read", lambda content: pytest.fail("it was read"))
    monkeypatch.setattr(workbook, "read", lambda content: pytest.fail("it was read"))
    (told,) = problems(ministry, b"PK\x03\x04" + b"0" * 50_000_000)
    assert "10 MB" in told


def test_sheets_and_columns_that_are_not_ours_are_named(ministry: Ministry) -> None:
    assert "no sheet" in problems(ministry, book_of(Blad1=[["a"]]))[0]
    assert "colour" in problems(ministry, book_of(measures=[["id", "colour"], [MEASURE, "red"]]))[0]
    assert "id" in problems(ministry, book_of(measures=[["title.nl"], ["x"]]))[0]
    assert "Extra" in problems(ministry, book_of(measures=[["id"], [MEASURE]], Extra=[["a"]]))[0]


def test_a_right_file_is_a_draft_with_its_differences_and_is_taken_as_a_whole(ministry: Ministry) -> None:
    content = book_of(
        measures=[["id", "title.en"], [MEASURE, "Other title"]],
        measure_steps=[
            ["measure", "id", "date", "phase", "source", "fact.nl"],
            [MEASURE, "first", "2022-04-01", "in_preparation", "letter", "Het wordt gemaakt."],
            [MEASURE, None, "2026-11-01", "in_force", "letter", "Het geldt."],
        ],
    )
    answer = sent(ministry, content)
    made = Proposal.objects.get()
    assert answer["Location"].startswith(page("proposal", made.pk))
    assert (made.state, Measure.objects.get().title_en, StatusEvent.objects.count()) == ("draft", "Invented measure", 1)
    shown = make.sign_in(Client(), ministry.one).get(page("proposal", made.pk)).content.decode()
    for told in ("Invented measure", "Other title", "2022-03-01", "2022-04-01", "New step", "Correction of a step"):
        assert told in shown, told
    editing.ask(proposal=made, reasons="", by=ministry.one, now=NOW)
    make_monitor.published(ministry.other, made)
    assert Measure.objects.get().title_en == "Other title"
    assert [(each.key, each.corrects_id is not None) for each in StatusEvent.objects.order_by("pk")] == [
        ("first", False), ("first", True), ("2026-11-01-in_force", False),
    ]  # fmt: skip


def test_a_file_that_says_what_is_there_is_no_change(ministry: Ministry) -> None:
    answer = sent(ministry, workbook.written(whole.whole()))
    assert answer.status_code == 422
    assert "nothing to change" in answer.content.decode()


@pytest.mark.parametrize("form", ["yaml", "xlsx"])
def test_editors_take_the_whole_out(ministry: Ministry, form: str) -> None:
    answer = make.sign_in(Client(), ministry.one).get(page("download", form))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'.{form}"')
    read = workbook.read(answer.content)[0] if form == "xlsx" else yaml_file.read(answer.content)
    assert importing.plan(read).changes == 0
    assert make.sign_in(Client(), ministry.one).get(page("download", "exe")).status_code == 404
