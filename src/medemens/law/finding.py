"""Norms and findings: the words in which every law of the house answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from medemens.law.expression import Expression, Value

Steps = dict[str, Expression]


class Outcome(IntEnum):
    """What a norm says of the facts; the number stands in bulk tables, the word in files for people."""

    NOT_APPLICABLE = 0
    MET = 1
    NOT_MET = 2
    CANNOT_TELL = 3

    @property
    def word(self) -> str:
        """`not applicable`, `met`, `not met` or `cannot tell`."""
        return self.name.lower().replace("_", " ")


@dataclass(frozen=True)
class Norm:
    """One rule of law that can be held against a row of facts.

    `steps` gives the named expressions, in order; among them stand `<id>_outcome` (a number of `Outcome`), `<id>_amount`
    (euro cents due to the worker, or None where the norm is not about money) and `<id>_because` (the name of the fact that
    is missing, when the outcome is CANNOT_TELL).
    """

    id: str
    citation: str
    source: str
    commencement: date
    protects: str
    steps: Callable[[], Steps]
    shown: tuple[str, ...] = ()
    end: date | None = None
    proposal: bool = False
    uncertain: str = ""

    @property
    def text_url(self) -> str:
        """Where the article's text of the day that was read stands; empty when the source names no regulation."""
        regulation, _, valid = self.source.partition(", text valid ")
        return f"https://wetten.overheid.nl/{regulation}/{valid.removeprefix('from ')}" if regulation.startswith("BWBR") else ""

    @property
    def plain(self) -> str:
        """The rule in one plain English sentence: the docstring of its function."""
        return " ".join((self.steps.__doc__ or "").split())


@dataclass(frozen=True)
class Step:
    """One intermediate value of a finding, by name; the unit tells how to write it."""

    name: str
    value: Value
    unit: str


@dataclass(frozen=True)
class Finding:
    """One norm applied to one set of facts: the outcome, the amount in euro cents, what is missing, and the steps."""

    norm: Norm
    outcome: Outcome
    amount: int | None
    because: str | None
    steps: tuple[Step, ...] = field(repr=False)

    @classmethod
    def read(cls, norm: Norm, row: Mapping[str, Value], units: Mapping[str, str]) -> Finding:
        """The finding of a norm, from a row in which its steps were worked out."""
        outcome, amount, because = (row.get(f"{norm.id}_{part}") for part in ("outcome", "amount", "because"))
        steps = tuple(Step(name, row[name], units[name]) for name in norm.shown)
        assert isinstance(outcome, int)
        assert not isinstance(amount, str | date)
        assert not isinstance(because, int | date)
        return cls(norm, Outcome(outcome), amount, because, steps)
