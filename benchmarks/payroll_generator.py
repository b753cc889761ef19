"""Invents payslip lines for the measurements: any number of lines over any number of weeks, written to Parquet in pieces.

The same seed gives the same lines on every machine: all chance is a hash of the seed and the number of the line, the
worker or the employer. Money is in euro cents, hours in hundredths. Lines come as an employer would hand them over: by
employer, worker and period. Of twenty workers eighteen are paid weekly, one every four weeks and one monthly. Most are
paid at or above the minimum, one in ten a little below, one in fifty far below; one fact in a hundred is missing.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from medemens.law import days, facts

Whole = numpy.ndarray[Any, numpy.dtype[numpy.int64]]
Truth = numpy.ndarray[Any, numpy.dtype[numpy.bool_]]

PIECE = 122_880
"""Lines made at a time: one row group."""

FIRST_MONDAY, WEEKS = date(2023, 7, 3), 156
WORKERS_IN_BLOCK, WEEKLY_IN_BLOCK = 20, 18
BLOCKS_OF_EMPLOYERS = (16, 8, 4, 2, 1)
"""Sizes, in blocks of twenty workers, of five employers that return all the time; the block after them has four small ones."""

EPOCH = date(1970, 1, 1)
AGREED_HOURS = (4000, 4000, 4000, 3800, 3800, 3800, 3600, 3600, 3200, 2400, 1600)
NORMAL_HOURS = (3600, 3800, 3800, 4000)
KINDS = {
    "text": pa.dictionary(pa.int32(), pa.string()), "day": pa.date32(), "truth": pa.bool_(),
    "cents": pa.int64(), "hundredths": pa.int64(), "count": pa.int64(),
}  # fmt: skip
SCHEMA = pa.schema([(fact.name, KINDS[fact.kind]) for fact in facts.FACTS])


@dataclass(frozen=True)
class Order:
    """Which worker of a block, and which first and last day (days since 1970), belongs to each line of a block."""

    worker: Whole
    start: Whole
    end: Whole
    last: Truth

    @property
    def lines(self) -> int:
        """How many lines a block of workers has."""
        return len(self.worker)


def order_of_block(first_monday: date, weeks: int, only_weekly: bool = False) -> Order:
    """The lines of one block of workers over the weeks; with `only_weekly` all twenty are paid weekly."""
    monday = (first_monday - EPOCH).days
    weekly = [(monday + 7 * week, monday + 7 * week + 6) for week in range(weeks)]
    four_weekly = [(end - 27, end) for _, end in reversed(weekly[::-1][::4])]
    months = sorted({(EPOCH + timedelta(start)).replace(day=1) for start, _ in weekly})
    monthly = [((month - EPOCH).days, (_next_month(month) - EPOCH).days - 1) for month in months]
    others = [weekly, weekly] if only_weekly else [four_weekly, monthly]
    periods = [weekly] * WEEKLY_IN_BLOCK + others
    flat = [(worker, *period, period is own[-1]) for worker, own in enumerate(periods) for period in own]
    worker, start, end, last = (numpy.array(part) for part in zip(*flat, strict=True))
    return Order(worker, start, end, last)


def _next_month(month: date) -> date:
    return (month + timedelta(31)).replace(day=1)


class Chance:
    """Whole numbers that look like chance but follow from the seed, a name for what is drawn and a number."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def draw(self, what: int, number: Whole, below: int) -> Whole:
        """A number from 0 up to, not including, `below` for each number (splitmix64)."""
        start = (self.seed * 1_000_003 + what) * 0x9E3779B97F4A7C15 % 2**64
        mixed = (number.astype(numpy.uint64) + numpy.uint64(1)) * numpy.uint64(0xD1342543DE82EF95) + numpy.uint64(start)
        mixed = (mixed ^ (mixed >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        return ((mixed >> numpy.uint64(33)) % numpy.uint64(below)).astype(numpy.int64)


class Payroll:
    """Payslip lines by number; `piece` gives a run of them as an Arrow table with the columns of `facts.FACTS`."""

    def __init__(self, seed: int, first_monday: date = FIRST_MONDAY, weeks: int = WEEKS, only_weekly: bool = False) -> None:
        self.chance = Chance(seed)
        self.order = order_of_block(first_monday, weeks, only_weekly)
        self.middle = (first_monday - EPOCH).days + 7 * weeks // 2
        self.first_day = int(self.order.start.min())
        reach = range(self.first_day, int(self.order.end.max()) + 1)
        self.hour_by_day = numpy.array([_adult_hour(EPOCH + timedelta(day)) for day in reach])

    def piece(self, first: int, count: int) -> pa.Table:
        """Lines `first` up to `first + count`."""
        line = numpy.arange(first, first + count, dtype=numpy.int64)
        block, place = line // self.order.lines, line % self.order.lines
        worker = block * WORKERS_IN_BLOCK + self.order.worker[place]
        start, end = self.order.start[place], self.order.end[place]
        columns: dict[str, Any] = {"period_start": start, "period_end": end}
        columns |= {"employer": _names("employer", _employer(worker), 6), "worker": _names("worker", worker, 8)}
        columns |= self._person(worker, start)
        columns |= self._hours(line, worker, start, end)
        columns |= self._wage(line, worker, columns, self.order.last[place])
        columns |= self._deductions(line, worker, columns)
        columns |= self._payment(line, columns)
        return pa.table([self._arrow(fact, line, columns) for fact in facts.FACTS], SCHEMA)

    def _person(self, worker: Whole, start: Whole) -> dict[str, Any]:
        young = self.chance.draw(1, worker, 100) < 8
        days_old = numpy.where(young, 5844 + self.chance.draw(2, worker, 1826), 7670 + self.chance.draw(2, worker, 15000))
        birth = self.middle - days_old
        unknown = self.chance.draw(3, worker, 100) == 0
        age_known = unknown & (self.chance.draw(4, worker, 2) == 0)
        return {
            "birth_date": numpy.ma.array(birth, mask=unknown),
            "age": numpy.ma.array((start - birth) * 10_000 // 3_652_425, mask=~age_known),
            "vocational_training": young & (self.chance.draw(5, worker, 6) == 0),
            "posted": self.chance.draw(6, worker, 100) < 3,
        }

    def _hours(self, line: Whole, worker: Whole, start: Whole, end: Whole) -> dict[str, Any]:
        agreed = numpy.array(AGREED_HOURS)[self.chance.draw(10, worker, len(AGREED_HOURS))]
        normal = numpy.array(NORMAL_HOURS)[self.chance.draw(11, _employer(worker), len(NORMAL_HOURS))]
        fate = self.chance.draw(12, line, 100)
        swing = 25 * (self.chance.draw(13, line, 33) - 16)
        weekly = numpy.where(fate < 60, agreed, agreed + swing)
        weekly = numpy.where(fate == 99, 6100 + 25 * self.chance.draw(14, line, 40), weekly)
        time_off = numpy.where(self.chance.draw(15, line, 100) == 0, 200, 0)
        return {
            "hours": weekly * (end - start + 1) // 7,
            "agreed_weekly_hours": agreed,
            "normal_weekly_hours": numpy.ma.array(normal, mask=self.chance.draw(16, _employer(worker), 50) == 0),
            "time_off_hours": time_off,
            "time_off_agreed": numpy.ma.array(self.chance.draw(17, line, 2) == 0, mask=time_off == 0),
        }

    def _wage(self, line: Whole, worker: Whole, columns: Mapping[str, Any], last: Truth) -> dict[str, Any]:
        years = (columns["period_start"] - columns["birth_date"].data) * 100 // 36_525
        share = numpy.array([345, 345, 395, 500, 600, 800, 1000])[numpy.clip(years, 15, 21) - 15]
        fate = self.chance.draw(20, worker, 1000)
        above = numpy.where(fate < 350, 1000, 1000 + self.chance.draw(21, worker, 350))
        below = numpy.where(fate < 980, 940 + self.chance.draw(22, line, 60), 450 + self.chance.draw(22, worker, 450))
        paid = numpy.where(fate < 880, above, below)
        hourly = self.hour_by_day[columns["period_start"] - self.first_day] * share
        gross = -(-columns["hours"] * hourly * paid // 10_000_000_000)
        with_every_line = self.chance.draw(23, worker, 10) < 4
        june = (columns["period_start"] - 151) % 365 < (columns["period_end"] - columns["period_start"] + 1)
        allowance = numpy.where(with_every_line, gross * 8 // 100, numpy.where(june, gross * 4, 0))
        ended = last & (self.chance.draw(24, worker, 10) == 0)
        return {"gross_wage": gross, "holiday_allowance_paid": allowance, "employment_ended": ended}

    def _deductions(self, line: Whole, worker: Whole, columns: Mapping[str, Any]) -> dict[str, Any]:
        long = columns["period_end"] - columns["period_start"] + 1
        housed, insured = self.chance.draw(30, worker, 10) < 4, self.chance.draw(31, worker, 10) < 4
        rent = (8_000 + 50 * self.chance.draw(32, worker, 160)) * long // 7
        premium = (3_400 + 10 * self.chance.draw(33, worker, 70)) * long // 7
        papers = {
            name: self.chance.draw(40 + number, worker, 100) < 95
            for number, name in enumerate(
                ("housing_permission", "tenancy_agreement", "landlord_certified", "health_permission", "health_own_policy")
            )
        }
        advance = numpy.where(self.chance.draw(36, line, 30) == 0, 5_000, 0)
        return papers | {
            "housing_deduction": numpy.where(housed, rent, 0),
            "health_deduction": numpy.where(insured, premium, 0),
            "other_deductions": numpy.where(self.chance.draw(34, line, 100) < 6, 500 + 100 * self.chance.draw(35, line, 60), 0),
            "advance": advance,
            "advance_in_writing": numpy.ma.array(self.chance.draw(37, worker, 10) < 8, mask=advance == 0),
        }

    def _payment(self, line: Whole, columns: Mapping[str, Any]) -> dict[str, Any]:
        cash = self.chance.draw(50, line, 100) < 2
        due = columns["period_end"] + 5
        late = numpy.where(self.chance.draw(51, line, 100) < 4, 1 + self.chance.draw(52, line, 40), 0)
        gaps = numpy.where(self.chance.draw(53, line, 100) < 4, 1 + self.chance.draw(54, line, 3), 0)
        weekly = columns["period_end"] - columns["period_start"] < 7
        return {
            "cash_paid": numpy.where(cash, columns["gross_wage"] // 2, 0),
            "due_date": numpy.ma.array(due, mask=self.chance.draw(55, line, 10) == 0),
            "paid_on": due + late,
            "long_period_agreed": numpy.ma.array(numpy.ones(len(line), bool), mask=weekly),
            "payslip_given": self.chance.draw(56, line, 100) < 98,
            "payslip_gaps": gaps,
        }

    def _arrow(self, fact: facts.Fact, line: Whole, columns: Mapping[str, Any]) -> pa.Array:
        values, kind = columns.get(fact.name), KINDS[fact.kind]
        if values is None or isinstance(values, pa.Array):
            return pa.nulls(len(line), kind) if values is None else values
        mask = numpy.ma.getmaskarray(values)
        if not fact.required and fact.name not in ("age", "birth_date"):
            mask = mask | (self.chance.draw(100 + facts.FACTS.index(fact), line, 100) == 0)
        plain = numpy.ma.getdata(values)
        return pa.array(plain.astype(numpy.int32) if fact.kind == "day" else plain, kind, mask=mask)


def _adult_hour(day: date) -> int:
    """The adult minimum of an hour in hundredths of a cent, with 38 hours a week before 2024."""
    law = days.law_on(day)
    hour, week = law["adult_hour"], law["adult_week"]
    if isinstance(hour, int):
        return hour * 100
    assert isinstance(week, int)
    return week * 100 // 38


def _employer(worker: Whole) -> Whole:
    """The employer of a worker: five of falling size and four small ones for every 32 blocks of workers."""
    per_round = sum(BLOCKS_OF_EMPLOYERS) + 1
    of_block = numpy.repeat(numpy.arange(len(BLOCKS_OF_EMPLOYERS) + 1), (*BLOCKS_OF_EMPLOYERS, 1))
    block, small = worker // WORKERS_IN_BLOCK, worker % WORKERS_IN_BLOCK // 5
    place = of_block[block % per_round]
    return block // per_round * 9 + place + numpy.where(place == len(BLOCKS_OF_EMPLOYERS), small, 0)


def _names(what: str, numbers: Whole, digits: int) -> pa.Array:
    """Plainly invented names such as `worker-00001234`; the numbers must be in order."""
    first, count = int(numbers[0]), int(numbers[-1]) - int(numbers[0]) + 1
    written = pc.utf8_lpad(pc.cast(pa.array(numpy.arange(first, first + count)), pa.string()), digits, "0")
    return pa.DictionaryArray.from_arrays(
        pa.array((numbers - first).astype(numpy.int32)), pc.binary_join_element_wise(what, written, "-")
    )


def write(
    path: Path, lines: int, seed: int, first_monday: date = FIRST_MONDAY, weeks: int = WEEKS, only_weekly: bool = False
) -> None:
    """Writes the lines to a Parquet file, one row group at a time."""
    payroll = Payroll(seed, first_monday, weeks, only_weekly)
    with pq.ParquetWriter(path, SCHEMA, compression="snappy", store_schema=False) as file:
        for first in range(0, lines, PIECE):
            file.write_table(payroll.piece(first, min(PIECE, lines - first)), row_group_size=PIECE)


def main() -> None:
    """Reads the order of the command line and writes the file."""
    orders = argparse.ArgumentParser(description=__doc__)
    orders.add_argument("path", type=Path)
    orders.add_argument("--lines", type=int, default=1_000_000)
    orders.add_argument("--weeks", type=int, default=WEEKS)
    orders.add_argument("--first-monday", type=date.fromisoformat, default=FIRST_MONDAY)
    orders.add_argument("--only-weekly", action="store_true", help="no four-weekly and monthly lines")
    orders.add_argument("--seed", type=int, required=True)
    given = orders.parse_args()
    write(given.path, given.lines, given.seed, given.first_monday, given.weeks, given.only_weekly)


if __name__ == "__main__":
    main()
