"""The whole wage check of a payslip line: which norms there are, in which order their steps are worked out.

A row goes through three rooms: the *facts* of the line and of the lines around it; the *law of the day* for three days
(`start`, `end` and `due` of the line); the *steps* of the norms. `medemens.bulk` does the same with tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from medemens.law import days, facts
from medemens.law.atw import norms as atw
from medemens.law.bw7 import norms as bw7
from medemens.law.expression import Expression, Value, choose, column, evaluate, evaluate_all, greatest, known_or, missing
from medemens.law.facts import PayslipLine
from medemens.law.finding import Finding, Norm, Outcome
from medemens.law.wml import deductions
from medemens.law.wml import norms as wml

WML_TEXT = "BWBR0002638, text valid 2026-07-01"
DECREE_TEXT = "BWBR0008222, text valid from 2023-01-01"
ATW_TEXT = "BWBR0007671, text valid 2025-07-01"
CIVIL_CODE_TEXT = "BW 7, text valid 2026-07-01"

NORMS = (
    Norm("minimum_wage", "WML art. 7, 8", WML_TEXT, date(2018, 1, 1), "wage", wml.minimum_wage,
         ("age_first", "permille_least", "start_adult_hour", "start_adult_week", "hours_due", "due_least", "due_most",
          "gross_wage", "minimum_wage_amount")),
    Norm("housing", "WML art. 13; Besluit minimumloon art. 2a", DECREE_TEXT, date(2018, 1, 1), "wage",
         deductions.housing_deduction,
         ("due_least", "start_housing_share", "housing_cap_least", "housing_cap_most", "housing_cap_agency", "housing_deduction",
          "free_most", "housing_over_least", "housing_amount", "housing_amount_most")),
    Norm("health", "WML art. 13; Besluit minimumloon art. 2b", DECREE_TEXT, date(2018, 1, 1), "wage",
         deductions.health_deduction,
         ("start_health_cap", "health_cap_most", "health_deduction", "free_most", "health_over_least", "health_amount",
          "health_amount_most")),
    Norm("other", "WML art. 13(1)", WML_TEXT, date(2018, 1, 1), "wage", deductions.other_deductions,
         ("gross_wage", "due_least", "free_most", "other_deductions", "other_amount", "other_amount_most")),
    Norm("advance", "WML art. 13(3)", WML_TEXT, date(2018, 1, 1), "wage", deductions.advance,
         ("advance", "free_most", "advance_over_least", "advance_amount", "advance_amount_most")),
    Norm("extra_hours", "WML art. 13a", WML_TEXT, date(2018, 1, 1), "wage", wml.extra_hours,
         ("time_off_hours", "extra_hours_worth")),
    Norm("bank_payment", "WML art. 7a", WML_TEXT, date(2018, 1, 1), "wage", wml.bank_payment,
         ("cash_paid", "gross_wage", "due_least", "cash_in_minimum")),
    Norm("payslip", "BW 7:626", CIVIL_CODE_TEXT, date(2018, 1, 1), "proof", bw7.payslip, ("payslip_gaps",)),
    Norm("pay_period", "BW 7:623", CIVIL_CODE_TEXT, date(2018, 1, 1), "wage", bw7.pay_period, ("period_days",)),
    Norm("paid_in_time", "BW 7:623, 7:625", CIVIL_CODE_TEXT, date(2018, 1, 1), "wage", bw7.paid_in_time,
         ("due_day", "paid_on", "paid_working_days_late", "paid_permille", "paid_in_time_amount")),
    Norm("working_time_week", "Atw art. 5:7(1)(b), (2)(b)", ATW_TEXT, date(2018, 1, 1), "rest", atw.working_time_week,
         ("hours", "working_time_week_average", "working_time_week_allowed"),
         uncertain="some sectors have exceptions"),
    Norm("working_time_four_weeks", "Atw art. 5:7(1)(c), (3)", ATW_TEXT, date(2018, 1, 1), "rest", atw.working_time_four_weeks,
         ("hours_28_days", "working_time_four_weeks_average", "working_time_four_weeks_allowed"),
         uncertain="some sectors have exceptions"),
    Norm("working_time_sixteen_weeks", "Atw art. 5:7(2)(c)", ATW_TEXT, date(2018, 1, 1), "rest", atw.working_time_sixteen_weeks,
         ("hours_112_days", "working_time_sixteen_weeks_average", "working_time_sixteen_weeks_allowed"),
         uncertain="some sectors have exceptions"),
)  # fmt: skip
"""The norms that are held against every line."""

HOLIDAY_ALLOWANCE = Norm(
    "holiday_allowance", "WML art. 15-17", WML_TEXT, date(2018, 1, 1), "wage", wml.holiday_allowance,
    ("allowance_accrued_all", "allowance_fallen_due", "allowance_paid", "holiday_allowance_amount"),
)  # fmt: skip
"""The norm that is held against all lines of a worker with one employer together."""

ROLES: Mapping[str, Expression] = {
    "start": column("period_start"),
    "end": column("period_end"),
    "due": known_or(column("due_date"), column("period_end")),
    "paid": column("paid_on"),
}
"""The days of a line whose law is laid beside it, under these prefixes."""

SPANS = (28, 112)
"""Days over which the hours of a worker's lines are added up, counted back from the last day of each line."""

