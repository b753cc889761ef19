"""Which case types there are, in the order in which their subjects are offered; whom to call first; what can be enclosed."""

from __future__ import annotations

from medemens.guidance.points.case_type import CASE_TYPE as QUESTION
from medemens.guidance.points.helplines import HELPLINES as HELPLINES
from medemens.housing.landlords.case_type import CASE_TYPE as LANDLORD_REPORT
from medemens.oversight.signals.case_type import CASE_TYPE as EXPLOITATION_SIGNAL
from medemens.work.accidents.case_type import CASE_TYPE as UNSAFE_WORK_REPORT
from medemens.work.lenders.case_type import CASE_TYPES as OF_LENDERS
from medemens.work.pay.case_type import CASE_TYPE as PAY_REPORT
from medemens.work.pay.enclosure import of_pay_check

CASE_TYPES = (LANDLORD_REPORT, PAY_REPORT, UNSAFE_WORK_REPORT, EXPLOITATION_SIGNAL, QUESTION, *OF_LENDERS)
ENCLOSURES = {"pay_check": of_pay_check}
"""What a reporter can enclose from another part of the site, by name: a function of the request that gives what makes it."""
