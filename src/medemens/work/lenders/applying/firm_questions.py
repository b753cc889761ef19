"""What every form asks: which firm it is, and who writes for it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from medemens.common.questions import YES_NO, YES_NO_UNKNOWN, Answers, Field, Question

APPLICATIONS = ("lender_admission", "lender_provisional", "lender_exemption")
CHANGE, OBJECTION = "lender_change", "lender_objection"

SUBJECTS = (
    ("lender_admission", _("Admission")),
    ("lender_provisional", _("Provisional admission")),
    ("lender_exemption", _("Exemption")),
    (CHANGE, _("Report a change")),
    (OBJECTION, _("Object to a decision")),
)
"""What a firm can ask or report: the subjects of the case types of lenders."""

SUBJECT = Question(
    "subject",
    _("What do you want?"),
    "",
    (
        Field(
            "subject",
            "choice",
            _("What do you want?"),
            choices=SUBJECTS,
            remarks={
                "lender_admission": _("You lend workers, or want to, and can show a report of an inspection body."),
                "lender_provisional": _("You have not lent workers in the last twelve months. It lasts six months."),
                "lender_exemption": _("Lending is a small part of your turnover."),
                CHANGE: _("Another name, address, director, bank or security, or you stop lending."),
                OBJECTION: _("You do not agree with a decision about your firm."),
            },
        ),
    ),
)
"""Asked when it begins, and not changed afterwards: another form is another application."""


def is_application(answers: Answers) -> bool:
    """Whether a decision is asked for about admission or exemption."""
    return answers.get("subject") in APPLICATIONS


def is_foreign(answers: Answers) -> bool:
    """Whether the seat is in another country."""
    return answers.get("foreign") == "yes"


FIRM = Question(
    "firm",
    _("Which firm is it?"),
    _("As it stands in the trade register."),
    (
        Field("firm_name", "line", _("Name"), autocomplete="organization"),
        Field(
            "trade_names", "line", _("Trade names"), _("Other names under which you work, with commas between."), optional=True
        ),
        Field("seat", "line", _("Place of the seat"), most=100),
        Field(
            "foreign",
            "choice",
            _("Where is the seat?"),
            choices=(("no", _("In the Netherlands")), ("yes", _("In another country"))),
        ),
    ),
)
FIRM_IN_SHORT = Question(
    "firm",
    _("Which firm is it?"),
    "",
    (
        Field("firm_name", "line", _("Name"), autocomplete="organization"),
        Field("kvk", "line", _("KvK number"), _("Eight digits. Leave this open if you have none."), optional=True, most=20),
    ),
)
TRADE_REGISTER = Question(
    "trade_register",
    _("Is the firm in the Dutch trade register (KvK)?"),
    _("The law asks this of every lender, a foreign one too (Waadi art. 12j, 12k)."),
    (Field("in_trade_register", "choice", "", choices=YES_NO_UNKNOWN),),
    asked=is_application,
)
NUMBERS = Question(
    "numbers",
    _("Numbers of the firm"),
    _("You find them on the extract of the trade register and on letters of the tax authority."),
    (
        Field("kvk", "line", _("KvK number"), _("Eight digits."), most=20),
        Field(
            "rsin",
            "line",
            _("RSIN"),
            _("Nine digits. A sole trader has none: never write a citizen service number here."),
            optional=True,
            most=20,
        ),
        Field("vat", "line", _("VAT number"), optional=True, most=30),
    ),
    asked=lambda answers: is_application(answers) and answers.get("in_trade_register") == "yes",
)
HOME = Question(
    "home",
    _("The register of your own country"),
    "",
    (
        Field("country", "line", _("Country"), _("Two letters, such as PL or DE."), most=2, autocomplete="country"),
        Field("home_register", "line", _("Name of the register"), most=100),
        Field("home_number", "line", _("Number there"), most=40),
    ),
    asked=lambda answers: is_application(answers) and is_foreign(answers),
)
CONTACT = Question(
    "contact",
    _("Who applies?"),
    _("We write in your account. We call or mail only when we cannot reach you there."),
    (
        Field("contact_name", "line", _("Your name"), autocomplete="name", most=150),
        Field("applicant_function", "line", _("Your function"), autocomplete="organization-title", most=100),
        Field("contact_telephone", "line", _("Telephone"), autocomplete="tel", most=30, optional=True),
        Field("contact_email", "line", _("E-mail address"), autocomplete="email"),
        Field(
            "acts_as",
            "choice",
            _("On what ground do you act for the firm?"),
            choices=(
                ("director", _("I may act for it by myself, by the trade register")),
                ("mandate", _("By a mandate of the firm")),
                ("adviser", _("As an adviser from outside, with a mandate")),
            ),
            hint=_("With a mandate you add it as a paper (Awb art. 2:1)."),
        ),
    ),
)
ABOUT_FIRM = (TRADE_REGISTER, NUMBERS, HOME)
"""Asked of who applies for something; a change or an objection needs the name and number only."""

HOUSING = Question(
    "housing",
    _("Do you house workers, or have them housed?"),
    _("From a day that is not known yet only certified landlords count (Waadi art. 12b)."),
    (
        Field("houses_workers", "choice", _("Do you house workers, or have them housed?"), choices=YES_NO),
        Field(
            "housing_certified",
            "choice",
            _("Are all landlords certified (such as by SNF)?"),
            choices=YES_NO_UNKNOWN,
            optional=True,
        ),
    ),
    asked=lambda answers: answers.get("subject") in APPLICATIONS[:2],
)
