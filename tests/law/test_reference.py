"""The rules say the same as the slow, obvious reference, on random lines; and they keep their promises."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from medemens.law import FACTS, NORMS, LineCheck, Outcome, PayslipLine, WageCheck, check
from tests.law import reference, strategies

FEW, MANY = settings(max_examples=40, deadline=None), settings(max_examples=150, deadline=None)


def sums_and_verdicts(found: LineCheck) -> dict[str, object]:
    """What is compared with the reference."""
    seen: dict[str, object] = {finding.norm.id: (int(finding.outcome), finding.amount) for finding in found.findings}
    names = ("due_least", "due_most", "owed", "increase", "interest", "claim_until", "time_barred")
    seen |= {name: found.row[name] for name in (*names, "allowance_accrued", "allowance_fallen_due")}
    return seen


def expected(line: reference.Reference, verdicts: dict[str, reference.Verdict]) -> dict[str, object]:
    """The same from the reference."""
    accrued, fallen = line.allowance()
    own = {
        "due_least": line.due_least,
        "due_most": line.due_most,
        "allowance_accrued": accrued,
        "allowance_fallen_due": fallen,
    }
    return {**verdicts, **own, **line.claim()}


@given(strategies.checked_lines())
@MANY
def test_one_line_equals_the_reference(drawn: tuple[PayslipLine, date]) -> None:
    line, as_of = drawn
    found = check([line], as_of).lines[0]
    assert found.unreadable is None
    assert sums_and_verdicts(found) == expected(*reference.check([line], as_of)[0])


@given(strategies.checked_lines(), st.integers(-1, 1), st.sampled_from(("due_least", "due_most")))
@MANY
def test_wages_within_a_cent_of_what_is_due_equal_the_reference(drawn: tuple[PayslipLine, date], cent: int, bound: str) -> None:
    line, as_of = drawn
    due = check([line], as_of).lines[0].row[bound]
    assume(isinstance(due, int) and due + cent >= 0)
    assert isinstance(due, int)
    near = replace(line, gross_wage=due + cent, other_deductions=0, advance=0, cash_paid=0)
    found = check([near], as_of).lines[0]
    assume(found.unreadable is None)
    assert sums_and_verdicts(found) == expected(*reference.check([near], as_of)[0])


@given(strategies.jobs(), st.dates(date(2027, 2, 1), date(2030, 1, 1)))
@FEW
def test_a_whole_job_equals_the_reference(lines: list[PayslipLine], as_of: date) -> None:
    found, wanted = check(lines, as_of), reference.check(lines, as_of)
    assert [sums_and_verdicts(each) for each in found.lines] == [expected(*each) for each in wanted]
    allowance = found.holiday_allowance
    assert allowance is not None
    assert (int(allowance.outcome), allowance.amount) == reference.holiday_allowance([each for each, _ in wanted])


@given(strategies.jobs(), st.dates(date(2027, 2, 1), date(2030, 1, 1)))
@FEW
def test_totals_are_the_sums_of_the_lines_and_never_below_zero(lines: list[PayslipLine], as_of: date) -> None:
    found = check(lines, as_of)
    for name in ("owed", "increase", "interest"):
        values = [each.cents(name) for each in found.lines]
        assert getattr(found, name) == sum(values)
        assert min(values) >= 0
    assert found.allowance >= 0
    for each in found.lines:
        claimed = {finding.norm.id: finding.amount or 0 for finding in each.findings}
        assert each.cents("owed") == sum(claimed[name] for name in reference.CLAIMED)


@given(strategies.checked_lines())
@MANY
def test_least_is_at_most_most(drawn: tuple[PayslipLine, date]) -> None:
    row = check([drawn[0]], drawn[1]).lines[0].row
    for name, value in row.items():
        most = row.get(name.replace("_least", "_most")) if "_least" in name else row.get(f"{name}_most")
        if isinstance(value, int) and isinstance(most, int):
            assert 0 <= value <= most, name


@given(strategies.checked_lines(), st.integers(1, 100_000))
@FEW
def test_more_pay_never_raises_a_shortfall(drawn: tuple[PayslipLine, date], more: int) -> None:
    line, as_of = drawn
    assume(line.gross_wage is not None)
    assert line.gross_wage is not None
    richer = replace(line, gross_wage=line.gross_wage + more)
    before, after = check([line], as_of).lines[0], check([richer], as_of).lines[0]
    assume(after.unreadable is None)
    assert after.cents("owed") <= before.cents("owed")


@given(strategies.line_with_more_known())
@MANY
def test_a_missing_fact_that_becomes_known_turns_no_sure_answer_round(
    drawn: tuple[PayslipLine, PayslipLine, date],
) -> None:
    line, fuller, as_of = drawn
    before, after = sure(check([line], as_of)), sure(check([fuller], as_of))
    for norm, outcome in before.items():
        if outcome is Outcome.MET:
            assert after.get(norm) is not Outcome.NOT_MET, norm
        if outcome is Outcome.NOT_MET:
            assert after.get(norm, outcome) is Outcome.NOT_MET, norm


def sure(found: WageCheck) -> dict[str, Outcome]:
    """The outcomes of a line."""
    return {finding.norm.id: finding.outcome for finding in found.lines[0].findings}


@given(strategies.checked_lines())
@MANY
def test_what_cannot_be_told_names_a_fact_that_is_missing_or_says_why(
    drawn: tuple[PayslipLine, date],
) -> None:
    line, as_of = drawn
    for finding in check([line], as_of).lines[0].findings:
        if finding.outcome is not Outcome.CANNOT_TELL:
            assert finding.because is None
        elif finding.because not in ("hours_by_part", "amount_of_law"):
            assert finding.because in {fact.name for fact in FACTS}
            assert getattr(line, finding.because) is None, finding.norm.id


def test_every_column_of_a_line_is_drawn_at_random() -> None:
    names = {each.name for each in fields(PayslipLine)} - {"employer", "worker"}
    assert names == {fact.name for fact in FACTS} - {"employer", "worker"}
    assert {norm.id for norm in NORMS} >= set(reference.CLAIMED)
