"""Papers of an application: which kinds there are, why each is asked, with which dates, and what those dates say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from medemens.common import formats
from medemens.common.languages import spoken
from medemens.common.questions import Answers, Field, Question, Text
from medemens.law import library
from medemens.law.calendar import months_later
from medemens.law.waadi.lending import COMMENCEMENT, application_window
from medemens.work.lenders.applying.firm_questions import APPLICATIONS, CHANGE
from medemens.work.lenders.applying.questions import ADMISSION, EXEMPTION, MOST_TURNOVER, PROVISIONAL, SECURITY_FORM
from medemens.work.lenders.queries.applications import PaperShown

GIVEN_ON = Field("given_on", "day", lazy("Day on which it was given"), lazy("It stands on the paper."))
VALID_UNTIL = Field("valid_until", "day", lazy("Last day on which it holds"), lazy("It stands on the paper."))
UNTIL_IF_ANY = Field(
    "valid_until", "day", lazy("Last day on which it holds"), lazy("Leave this open if it has no end."), optional=True
)
AMOUNT = Field("amount", "money", lazy("Amount"), most=MOST_TURNOVER)

FRESH = {"conduct": "conduct_months", "tax_statement": "tax_statement_months"}
"""Kinds that may be some months old at most on the day of the application, with the series of law that says how many."""


@dataclass(frozen=True)
class Kind:
    """A kind of paper. `needed` says for which answers the law or the authority asks it."""

    key: str
    name: Text
    why: Text
    citation: str
    fields: tuple[Field, ...] = ()
    needed: Callable[[Answers], bool] = field(default=lambda answers: False)

    @property
    def question(self) -> Question:
        """What is asked with the paper, as one question."""
        return Question(f"paper-{self.key}", self.name, self.why, self.fields)


def _conduct(answers: Answers) -> bool:
    if answers.get("subject") == CHANGE:
        return answers.get("change_kind") == "director"
    asked = answers.get("subject") in (ADMISSION, PROVISIONAL)
    return asked and not (answers.get("subject") == ADMISSION and answers.get("holds_provisional") == "yes")


def _security(answers: Answers) -> bool:
    changed = answers.get("subject") == CHANGE and answers.get("change_kind") == "security"
    return changed or SECURITY_FORM.asked(answers)


def _established(answers: Answers) -> bool:
    asked = answers.get("subject") == ADMISSION and answers.get("never_lent") == "no"
    return asked and not SECURITY_FORM.asked(answers)


def _for(subject: str, **answered: str) -> Callable[[Answers], bool]:
    return lambda answers: answers.get("subject") == subject and all(answers.get(key) == value for key, value in answered.items())


KINDS: tuple[Kind, ...] = (
    Kind(
        "conduct",
        lazy("Certificate of conduct (VOG)"),
        lazy("Of the firm, and not older than three months on the day on which you apply."),
        "Waadi art. 12o",
        (GIVEN_ON,),
        _conduct,
    ),
    Kind(
        "security",
        lazy("Proof of the financial security"),
        lazy("For wages, fines and taxes that are not paid."),
        "Waadi art. 12p",
        (AMOUNT, UNTIL_IF_ANY),
        _security,
    ),
    Kind(
        "inspection_report",
        lazy("Report of an inspection body"),
        lazy("It says whether the firm meets the norms."),
        "Waadi art. 12q, 12r",
        (GIVEN_ON,),
        _for(ADMISSION, with_report="yes"),
    ),
    Kind(
        "sna_certificate",
        lazy("SNA certificate"),
        lazy("In the place of the report, when it holds through 30 June 2027."),
        "Waadi art. 23b(2)(a)",
        (VALID_UNTIL,),
        _for(ADMISSION, with_report="no", certified="yes"),
    ),
    Kind(
        "trade_register",
        lazy("Extract of the trade register (KvK)"),
        lazy("Only needed when the data there changed a short while ago."),
        "Waadi art. 12j, 12k",
        (GIVEN_ON,),
    ),
    Kind(
        "tax_statement",
        lazy("Statement of the tax authority"),
        lazy("That taxes and premiums were paid, and not older than three months on the day on which you apply."),
        "Waadi art. 23c(d)",
        (GIVEN_ON,),
        _established,
    ),
    Kind(
        "expert_statement",
        lazy("Statement of an expert"),
        lazy("About the wages and the turnover of the last twelve months."),
        "Waadi art. 12e",
        (GIVEN_ON,),
        _for(EXEMPTION),
    ),
    Kind(
        "representation",
        lazy("Mandate"),
        lazy("That you may act for the firm."),
        "Awb art. 2:1",
        (),
        lambda answers: answers.get("acts_as") in ("mandate", "adviser"),
    ),
    Kind(
        "home_register",
        lazy("Extract of the register of your own country"),
        lazy("Who the firm is there, and who may act for it."),
        "Waadi art. 12j, 12k",
        (GIVEN_ON,),
        lambda answers: answers.get("subject") in APPLICATIONS and answers.get("foreign") == "yes",
    ),
    Kind(
        "other",
        lazy("Another paper"),
        lazy("No copies of passports or identity cards: they are not needed here, and may not be kept."),
        "",
        (),
    ),
)
"""All kinds, in the order in which they are asked."""


def kind(key: str) -> Kind | None:
    """The kind with this key."""
    return next((each for each in KINDS if each.key == key), None)


def name(key: str) -> Text:
    """Its name."""
    found = kind(key)
    return found.name if found else key


def why(of: Kind, answers: Answers, today: date) -> Text:
    """Why it is asked; of the security how much the law asks on a day."""
    if of.key == "conduct" and answers.get("subject") == CHANGE:
        return _("Of the firm, given after the change of director, partner or manager.")
    names = {ADMISSION: "security", PROVISIONAL: "security_provisional"}
    series = names.get(str(answers.get("subject"))) if of.key == "security" else None
    amount = library.series("waadi")[series].on(max(today, COMMENCEMENT)) if series else None
    if amount is None:
        return of.why
    code = spoken()
    return _("%(amount)s, for wages, fines and taxes that are not paid.") % {"amount": formats.euros(amount, code)}


def needed(answers: Answers) -> list[Kind]:
    """The kinds that are asked for these answers."""
    return [each for each in KINDS if each.needed(answers)]


def lacking(answers: Answers, papers: Iterable[PaperShown]) -> list[Kind]:
    """The kinds that are asked and not there."""
    there = {each.kind for each in papers}
    return [each for each in needed(answers) if each.key not in there]


def facts(papers: Iterable[PaperShown]) -> dict[str, Any]:
    """What the papers say, by the names of the answers: the newest day of each, and all amounts of security together."""
    papers = list(papers)
    amounts = [each.amount for each in papers if each.kind == "security" and each.amount is not None]
    return {
        "conduct_given_on": _newest("conduct", "given_on", papers),
        "security": sum(amounts) if amounts else None,
        "certified_until": _newest("sna_certificate", "valid_until", papers),
        "report_given_on": _newest("inspection_report", "given_on", papers),
        "tax_statement_on": _newest("tax_statement", "given_on", papers),
    }


def _newest(key: str, name: str, papers: list[PaperShown]) -> str | None:
    days: list[date] = [getattr(each, name) for each in papers if each.kind == key and getattr(each, name)]
    return max(days).isoformat() if days else None


def remark(paper: PaperShown, today: date) -> str:
    """What its dates say for an application on a day; empty when they raise no question."""
    code, on = spoken(), max(today, COMMENCEMENT)
    if paper.kind in FRESH and paper.given_on:
        months = library.series("waadi")[FRESH[paper.kind]].on(on)
        if months is not None and paper.given_on < months_later(on, -months):
            found = kind(paper.kind)
            return _("It is older than %(months)d months. Ask for a new one (%(citation)s).") % {
                "months": months,
                "citation": found.citation if found else "",
            }
    if paper.valid_until and paper.valid_until < today:
        return _("It does not hold any more since %(day)s.") % {"day": formats.day(paper.valid_until, code)}
    last = application_window()[1]
    if paper.kind == "sna_certificate" and paper.valid_until and paper.valid_until < last:
        return _("It must hold through %(day)s to stand in the place of a report (Waadi art. 23b(2)(a)).") % {
            "day": formats.day(last, code)
        }
    return ""
