"""The duties of a lender in words: what must be done, and how sure the day is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from medemens.common import formats
from medemens.common.languages import spoken
from medemens.common.questions import Text
from medemens.law.waadi.duties import Duty
from medemens.work.lenders.applying import papers

DUTIES: dict[str, tuple[Text, Text]] = {
    "sign_up": (
        lazy("Sign up for the transitional scheme"),
        lazy("With the authority, on its own site. A sign-up lets you bring the report later. It protects nobody by itself."),
    ),
    "applications_taken": (
        lazy("The authority begins to take applications"),
        lazy("By its own site. The act lets you apply from 1 January 2027 on."),
    ),
    "apply": (
        lazy("Apply for admission or exemption"),
        lazy("Who applies in these six months may go on lending until the decision is made known. Later is too late for that."),
    ),
    "certificate": (
        lazy("Your SNA certificate must hold through this day"),
        lazy("Only then can it stand in the place of the inspection report."),
    ),
    "report_later": (
        lazy("Send the inspection report"),
        lazy("As soon as possible after you applied. The law names no day."),
    ),
    "prohibition": (
        lazy("Lending without admission is forbidden from this day on"),
        lazy("Unless you are admitted, exempt, excepted, or applied in time and have no decision yet. For hirers too."),
    ),
    "wind_up": (
        lazy("Last day of work before the decision takes effect"),
        lazy("Only who was already with that hirer when the decision was made known may work until then."),
    ),
    "apply_again": (
        lazy("Apply for the next admission"),
        lazy("A decision can take eight weeks. No law names this day: it is advice."),
    ),
    "admitted_ends": (lazy("Your admission ends"), lazy("This is the last day. Without a new one you may not lend after it.")),
    "provisional_ends": (
        lazy("Your provisional admission ends"),
        lazy("This is the last day, and it is given once only. Ask for an admission with an inspection report before."),
    ),
    "exemption_data": (
        lazy("Send the data of your exemption"),
        lazy("An exemption asks for data from time to time. How often was not found: it stands in your decision."),
    ),
    "conduct_after_change": (
        lazy("Send a new certificate of conduct (VOG)"),
        lazy("After a change of director, partner or manager: as soon as possible, at the latest on this day."),
    ),
    "paper_ends": (lazy("A paper ends"), lazy("Send the new one as a change, before the old one ends.")),
    "apply_with_paper": (
        lazy("Last day to apply with this paper"),
        lazy("After it the paper is older than three months, and a new one is needed."),
    ),
    "keep_records": (
        lazy("Keep your records of postings until this day"),
        lazy(
            "Of postings that end in this year: which worker, to whom, from when. Seven years after the end of the calendar year."
        ),
    ),
    "object": (lazy("Last day to object"), lazy("Six weeks after the decision was made known.")),
}
"""Title and explanation, by the key of a `Duty`."""


@dataclass(frozen=True)
class DutyInWords:
    """A duty in words. `past`: its day is over."""

    duty: Duty
    title: str
    text: Text
    day: str
    sure: Text
    past: bool


def words(duty: Duty, today: date) -> DutyInWords:
    """A duty in the language of the page."""
    title, text = DUTIES[duty.key]
    title = f"{title}: {papers.name(duty.about)}" if duty.about else str(title)
    return DutyInWords(duty, title, text, _period(duty), _sure(duty), duty.last is not None and duty.last < today)


def _sure(duty: Duty) -> Text:
    if duty.advice and duty.sure:
        return _("Advice")
    if not duty.sure:
        return _("Seen second-hand: check it with the authority")
    return _("From the text of the law")


def _period(duty: Duty) -> str:
    code = spoken()
    if duty.last is None:
        return _("From %(day)s") % {"day": formats.day(duty.first, code)} if duty.first else _("No day is known")
    last = formats.day(duty.last, code)
    if duty.first is None or duty.key in ("keep_records", "conduct_after_change", "object"):
        return last
    return _("%(first)s through %(last)s") % {"first": formats.day(duty.first, code), "last": last}
