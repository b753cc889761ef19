"""The wage check of a whole table as SQL text: door, neighbours, law of the day, steps, sums.

The text is the same for every engine but for the few words of `sql.Dialect`. Source tables: `lines` (one row a payslip
line, with its `line` number) and `law_days` (one row a calendar day).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from medemens.bulk import sql
from medemens.law import days, facts, payslip
from medemens.law.expression import Expression, column
from medemens.law.finding import Norm, Outcome
from medemens.law.wml import norms as wml

FACTS = tuple(fact.name for fact in facts.FACTS)
GATHERED = tuple(f"{what}_{span}_days" for span in payslip.SPANS for what in ("hours", "days"))
IDENTITY = ("line", "employer", "worker", "period_start", "period_end")
SAME_WORKER = "PARTITION BY employer, worker"
FOUND = tuple(f"{norm.id}_{part}" for norm in payslip.NORMS for part in ("outcome", "amount", "because"))
SHOWN = tuple(dict.fromkeys(name for norm in payslip.NORMS for name in norm.shown if name not in (*FACTS, *FOUND)))
RESULT = (*dict.fromkeys((*FACTS, *FOUND, *SHOWN, *payslip.CLAIM_COLUMNS, *payslip.ALLOWANCE_COLUMNS)),)
"""The columns of a judged line: its facts, the three parts of each finding, and the steps that explain them."""

PERIOD_ROLES = ("start", "end")
MONEY_SUMS = ("gross_wage", "owed", "increase", "interest", *(f"{norm.id}_amount" for norm in payslip.NORMS))


def door(dialect: sql.Dialect, as_of: date) -> str:
    """Every line with `unreadable_because`, and the day of the check; overlaps are not seen yet."""
    reason = sql.write(facts.unreadable_because(), dialect)
    constants = f"{sql.write_value(as_of)} AS as_of, {days.working_day_number(as_of)} AS as_of_working_day"
    return f"SELECT *, {reason} AS door_because FROM (SELECT *, {constants} FROM lines) AS dated"


def overlapping() -> str:
    """Lines that pass the door, with `shares_days` true where another line of the worker shares a day with it."""
    order = f"OVER ({SAME_WORKER} ORDER BY period_start, period_end, line"
    before = f"MAX(period_end) {order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    after = f"LEAD(period_start) {order})"
    shares = f"COALESCE(period_start <= {before}, FALSE) OR COALESCE({after} <= period_end, FALSE)"
    return f"SELECT *, {shares} AS shares_days FROM passed"


def gathered(source: str, dialect: sql.Dialect) -> str:
    """The lines with the hours and days of the worker's lines that end within each span before the end of the line."""
    number = dialect.days_between("DATE '2018-01-01'", "period_end")
    columns = []
    for span in payslip.SPANS:
        window = f"OVER ({SAME_WORKER} ORDER BY {number} RANGE BETWEEN {span - 1} PRECEDING AND CURRENT ROW)"
        first = f"MIN(period_start) {window}"
        columns.append(f"CAST(SUM(hours) {window} AS BIGINT) AS hours_{span}_days")
        columns.append(f"{dialect.days_between(first, 'period_end')} + 1 AS days_{span}_days")
    return f"SELECT *, {', '.join(columns)} FROM {source}"


def judged(source: str, wanted: Sequence[str], dialect: sql.Dialect) -> str:
    """The wanted columns of every line of the source, worked out.

    What rests on the dates of the period alone is worked out once for each period that occurs in `lines`, and laid beside.
    """
    steps, _ = sql.needed(payslip.steps(), set(wanted))
    own = [step for step in steps if step[0] not in _of_period()]
    _, inputs = sql.needed(own, set(wanted))
    of_period = sorted(name for name in inputs if name in _of_period() or _role(name) in PERIOD_ROLES)
    of_line = sorted(name for name in inputs if name not in of_period and not _role(name))
    columns, joins = [f"line_facts.{name}" for name in of_line], []
    if of_period:
        columns += [f"law_period.{name}" for name in of_period]
        joins.append(f"LEFT JOIN ({_periods(of_period, dialect)}) AS law_period USING (period_start, period_end)")
    for role in [role for role in payslip.ROLES if role not in PERIOD_ROLES]:
        laid, join = _laid(role, inputs, dialect)
        columns += laid
        joins += join
    laid_out = f"(SELECT {', '.join(columns)}\nFROM {source} AS line_facts {' '.join(joins)}) AS with_law"
    return sql.select(laid_out, own, wanted, dialect)


def _periods(wanted: Sequence[str], dialect: sql.Dialect) -> str:
    """One row a period that occurs, with the law of its first and last day and the steps that rest on these alone."""
    steps = [step for step in payslip.steps() if step[0] in _of_period()]
    _, inputs = sql.needed(steps, set(wanted))
    columns, joins = ["period_start", "period_end"], []
    for role in PERIOD_ROLES:
        laid, join = _laid(role, inputs, dialect)
        columns += laid
        joins += join
    periods = "(SELECT DISTINCT period_start, period_end FROM lines) AS periods"
    laid_out = f"(SELECT {', '.join(columns)}\nFROM {periods} {' '.join(joins)}) AS dates_with_law"
    return sql.select(laid_out, steps, ["period_start", "period_end", *wanted], dialect)


