"""Terms: the worked examples of the Awb and the Algemene termijnenwet, and what holds for every term."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medemens.law.awb import norms as awb
from medemens.law.awb.terms import SERVICE_NORM, Ground, TermEvent, TermRefused, TermRule, TermState, ends_on, service_norm
from medemens.law.termijnenwet import norms as termijnenwet

Case = dict[str, Any]
RULES = {
    rule.id: rule
    for rule in (
        awb.decision_on_application(),
        awb.objection_period(),
        awb.decision_on_objection(committee=False),
        awb.decision_on_objection(committee=True),
    )
}
TWO_WORKING_DAYS = service_norm("forward", "invented for this test", date(2026, 1, 1), working_days=2)
FIVE_DAYS = service_norm("answer", "invented for this test", date(2026, 1, 1), days=5)
days = st.dates(date(2010, 1, 1), date(2040, 12, 31))
rules = st.sampled_from(sorted(RULES.values(), key=lambda rule: rule.id))


def read(statute: str, kind: str) -> list[Any]:
    text = files("medemens.law").joinpath(statute, "cases.toml").read_text(encoding="utf-8")
    return [pytest.param(case, id=case["name"]) for case in tomllib.loads(text)[kind]]


def events(case: Case) -> list[TermEvent]:
    grounds = {ground.key: ground for ground in Ground}
    return [
        TermEvent(each["kind"], each["on"], each.get("weeks", 0), grounds.get(each.get("ground", "")))
        for each in case.get("events", [])
    ]


def step(state: TermState, name: str) -> Any:
    return [each.value for each in state.steps if each.name == name][-1]


@pytest.mark.parametrize("case", read("termijnenwet", "term"))
def test_a_statutory_term_over_weekends_and_holidays(case: Case) -> None:
    assert case["source"]
    assert termijnenwet.last_day(case["after"], case["days"]) == case["last_day"]


@pytest.mark.parametrize("case", read("awb", "objection"))
def test_the_last_day_to_object(case: Case) -> None:
    assert case["source"]
    assert awb.objection_until(case["made_known_on"]) == case["until"]


@pytest.mark.parametrize("case", read("awb", "term"))
def test_a_term(case: Case) -> None:
    assert case["source"]
    state = ends_on(RULES[case["rule"]], case["started_on"], events(case))
    assert state.ends_on == case.get("ends_on")
    assert state.days_left_at_suspension == case.get("days_left")
    for name, value in case.get("steps", {}).items():
        assert step(state, name) == value, name


@pytest.mark.parametrize("case", read("awb", "refused"))
def test_what_cannot_be_counted_is_refused_by_name(case: Case) -> None:
    assert case["source"]
    with pytest.raises(TermRefused) as refusal:
        ends_on(RULES[case["rule"]], case["started_on"], events(case))
    assert refusal.value.key == case["key"]


def test_a_term_is_explained_step_by_step() -> None:
    happened = (
        TermEvent("suspended", date(2026, 9, 10), ground=Ground.COMPLETION),
        TermEvent("resumed", date(2026, 9, 22)),
    )
    state = ends_on(awb.decision_on_application(), date(2026, 9, 1), happened)
    assert [(each.name, each.value) for each in state.steps] == [
        ("started_on", date(2026, 9, 1)),
        ("first_day", date(2026, 9, 2)),
        ("counted_end", date(2026, 10, 27)),
        ("suspended_from", date(2026, 9, 11)),
        ("resumed_on", date(2026, 9, 22)),
        ("days_suspended", 11),
        ("counted_end", date(2026, 11, 7)),
        ("moved_from", date(2026, 11, 7)),
        ("ends_on", date(2026, 11, 9)),
    ]


def test_a_service_norm_has_no_law_behind_it() -> None:
    assert FIVE_DAYS.citation == SERVICE_NORM
    assert ends_on(FIVE_DAYS, date(2026, 9, 1)).ends_on == date(2026, 9, 6), "a Sunday: nothing moves it"
    assert ends_on(TWO_WORKING_DAYS, date(2026, 12, 24)).ends_on == date(2026, 12, 29)
    waiting = TermEvent("suspended", date(2026, 9, 1), ground=Ground.ANSWER)
    assert ends_on(TWO_WORKING_DAYS, date(2026, 9, 1), [waiting]).days_left_at_suspension == 2
    again = TermEvent("resumed", date(2026, 9, 5))
    assert ends_on(TWO_WORKING_DAYS, date(2026, 9, 1), [waiting, again]).ends_on == date(2026, 9, 8), "resumed on a Saturday"
    longer = TermEvent("extended", date(2026, 9, 2), weeks=1)
    assert ends_on(FIVE_DAYS, date(2026, 9, 1), [longer]).ends_on == date(2026, 9, 13)


def test_working_days_that_are_extended_to_a_holiday_end_after_it() -> None:
    longer = TermEvent("extended", date(2026, 12, 17), weeks=1)
    assert ends_on(TWO_WORKING_DAYS, date(2026, 12, 16), [longer]).ends_on == date(2026, 12, 28)


def test_a_rule_has_one_length() -> None:
    for lengths in ({}, {"weeks": 1, "days": 1}, {"weeks": 0}):
        with pytest.raises(ValueError, match="give one"):
            service_norm("answer", "invented", date(2026, 1, 1), **lengths)


def test_terms_that_are_too_long_are_not_moved() -> None:
    rule = TermRule("long", "invented", "invented", date(2026, 1, 1), weeks=13)
    saturday = date(2026, 9, 5)
    assert ends_on(rule, saturday).ends_on == saturday + timedelta(weeks=13)
    assert ends_on(replace(rule, weeks=12), saturday).ends_on == saturday + timedelta(weeks=12, days=2)


@pytest.mark.parametrize(
    ("received_on", "posted_on", "in_time"),
    [
        (date(2026, 10, 13), None, True),
        (date(2026, 10, 14), None, False),
        (date(2026, 10, 20), date(2026, 10, 13), True),
        (date(2026, 10, 20), date(2026, 10, 14), False),
        (date(2026, 10, 21), date(2026, 10, 13), False),
    ],
)
def test_an_objection_is_in_time(received_on: date, posted_on: date | None, in_time: bool) -> None:
    assert awb.objection_in_time(date(2026, 9, 1), received_on, posted_on) is in_time


def test_a_decision_takes_effect_once_it_is_made_known() -> None:
    assert awb.takes_effect_on(date(2026, 9, 1)) == date(2026, 9, 1)
    assert awb.takes_effect_on(date(2026, 9, 1), date(2026, 8, 1)) == date(2026, 9, 1)
    assert awb.takes_effect_on(date(2026, 9, 1), date(2026, 10, 1)) == date(2026, 10, 1)


def test_a_decision_on_an_objection_is_counted_from_the_end_of_the_objection_period() -> None:
    assert awb.objection_decided_by(date(2026, 9, 1), committee=False).ends_on == date(2026, 11, 24)
    assert awb.objection_decided_by(date(2026, 9, 1), committee=True).ends_on == date(2027, 1, 5)
    assert awb.objection_decided_by(date(2026, 9, 5), committee=False).ends_on == date(2026, 11, 30), "from Monday 19 October"


def test_duties_and_rules_name_their_article_and_source() -> None:
    for each in (*RULES.values(), awb.FORWARDING, awb.OBJECTION_CLAUSE, awb.NOTICE_OF_DELAY):
        assert each.citation.startswith("Awb ")
        assert each.source


@given(rules, days)
def test_a_statutory_term_ends_on_a_working_day_within_six_days_of_its_length(rule: TermRule, day: date) -> None:
    end = ends_on(rule, day).ends_on
    assert end is not None
    assert termijnenwet.is_working_day(end)
    assert timedelta(0) <= end - day - timedelta(weeks=rule.weeks) <= timedelta(6)


@given(days, st.integers(0, 54), st.integers(0, 400))
def test_standing_still_for_so_many_days_moves_the_counted_end_by_so_many(day: date, invited: int, still: int) -> None:
    rule = awb.decision_on_application()
    suspended = TermEvent("suspended", day + timedelta(invited), ground=Ground.COMPLETION)
    resumed = TermEvent("resumed", day + timedelta(invited + 1 + still))
    state = ends_on(rule, day, [suspended, resumed])
    assert step(state, "counted_end") == day + timedelta(weeks=8, days=still)
    assert step(state, "days_suspended") == still
    left = ends_on(rule, day, [suspended]).days_left_at_suspension
    assert left is not None
    assert step(state, "counted_end") == resumed.on + timedelta(left - 1)


@given(days, st.integers(1, 6))
def test_an_extension_adds_whole_weeks(day: date, weeks: int) -> None:
    rule = awb.decision_on_objection(committee=False)
    state = ends_on(rule, day, [TermEvent("extended", day, weeks)])
    assert step(state, "counted_end") == day + timedelta(weeks=6 + weeks)


@given(days, st.integers(3, 90))
def test_a_short_term_has_two_working_days_in_it(day: date, number: int) -> None:
    end = termijnenwet.last_day(day, number)
    assert end >= day + timedelta(number)
    assert termijnenwet.is_working_day(end)
    assert termijnenwet.working_days_between(day, end) >= 2


@given(days, st.integers(0, 60))
def test_working_days_are_counted_back_and_forth(day: date, number: int) -> None:
    end = termijnenwet.working_days_after(day, number)
    assert termijnenwet.working_days_between(day, end) == number


def test_before_the_act_nothing_is_moved_but_refused() -> None:
    with pytest.raises(ValueError, match="not in force"):
        termijnenwet.last_day(date(1960, 1, 1), 14)
