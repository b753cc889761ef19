"""The report: what it tells of a year, the same bytes for the same data, and that all can read it."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import docx
import pikepdf
import pytest
from django.test import Client
from django.utils.translation import override

from medemens.progress.report import queries, writing
from medemens.progress.report.parts import Block, Chapter, Document, Heading, Paragraph, Plot, Table
from medemens.progress.report.period import Period
from medemens.site import figures as listed
from tests.progress.report import make_reports

pytestmark = pytest.mark.django_db

THEN = Period(2023, date(2023, 12, 1))
AFTER = Period(2023, date(2026, 11, 26))
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def quiet(stage: str, percent: int) -> None:
    """For who does not look."""


def made(period: Period = THEN, **chosen: Any) -> dict[tuple[str, str], bytes]:
    files = writing.made(period, address="https://monitor.example", tell=quiet, **chosen).files
    return {(each.language, each.form): each.content for each in files}


def written(period: Period = THEN, language: str = "en") -> Document:
    with override(language):
        return writing.document(queries.material(period, language), language)


def chapter(document: Document, key: str) -> Chapter:
    return next(each for each in document.chapters if each.key == key)


def words(block: Block) -> str:
    match block:
        case Paragraph(line) | Heading(line):
            return "".join(span.words for span in line)
        case Table(caption, _head, rows):
            return "\n".join([caption, *(" | ".join("".join(span.words for span in cell) for cell in row) for row in rows)])
        case Plot(title):
            return title
        case _:
            lines = getattr(block, "items", None) or block.paragraphs  # type: ignore[union-attr]
            return "\n".join("".join(span.words for span in line) for line in lines)


def text(document: Document, key: str) -> str:
    return "\n".join(map(words, chapter(document, key).blocks))


def test_chapters_stand_in_the_order_that_was_asked_for() -> None:
    make_reports.monitor()
    keys = [each.key for each in written().chapters]
    assert keys == [
        "summary", "phases", "changes", "theme-werk", "experience", "figures", "commitments", "motions", "practices", "method",
    ]  # fmt: skip


def test_in_the_year_it_tells_what_moved_until_the_day_and_nothing_later() -> None:
    make_reports.monitor()
    told = text(written(), "changes")
    assert "M9-01 Invented measure | In preparation | Before parliament | 1 May 2023" in told
    assert "Not pursued" not in told
    assert "After the year" not in told


def test_what_slipped_tells_both_days_and_how_far() -> None:
    make_reports.monitor()
    told = text(written(Period(2022, date(2022, 12, 1))), "changes")
    assert "M9-01 Invented measure: In force | 1 January 2023 | 1 January 2024, kst 29 861 nr. 122 | 365 days later" in told


def test_made_later_it_tells_what_came_after_the_year_apart() -> None:
    make_reports.monitor()
    document = written(AFTER)
    whole = text(document, "changes")
    during, after = whole.split("After the year: up to and including 26 November 2026")
    assert "Not pursued" not in during
    assert "M9-01 Invented measure | Before parliament | Not pursued | 1 February 2024" in after
    assert "On 26 November 2026: not pursued." in text(document, "theme-werk")


def test_a_planned_day_that_passed_is_overdue_on_its_own() -> None:
    make_reports.monitor(
        {"date": "2023-06-30", "phase": "realised", "planned": True, "announced": "2022-10-01", "milestone": "x"}
    )
    told = text(written(), "changes").split("Overdue on 1 December 2023")[1]
    assert (
        "M9-01 Invented measure: Realised | 30 June 2023 | 154 days | announced on 1 October 2022 in kst 29 861 nr. 122" in told
    )


def test_the_state_of_a_day_is_that_of_what_was_known_then() -> None:
    make_reports.monitor()
    known = make_reports.NOW
    assert "Before parliament" in text(written(Period(2023, date(2023, 12, 1), known)), "theme-werk")
    too_early = known.replace(year=2020)
    assert "Before parliament" not in text(written(Period(2023, date(2023, 12, 1), too_early)), "theme-werk")


def test_recommendations_are_never_told_as_a_share_of_the_official_list() -> None:
    make_reports.everything()
    document = written()
    whole = "\n".join(text(document, each.key) for each in document.chapters)
    assert not re.search(r"\d+ (of|van) (the )?(50|fifty)\b", whole)
    assert "The monitor knows 65 measures" in whole


def test_every_date_of_a_step_leads_to_its_record() -> None:
    make_reports.monitor()
    links = {
        span.href
        for each in written().chapters
        for block in each.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        for span in cell
        if span.href
    }
    client = Client()
    inside = {link.split("#")[0] for link in links if link.startswith("/")}
    assert any("?on=2023-12-01" in link for link in inside)
    for link in inside:
        assert client.get(link).status_code == 200, link
    steps = {link for link in links if "#step-" in link}
    assert steps
    for step in steps:
        assert f'id="{step.split("#")[1]}"' in client.get(step.split("#")[0]).content.decode()


def test_links_within_the_page_lead_somewhere() -> None:
    make_reports.everything()
    for period in (THEN, AFTER):
        page = made(period, languages=("nl",), forms=("html",))["nl", "html"].decode()
        anchors = re.findall(r' id="([^"]+)"', page)
        assert len(anchors) == len(set(anchors)), [each for each in anchors if anchors.count(each) > 1][:3]
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(anchors)


def test_a_new_system_adds_its_figures_and_the_report_does_not_change(monkeypatch: pytest.MonkeyPatch) -> None:
    make_reports.monitor()
    monkeypatch.setattr(listed, "FIGURES", (*listed.FIGURES, make_reports.invented()))
    told = text(written(AFTER), "figures")
    assert "Verzonnen schepen" in told
    assert "In the whole year: 46 schepen." in told
    assert "Jan 2023 | 30\nFeb 2023 | hidden\nMar 2023 | hidden" in told
    assert "Ede" not in told


def test_of_what_is_not_kept_the_report_says_so() -> None:
    make_reports.monitor()
    assert text(written(AFTER), "figures").count("Not kept: there are no records of this year.") == len(listed.FIGURES)


def test_a_year_that_runs_is_not_counted() -> None:
    assert (THEN.counted, AFTER.counted) == (2022, 2023)


def test_a_year_that_has_not_begun_has_no_report() -> None:
    with pytest.raises(ValueError, match="begun"):
        Period(2024, date(2023, 12, 1))


def test_the_same_data_give_the_same_bytes_in_every_form() -> None:
    make_reports.monitor()
    assert made() == made()
    assert len(made()) == 6


def test_made_on_another_day_after_the_year_only_days_differ() -> None:
    """The plain part of the report is the same but for the day of the report."""
    make_reports.monitor()
    one, other = (made(Period(2022, day), forms=("html",))["en", "html"].decode() for day in (date(2025, 3, 3), date(2025, 4, 4)))
    assert one != other
    plain = [
        re.sub(r"3 March 2025|4 April 2025|3 Mar 2025|4 Apr 2025|2025-0\d-0\d|[0-9a-f]{32}", "DAY", page) for page in (one, other)
    ]
    assert plain[0] == plain[1]


def test_the_text_document_is_built_of_real_parts() -> None:
    make_reports.monitor()
    packed = made()["nl", "docx"]
    file = docx.Document(io.BytesIO(packed))
    assert file.core_properties.title.startswith("Jaarverslag 2023") or file.core_properties.title.startswith(
        "Annual report 2023"
    )
    assert file.core_properties.language == "nl-NL"
    styles = {paragraph.style.name for paragraph in file.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet"} <= styles
    for table in file.tables:
        assert table.rows[0]._tr.trPr.find(f"{WORD}tblHeader") is not None
    pictures = [shape._inline.docPr for shape in file.inline_shapes]
    assert pictures
    assert all(len(each.get("descr")) > 40 for each in pictures)
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        styles_part = ElementTree.fromstring(parts.read("word/styles.xml"))
        languages = {each.get(f"{WORD}val") for each in styles_part.iter(f"{WORD}lang")}
        assert languages == {"nl-NL"}
        body = ElementTree.fromstring(parts.read("word/document.xml"))
        marks = {each.get(f"{WORD}name") for each in body.iter(f"{WORD}bookmarkStart")}
        assert {each.get(f"{WORD}anchor") for each in body.iter(f"{WORD}hyperlink")} - {None} <= marks


def nodes(tree: Any) -> list[Any]:
    """All elements of the tags of a PDF, in reading order."""
    found, waiting = [], [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += reversed(list(node))
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                waiting.append(node.K)
    return found


def test_the_paper_keeps_what_pdf_ua_asks_as_far_as_can_be_seen_here() -> None:
    make_reports.monitor()
    with pikepdf.open(io.BytesIO(made()["en", "pdf"])) as document:
        root = document.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en"
        assert root.ViewerPreferences.DisplayDocTitle
        metadata = root.Metadata.read_bytes()
        assert b"pdfuaid:part" in metadata
        assert b"Annual report 2023" in metadata
        tags = nodes(root.StructTreeRoot)
        names = [str(each.S) for each in tags]
        standard = {
            "/Document", "/Part", "/Sect", "/Div", "/H1", "/H2", "/H3", "/H4", "/P", "/L", "/LI", "/Lbl", "/LBody", "/Table",
            "/TR", "/TH", "/TD", "/THead", "/TBody", "/Caption", "/Figure", "/Link", "/Span", "/NonStruct", "/Strong", "/Em",
            "/TOC", "/TOCI",
        }  # fmt: skip
        mapped = {str(each) for each in root.StructTreeRoot.get("/RoleMap", {})}
        assert set(names) <= standard | mapped
        levels = [int(name[2]) for name in names if re.fullmatch("/H[1-6]", name)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        figures = [each for each in tags if str(each.S) == "/Figure"]
        assert len(figures) == 2
        assert all("Before parliament 1" in str(each.Alt) for each in figures)
        heads = [each for each in tags if str(each.S) == "/TH"]
        assert heads
        assert all(
            any("/Scope" in part for part in (each.A if isinstance(each.A, pikepdf.Array) else [each.A])) for each in heads
        )
        for page in document.pages:
            assert page.get("/Tabs") == "/S"
            assert untagged(page) == []
            for note in page.get("/Annots", []):
                if note.Subtype == "/Link":
                    assert "/StructParent" in note
                    assert "/Contents" in note


SHOWS = {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh"}


def untagged(page: Any) -> list[str]:
    """What is drawn outside every mark: neither content nor said to be decoration."""
    found, depth = [], 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            depth += 1
        elif name == "EMC":
            depth -= 1
        elif name in SHOWS and depth == 0:
            found.append(f"{name} {operands}")
    return found


def test_words_in_the_other_language_are_marked_as_such() -> None:
    make_reports.monitor()
    page = made(languages=("en",), forms=("html",))["en", "html"].decode()
    assert 'Goal: <span lang="nl">Eerlijk werk</span>' in page


def test_text_of_editors_stands_in_a_box_of_its_own_and_cannot_bring_markup() -> None:
    from medemens.progress.report import actions

    make_reports.monitor()
    editor = make_reports.editors().handler
    actions.write(
        year=2023, chapter="theme-werk", language="nl", text="Eerste <b>alinea</b>.\n\nTweede.", by=editor, now=make_reports.NOW
    )
    page = made(languages=("nl",), forms=("html",))["nl", "html"].decode()
    (box,) = re.findall(r'<div class="m-card m-card--written".*?</div>', page)
    assert "Eerste &lt;b&gt;alinea&lt;/b&gt;." in box
    assert box.count('<p class="utrecht-paragraph"') == 2
    english = made(languages=("en",), forms=("html",))["en", "html"].decode()
    assert "m-card--written" not in english


def test_a_document_says_how_far_it_is() -> None:
    make_reports.monitor()
    told: list[tuple[str, int]] = []
    writing.made(THEN, address="", tell=lambda stage, percent: told.append((stage, percent)), languages=("en",))
    assert [stage for stage, _percent in told] == ["reading", "html", "pdf", "docx", "done"]
    assert [percent for _stage, percent in told] == sorted(percent for _stage, percent in told)
