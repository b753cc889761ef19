"""What is asked of somebody who reports a landlord or agent, and what they read about the end. In all languages."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from medemens.casework.case_types import Subject
from medemens.casework.report_questions import DANGER, RELATION, STORY, WHEN_AND_RAISED, chosen
from medemens.common.questions import YES_NO_UNKNOWN, Answers, Field, Question, Text

SUBJECT = Subject("housing", _("Housing and rent"), _("Your room or house, the rent, the deposit, the landlord or agent"))

TOPICS = (
    ("intimidation", _("Threats, or being put out of the house")),
    ("job_tied", _("The house depends on the job")),
    ("overcrowded", _("Too many people, dirty or dangerous")),
    ("rent", _("The rent is too high")),
    ("deposit", _("The deposit")),
    ("fee", _("Money for an agent, a key or papers")),
    ("service_costs", _("Costs for service, energy or furniture")),
    ("contract", _("No contract, or a contract I can't read")),
    ("discrimination", _("Refused or treated worse because of who I am")),
    ("entry", _("The landlord comes in when he wants")),
    ("other", _("Something else")),
)


def about(*topics: str) -> Callable[[Answers], bool]:
    """Asked of a tenant who chose one of the topics."""

    def decide(answers: Answers) -> bool:
        return is_tenant(answers) and chosen(answers, *topics)

    return decide


def is_tenant(answers: Answers) -> bool:
    """Asked of who lives there, or helps somebody who does."""
    return answers.get("relation") in ("self", "helper")


DEPOSIT = (
    Field("deposit", "money", _("Deposit that was asked"), optional=True),
    Field("ended_on", "day", _("If you left: the day on which the rent ended"), _("For example 28 6 2026"), optional=True),
    Field("deposit_returned", "money", _("What you got back of it"), _("Write 0 if you got nothing"), optional=True),
    Field("set_off", "money", _("What the landlord kept for rent, costs or damage"), _("Write 0 if nothing"), optional=True),
    Field(
        "set_off_specified",
        "choice",
        _("Did you get a list on paper of what was kept, and why?"),
        choices=YES_NO_UNKNOWN,
        optional=True,
    ),
)
FEES = (
    Field("intermediary_fee", "money", _("Paid to an agent"), _("Write 0 if nothing"), optional=True),
    Field(
        "intermediary_for_landlord",
        "choice",
        _("Did the agent offer the house for the landlord?"),
        choices=YES_NO_UNKNOWN,
        optional=True,
    ),
    Field(
        "landlord_fees",
        "money",
        _("Paid to the landlord for a key, a contract or papers"),
        _("Write 0 if nothing"),
        optional=True,
    ),
)

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
        "people",
        _("How many people sleep there?"),
        _("Count or guess. Leave open what you don't know."),
        (
            Field("sleepers", "number", _("People who sleep there"), optional=True, most=500),
            Field("rooms", "number", _("Rooms to sleep in"), optional=True, most=200),
        ),
        asked=lambda answers: chosen(answers, "overcrowded"),
    ),
    Question(
        "tenancy",
        _("What did you agree with the landlord?"),
        _("Leave open what you don't know. It is in your contract, or on a receipt."),
        (
            Field("concluded_on", "day", _("Day on which you signed or agreed"), _("For example 28 6 2026"), optional=True),
            Field("bare_rent", "money", _("Rent a month, without energy and service"), optional=True),
            Field("written_agreement", "choice", _("Is there a written rent contract?"), choices=YES_NO_UNKNOWN),
            Field(
                "separate_agreements",
                "choice",
                _("Is the rent contract a different paper than your work contract?"),
                choices=YES_NO_UNKNOWN,
            ),
        ),
        asked=is_tenant,
    ),
    Question(
        "deposit",
        _("What about the deposit?"),
        _("The deposit may be two months of rent at most, and you must get it back soon after you leave."),
        DEPOSIT,
        asked=lambda answers: about("deposit")(answers) and not about("fee")(answers),
    ),
    Question(
        "fee",
        _("What did you pay besides the rent?"),
        _("Money for an agent who works for the landlord, for a contract or a key is often not allowed."),
        FEES,
        asked=lambda answers: about("fee")(answers) and not about("deposit")(answers),
    ),
    Question(
        "deposit_and_fee",
        _("What about the deposit, and what else did you pay?"),
        _("Leave open what you don't know."),
        (*DEPOSIT, *FEES),
        asked=lambda answers: about("deposit")(answers) and about("fee")(answers),
    ),
    Question(
        "information",
        _("What did you get on paper?"),
        _(
            "The landlord must inform you in writing. If you came to work here from another EU country, "
            "in a language you understand."
        ),
        (
            Field(
                "migrant_worker",
                "choice",
                _("Do you come from another EU country to work here for some time, and is your main home still there?"),
                choices=YES_NO_UNKNOWN,
            ),
            Field("informed_rights", "choice", _("Did you get your rights and duties on paper?"), choices=YES_NO_UNKNOWN),
            Field("information_understood", "choice", _("Is it in a language you understand?"), choices=YES_NO_UNKNOWN),
        ),
        asked=about("contract", "job_tied", "deposit", "rent"),
    ),
    WHEN_AND_RAISED,
    STORY,
    Question(
        "request",
        _("What do you want from the municipality?"),
        _(
            "A report is enough for most people. With a formal request you get a decision, usually within eight weeks, "
            "and you can object to it. But then you must give your name, and the landlord may come to see it."
        ),
        (
            Field(
                "request",
                "choice",
                _("What do you want from the municipality?"),
                choices=(("report", _("I report it")), ("formal", _("I formally ask to act against it, with my name"))),
            ),
        ),
        asked=is_tenant,
    ),
)
TOLD: dict[str, Text] = {
    "unfounded": _("We looked into it and found nothing that is against the rules."),
    "referred": _("Another organisation deals with this. We have passed your report on to it."),
    "not_enforced": _("We take no measure against the landlord. Below you read why."),
    "warned": _("We have warned the landlord. If it does not stop, report it again."),
    "refused": _("We take no measure against the landlord. The letter says why, and until when you can object."),
    "order": _("We have given the landlord an order: stop it, or pay a penalty."),
    "fine": _("We have given the landlord a fine."),
    "withdrawn": _("You took your report back. We have stopped."),
}
