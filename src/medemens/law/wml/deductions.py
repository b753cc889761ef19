"""What may be taken from the minimum wage (WML art. 13, Besluit minimumloon art. 2a-2b).

Contested, so both readings are given. Reading 1 (used for `amount`): the law guards the minimum wage, so what is deducted
too much comes first from the part of the wage above it. Reading 2 (`amount_most`): the bounds hold whatever the wage is.
The part above the minimum is used up in a fixed order: other deductions, advance, health insurance, housing.
"""

from __future__ import annotations

from medemens.law.expression import Expression, choose, column, days_between, greatest, half_up, known, known_or, literal, missing
from medemens.law.finding import Outcome, Steps

NOTHING = literal(None)
DAYS = days_between(column("period_start"), column("period_end")) + 1


def free_part() -> Steps:
    """WML art. 13(1): only the minimum wage is guarded; the wage above it is the free part, the least and most it can be."""
    return {
        "free_least": greatest(column("gross_wage") - column("due_most"), 0),
        "free_most": greatest(column("gross_wage") - column("due_least"), 0),
    }


def other_deductions() -> Steps:
    """Fines, damage, transport, work clothes, fees and training may not be taken from the minimum wage."""
    deducted = column("other_deductions")
    return {"other_over_least": deducted, "other_over_most": deducted, **_judged("other", "", ())}


def advance() -> Steps:
    """An advance may be set off when it was agreed in writing beforehand and paid by bank transfer."""
    deducted, written = column("advance"), column("advance_in_writing")
    return {
        "advance_over_least": choose((~written, deducted), otherwise=deducted * 0),
        "advance_over_most": choose((written, deducted * 0), otherwise=deducted),
        **_judged("advance", "other", ("advance_in_writing",)),
    }


def health_deduction() -> Steps:
    """The health insurance premium may be paid from the wage: own policy, written power of attorney, at most the cap."""
    deducted = column("health_deduction")
    conditions = ("health_permission", "health_own_policy")
    periods = choose(
        (column("whole_month"), column("start_pay_periods_month")),
        (DAYS.equals(28), column("start_pay_periods_four_weeks")),
        (DAYS.equals(7), column("start_pay_periods_week")),
        otherwise=NOTHING,
    )
    return {
        "health_cap_start": half_up(column("start_health_cap"), periods),
        "health_cap_end": half_up(column("end_health_cap"), periods),
        "health_cap_most": greatest(column("health_cap_start"), column("health_cap_end")),
        **_over("health", deducted, conditions, "health_cap_start", "health_cap_most"),
        **_judged("health", "advance", ("health_permission", "health_own_policy", "health_cap_most")),
    }


def housing_deduction() -> Steps:
    """Rent may be paid from the wage up to a quarter of the minimum wage of the period, with papers and a good landlord."""
    share = column("start_housing_share")
    forty = half_up(column("start_adult_hour") * column("permille_most"), 1000) * column("start_agency_housing_hours")
    conditions = ("housing_permission", "tenancy_agreement", "landlord_certified")
    return {
        "housing_cap_least": (column("due_least") * share) // 1000,
        "housing_cap_most": (column("due_most") * share) // 1000,
        "housing_cap_agency": (forty * share * DAYS) // 700_000,
        **_over("housing", column("housing_deduction"), conditions, "housing_cap_least", "housing_cap_most", column("posted")),
        **_judged("housing", "health", (*conditions, "housing_cap_most")),
    }


def _over(
    name: str, deducted: Expression, conditions: tuple[str, ...], cap_least: str, cap_most: str, forbidden: Expression | None = None
) -> Steps:
    broken = literal(False) if forbidden is None else known_or(forbidden, False)
    unsure = literal(False)
    for condition in conditions:
        broken = broken | known_or(~column(condition), False)
        unsure = unsure | missing(column(condition))
    return {
        f"{name}_broken": broken,
        f"{name}_over_least": choose((column(f"{name}_broken"), deducted), otherwise=greatest(deducted - column(cap_most), 0)),
        f"{name}_over_most": choose(
            (column(f"{name}_broken") | unsure, deducted), otherwise=greatest(deducted - column(cap_least), 0)
        ),
    }


def _judged(name: str, before: str, facts: tuple[str, ...]) -> Steps:
    """Sets what is over against the free part that earlier deductions left, and gives the outcome."""
    free_most = column(f"{before}_free_most") if before else column("free_most")
    free_least = column(f"{before}_free_least") if before else column("free_least")
    deducted = column("advance" if name == "advance" else f"{name}_deductions" if name == "other" else f"{name}_deduction")
    over_least, over_most = column(f"{name}_over_least"), column(f"{name}_over_most")
    certain = greatest(known_or(over_least, 0) - free_most, 0)
    because = choose(*[(missing(column(fact)), fact) for fact in facts], otherwise="hours_by_part")
    return {
        f"{name}_amount": choose((deducted.equals(0), 0), (known(over_least), certain), otherwise=NOTHING),
        f"{name}_amount_most": choose((deducted.equals(0), 0), otherwise=over_most),
        f"{name}_outcome": choose(
            (deducted.equals(0), int(Outcome.NOT_APPLICABLE)),
            (column(f"{name}_amount") > 0, int(Outcome.NOT_MET)),
            (over_most <= free_least, int(Outcome.MET)),
            (over_most.equals(0), int(Outcome.MET)),
            otherwise=int(Outcome.CANNOT_TELL),
        ),
        f"{name}_because": choose(
            (column(f"{name}_outcome") < int(Outcome.CANNOT_TELL), NOTHING),
            (missing(deducted), "advance" if name == "advance" else f"{name}_deductions" if name == "other" else f"{name}_deduction"),
            (missing(column("gross_wage")), "gross_wage"),
            (missing(column("hours")), "hours"),
            otherwise=because,
        ),
        f"{name}_free_most": greatest(free_most - known_or(over_least, 0), 0),
        f"{name}_free_least": greatest(free_least - known_or(over_most, 0), 0),
    }
