"""HTML to a tagged PDF (PDF/UA-1): readable aloud, fonts inside, the same bytes for the same input."""

import hashlib
import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from html import escape
from pathlib import Path

import pikepdf
from django.conf import settings
from fontTools.ttLib import woff2
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from medemens.common.languages import language

FONT_SCHEME = "font:"
PLAIN_FONT = 'font-family="sans-serif"'
SUBSETS = (
    ("noto-sans", "latin"),
    ("noto-sans", "latin-ext"),
    ("noto-sans", "cyrillic"),
    ("noto-sans", "cyrillic-ext"),
    ("noto-sans-arabic", "arabic"),
)
PAGE_STYLE = """
@page { size: A4; margin: 20mm 18mm; @bottom-center { content: counter(page) " / " counter(pages); font: 9pt Noto } }
html { font: 11pt/1.45 Noto; color: #000 } h1 { font-size: 18pt } h2 { font-size: 14pt } h1, h2, h3 { break-after: avoid }
table { border-collapse: collapse; width: 100% } th, td { border-bottom: .5pt solid #555; padding: 4pt; text-align: start }
.number { text-align: end } thead { display: table-header-group } tr { break-inside: avoid }
"""


class Refused(ValueError):
    """A document asked for something from outside."""


class OwnFontsOnly(URLFetcher):  # type: ignore[misc]
    """Fetches our fonts and nothing else: no files, no network."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The font of a `font:` address."""
        if url not in _fonts():
            raise Refused("a document may use our own fonts only")
        return URLFetcherResponse(url, body=_unpacked(url), headers={"Content-Type": "font/ttf"})


@lru_cache(maxsize=1)
def _fonts() -> dict[str, Path]:
    folder = Path(settings.FONT_FOLDER)
    found = {}
    for family, subset in SUBSETS:
        for weight in ("400", "700"):
            name = f"{family}-{subset}-{weight}"
            found[FONT_SCHEME + name] = folder / family / "files" / f"{name}-normal.woff2"
    return found


@lru_cache
def _unpacked(address: str) -> bytes:
    """A font unpacked once, for that takes longer than a page."""
    result = io.BytesIO()
    woff2.decompress(io.BytesIO(_fonts()[address].read_bytes()), result)
    return result.getvalue()


def _font_style() -> str:
    faces = []
    for address in _fonts():
        weight = address.rsplit("-", 1)[1]
        ranges = "unicode-range: U+0600-06FF, U+FB50-FDFF, U+FE70-FEFF;" if "arabic" in address else ""
        name = address.removeprefix(FONT_SCHEME).rsplit("-", 1)[0]
        faces.append(f'@font-face {{ font-family: "{name}"; font-weight: {weight}; src: url("{address}"); {ranges} }}')
    names = ", ".join(f'"{family}-{subset}"' for family, subset in SUBSETS)
    return "\n".join(faces) + PAGE_STYLE.replace("Noto", names)


def pdf(body: str, *, title: str, code: str, on: date, style: str = "") -> bytes:
    """The body (trusted HTML of ours) as PDF in the language `code`, dated `on`."""
    reader = language(code)
    page = (
        f'<!doctype html><html lang="{reader.code}" dir="{reader.direction}"><head><meta charset="utf-8">'
        f'<title>{escape(title)}</title><meta name="author" content="Medemens"></head><body>{body}</body></html>'
    )
    fonts = FontConfiguration()
    fetcher = OwnFontsOnly()
    sheets = [CSS(string=text, font_config=fonts, url_fetcher=fetcher) for text in (_font_style(), style)]
    made = HTML(string=page, url_fetcher=fetcher).write_pdf(
        stylesheets=sheets,
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=hashlib.sha256(page.encode()).digest()[:16],
    )
    return _finished(made, on)


def drawn(drawings: Sequence[str]) -> bytes:
    """Drawings of ours, each on a page of its own size, for whoever paints them; their words are in our fonts."""
    sizes, pages = ["@page { margin: 0; @bottom-center { content: none } } svg { display: block }"], []
    for number, drawing in enumerate(drawings):
        width, height = (re.search(rf'<svg [^>]*\b{name}="(\d+)"', drawing) for name in ("width", "height"))
        assert width is not None
        assert height is not None
        sizes.append(f"@page page{number} {{ size: {width[1]}px {height[1]}px }} .page{number} {{ page: page{number} }}")
        pages.append(f'<div class="page{number}">{drawing.replace(PLAIN_FONT, "")}</div>')
    fonts, fetcher = FontConfiguration(), OwnFontsOnly()
    sheets = [CSS(string=text, font_config=fonts, url_fetcher=fetcher) for text in (_font_style(), "\n".join(sizes))]
    made: bytes = HTML(string="".join(pages), url_fetcher=fetcher).write_pdf(stylesheets=sheets, font_config=fonts)
    return made


def _finished(made: bytes, on: date) -> bytes:
    """Say of each table heading what it heads (WeasyPrint leaves that out, issue 2508), and set the date."""
    moment = datetime(on.year, on.month, on.day, tzinfo=UTC).strftime("D:%Y%m%d%H%M%SZ")
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as document:
        _scope(document.Root.StructTreeRoot)
        document.docinfo["/CreationDate"] = moment
        document.docinfo["/ModDate"] = moment
        document.save(result, deterministic_id=True)
    return result.getvalue()


def _kinds(row: pikepdf.Object) -> list[pikepdf.Object]:
    kids = row.get("/K", pikepdf.Array())
    return [kid for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, pikepdf.Dictionary)]


def _scope(tree: pikepdf.Object) -> None:
    """A heading in a row of only headings heads a column; another heads its row."""
    open_nodes = [tree]
    while open_nodes:
        node = open_nodes.pop()
        children = _kinds(node)
        open_nodes += children
        cells = [child for child in children if child.get("/S") in ("/TH", "/TD")]
        column = bool(cells) and all(cell.get("/S") == "/TH" for cell in cells)
        for cell in cells:
            if cell.get("/S") == "/TH":
                scope = pikepdf.Name.Column if column else pikepdf.Name.Row
                attributes = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=scope)
                cell.A = pikepdf.Array([cell.A, attributes]) if "/A" in cell else attributes
