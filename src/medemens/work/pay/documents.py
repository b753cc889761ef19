"""The worker's result as a document: first in the worker's own language, then in Dutch, for an employer, adviser or judge."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from medemens.common.documents import pdf
from medemens.common.languages import language
from medemens.work.pay import results, summary


def of_check(answers: dict[str, Any], as_of: date, code: str) -> bytes:
    """The document as PDF; in Dutch only once when that is the worker's language."""
    parts = []
    for each in dict.fromkeys((code, "nl")):
        with override(each):
            context = {
                "result": results.result(answers, as_of, each),
                "rows": summary.rows(answers, each),
                "language": language(each),
            }
            parts.append(render_to_string("pay/document.html", context))
    return pdf("".join(parts), title=_("Check of your pay"), code=code, on=as_of, style=STYLE)


STYLE = """
section + section { break-before: page; }
table { border-collapse: collapse; width: 100%; font-size: 9pt; margin-block: 2mm; }
th, td { border-bottom: 0.3pt solid #888; padding: 1mm 1.5mm; text-align: start; vertical-align: top; }
h1 { font-size: 17pt; } h2 { font-size: 13pt; margin-top: 6mm; } h3 { font-size: 11pt; break-after: avoid; }
.big { font-size: 14pt; font-weight: 700; border: 1pt solid #222; padding: 3mm; }
.card { border-inline-start: 2pt solid #1d4f73; padding-inline-start: 3mm; margin-block: 4mm; break-inside: avoid; }
svg { max-width: 100%; height: auto; }
"""
