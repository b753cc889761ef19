"""What is not law is off unless it is named, and the list of switches is the list of what the data files hold."""

from __future__ import annotations

from datetime import date

import pytest

from medemens.law import PayslipLine, check, library
from medemens.law.proposals import PROPOSALS, Status
from medemens.law.wml.proposals import SWITCH

LINE = PayslipLine(
    period_start=date(2026, 6, 1),
    period_end=date(2026, 6, 28),
    birth_date=date(1998, 4, 30),
    posted=False,
    hours=160_00,
    gross_wage=2353_60,
    housing_deduction=588_40,
    housing_permission=True,
    tenancy_agreement=True,
    landlord_certified=True,
    other_deductions=0,
    advance=0,
    health_deduction=0,
)


def test_every_switch_is_in_the_list() -> None:
    switches = {each.switch for each in PROPOSALS}
    law = library.series("wml")
    laid = {series.proposal for series in library.series("wml", frozenset(switches)).values() if series.proposal}
    assert switches == laid | {SWITCH}
    assert not [series.id for series in law.values() if series.proposal]
    for each in PROPOSALS:
        assert each.sources
        assert each.plain.endswith(".")
        assert (each.commencement is None) == (each.status is Status.IDEA)


def test_a_proposal_changes_nothing_unless_it_is_named() -> None:
    as_of = date(2026, 11, 23)
    plain, proposed = check([LINE], as_of), check([LINE], as_of, ["housing_phase_out"])
    assert (plain.owed, proposed.owed) == (0, 588_40 - 470_72)
    assert plain.proposals == frozenset()
    assert proposed.proposals == {"housing_phase_out"}


@pytest.mark.parametrize("switch", [each.switch for each in PROPOSALS])
def test_a_day_before_the_commencement_is_as_without_it(switch: str) -> None:
    line = PayslipLine(
        period_start=date(2025, 6, 2), period_end=date(2025, 6, 29), birth_date=date(2006, 1, 5), hours=100_00, gross_wage=0
    )
    as_of = date(2025, 11, 1)
    assert check([line], as_of).owed == check([line], as_of, [switch]).owed
