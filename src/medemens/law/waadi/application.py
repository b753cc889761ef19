"""What an application for admission, provisional admission or exemption must meet, condition by condition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from medemens.law import library
from medemens.law.answer import Answer
from medemens.law.calendar import months_later
from medemens.law.finding import Outcome, Step

PER_MILLE = 1000


@dataclass(frozen=True)
class Application:
    """The facts of an application on the day on which it is judged. None: not known. Money in euro cents.

    `lent_until`: the last day on which the applicant lent workers, lawfully or not; `never_lent` when it never did.
    `conduct_given_on`: the day of the certificate of conduct (VOG). `security`: the amount secured. `report_meets`: what the
    inspection report says of the norms. `registered_four_years`, `lending_four_years`, `lent_four_years`: the conditions of art.
    23c(a) to (c); `tax_statement_on`: the day of the statement of (d).
    """

    applied_on: date
    provisional: bool
    in_trade_register: bool | None = None
    conduct_given_on: date | None = None
    security: int | None = None
    report_meets: bool | None = None
    never_lent: bool | None = None
    lent_until: date | None = None
    holds_provisional: bool | None = None
    registered_four_years: bool | None = None
    lending_four_years: bool | None = None
    lent_four_years: bool | None = None
    tax_statement_on: date | None = None


@dataclass(frozen=True)
class ExemptionFacts:
    """The facts of an application for exemption, over twelve months. Money in euro cents; None: not known."""

    applied_on: date
    wage_months: int | None = None
    lending_turnover: int | None = None
    turnover: int | None = None
    agency_employer: bool | None = None


def conditions(application: Application) -> tuple[Answer, ...]:
    """All conditions of an application, in the order of the act."""
    own = newcomer if application.provisional else inspection_report
    return tuple(norm(application) for norm in (trade_register, certificate_of_conduct, financial_security, own))


def trade_register(application: Application) -> Answer:
    """Waadi art. 12j(1)(a), 12k(1)(a): the applicant is in the Dutch trade register; a foreign firm too."""
    norm = "trade_register", "Waadi art. 12j(1)(a)" if application.provisional else "Waadi art. 12k(1)(a)"
    return _truth(norm, application.in_trade_register, "in_trade_register")


def certificate_of_conduct(application: Application) -> Answer:
    """Waadi art. 12o(1)-(2): a certificate of conduct of at most three months old, unless one holds a provisional admission."""
    norm = "certificate_of_conduct", "Waadi art. 12o(1)-(2)"
    if not application.provisional and application.holds_provisional:
        return Answer(*norm, Outcome.NOT_APPLICABLE)
    return _fresh(norm, application.conduct_given_on, application.applied_on, "conduct_months", "conduct_given_on")


def newcomer(application: Application) -> Answer:
    """Waadi art. 12j(1)(c): who lent workers in the twelve months before, lawfully or not, gets no provisional admission."""
    norm = "newcomer", "Waadi art. 12j(1)(c)"
    months = library.series("waadi")["newcomer_months"].on(application.applied_on)
    if months is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "amount_of_law")
    if application.never_lent:
        return Answer(*norm, Outcome.MET)
    if application.lent_until is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "lent_until")
    since = months_later(application.applied_on, -months)
    met = application.lent_until < since
    return Answer(*norm, Outcome.MET if met else Outcome.NOT_MET, steps=(Step("not_lent_since", since, "day"),))


def inspection_report(application: Application) -> Answer:
    """Waadi art. 12q(1), 12r(1): a report of an inspection body says that the norms are met; not asked of a newcomer."""
    return _truth(("inspection_report", "Waadi art. 12q(1), 12r(1)"), application.report_meets, "report_meets")


def financial_security(application: Application) -> Answer:
    """Waadi art. 12p(2), 23c: 100,000 euros, 50,000 for a provisional admission; none for an established firm.

    The answer's amount is what is still to be secured, in euro cents.
    """
    norm = "financial_security", "Waadi art. 12p(2)" if application.provisional else "Waadi art. 12p(2), 23c"
    name = "security_provisional" if application.provisional else "security"
    asked = library.series("waadi")[name].on(application.applied_on)
    if asked is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "amount_of_law")
    steps = (Step("security_asked", asked, "cents"),)
    free = None if application.provisional else established(application)
    if free is not None and free.outcome is Outcome.MET:
        return Answer(*norm, Outcome.NOT_APPLICABLE, steps=steps)
    given = application.security
    if given is not None and given >= asked:
        return Answer(*norm, Outcome.MET, amount=0, steps=steps)
    if free is not None and free.outcome is Outcome.CANNOT_TELL:
        return Answer(*norm, Outcome.CANNOT_TELL, free.because, steps=steps)
    if given is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "security", steps=steps)
    return Answer(*norm, Outcome.NOT_MET, amount=asked - given, steps=steps)


def established(application: Application) -> Answer:
    """Waadi art. 23c: no security of who was registered, as lending, and lent for four years, and shows that taxes were paid."""
    norm = "established", "Waadi art. 23c"
    truths = {name: getattr(application, name) for name in ("registered_four_years", "lending_four_years", "lent_four_years")}
    if False in truths.values():
        return Answer(*norm, Outcome.NOT_MET)
    statement = _fresh(norm, application.tax_statement_on, application.applied_on, "tax_statement_months", "tax_statement_on")
    unknown = next((name for name, truth in truths.items() if truth is None), None)
    if unknown and statement.outcome is not Outcome.NOT_MET:
        return Answer(*norm, Outcome.CANNOT_TELL, unknown)
    return statement


def exemption(facts: ExemptionFacts) -> Answer:
    """Waadi art. 12e: wages for twelve months, lending under a tenth of turnover and at most five million euros, no agency."""
    norm = "exemption", "Waadi art. 12e"
    series = library.series("waadi")
    months, share, most = (
        series[name].on(facts.applied_on) for name in ("exemption_wage_months", "exemption_share", "exemption_turnover")
    )
    if months is None or share is None or most is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "amount_of_law")
    tests = (
        (facts.agency_employer, "agency_employer", facts.agency_employer is False),
        (facts.wage_months, "wage_months", (facts.wage_months or 0) >= months),
        (facts.lending_turnover, "lending_turnover", (facts.lending_turnover or 0) <= most),
    )
    if any(fact is not None and not met for fact, _name, met in tests):
        return Answer(*norm, Outcome.NOT_MET)
    unknown = next((name for fact, name, _met in tests if fact is None), None)
    if unknown is None and facts.turnover is None:
        unknown = "turnover"
    if unknown is not None or facts.lending_turnover is None or facts.turnover is None:
        return Answer(*norm, Outcome.CANNOT_TELL, unknown)
    under = facts.lending_turnover * PER_MILLE < facts.turnover * share
    return Answer(*norm, Outcome.MET if under else Outcome.NOT_MET)


def _truth(norm: tuple[str, str], truth: bool | None, name: str) -> Answer:
    if truth is None:
        return Answer(*norm, Outcome.CANNOT_TELL, name)
    return Answer(*norm, Outcome.MET if truth else Outcome.NOT_MET)


def _fresh(norm: tuple[str, str], given_on: date | None, on: date, series: str, name: str) -> Answer:
    """Whether a paper is at most so many months old."""
    months = library.series("waadi")[series].on(on)
    if months is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "amount_of_law")
    if given_on is None:
        return Answer(*norm, Outcome.CANNOT_TELL, name)
    oldest = months_later(on, -months)
    met = oldest <= given_on <= on
    return Answer(*norm, Outcome.MET if met else Outcome.NOT_MET, steps=(Step("not_older_than", oldest, "day"),))
