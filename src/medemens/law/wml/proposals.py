"""PROPOSAL, no law: the presumption of six months' full-time work on suspected underpayment with defective
records.

An idea of the Aanjaagteam (kst 29861-122 of 2023-12-01); no bill was found and the WML as valid on 2026-07-01
has nothing of the kind. It is off unless it is switched on by name, and it never goes into a claim.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from medemens.law import library, payslip
from medemens.law.answer import Answer
from medemens.law.facts import PayslipLine
from medemens.law.finding import Outcome, Step

SWITCH = "six_months_presumption"
CITATION = "proposal, no law: kst 29861-122 of 2023-12-01"
NORM = "six_months_presumption"


@dataclass(frozen=True)
class PresumedWork:
    """The facts: the last day of the presumed period, age, full-time hours a week (hundredths) and what
    was paid (cents).
    """

    last_day: date
    birth_date: date | None
    weekly_hours: int | None
    gross_paid: int | None
    normal_weekly_hours: int | None = None


def six_months_presumption(work: PresumedWork, proposals: Collection[str], weeks: int | None = None) -> Answer:
    """If this became law: 26 weeks of full-time work at the minimum wage of each week, less what was paid,
    with allowance.

    :param proposals: the switches that are on; without `six_months_presumption` the answer is "not
        applicable"
    :param weeks: another number of weeks than the data file has; nothing fixes it yet
    """
    if SWITCH not in proposals:
        return Answer(NORM, CITATION, Outcome.NOT_APPLICABLE, proposal=True)
    for fact in ("birth_date", "weekly_hours", "gross_paid"):
        if getattr(work, fact) is None:
            return Answer(NORM, CITATION, Outcome.CANNOT_TELL, fact, proposal=True)
    number = weeks if weeks is not None else library.series("wml")["presumption_weeks"].on(work.last_day)
    dues = [_week_due(work, back) for back in range(number or 0)]
    if None in dues or not dues:
        return Answer(NORM, CITATION, Outcome.CANNOT_TELL, "amount_of_law", proposal=True)
    return _result(work, [due for due in dues if due is not None])


def _week_due(work: PresumedWork, back: int) -> int | None:
    """The minimum wage of a whole week, so many weeks before the last; the lower amount where it changes
    in the week.
    """
    end = work.last_day - timedelta(7 * back)
    line = PayslipLine(
        period_start=end - timedelta(6), period_end=end, birth_date=work.birth_date, hours=work.weekly_hours,
        normal_weekly_hours=work.normal_weekly_hours, vocational_training=False,
    )  # fmt: skip
    due = payslip.check([line], work.last_day).lines[0].row.get("due_least")
    return due if isinstance(due, int) else None


def _result(work: PresumedWork, dues: list[int]) -> Answer:
    share = library.series("wml")["holiday_allowance"].on(work.last_day) or 0
    due, paid = sum(dues), work.gross_paid or 0
    short = max(due - paid, 0)
    allowance = (short * share + 500) // 1000
    steps = (
        Step("weeks", len(dues), "count"),
        Step("due", due, "cents"),
        Step("gross_paid", paid, "cents"),
        Step("holiday_allowance", allowance, "cents"),
    )
    outcome = Outcome.NOT_MET if short else Outcome.MET
    return Answer(NORM, CITATION, outcome, None, short + allowance, steps, proposal=True)
