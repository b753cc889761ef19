"""The figures of the register: how lenders stood at the end of each month."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from medemens.work.lenders import figures
from tests.work.lenders import make_lenders

pytestmark = pytest.mark.django_db


def states(since: date, until: date) -> list[tuple[str, dict[str, int]]]:
    table = figures.at_month_ends(since, until)
    assert table is not None
    with override("en"):
        names = [str(each) for each in table.columns]
    return [
        (row.key, {name: size for name, size in zip(names, row.counts, strict=True) if size}) for row in table.breakdowns[0].rows
    ]


def test_a_lender_counts_as_it_stood_on_the_last_day_of_the_month() -> None:
    lender = make_lenders.admitted()
    make_lenders.admitted("Andere Uitzender B.V.")
    make_lenders.entry(lender, "suspended", date(2028, 2, 15), date(2028, 3, 10))
    assert states(date(2028, 1, 1), date(2028, 3, 31)) == [
        ("2028-01-01", {"Admitted": 2}),
        ("2028-02-01", {"Admitted": 1, "Suspended, or about to be": 1}),
        ("2028-03-01", {"Admitted": 1, "Suspended, or about to be": 1}),
    ]


def test_before_the_first_decision_nothing_is_kept() -> None:
    assert figures.at_month_ends(date(2026, 1, 1), date(2026, 12, 31)) is None
    make_lenders.admitted()
    assert figures.at_month_ends(date(2026, 1, 1), date(2026, 12, 31)) is None
