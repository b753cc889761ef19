"""The wage norms of the WML: the minimum wage, extra hours, payment by bank, holiday allowance."""

from __future__ import annotations

from medemens.law.days import ADULT, youth_table
from medemens.law.expression import (
    Expression,
    Operand,
    choose,
    column,
    days_between,
    greatest,
    half_up,
    known,
    known_or,
    least,
    literal,
    lookup,
    missing,
    years_between,
)
from medemens.law.finding import Outcome, Steps

HOURS, GROSS = column("hours"), column("gross_wage")
NOTHING = literal(None)


def age_and_scale() -> Steps:
    """WML art. 7(3), Besluit minimumjeugdloon art. 2-3: below 21 a lower minimum applies by age, from the birthday on.

    `least` and `most` part where a birthday falls inside the period, or where age or vocational training is not known.
    """
    birth, adult = column("birth_date"), column("birth_date") <= column("start_adult_born_until")
    training = column("vocational_training")
    regular, vocational = youth_table("youth"), youth_table("vocational")
    first, last = column("age_first"), column("age_last")
    start, end = column("start_youth_scale"), column("end_youth_scale")
    return {
        "age_first": choose(
            (adult, ADULT), (known(birth), years_between(birth, column("period_start"))), otherwise=least(column("age"), ADULT)
        ),
        "age_last": choose(
            (adult, ADULT), (known(birth), years_between(birth, column("period_end"))), otherwise=least(column("age") + 1, ADULT)
        ),
        "permille_least": choose(
            (first >= ADULT, 1000),
            (known_or(training, True), lookup(vocational, start, first)),
            otherwise=lookup(regular, start, first),
        ),
        "permille_most": choose(
            (last >= ADULT, 1000),
            (known_or(training, False), lookup(vocational, end, last)),
            otherwise=lookup(regular, end, last),
        ),
    }


def due_for_hours() -> Steps:
    """WML art. 8, 11, 12, 14: what the law asks for the hours of the period, to the cent.

    Since 2024 hours times the hourly amount of the day; before, the share of the week or month amount at the normal hours.
    """
    normal_most = known_or(column("normal_weekly_hours"), column("start_normal_weekly_hours_most"))
    normal_least = known_or(column("normal_weekly_hours"), column("start_normal_weekly_hours_least"))
    time_off = choose((column("time_off_agreed"), known_or(column("time_off_hours"), 0)), otherwise=0)
    averaged = known(column("average_month_hours")) & column("whole_month")
    bounds = (("least", "start", normal_most), ("most", "start", normal_least), ("least", "end", normal_most), ("most", "end", normal_least))
    sides = {f"{day}_due_{bound}": _due(day, f"permille_{bound}", normal) for bound, day, normal in bounds}
    return {
        "whole_month": known_or(column("period_end").equals(column("start_whole_month_end")), False),
        "hours_due": choose((averaged, column("average_month_hours")), otherwise=greatest(HOURS - time_off, 0)),
        **sides,
        "due_least": least(column("start_due_least"), column("end_due_least")),
        "due_most": greatest(column("start_due_most"), column("end_due_most")),
    }


def _due(day: str, permille: str, normal: Expression) -> Expression:
    share, hours = column(permille), column("hours_due")
    hourly = half_up(column(f"{day}_adult_hour") * share, 1000)
    week, month = (half_up(column(f"{day}_adult_{unit}") * share, 5000) * 5 for unit in ("week", "month"))
    return choose(
        (known(column(f"{day}_adult_hour")), half_up(hourly * hours, 100)),
        (column("whole_month"), half_up(month * hours * 3, normal * 13)),
        otherwise=half_up(week * hours, normal),
    )


def minimum_wage() -> Steps:
    """The gross wage of the period is at least the minimum wage for the hours, at the worker's age and on those days."""
    sure = choose(
        (missing(HOURS), "hours"),
        (missing(GROSS), "gross_wage"),
        (missing(column("age_first")), "birth_date"),
        (missing(column("due_least")) | missing(column("due_most")), "amount_of_law"),
        otherwise=NOTHING,
    )
    range_because = choose(
        (missing(column("start_adult_hour")) & missing(column("normal_weekly_hours")), "normal_weekly_hours"),
        ((column("age_first") < ADULT) & missing(column("birth_date")), "birth_date"),
        ((column("age_first") < ADULT) & missing(column("vocational_training")), "vocational_training"),
        otherwise="hours_by_part",
    )
    below, enough = GROSS < column("due_least"), GROSS >= column("due_most")
    return {
        "minimum_wage_sure": sure,
        "minimum_wage_outcome": choose(
            (column("age_last") < 15, int(Outcome.NOT_APPLICABLE)),
            (known(column("minimum_wage_sure")), int(Outcome.CANNOT_TELL)),
            (below, int(Outcome.NOT_MET)),
            (enough, int(Outcome.MET)),
            otherwise=int(Outcome.CANNOT_TELL),
        ),
        "minimum_wage_because": choose(
            (column("minimum_wage_outcome") < int(Outcome.CANNOT_TELL), NOTHING),
            otherwise=known_or(column("minimum_wage_sure"), range_because),
        ),
        "minimum_wage_amount": greatest(column("due_least") - GROSS, 0),
        "minimum_wage_amount_most": greatest(column("due_most") - GROSS, 0),
    }


