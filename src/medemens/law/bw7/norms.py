"""Wage in the Civil Code, book 7: payment in time, the payslip, the statutory increase; and what a claim adds up to."""

from __future__ import annotations

from medemens.law.bw6.interest import ONE
from medemens.law.expression import Expression, choose, column, days_between, greatest, half_up, known_or, least, literal, missing
from medemens.law.finding import Outcome, Steps

NOTHING = literal(None)
CANNOT, MET, NOT_MET, NOT_APPLICABLE = (
    int(each) for each in (Outcome.CANNOT_TELL, Outcome.MET, Outcome.NOT_MET, Outcome.NOT_APPLICABLE)
)


def pay_period() -> Steps:
    """Wage is paid at least every month; every three months only when that was agreed in writing."""
    days = days_between(column("period_start"), column("period_end")) + 1
    agreed = column("long_period_agreed")
    return {
        "period_days": days,
        "pay_period_outcome": choose(
            (column("period_days") <= column("start_pay_period_days"), MET),
            (column("period_days") > column("start_pay_period_days_agreed"), NOT_MET),
            (agreed, MET),
            (~agreed, NOT_MET),
            otherwise=CANNOT,
        ),
        "pay_period_because": choose((column("pay_period_outcome").equals(CANNOT), "long_period_agreed"), otherwise=NOTHING),
        "pay_period_amount": NOTHING,
    }


def payslip() -> Steps:
    """With every payment comes a payslip with the items that the law lists."""
    given, gaps = column("payslip_given"), column("payslip_gaps")
    return {
        "payslip_outcome": choose((~given, NOT_MET), (gaps > 0, NOT_MET), (given & gaps.equals(0), MET), otherwise=CANNOT),
        "payslip_because": choose(
            (column("payslip_outcome") < CANNOT, NOTHING), (missing(given), "payslip_given"), otherwise="payslip_gaps"
        ),
        "payslip_amount": NOTHING,
    }


def paid_in_time() -> Steps:
    """Wage is paid at the end of the period, or on the day agreed; later than three working days costs an increase."""
    late = column("paid_working_days_late")
    return {
        "paid_permille": _increase(late),
        "paid_in_time_outcome": choose(
            (missing(column("paid_on")), CANNOT), (column("paid_on") <= column("due_day"), MET), otherwise=NOT_MET
        ),
        "paid_in_time_because": choose((missing(column("paid_on")), "paid_on"), otherwise=NOTHING),
        "paid_in_time_amount": half_up(column("gross_wage") * column("paid_permille"), 1000),
    }


def claim() -> Steps:
    """BW 7:625, 6:119, 3:308: what is owed over the line, and what increase and interest can come on top by the day of the check.

    `owed` adds the shortfall on the minimum wage and the deductions that went too far, each only as far as certain; a part
    that cannot be told is left out. Holiday allowance is judged over all lines of a worker, so it is not in here.
    """
    parts = [known_or(column(f"{name}_amount"), 0) for name in ("minimum_wage", "other", "advance", "health", "housing")]
    owed = parts[0]
    for part in parts[1:]:
        owed = owed + part
    return {
        "owed": owed,
        "increase_permille": _increase(column("due_working_days_late")),
        "increase": half_up(column("owed") * column("increase_permille"), 1000),
        "interest": half_up(column("owed") * column("due_interest_billionths"), ONE),
        "claim_until": column("due_claim_until"),
        "time_barred": column("due_claim_until") < column("as_of"),
    }


def _increase(late: Expression) -> Expression:
    """Per mille of the late amount: 0 for three working days, 5 % for each of the next five, then 1 % a day, at most 50 %."""
    free, steep_until = column("start_increase_free_days"), column("start_increase_steep_until_day")
    steep = greatest(least(late, steep_until) - free, 0) * column("start_increase_steep")
    slow = greatest(late - steep_until, 0) * column("start_increase_slow")
    return least(steep + slow, column("start_increase_ceiling"))
