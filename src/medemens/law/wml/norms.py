"""The wage norms of the WML: the minimum wage, extra hours, payment by bank, holiday allowance."""

from __future__ import annotations

from collections.abc import Callable

from medemens.law.days import ADULT, YOUNGEST, youth_table
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
    return {
        "age_first": choose(
            (adult, ADULT), (known(birth), years_between(birth, column("period_start"))), otherwise=least(column("age"), ADULT)
        ),
        "age_last": choose(
            (adult, ADULT), (known(birth), years_between(birth, column("period_end"))), otherwise=least(column("age") + 1, ADULT)
        ),
        **_scale(),
    }


def _scale() -> Steps:
    """The share of the adult amount, in per mille: the lower scale where working and learning is not known."""
    training = column("vocational_training")
    regular, vocational = youth_table("youth"), youth_table("vocational")
    first, last = column("age_first"), column("age_last")
    start, end = column("start_youth_scale"), column("end_youth_scale")
    return {
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
        "training_matters": choose(
            (first >= ADULT, False),
            otherwise=(lookup(vocational, start, first) < lookup(regular, start, first))
            | (lookup(vocational, end, last) < lookup(regular, end, last)),
        ),
    }


def due_for_hours() -> Steps:
    """WML art. 8, 11, 12, 14: what the law asks for the hours of the period, to the cent.

    Since 2024 hours times the hourly amount of the day; before, the share of the week or month amount at the normal hours.
    """
    time_off = choose((column("time_off_agreed"), known_or(column("time_off_hours"), 0)), otherwise=0)
    averaged = known(column("average_month_hours")) & column("whole_month")
    worked = choose((known(column("time_off_hours")), greatest(HOURS - time_off, 0)), otherwise=HOURS)
    return {
        "whole_month": known_or(column("period_end").equals(column("start_whole_month_end")), False),
        "hours_due": choose((averaged, column("average_month_hours")), otherwise=worked),
        "normal_weekly_hours_least": known_or(column("normal_weekly_hours"), column("start_normal_weekly_hours_least")),
        "normal_weekly_hours_most": known_or(column("normal_weekly_hours"), column("start_normal_weekly_hours_most")),
        **_due("least", least),
        **_due("most", greatest),
        "due_because": _due_because(),
    }


def _due(bound: str, extreme: Callable[..., Expression]) -> Steps:
    """One bound of what is due: by the hour, by week or month before 2024, by both where the period crosses that day."""
    start, end = column("start_adult_hour"), column("end_adult_hour")
    adult = {unit: extreme(column(f"start_adult_{unit}"), column(f"end_adult_{unit}")) for unit in ("hour", "week", "month")}
    by_hour, by_week = _due_by_hour(bound), _due_by_week(bound, extreme)
    due = choose(
        (missing(column(f"adult_week_{bound}")), by_hour),
        (missing(column(f"adult_hour_{bound}")), by_week),
        otherwise=extreme(by_week, by_hour),
    )
    return {
        f"adult_hour_{bound}": choose((known(start), adult["hour"]), otherwise=end),
        f"adult_week_{bound}": choose((known(end), column("start_adult_week")), otherwise=adult["week"]),
        f"adult_month_{bound}": choose((known(end), column("start_adult_month")), otherwise=adult["month"]),
        f"due_{bound}": due if bound == "least" else choose((_one_amount(), column("due_least")), otherwise=due),
    }


def _one_amount() -> Expression:
    """Both bounds come from one hourly amount, as they do for nearly everybody."""
    same_hour = column("adult_hour_most").equals(column("adult_hour_least"))
    return same_hour & column("permille_most").equals(column("permille_least")) & missing(column("adult_week_most"))


def _due_by_hour(bound: str) -> Expression:
    adult, share = column(f"adult_hour_{bound}"), column(f"permille_{bound}")
    hour = choose((share.equals(1000), adult), otherwise=half_up(adult * share, 1000))
    return half_up(hour * column("hours_due"), 100)


