"""The papers that an employer has to give the inspectorate, and who is taken to be the employer then (WML
art. 18b).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from medemens.law.answer import Answer
from medemens.law.finding import Outcome, Step


@dataclass(frozen=True)
class Paper:
    """One paper of the list: its id and the article behind it. `only_if` names when it is needed at all."""

    id: str
    citation: str
    only_if: str = ""


PAPERS = (
    Paper("payslips", "WML art. 18b(2); BW 7:626"),
    Paper("proof_of_wage_paid", "WML art. 18b(2)"),
    Paper("proof_of_allowance_paid", "WML art. 18b(2)"),
    Paper("hours_worked", "WML art. 18b(2)"),
    Paper("deductions", "WML art. 18b(2); art. 13", "deductions or advances"),
    Paper("piece_rate_agreement", "WML art. 18b(2); art. 12b", "piece rates"),
    Paper("extra_hours", "WML art. 18b(2); art. 13a", "extra hours"),
)
"""What the employer has to be able to show, in time, on request. The Atw (art. 4:3) asks for a record of
working times too.
"""


def papers(shown: Mapping[str, bool | None]) -> Answer:
    """WML art. 18b(2): on request the employer shows payslips, proof of payment, the hours, deductions and
    agreements.

    :param shown: by id whether the paper was shown; a paper that this job does not need is left out of the
        mapping
    """
    asked = [paper for paper in PAPERS if paper.id in shown or not paper.only_if]
    absent = [paper.id for paper in asked if shown.get(paper.id) is False]
    unknown = [paper.id for paper in asked if shown.get(paper.id) is None]
    steps = tuple(Step(paper.id, shown.get(paper.id), "truth") for paper in asked)
    outcome = Outcome.NOT_MET if absent else Outcome.CANNOT_TELL if unknown else Outcome.MET
    because = unknown[0] if outcome is Outcome.CANNOT_TELL else None
    return Answer("papers", "WML art. 18b(2)", outcome, because, steps=steps)


def employer_presumed(works_in_enterprise: bool | None) -> Answer:
    """WML art. 18b(3): facts that make it likely that someone works in an enterprise make it the employer,
    for the papers only.

    It gives no hours and no wage; proof of the contrary is allowed.

    :param works_in_enterprise: facts give a reasonable suspicion that the person works or worked in or for
        the enterprise
    """
    if works_in_enterprise is None:
        return Answer("employer_presumed", "WML art. 18b(3)", Outcome.CANNOT_TELL, "works_in_enterprise")
    outcome = Outcome.MET if works_in_enterprise else Outcome.NOT_MET
    return Answer("employer_presumed", "WML art. 18b(3)", outcome)
