"""A signal of exploitation: always first, never asked whether the exploiter knows, kept for five years."""

from __future__ import annotations

from datetime import date

from medemens.casework.case_types import Closed
from medemens.oversight.signals.case_type import CASE_TYPE


def test_it_is_always_urgent() -> None:
    assert CASE_TYPE.urgent({})


def test_nobody_is_asked_whether_they_told_the_exploiter() -> None:
    assert "raised" not in {field.name for question in CASE_TYPE.questions for field in question.fields}


def test_the_term_is_a_choice_and_says_so() -> None:
    removal = CASE_TYPE.retention(Closed(date(2026, 3, 2), date(2026, 4, 1), "help", kept_for_file=False))
    assert removal is not None
    assert removal.on == date(2031, 4, 1)
    assert "choice" in removal.citation
