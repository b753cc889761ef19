"""What must stand on a payslip (BW 7:626), item by item: the worker's screen counts what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class PayslipItem:
    """One compulsory item: its id, the paragraph, and what it is in plain English."""

    id: str
    citation: str
    meaning: str


PAYSLIP_ITEMS = (
    PayslipItem("gross_amount", "BW 7:626(1)", "The gross wage of the period."),
    PayslipItem("components", "BW 7:626(1)", "The parts that make up the gross wage, each by itself."),
    PayslipItem("deductions", "BW 7:626(1)", "What was deducted, each deduction by itself."),
    PayslipItem("minimum_hour", "BW 7:626(1)", "The minimum wage an hour for someone of your age."),
    PayslipItem("employer_name", "BW 7:626(2)", "The name of the employer."),
    PayslipItem("worker_name", "BW 7:626(2)", "Your name."),
    PayslipItem("period", "BW 7:626(2)", "The period that is paid."),
    PayslipItem("agreed_hours", "BW 7:626(2)", "The hours that you agreed on."),
    PayslipItem("permanent_contract", "BW 7:626(2)", "Whether you have a written contract without an end date."),
    PayslipItem("on_call", "BW 7:626(2)", "Whether you work on call."),
)
"""Worked hours are not in the law's list; the employer has to be able to show them all the same (WML art.
18b(2)).
"""


def gaps(present: Mapping[str, bool | None]) -> int | None:
    """How many compulsory items are missing, for the fact `payslip_gaps`; None when none is missing but some
    are not known.

    :raises KeyError: an id that is no item
    """
    known = {item.id for item in PAYSLIP_ITEMS}
    for name in present:
        if name not in known:
            raise KeyError(name)
    answers = [present.get(item.id) for item in PAYSLIP_ITEMS]
    missing = answers.count(False)
    return None if missing == 0 and None in answers else missing
