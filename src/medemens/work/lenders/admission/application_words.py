"""Applications of firms and their papers in words for the admission authority."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from medemens.common import formats
from medemens.common.questions import Text
from medemens.work.lenders.queries.assessing import Only
from medemens.work.lenders.queries.papers import PaperList, Remark

ONLY: dict[Only, Text] = {
    Only.ALL: lazy("All open"),
    Only.NOT_LINKED: lazy("No lender named yet"),
    Only.NOT_CONFIRMED: lazy("Account not confirmed"),
}

PAPERS: dict[str, Text] = {
    "conduct": lazy("Certificate of conduct (VOG)"),
    "security": lazy("Proof of the financial security"),
    "inspection_report": lazy("Report of an inspection body"),
    "sna_certificate": lazy("SNA certificate"),
    "trade_register": lazy("Extract of the trade register (KvK)"),
    "tax_statement": lazy("Statement of the tax authority"),
    "expert_statement": lazy("Statement of an expert"),
    "representation": lazy("Mandate"),
    "home_register": lazy("Extract of the register of the own country"),
    "other": lazy("Another paper"),
}
"""The kinds of papers; one that is not known here is shown by its key."""

LISTS: dict[PaperList, Text] = {
    PaperList.ENDING: lazy("All papers that end"),
    PaperList.SECURITY: lazy("Financial security that ends"),
    PaperList.CERTIFICATES: lazy("SNA certificates that end"),
    PaperList.CONDUCT: lazy("Certificates of conduct older than three months, of open applications"),
    PaperList.REPORTS: lazy("Inspection reports older than a year"),
}

WAYS: tuple[tuple[str, Text], ...] = (
    ("letter", lazy("By a letter with a code to the address in the trade register")),
    ("telephone", lazy("By calling the number in the trade register, not one from the application")),
    ("desk", lazy("At the desk, with an identity document and the extract of the trade register")),
)
"""How the authority looked who somebody is and whether they may act for the firm."""

DONE: dict[str, Text] = {
    "linked": lazy("It is about this lender now."),
    "entered": lazy("The firm is in the register now, and the application is about it."),
    "there": lazy("A firm with this number was in the register already. The application is about that one now."),
    "applied": lazy("The register shows that the firm applied."),
    "confirmed": lazy("The account is confirmed. Its user sees what is not public of this lender."),
    "closed": lazy("The account is closed. What was sent stays."),
    "second_factor": lazy("The second factor is gone. At the next sign-in they set up another."),
}
"""What is told after a deed, by the word in the address."""

PROBLEMS: dict[str, Text] = {
    "decided": lazy("A decision on this application is about another lender. Correct that entry first."),
    "not_in_register": lazy("Say first which lender of the register the application is about."),
    "unchecked": lazy("Choose at least one way in which it was checked."),
    "closed": lazy("This account was closed."),
    "confirmed": lazy("This account was confirmed already."),
    "by_provider": lazy("They sign in with eHerkenning or another provider, so they have no password here."),
}


def paper(kind: str) -> Text:
    """What kind of paper it is."""
    return PAPERS.get(kind, kind.replace("_", " "))


def remark(one: Remark, code: str) -> str:
    """What is wrong with a paper."""
    day = formats.day(one.day, code) if one.day else ""
    amount = formats.euros(one.amount, code) if one.amount is not None else ""
    words = {
        "expired": _("Its last day was %(day)s."),
        "too_old": _("Older than three months when the application was received: of before %(day)s."),
        "no_day": _("The day on which it was given is not known."),
        "too_low": _("Lower than the amount of the law: %(amount)s."),
        "no_amount": _("The amount is not known. The law asks %(amount)s."),
        "ends_before_window": _("Ends before %(day)s, so it does not stand in the place of an inspection report."),
        "not_in_force": _("The rules do not hold yet on the day of receipt, so this cannot be judged."),
    }
    return words[one.key] % {"day": day, "amount": amount}


def problem(key: str) -> str:
    """Why something was not possible."""
    return str(PROBLEMS.get(key, _("This is not possible now.")))
