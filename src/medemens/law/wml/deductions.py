"""What may be taken from the minimum wage (WML art. 13, Besluit minimumloon art. 2a-2b).

Contested, so both readings are given. Reading 1 (used for `amount`): the law guards the minimum wage, so what is deducted
too much comes first from the part of the wage above it. Reading 2 (`amount_most`): the bounds hold whatever the wage is.
The part above the minimum is used up in a fixed order: other deductions, advance, health insurance, housing.
"""

from __future__ import annotations

from medemens.law.expression import Expression, choose, column, days_between, greatest, half_up, known, known_or, literal, missing
from medemens.law.finding import Outcome, Steps

NOTHING = literal(None)
DEDUCTED = {
    "other": "other_deductions",
    "advance": "advance",
    "health": "health_deduction",
    "housing": "housing_deduction",
}
"""The deductions in the order in which they use up the part of the wage above the minimum, with their columns."""

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
    return {"other_over_least": deducted, "other_over_most": deducted, **_judged("other")}


def advance() -> Steps:
    """An advance may be set off when it was agreed in writing beforehand and paid by bank transfer."""
    deducted, written = column("advance"), column("advance_in_writing")
    return {
        "advance_over_least": choose((~written, deducted), otherwise=deducted * 0),
        "advance_over_most": choose((written, deducted * 0), otherwise=deducted),
        **_judged("advance", ("advance_in_writing",)),
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
        **_judged("health", conditions, literal("amount_of_law")),
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
        **_over("housing", column("housing_deduction"), conditions, "housing_cap_least", "housing_cap_most", "posted"),
        **_judged("housing", (*conditions, "posted"), column("due_because")),
    }


def _over(
    name: str, deducted: Expression, conditions: tuple[str, ...], cap_least: str, cap_most: str, forbidding: str = ""
) -> Steps:
    """What is over the cap; everything when a condition is broken, and at most everything when one is not known."""
    broken, unsure = literal(False), literal(False)
    for condition in conditions:
        broken = broken | known_or(~column(condition), False)
        unsure = unsure | missing(column(condition))
    if forbidding:
        broken = broken | known_or(column(forbidding), False)
        unsure = unsure | missing(column(forbidding))
    return {
        f"{name}_broken": broken,
        f"{name}_over_least": choose(
            (deducted.equals(0), 0),
            (column(f"{name}_broken"), deducted),
            otherwise=greatest(deducted - column(cap_most), 0),
        ),
        f"{name}_over_most": choose(
            (deducted.equals(0), 0),
            (column(f"{name}_broken") | unsure, deducted),
            otherwise=greatest(deducted - column(cap_least), 0),
        ),
    }


def _judged(name: str, conditions: tuple[str, ...] = (), cap_because: Expression = NOTHING) -> Steps:
    """Sets what is over against the free part that earlier deductions left, and gives the outcome."""
    before = "".join(f"{each}_" for each in _earlier(name)[-1:])
    free_most, free_least = column(f"{before}free_most"), column(f"{before}free_least")
    deducted, over_least, over_most = column(DEDUCTED[name]), column(f"{name}_over_least"), column(f"{name}_over_most")
    certain = greatest(known_or(over_least, 0) - free_most, 0)
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
        f"{name}_because": _because(name, conditions, cap_because),
        f"{name}_free_most": greatest(free_most - known_or(over_least, 0), 0),
        f"{name}_free_least": choose((missing(over_most), 0), otherwise=greatest(free_least - over_most, 0)),
    }


def _because(name: str, conditions: tuple[str, ...], cap_because: Expression) -> Expression:
    """The missing fact: its own, else one that decides how much of the free part earlier deductions used."""
    earlier = [column(f"{each}_because") for each in _earlier(name)]
    return choose(
        (column(f"{name}_outcome") < int(Outcome.CANNOT_TELL), NOTHING),
        (missing(column(DEDUCTED[name])), DEDUCTED[name]),
        (missing(column("gross_wage")), "gross_wage"),
        *[(missing(column(condition)), condition) for condition in conditions],
        (missing(column(f"{name}_over_most")), cap_because),
        *[(known(because), because) for because in earlier],
        otherwise=known_or(column("due_because"), "hours_by_part"),
    )


def _earlier(name: str) -> tuple[str, ...]:
    names = tuple(DEDUCTED)
    return names[: names.index(name)]
