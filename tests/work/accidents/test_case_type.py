"""Which accidents the employer has to report (Arbowet art. 9(1)), as far as the reporter can tell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from medemens.work.accidents.case_type import CASE_TYPE

ON = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("injury", "reported", "outcome"),
    [
        ("hospital", "no", "not met"),
        ("lasting", "yes", "met"),
        ("death", "unknown", "cannot tell"),
        ("unknown", "no", "cannot tell"),
        (None, None, "cannot tell"),
    ],
)
def test_a_serious_accident_must_be_reported(injury: str | None, reported: str | None, outcome: str) -> None:
    (found,) = CASE_TYPE.judge({"topics": ["accident"], "injury": injury, "employer_reported": reported}, ON)
    assert (found.norm, found.outcome) == ("accident_reported", outcome)


@pytest.mark.parametrize("answers", [{"topics": ["accident"], "injury": "light"}, {"topics": ["height"], "injury": "death"}, {}])
def test_without_a_serious_accident_there_is_no_such_duty(answers: dict[str, Any]) -> None:
    assert CASE_TYPE.judge(answers, ON) == ()


@pytest.mark.parametrize(("injury", "urgent"), [("death", True), ("hospital", True), ("light", False)])
def test_a_serious_accident_comes_first(injury: str, urgent: bool) -> None:
    assert CASE_TYPE.urgent({"injury": injury}) is urgent
