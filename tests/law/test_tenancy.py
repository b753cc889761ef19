"""Norms for landlords: the worked examples, what holds for any tenancy, and when a report is deleted."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from medemens.law import Outcome
from medemens.law.finding import Finding
from medemens.law.wgv import facts, retention, tenancy
from medemens.law.wgv.facts import TenancyFacts
from medemens.law.wgv.retention import ClosedReport, RetentionRefused, Trigger, deletion

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    files("medemens.law").joinpath("wgv", "cases.toml").read_text(encoding="utf-8"), parse_float=Decimal
)
NEVER_NOT_APPLICABLE = {"no_intimidation", "written_agreement", "landlord_fees", "rent_increase", "entry"}
KINDS = {fact.name: fact.kind for fact in facts.FACTS}
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "truth": st.booleans(),
    "cents": st.sampled_from((0, 1, 200_00, 500_00, 999_99, 1000_00, 1000_01)),
    "day": st.dates(date(2023, 1, 1), date(2026, 12, 31)),
}
some_facts = st.fixed_dictionaries(
    {"as_of": st.dates(date(2023, 1, 1), date(2026, 12, 31))},
    optional={name: st.none() | VALUES[kind] for name, kind in KINDS.items()},
).map(lambda known: TenancyFacts(**known))
all_facts = st.fixed_dictionaries({name: VALUES[kind] for name, kind in KINDS.items()})


def whole(value: Any) -> Any:
    return int(value * 100) if isinstance(value, Decimal) else value


def found(given_facts: TenancyFacts) -> dict[str, Finding]:
    return {each.norm.id: each for each in tenancy.check(given_facts)}


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case['norm']}: {case['name']}") for case in CASES["case"]])
def test_a_tenancy(case: dict[str, Any]) -> None:
    assert case["source"]
    known = {name: whole(value) for name, value in case["facts"].items()}
    finding, expected = found(TenancyFacts(case["day"], **known))[case["norm"]], case["expected"]
    assert finding.outcome.word == expected["outcome"]
    assert finding.because == expected.get("because")
    assert finding.amount == whole(expected.get("amount"))
    steps = {step.name: step.value for step in finding.steps}
    for name, value in expected.get("steps", {}).items():
        assert steps[name] == whole(value), name


def test_every_norm_has_an_example_of_every_outcome_and_every_fact_is_used() -> None:
    shown: dict[str, set[str]] = defaultdict(set)
    for case in CASES["case"]:
        shown[case["norm"]].add(case["expected"]["outcome"])
    assert set(shown) == {norm.id for norm in tenancy.NORMS}
    for norm, outcomes in shown.items():
        assert {"met", "not met", "cannot tell"} <= outcomes, norm
        if norm not in NEVER_NOT_APPLICABLE:
            assert "not applicable" in outcomes, norm
    assert {name for case in CASES["case"] for name in case["facts"]} == set(KINDS)


def test_the_facts_are_described_in_the_order_of_the_record() -> None:
    assert [field.name for field in fields(TenancyFacts)] == ["as_of", *KINDS]


def test_every_norm_says_its_rule_its_article_and_its_source() -> None:
    for norm in tenancy.NORMS:
        assert norm.plain.endswith(".")
        assert norm.citation.startswith(("Wgv art. ", "BW 7:", "Regeling goed verhuurderschap art. "))
        assert norm.source
    deposit = next(norm for norm in tenancy.NORMS if norm.id == "deposit_height")
    assert deposit.text_url == "https://wetten.overheid.nl/BWBR0005290/2024-01-19"


@given(some_facts)
def test_what_cannot_be_told_names_a_fact_that_is_missing(known: TenancyFacts) -> None:
    for finding in tenancy.check(known):
        if finding.outcome is not Outcome.CANNOT_TELL:
            assert finding.because is None
        elif finding.because != "amount_of_law":
            assert finding.because is not None, finding.norm.id
            assert getattr(known, finding.because) is None, finding.norm.id


@given(some_facts)
def test_an_amount_is_never_below_zero_and_only_for_what_is_not_met(known: TenancyFacts) -> None:
    for finding in tenancy.check(known):
        assert finding.amount is None or (finding.outcome is Outcome.NOT_MET and finding.amount >= 0), finding.norm.id


@given(some_facts, all_facts)
def test_what_is_told_stands_whatever_else_becomes_known(known: TenancyFacts, others: dict[str, Any]) -> None:
    later = replace(known, **{name: value for name, value in others.items() if getattr(known, name) is None})
    assume(later.service_costs or not later.service_costs_unfounded)
    complete = found(later)
    for norm, before in found(known).items():
        after = complete[norm].outcome
        if before.outcome is Outcome.NOT_MET:
            assert after is Outcome.NOT_MET, norm
        if before.outcome in (Outcome.MET, Outcome.NOT_APPLICABLE):
            assert after in (Outcome.MET, Outcome.NOT_APPLICABLE), norm


@given(st.dates(date(2023, 7, 1), date(2026, 12, 31)), all_facts)
def test_with_all_facts_only_the_law_can_be_missing(day: date, everything: dict[str, Any]) -> None:
    for finding in tenancy.check(TenancyFacts(day, **everything)):
        assert finding.because in (None, "amount_of_law"), finding.norm.id


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES["retention"]])
def test_when_a_report_is_deleted(case: dict[str, Any]) -> None:
    assert case["source"]
    triggers = {trigger.key: trigger for trigger in Trigger}
    report = ClosedReport(case["received_on"], triggers[case["trigger"]], case["trigger_on"], case.get("kept_for_file", False))
    assert deletion(report) == retention.Deletion(**case["expected"])


def test_a_report_that_cannot_be_is_refused() -> None:
    for report, key in (
        (ClosedReport(date(2026, 3, 1), Trigger.REFERRED, date(2026, 2, 28)), "trigger_before_report"),
        (ClosedReport(date(2023, 6, 30), Trigger.REFERRED, date(2023, 7, 1), True), "before_commencement"),
    ):
        with pytest.raises(RetentionRefused) as refusal:
            deletion(report)
        assert refusal.value.key == key


@given(st.dates(date(2023, 7, 1), date(2040, 12, 31)), st.integers(0, 3000), st.sampled_from(Trigger), st.booleans())
def test_data_are_kept_past_the_trigger_only_for_a_file(received_on: date, days: int, trigger: Trigger, kept: bool) -> None:
    trigger_on = date.fromordinal(received_on.toordinal() + days)
    found = deletion(ClosedReport(received_on, trigger, trigger_on, kept))
    if kept and trigger in (Trigger.REFERRED, Trigger.NOT_ENFORCED):
        assert (found.why, found.delete_on.year - received_on.year) == ("file", 4)
    else:
        assert (found.why, found.delete_on) == (trigger.key, trigger_on)