CLAIM_COLUMNS = ("owed", "increase_permille", "increase", "interest", "claim_until", "time_barred")
ALLOWANCE_COLUMNS = ("allowance_accrued", "allowance_fallen_due")


@cache
def steps() -> tuple[tuple[str, Expression], ...]:
    """Every step of every norm of a line, each once, in an order in which each reads only earlier ones."""
    ordered: dict[str, Expression] = {"due_day": ROLES["due"]}
    ordered["paid_working_days_late"] = greatest(column("paid_working_day") - column("due_working_day"), 0)
    ordered["due_working_days_late"] = greatest(column("as_of_working_day") - column("due_working_day"), 0)
    for group in (wml.age_and_scale, wml.due_for_hours, deductions.free_part, wml.minimum_wage, deductions.other_deductions,
                  deductions.advance, deductions.health_deduction, deductions.housing_deduction, wml.extra_hours,
                  wml.bank_payment, wml.allowance_accrued, bw7.payslip, bw7.pay_period, bw7.paid_in_time,
                  atw.working_time_week, atw.working_time_four_weeks, atw.working_time_sixteen_weeks, bw7.claim):  # fmt: skip
        ordered |= group()
    for norm in NORMS:
        ordered |= _since_commencement(norm, ordered)
    ordered["allowance_fallen_due"] = _fallen_due()
    return tuple(ordered.items())


def _since_commencement(norm: Norm, ordered: Mapping[str, Expression]) -> dict[str, Expression]:
    """The outcome of a norm, cannot tell for a line that starts before the first day whose law is known here."""
    outcome, because = f"{norm.id}_outcome", f"{norm.id}_because"
    earlier = missing(column("start_working_day"))
    return {
        outcome: choose((earlier, int(Outcome.CANNOT_TELL)), otherwise=ordered[outcome]),
        because: choose((earlier, "amount_of_law"), otherwise=ordered[because]),
    }


def _fallen_due() -> Expression:
    fallen = known_or(column("employment_ended"), False) | (column("end_allowance_due") < column("as_of"))
    return choose((fallen, column("allowance_accrued")), otherwise=0)


@dataclass(frozen=True)
class LineCheck:
    """One line held against every norm. `unreadable` is a key of `facts.REASONS`: then there are no findings."""

    line: PayslipLine
    unreadable: str | None
    findings: tuple[Finding, ...]
    row: Mapping[str, Value]

    def cents(self, name: str) -> int:
        """A step in euro cents, 0 where it is not known."""
        value = self.row.get(name)
        return value if isinstance(value, int) else 0


@dataclass(frozen=True)
class WageCheck:
    """All lines of one worker with one employer. Sums are in euro cents and hold only what is certain."""

    as_of: date
    lines: tuple[LineCheck, ...]
    holiday_allowance: Finding | None
    proposals: frozenset[str]

    @property
    def owed(self) -> int:
        """Shortfall on wage and deductions that went too far, over all lines, without the holiday allowance."""
        return sum(line.cents("owed") for line in self.lines)

    @property
    def allowance(self) -> int:
        """Holiday allowance that has become due and was not paid."""
        return (self.holiday_allowance.amount or 0) if self.holiday_allowance else 0

    @property
    def increase(self) -> int:
        """Statutory increase at most: a judge often awards less."""
        return sum(line.cents("increase") for line in self.lines)

    @property
    def interest(self) -> int:
        """Statutory interest up to the last day of which the rate is known."""
        return sum(line.cents("interest") for line in self.lines)


def check(lines: Sequence[PayslipLine], as_of: date, proposals: Iterable[str] = ()) -> WageCheck:
    """Holds the payslip lines of one worker with one employer against the law, as of a day.

    :param proposals: switches for bills that are not law (`youth_2027`, `housing_phase_out`); off unless named
    """
    switched = frozenset(proposals)
    rows = [_laid_out(line, as_of, switched) for line in lines]
    for row in rows:
        row["unreadable_because"] = evaluate(facts.unreadable_because(), row)
    _mark_overlaps(rows)
    readable = [row for row in rows if row["unreadable_because"] is None]
    gather(readable)
    worked_out = [evaluate_all(steps(), row) if row["unreadable_because"] is None else row for row in rows]
    checks = tuple(_line_check(line, row) for line, row in zip(lines, worked_out, strict=True))
    return WageCheck(as_of, checks, _allowance_finding([each.row for each in checks if not each.unreadable]), switched)


