"""Where, about whom, and how to reach who reports: asked after the questions of a case type, whatever it is about."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from medemens.common.questions import Field, Question, Text

OTHERWISE = "otherwise"
"""The choice "none of these"."""

WAYS: tuple[tuple[str, Text], ...] = (
    ("anonymous", _("Nobody knows who I am")),
    ("confidential", _("Only the organisation that handles my report knows who I am")),
    ("contact", _("They may know who I am, and reach me")),
)
WAY_REMARKS: dict[str, Text] = {
    "anonymous": _(
        "We do not ask your name. Answers and questions can only reach you in your mailbox on this site, with your code. "
        "If you lose the code, nobody can reach you."
    ),
    "confidential": _(
        "They may call or write to you. They do not tell your name to the person or company, and not to other organisations "
        "unless you agree. Does it come to a court case? Then ask them first what the other side gets to see."
    ),
    "contact": _(
        "They may call or write to you, and need no secrecy with those who help to solve it. They ask you before they mention "
        "your name to the person or company."
    ),
}


def place(*, optional: bool) -> Question:
    """The town or village. Optional when somebody handles such reports for the whole country."""
    why = (
        _("The place decides who handles your report. If you don't know it, leave it open.")
        if optional
        else _(
            "Each municipality has its own people for this, so we must know the place. "
            "If you don't know exactly, type the nearest town."
        )
    )
    return Question(
        "place",
        _("In which town or village is it?"),
        why,
        (Field("place", "line", _("Town, village or municipality"), _("For example Venlo"), optional=optional, most=80),),
    )


def which_place(found: Sequence[tuple[str, str]]) -> Question:
    """Which of the places that were found."""
    choices: tuple[tuple[str, Text], ...] = (*found, (OTHERWISE, _("None of these. I type it again")))
    return Question(
        "which_place",
        _("Which place do you mean?"),
        _("We found these municipalities."),
        (Field("municipality", "choice", _("Which place do you mean?"), choices=choices),),
    )


ADDRESS = Question(
    "address",
    _("Where exactly?"),
    _("Fill in what you know. What you write here can only be read by who handles your report."),
    (
        Field("street", "line", _("Street"), optional=True, most=100),
        Field("house_number", "line", _("House number"), optional=True, most=20),
        Field("postcode", "line", _("Postcode"), _("For example 1234 AB"), optional=True, most=10),
        Field(
            "place_description",
            "text",
            _("Or describe the place"),
            _("For example: the old farm behind the greenhouses, third caravan"),
            optional=True,
            most=600,
        ),
    ),
)

ORGANISATION = Question(
    "organisation",
    _("Who is it about?"),
    _("The company, agency, landlord or person. If you don't know the name, leave it open and tell what you do know."),
    (
        Field("organisation_name", "line", _("Name"), optional=True, most=200),
        Field(
            "organisation_details",
            "text",
            _("What else do you know of them?"),
            _("For example a telephone number, a website, the name of the boss, a number plate"),
            optional=True,
            most=600,
        ),
    ),
)


def which_organisation(found: Sequence[tuple[str, str]]) -> Question:
    """Which of the organisations that were found."""
    choices: tuple[tuple[str, Text], ...] = (*found, (OTHERWISE, _("None of these, or I don't know")))
    return Question(
        "which_organisation",
        _("Is it one of these?"),
        _("These are in public registers. That they are in this list says nothing bad about them."),
        (Field("organisation", "choice", _("Is it one of these?"), choices=choices),),
    )


WAY = Question(
    "way",
    _("Who may know that you report?"),
    _("All three are fine. You can change it later by telling them in your mailbox."),
    (Field("way", "choice", _("Who may know that you report?"), choices=WAYS, remarks=WAY_REMARKS),),
)

_CONTACT = (
    Field("contact_name", "line", _("Your name"), optional=True, most=120),
    Field("contact_telephone", "line", _("Telephone"), _("Only a number that nobody else answers"), optional=True, most=40),
    Field("contact_email", "line", _("E-mail"), _("Only an address that nobody else reads"), optional=True, most=200),
    Field(
        "contact_when",
        "line",
        _("When is it safe to call?"),
        _("For example: after 19:00, not on Sunday"),
        optional=True,
        most=200,
    ),
)
CONTACT = Question(
    "contact",
    _("How can they reach you?"),
    _("Fill in at least one. Answers always come into your mailbox on this site too."),
    _CONTACT,
)
CONTACT_FORMAL = Question(
    "contact",
    _("How can they reach you?"),
    _("A formal request needs your name, and the law also asks for your address (Awb art. 4:2). You can give that later."),
    (*_CONTACT, Field("contact_address", "line", _("Your own address"), optional=True, most=200)),
)