def _laid(role: str, inputs: set[str], dialect: sql.Dialect) -> tuple[list[str], list[str]]:
    """The columns and the join that lay the law of one of a line's days beside it."""
    own = sorted(name for name in inputs if _role(name) == role)
    columns = [f"law_{role}.{name.removeprefix(role + '_')} AS {name}" for name in own]
    join = f"LEFT JOIN law_days AS law_{role} ON law_{role}.day = {sql.write(payslip.ROLES[role], dialect)}"
    return columns, [join] if own else []


@cache
def _of_period() -> frozenset[str]:
    """The steps that rest on the dates of the period and the law of these days, on nothing else."""
    found = {"period_start", "period_end"}
    for name, expression in payslip.steps():
        if all(column in found or _role(column) in PERIOD_ROLES for column in expression.columns()) and expression.columns():
            found.add(name)
    return frozenset(found - {"period_start", "period_end"})


@cache
def _role(name: str) -> str:
    """Which of a line's days a column of law belongs to; empty for facts and steps."""
    role = name.split("_")[0]
    own = {name for name, _ in payslip.steps()} | set(FACTS)
    return role if role in payslip.ROLES and name not in own else ""


def per_worker(dialect: sql.Dialect) -> str:
    """One row a worker and employer: sums, counts a norm and outcome, and the finding on the holiday allowance."""
    accrued, paid = "allowance_accrued", "holiday_allowance_paid"
    sums = [
        "COUNT(*) AS lines",
        f"COALESCE(SUM({accrued}), 0) AS allowance_accrued_all",
        "COALESCE(SUM(allowance_fallen_due), 0) AS allowance_fallen_due",
        f"COALESCE(SUM({paid}), 0) AS allowance_paid",
        "COUNT(*) FILTER (WHERE allowance_fallen_due <> 0 OR allowance_fallen_due IS NULL) AS lines_due",
        "COUNT(*) FILTER (WHERE allowance_fallen_due IS NULL) AS lines_without_accrual",
        f"COUNT(*) FILTER (WHERE {paid} IS NULL) AS lines_without_paid",
        *_totals(),
    ]
    whole = [f"CAST({text.rsplit(' AS ', 1)[0]} AS BIGINT) AS {text.rsplit(' AS ', 1)[1]}" for text in sums]
    grouped = f"(SELECT employer, worker, {', '.join(whole)} FROM judged GROUP BY employer, worker) AS workers"
    steps = tuple(wml.holiday_allowance().items())
    wanted = ["employer", "worker", "lines", *_names(payslip.HOLIDAY_ALLOWANCE), *_total_names()]
    return sql.select(grouped, steps, [*wanted, "allowance_accrued_all", "allowance_fallen_due", "allowance_paid"], dialect)


def per_employer() -> str:
    """One row an employer: workers, lines, sums and counts, with the holiday allowance of its workers."""
    names = ["lines", *_total_names(), "holiday_allowance_amount"]
    sums = ", ".join(f"CAST(COALESCE(SUM({name}), 0) AS BIGINT) AS {name}" for name in names)
    return f"SELECT employer, COUNT(*) AS workers, {sums} FROM workers GROUP BY employer"


def per_norm() -> str:
    """One row a norm and outcome: how many lines (for the holiday allowance: workers) and how many cents."""
    parts = [_counted(norm, "judged") for norm in payslip.NORMS] + [_counted(payslip.HOLIDAY_ALLOWANCE, "workers")]
    return "\nUNION ALL\n".join(parts)


def _counted(norm: Norm, table: str) -> str:
    outcome = f"{norm.id}_outcome"
    return (
        f"SELECT '{norm.id}' AS norm, {outcome} AS outcome, COUNT(*) AS number, "
        f"CAST(COALESCE(SUM({norm.id}_amount), 0) AS BIGINT) AS amount FROM {table} GROUP BY {outcome}"
    )


def _names(norm: Norm) -> list[str]:
    return [f"{norm.id}_{part}" for part in ("outcome", "amount", "because")]


def _totals() -> list[str]:
    money = [f"COALESCE(SUM({name}), 0) AS {name}" for name in MONEY_SUMS]
    return money + [
        f"COUNT(*) FILTER (WHERE {norm.id}_outcome = {int(outcome)}) AS {norm.id}_{outcome.name.lower()}"
        for norm in payslip.NORMS
        for outcome in (Outcome.NOT_MET, Outcome.CANNOT_TELL)
    ]


def _total_names() -> list[str]:
    return [text.rsplit(" AS ", 1)[1] for text in _totals()]


def unreadable() -> str:
    """Every line that was not judged, with the reason; together with the judged lines these are all lines given."""
    identity = ", ".join(IDENTITY)
    return (
        f"SELECT {identity}, door_because AS because FROM at_door WHERE door_because IS NOT NULL\n"
        f"UNION ALL\nSELECT {identity}, 'overlap' AS because FROM passed WHERE line IN (SELECT line FROM overlapped)"
    )


def core_steps() -> tuple[tuple[str, Expression], ...]:
    """The wage core for benchmarks: the steps of the check, with what is over the caps as one column."""
    return (*payslip.steps(), ("deducted_over", column("housing_over_least") + column("health_over_least")))
