"""The result of a payroll check for people: what the page shows, and the same as a document."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from medemens.common import formats, plots
from medemens.common.documents import pdf
from medemens.common.languages import spoken
from medemens.law import HOLIDAY_ALLOWANCE, NORMS, Outcome
from medemens.work.pay import explanations, payroll_words, queries
from medemens.work.pay.models import PayrollCheck

STYLE = """
table { border-collapse: collapse; width: 100%; font-size: 9pt; margin-block: 3mm; }
th, td { border-bottom: 0.3pt solid #888; padding: 1mm 1.5mm; text-align: start; vertical-align: top; }
h1 { font-size: 18pt; } h2 { font-size: 13pt; break-after: avoid; } svg { max-width: 100%; height: auto; }
"""


def shown(check: PayrollCheck) -> dict[str, Any]:
    """The context of the result page, in the language that is active."""
    code, summary, tables = spoken(), check.summary, queries.tables(check)
    return {
        "check": check,
        "day": formats.day(check.as_of, code),
        "totals": _totals(summary, code),
        "norms": _norms(summary, code),
        "employers": [{**row, "owed": formats.euros(row["owed"], code)} for row in tables.employers],
        "unreadable": [{**row, "reason": payroll_words.reason(row["because"])} for row in tables.unreadable],
        "reasons": [(payroll_words.reason(key), formats.whole(number, code)) for key, number in summary["reasons"].items()],
        "ignored": summary["ignored"],
        "picture": _picture(tables.shortfalls, code),
        "shortfalls": [(label, formats.whole(number, code)) for label, number in _labelled(tables.shortfalls, code)],
    }


def _totals(summary: dict[str, Any], code: str) -> list[tuple[str, str]]:
    return [
        (_("Rows given"), formats.whole(summary["rows_given"], code)),
        (_("Rows judged"), formats.whole(summary["rows_judged"], code)),
        (_("Rows not read or judged"), formats.whole(summary["rows_unreadable"], code)),
        (_("Employers"), formats.whole(summary["employers"], code)),
        (_("Workers"), formats.whole(summary["workers"], code)),
        (_("Owed: wage and deductions"), formats.euros(summary["owed"], code)),
        (_("Owed: holiday allowance"), formats.euros(summary["holiday_allowance_amount"], code)),
        (_("Statutory increase, at most"), formats.euros(summary["increase"], code)),
        (_("Statutory interest until now"), formats.euros(summary["interest"], code)),
    ]


def _norms(summary: dict[str, Any], code: str) -> list[dict[str, Any]]:
    """A row a norm: how many lines have each outcome (they add up to the lines judged), and the amount."""
    found = []
    for norm in (*NORMS, HOLIDAY_ALLOWANCE):
        own = {Outcome(row["outcome"]): row for row in summary["norms"] if row["norm"] == norm.id}
        numbers = [formats.whole(own[outcome]["number"], code) if outcome in own else "0" for outcome in Outcome]
        amount = sum(row["amount"] for row in own.values())
        title = explanations.TITLES[norm.id]
        found.append({"title": title, "citation": norm.citation, "numbers": numbers, "amount": formats.euros(amount, code)})
    return found


def _labelled(shortfalls: list[tuple[int, int]], code: str) -> list[tuple[str, int]]:
    labels = [_("nothing")] + [_("from %(amount)s") % {"amount": formats.euros(low, code)} for low, _number in shortfalls[1:]]
    return [(label, number) for label, (_low, number) in zip(labels, shortfalls, strict=True)]


def _picture(shortfalls: list[tuple[int, int]], code: str) -> str:
    bars = [plots.Bar(label, (number,), (formats.whole(number, code),)) for label, number in _labelled(shortfalls, code)]
    return mark_safe(  # noqa: S308 - drawn by ourselves, every word escaped
        plots.bar_chart(
            title=_("Lines by missing minimum wage"),
            description=_("The table below has the same numbers."),
            bars=bars,
            key="shortfall",
        )
    )


def pdf_of(check: PayrollCheck) -> bytes:
    """The result as a tagged PDF, in Dutch."""
    with override("nl"):
        body = render_to_string("pay/payroll/document.html", shown(check))
        return pdf(body, title=_("Check of a payroll"), code="nl", on=check.as_of, style=STYLE)
