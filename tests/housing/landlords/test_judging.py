"""What a tenant answers, held against the Wgv: examples. Amounts are euro cents."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from medemens.casework.case_types import Judged
from medemens.housing.landlords.judging import judge

ON = date(2026, 11, 24)
TENANCY: dict[str, Any] = {"relation": "self", "concluded_on": "2026-02-01", "bare_rent": 500_00}


def judged(norm: str, **answers: Any) -> Judged:
    """What is found of one norm."""
    return next(each for each in judge({**TENANCY, **answers}, ON) if each.norm == norm)


@pytest.mark.parametrize(
    ("norm", "answers", "outcome", "amount"),
    [
        ("deposit_height", {"deposit": 1500_00}, "not met", 500_00),
        ("deposit_height", {"deposit": 1000_00}, "met", None),
        ("deposit_height", {"deposit": 1500_00, "bare_rent": None}, "cannot tell", None),
        ("intermediary_fee", {"intermediary_fee": 300_00, "intermediary_for_landlord": "yes"}, "not met", 300_00),
        ("intermediary_fee", {"intermediary_fee": 300_00, "intermediary_for_landlord": "unknown"}, "cannot tell", None),
        ("written_agreement", {"written_agreement": "no"}, "not met", None),
        ("separate_agreements", {"separate_agreements": "no", "migrant_worker": "yes"}, "not met", None),
        ("information_understood", {"information_understood": "no", "migrant_worker": "yes"}, "not met", None),
        ("no_intimidation", {"topics": ["intimidation"]}, "not met", None),
        ("no_intimidation", {"topics": ["rent"]}, "cannot tell", None),
    ],
)
def test_an_answer_decides_as_far_as_the_law_lets_it(
    norm: str, answers: dict[str, Any], outcome: str, amount: int | None
) -> None:
    found = judged(norm, **answers)
    assert (found.outcome, found.amount) == (outcome, amount)


def test_a_deposit_of_which_nothing_came_back_is_due_after_two_weeks() -> None:
    answers = {"deposit": 1000_00, "deposit_returned": 0, "set_off": 0, "ended_on": "2026-09-30"}
    assert judged("deposit_back", **answers).amount == 1000_00
    with pytest.raises(StopIteration):
        judged("deposit_back", **{**answers, "ended_on": "2026-11-20"})


def test_what_does_not_touch_this_tenant_is_left_out() -> None:
    norms = {each.norm for each in judge({**TENANCY, "migrant_worker": "no"}, ON)}
    assert "separate_agreements" not in norms
    assert "written_agreement" in norms


def test_the_missing_fact_and_the_steps_are_told_in_the_language_of_the_handler() -> None:
    with override("en"):
        assert judged("deposit_height").because == "Deposit"
        assert ("Highest deposit", "€1,000.00") in judged("deposit_height", deposit=1500_00).steps


@pytest.mark.parametrize("slip", ["31-02-2026", "9999-12-31", "", None, 20260201, ["2026-02-01"]])
def test_a_day_that_cannot_be_is_not_known(slip: Any) -> None:
    assert judged("deposit_height", deposit=1500_00, concluded_on=slip).outcome == "cannot tell"
