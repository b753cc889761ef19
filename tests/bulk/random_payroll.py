"""Payrolls invented by chance from a seed: whole employers, with gaps, overlaps, birthdays, missing and impossible facts."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from medemens.law import PayslipLine, facts

KINDS = {
    "text": pa.string(),
    "day": pa.date32(),
    "truth": pa.bool_(),
    "cents": pa.int64(),
    "hundredths": pa.int64(),
    "count": pa.int64(),
}
SCHEMA = pa.schema([("line", pa.int64()), *((fact.name, KINDS[fact.kind]) for fact in facts.FACTS)])
TRUTHS = [fact.name for fact in facts.FACTS if fact.kind == "truth"]
HUGE = (10**9, 10**13, 9 * 10**17, 2**63 - 1)
ODD_DAYS = (date(1, 1, 1), date(1899, 12, 31), date(2017, 12, 31), date(2018, 1, 1), date(2027, 12, 31), date(9999, 12, 31))


def payroll(seed: int, workers: int) -> list[PayslipLine]:
    """The lines of some employers in no order; of one worker there can be lines with two employers."""
    chance = random.Random(seed)
    found = [line for number in range(workers) for line in _job(chance, number)]
    chance.shuffle(found)
    return found


def write(lines: list[PayslipLine], path: Path) -> None:
    """The lines as an engine reads them, numbered from 2 like rows under a heading."""
    rows = [{"line": number, **line.row()} for number, line in enumerate(lines, start=2)]
    pq.write_table(pa.Table.from_pylist(rows, SCHEMA), path)


def _job(chance: random.Random, number: int) -> list[PayslipLine]:
    start = date(2017, 11, 1) + timedelta(chance.randrange(3500))
    birth = start - timedelta(chance.choice((chance.randrange(13 * 366, 24 * 366), chance.randrange(13 * 366, 70 * 366))))
    found = []
    for _ in range(chance.randrange(1, 14)):
        start, end = _period(chance, start)
        line = _line(chance, start, end)
        line = replace(
            line,
            employer=f"employer-{number % 7}",
            worker=f"worker-{number // 2}",
            birth_date=chance.choice((birth, birth, birth, None, _birthday(chance, start, end))),
        )
        if chance.random() < 0.06:
            line = _impossible(chance, line)
        found.append(line)
        start = end + timedelta(chance.choice((1, 1, 1, 1, 1, 8, 60, chance.choice((0, -3, -20)))))
    return found


def _period(chance: random.Random, start: date) -> tuple[date, date]:
    kind = chance.choice(("month", "four weeks", "week", "week", "odd"))
    if kind == "month" and chance.random() < 0.7:
        start = (start.replace(day=28) + timedelta(4)).replace(day=1)
    if kind == "month" and start.day == 1:
        return start, (start + timedelta(31)).replace(day=1) - timedelta(1)
    length = {"four weeks": 28, "week": 7}.get(kind) or chance.randrange(1, 93)
    return start, start + timedelta(length - 1)


def _birthday(chance: random.Random, start: date, end: date) -> date:
    day = start + timedelta(chance.randrange(-1, (end - start).days + 2))
    year = day.year - chance.randrange(14, 25)
    return date(2004, 2, 29) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _line(chance: random.Random, start: date, end: date) -> PayslipLine:
    length = (end - start).days + 1

    def maybe(most: int) -> int | None:
        return chance.choice((None, 0, chance.randint(0, most), chance.randint(0, most), chance.randint(0, most)))

    hours = chance.choice((maybe(length * 700), length * chance.choice((400, 514, 571, 600))))
    wage = chance.choice((maybe(600_000), (hours or 0) * chance.randint(900, 2000) // 100))
    days = [chance.choice((None, end + timedelta(chance.randrange(-5, 400)))) for _ in range(2)]
    return PayslipLine(
        period_start=start,
        period_end=end,
        age=chance.choice((None, chance.randint(13, 70))),
        hours=hours,
        average_month_hours=chance.choice((None, None, chance.randint(0, 190_00))),
        agreed_weekly_hours=maybe(48_00),
        normal_weekly_hours=chance.choice((None, 36_00, 37_50, 38_00, 40_00)),
        time_off_hours=maybe(40_00),
        gross_wage=wage,
        holiday_allowance_paid=maybe(60_000),
        housing_deduction=maybe(90_000),
        health_deduction=maybe(25_000),
        other_deductions=maybe(50_000),
        advance=maybe(50_000),
        cash_paid=maybe(wage or 1),
        due_date=days[0],
        paid_on=days[1],
        payslip_gaps=maybe(9),
        **{name: chance.choice((None, True, False)) for name in TRUTHS},
    )


def _impossible(chance: random.Random, line: PayslipLine) -> PayslipLine:
    """The line with one fact that cannot be, or is out of the ordinary."""
    name = chance.choice([fact.name for fact in facts.FACTS if fact.kind != "truth"])
    if name in facts.NUMBERS:
        return replace(line, **{name: chance.choice((-1, *HUGE))})  # type: ignore[arg-type]
    if name in ("employer", "worker"):
        return replace(line, **{name: chance.choice((None, "", "it's ü"))})  # type: ignore[arg-type]
    days = (*ODD_DAYS, None, line.period_start - timedelta(1), line.period_end + timedelta(200))
    return replace(line, **{name: chance.choice(days)})  # type: ignore[arg-type]