def _laid_out(line: PayslipLine, as_of: date, proposals: frozenset[str]) -> dict[str, Value]:
    row: dict[str, Value] = {**line.row(), "as_of": as_of, "as_of_working_day": days.working_day_number(as_of)}
    for role, day in ROLES.items():
        value = evaluate(day, row)
        law = days.row_of(value if isinstance(value, date) else None, as_of, proposals)
        row |= {f"{role}_{name}": amount for name, amount in law.items()}
    return row


def gather(rows: Sequence[dict[str, Value]]) -> None:
    """Adds to each row the hours and the days covered by the worker's lines that end within each span before its end."""
    for row in rows:
        for span in SPANS:
            end = _day(row, "period_end")
            near = [each for each in rows if 0 <= (end - _day(each, "period_end")).days < span]
            known_hours = [each["hours"] for each in near if isinstance(each["hours"], int)]
            row[f"hours_{span}_days"] = sum(known_hours) if known_hours else None
            row[f"days_{span}_days"] = (end - min(_day(each, "period_start") for each in near)).days + 1


def _day(row: Mapping[str, Value], name: str) -> date:
    value = row[name]
    assert isinstance(value, date)
    return value


def _mark_overlaps(rows: Sequence[dict[str, Value]]) -> None:
    ordered = sorted(
        (row for row in rows if row["unreadable_because"] is None),
        key=lambda row: (_day(row, "period_start"), _day(row, "period_end")),
    )
    latest: dict[str, Value] | None = None
    for row in ordered:
        if latest is not None and _day(row, "period_start") <= _day(latest, "period_end"):
            row["unreadable_because"] = latest["unreadable_because"] = "overlap"
        if latest is None or _day(row, "period_end") >= _day(latest, "period_end"):
            latest = row


def _line_check(line: PayslipLine, row: Mapping[str, Value]) -> LineCheck:
    unreadable = row["unreadable_because"]
    assert unreadable is None or isinstance(unreadable, str)
    findings = () if unreadable else tuple(Finding.read(norm, row, UNITS) for norm in NORMS)
    return LineCheck(line, unreadable, findings, row)


def allowance_sums(rows: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    """The sums over a worker's lines that the holiday allowance norm reads."""

    def total(name: str) -> int:
        return sum(value for row in rows if isinstance(value := row[name], int))

    return {
        "allowance_accrued_all": total("allowance_accrued"),
        "allowance_fallen_due": total("allowance_fallen_due"),
        "allowance_paid": total("holiday_allowance_paid"),
        "lines_due": sum(row["allowance_fallen_due"] != 0 for row in rows),
        "lines_without_accrual": sum(row["allowance_fallen_due"] is None for row in rows),
        "lines_without_paid": sum(row["holiday_allowance_paid"] is None for row in rows),
    }


def _allowance_finding(rows: Sequence[Mapping[str, Value]]) -> Finding | None:
    if not rows:
        return None
    return Finding.read(HOLIDAY_ALLOWANCE, evaluate_all(tuple(wml.holiday_allowance().items()), allowance_sums(rows)), UNITS)


def with_facts(line: PayslipLine, **changed: Value) -> PayslipLine:
    """The line with some facts changed: for "what if" questions and examples."""
    return replace(line, **changed)  # type: ignore[arg-type]


UNITS: Mapping[str, str] = {fact.name: fact.kind for fact in facts.FACTS} | {
    "age_first": "count", "permille_least": "permille", "start_adult_hour": "cents", "hours_due": "hundredths",
    "start_adult_week": "cents",
    "start_housing_share": "permille", "start_health_cap": "cents", "due_day": "day", "paid_working_days_late": "count",
    "paid_permille": "permille", "period_days": "count", "hours_28_days": "hundredths", "hours_112_days": "hundredths",
} | {
    name: "hundredths" for norm in NORMS for name in norm.shown if name.endswith(("_average", "_allowed"))
} | {
    name: "cents" for norm in (*NORMS, HOLIDAY_ALLOWANCE) for name in norm.shown
    if name.startswith(("due_l", "due_m", "free_", "allowance_", "holiday_allowance_amount", "cash_in", "extra_hours_worth"))
    or name.endswith(("_amount", "_amount_most", "_over_least", "_cap_least", "_cap_most", "_cap_agency"))
}  # fmt: skip
"""The unit of every step that is shown."""
