"""The facts of a payslip line: one person, one employer, one pay period. The same columns serve a form, a file and a table.

Every column may be missing but those marked required; a missing fact makes the norms that need it say "cannot tell". Only
exceptions that an employer must be able to show (time off instead of pay, averaged hours) count as not used when they are
missing.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from medemens.law.expression import Expression, Value, choose, column, days_between, known_or, literal, missing


@dataclass(frozen=True)
class Fact:
    """One column: its kind (`text`, `day`, `truth`, `cents`, `hundredths`, `count`), its meaning and an example."""

    name: str
    kind: str
    meaning: str
    example: str
    required: bool = False


FACTS = (
    Fact("employer", "text", "The employer, by any number or name that is the same on every line.", "employer-17", True),
    Fact("worker", "text", "The worker, by a number; no name or citizen service number is needed.", "worker-0042", True),
    Fact("birth_date", "day", "Birth date. Decides the minimum wage of people up to 21.", "1998-04-30"),
    Fact("age", "count", "Age in whole years on the first day of the period, when the birth date is not known.", "28"),
    Fact("vocational_training", "truth", "Working and learning (BBL) at 18 to 20, on a lower scale.", "no"),
    Fact("posted", "truth", "Posted to the Netherlands from another country by a foreign employer.", "no"),
    Fact("period_start", "day", "First day of the pay period.", "2026-06-01", True),
    Fact("period_end", "day", "Last day of the pay period.", "2026-06-28", True),
    Fact("hours", "hundredths", "Hours worked in the period, with hours of paid leave and sickness.", "160,00"),
    Fact("average_month_hours", "hundredths", "Averaged hours a month, for a fixed monthly wage (WML art. 11(1)).", ""),
    Fact("agreed_weekly_hours", "hundredths", "Agreed hours a week.", "40,00"),
    Fact("normal_weekly_hours", "hundredths", "Full-time hours a week of the sector, for periods before 2024.", "38,00"),
    Fact("time_off_hours", "hundredths", "Extra hours that are given as time off instead of pay.", "0,00"),
    Fact("time_off_agreed", "truth", "Time off was agreed in writing beforehand and the collective agreement allows it.", "no"),
    Fact("gross_wage", "cents", "Gross wage that counts (WML art. 6): no holiday allowance, cost refunds or bonuses.", "2400,00"),
    Fact("holiday_allowance_paid", "cents", "Holiday allowance paid with this line.", "192,00"),
    Fact("employment_ended", "truth", "The job has ended, so that all holiday allowance is due.", "no"),
    Fact("housing_deduction", "cents", "Deducted for housing: rent, metered energy and service costs.", "420,00"),
    Fact("housing_permission", "truth", "The worker gave a written power of attorney for the housing deduction.", "yes"),
    Fact("tenancy_agreement", "truth", "The employer has a copy of the worker's tenancy agreement.", "yes"),
    Fact("landlord_certified", "truth", "The landlord is a housing association or certified (SNF, AKF).", "yes"),
    Fact("health_deduction", "cents", "Deducted for the basic health insurance and the compulsory excess.", "150,00"),
    Fact("health_permission", "truth", "The worker gave a written power of attorney for the health insurance.", "yes"),
    Fact("health_own_policy", "truth", "The worker is the policyholder and the employer has copies of the policies.", "yes"),
    Fact("other_deductions", "cents", "Fines, damage, transport, clothes, fees, training: no tax, pension, advance.", "0,00"),
    Fact("advance", "cents", "Advance on the wage that is set off in this period.", "0,00"),
    Fact("advance_in_writing", "truth", "The advance was agreed in writing beforehand and paid by bank.", "yes"),
    Fact("cash_paid", "cents", "The part of the wage that was paid in cash.", "0,00"),
    Fact("due_date", "day", "Day the wage had to be paid; left out: the last day of the period (BW 7:623).", "2026-06-30"),
    Fact("paid_on", "day", "Day on which the wage was really paid.", "2026-06-30"),
    Fact("long_period_agreed", "truth", "A pay period of up to three months was agreed in writing.", "no"),
    Fact("payslip_given", "truth", "The worker got a payslip.", "yes"),
    Fact("payslip_gaps", "count", "How many of the compulsory items are missing on the payslip.", "0"),
)
"""All columns of a payroll file, in order."""


@dataclass(frozen=True, kw_only=True)
class PayslipLine:
    """The facts of one pay period, typed: money in euro cents, hours in hundredths. None is "not known"."""

    period_start: date
    period_end: date
    employer: str = "employer"
    worker: str = "worker"
    birth_date: date | None = None
    age: int | None = None
    vocational_training: bool | None = None
    posted: bool | None = None
    hours: int | None = None
    average_month_hours: int | None = None
    agreed_weekly_hours: int | None = None
    normal_weekly_hours: int | None = None
    time_off_hours: int | None = None
    time_off_agreed: bool | None = None
    gross_wage: int | None = None
    holiday_allowance_paid: int | None = None
    employment_ended: bool | None = None
    housing_deduction: int | None = None
    housing_permission: bool | None = None
    tenancy_agreement: bool | None = None
    landlord_certified: bool | None = None
    health_deduction: int | None = None
    health_permission: bool | None = None
    health_own_policy: bool | None = None
    other_deductions: int | None = None
    advance: int | None = None
    advance_in_writing: bool | None = None
    cash_paid: int | None = None
    due_date: date | None = None
    paid_on: date | None = None
    long_period_agreed: bool | None = None
    payslip_given: bool | None = None
    payslip_gaps: int | None = None

    def row(self) -> dict[str, Value]:
        """The line as a row of the rule language."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


