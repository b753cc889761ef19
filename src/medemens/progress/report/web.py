"""A report as HTML: for the page, and for the paper that is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import count

from django.utils.translation import gettext as _

from medemens.progress.report import plots_drawn
from medemens.progress.report.parts import Block, Box, Bullets, Chapter, Document, Heading, Line, Paragraph, Plot, Span, Table

NAMED = {
    "h1": "utrecht-heading-1", "h2": "utrecht-heading-2", "h3": "utrecht-heading-3", "h4": "utrecht-heading-4",
    "p": "utrecht-paragraph", "a": "utrecht-link", "ul": "utrecht-unordered-list",
}  # fmt: skip
"""The classes of NL Design System by tag."""


def body(document: Document, *, address: str = "", paper: bool = False) -> str:
    """The whole report as a part of a page. `address` stands before paths of this site, for paper."""
    writer = _Writer(address, paper)
    return "".join(writer.document(document))


class _Writer:
    """Writes parts with anchors of their own: of a chapter, and each paragraph, list and table in it by number."""

    def __init__(self, address: str, paper: bool) -> None:
        self.address, self.paper = address, paper
        self.key, self.numbers, self.chapter_number, self.heading_number = "", count(1), 0, [0, 0]

    def document(self, document: Document) -> Iterator[str]:
        yield f'<h1 class="{NAMED["h1"]}">{escape(document.title)}</h1>'
        yield f'<p class="{NAMED["p"]} m-lead">{escape(document.subtitle)}</p>'
        yield '<dl class="m-list m-list--pairs">'
        for name, words in document.facts:
            yield f"<div><dt>{escape(name)}</dt><dd>{escape(words)}</dd></div>"
        yield "</dl>"
        yield from self._contents(document)
        for number, chapter in enumerate(document.chapters, 1):
            yield from self._chapter(chapter, number)

    def _contents(self, document: Document) -> Iterator[str]:
        """Chapters, each with its headings of the first level."""
        yield '<nav class="m-contents" aria-labelledby="contents">'
        yield f'<h2 class="{NAMED["h2"]}" id="contents">{escape(_("Contents"))}</h2><ol>'
        for chapter in document.chapters:
            yield f'<li><a class="{NAMED["a"]}" href="#{chapter.key}">{escape(chapter.title)}</a></li>'
        yield "</ol></nav>"

    def _chapter(self, chapter: Chapter, number: int) -> Iterator[str]:
        self.key, self.numbers, self.chapter_number, self.heading_number = chapter.key, count(1), number, [0, 0]
        yield f'<section class="m-chapter m-stack" aria-labelledby="{chapter.key}">'
        yield f'<h2 class="{NAMED["h2"]}" id="{chapter.key}">{number}. {escape(chapter.title)}</h2>'
        for block in chapter.blocks:
            yield from self._block(block)
        yield "</section>"

    def _anchor(self) -> str:
        return f"{self.key}-{next(self.numbers)}"

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph(words, note):
                kind = f"{NAMED['p']} m-hint" if note else NAMED["p"]
                yield f'<p class="{kind}" id="{self._anchor()}">{self._line(words)}</p>'
            case Bullets(items):
                anchor = self._anchor()
                lines = "".join(f'<li id="{anchor}.{at}">{self._line(each)}</li>' for at, each in enumerate(items, 1))
                yield f'<ul class="{NAMED["ul"]}" id="{anchor}">{lines}</ul>'
            case Table():
                yield self._table(block)
            case Plot():
                anchor = self._anchor()
                yield f'<div class="m-picture" id="{anchor}">{self._plot(block, anchor)}</div>'
            case Box():
                yield from self._box(block)

    def _heading(self, heading: Heading) -> str:
        if heading.level == 2:
            self.heading_number = [self.heading_number[0] + 1, 0]
            number = f"{self.chapter_number}.{self.heading_number[0]}"
        else:
            self.heading_number[1] += 1
            number = f"{self.chapter_number}.{self.heading_number[0]}.{self.heading_number[1]}"
        tag, anchor = f"h{heading.level + 1}", heading.anchor or self._anchor()
        return f'<{tag} class="{NAMED[tag]}" id="{anchor}">{number} {self._line(heading.words)}</{tag}>'

    def _plot(self, plot: Plot, anchor: str) -> str:
        return plots_drawn.svg(plot, anchor, plots_drawn.told(plot) if self.paper else plot.title)

    def _box(self, box: Box) -> Iterator[str]:
        anchor, kind = self._anchor(), "m-card m-card--written" if box.written else "m-card"
        yield f'<div class="{kind}" role="note" aria-labelledby="{anchor}">'
        yield f'<p class="m-box-title" id="{anchor}"><strong>{escape(box.title)}</strong></p>'
        for words in box.paragraphs:
            yield f'<p class="{NAMED["p"]}" id="{self._anchor()}">{self._line(words)}</p>'
        yield "</div>"

    def _table(self, table: Table) -> str:
        anchor = self._anchor()
        head = "".join(f'<th scope="col"{self._number(at, table)}>{escape(words)}</th>' for at, words in enumerate(table.head))
        columns = "".join(f'<col class="m-width-{width}">' for width in table.widths) if self.paper else ""
        rows = []
        for row in table.rows:
            cells = [f'<th scope="row">{self._line(row[0])}</th>']
            cells += [f"<td{self._number(at, table)}>{self._line(words)}</td>" for at, words in enumerate(row[1:], 1)]
            rows.append(f"<tr>{''.join(cells)}</tr>")
        made = (
            f'<table class="utrecht-table" id="{anchor}"><caption id="{anchor}-name">{escape(table.caption)}</caption>'
            f"{f'<colgroup>{columns}</colgroup>' if columns else ''}<thead><tr>{head}</tr></thead>"
            f"<tbody>{''.join(rows)}</tbody></table>"
        )
        return (
            made if self.paper else f'<div class="m-table" tabindex="0" role="group" aria-labelledby="{anchor}-name">{made}</div>'
        )

    @staticmethod
    def _number(at: int, table: Table) -> str:
        return ' class="number"' if at in table.numbers else ""

    def _line(self, words: Line) -> str:
        return "".join(map(self._span, words))

    def _span(self, span: Span) -> str:
        made = escape(span.words)
        if span.strong:
            made = f"<strong>{made}</strong>"
        if span.lang:
            made = f'<span lang="{span.lang}">{made}</span>'
        if span.href:
            address = self.address + span.href if span.href.startswith("/") else span.href
            made = f'<a class="{NAMED["a"]}" href="{escape(address, quote=True)}">{made}</a>'
        return made