def extra_hours() -> Steps:
    """Extra hours are paid at the latest in the next period; time off instead only if agreed in writing beforehand."""
    time_off = column("time_off_hours")
    hourly = half_up(column("start_adult_hour") * column("permille_least"), 1000)
    return {
        "extra_hours_outcome": choose(
            (missing(time_off) | time_off.equals(0), int(Outcome.NOT_APPLICABLE)),
            (column("time_off_agreed"), int(Outcome.MET)),
            (~column("time_off_agreed"), int(Outcome.NOT_MET)),
            otherwise=int(Outcome.CANNOT_TELL),
        ),
        "extra_hours_because": _because("extra_hours", (missing(column("time_off_agreed")), "time_off_agreed")),
        "extra_hours_amount": NOTHING,
        "extra_hours_worth": choose(
            (column("extra_hours_outcome").equals(int(Outcome.NOT_MET)), half_up(hourly * time_off, 100)), otherwise=NOTHING
        ),
    }


def bank_payment() -> Steps:
    """The minimum wage is paid by bank transfer; only what comes above it may be paid in cash."""
    cash = column("cash_paid")
    in_cash = greatest(column("due_least") - greatest(GROSS - cash, 0), 0)
    return {
        "cash_in_minimum": choose((cash.equals(0), 0), otherwise=least(cash, in_cash)),
        "bank_payment_outcome": choose(
            (cash.equals(0), int(Outcome.MET)),
            (missing(column("cash_in_minimum")), int(Outcome.CANNOT_TELL)),
            (column("cash_in_minimum") > 0, int(Outcome.NOT_MET)),
            otherwise=int(Outcome.MET),
        ),
        "bank_payment_because": _because(
            "bank_payment", (missing(cash), "cash_paid"), (missing(GROSS), "gross_wage"), otherwise="amount_of_law"
        ),
        "bank_payment_amount": NOTHING,
    }


def allowance_accrued() -> Steps:
    """WML art. 15: 8 per cent holiday allowance over the wage, the part above three times the minimum wage left out.

    The wage is the one that was due when less was paid. Where the month amount is not known to the cent, the cap is not
    needed for wages that stay below what the hourly amount proves.
    """
    days = days_between(column("period_start"), column("period_end")) + 1
    month, cap = column("start_reference_month"), column("start_holiday_allowance_cap")
    proven = (column("start_adult_hour") - 1) * column("start_reference_month_hours")
    whole = column("whole_month")
    share = column("start_holiday_allowance")
    return {
        "allowance_wage": known_or(greatest(GROSS, column("due_least")), GROSS),
        "allowance_cap": choose((whole, month * cap), otherwise=(month * cap * 3 * days) // 91),
        "allowance_below": choose((whole, proven * cap), otherwise=(proven * cap * 3 * days) // 91),
        "allowance_accrued": choose(
            (column("allowance_wage") <= column("allowance_below"), half_up(column("allowance_wage") * share, 1000)),
            otherwise=half_up(least(column("allowance_wage"), column("allowance_cap")) * share, 1000),
        ),
    }


def holiday_allowance() -> Steps:
    """The holiday allowance that has become due over all periods together was paid: in June, or when the job ended.

    Worked out for all lines of a worker with one employer: `accrued`, `fallen_due`, `paid` are their sums in euro cents.
    """
    short = column("allowance_fallen_due") - column("allowance_paid")
    unsure = column("lines_without_accrual") + column("lines_without_paid") > 0
    return {
        "holiday_allowance_amount": choose((column("lines_without_paid") > 0, NOTHING), otherwise=greatest(short, 0)),
        "holiday_allowance_outcome": choose(
            (column("lines_due").equals(0), int(Outcome.NOT_APPLICABLE)),
            (column("holiday_allowance_amount") > 0, int(Outcome.NOT_MET)),
            (unsure, int(Outcome.CANNOT_TELL)),
            otherwise=int(Outcome.MET),
        ),
        "holiday_allowance_because": _because(
            "holiday_allowance", (column("lines_without_paid") > 0, "holiday_allowance_paid"), otherwise="gross_wage"
        ),
    }


def _because(norm: str, *cases: tuple[Operand, Operand], otherwise: Operand = None) -> Expression:
    sure = column(f"{norm}_outcome") < int(Outcome.CANNOT_TELL)
    return choose((sure, NOTHING), *cases, otherwise=otherwise)
