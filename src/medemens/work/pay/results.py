"""The result of a worker's check, laid out for a page or a document in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from medemens.common import formats, plots
from medemens.common.languages import language
from medemens.law import Finding, LineCheck, Outcome, WageCheck, check
from medemens.law import proposals as switches
from medemens.law.bw6.interest import known_until
from medemens.work.pay import answers as answering
from medemens.work.pay import explanations

WORST = (Outcome.NOT_MET, Outcome.CANNOT_TELL, Outcome.MET, Outcome.NOT_APPLICABLE)
KINDS = {Outcome.NOT_MET: "bad", Outcome.CANNOT_TELL: "unsure", Outcome.MET: "good", Outcome.NOT_APPLICABLE: "none"}
MOST_BARS = 26


@dataclass(frozen=True)
class Card:
    """One norm over all periods: the worst outcome, what it costs, and the sum for the first period with that outcome."""

    id: str
    title: str
    rule: str
    kind: str
    word: str
    citation: str
    text_url: str
    source: str
    amount: str
    because: str
    period: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PeriodRow:
    """One period in the table: texts, ready to show."""

    period: str
    hours: str
    paid: str
    due: str
    missing: str
    deducted: str
    claim_until: str
    note: str


@dataclass(frozen=True)
class Result:
    """All that the page shows, as texts in one language."""

    kind: str
    headline: str
    totals: tuple[tuple[str, str], ...]
    cards: tuple[Card, ...]
    fine: tuple[Card, ...]
    rows: tuple[PeriodRow, ...]
    picture: SafeString
    picture_note: str
    barred: bool
    agency: bool
    owed: str
    as_of: str
    interest_until: str
    contested: str
    proposals: tuple[str, ...]


def result(answers: dict[str, Any], as_of: date, code: str) -> Result:
    """Checks the answers and puts the outcome into words of the language that is active."""
    found = check(answering.lines(answers), as_of)
    cards = [card for card in _cards(found, code) if card.kind != "none"]
    kind, headline = _headline(found, code)
    until = known_until()
    return Result(
        kind=kind,
        headline=headline,
        totals=_totals(found, code),
        cards=tuple(card for card in cards if card.kind != "good"),
        fine=tuple(card for card in cards if card.kind == "good"),
        rows=tuple(_row(line, code) for line in found.lines),
        picture=_picture(found.lines, code),
        picture_note=_("The picture shows the last %(count)s periods.") % {"count": MOST_BARS}
        if len(found.lines) > MOST_BARS
        else "",
        agency=answers.get("employer") == "agency",
        owed=formats.euros(found.owed + found.allowance, code) if found.owed + found.allowance else "",
        barred=any(line.row.get("time_barred") is True for line in found.lines),
        as_of=formats.day(as_of, code),
        interest_until=formats.day(min(until or as_of, as_of), code),
        contested=_contested(found, code),
        proposals=tuple(str(explanations.PROPOSALS[each.switch]) for each in switches.PROPOSALS),
    )


def _headline(found: WageCheck, code: str) -> tuple[str, str]:
    owed = found.owed + found.allowance
    if owed:
        return "bad", _("You should get at least %(amount)s more.") % {"amount": formats.euros(owed, code)}
    if _outcome(found, "minimum_wage") is Outcome.MET:
        if any(_outcome(found, norm) is Outcome.NOT_MET for norm in _norms(found)):
            return "unsure", _("Your pay was enough, but something else is not right.")
        if any(_outcome(found, norm) is Outcome.CANNOT_TELL for norm in _norms(found)):
            return "good", _("Your pay was at least the minimum wage. Some things we cannot tell.")
        return "good", _("Your pay was right, as far as we can check it.")
    return "unsure", _("We cannot tell if your pay was enough. Below you see what is missing.")


def _norms(found: WageCheck) -> list[str]:
    """The norms to show: the day of payment is asked only for a single period."""
    return [norm for norm in explanations.TITLES if norm != "paid_in_time" or found.lines[0].line.paid_on]


def _findings(found: WageCheck, norm: str) -> list[tuple[LineCheck | None, Finding]]:
    if norm == "holiday_allowance":
        return [(None, found.holiday_allowance)] if found.holiday_allowance else []
    return [(line, finding) for line in found.lines for finding in line.findings if finding.norm.id == norm]


def _outcome(found: WageCheck, norm: str) -> Outcome:
    outcomes = {finding.outcome for _line, finding in _findings(found, norm)}
    return next((outcome for outcome in WORST if outcome in outcomes), Outcome.CANNOT_TELL)


def _cards(found: WageCheck, code: str) -> Iterable[Card]:
    for norm in _norms(found):
        outcome = _outcome(found, norm)
        shown = [(line, finding) for line, finding in _findings(found, norm) if finding.outcome is outcome]
        if shown:
            total = sum(finding.amount or 0 for _line, finding in _findings(found, norm))
            yield _card(norm, outcome, shown, total, code)


def _card(norm: str, outcome: Outcome, shown: Sequence[tuple[LineCheck | None, Finding]], total: int, code: str) -> Card:
    line, finding = shown[0]
    return Card(
        id=norm,
        title=str(explanations.TITLES[norm]),
        rule=str(explanations.RULES[norm]),
        kind=KINDS[outcome],
        word=str(explanations.OUTCOMES[outcome]),
        citation=finding.norm.citation,
        text_url=finding.norm.text_url,
        source=finding.norm.source,
        amount=formats.euros(total, code) if total else "",
        because=str(explanations.SETTLED_BY.get(finding.because or "", "")),
        period=_period(line, code) if line else "",
        steps=tuple(
            (str(explanations.STEPS[step.name]), _written(step.value, step.unit, code))
            for step in finding.steps
            if step.value is not None
        ),
    )


def _written(value: Any, unit: str, code: str) -> str:
    writers = {
        "cents": formats.euros,
        "hundredths": formats.hours,
        "permille": formats.percentage,
        "count": formats.whole,
        "day": formats.day,
    }
    written: str = writers[unit](value, code)
    return written


def _period(line: LineCheck, code: str) -> str:
    return f"{formats.short_day(line.line.period_start, code)} – {formats.short_day(line.line.period_end, code)}"


def _row(line: LineCheck, code: str) -> PeriodRow:
    def money(value: Any) -> str:
        return formats.euros(value, code) if isinstance(value, int) else "?"

    row, until = line.row, line.row.get("claim_until")
    over = sum(line.cents(f"{name}_amount") for name in ("housing", "health", "other", "advance"))
    return PeriodRow(
        period=_period(line, code),
        hours=formats.hours(line.line.hours, code) if line.line.hours is not None else "?",
        paid=money(line.line.gross_wage),
        due=money(row.get("due_least")),
        missing=money(row.get("minimum_wage_amount")),
        deducted=money(over),
        claim_until=formats.short_day(until, code) if isinstance(until, date) else "",
        note=str(explanations.UNREADABLE.get(line.unreadable or "", _("Not judged."))) if line.unreadable else "",
    )


def _totals(found: WageCheck, code: str) -> tuple[tuple[str, str], ...]:
    parts = [
        (_("Missing minimum wage"), sum(line.cents("minimum_wage_amount") for line in found.lines if not line.unreadable)),
        (
            _("Taken off too much"),
            sum(line.cents(f"{name}_amount") for line in found.lines for name in ("housing", "health", "other", "advance")),
        ),
        (_("Missing holiday allowance"), found.allowance),
        (_("Statutory increase, at most"), found.increase),
        (_("Statutory interest until now"), found.interest),
    ]
    return tuple((name, formats.euros(cents, code)) for name, cents in parts)


def _contested(found: WageCheck, code: str) -> str:
    names = ("housing", "health", "other", "advance")
    least = sum(line.cents(f"{name}_amount") for line in found.lines for name in names)
    most = sum(line.cents(f"{name}_amount_most") for line in found.lines for name in names)
    return formats.euros(most, code) if most > least else ""


def _picture(lines: Sequence[LineCheck], code: str) -> SafeString:
    known = [line for line in lines if isinstance(line.line.gross_wage, int) and isinstance(line.row.get("due_least"), int)][
        -MOST_BARS:
    ]
    if not known:
        return mark_safe("")
    bars = []
    for line in known:
        due, missing = line.cents("due_least"), line.cents("minimum_wage_amount")
        paid = min(line.line.gross_wage or 0, due)
        texts = (formats.euros(line.line.gross_wage or 0, code), formats.euros(missing, code) if missing else "")
        bars.append(plots.Bar(_period(line, code), (paid, missing), texts))
    return mark_safe(  # noqa: S308 - drawn by ourselves, every word escaped
        plots.bar_chart(
            title=_("Your pay next to the minimum wage"),
            description=_("The table below has the same numbers."),
            bars=bars,
            series=(_("Paid, up to the minimum wage"), _("Missing")),
            rtl=language(code).direction == "rtl",
            key="pay",
        )
    )
