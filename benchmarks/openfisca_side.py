"""The wage core as an OpenFisca-core tax-benefit system, in the shape that runs fastest: one simulation a week.

OpenFisca knows a value by person and period and holds money in 32-bit floats. It has no period of four weeks, so the file
must hold lines of one week (Monday to Sunday) only; a fact that is missing counts as zero or no. The same inputs and the
same rules as the wage core of Medemens, for a comparison of speed and of cents.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit, Period
from openfisca_core.periods import period as read_period
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from medemens.law import days

Array = numpy.ndarray[Any, Any]
Line = build_entity(key="line", plural="lines", label="A payslip line", is_person=True)

EUROS = ("gross_wage", "housing_deduction", "holiday_allowance_paid")
HOURS = ("hours", "normal_weekly_hours")
TRUTHS = ("vocational_training", "housing_permission", "tenancy_agreement", "landlord_certified", "posted")
INPUTS = (*EUROS, *HOURS, *TRUTHS, "birth_date")
RESULTS = ("due_least", "underpayment", "housing_cap", "housing_over", "allowance_short")
FULL_AGE, YOUNGEST = 21, 15


def _variable(name: str, kind: type, formula: Any = None) -> type[Variable]:
    members = {"value_type": kind, "entity": Line, "definition_period": DateUnit.WEEK, "label": name}
    return type(name, (Variable,), members | ({"formula": formula} if formula else {}))


def _age(birth: Array, day: Any) -> Array:
    """Whole years lived on the day."""
    months = birth.astype("datetime64[M]")
    in_month = (birth - months).astype(numpy.int64) + 1
    lived = (day.year * 12 + day.month - 1) - (months.astype(numpy.int64) + 1970 * 12)
    return (lived - (in_month > day.day)) // 12


def _hour_amount(lines: Any, period: Period, parameters: Any, day: Any) -> Array:
    """The minimum of an hour on the day, in euros: rounded to the cent; before 2024 the week amount by the normal hours."""
    law = parameters(day)
    age = numpy.clip(_age(lines("birth_date", period), day), YOUNGEST, FULL_AGE)
    ages = range(YOUNGEST, FULL_AGE + 1)
    regular = numpy.array([law.youth[str(each)] for each in ages])[age - YOUNGEST]
    vocational = numpy.array([law.vocational[str(each)] for each in ages])[age - YOUNGEST]
    share = numpy.where(lines("vocational_training", period), vocational, regular)
    if law.adult_hour > 0:
        return numpy.floor(law.adult_hour * share * 100 + 0.5) / 100
    week = numpy.floor(law.adult_week * share * 20 + 0.5) / 20
    normal = lines("normal_weekly_hours", period)
    return numpy.divide(week, normal, out=numpy.zeros_like(week), where=normal > 0)


def _due_least(lines: Any, period: Period, parameters: Any) -> Array:
    first = _hour_amount(lines, period, parameters, period.start)
    last = _hour_amount(lines, period, parameters, period.stop)
    return _cents(numpy.minimum(first, last) * lines("hours", period))


def _underpayment(lines: Any, period: Period) -> Array:
    return numpy.maximum(lines("due_least", period) - lines("gross_wage", period), 0)


def _housing_cap(lines: Any, period: Period, parameters: Any) -> Array:
    papers = lines("housing_permission", period) & lines("tenancy_agreement", period)
    allowed = papers & lines("landlord_certified", period) & ~lines("posted", period)
    return numpy.where(allowed, _cents(lines("due_least", period) * parameters(period.start).housing_share), 0)


def _housing_over(lines: Any, period: Period) -> Array:
    return numpy.maximum(lines("housing_deduction", period) - lines("housing_cap", period), 0)


def _allowance_short(lines: Any, period: Period, parameters: Any) -> Array:
    share = parameters(period.start).holiday_allowance
    accrued = _cents(numpy.maximum(lines("gross_wage", period), lines("due_least", period)) * share)
    return numpy.maximum(accrued - lines("holiday_allowance_paid", period), 0)


def _cents(amount: Array) -> Array:
    return numpy.floor(amount * 100 + 0.5) / 100


def system(first: date, last: date) -> TaxBenefitSystem:
    """The tax-benefit system with the amounts of law from the first to the last day."""
    made = TaxBenefitSystem([Line])
    for name in (*EUROS, *HOURS):
        made.add_variable(_variable(name, float))
    for name in TRUTHS:
        made.add_variable(_variable(name, bool))
    made.add_variable(_variable("birth_date", date))
    formulas = (_due_least, _underpayment, _housing_cap, _housing_over, _allowance_short)
    for name, formula in zip(RESULTS, formulas, strict=True):
        made.add_variable(_variable(name, float, formula))
    made.parameters = ParameterNode("", data=_amounts(first, last))
    return made


def _amounts(first: date, last: date) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    parts = {"adult_hour": 100, "adult_week": 100, "housing_share": 1000, "holiday_allowance": 1000}
    for number in range((last - first).days + 1):
        day = first + timedelta(number)
        for name, unit in parts.items():
            value = days.law_on(day)[name]
            dated = changes.setdefault(name, {"values": {}})["values"]
            amount = value / unit if isinstance(value, int) else 0.0
            if not dated or list(dated.values())[-1]["value"] != amount:
                dated[day.isoformat()] = {"value": amount}
    scale = days.youth_scale(first, frozenset())
    for kind in ("youth", "vocational"):
        shares = days.youth_table(kind)
        changes[kind] = {
            str(age): {"values": {first.isoformat(): {"value": shares.get((scale, age), 1000) / 1000}}}
            for age in range(YOUNGEST, FULL_AGE + 1)
        }
    return changes


@dataclass(frozen=True)
class Measured:
    """How long it took, reading included, and the results in euros in the order of the file."""

    lines: int
    seconds: float
    results: dict[str, Array]

    @property
    def lines_a_second(self) -> float:
        """The speed."""
        return self.lines / self.seconds


def run(path: Path) -> Measured:
    """Works the wage core out for every line of a file of weekly lines.

    :raises ValueError: a line does not span exactly one week from Monday
    """
    started = time.perf_counter()
    table = pq.read_table(path, columns=["period_start", "period_end", *INPUTS])
    starts = table["period_start"].combine_chunks().cast(pa.int32()).to_numpy()
    if numpy.any(table["period_end"].combine_chunks().cast(pa.int32()).to_numpy() - starts != 6):
        raise ValueError("OpenFisca needs lines of one week: make the file with --only-weekly")
    columns = {name: _known(table[name].combine_chunks(), name) for name in INPUTS}
    del table
    epoch = date(1970, 1, 1)
    made = system(epoch + timedelta(int(starts.min())), epoch + timedelta(int(starts.max()) + 6))
    results = {name: numpy.zeros(len(starts), numpy.float32) for name in RESULTS}
    for place, monday in _weeks(starts):
        _one_week(made, place, epoch + timedelta(monday), columns, results)
    return Measured(len(starts), time.perf_counter() - started, results)


def _weeks(starts: Array) -> Iterator[tuple[Any, int]]:
    """Where the lines of each week stand."""
    if starts.min() == starts.max():
        yield slice(None), int(starts[0])
        return
    order = numpy.argsort(starts, kind="stable")
    days_in_order = starts[order]
    cuts = [0, *(numpy.flatnonzero(numpy.diff(days_in_order)) + 1), len(order)]
    for first, last in pairwise(cuts):
        yield order[first:last], int(days_in_order[first])


def _one_week(made: TaxBenefitSystem, place: Any, monday: date, columns: dict[str, Array], results: dict[str, Array]) -> None:
    year, week, _ = monday.isocalendar()
    period = read_period(f"{year}-W{week:02d}")
    here = {name: values[place] for name, values in columns.items()}
    simulation = SimulationBuilder().build_default_simulation(made, len(here["hours"]))
    for name, values in here.items():
        simulation.set_input(name, period, values)
    for name in RESULTS:
        results[name][place] = simulation.calculate(name, period)


def _known(column: pa.Array, name: str) -> Array:
    if name == "birth_date":
        return pc.fill_null(column, pa.scalar(date(1900, 1, 1))).to_numpy(zero_copy_only=False).astype("datetime64[D]")
    if name in TRUTHS:
        return pc.fill_null(column, False).to_numpy(zero_copy_only=False)
    return (pc.fill_null(column, 0).to_numpy(zero_copy_only=False) / 100).astype(numpy.float32)


def differing(measured: Measured, exact: dict[str, Array]) -> dict[str, int]:
    """On how many lines a result is a cent or more away from the exact whole cents (a negative number means not known)."""
    counts = {}
    for name, cents in exact.items():
        floats = numpy.rint(measured.results[name].astype(numpy.float64) * 100).astype(numpy.int64)
        counts[name] = int(numpy.count_nonzero((floats != cents) & (cents >= 0)))
    return counts


def main() -> None:
    """Runs over a file and says how fast."""
    orders = argparse.ArgumentParser(description=__doc__)
    orders.add_argument("path", type=Path)
    measured = run(orders.parse_args().path)
    print(f"{measured.lines} lines in {measured.seconds:.1f} s: {measured.lines_a_second / 1e6:.2f} million a second")


if __name__ == "__main__":
    main()
