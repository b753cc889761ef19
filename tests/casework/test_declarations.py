"""Every case type is a whole declaration: what a reporter is asked and told, how it can end, when the record goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medemens.casework.case_type_parts import kept_for_years
from medemens.casework.case_types import Answers, CaseType, Closed
from medemens.common.questions import Field, Question, asked
from medemens.law.awb.terms import ends_on
from medemens.site.cases import CASE_TYPES

OUTCOMES = {"met", "not met", "cannot tell"}
RECEIVED, ENDED = date(2026, 3, 2), date(2026, 4, 1)
MOST_QUESTIONS = 10

OF_REPORTERS = tuple(kind for kind in CASE_TYPES if not kind.by_account)
every_case_type_of_reporters = pytest.mark.parametrize("kind", OF_REPORTERS, ids=lambda kind: kind.id)
every_case_type_of_firms = pytest.mark.parametrize(
    "kind", [kind for kind in CASE_TYPES if kind.by_account], ids=lambda kind: kind.id
)
every_case_type = pytest.mark.parametrize("kind", CASE_TYPES, ids=lambda kind: kind.id)


def value(field: Field) -> st.SearchStrategy[Any]:
    """What can stand in an answer to a field: what the form lets through, and slips that it might not stop."""
    keys = [key for key, _ in field.choices]
    match field.kind:
        case "choice":
            kind: st.SearchStrategy[Any] = st.sampled_from(keys)
        case "many":
            kind = st.lists(st.sampled_from(keys), unique=True)
        case "day":
            kind = st.dates().map(date.isoformat) | st.just("31-02-2026")
        case "money" | "hours" | "number":
            kind = st.integers(0, 10**9)
        case _:
            kind = st.text(max_size=40)
    return st.none() | kind


def answers_to(kind: CaseType) -> st.SearchStrategy[dict[str, Any]]:
    """Any answers, also to questions that are not asked any more."""
    fields = {field.name: value(field) for question in kind.questions for field in question.fields}
    return st.fixed_dictionaries({}, optional=fields)


def everything_wrong(kind: CaseType) -> dict[str, Any]:
    """The answers of somebody to whom all of it happens: the longest way."""
    every = {field.name: [key for key, _ in field.choices] for field in fields(kind) if field.kind == "many"}
    return {**every, "relation": "self"}


def fields(kind: CaseType) -> Iterator[Field]:
    return chain.from_iterable(question.fields for question in kind.questions)


def test_subjects_lead_to_one_case_type_each() -> None:
    subjects = [subject.id for kind in CASE_TYPES for subject in kind.subjects]
    of_reporters = [subject.id for kind in OF_REPORTERS for subject in kind.subjects]
    assert of_reporters == ["housing", "pay", "agency", "unsafe_work", "exploitation", "other"]
    assert len(set(subjects)) == len(subjects)
    assert len({kind.identification for kind in CASE_TYPES}) == len(CASE_TYPES)
    assert len({kind.processing for kind in OF_REPORTERS}) == len(OF_REPORTERS)


@every_case_type
def test_keys_are_unique_and_fit_where_they_are_kept(kind: CaseType) -> None:
    for listed in (kind.statuses, kind.outcomes, kind.referrals, kind.norms, kind.questions):
        keys = [each.id for each in listed]
        assert len(set(keys)) == len(keys)
        assert all(len(key) <= 40 for key in keys)
    assert len(kind.identification) <= 50, "ZGW: zaaktype.identificatie"


@every_case_type
def test_a_reporter_is_told_of_every_step_and_every_end(kind: CaseType) -> None:
    assert kind.statuses[0].id == "received"
    for told in (*kind.statuses, *kind.outcomes):
        assert str(told.told).endswith("."), told.id


@every_case_type
@pytest.mark.parametrize("kept", [False, True])
def test_every_end_sets_off_a_day_of_removal_with_its_reason(kind: CaseType, kept: bool) -> None:
    for outcome in kind.outcomes:
        removal = kind.retention(Closed(RECEIVED, ENDED, outcome.trigger, kept, irrevocable_on=date(2026, 6, 1)))
        assert removal is not None, outcome.id
        assert removal.on >= ENDED or kept
        assert removal.on <= date(2033, 6, 1)
        assert removal.because
        assert removal.citation


@every_case_type
def test_the_terms_run_from_the_first_day(kind: CaseType) -> None:
    rules = [rule for rule in (kind.term, kind.formal_term) if rule is not None]
    assert all((ends_on(rule, RECEIVED).ends_on or RECEIVED) > RECEIVED + timedelta(5) for rule in rules)
    assert len({rule.id for rule in rules}) == len(rules)
    assert not kind.term.statutory, "no law sets a term for a report"


@every_case_type
def test_referral_always_names_an_article(kind: CaseType) -> None:
    assert kind.referrals
    assert all(" art. " in basis.citation or ":" in basis.citation for basis in kind.referrals)


@every_case_type
def test_fields_are_of_a_kind_and_choices_are_different(kind: CaseType) -> None:
    for field in fields(kind):
        assert field.kind in {"choice", "many", "day", "money", "hours", "number", "line", "text"}
        assert bool(field.choices) == (field.kind in ("choice", "many")), field.name
        keys = [key for key, _ in field.choices]
        assert len(set(keys)) == len(keys)


@every_case_type
def test_place_organisation_and_person_are_not_asked_here(kind: CaseType) -> None:
    names = {field.name for field in fields(kind)}
    assert not names & {"municipality", "address", "organisation", "name", "email", "telephone"}


@every_case_type_of_reporters
def test_the_longest_way_is_not_long_and_the_story_is_on_every_way(kind: CaseType) -> None:
    longest = asked(kind.questions, everything_wrong(kind))
    assert len(longest) <= MOST_QUESTIONS
    assert "story" in [question.id for question in asked(kind.questions, {})]
    assert no_field_twice(longest)


@every_case_type_of_firms
def test_what_firms_send_is_asked_on_pages_of_the_chapter(kind: CaseType) -> None:
    assert kind.page, "the page of the case leads to what the chapter knows of it"
    assert kind.questions, "the workbench shows the answers with the words of the questions"


@every_case_type
def test_only_a_decision_is_taken_by_a_second_person(kind: CaseType) -> None:
    assert all(outcome.decision for outcome in kind.outcomes if outcome.four_eyes)


def no_field_twice(questions: list[Question]) -> bool:
    names = [field.name for question in questions for field in question.fields]
    return len(set(names)) == len(names)


@every_case_type
def test_any_answers_can_be_judged_and_asked_on(kind: CaseType) -> None:
    @settings(max_examples=60, deadline=None)
    @given(answers=answers_to(kind))
    def check(answers: Answers) -> None:
        judged = kind.judge(answers, RECEIVED)
        known = {norm.id for norm in kind.norms}
        assert {each.norm for each in judged} <= known
        assert {each.outcome for each in judged} <= OUTCOMES
        assert all(each.because for each in judged if each.outcome == "cannot tell")
        assert isinstance(kind.urgent(answers), bool)
        assert isinstance(kind.formal(answers), bool)
        questions = asked(kind.questions, answers)
        assert len(questions) <= MOST_QUESTIONS or kind.by_account, "firms fill it in at a desk, in several sittings"
        assert no_field_twice(questions)

    check()


@every_case_type
def test_somebody_in_danger_comes_first(kind: CaseType) -> None:
    if "danger" in [field.name for field in fields(kind)]:
        assert kind.urgent({"danger": "yes"})
        assert kind.urgent({"danger": "no"}) == (kind.id == "exploitation_signal")


def test_years_run_from_the_end_or_from_the_day_on_which_a_decision_is_final() -> None:
    kept = kept_for_years(2)
    assert kept(Closed(RECEIVED, ENDED, "inspected", kept_for_file=False)).on == date(2028, 4, 1)
    assert kept(Closed(RECEIVED, ENDED, "sanction", kept_for_file=False, irrevocable_on=date(2026, 6, 1))).on == date(2028, 6, 1)
