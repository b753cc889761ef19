"""A report as a text document (DOCX): real headings, lists and tables, alternatives for plots, the language set.

Made twice of the same data it is the same to the byte: nothing in it tells the clock or the machine.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from itertools import count
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from medemens.progress.report import plots_drawn
from medemens.progress.report.parts import Block, Box, Bullets, Chapter, Document, Heading, Line, Paragraph, Plot, Span, Table

LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
WIDTH = Cm(17)
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)


def made(document: Document, *, address: str, on: date) -> bytes:
    """The report as DOCX, dated `on`; `address` is the beginning of links to this site."""
    writer = _Writer(document, address)
    writer.write()
    writer.date(on)
    result = io.BytesIO()
    writer.file.save(result)
    return _same_bytes(result.getvalue())


def _same_bytes(packed: bytes) -> bytes:
    """The same parts without the moments at which they were packed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as given, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as taken:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, ZIP_MOMENT)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            taken.writestr(entry, given.read(name))
    return result.getvalue()


def _element(name: str, /, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


class _Writer:
    """Writes one document."""

    def __init__(self, document: Document, address: str) -> None:
        self.document, self.address = document, address
        self.file = docx.Document()
        self.bookmarks, self.picture_numbers = count(1), count(1)
        plots = [block for chapter in document.chapters for block in chapter.blocks if isinstance(block, Plot)]
        self.pictures = iter(plots_drawn.pngs([plots_drawn.svg(each, f"plot{at}", each.title) for at, each in enumerate(plots)]))
        self.chapter_number, self.heading_number = 0, [0, 0]
        self._styles()

    def _styles(self) -> None:
        """Fonts that are on every machine, and colours with contrast; our own styles for boxes."""
        styles = self.file.styles
        sizes = {
            "Normal": 10.5,
            "Title": 24,
            "Heading 1": 17,
            "Heading 2": 13.5,
            "Heading 3": 11.5,
            "Caption": 9.5,
            "List Bullet": 10.5,
        }
        for name, size in sizes.items():
            font = styles[name].font
            font.name, font.size, font.color.rgb = "Arial", Pt(size), RGBColor(0x1A, 0x1A, 0x1A)
            properties = styles[name].element.get_or_add_rPr()
            fonts = properties.find(qn("w:rFonts"))
            for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{kind}"), None)
            fonts.set(qn("w:cs"), "Arial")
        for name, colour in (("Medemens written", "EEF6F2"), ("Medemens box", "EAF1F6")):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
            properties = style.element.get_or_add_pPr()
            properties.append(_element("w:shd", val="clear", color="auto", fill=colour))
            style.paragraph_format.left_indent = Cm(0.5)
        link = styles.add_style("Medemens link", WD_STYLE_TYPE.CHARACTER)
        link.font.underline, link.font.color.rgb = True, RGBColor(0x0B, 0x4A, 0x75)
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        language = defaults.find(qn("w:lang"))
        code = LANGUAGES[self.document.language]
        for kind in ("val", "eastAsia"):
            language.set(qn(f"w:{kind}"), code)
        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)

    def date(self, on: date) -> None:
        """The properties of the document."""
        properties, moment = self.file.core_properties, datetime(on.year, on.month, on.day)  # noqa: DTZ001 - kept without a zone
        properties.title, properties.author, properties.last_modified_by = self.document.title, "Medemens", "Medemens"
        properties.language, properties.subject = LANGUAGES[self.document.language], self.document.subtitle
        properties.created = properties.modified = moment
        properties.comments, properties.revision = "", 1

    def write(self) -> None:
        """All of it: title, facts about the edition, contents, chapters, page numbers."""
        self.file.add_paragraph(self.document.title, style="Title")
        self.file.add_paragraph(self.document.subtitle)
        for name, words in self.document.facts:
            paragraph = self.file.add_paragraph()
            paragraph.add_run(f"{name}: ").bold = True
            paragraph.add_run(words)
        self.file.add_paragraph(_("Contents"), style="Heading 1")
        for number, chapter in enumerate(self.document.chapters, 1):
            self._line(self.file.add_paragraph(), (Span(f"{number}. {chapter.title}", f"#{chapter.key}"),))
        for number, chapter in enumerate(self.document.chapters, 1):
            self._chapter(chapter, number)
        self._page_numbers()

    def _page_numbers(self) -> None:
        paragraph = self.file.sections[0].footer.paragraphs[0]
        paragraph.alignment = 1
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run = paragraph.add_run()
            if kind:
                run._r.append(_element("w:fldChar", fldCharType=kind))
            else:
                instruction = _element("w:instrText")
                instruction.text = text
                run._r.append(instruction)

    def _chapter(self, chapter: Chapter, number: int) -> None:
        self.chapter_number, self.heading_number = number, [0, 0]
        paragraph = self.file.add_paragraph(f"{number}. {chapter.title}", style="Heading 1")
        paragraph.paragraph_format.page_break_before = True
        self._bookmark(paragraph, chapter.key)
        for block in chapter.blocks:
            self._block(block)

    def _bookmark(self, paragraph: Any, name: str) -> None:
        number = str(next(self.bookmarks))
        paragraph._p.append(_element("w:bookmarkStart", id=number, name=_bookmark_name(name)))
        paragraph._p.append(_element("w:bookmarkEnd", id=number))

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Paragraph(words, note):
                paragraph = self.file.add_paragraph()
                self._line(paragraph, words)
                if note:
                    for run in paragraph.runs:
                        run.italic = True
            case Bullets(items):
                for each in items:
                    self._line(self.file.add_paragraph(style="List Bullet"), each)
            case Table():
                self._table(block)
            case Plot():
                self._plot(block)
            case Box(title, paragraphs, written):
                style = "Medemens written" if written else "Medemens box"
                self.file.add_paragraph(style=style).add_run(title).bold = True
                for words in paragraphs:
                    self._line(self.file.add_paragraph(style=style), words)

    def _heading(self, heading: Heading) -> None:
        if heading.level == 2:
            self.heading_number = [self.heading_number[0] + 1, 0]
            number = f"{self.chapter_number}.{self.heading_number[0]}"
        else:
            self.heading_number[1] += 1
            number = f"{self.chapter_number}.{self.heading_number[0]}.{self.heading_number[1]}"
        paragraph = self.file.add_paragraph(f"{number} ", style=f"Heading {heading.level}")
        self._line(paragraph, heading.words)
        if heading.anchor:
            self._bookmark(paragraph, heading.anchor)

    def _plot(self, plot: Plot) -> None:
        picture = next(self.pictures)
        paragraph = self.file.add_paragraph()
        shape = paragraph.add_run().add_picture(io.BytesIO(picture), width=plots_drawn.width(picture))
        properties = shape._inline.docPr
        number = next(self.picture_numbers)
        properties.set("id", str(number))
        properties.set("name", f"Plot {number}")
        properties.set("title", plot.title)
        properties.set("descr", plots_drawn.told(plot))

    def _table(self, table: Table) -> None:
        self.file.add_paragraph(table.caption, style="Caption").paragraph_format.keep_with_next = True
        made = self.file.add_table(rows=1, cols=len(table.head), style="Table Grid")
        made.autofit = False
        properties = made._tbl.tblPr
        properties.append(_element("w:tblCaption", val=table.caption))
        shares = table.widths or tuple(round(100 / len(table.head)) for _each in table.head)
        for column, share in zip(made.columns, shares, strict=True):
            column.width = int(WIDTH * share / 100)
        widths = [int(WIDTH * share / 100) for share in shares]
        head = tuple((Span(words, strong=True),) for words in table.head)
        self._row(made.rows[0], head, table, widths)
        heading = made.rows[0]._tr.get_or_add_trPr()
        heading.append(_element("w:cantSplit"))
        heading.append(_element("w:tblHeader"))
        for row in table.rows:
            line = made.add_row()
            line._tr.get_or_add_trPr().append(_element("w:cantSplit"))
            self._row(line, row, table, widths)
        self.file.add_paragraph()

    def _row(self, row: Any, words: tuple[Line, ...], table: Table, widths: list[int]) -> None:
        for at, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
            cell.width = width
            self._cell(cell, words[at], at in table.numbers)

    def _cell(self, cell: Any, words: Line, number: bool) -> None:
        paragraph = cell.paragraphs[0]
        self._line(paragraph, words)
        paragraph.paragraph_format.space_after = Pt(0)
        if number:
            paragraph.alignment = 2
        for run in paragraph._p.iter(qn("w:r")):
            size = run.get_or_add_rPr()
            size.append(_element("w:sz", val="17"))

    def _line(self, paragraph: Any, words: Line) -> None:
        for span in words:
            if span.href:
                self._link(paragraph, span)
            elif span.words:
                self._run(paragraph.add_run(span.words), span)

    @staticmethod
    def _run(run: Any, span: Span) -> None:
        if span.strong:
            run.bold = True
        if span.lang:
            run._r.get_or_add_rPr().append(_element("w:lang", val=LANGUAGES[span.lang]))

    def _link(self, paragraph: Any, span: Span) -> None:
        link = OxmlElement("w:hyperlink")
        if span.href.startswith("#"):
            link.set(qn("w:anchor"), _bookmark_name(span.href[1:]))
        else:
            target = self.address + span.href if span.href.startswith("/") else span.href
            link.set(qn("r:id"), paragraph.part.relate_to(target, LINK, is_external=True))
        run = paragraph.add_run(span.words, style="Medemens link")
        self._run(run, span)
        link.append(run._r)
        paragraph._p.append(link)


def _bookmark_name(name: str) -> str:
    """Names of bookmarks are letters, digits and lines, at most forty."""
    return "".join(each if each.isalnum() else "_" for each in name)[:40]
