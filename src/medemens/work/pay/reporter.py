"""What is asked of somebody who reports pay or an agency, and what they read about the end. In all languages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medemens.casework.case_types import Subject
from medemens.casework.report_questions import DANGER, RELATION, STORY, WHEN_AND_RAISED, chosen
from medemens.common.questions import YES_NO_UNKNOWN, Answers, Field, Question, Text

PAY = Subject("pay", _("Pay"), _("Too little pay, hours not paid, money taken off, no payslip"))
AGENCY = Subject("agency", _("A temp agency"), _("The agency breaks promises, takes money or is not registered"))

TOPICS = (
    ("too_little", _("The pay is too low")),
    ("unpaid_hours", _("Hours are not paid")),
    ("not_paid", _("No pay at all, or too late")),
    ("deductions", _("Money is taken off for housing, transport, insurance or fines")),
    ("payslip", _("No payslip, or a false one")),
    ("cash", _("Pay in cash, or outside the books")),
    ("holiday", _("No holidays, or no holiday money")),
    ("sick", _("No pay when sick")),
    ("self_employed", _("I must work as a company of my own")),
    ("fee", _("I had to pay to get the job")),
    ("unequal", _("Others get more for the same work")),
    ("registration", _("The agency is not registered, or changes its name")),
    ("other", _("Something else")),
)


def is_worker(answers: Answers) -> bool:
    """Asked of the worker, or of who helps one."""
    return answers.get("relation") in ("self", "helper", "colleague")


QUESTIONS = (
    RELATION,
    Question(
        "topics",
        _("What is wrong?"),
        _("Choose everything that fits."),
        (Field("topics", "many", _("What is wrong?"), choices=TOPICS),),
    ),
    DANGER,
    Question(
        "pay",
        _("What do they pay?"),
        _("Leave open what you don't know. You can attach a check of your pay or a photo of a payslip later."),
        (
            Field(
                "rhythm",
                "choice",
                _("How often are you paid?"),
                choices=(
                    ("week", _("Every week")),
                    ("four_weeks", _("Every four weeks")),
                    ("month", _("Every month")),
                    ("unknown", _("I don't know")),
                ),
            ),
            Field("gross_pay", "money", _("Gross pay each time"), optional=True),
            Field("hours", "hours", _("Hours of work each time"), optional=True),
        ),
        asked=is_worker,
    ),
    Question(
        "fee",
        _("What did you pay to get the job?"),
        _("An agency may not ask money of a worker for finding work or for lending you out."),
        (
            Field("fee", "money", _("What you paid, all together"), optional=True),
            Field(
                "fee_to",
                "choice",
                _("Who got the money?"),
                choices=(
                    ("agency", _("The agency")),
                    ("employer", _("The company where I work")),
                    ("person", _("Somebody else")),
                    ("unknown", _("I don't know")),
                ),
            ),
        ),
        asked=lambda answers: is_worker(answers) and chosen(answers, "fee"),
    ),
    Question(
        "papers",
        _("Which papers are there?"),
        _("Papers make it easier to prove. Keep them, and don't give the originals away."),
        (
            Field("has_contract", "choice", _("A contract"), choices=YES_NO_UNKNOWN),
            Field("has_payslip", "choice", _("Payslips"), choices=YES_NO_UNKNOWN),
            Field("has_hours", "choice", _("A list of hours"), choices=YES_NO_UNKNOWN),
        ),
    ),
    Question(
        "people",
        _("How many people does it happen to?"),
        _("A guess is fine."),
        (Field("people", "number", _("How many people?"), optional=True, most=100_000),),
    ),
    WHEN_AND_RAISED,
    STORY,
)

TOLD: dict[str, Text] = {
    "unfounded": _("We looked into it and found nothing that is against the rules."),
    "referred": _("Another organisation deals with this. We have passed your report on to it."),
    "used": _("We keep your report as a signal. Together with others it can lead to an inspection."),
    "inspected": _("We have inspected the company. What we found stays with us; below you read what we can say."),
    "repaired": _("The company has put it right, or has promised to. If that does not happen, write to us again."),
    "sanction": _("We have punished the company, or ordered it to pay."),
    "withdrawn": _("You took your report back. We have stopped."),
}
