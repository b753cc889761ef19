"""Until when an objection is in time, and from when the decision on it is counted."""

from __future__ import annotations

from datetime import date

from medemens.common.questions import Answers
from medemens.law.awb.norms import objection_until
from medemens.law.awb.terms import TermRefused
from medemens.work.lenders.applying.reading import day


def is_late(answers: Answers, today: date) -> bool:
    """Whether the six weeks of an objection are over; not when the day of the decision is not known."""
    until = last_day(answers)
    return until is not None and today > until


def last_day(answers: Answers) -> date | None:
    """The last day on which an objection is in time."""
    made_known_on = day(answers.get("made_known_on"))
    try:
        return objection_until(made_known_on) if made_known_on else None
    except TermRefused:
        return None


def counted_from(answers: Answers, received_on: date) -> date:
    """Awb art. 7:10(1): the term of a decision on an objection begins when that for objecting is over.

    When it came later than that, or the day of the decision is not known, it begins when it was received.
    """
    until = last_day(answers)
    made_known_on = day(answers.get("made_known_on"))
    if until is None or made_known_on is None or made_known_on > received_on:
        return received_on
    return max(until, received_on)
