"""Until when a claim can be made (limitation), and what stops the clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from medemens.law import library
from medemens.law.answer import Answer
from medemens.law.calendar import months_later, years_later
from medemens.law.finding import Outcome, Step


def claim_until(due: date, notices: Iterable[date] = ()) -> date | None:
    """BW 3:307, 3:308, 3:317-3:319; WML art. 20: the last day of five years after the wage was due, or after
    a written notice.

    A notice counts when it was given while the claim still lived; the new term never ends before the old one.
    None where the term is not known for the day.

    :param notices: days of written notices in which the worker claims, or the employer's acknowledgements
        (3:318)
    """
    years = library.series("bw3")["wage_claim_years"].on(due)
    if years is None:
        return None
    until = years_later(due, years)
    for notice in sorted(notices):
        if due < notice <= until:
            until = max(until, years_later(notice, years))
    return until


def wage_claim(due: date, as_of: date, notices: Iterable[date] = ()) -> Answer:
    """A wage claim lapses five years after the wage was due; a clear written notice starts five new years.

    A judge applies this only when the employer asks for it (BW 3:322), so "not met" means that the employer
    may invoke it.
    """
    norm, until = ("wage_claim", "BW 3:307, 3:308, 3:317, 3:319"), claim_until(due, notices)
    if until is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "amount_of_law")
    return Answer(*norm, Outcome.MET if as_of <= until else Outcome.NOT_MET, steps=(Step("claim_until", until, "day"),))


def void_clause_until(arose: date) -> date | None:
    """BW 7:631(8), 7:621(3): six months for a claim over a void clause on spending wage, or wage paid in a
    forbidden form.

    A deduction that the law does not allow leaves wage unpaid: for that the five years of `claim_until` hold
    (our reading).
    """
    months = library.series("bw3")["void_deduction_months"].on(arose)
    return None if months is None else months_later(arose, months)
