"""Calls the norms that are plain functions with the facts of a worked example, each by the id that its
answer carries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from medemens.law.answer import Answer
from medemens.law.bw3 import limitation
from medemens.law.bw7.presumptions import (
    OnCall,
    Work,
    contract_presumed,
    fixed_hours_offered,
    hours_presumed,
    on_call_pay,
)
from medemens.law.finding import Outcome, Step
from medemens.law.wav.norms import WorkWithoutPermit, six_months_presumed
from medemens.law.wml import papers, proposals
from medemens.law.wml.month_hours import average_month_hours
from medemens.law.wml.wage import PayComponent, Payment, wage_that_counts

Facts = Mapping[str, Any]


def _wage(facts: Facts, _: date) -> Answer:
    payments = [Payment(PayComponent[kind], cents) for kind, cents in facts["payments"]]
    return wage_that_counts(payments, facts.get("posted"))


def _month_hours(facts: Facts, day: date) -> Answer:
    hours = average_month_hours(facts["weekly_hours"], day.year)
    return Answer(
        "average_month_hours",
        "WML art. 11(1)",
        Outcome.MET,
        steps=(Step("average_month_hours", hours, "hundredths"),),
    )


def _six_months(facts: Facts, day: date) -> Answer:
    work = proposals.PresumedWork(day, facts.get("birth_date"), facts.get("weekly_hours"), facts.get("gross_paid"))
    return proposals.six_months_presumption(work, {proposals.SWITCH} if facts.get("on") else ())


def _work(facts: Facts, day: date) -> Work:
    return Work(day, tuple(facts["month_hours"]), facts.get("paid"), facts.get("every_week"))


def _on_call(facts: Facts, day: date) -> OnCall:
    hours = tuple(facts.get("month_hours", ()))
    return OnCall(
        day,
        facts.get("on_call"),
        facts.get("months"),
        hours,
        facts.get("offer_made"),
        facts.get("seasonal_exception"),
    )


def _permit(facts: Facts, day: date) -> Answer:
    return six_months_presumed(
        WorkWithoutPermit(day, facts.get("free_to_work"), facts.get("permit_needed"), facts.get("permit_held"))
    )


def _void_clause(facts: Facts, _: date) -> Answer:
    until = limitation.void_clause_until(facts["arose"])
    return Answer("void_clause", "BW 7:631(8)", Outcome.MET, steps=(Step("until", until, "day"),))


PLAIN: Mapping[str, Callable[[Facts, date], Answer]] = {
    "wage_that_counts": _wage,
    "average_month_hours": _month_hours,
    "papers": lambda facts, _: papers.papers(facts),
    "employer_presumed": lambda facts, _: papers.employer_presumed(facts.get("works_in_enterprise")),
    "six_months_presumption": _six_months,
    "contract_presumed": lambda facts, day: contract_presumed(_work(facts, day)),
    "hours_presumed": lambda facts, day: hours_presumed(_work(facts, day)),
    "fixed_hours_offered": lambda facts, day: fixed_hours_offered(_on_call(facts, day)),
    "on_call_pay": lambda facts, day: on_call_pay(_on_call(facts, day), facts.get("hours"), facts.get("hourly")),
    "wage_claim": lambda facts, day: limitation.wage_claim(facts["due"], day, facts.get("notices", ())),
    "void_clause": _void_clause,
    "six_months_presumed": _permit,
}
