"""What an application still lacks: from what the law says of it, and from the papers that are not there. Why, and by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from medemens.casework.case_types import Judged
from medemens.common import formats
from medemens.common.languages import spoken
from medemens.common.questions import Answers, Text
from medemens.law import library
from medemens.law.calendar import months_later
from medemens.law.waadi.lending import COMMENCEMENT, application_window
from medemens.work.lenders.applying import judging, papers
from medemens.work.lenders.applying.firm_questions import APPLICATIONS
from medemens.work.lenders.applying.reading import day
from medemens.work.lenders.applying.words import OUTCOMES
from medemens.work.lenders.case_type import NORMS
from medemens.work.lenders.queries.applications import PaperShown

NORM_NAMES = {each.id: each.name for each in NORMS}
PAPERS_OF_NORM = {
    "certificate_of_conduct": ("conduct",),
    "financial_security": ("security", "tax_statement"),
    "inspection_report": ("inspection_report", "sna_certificate"),
}
"""The kinds of papers that show whether a norm is met, the usual one first."""


@dataclass(frozen=True)
class Missing:
    """Something that is missing. `kind` is that of the paper that would mend it, if one would."""

    name: Text
    why: Text
    citation: str
    by: str = ""
    kind: str = ""


@dataclass(frozen=True)
class FindingInWords:
    """What the law says of one condition, to the firm."""

    judged: Judged
    name: Text
    outcome: Text
    tone: str
    amount: str


def findings(answers: Answers, on: date) -> list[FindingInWords]:
    """Each condition in words, on a day."""
    return [
        FindingInWords(
            each,
            NORM_NAMES.get(each.norm, each.norm),
            *OUTCOMES[each.outcome],
            formats.euros(each.amount, spoken()) if each.amount else "",
        )
        for each in judging.judge(answers, on)
    ]


def missing(answers: Answers, there: Iterable[PaperShown], today: date, *, answered: bool = True) -> list[Missing]:
    """All that is missing; papers first.

    :param answered: whether all questions have an answer; before that what is not known yet is no lack
    """
    there = list(there)
    lacking = papers.lacking(answers, there)
    found = [
        Missing(each.name, papers.why(each, answers, today), each.citation, _by(each.key, answers, today), each.key)
        for each in lacking
    ]
    found += [
        Missing(
            papers.name(each.kind),
            remark,
            getattr(papers.kind(each.kind), "citation", ""),
            _by(each.kind, answers, today),
            each.kind,
        )
        for each in there
        if (remark := papers.remark(each, today))
    ]
    if not answered:
        return found
    named = {each.kind for each in found}
    told: dict[str, Any] = {**answers, **papers.facts(there)}
    for judged in judging.judge(told, judging.judged_on(today)):
        kinds = PAPERS_OF_NORM.get(judged.norm, ())
        if judged.outcome != "met" and named.isdisjoint(kinds) and not _in_its_place(judged, told):
            why = _not_met(judged) if judged.outcome == "not met" else _unknown(judged)
            by = _by(kinds[0], answers, today) if kinds else ""
            found.append(Missing(NORM_NAMES[judged.norm], why, judged.citation, by, kinds[0] if kinds else ""))
    return found


def _in_its_place(judged: Judged, told: dict[str, Any]) -> bool:
    """Whether a certificate that holds long enough stands in the place of the report (art. 23b(2)(a))."""
    certified = told.get("certified") == "yes" and str(told.get("certified_until") or "") >= application_window()[1].isoformat()
    return judged.norm == "inspection_report" and judged.outcome == "cannot tell" and certified


def _not_met(judged: Judged) -> str:
    if judged.amount:
        return _("%(amount)s is still to be secured.") % {"amount": formats.euros(judged.amount, spoken())}
    steps = ", ".join(f"{name}: {value}" for name, value in judged.steps)
    return _("By what you filled in this condition is not met.") + (f" {steps}." if steps else "")


def _unknown(judged: Judged) -> str:
    return _("Not known yet: %(what)s.") % {"what": judged.because}


def _by(kind: str, answers: Answers, today: date) -> str:
    """By when, in words."""
    if kind == "conduct" and answers.get("change_kind") == "director":
        return _after_change(day(answers.get("changed_on")))
    if answers.get("subject") not in APPLICATIONS:
        return ""
    if kind in papers.FRESH:
        return _("On the day on which you apply it may be three months old at most.")
    last = application_window()[1]
    if kind in ("inspection_report", "sna_certificate") and today <= last:
        return _("By %(day)s, with a first application.") % {"day": formats.day(last, spoken())}
    return ""


def _after_change(changed_on: date | None) -> str:
    """Waadi art. 12o(3): three months after a change of director at the latest; nothing for one before the act held."""
    months = library.series("waadi")["conduct_change_months"].on(changed_on) if changed_on else None
    if changed_on is None or months is None:
        return ""
    last = formats.day(months_later(changed_on, months), spoken())
    return _("As soon as possible, at the latest on %(day)s (Waadi art. 12o(3)).") % {"day": last}


def window(answers: Answers, today: date) -> tuple[str, str]:
    """What the transitional law means for an application that is sent now: the tone of the card, and words; empty when none."""
    if answers.get("subject") not in APPLICATIONS:
        return "", ""
    first, last = application_window()
    if today < COMMENCEMENT:
        text = _(
            "The law on admission holds from %(first)s. Only who applies from that day through %(last)s may go on lending until "
            "there is a decision (Waadi art. 23b). What you send before may not count: prepare it now, and send it then."
        )
    elif today <= last:
        text = _(
            "Who lends and applies by %(last)s may go on lending until there is a decision (Waadi art. 23b). A sign-up alone "
            "does not do that."
        )
    else:
        return "", ""
    return "unsure", text % {"first": formats.day(first, spoken()), "last": formats.day(last, spoken())}
