"""What the law asks of a lender by when: the worked examples, and what holds for every situation."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medemens.law.finding import Outcome
from medemens.law.waadi.application import Application, certificate_of_conduct
from medemens.law.waadi.duties import Duty, PaperFacts, Situation, duties
from tests.law.test_waadi import read


def situation(case: dict[str, Any]) -> Situation:
    facts = {name: tuple(value) if isinstance(value, list) else value for name, value in case["facts"].items()}
    return Situation(papers=tuple(PaperFacts(**each) for each in case.get("papers", [])), **facts)


@pytest.mark.parametrize("case", read("duty"))
def test_what_must_be_done_by_when(case: dict[str, Any]) -> None:
    assert case["source"]
    found = [each for each in duties(situation(case)) if each.key == case["key"]]
    if case.get("absent"):
        assert found == []
        return
    (duty,) = found
    assert (duty.first, duty.last) == (case.get("first"), case.get("last"))
    assert (duty.sure, duty.advice) == (case["sure"], case.get("advice", False))
    assert duty.citation.split(" art.")[0] in ("Waadi", "Awb")


def test_every_duty_has_a_worked_example() -> None:
    shown = {case.values[0]["key"] for case in read("duty") if not case.values[0].get("absent")}
    everything = {each.key for case in read("duty") for each in duties(situation(case.values[0]))}
    assert everything - shown == {"applications_taken"}


DAYS = st.dates(date(2026, 1, 1), date(2040, 12, 31))
SITUATIONS = st.builds(
    Situation,
    on=DAYS,
    lends=st.none() | st.booleans(),
    signed_up=st.none() | st.booleans(),
    applied_on=st.none() | DAYS,
    with_report=st.none() | st.booleans(),
    certified=st.none() | st.booleans(),
    granted=st.sampled_from(["", "admitted", "provisional", "exempt"]),
    until=st.none() | DAYS,
    winds_up_until=st.none() | DAYS,
    directors_changed_on=st.lists(DAYS, max_size=2).map(tuple),
    decisions_made_known_on=st.lists(DAYS, max_size=2).map(tuple),
    papers=st.lists(
        st.builds(PaperFacts, st.sampled_from(["conduct", "security", "other"]), st.none() | DAYS, st.none() | DAYS), max_size=3
    ).map(tuple),
)


@given(asked=SITUATIONS)
def test_days_come_in_order_and_none_is_sure_without_an_article(asked: Situation) -> None:
    found = duties(asked)
    days = [each.last or each.first or date.max for each in found]
    assert days == sorted(days)
    for each in found:
        assert each.citation or each.key == "paper_ends"
        assert each.first is None or each.last is None or each.first <= each.last


@given(given_on=st.dates(date(2027, 1, 1), date(2035, 12, 31)))
def test_on_the_last_day_to_use_it_a_certificate_of_conduct_is_still_good(given_on: date) -> None:
    asked = Situation(on=given_on, papers=(PaperFacts("conduct", given_on),))
    (duty,) = (each for each in duties(asked) if each.key == "apply_with_paper")
    assert duty.last is not None
    answer = certificate_of_conduct(Application(duty.last, provisional=True, conduct_given_on=given_on))
    assert answer.outcome is Outcome.MET


def test_a_duty_says_nothing_of_who_it_is() -> None:
    assert {each.name for each in fields(Duty)} == {"key", "citation", "last", "first", "sure", "advice", "about"}
