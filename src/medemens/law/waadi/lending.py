"""Whether a lender may lend on a day: by the trade register until 2028, by admission from then on, or by transitional law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from medemens.law import library
from medemens.law.answer import Answer
from medemens.law.calendar import months_later, years_later
from medemens.law.finding import Outcome, Step
from medemens.law.waadi.decisions import NOTHING, Decision, Standing, standing

COMMENCEMENT = date(2027, 1, 1)
"""Of the system of admission in general: decree of 24 June 2026, Stb. 2026, 159, seen second-hand, to be checked."""

PROHIBITION = date(2028, 1, 1)
"""Of the ban on lending and hiring without admission (part P); same source, same certainty."""

REGISTER_DUTY = date(2012, 7, 1)
"""Of the duty to be registered as a lender in the trade register (Waadi art. 7a; Stb. 2012, 260)."""


@dataclass(frozen=True)
class Lender:
    """What is known of a lender. None: not known.

    `registered`: in the trade register as lending, on the day asked about. `excepted`: outside chapter 3a (art. 1b(1)).
    `applied_on`: the day of the first application for an exemption or an admission. `with_report`: it came with an inspection
    report. `certified_until`: last day of a voluntary SNA certificate for lending. `signed_up_on`: the day on which the lender
    told the Minister that it would apply.
    """

    registered: bool | None = None
    excepted: bool | None = None
    decisions: tuple[Decision, ...] = ()
    applied_on: date | None = None
    with_report: bool | None = None
    certified_until: date | None = None
    signed_up_on: date | None = None


def may_begin(lender: Lender, on: date) -> Answer:
    """On a day a worker may begin at a hirer only when the lender is registered, and from 2028 on admitted, exempt or protected.

    Waadi art. 7a(1), (4) until the ban; then 12c(1), 12i, 12e, 1b, and 23b for who applied in time. The same holds for the
    hirer (7a(2), 12d(1)).
    """
    return _may_lend(lender, on, "lending_begins", None)


def may_go_on(lender: Lender, on: date, worker_since: date | None) -> Answer:
    """A worker who is with a hirer may stay while the lender may lend, and during the weeks in which work is wound up.

    Waadi art. 12n(1), 12h(1): from the day on which a suspension, revocation or refusal is made known until it takes effect,
    only workers stay who were with that hirer on that day.

    :param worker_since: the day on which the worker began at this hirer
    """
    return _may_lend(lender, on, "lending_goes_on", worker_since, winding_up=True)


def _may_lend(lender: Lender, on: date, norm: str, worker_since: date | None, *, winding_up: bool = False) -> Answer:
    if on < REGISTER_DUTY:
        return Answer(norm, "Waadi art. 7a", Outcome.NOT_APPLICABLE)
    if on < PROHIBITION:
        return _registered(lender, norm)
    stands = standing(lender.decisions, on)
    steps = (Step("status", stands.status, "text"), Step("since", stands.since, "day"), Step("until", stands.until, "day"))
    if stands.new_workers:
        return Answer(norm, stands.citation, Outcome.MET, steps=steps)
    if lender.excepted:
        return Answer(norm, "Waadi art. 1b(1)", Outcome.MET, steps=steps)
    if stands.present_on is not None and winding_up and _was_lawful(lender, stands.present_on):
        return _present(norm, stands, worker_since, steps)
    if stands == NOTHING:
        return _protected(lender, on, norm, steps)
    return Answer(norm, stands.citation, Outcome.NOT_MET, steps=steps)


def _registered(lender: Lender, norm: str) -> Answer:
    if lender.registered is None:
        return Answer(norm, "Waadi art. 7a", Outcome.CANNOT_TELL, "registered")
    return Answer(norm, "Waadi art. 7a", Outcome.MET if lender.registered else Outcome.NOT_MET)


def _was_lawful(lender: Lender, on: date) -> bool:
    """Whether the lender lawfully lent on the day before an ending was made known: only then is there something to wind up."""
    before = tuple(each for each in lender.decisions if each.made_known_on < on)
    earlier = Lender(lender.registered, lender.excepted, before, *_transition_of(lender))
    return may_begin(earlier, on - timedelta(1)).outcome is Outcome.MET


def _transition_of(lender: Lender) -> tuple[date | None, bool | None, date | None, date | None]:
    return lender.applied_on, lender.with_report, lender.certified_until, lender.signed_up_on


def _present(norm: str, stands: Standing, worker_since: date | None, steps: tuple[Step, ...]) -> Answer:
    assert stands.present_on is not None
    if worker_since is None:
        return Answer(norm, stands.citation, Outcome.CANNOT_TELL, "worker_since", steps=steps)
    stays = worker_since <= stands.present_on
    return Answer(norm, stands.citation, Outcome.MET if stays else Outcome.NOT_MET, steps=steps)


def _protected(lender: Lender, on: date, norm: str, steps: tuple[Step, ...]) -> Answer:
    protection = transitional_protection(lender)
    if protection.outcome in (Outcome.MET, Outcome.CANNOT_TELL):
        return Answer(norm, protection.citation, protection.outcome, protection.because, steps=steps)
    if lender.excepted is None:
        return Answer(norm, "Waadi art. 1b(1), 12c(1)", Outcome.CANNOT_TELL, "excepted", steps=steps)
    return Answer(norm, "Waadi art. 12c(1)", Outcome.NOT_MET, steps=steps)


def application_window() -> tuple[date, date]:
    """Waadi art. 23b(1): the first and last day of the six calendar months after commencement."""
    return COMMENCEMENT, months_later(COMMENCEMENT, 6) - timedelta(1)


def transitional_protection(lender: Lender) -> Answer:
    """Who first applied within six months after commencement is outside the ban until a decision is made known.

    Waadi art. 23b: the application came with an inspection report, or with an SNA certificate that holds through the last day of
    the sixth month, or the lender had told before commencement that it would apply. A sign-up alone protects nobody.
    """
    norm = "transitional_protection", "Waadi art. 23b"
    first, last = application_window()
    steps = (Step("window_first", first, "day"), Step("window_last", last, "day"))
    if lender.applied_on is None:
        return Answer(*norm, Outcome.NOT_MET, steps=steps)
    if not first <= lender.applied_on <= last or lender.decisions:
        return Answer(*norm, Outcome.NOT_MET, steps=steps)
    certified = lender.certified_until is not None and lender.certified_until >= last
    signed_up = lender.signed_up_on is not None and lender.signed_up_on < first
    if lender.with_report or certified or signed_up:
        return Answer(*norm, Outcome.MET, steps=steps)
    if lender.with_report is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "with_report", steps=steps)
    return Answer(*norm, Outcome.NOT_MET, steps=steps)


def records_until(posting_ended_on: date) -> date | None:
    """Waadi art. 12c(5), 12d(3): lender and hirer keep what they recorded seven years after the year in which a posting ended.

    None where the rule was not in force.
    """
    years = library.series("waadi")["record_years"].on(posting_ended_on)
    return None if years is None else years_later(date(posting_ended_on.year, 12, 31), years)
