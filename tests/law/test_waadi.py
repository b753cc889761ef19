"""Who may lend on which day: the worked examples of the Waadi as amended by the Wtta, and what holds for every history."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medemens.law.finding import Outcome
from medemens.law.waadi import application, lending
from medemens.law.waadi.application import Application, ExemptionFacts
from medemens.law.waadi.decisions import BadDecision, Decision, Kind, last_day, run_off_until, standing
from medemens.law.waadi.lending import Lender

Case = dict[str, Any]
KINDS = {kind.key: kind for kind in Kind}
CASES = tomllib.loads(files("medemens.law").joinpath("waadi", "cases.toml").read_text(encoding="utf-8"), parse_float=Decimal)


def read(kind: str) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in CASES[kind]]


def cents(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: int(value * 100) if isinstance(value, Decimal) else value for name, value in facts.items()}


def decision(row: dict[str, Any]) -> Decision:
    return Decision(KINDS[row["kind"]], row["made_known_on"], row["takes_effect_on"], row.get("valid_until"))


def lender(case: Case) -> Lender:
    return Lender(decisions=tuple(map(decision, case.get("decisions", []))), **case.get("facts", {}))


@pytest.mark.parametrize("case", read("lending"))
def test_whether_a_worker_may_begin_and_go_on(case: Case) -> None:
    assert case["source"]
    begins = lending.may_begin(lender(case), case["day"])
    goes_on = lending.may_go_on(lender(case), case["day"], case.get("worker_since"))
    assert (begins.outcome.word, begins.because) == (case["begins"], case.get("because"))
    assert (goes_on.outcome.word, goes_on.because) == (case["goes_on"], case.get("because_on"))
    assert begins.citation.startswith("Waadi art.")


@pytest.mark.parametrize("case", read("application"))
def test_the_conditions_of_an_application(case: Case) -> None:
    assert case["source"]
    answers = {each.norm: each for each in application.conditions(Application(**cents(case["facts"])))}
    assert {norm: answers[norm].outcome.word for norm in case["expected"]} == case["expected"]
    if "amount" in case:
        assert answers["financial_security"].amount == int(case["amount"] * 100)
    if "because" in case:
        assert answers[next(iter(case["expected"]))].because == case["because"]


@pytest.mark.parametrize("case", read("exemption"))
def test_the_exemption(case: Case) -> None:
    assert case["source"]
    answer = application.exemption(ExemptionFacts(**cents(case["facts"])))
    assert (answer.outcome.word, answer.because) == (case["outcome"], case.get("because"))


def test_there_are_enough_situations() -> None:
    assert sum(len(cases) for cases in CASES.values()) >= 60


def test_lengths_of_what_is_granted() -> None:
    assert last_day(Kind.ADMITTED, date(2028, 2, 29)) == date(2032, 2, 28)
    assert last_day(Kind.PROVISIONAL, date(2028, 8, 31)) == date(2029, 2, 27)
    assert last_day(Kind.EXEMPT, date(2028, 1, 1)) is None
    with pytest.raises(BadDecision, match="before_commencement"):
        last_day(Kind.ADMITTED, date(2026, 12, 31))


def test_records_are_kept_for_seven_years_after_the_year() -> None:
    assert lending.records_until(date(2028, 1, 1)) == date(2035, 12, 31)
    assert lending.records_until(date(2026, 12, 31)) is None


@pytest.mark.parametrize(
    ("kind", "known", "effect", "until", "why"),
    [
        (Kind.SUSPENDED, date(2028, 5, 1), date(2028, 5, 30), None, "run_off_too_long"),
        (Kind.REVOKED, date(2028, 5, 2), date(2028, 5, 1), None, "before_made_known"),
        (Kind.ADMITTED, date(2028, 5, 1), date(2028, 5, 1), None, "no_end"),
        (Kind.SUSPENDED, date(2026, 5, 1), date(2026, 5, 1), None, "before_commencement"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(kind: Kind, known: date, effect: date, until: date | None, why: str) -> None:
    with pytest.raises(BadDecision, match=why):
        Decision(kind, known, effect, until)


days = st.dates(date(2027, 1, 1), date(2035, 12, 31))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Decision, ...]:
    """Decisions in any order of moments, each possible by itself."""
    made = []
    for known in draw(st.lists(days, max_size=6, unique=True)):
        kind = draw(st.sampled_from(list(Kind)))
        effect = known + timedelta(draw(st.integers(0, (run_off_until(known) - known).days)))
        length = timedelta(draw(st.integers(1, 1500)))
        made.append(
            Decision(kind, known, effect, effect + length if kind in (Kind.ADMITTED, Kind.PROVISIONAL, Kind.EXTENDED) else None)
        )
    return tuple(made)


@given(histories(), days, days)
def test_what_becomes_known_later_never_changes_a_day_in_the_past(history: tuple[Decision, ...], on: date, later: date) -> None:
    by_then = tuple(each for each in history if each.made_known_on <= on)
    assert standing(history, on) == standing(by_then, on)
    assert standing(tuple(reversed(history)), on) == standing(history, on)


@given(histories(), days, days)
def test_who_may_begin_may_go_on_and_nobody_goes_on_who_could_not_have_begun(
    history: tuple[Decision, ...], on: date, since: date
) -> None:
    one = Lender(registered=True, excepted=False, decisions=history)
    begins, goes_on = lending.may_begin(one, on), lending.may_go_on(one, on, since)
    if begins.outcome is Outcome.MET:
        assert goes_on.outcome is Outcome.MET
    stands = standing(history, on)
    if goes_on.outcome is Outcome.MET and begins.outcome is not Outcome.MET:
        assert stands.present_on is not None
        assert since <= stands.present_on
