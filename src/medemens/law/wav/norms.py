"""Work without the permit that is needed (Wet arbeid vreemdelingen): the wage and for how long it is
presumed to be due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from medemens.law import library
from medemens.law.answer import Answer
from medemens.law.finding import Outcome, Step


@dataclass(frozen=True)
class WorkWithoutPermit:
    """The facts: a citizen of an EU or EEA country or Switzerland; a permit needed; a permit held."""

    as_of: date
    free_to_work: bool | None
    permit_needed: bool | None = None
    permit_held: bool | None = None


def six_months_presumed(work: WorkWithoutPermit) -> Answer:
    """Wav art. 23(2): who had to work without the permit that is needed is presumed to have worked there for
    six months.

    For the working time that is usual in the sector, at the wage of people who work lawfully (Directive
    2009/52/EC art. 2(j)): neither is in a table of law, so there is no amount; the minimum wage is the least.
    Never for people free to work here.
    """
    norm = "six_months_presumed", "Wav art. 23(2)"
    if work.free_to_work or work.permit_needed is False or work.permit_held:
        return Answer(*norm, Outcome.NOT_APPLICABLE)
    for fact in ("free_to_work", "permit_needed", "permit_held"):
        if getattr(work, fact) is None:
            return Answer(*norm, Outcome.CANNOT_TELL, fact)
    months = library.series("wav")["presumed_months"].on(work.as_of)
    if months is None:
        return Answer(*norm, Outcome.CANNOT_TELL, "amount_of_law")
    return Answer(*norm, Outcome.MET, steps=(Step("presumed_months", months, "count"),))
