"""What the law presumes about a job without clear agreements: a contract, its hours, and fixed hours after
a year on call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from medemens.law import library
from medemens.law.answer import Answer
from medemens.law.finding import Outcome, Step


@dataclass(frozen=True)
class Work:
    """How someone worked: hours (hundredths) in each consecutive month, oldest first; None where a month
    is not known.
    """

    as_of: date
    month_hours: tuple[int | None, ...]
    paid: bool | None = None
    every_week: bool | None = None


@dataclass(frozen=True)
class OnCall:
    """A job on call: months it has lasted, hours (hundredths) in those months, and the offer of fixed hours.

    `seasonal_exception`: a collective agreement switches the rule off for a seasonal job of at most nine
    months a year.
    """

    as_of: date
    on_call: bool | None
    months: int | None
    month_hours: tuple[int | None, ...] = ()
    offer_made: bool | None = None
    seasonal_exception: bool | None = None


def contract_presumed(work: Work) -> Answer:
    """BW 7:610a: who works for another for pay, three months on end, every week or 20 hours a month, has a
    contract.
    """
    months, hours = (
        _threshold("presumed_contract_months", work.as_of),
        _threshold("presumed_contract_hours", work.as_of),
    )
    norm = "contract_presumed", "BW 7:610a"
    if months is None or hours is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "amount_of_law")
    last = work.month_hours[-months:]
    steps = (Step("months", len(work.month_hours), "count"), Step("least_hours", _least(last), "hundredths"))
    if len(last) < months or work.paid is False:
        return Answer(*norm, Outcome.NOT_MET, steps=steps)
    enough = _every(last, hours)
    if work.paid and (work.every_week or enough):
        return Answer(*norm, Outcome.MET, steps=steps)
    if work.every_week is False and enough is False:
        return Answer(*norm, Outcome.NOT_MET, steps=steps)
    because = "paid" if work.paid is None else "every_week" if work.every_week is None else "month_hours"
    return Answer(*norm, Outcome.CANNOT_TELL, because, steps=steps)


def hours_presumed(work: Work) -> Answer:
    """BW 7:610b: after three months the agreed hours of a month are taken to be the average of the three
    months before.
    """
    norm, months = ("hours_presumed", "BW 7:610b"), _threshold("presumed_hours_months", work.as_of)
    if months is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "amount_of_law")
    last = work.month_hours[-months:]
    if len(last) < months:
        return Answer(*norm, Outcome.NOT_MET)
    average = _average(last)
    if average is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "month_hours")
    return Answer(*norm, Outcome.MET, steps=(Step("presumed_month_hours", average, "hundredths"),))


def fixed_hours_offered(job: OnCall) -> Answer:
    """BW 7:628a(5): after twelve months on call the employer offers the average hours of that year, within
    a month.
    """
    norm, months = ("fixed_hours_offered", "BW 7:628a(5), (11)"), _threshold("on_call_months", job.as_of)
    if job.on_call is False or job.seasonal_exception:
        return Answer(*norm, Outcome.NOT_APPLICABLE)
    if job.on_call is None or job.months is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "on_call" if job.on_call is None else "months")
    if months is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "amount_of_law")
    steps = (Step("average_month_hours", _average(job.month_hours[-months:]), "hundredths"),)
    if job.months <= months:
        return Answer(*norm, Outcome.NOT_APPLICABLE, steps=steps)
    if job.seasonal_exception is None and not job.offer_made:
        return Answer(*norm, Outcome.CANNOT_TELL, "seasonal_exception", steps=steps)
    if job.offer_made is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "offer_made", steps=steps)
    return Answer(*norm, Outcome.MET if job.offer_made else Outcome.NOT_MET, steps=steps)


def on_call_pay(job: OnCall, hours: int | None, hourly_cents: int | None) -> Answer:
    """BW 7:628a(8): as long as the offer is not made, the average hours of the first twelve months are paid
    every month.

    :param hours: hours paid in the month, in hundredths
    :param hourly_cents: the hourly wage; the amount due is worked out with it
    """
    norm, offered = ("on_call_pay", "BW 7:628a(8)"), fixed_hours_offered(job)
    if offered.outcome is not Outcome.NOT_MET:
        found = Outcome.CANNOT_TELL if offered.outcome is Outcome.CANNOT_TELL else Outcome.NOT_APPLICABLE
        return Answer(*norm, found, offered.because)
    year = _threshold("on_call_months", job.as_of) or 0
    average = _average(job.month_hours[:year]) if len(job.month_hours) >= year else None
    if average is None or hours is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "month_hours" if average is None else "hours")
    short = max(average - hours, 0)
    amount = None if hourly_cents is None else (short * hourly_cents + 50) // 100
    steps = (Step("average_month_hours", average, "hundredths"), Step("hours_short", short, "hundredths"))
    return Answer(*norm, Outcome.NOT_MET if short else Outcome.MET, None, amount, steps)


def _threshold(name: str, day: date) -> int | None:
    return library.series("bw7")[name].on(day)


def _every(months: Sequence[int | None], least: int) -> bool | None:
    if any(hours is not None and hours < least for hours in months):
        return False
    return None if None in months else True


def _least(months: Sequence[int | None]) -> int | None:
    known = [hours for hours in months if hours is not None]
    return min(known) if known and len(known) == len(months) else None


def _average(months: Sequence[int | None]) -> int | None:
    """To the nearest hundredth of an hour, a half goes up; none when a month is not known."""
    known = [hours for hours in months if hours is not None]
    if not known or len(known) < len(months):
        return None
    return (2 * sum(known) + len(known)) // (2 * len(known))
