"""The norms about a job, where the worked examples do not reach: every kind of pay, every item, the edges of terms."""

from __future__ import annotations

from datetime import date

import pytest

from medemens.law import Outcome
from medemens.law.bw3.limitation import claim_until, void_clause_until
from medemens.law.bw7.payslip_items import PAYSLIP_ITEMS, gaps
from medemens.law.bw7.presumptions import OnCall, Work, contract_presumed, fixed_hours_offered
from medemens.law.wml.guide import hourly_guide
from medemens.law.wml.month_hours import average_month_hours
from medemens.law.wml.papers import PAPERS, papers
from medemens.law.wml.proposals import SWITCH, PresumedWork, six_months_presumption
from medemens.law.wml.wage import PayComponent, Payment, counted, wage_that_counts

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("component", PayComponent)
def test_every_kind_of_pay_counts_or_not_or_names_what_decides(component: PayComponent) -> None:
    found = wage_that_counts([Payment(component, 100_00)], posted=None)
    most = found.step("wage_most").value
    if component.counts is None:
        assert (found.amount, most) == (0, 100_00)
        assert found.because in ("part_of_terms", "posted")
    else:
        assert found.amount == most == (100_00 if component.counts else 0)
    assert component.article.startswith("WML art. ")


def test_tips_and_allowances_by_what_was_agreed() -> None:
    assert counted(Payment(PayComponent.TIPS, 50_00, part_of_terms=True), posted=False) == (50_00, 50_00)
    assert counted(Payment(PayComponent.TIPS, 50_00, part_of_terms=False), posted=False) == (0, 0)
    assert counted(Payment(PayComponent.POSTING_ALLOWANCE, 90_00, cost_part=60_00), posted=True) == (30_00, 30_00)
    assert counted(Payment(PayComponent.POSTING_ALLOWANCE, 90_00), posted=True) == (0, 0)
    unknown = wage_that_counts([Payment(PayComponent.POSTING_ALLOWANCE, 90_00)], posted=False)
    assert (unknown.outcome, unknown.because) == (Outcome.CANNOT_TELL, "cost_part")


def test_gaps_of_a_payslip() -> None:
    complete: dict[str, bool | None] = {item.id: True for item in PAYSLIP_ITEMS}
    assert gaps(complete) == 0
    assert gaps({**complete, "minimum_hour": False, "period": False}) == 2
    assert gaps({**complete, "period": None}) is None
    assert gaps({**complete, "period": None, "minimum_hour": False}) == 1
    assert gaps({}) is None
    with pytest.raises(KeyError):
        gaps({"shoe_size": True})


def test_terms_of_claims() -> None:
    assert claim_until(date(2020, 2, 29)) == date(2025, 2, 28)
    assert claim_until(date(2021, 6, 30), [date(2024, 1, 1), date(2022, 1, 1)]) == date(2029, 1, 1)
    assert claim_until(date(2021, 6, 30), [date(2021, 6, 1)]) == date(2026, 6, 30)
    assert claim_until(date(2021, 6, 30), [date(2026, 6, 1), date(2031, 5, 1)]) == date(2036, 5, 1)
    assert void_clause_until(date(2025, 8, 31)) == date(2026, 2, 28)
    assert void_clause_until(date(2017, 8, 31)) is None


def test_papers_that_the_job_does_not_need_are_not_asked() -> None:
    always: dict[str, bool | None] = {paper.id: True for paper in PAPERS if not paper.only_if}
    assert papers(always).outcome is Outcome.MET
    assert papers({**always, "deductions": None}).because == "deductions"
    assert papers({}).because == "payslips"


def test_hours_and_guides_refuse_what_makes_no_sense() -> None:
    assert average_month_hours(0, 2026) == 0
    with pytest.raises(ValueError, match="below zero"):
        average_month_hours(-1, 2026)
    with pytest.raises(ValueError, match="above 0"):
        hourly_guide(460_40, 0)


def test_a_presumed_contract_needs_pay() -> None:
    months = (80_00, 80_00, 80_00)
    assert contract_presumed(Work(DAY, months, paid=False, every_week=True)).outcome is Outcome.NOT_MET
    assert contract_presumed(Work(DAY, months)).because == "paid"
    assert contract_presumed(Work(DAY, (80_00, None, 80_00), paid=True, every_week=False)).because == "month_hours"
    assert contract_presumed(Work(date(2017, 1, 1), months, paid=True)).because == "amount_of_law"


def test_on_call_questions_in_order() -> None:
    assert fixed_hours_offered(OnCall(DAY, None, 13)).because == "on_call"
    assert fixed_hours_offered(OnCall(DAY, True, None)).because == "months"
    assert fixed_hours_offered(OnCall(DAY, True, 13, seasonal_exception=False)).because == "offer_made"
    assert fixed_hours_offered(OnCall(DAY, False, 13)).outcome is Outcome.NOT_APPLICABLE
    assert fixed_hours_offered(OnCall(DAY, True, 13, seasonal_exception=True)).outcome is Outcome.NOT_APPLICABLE


def test_the_proposed_presumption_is_marked_and_its_weeks_can_be_set() -> None:
    work = PresumedWork(date(2026, 6, 28), date(1998, 4, 30), 40_00, 0)
    off, on, half = (
        six_months_presumption(work, ()),
        six_months_presumption(work, {SWITCH}),
        six_months_presumption(work, {SWITCH}, weeks=13),
    )
    assert [each.proposal for each in (off, on, half)] == [True, True, True]
    assert (off.outcome, off.amount) == (Outcome.NOT_APPLICABLE, None)
    assert (on.step("due").value, half.step("due").value) == (40 * (25 * 14_71 + 14_40), 13 * 40 * 14_71)
    later = PresumedWork(date(2027, 3, 1), date(1998, 4, 30), 40_00, 0)
    assert six_months_presumption(later, {SWITCH}).because == "amount_of_law"
