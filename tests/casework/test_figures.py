"""The figures of casework: counts of all authorities by month, municipality and kind, without opening a case."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from medemens.casework import figures
from medemens.casework.actions import cases as deeds
from medemens.casework.models import AuditEntry
from medemens.common.figures import Table
from tests import make

pytestmark = pytest.mark.django_db

SINCE, UNTIL = date(2025, 1, 1), date(2025, 12, 31)


def counted(table: Table | None, breakdown: str) -> dict[str, tuple[int, ...]]:
    assert table is not None
    found = next(each for each in table.breakdowns if each.key == breakdown)
    return {row.key: row.counts for row in found.rows if any(row.counts)}


def test_reports_count_in_the_month_and_place_they_are_about() -> None:
    world, other = make.world(), make.world("Gemeente Anders", subjects=("none",))
    for of, moment, place in (
        (world, datetime(2025, 1, 31, 22, 59, tzinfo=UTC), "GM0363"),
        (world, datetime(2025, 1, 31, 23, 1, tzinfo=UTC), "GM0363"),  # February already, here
        (other, datetime(2025, 3, 2, 9, 0, tzinfo=UTC), ""),
        (other, datetime(2026, 1, 1, 9, 0, tzinfo=UTC), ""),
    ):
        make.report(of, "housing", now=moment, municipality=place)
    table = figures.received(SINCE, UNTIL)
    assert counted(table, "month") == {"2025-01-01": (1,), "2025-02-01": (1,), "2025-03-01": (1,)}
    assert counted(table, "municipality") == {"GM0363": (2,), "": (1,)}
    assert sum(sum(each) for each in counted(table, "kind").values()) == 3


def test_closed_cases_count_by_whether_they_were_in_time() -> None:
    world = make.world()
    case, _code = make.report(world, "housing", now=datetime(2025, 2, 3, 9, 0, tzinfo=UTC))
    ended = datetime(2025, 2, 4, 9, 0, tzinfo=UTC)
    outcome = next(each.id for each in make.case_types()[case.case_type].outcomes if not each.decision)
    deeds.close(opened=world.opened(case, now=ended), outcome=outcome, text="Klaar.", language="nl", by=world.handler, now=ended)
    case.refresh_from_db()
    column = figures.IN_TIME.index(case.in_time)
    expected = tuple(int(at == column) for at in range(3))
    assert counted(figures.closed(SINCE, UNTIL), "month") == {"2025-02-01": expected}


def test_a_year_without_cases_is_a_year_of_which_nothing_is_kept() -> None:
    assert figures.received(SINCE, UNTIL) is None


def test_counting_opens_no_case_and_asks_once(django_assert_num_queries: object) -> None:
    make.report(make.world(), "housing", now=datetime(2025, 2, 3, 9, 0, tzinfo=UTC))
    before = AuditEntry.objects.count()
    with django_assert_num_queries(1):  # type: ignore[operator]
        figures.received(SINCE, UNTIL)
    assert AuditEntry.objects.count() == before
