"""The answer of a norm that is a plain function: for questions about a job, not about one payslip line."""

from __future__ import annotations

from dataclasses import dataclass

from medemens.law.finding import Outcome, Step


@dataclass(frozen=True)
class Answer:
    """What a norm says: the outcome, the fact that is missing, an amount in euro cents where there is one,
    and the steps.

    For a presumption "met" means that its conditions are met, so that the law presumes; the other side may
    prove otherwise. `proposal` is true for what is not law.
    """

    norm: str
    citation: str
    outcome: Outcome
    because: str | None = None
    amount: int | None = None
    steps: tuple[Step, ...] = ()
    proposal: bool = False

    def step(self, name: str) -> Step:
        """A step by name.

        :raises KeyError: there is no such step
        """
        for each in self.steps:
            if each.name == name:
                return each
        raise KeyError(name)
