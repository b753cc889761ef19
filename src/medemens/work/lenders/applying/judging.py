"""Holds what a firm answered against the conditions of the law: for the firm beforehand, and for whoever handles it."""

from __future__ import annotations

from datetime import date

from medemens.casework.case_types import Answers, Judged
from medemens.common import formats
from medemens.common.languages import spoken
from medemens.law.answer import Answer
from medemens.law.finding import Outcome, Step
from medemens.law.waadi.application import Application, ExemptionFacts, conditions, exemption
from medemens.law.waadi.lending import COMMENCEMENT
from medemens.work.lenders.applying.questions import ADMISSION, EXEMPTION, PROVISIONAL
from medemens.work.lenders.applying.reading import day, number, truth
from medemens.work.lenders.applying.words import FACTS


def judge(answers: Answers, on: date) -> tuple[Judged, ...]:
    """The findings on a day, in words of the active language; never raises. What was not answered is not known."""
    return tuple(_judged(each) for each in found(answers, on) if each.outcome != Outcome.NOT_APPLICABLE)


def found(answers: Answers, on: date) -> tuple[Answer, ...]:
    """What the law says of an application on a day; nothing of a change or an objection."""
    match answers.get("subject"):
        case "lender_exemption":
            return (exemption(exemption_facts(answers, on)),)
        case "lender_admission" | "lender_provisional":
            return conditions(facts(answers, on))
    return ()


def judged_on(today: date) -> date:
    """The day for which a draft is judged: before the system of admission holds, its first day."""
    return max(today, COMMENCEMENT)


def facts(answers: Answers, on: date) -> Application:
    """The facts of an application. Who lends now lent until that day."""
    truths = ("in_trade_register", "never_lent", "holds_provisional", "report_meets")
    years = ("registered_four_years", "lending_four_years", "lent_four_years")
    lends = answers.get("lends_now") == "yes" and answers.get("never_lent") != "yes"
    return Application(
        applied_on=on,
        provisional=answers.get("subject") == PROVISIONAL,
        conduct_given_on=day(answers.get("conduct_given_on")),
        security=number(answers.get("security")),
        lent_until=on if lends else day(answers.get("lent_until")),
        tax_statement_on=day(answers.get("tax_statement_on")),
        **{name: truth(answers.get(name)) for name in truths},
        **(
            {name: truth(answers.get(name)) for name in years}
            if answers.get("never_lent") != "yes"
            else dict.fromkeys(years, False)
        ),
    )


def exemption_facts(answers: Answers, on: date) -> ExemptionFacts:
    """The facts of an application for exemption."""
    return ExemptionFacts(
        applied_on=on,
        wage_months=number(answers.get("wage_months")),
        lending_turnover=number(answers.get("lending_turnover")),
        turnover=number(answers.get("turnover")),
        agency_employer=truth(answers.get("agency_employer")),
    )


def advised(*, lent: str, foreign: str, small: str, certified: str) -> str:
    """The subject that fits a situation best.

    :param lent: whether workers were lent in the last twelve months; `small`: less than a tenth of turnover and 5 million euros
    """
    if small == "yes" and lent == "yes":
        return EXEMPTION
    return ADMISSION if lent == "yes" or certified == "yes" else PROVISIONAL


def _judged(answer: Answer) -> Judged:
    steps = tuple((str(FACTS[step.name]), _written(step)) for step in answer.steps if step.value is not None)
    because = str(FACTS.get(answer.because, answer.because)) if answer.because else ""
    return Judged(answer.norm, answer.citation, answer.outcome.word, because, answer.amount, steps)


def _written(step: Step) -> str:
    code = spoken()
    if isinstance(step.value, date):
        return formats.day(step.value, code)
    return formats.euros(int(step.value or 0), code) if step.unit == "cents" else str(step.value)
