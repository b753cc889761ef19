"""The published tables of the minimum wage, cell by cell, worked out by the rules themselves.

Adult amounts 2018-2023 as published (sources stand beside them in `wml/amounts.toml`); youth amounts by the
rounding rules of the Besluit minimumjeugdloon, which reproduce every published table of those years.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

import pytest

from medemens.law import PayslipLine, check, library
from medemens.law.wml.guide import hourly_guide

ADULT = {
    date(2018, 1, 1): (1578_00, 364_15, 72_83),
    date(2018, 7, 1): (1594_20, 367_90, 73_58),
    date(2019, 1, 1): (1615_80, 372_90, 74_58),
    date(2019, 7, 1): (1635_60, 377_45, 75_49),
    date(2020, 1, 1): (1653_60, 381_60, 76_32),
    date(2020, 7, 1): (1680_00, 387_70, 77_54),
    date(2021, 1, 1): (1684_80, 388_80, 77_76),
    date(2021, 7, 1): (1701_00, 392_55, 78_51),
    date(2022, 1, 1): (1725_00, 398_10, 79_62),
    date(2022, 7, 1): (1756_20, 405_30, 81_06),
    date(2023, 1, 1): (1934_40, 446_40, 89_28),
    date(2023, 7, 1): (1995_00, 460_40, 92_08),
}
"""Month, week and day in euro cents."""

HOUR = {
    date(2024, 1, 1): 13_27,
    date(2024, 7, 1): 13_68,
    date(2025, 1, 1): 14_06,
    date(2025, 7, 1): 14_40,
    date(2026, 1, 1): 14_71,
    date(2026, 7, 1): 14_99,
}
BEFORE_JULY_2019 = {22: "100", 21: "85", 20: "70", 19: "55", 18: "47.5", 17: "39.5", 16: "34.5", 15: "30"}
SINCE_JULY_2019 = {22: "100", 21: "100", 20: "80", 19: "60", 18: "50", 17: "39.5", 16: "34.5", 15: "30"}
TRAINING = {20: "61.5", 19: "52.5", 18: "45.5"}
AGES = range(15, 24)


def percentage(day: date, age: int, training: bool = False) -> Fraction:
    """The percentage of the adult amount that is published for the age."""
    if training and age in TRAINING:
        return Fraction(TRAINING[age]) / 100
    return Fraction((BEFORE_JULY_2019 if day < date(2019, 7, 1) else SINCE_JULY_2019).get(age, "100")) / 100


def to_multiple(cents: Fraction, multiple: int) -> int:
    """To the nearest multiple, a half goes up."""
    return multiple * int(cents / multiple + Fraction(1, 2))


def due(start: date, end: date, age: int, hours: int, weekly: int, training: bool = False) -> int:
    """What the rules ask for a line; the same at least and at most."""
    birth = start.replace(year=start.year - age) - timedelta(3)
    line = PayslipLine(
        period_start=start, period_end=end, birth_date=birth, hours=hours, vocational_training=training,
        normal_weekly_hours=weekly, agreed_weekly_hours=weekly, gross_wage=0,
    )  # fmt: skip
    row = check([line], end).lines[0].row
    assert row["due_least"] == row["due_most"]
    found = row["minimum_wage_amount"]
    assert isinstance(found, int)
    return found


def first_whole_month(day: date) -> tuple[date, date, int]:
    """The calendar month that begins on the day, and its number of Mondays to Fridays."""
    end = day.replace(day=monthrange(day.year, day.month)[1])
    return day, end, sum((day + timedelta(number)).weekday() < 5 for number in range(end.day))


@pytest.mark.parametrize("day", ADULT)
def test_adult_amounts_stand_in_the_data_file_and_follow_from_the_month(day: date) -> None:
    month, week, of_a_day = ADULT[day]
    series = library.series("wml")
    assert (
        series["adult_month"].on(day),
        series["adult_week"].on(day),
        series["adult_day"].on(day),
    ) == ADULT[day]
    assert month % 60 == 0
    assert to_multiple(Fraction(month * 3, 13), 5) == week
    assert Fraction(week, 5) == of_a_day


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("day", ADULT)
def test_week_and_day_amounts_before_2024(day: date, age: int, training: bool) -> None:
    week = to_multiple(ADULT[day][1] * percentage(day, age, training), 5)
    for weekly in (36_00, 38_00, 40_00):
        assert due(day, day + timedelta(6), age, weekly, weekly, training) == week
        assert due(day, day, age, weekly // 5, weekly, training) == to_multiple(Fraction(week, 5), 1)


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("day", ADULT)
def test_month_amounts_before_2024(day: date, age: int, training: bool) -> None:
    month = to_multiple(ADULT[day][0] * percentage(day, age, training), 5)
    start, end, weekdays = first_whole_month(day)
    for weekly in (36_00, 38_00, 40_00):
        assert due(start, end, age, weekly // 5 * weekdays, weekly, training) == month


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("day", HOUR)
def test_hourly_amounts_since_2024(day: date, age: int, training: bool) -> None:
    hour = to_multiple(HOUR[day] * percentage(day, age, training), 1)
    assert due(day, day, age, 1_00, 40_00, training) == hour
    assert due(day, day + timedelta(27), age, 160_00, 40_00, training) == hour * 160


@pytest.mark.parametrize(("age", "hour"), [(21, 14_99), (20, 11_99), (19, 8_99), (18, 7_50), (17, 5_92), (16, 5_17), (15, 4_50)])
def test_the_table_of_july_2026(age: int, hour: int) -> None:
    assert due(date(2026, 7, 1), date(2026, 7, 1), age, 1_00, 40_00) == hour


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2024, 1, 1), (8_16, 6_97, 6_04)),
        (date(2025, 1, 1), (8_65, 7_38, 6_40)),
        (date(2025, 7, 1), (8_86, 7_56, 6_55)),
        (date(2026, 1, 1), (9_05, 7_72, 6_69)),
        (date(2026, 7, 1), (9_22, 7_87, 6_82)),
    ],
)
def test_published_hours_of_working_and_learning(day: date, hours: tuple[int, int, int]) -> None:
    assert tuple(due(day, day, age, 1_00, 40_00, True) for age in (20, 19, 18)) == hours


def test_published_months_of_working_and_learning_in_july_2019() -> None:
    start, end, weekdays = first_whole_month(date(2019, 7, 1))
    assert [due(start, end, age, 7_20 * weekdays, 36_00, True) for age in (20, 19, 18)] == [
        1005_90,
        858_70,
        744_20,
    ]


@pytest.mark.parametrize(
    ("week", "guides"),
    [(361_25, (10_04, 9_51, 9_04)), (446_40, (12_40, 11_75, 11_16)), (460_40, (12_79, 12_12, 11_51))],
)
def test_hourly_guide_amounts_are_rounded_up(week: int, guides: tuple[int, int, int]) -> None:
    assert tuple(hourly_guide(week, weekly) for weekly in (36_00, 38_00, 40_00)) == guides


def test_the_hour_since_2024_fits_the_month_before_its_rounding() -> None:
    """WML art. 14(9)-(10): the month is rounded to 0.60, the hour is the unrounded month over 156, rounded
    up.
    """
    for day, hour in HOUR.items():
        month = library.series("wml")["reference_month"].on(day)
        assert month is not None
        assert month % 60 == 0
        assert -(-(month - 30) // 156) <= hour <= -(-(month + 30) // 156)
