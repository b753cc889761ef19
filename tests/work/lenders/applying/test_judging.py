"""What the law says of what a firm filled in, which papers it asks, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from medemens.work.lenders.applying import judging, missing, papers
from medemens.work.lenders.applying.journey import first_missing, sequence
from medemens.work.lenders.applying.objecting import counted_from
from medemens.work.lenders.applying.questions import of_subject
from medemens.work.lenders.queries.applications import PaperShown

ON = date(2027, 5, 10)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Whatever language the test before it left."""
    with override("en"):
        yield


NEWCOMER = {"subject": "lender_provisional", "in_trade_register": "yes", "never_lent": "yes", "security_form": "guarantee"}
LENDER = {
    "subject": "lender_admission",
    "in_trade_register": "yes",
    "never_lent": "no",
    "lends_now": "yes",
    "holds_provisional": "no",
}


def paper(kind: str, **dates: Any) -> PaperShown:
    return PaperShown(1, kind, dates.get("given_on"), dates.get("valid_until"), dates.get("amount"), None)


def outcomes(answers: dict[str, Any], on: date = ON) -> dict[str, str]:
    return {each.norm: each.outcome for each in judging.judge(answers, on)}


def test_a_newcomer_with_all_papers_meets_every_condition() -> None:
    told = {**NEWCOMER, "conduct_given_on": "2027-04-01", "security": 50_000_00}
    assert set(outcomes(told).values()) == {"met"}


def test_who_lends_now_gets_no_provisional_admission() -> None:
    told = {**NEWCOMER, "never_lent": "no", "lends_now": "yes"}
    assert outcomes(told)["newcomer"] == "not met"


def test_who_lent_thirteen_months_ago_is_a_newcomer() -> None:
    told = {**NEWCOMER, "never_lent": "no", "lends_now": "no", "lent_until": "2026-04-09"}
    assert outcomes(told)["newcomer"] == "met"


def test_an_established_firm_gives_no_security() -> None:
    years = dict.fromkeys(("registered_four_years", "lending_four_years", "lent_four_years"), "yes")
    told = {**LENDER, **years, "tax_statement_on": "2027-04-01"}
    assert "financial_security" not in outcomes(told)
    assert outcomes({**told, "lent_four_years": "no"})["financial_security"] == "cannot tell"
    assert outcomes({**told, "lent_four_years": "no", "security": 99_999_99})["financial_security"] == "not met"


def test_before_the_act_holds_nothing_can_be_told_of_amounts() -> None:
    assert outcomes({**NEWCOMER, "security": 50_000_00}, date(2026, 12, 31))["financial_security"] == "cannot tell"
    assert judging.judged_on(date(2026, 11, 26)) == date(2027, 1, 1)
    assert judging.judged_on(date(2027, 2, 1)) == date(2027, 2, 1)


def test_an_exemption_is_judged_by_its_figures() -> None:
    told = {
        "subject": "lender_exemption",
        "wage_months": 24,
        "agency_employer": "no",
        "lending_turnover": 99_00,
        "turnover": 1000_00,
    }
    assert outcomes(told) == {"exemption": "met"}
    assert outcomes({**told, "lending_turnover": 100_00}) == {"exemption": "not met"}
    assert outcomes({**told, "agency_employer": "unknown"}) == {"exemption": "cannot tell"}


@pytest.mark.parametrize("value", ["31-02-2026", 7, None, [], "yes", "9999-99-99"])
def test_what_cannot_be_read_is_not_known(value: Any) -> None:
    names = ("lent_until", "conduct_given_on", "security", "never_lent", "report_meets")
    for subject in ("lender_admission", "lender_provisional", "lender_exemption", "lender_change"):
        judging.judge({"subject": subject, **dict.fromkeys(names, value)}, ON)


def test_a_change_and_an_objection_are_not_judged() -> None:
    assert judging.judge({"subject": "lender_change"}, ON) == ()
    assert judging.judge({"subject": "lender_objection"}, ON) == ()


def test_only_what_the_situation_needs_is_asked() -> None:
    def asked(answers: dict[str, Any]) -> set[str]:
        return {each.id for each in sequence(answers)}

    assert not asked(NEWCOMER) & {"lends_now", "lent_until", "with_report", "established", "turnover", "home", "certificate"}
    assert asked(LENDER) >= {"with_report", "established", "security_form", "housing"}
    assert "lent_until" not in asked(LENDER)
    assert "home" in asked({**LENDER, "foreign": "yes"})
    assert asked({"subject": "lender_exemption"}) >= {"wages", "turnover"}
    assert not asked({"subject": "lender_exemption"}) & {"security_form", "lent"}
    years = dict.fromkeys(("registered_four_years", "lending_four_years", "lent_four_years"), "yes")
    assert "security_form" not in asked({**LENDER, **years})
    assert asked({"subject": "lender_change"}) == {"firm", "contact", "change", "changed"}


def test_a_new_draft_begins_with_its_first_question() -> None:
    assert first_missing({"subject": "lender_admission"}) == 1


def test_no_two_fields_have_one_name() -> None:
    for subject in ("lender_admission", "lender_change", "lender_objection"):
        names = [field.name for each in of_subject(subject) for field in each.fields]
        assert len(set(names)) == len(names)


