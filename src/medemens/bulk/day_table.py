"""The law of every day as an Arrow table, to lay beside payslip lines."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from medemens.law import days


def day_table(as_of: date, proposals: frozenset[str] = frozenset()) -> pa.Table:
    """One row a day, from the first known day to the end of the year after the check; the columns of `days.row_of`."""
    rows = [{"day": day, **days.row_of(day, as_of, proposals)} for day in days.days(days.last_day(as_of))]
    fields = [pa.field(name, _kind(name)) for name in rows[0]]
    return pa.Table.from_pylist(rows, pa.schema(fields))


def _kind(name: str) -> pa.DataType:
    dates = ("day", "adult_born_until", "whole_month_end", "allowance_due", "claim_until")
    return pa.date32() if name in dates else pa.int64()
