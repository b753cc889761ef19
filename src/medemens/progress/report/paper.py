"""A report on paper: tagged PDF (PDF/UA-1), made of the same HTML as the page, with whole addresses in its links."""

from __future__ import annotations

from datetime import date

from medemens.common.documents import pdf
from medemens.progress.report import web
from medemens.progress.report.parts import Document

WIDTHS = "\n".join(f".m-width-{share} {{ width: {share}% }}" for share in range(1, 101))
STYLE = f"""
h1 {{ font-size: 22pt; margin: 0 0 2mm }} h2 {{ font-size: 16pt; margin: 8mm 0 3mm }}
h3 {{ font-size: 13pt; margin: 6mm 0 2mm }} h4 {{ font-size: 11pt; margin: 5mm 0 1mm; break-after: avoid }}
p {{ margin: 0 0 2.5mm }} ul, ol {{ margin: 0 0 3mm; padding-inline-start: 6mm }} li {{ margin-bottom: 1mm }}
.m-lead {{ font-size: 13pt }} .m-hint {{ font-size: 9.5pt; color: #333 }}
.m-chapter {{ break-before: page }} [aria-labelledby="figures"], [aria-labelledby="motions"] {{ break-before: auto }}
.m-chapter > h2:first-child {{ margin-top: 0 }}
dl.m-list {{ margin: 6mm 0 }}
dl.m-list div {{ margin-bottom: 1.5mm }} dt {{ font-weight: 700; font-size: 9.5pt }} dd {{ margin: 0 }}
.m-contents a::after {{ content: leader(".") target-counter(attr(href), page) }} .m-contents ol {{ list-style: none; padding: 0 }}
.m-contents li {{ counter-increment: chapter }} .m-contents a::before {{ content: counter(chapter) ". " }}
.m-card {{ border: .8pt solid #0b5a8a; padding: 3mm 4mm; margin: 0 0 4mm; break-inside: avoid }}
.m-card--written {{ border: 0; border-inline-start: 3pt solid #00664f; background: #eef6f2; break-inside: auto }}
.m-box-title {{ margin-bottom: 1.5mm; break-after: avoid }}
table {{ table-layout: fixed; font-size: 8.5pt; line-height: 1.3; margin: 0 0 5mm }}
th, td {{ padding: 1mm 1.2mm; vertical-align: top; overflow-wrap: break-word; hyphens: auto }}
thead th {{ font-size: 7.5pt }}
caption {{ break-after: avoid; text-align: start; font-weight: 700; padding-bottom: 1.5mm }}
thead th {{ border-bottom: 1pt solid #000; vertical-align: bottom }}
tbody th {{ font-weight: 400 }}
.m-picture {{ margin: 2mm 0 4mm; break-inside: avoid }} .m-picture svg {{ max-width: 92mm; max-height: 200mm }}
a {{ color: #0b4a75 }}
{WIDTHS}
"""


def made(document: Document, *, address: str, on: date) -> bytes:
    """The report as PDF, dated `on`; `address` is the beginning of links to this site."""
    body = web.body(document, address=address, paper=True)
    return pdf(body, title=document.title, code=document.language, on=on, style=STYLE)
