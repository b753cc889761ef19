"""When a landlord report goes: the four triggers of the Besluit goed verhuurderschap, art. 2 (Stb. 2023, 193)."""

from __future__ import annotations

from datetime import date

import pytest

from medemens.casework.case_types import Closed
from medemens.housing.landlords.case_type import CASE_TYPE

RECEIVED, ENDED, FINAL = date(2026, 3, 2), date(2026, 4, 1), date(2026, 6, 1)
FOUR_YEARS = date(2030, 3, 2)


@pytest.mark.parametrize(
    ("outcome", "kept", "on", "citation"),
    [
        ("unfounded", False, ENDED, "Besluit goed verhuurderschap art. 2(1)(a)"),
        ("unfounded", True, ENDED, "Besluit goed verhuurderschap art. 2(1)(a)"),
        ("referred", False, ENDED, "Besluit goed verhuurderschap art. 2(1)(b)"),
        ("referred", True, FOUR_YEARS, "Besluit goed verhuurderschap art. 2(2)"),
        ("not_enforced", False, ENDED, "Besluit goed verhuurderschap art. 2(1)(c)"),
        ("warned", True, FOUR_YEARS, "Besluit goed verhuurderschap art. 2(2)"),
        ("withdrawn", False, ENDED, "Besluit goed verhuurderschap art. 2(1)(c)"),
        ("refused", False, FINAL, "Besluit goed verhuurderschap art. 2(1)(c)"),
        ("order", False, FINAL, "Besluit goed verhuurderschap art. 2(1)(d)"),
        ("fine", True, FINAL, "Besluit goed verhuurderschap art. 2(1)(d)"),
    ],
)
def test_each_end_has_its_day_and_its_article(outcome: str, kept: bool, on: date, citation: str) -> None:
    trigger = CASE_TYPE.outcome(outcome).trigger
    removal = CASE_TYPE.retention(Closed(RECEIVED, ENDED, trigger, kept, irrevocable_on=FINAL))
    assert removal is not None
    assert (removal.on, removal.citation) == (on, citation)


@pytest.mark.parametrize("outcome", [each.id for each in CASE_TYPE.outcomes if each.decision])
def test_while_a_decision_can_be_contested_no_day_is_known(outcome: str) -> None:
    assert CASE_TYPE.retention(Closed(RECEIVED, ENDED, CASE_TYPE.outcome(outcome).trigger, kept_for_file=False)) is None


def test_a_formal_request_gets_eight_weeks_and_a_report_does_not() -> None:
    assert CASE_TYPE.formal({"request": "formal"})
    assert not CASE_TYPE.formal({"request": "report"})
    assert CASE_TYPE.formal_term is not None
    assert (CASE_TYPE.formal_term.weeks, CASE_TYPE.formal_term.statutory) == (8, True)
    assert any(outcome.decision and outcome.trigger == "refused" for outcome in CASE_TYPE.outcomes), "a request can be refused"
