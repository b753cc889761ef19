"""Switches for what is not law: each off unless it is named, each shown as a proposal, with what became of
it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Status(Enum):
    """How far a proposal has come."""

    ANNOUNCED = "announced"
    WITHDRAWN = "withdrawn"
    IDEA = "idea"


@dataclass(frozen=True)
class Proposal:
    """One switch: its name, what it would change, from which day, what became of it, and where that stands.

    `commencement` is None when no day was ever named. `read_on` is the day on which we last looked.
    """

    switch: str
    changes: str
    status: Status
    commencement: date | None
    sources: tuple[str, ...]
    read_on: date
    plain: str


READ_ON = date(2026, 11, 23)

PROPOSALS = (
    Proposal(
        "youth_2027",
        "Besluit minimumjeugdloon (BWBR0003599) art. 2-3",
        Status.ANNOUNCED,
        date(2027, 1, 1),
        (
            "internet consultation of 2025-12-04 to 2026-01-15, rijksoverheid.nl",
            "no Staatsblad found by 2026-11-23",
        ),
        READ_ON,
        "Higher minimum wages from 16 to 20, and no lower scale for working and learning.",
    ),
    Proposal(
        "housing_phase_out",
        "Besluit minimumloon (BWBR0008222) art. 2a(1)(a)",
        Status.WITHDRAWN,
        date(2026, 1, 1),
        (
            "kst 29861-156 of 2025-02-06",
            "rijksoverheid.nl 2025-10-30: not for now",
            "plenary debate of 2025-11-27",
        ),
        READ_ON,
        "The share of the minimum wage that may go to rent would fall by five points a year, to 0 in 2030.",
    ),
    Proposal(
        "six_months_presumption",
        "WML: a new presumption",
        Status.IDEA,
        None,
        (
            "kst 29861-122 of 2023-12-01",
            "kst 25883-488 of 2024-04-26",
            "nothing of it in the WML as valid on 2026-07-01",
        ),
        READ_ON,
        "On suspected underpayment with defective records six months of full-time work would be presumed.",
    ),
)
"""All switches. `check(lines, as_of, proposals)` knows the first two; `wml.proposals` works out the third."""
