"""Which figures go into reports, in the order in which they are shown."""

from __future__ import annotations

from medemens.casework.figures import FIGURES as OF_CASEWORK
from medemens.work.lenders.figures import FIGURES as OF_LENDERS
from medemens.work.pay.figures import FIGURES as OF_PAY

FIGURES = (*OF_CASEWORK, *OF_LENDERS, *OF_PAY)
