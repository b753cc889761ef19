"""The questions of the worker's check, as data: one a page, in order, each asked only when it matters."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from medemens.common import questions
from medemens.common.questions import YES_NO, YES_NO_UNKNOWN, Answers, Field, Question, Text
from medemens.law.bw7.payslip_items import PAYSLIP_ITEMS

ITEMS: tuple[tuple[str, Text], ...] = (
    ("gross_amount", _("your gross pay")),
    ("components", _("the parts of your pay, each by itself")),
    ("deductions", _("what was taken off, each by itself")),
    ("minimum_hour", _("the minimum wage per hour for your age")),
    ("employer_name", _("the name of your employer")),
    ("worker_name", _("your name")),
    ("period", _("the days you were paid for")),
    ("agreed_hours", _("the hours you agreed on")),
    ("permanent_contract", _("if you have a written contract without an end date")),
    ("on_call", _("if you work on call")),
)
assert {name for name, _label in ITEMS} == {item.id for item in PAYSLIP_ITEMS}


def more_than_nothing(name: str) -> Callable[[Answers], bool]:
    """Asked only when the amount of another question is above zero."""
    return lambda answers: bool(answers.get(name))


QUESTIONS = (
    Question(
        "period",
        _("Which time do you want to check?"),
        _("Take one payslip, some weeks, or your whole job. You find the days on your payslip, next to the word “periode”."),
        (
            Field("first", "day", _("First day"), _("For example 1 6 2026")),
            Field("last", "day", _("Last day"), _("For example 28 6 2026")),
        ),
    ),
    Question(
        "rhythm",
        _("How often are you paid?"),
        _("The law looks at each time you are paid. We cut your time into these parts."),
        (
            Field(
                "rhythm",
                "choice",
                _("How often are you paid?"),
                choices=(
                    ("week", _("Every week")),
                    ("four_weeks", _("Every four weeks")),
                    ("month", _("Every month")),
                ),
            ),
        ),
    ),
    Question(
        "birth",
        _("How old are you?"),
        _("Under 21 the minimum wage is lower and depends on your birthday. We do not keep your birth date."),
        (
            Field(
                "adult",
                "choice",
                _("How old are you?"),
                choices=(
                    ("23", _("I was 23 or older all this time")),
                    ("21", _("I was 21 or older all this time")),
                    ("no", _("I was younger: I fill in my birth date")),
                    ("unknown", _("I don't want to say")),
                ),
            ),
            Field("birth_date", "day", _("Birth date, if you were younger than 21"), optional=True, autocomplete="bday"),
        ),
    ),
    Question(
        "training",
        _("Do you work and learn at the same time (BBL)?"),
        _("At 18, 19 and 20 years a lower minimum wage holds for people in vocational training (BBL)."),
        (Field("vocational_training", "choice", _("Working and learning (BBL)"), choices=YES_NO_UNKNOWN),),
        asked=lambda answers: answers.get("adult") == "no",
    ),
    Question(
        "employer",
        _("Who pays you?"),
        _("Your payslip shows the name. An agency pays you, but you work at another company."),
        (
            Field(
                "employer",
                "choice",
                _("Who pays you?"),
                choices=(
                    ("direct", _("The company where I work")),
                    ("agency", _("An agency in the Netherlands")),
                    ("posted", _("A company in another country that sent me here")),
                    ("unknown", _("I don't know")),
                ),
            ),
        ),
    ),
    Question(
        "same",
        _("Were hours and pay the same every time?"),
        _("If they were not, you can fill in each period by itself."),
        (Field("same", "choice", _("Were hours and pay the same every time?"), choices=YES_NO),),
        asked=lambda answers: answers.get("periods", 1) > 1,
    ),
    Question(
        "hours",
        _("How many hours did you work?"),
        _(
            "Count all hours for which you must be paid, also overtime, paid holidays and paid sick days. Use your own notes first, then the payslip."
        ),
        (
            Field("hours", "hours", _("Hours in one period"), _("For example 38 or 151,67"), optional=True),
            Field("hours_unknown", "many", "", choices=(("yes", _("I don't know")),), optional=True),
        ),
    ),
    Question(
        "agreed",
        _("How many hours a week did you agree on?"),
        _("It is in your contract. Write 0 if no hours were agreed. Leave it open if you don't know."),
        (Field("agreed_weekly_hours", "hours", _("Agreed hours a week"), optional=True),),
    ),
    Question(
        "fixed",
        _("Do you get a fixed monthly pay for fixed weekly hours?"),
        _("Then the law may count with the average month, if your contract says so in writing."),
        (Field("fixed_month", "choice", _("Fixed monthly pay, in writing"), choices=YES_NO_UNKNOWN),),
        asked=lambda answers: answers.get("rhythm") == "month" and bool(answers.get("agreed_weekly_hours")),
    ),
    Question(
        "normal",
        _("What is a full working week in your sector?"),
        _("Before 2024 the minimum wage was for a full week. How long that is, is in the collective agreement (cao)."),
        (
            Field(
                "normal_weekly_hours",
                "choice",
                _("A full working week"),
                choices=(
                    ("3600", _("36 hours")),
                    ("3700", _("37 hours")),
                    ("3800", _("38 hours")),
                    ("4000", _("40 hours")),
                    ("unknown", _("I don't know")),
                ),
            ),
        ),
        asked=lambda answers: answers.get("before_2024", False),
    ),
    Question(
        "gross",
        _("What was your gross pay?"),
        _(
            "Gross is before tax. On the payslip it is called “bruto loon”. Fill in the pay of one period, without holiday allowance."
        ),
        (Field("gross_pay", "money", _("Gross pay in one period"), optional=True),),
    ),
    Question(
        "uncounted",
        _("Is something in this gross pay that does not count?"),
        _("Money for travel, housing or food, a bonus, a profit share and holiday allowance do not count for the minimum wage."),
        (Field("uncounted_pay", "money", _("How much of it, in one period"), _("Write 0 if there is nothing")),),
    ),
    Question(
        "housing",
        _("How much was taken off for housing?"),
        _("Look for “huisvesting” or “inhouding wonen”. Count rent, energy and service costs of one period together."),
        (
            Field(
                "housing_deduction",
                "money",
                _("For housing, in one period"),
                _("Write 0 if nothing was taken off"),
                optional=True,
            ),
        ),
    ),
    Question(
        "housing_papers",
        _("What about the papers of the house?"),
        _("Your employer may only take off rent if all three are in order."),
        (
            Field("housing_permission", "choice", _("Did you sign a paper that allows it?"), choices=YES_NO_UNKNOWN),
            Field(
                "tenancy_agreement",
                "choice",
                _("Is there a rent contract, and does your employer have a copy?"),
                choices=YES_NO_UNKNOWN,
            ),
            Field(
                "landlord_certified",
                "choice",
                _("Is the landlord a housing association, or certified (SNF or AKF)?"),
                choices=YES_NO_UNKNOWN,
            ),
        ),
        asked=more_than_nothing("housing_deduction"),
    ),
    Question(
        "health",
        _("How much was taken off for health insurance?"),
        _("Look for “zorgverzekering” or “ziektekosten”. This is not the tax “Zvw”."),
        (
            Field(
                "health_deduction",
                "money",
                _("For health insurance, in one period"),
                _("Write 0 if nothing was taken off"),
                optional=True,
            ),
        ),
    ),
    Question(
        "health_papers",
        _("What about the papers of the insurance?"),
        _("Your employer may only take off the premium if both are in order."),
        (
            Field("health_permission", "choice", _("Did you sign a paper that allows it?"), choices=YES_NO_UNKNOWN),
            Field(
                "health_own_policy",
                "choice",
                _("Is the policy in your own name, and does your employer have a copy?"),
                choices=YES_NO_UNKNOWN,
            ),
        ),
        asked=more_than_nothing("health_deduction"),
    ),
    Question(
        "other",
        _("Was something else taken off?"),
        _(
            "For example fines, damage, transport, work clothes, fees or training. Tax, social insurance and pension do not count here."
        ),
        (
            Field(
                "other_deductions",
                "money",
                _("Other things taken off, in one period"),
                _("Write 0 if there is nothing"),
                optional=True,
            ),
            Field(
                "advance",
                "money",
                _("An advance you had to pay back, in one period"),
                _("Write 0 if there is nothing"),
                optional=True,
            ),
        ),
    ),
    Question(
        "advance",
        _("Was the advance agreed in writing?"),
        _("An advance may be taken off if it was agreed in writing beforehand and paid to your bank account."),
        (Field("advance_in_writing", "choice", _("In writing, and paid by bank"), choices=YES_NO_UNKNOWN),),
        asked=more_than_nothing("advance"),
    ),
    Question(
        "overtime",
        _("Did you get free time instead of pay for extra hours?"),
        _(
            "Extra hours must be paid. Free time is only allowed if it was agreed in writing and the collective agreement allows it."
        ),
        (
            Field(
                "time_off_hours", "hours", _("Extra hours you got as free time, in one period"), _("Write 0 if there were none")
            ),
            Field(
                "time_off_agreed", "choice", _("Was that agreed in writing beforehand?"), choices=YES_NO_UNKNOWN, optional=True
            ),
        ),
    ),
    Question(
        "allowance",
        _("How much holiday allowance did you get in all this time?"),
        _("It is at least 8 percent of your pay (“vakantiegeld”). It is paid in June, with each pay, or when the job ends."),
        (
            Field("allowance_paid", "money", _("Holiday allowance in all this time together"), optional=True),
            Field("allowance_unknown", "many", "", choices=(("yes", _("I don't know")),), optional=True),
            Field("employment_ended", "choice", _("Has the job ended?"), choices=YES_NO),
        ),
    ),
    Question(
        "cash",
        _("How much of your pay did you get in cash?"),
        _("The minimum wage must be paid to your bank account."),
        (Field("cash_paid", "money", _("In cash, in one period"), _("Write 0 if all was paid by bank"), optional=True),),
    ),
    Question(
        "late",
        _("When were you paid?"),
        _("Pay that comes too late can get an increase. Leave the days open if you don't know them."),
        (
            Field("due_date", "day", _("You had to be paid on"), optional=True),
            Field("paid_on", "day", _("You were paid on"), optional=True),
        ),
        asked=lambda answers: answers.get("periods") == 1,
    ),
    Question(
        "payslip",
        _("What is missing on your payslip?"),
        _("The law says what must be on it. Tick what is NOT there."),
        (
            Field("payslip_given", "choice", _("Did you get a payslip?"), choices=YES_NO),
            Field("payslip_missing", "many", _("Not on my payslip:"), choices=ITEMS, optional=True),
        ),
    ),
)
"""All questions, in order."""

PER_PERIOD = ("hours", "gross_pay", "housing_deduction", "health_deduction")
"""What can be different in each period."""


def asked(answers: Answers) -> list[Question]:
    """The questions for these answers, in order."""
    return questions.asked(QUESTIONS, answers)


def question(name: str) -> Question | None:
    """The question of that name."""
    return next((each for each in QUESTIONS if each.id == name), None)


def following(answers: Answers, name: str) -> str | None:
    """The question after this one; None after the last."""
    names = [each.id for each in asked(answers)]
    place = names.index(name) if name in names else -1
    return names[place + 1] if place + 1 < len(names) else None


def preceding(answers: Answers, name: str) -> str | None:
    """The question before this one; None before the first."""
    names = [each.id for each in asked(answers)]
    place = names.index(name) if name in names else 0
    return names[place - 1] if place > 0 else None