REASONS = {
    "employer_missing": "The employer is missing. Write a number or name that is the same on every line.",
    "worker_missing": "The worker is missing. Write a number that is the same on every line.",
    "period_missing": "The first or last day of the period is missing.",
    "period_backwards": "The period ends before it starts. Swap the two dates.",
    "period_too_long": "The period is longer than three months. Split it into pay periods.",
    "period_in_future": "The period starts after the day of the check. Correct the year.",
    "birth_impossible": "The birth date gives an age below 13 or above 100. Correct the date.",
    "age_impossible": "The age is below 13 or above 100.",
    "hours_too_many": "There are more hours than the period has (24 a day). Is a comma misplaced?",
    "normal_hours_impossible": "The normal weekly hours are not between 1 and 40.",
    "pay_too_high": "The pay is above 500 euros an hour. Is a comma misplaced?",
    "amount_too_high": "An amount is above 1 million euros for one period. Is a comma misplaced?",
    "negative": "A number is below zero. Enter corrections in the period they belong to.",
    "overlap": "The period overlaps another line of the same worker and employer. Add the lines together, or split them.",
    "two_readings": "The number can be read in two ways: 1.234 can be a thousand or a bit more than one. Write 1234,00.",
    "not_a_number": "This is not a number.",
    "part_of_a_cent": "The amount has parts of a cent. Round it to two decimals.",
    "not_a_date": "This is not a date. Write 2026-07-31 or 31-07-2026.",
    "not_yes_or_no": "This is neither yes nor no.",
    "formula": "The cell holds a formula. Save the file with values only.",
    "too_few_columns": "The row has fewer cells than the heading.",
    "too_many_columns": "The row has more cells than the heading. Is a number with a comma not between quotes?",
}
"""Why a line cannot be read or judged, in plain English; the keys travel, the texts are translated."""

NUMBERS = tuple(fact.name for fact in FACTS if fact.kind in ("cents", "hundredths", "count"))
_MONEY = tuple(fact.name for fact in FACTS if fact.kind == "cents")
_MOST_CENTS = 100_000_000
_MOST_CENTS_AN_HOUR = 50_000


def _any(conditions: list[Expression]) -> Expression:
    joined = conditions[0]
    for condition in conditions[1:]:
        joined = joined | condition
    return joined


def unreadable_because() -> Expression:
    """The door: a key of REASONS when the line cannot be judged at all, else missing."""
    age = known_or(column("age"), 30)
    return choose(
        (missing(column("employer")), "employer_missing"),
        (missing(column("worker")), "worker_missing"),
        (missing(column("period_start")) | missing(column("period_end")), "period_missing"),
        (column("period_end") < column("period_start"), "period_backwards"),
        (days_between(column("period_start"), column("period_end")) >= 92, "period_too_long"),
        (column("as_of") < column("period_start"), "period_in_future"),
        (_any([column(name) < 0 for name in NUMBERS]), "negative"),
        (_any([column(name) > _MOST_CENTS for name in _MONEY]), "amount_too_high"),
        ((age < 13) | (age > 100), "age_impossible"),
        (days_between(column("birth_date"), column("period_start")) < 13 * 365, "birth_impossible"),
        (days_between(column("birth_date"), column("period_start")) > 101 * 366, "birth_impossible"),
        (column("hours") > (days_between(column("period_start"), column("period_end")) + 1) * 2400, "hours_too_many"),
        ((column("average_month_hours") > 31 * 2400) | (column("agreed_weekly_hours") > 7 * 2400), "hours_too_many"),
        ((column("normal_weekly_hours") > 4000) | (column("normal_weekly_hours") < 100), "normal_hours_impossible"),
        ((column("hours") > 0) & (column("gross_wage") * 100 > column("hours") * _MOST_CENTS_AN_HOUR), "pay_too_high"),
        otherwise=literal(None),
    )
