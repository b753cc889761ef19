"""Documents a screen reader can read, that fetch nothing and come out the same twice."""

import io
from datetime import date

import pikepdf
import pytest

from medemens.common.documents import OwnFontsOnly, Refused, pdf

BODY = (
    "<h1>Brief Łódź Привіт مرحبا</h1><table><thead><tr><th>Week</th><th>Loon</th></tr></thead>"
    '<tbody><tr><th>1</th><td class="number">€ 400</td></tr></tbody></table>'
)


def made(code: str = "nl") -> bytes:
    return pdf(BODY, title="Proefbrief", code=code, on=date(2026, 1, 5))


def test_the_same_input_gives_the_same_bytes() -> None:
    assert made() == made()


def test_tagged_titled_and_dated() -> None:
    with pikepdf.open(io.BytesIO(made("ar"))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "ar"
        assert str(document.docinfo["/Title"]) == "Proefbrief"
        assert str(document.docinfo["/CreationDate"]).startswith("D:20260105")
        assert b"pdfuaid:part" in document.Root.Metadata.read_bytes()
        fonts = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"]
        assert fonts
        assert all("noto-sans" in str(one.FontName) for one in fonts)


def test_headings_of_tables_say_what_they_head() -> None:
    with pikepdf.open(io.BytesIO(made())) as document:
        cells = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TH"]
        scopes = []
        for cell in cells:
            kinds = cell.A if isinstance(cell.A, pikepdf.Array) else [cell.A]
            scopes += [str(kind.Scope) for kind in kinds if "/Scope" in kind]
        assert sorted(scopes) == ["/Column", "/Column", "/Row"]


@pytest.mark.parametrize("address", ["https://elsewhere.example/x.css", "file:///etc/passwd", "font:other", "data:text/plain,x"])
def test_nothing_is_fetched_from_outside(address: str) -> None:
    with pytest.raises(Refused):
        OwnFontsOnly().fetch(address)
