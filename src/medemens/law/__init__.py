"""What the law says: plain facts in, findings out.

>>> from datetime import date
>>> from medemens.law import PayslipLine, check
>>> line = PayslipLine(period_start=date(2026, 6, 1), period_end=date(2026, 6, 28), birth_date=date(1998, 4, 30),
...                    hours=160_00, gross_wage=2100_00)
>>> check([line], as_of=date(2026, 11, 23)).owed
25360
"""

from medemens.law.facts import FACTS, REASONS, Fact, PayslipLine
from medemens.law.finding import Finding, Norm, Outcome, Step
from medemens.law.payslip import HOLIDAY_ALLOWANCE, NORMS, LineCheck, WageCheck, check

__all__ = [
    "FACTS",
    "HOLIDAY_ALLOWANCE",
    "NORMS",
    "REASONS",
    "Fact",
    "Finding",
    "LineCheck",
    "Norm",
    "Outcome",
    "PayslipLine",
    "Step",
    "WageCheck",
    "check",
]