def _due_by_week(bound: str, extreme: Callable[..., Expression]) -> Expression:
    """Before 2024; the longest normal week gives the least, the shortest the most."""
    share, hours = column(f"permille_{bound}"), column("hours_due")
    week, month = (half_up(column(f"adult_{unit}_{bound}") * share, 5000) * 5 for unit in ("week", "month"))
    normal = column("normal_weekly_hours_most" if bound == "least" else "normal_weekly_hours_least")
    return choose((column("whole_month"), _due_for_month(month, hours, normal, extreme)), otherwise=half_up(week * hours, normal))


def _due_for_month(month: Expression, hours: Expression, normal: Expression, extreme: Callable[..., Expression]) -> Expression:
    """Before 2024 (art. 12(1)-(2)): agreed hours take their share of the month amount, however many working days it has.

    Hours above the agreed ones come on top, a month being 13/3 weeks; fewer hours take their part of the weekdays. Without
    agreed hours (0) the hours worked count. When it is not known whether there are any, both are worked out.
    """
    agreed, weekdays = column("agreed_weekly_hours"), column("start_month_weekdays")
    worked = half_up(month * hours * 3, normal * 13)
    part = half_up(month * hours * 5, normal * weekdays)
    return choose(
        (agreed.equals(0) | known(column("average_month_hours")), worked),
        (missing(agreed), extreme(worked, part)),
        (hours * 5 >= agreed * weekdays, half_up(month * (hours * 15 + agreed * 65 - agreed * weekdays * 3), normal * 65)),
        otherwise=part,
    )


def _due_because() -> Expression:
    """The fact that is missing when the minimum wage of the period is not known, or only between two bounds."""
    old = missing(column("start_adult_hour"))
    agreed_missing = column("whole_month") & missing(column("agreed_weekly_hours")) & missing(column("average_month_hours"))
    turns_youngest = (column("age_first") < YOUNGEST) & (column("age_last") >= YOUNGEST)
    return choose(
        (missing(column("hours_due")), "hours"),
        (missing(column("age_first")), "birth_date"),
        (turns_youngest & missing(column("birth_date")), "birth_date"),
        (turns_youngest, "hours_by_part"),
        (missing(column("due_least")) | missing(column("due_most")), "amount_of_law"),
        (column("due_least").equals(column("due_most")), NOTHING),
        (old & missing(column("normal_weekly_hours")), "normal_weekly_hours"),
        (old & agreed_missing, "agreed_weekly_hours"),
        ((column("permille_least") < column("permille_most")) & missing(column("birth_date")), "birth_date"),
        (column("training_matters") & missing(column("vocational_training")), "vocational_training"),
        otherwise="hours_by_part",
    )


def minimum_wage() -> Steps:
    """The gross wage of the period is at least the minimum wage for the hours, at the worker's age and on those days."""
    unknown = missing(GROSS) | missing(column("due_least")) | missing(column("due_most"))
    return {
        "minimum_wage_outcome": choose(
            (column("age_last") < YOUNGEST, int(Outcome.NOT_APPLICABLE)),
            (unknown, int(Outcome.CANNOT_TELL)),
            (column("due_least") > GROSS, int(Outcome.NOT_MET)),
            (column("due_most") <= GROSS, int(Outcome.MET)),
            otherwise=int(Outcome.CANNOT_TELL),
        ),
        "minimum_wage_because": _because(
            "minimum_wage",
            (missing(column("hours_due")), "hours"),
            (missing(GROSS), "gross_wage"),
            otherwise=column("due_because"),
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
    by_bank = greatest(GROSS - cash, 0)
    return {
        "cash_in_minimum": choose((cash.equals(0), 0), otherwise=least(cash, greatest(column("due_least") - by_bank, 0))),
        "cash_in_minimum_most": choose((cash.equals(0), 0), otherwise=least(cash, greatest(column("due_most") - by_bank, 0))),
        "bank_payment_outcome": choose(
            (cash.equals(0), int(Outcome.MET)),
            (column("cash_in_minimum") > 0, int(Outcome.NOT_MET)),
            (column("cash_in_minimum_most").equals(0), int(Outcome.MET)),
            otherwise=int(Outcome.CANNOT_TELL),
        ),
        "bank_payment_because": _because(
            "bank_payment", (missing(cash), "cash_paid"), (missing(GROSS), "gross_wage"), otherwise=column("due_because")
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
