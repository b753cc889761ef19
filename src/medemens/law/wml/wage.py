"""What counts as wage when the pay is held against the minimum wage (WML art. 6, 7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from medemens.law.answer import Answer
from medemens.law.finding import Outcome, Step

CITATION = "WML art. 6, 7(4)-(5)"


class PayComponent(Enum):
    """A kind of payment on a payslip, with whether it counts (None: that depends) and the article that
    says so.
    """

    BASIC_WAGE = ("basic_wage", True, "WML art. 6(1)")
    PIECE_WAGE = ("piece_wage", True, "WML art. 6(1)")
    OVERTIME = ("overtime", True, "WML art. 6(1)")
    SHIFT_SUPPLEMENT = ("shift_supplement", True, "WML art. 6(1)")
    PAID_LEAVE = ("paid_leave", True, "WML art. 5a(1), 7")
    SICK_PAY = ("sick_pay", True, "WML art. 5a(1), 7")
    BENEFIT_INSTEAD_OF_WAGE = ("benefit_instead_of_wage", True, "WML art. 7(5)")
    TIPS = ("tips", None, "WML art. 7(4)")
    POSTING_ALLOWANCE = ("posting_allowance", None, "WML art. 6(4)")
    HOLIDAY_ALLOWANCE = ("holiday_allowance", False, "WML art. 6(1)(a)")
    PROFIT_SHARE = ("profit_share", False, "WML art. 6(1)(b)")
    SPECIAL_OCCASION = ("special_occasion", False, "WML art. 6(1)(c)")
    LATER_OR_CONDITIONAL = ("later_or_conditional", False, "WML art. 6(1)(d)")
    TRAVEL_COSTS = ("travel_costs", False, "WML art. 6(1)(e)")
    HOUSING_COSTS = ("housing_costs", False, "WML art. 6(1)(e)")
    FOOD_COSTS = ("food_costs", False, "WML art. 6(1)(e)")
    OTHER_COSTS = ("other_costs", False, "WML art. 6(1)(e)")
    TRANSITION_PAYMENT = ("transition_payment", False, "WML art. 6(1)(f)")
    SAVINGS_SCHEME = ("savings_scheme", False, "WML art. 6(1)(g)")
    YEAR_END_BONUS = ("year_end_bonus", False, "WML art. 6(1)(h)")
    HEALTH_CONTRIBUTION = ("health_contribution", False, "WML art. 6(1)(i)")
    WAGE_IN_KIND = ("wage_in_kind", False, "WML art. 6(1): money only")

    def __init__(self, key: str, counts: bool | None, article: str) -> None:
        self.key = key
        self.counts = counts
        self.article = article


@dataclass(frozen=True)
class Payment:
    """One line of a payslip: its kind, euro cents gross, and for tips and allowances what decides whether
    it counts.
    """

    component: PayComponent
    cents: int
    part_of_terms: bool | None = None
    """Tips: the employer agreed to them as part of the pay. None: not known."""
    cost_part: int | None = None
    """Posting allowance: the part, in cents, that the terms of employment set aside for costs. None: they
    do not say.
    """


def counted(payment: Payment, posted: bool | None) -> tuple[int, int]:
    """The least and the most of one payment that counts as wage, in euro cents."""
    counts = payment.component.counts
    if payment.component is PayComponent.TIPS:
        counts = payment.part_of_terms
    if payment.component is PayComponent.POSTING_ALLOWANCE:
        return _allowance(payment, posted)
    if counts is None:
        return 0, payment.cents
    return (payment.cents, payment.cents) if counts else (0, 0)


def _allowance(payment: Payment, posted: bool | None) -> tuple[int, int]:
    if payment.cost_part is not None:
        rest = max(payment.cents - payment.cost_part, 0)
        return rest, rest
    return (0, 0) if posted else (0, payment.cents)


def wage_that_counts(payments: Iterable[Payment], posted: bool | None) -> Answer:
    """All money from the job counts as wage, but for the payments that the law names; `amount` is what surely
    counts.

    Someone posted from another country whose terms do not show which part of an allowance is for costs: none
    of it counts.
    """
    least = most = 0
    left_out, because = [], None
    for payment in payments:
        sure, possible = counted(payment, posted)
        least, most = least + sure, most + possible
        if sure < payment.cents:
            left_out.append(Step(payment.component.key, payment.cents - sure, "cents"))
        if sure < possible and because is None:
            because = _what_decides(payment, posted)
    outcome = Outcome.CANNOT_TELL if because else Outcome.MET
    return Answer("wage_that_counts", CITATION, outcome, because, least, (Step("wage_most", most, "cents"), *left_out))


def _what_decides(payment: Payment, posted: bool | None) -> str:
    if payment.component is PayComponent.TIPS:
        return "part_of_terms"
    return "posted" if posted is None else "cost_part"