def test_the_papers_that_are_asked_follow_from_the_answers() -> None:
    def needed(answers: dict[str, Any]) -> set[str]:
        return {each.key for each in papers.needed(answers)}

    assert needed({**NEWCOMER, "acts_as": "director"}) == {"conduct", "security"}
    assert needed({**NEWCOMER, "acts_as": "adviser", "foreign": "yes"}) == {
        "conduct",
        "security",
        "representation",
        "home_register",
    }
    assert "conduct" not in needed({**LENDER, "holds_provisional": "yes"})
    assert "inspection_report" in needed({**LENDER, "with_report": "yes"})
    assert "sna_certificate" in needed({**LENDER, "with_report": "no", "certified": "yes"})
    years = dict.fromkeys(("registered_four_years", "lending_four_years", "lent_four_years"), "yes")
    assert needed({**LENDER, **years}) >= {"tax_statement"}
    assert "security" not in needed({**LENDER, **years})
    assert needed({"subject": "lender_exemption"}) == {"expert_statement"}
    assert needed({"subject": "lender_change", "change_kind": "director"}) == {"conduct"}
    assert needed({"subject": "lender_change", "change_kind": "bank"}) == set()


def test_papers_say_their_newest_day_and_all_amounts_together() -> None:
    there = [
        paper("conduct", given_on=date(2027, 1, 1)),
        paper("conduct", given_on=date(2027, 3, 1)),
        paper("security", amount=30_000_00),
        paper("security", amount=20_000_00),
    ]
    facts = papers.facts(there)
    assert (facts["conduct_given_on"], facts["security"], facts["certified_until"]) == ("2027-03-01", 50_000_00, None)


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (paper("conduct", given_on=date(2027, 2, 9)), "older than 3 months"),
        (paper("conduct", given_on=date(2027, 2, 10)), ""),
        (paper("sna_certificate", valid_until=date(2027, 6, 29)), "must hold through"),
        (paper("sna_certificate", valid_until=date(2027, 6, 30)), ""),
        (paper("security", valid_until=date(2027, 5, 9)), "does not hold any more"),
        (paper("security", valid_until=date(2027, 5, 10)), ""),
    ],
)
def test_a_date_that_spoils_a_paper_is_told(one: PaperShown, told: str) -> None:
    said = papers.remark(one, ON)
    assert (told in said) if told else said == ""


def names(answers: dict[str, Any], there: list[PaperShown], on: date = ON) -> list[str]:
    return [each.kind or str(each.name) for each in missing.missing(answers, there, on)]


def test_what_is_missing_is_said_once_each() -> None:
    there = [paper("conduct", given_on=date(2027, 4, 1)), paper("security", amount=50_000_00)]
    assert names(NEWCOMER, []) == ["conduct", "security"]
    assert names(NEWCOMER, there) == []
    assert names(NEWCOMER, [there[0], paper("security", amount=49_999_99)]) == ["security"]
    assert names({**NEWCOMER, "in_trade_register": "no"}, there) == ["In the trade register"]


def test_a_certificate_that_holds_long_enough_stands_in_the_place_of_the_report() -> None:
    told = {**LENDER, "with_report": "no", "certified": "yes", **dict.fromkeys(("registered_four_years",), "no")}
    there = [paper("conduct", given_on=date(2027, 4, 1)), paper("security", amount=100_000_00)]
    assert names(told, [*there, paper("sna_certificate", valid_until=date(2027, 6, 30))]) == []
    assert names(told, [*there, paper("sna_certificate", valid_until=date(2027, 6, 29))]) == ["sna_certificate"]
    assert names({**told, "certified": "no"}, there) == ["inspection_report"]


def test_after_a_change_of_director_the_last_day_for_the_certificate_is_shown() -> None:
    told = {"subject": "lender_change", "change_kind": "director", "changed_on": "2028-01-31"}
    (one,) = missing.missing(told, [], date(2028, 2, 1))
    assert one.kind == "conduct"
    assert "30 April 2028" in one.by or "30 april 2028" in one.by
    (before,) = missing.missing({**told, "changed_on": "2026-12-31"}, [], date(2026, 12, 31))
    assert before.by == ""


def test_how_much_security_is_asked_is_that_of_the_law() -> None:
    kind = papers.kind("security")
    assert kind is not None
    assert "50" in str(papers.why(kind, NEWCOMER, ON))
    assert "100" in str(papers.why(kind, LENDER, ON))
    assert papers.why(kind, {"subject": "lender_change"}, ON) == kind.why


@pytest.mark.parametrize(
    ("on", "tone", "told"),
    [(date(2026, 11, 26), "unsure", "may not count"), (ON, "unsure", "A sign-up alone"), (date(2027, 7, 1), "", "")],
)
def test_the_transitional_law_is_told_as_long_as_it_matters(on: date, tone: str, told: str) -> None:
    found = missing.window(LENDER, on)
    assert found[0] == tone
    assert (told in found[1]) if told else found[1] == ""


@pytest.mark.parametrize(
    ("made_known_on", "received_on", "counted"),
    [
        ("2028-01-03", date(2028, 1, 10), date(2028, 2, 14)),
        ("2028-01-03", date(2028, 3, 1), date(2028, 3, 1)),
        ("2028-01-20", date(2028, 1, 10), date(2028, 1, 10)),
        (None, date(2028, 1, 10), date(2028, 1, 10)),
        ("gisteren", date(2028, 1, 10), date(2028, 1, 10)),
    ],
)
def test_the_term_of_an_objection_begins_when_that_for_objecting_is_over(
    made_known_on: Any, received_on: date, counted: date
) -> None:
    """Awb 7:10(1): six weeks from 3 January 2028 end on 14 February."""
    assert counted_from({"made_known_on": made_known_on}, received_on) == counted
