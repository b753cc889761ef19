"""The questions of an application, a change and an objection: one a page, each asked only when the situation needs it.

Where the law has a name for a fact (`law.waadi.application`), the field has the same name. What a paper says is asked with the
paper (`papers.facts`), and stands in `OF_PAPERS` so that whoever handles it reads it with its label.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from medemens.common.questions import YES_NO, YES_NO_UNKNOWN, Answers, Field, Question
from medemens.work.lenders.applying.firm_questions import (
    ABOUT_FIRM,
    APPLICATIONS,
    CHANGE,
    CONTACT,
    FIRM,
    FIRM_IN_SHORT,
    HOUSING,
    OBJECTION,
    SUBJECT,
)

MOST_TURNOVER = 1_000_000_000_000_00
"""Euro cents of turnover that can be filled in."""


def _when(subject: str | tuple[str, ...], **answered: str) -> Callable[[Answers], bool]:
    """Asked for these subjects, when earlier questions were answered so."""
    subjects = (subject,) if isinstance(subject, str) else subject
    return lambda answers: (
        answers.get("subject") in subjects and all(answers.get(key) == value for key, value in answered.items())
    )


ADMISSION, PROVISIONAL, EXEMPTION = APPLICATIONS

LENT = Question(
    "lent",
    _("Has the firm ever lent workers?"),
    _(
        "Lending is every way in which your workers work under the direction of another firm for payment: agency work, "
        "secondment, payroll, lending on. One worker for one day counts (Waadi art. 1)."
    ),
    (Field("never_lent", "choice", "", choices=(("no", _("Yes")), ("yes", _("No, never")))),),
    asked=_when((ADMISSION, PROVISIONAL)),
)
LENDS_NOW = Question(
    "lends_now",
    _("Does the firm lend workers now?"),
    "",
    (Field("lends_now", "choice", "", choices=YES_NO),),
    asked=_when((ADMISSION, PROVISIONAL), never_lent="no"),
)
LENT_UNTIL = Question(
    "lent_until",
    _("When did a lent worker last work?"),
    _("A provisional admission is for who did not lend in the twelve months before (Waadi art. 12j(1)(c))."),
    (Field("lent_until", "day", _("Last day")),),
    asked=_when((ADMISSION, PROVISIONAL), never_lent="no", lends_now="no"),
)
WORKERS = Question(
    "workers",
    _("How many workers, and where?"),
    _("Roughly: now, or as you expect in the first year."),
    (
        Field("workers", "number", _("Workers"), most=1_000_000, optional=True),
        Field(
            "sectors",
            "many",
            _("Sectors"),
            choices=(
                ("agriculture", _("Agriculture and greenhouses")),
                ("food", _("Food and meat")),
                ("logistics", _("Logistics and distribution")),
                ("building", _("Building")),
                ("industry", _("Industry")),
                ("cleaning", _("Cleaning and hotels")),
                ("care", _("Care and education")),
                ("office", _("Office work and IT")),
                ("other", _("Other work")),
            ),
            optional=True,
        ),
    ),
    asked=_when(APPLICATIONS),
)
HOLDS_PROVISIONAL = Question(
    "holds_provisional",
    _("Does the firm hold a provisional admission now?"),
    _("Then no new certificate of conduct is asked (Waadi art. 12o(2))."),
    (Field("holds_provisional", "choice", "", choices=YES_NO),),
    asked=_when(ADMISSION),
)
WITH_REPORT = Question(
    "with_report",
    _("Do you have a report of a designated inspection body?"),
    _("An admission is asked with a report that says whether the norms are met (Waadi art. 12q, 12r)."),
    (Field("with_report", "choice", "", choices=YES_NO),),
    asked=_when(ADMISSION),
)
REPORT_MEETS = Question(
    "report_meets",
    _("Does the report say that all norms are met?"),
    "",
    (Field("report_meets", "choice", "", choices=YES_NO_UNKNOWN),),
    asked=_when(ADMISSION, with_report="yes"),
)
CERTIFICATE = Question(
    "certificate",
    _("Do you hold an SNA certificate for lending?"),
    _(
        "Who applies for the first time in the first half of 2027 may bring a certificate in the place of the report, if it "
        "holds through 30 June 2027 (Waadi art. 23b(2)(a))."
    ),
    (Field("certified", "choice", "", choices=YES_NO),),
    asked=_when(ADMISSION, with_report="no"),
)
SIGNED_UP = Question(
    "signed_up",
    _("Did you tell the authority before 1 January 2027 that you would apply?"),
    _(
        "Then you may bring the report later, if you apply by 30 June 2027 (Waadi art. 23b(2)(b)). A sign-up alone protects "
        "nobody: the application does."
    ),
    (
        Field("signed_up", "choice", _("Did you tell the authority?"), choices=YES_NO),
        Field("signed_up_on", "day", _("On which day?"), optional=True),
    ),
    asked=_when(ADMISSION, with_report="no", certified="no"),
)
ESTABLISHED = Question(
    "established",
    _("Four years before 2027"),
    _("Who can say yes to all three, and brings a tax statement, gives no security (Waadi art. 23c)."),
    (
        Field(
            "registered_four_years", "choice", _("In the trade register without a break from 2023 on?"), choices=YES_NO_UNKNOWN
        ),
        Field("lending_four_years", "choice", _("Registered there as a lender all that time?"), choices=YES_NO_UNKNOWN),
        Field("lent_four_years", "choice", _("Did you lend workers in that time, and can you show it?"), choices=YES_NO_UNKNOWN),
    ),
    asked=_when(ADMISSION, never_lent="no"),
)


def _security_asked(answers: Answers) -> bool:
    names = [field.name for field in ESTABLISHED.fields]
    free = ESTABLISHED.asked(answers) and all(answers.get(name) == "yes" for name in names)
    return answers.get("subject") in (ADMISSION, PROVISIONAL) and not free


SECURITY_FORM = Question(
    "security_form",
    _("How will you give the financial security?"),
    _("How much is asked stands with the papers, where you fill in the amount (Waadi art. 12p)."),
    (
        Field(
            "security_form",
            "choice",
            "",
            choices=(
                ("guarantee", _("Bank guarantee")),
                ("deposit", _("Deposit")),
                ("other", _("Another way")),
                ("unknown", _("I don't know yet")),
            ),
        ),
    ),
    asked=_security_asked,
)
WAGES = Question(
    "wages",
    _("For how many months did the firm pay wages?"),
    _("An exemption is for who paid wages for at least twelve months (Waadi art. 12e)."),
    (
        Field("wage_months", "number", _("Months"), most=1200),
        Field(
            "agency_employer",
            "choice",
            _("Do you employ workers under an agency contract (BW art. 7:690)?"),
            choices=YES_NO_UNKNOWN,
            hint=_("Who does gets no exemption."),
        ),
    ),
    asked=_when(EXEMPTION),
)
TURNOVER = Question(
    "turnover",
    _("Turnover in twelve months"),
    _("Lending must be a small part of all turnover (Waadi art. 12e). An expert states these figures."),
    (
        Field("lending_turnover", "money", _("From lending workers"), most=MOST_TURNOVER),
        Field("turnover", "money", _("All turnover"), most=MOST_TURNOVER),
    ),
    asked=_when(EXEMPTION),
)
OF_PAPERS: Question = Question(
    "of_papers",
    _("What the papers say"),
    "",
    (
        Field("conduct_given_on", "day", _("Day of the certificate of conduct"), optional=True),
        Field("security", "money", _("Amount of the security"), optional=True),
        Field("certified_until", "day", _("Last day of the SNA certificate"), optional=True),
        Field("report_given_on", "day", _("Day of the inspection report"), optional=True),
        Field("tax_statement_on", "day", _("Day of the tax statement"), optional=True),
    ),
    asked=lambda answers: any(answers.get(field.name) for field in OF_PAPERS.fields),
)
"""Never asked on a page: the dates and amounts that were filled in with the papers."""

KIND_OF_CHANGE = Question(
    "change",
    _("What has changed?"),
    "",
    (
        Field(
            "change_kind",
            "choice",
            "",
            choices=(
                ("name", _("Name or trade names")),
                ("address", _("Address or contact data")),
                ("director", _("A director, partner or manager")),
                ("bank", _("Bank account")),
                ("security", _("Financial security")),
                ("stops", _("The firm stops lending")),
                ("other", _("Something else")),
            ),
        ),
    ),
    asked=_when(CHANGE),
)
CHANGED = Question(
    "changed",
    _("How is it now?"),
    _(
        "For a new director, partner or manager a new certificate of conduct must come as soon as possible, at the latest three "
        "months after the change (Waadi art. 12o(3)). You can add it as a paper, now or later."
    ),
    (
        Field("changed_on", "day", _("Since which day, or from which day on?")),
        Field("change_text", "text", _("The new situation"), _("Only what is needed. No citizen service numbers."), most=3000),
    ),
    asked=_when(CHANGE),
)
OBJECTED = Question(
    "objected",
    _("To which decision do you object?"),
    _("An objection must come within six weeks after the decision was made known (Awb art. 6:7, 6:8)."),
    (
        Field("objects_to", "line", _("Reference of the decision"), _("It stands in the letter, such as ABCDE-12345."), most=40),
        Field("made_known_on", "day", _("The day on which it was sent or handed over")),
    ),
    asked=_when(OBJECTION),
)
LATE = Question(
    "late",
    _("The six weeks are over"),
    _("You can still object. Say why it comes late: when nobody can blame you, it is dealt with all the same (Awb art. 6:11)."),
    (Field("late_reason", "text", _("Why does it come late?"), most=3000),),
    asked=_when(OBJECTION, late="yes"),
)
GROUNDS = Question(
    "grounds",
    _("Why do you not agree?"),
    _("Reasons are needed (Awb art. 6:5). You can add papers, and more reasons later."),
    (
        Field("objection_reasons", "text", _("Your reasons"), most=6000),
        Field(
            "hearing",
            "choice",
            _("Do you want to be heard?"),
            choices=(("yes", _("Yes, I want to explain it myself")), ("no", _("No, that is not needed"))),
        ),
    ),
    asked=_when(OBJECTION),
)

OF_APPLICATION: tuple[Question, ...] = (
    SUBJECT, FIRM, *ABOUT_FIRM, CONTACT, LENT, LENDS_NOW, LENT_UNTIL, WORKERS, HOLDS_PROVISIONAL, WITH_REPORT, REPORT_MEETS,
    CERTIFICATE, SIGNED_UP, ESTABLISHED, SECURITY_FORM, HOUSING, WAGES, TURNOVER, OF_PAPERS,
)  # fmt: skip
OF_CHANGE: tuple[Question, ...] = (SUBJECT, FIRM_IN_SHORT, CONTACT, KIND_OF_CHANGE, CHANGED, OF_PAPERS)
OF_OBJECTION: tuple[Question, ...] = (SUBJECT, FIRM_IN_SHORT, CONTACT, OBJECTED, LATE, GROUNDS)


def of_subject(subject: str) -> tuple[Question, ...]:
    """All questions that can come for a subject."""
    return {CHANGE: OF_CHANGE, OBJECTION: OF_OBJECTION}.get(subject, OF_APPLICATION)
