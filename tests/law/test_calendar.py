"""Days: Easter and the holidays, working days, months, dates as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from medemens.law import calendar, days
from medemens.law.bw6.interest import billionths, known_until
from medemens.law.money import Unreadable
from tests.law import reference_law


@pytest.mark.parametrize("year", reference_law.EASTERS)
def test_easter(year: int) -> None:
    assert calendar.easter(year) == date(year, *reference_law.EASTERS[year])


def test_the_holidays_of_2026() -> None:
    assert sorted(calendar.public_holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


def test_the_kings_day_is_moved_from_a_sunday() -> None:
    assert date(2025, 4, 26) in calendar.public_holidays(2025)
    assert date(2025, 4, 27) not in calendar.public_holidays(2025)


def test_working_days_are_counted_as_the_reference_counts_them() -> None:
    start = date(2018, 1, 1)
    for number in range(0, 3600, 7):
        day = start + timedelta(number)
        assert days.working_day_number(day) == reference_law.working_days(start - timedelta(1), day)
    assert days.working_day_number(date(2017, 12, 31)) == 0


def test_weekdays_of_a_month_and_of_a_year() -> None:
    assert calendar.weekdays_in_month(date(2023, 8, 15)) == 23
    assert calendar.weekdays_in_month(date(2026, 2, 28)) == 20
    for year in range(2018, 2028):
        assert calendar.working_days_in_year(year) == sum(
            calendar.weekdays_in_month(date(year, each, 1)) for each in range(1, 13)
        )


def test_leap_days() -> None:
    assert calendar.years_later(date(2020, 2, 29), 5) == date(2025, 2, 28)
    assert calendar.years_later(date(2020, 2, 29), 4) == date(2024, 2, 29)
    assert calendar.is_calendar_month(date(2024, 2, 1), date(2024, 2, 29))
    assert not calendar.is_calendar_month(date(2023, 12, 1), date(2024, 1, 31))


@pytest.mark.parametrize("written", ["2026-07-31", "31-07-2026", "31/7/2026", "31.07.2026", " 31 7 2026 ", "2026-07-31 00:00:00"])
def test_a_date_as_people_write_it(written: str) -> None:
    assert calendar.read_day(written) == date(2026, 7, 31)


@pytest.mark.parametrize("written", ["", "31-07-26", "07/31/2026", "2026-02-30", "July", "45000", "2026-07-31 08:15"])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        calendar.read_day(written)
    assert refusal.value.reason == "not_a_date"


@pytest.mark.parametrize(
    ("due", "as_of"),
    [
        (date(2018, 1, 31), date(2026, 11, 23)),
        (date(2020, 2, 28), date(2024, 3, 1)),
        (date(2022, 12, 31), date(2023, 12, 31)),
        (date(2023, 6, 30), date(2023, 7, 1)),
        (date(2026, 6, 30), date(2027, 12, 31)),
        (date(2026, 6, 30), date(2026, 6, 30)),
        (date(2026, 6, 30), date(2026, 6, 1)),
    ],
)
def test_interest_equals_the_reference_that_counts_every_day(due: date, as_of: date) -> None:
    assert billionths(due, as_of) == reference_law.interest_billionths(due, as_of)


def test_the_last_day_with_a_known_rate() -> None:
    assert known_until() == date(2026, 12, 31)
