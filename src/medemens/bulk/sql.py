"""Writes rules out as SQL: each operation of the rule language once, in the dialects of DuckDB and Spark."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from medemens.law.expression import Expression, Value

Steps = Sequence[tuple[str, Expression]]
Template = Callable[..., str]


@dataclass(frozen=True)
class Dialect:
    """How one engine writes the few things in which engines differ."""

    name: str
    quotient: Template
    days_between: Template
    whole: str = "BIGINT"
    text: str = "VARCHAR"

    def years_between(self, birth: str, day: str) -> str:
        """Whole years lived: the difference of yyyymmdd numbers, without the days."""
        number = "(year({0}) * 10000 + month({0}) * 100 + day({0}))"
        return self.quotient(f"({number.format(day)} - {number.format(birth)})", "10000")


DUCKDB = Dialect(
    "duckdb",
    quotient=lambda number, divisor: f"({number} // {divisor})",
    days_between=lambda first, last: f"({last} - {first})",
)
SPARK = Dialect(
    "spark",
    quotient=lambda number, divisor: f"({number} div {divisor})",
    days_between=lambda first, last: f"CAST(datediff({last}, {first}) AS BIGINT)",
    text="STRING",
)


def _extreme(sign: str, values: Sequence[str]) -> str:
    """The least or greatest, missing when one is missing: the engines' own functions pass over what is missing."""
    first, *others = values
    for other in others:
        first = f"CASE WHEN {first} {sign} {other} THEN {first} WHEN {other} {sign}= {first} THEN {other} END"
    return f"({first})"


OPERATIONS: Mapping[str, Callable[..., str]] = {
    "add": lambda dialect, first, second: f"({first} + {second})",
    "subtract": lambda dialect, first, second: f"({first} - {second})",
    "multiply": lambda dialect, first, second: f"({first} * {second})",
    "quotient": lambda dialect, number, divisor: dialect.quotient(number, divisor),
    "least": lambda dialect, *values: _extreme("<", values),
    "greatest": lambda dialect, *values: _extreme(">", values),
    "below": lambda dialect, first, second: f"({first} < {second})",
    "at_most": lambda dialect, first, second: f"({first} <= {second})",
    "equals": lambda dialect, first, second: f"({first} = {second})",
    "negation": lambda dialect, truth: f"(NOT {truth})",
    "both": lambda dialect, first, second: f"({first} AND {second})",
    "either": lambda dialect, first, second: f"({first} OR {second})",
    "missing": lambda dialect, value: f"({value} IS NULL)",
    "known_or": lambda dialect, value, otherwise: f"COALESCE({value}, {otherwise})",
    "days_between": lambda dialect, first, last: dialect.days_between(first, last),
    "years_between": lambda dialect, birth, day: dialect.years_between(birth, day),
}


def write(expression: Expression, dialect: Dialect) -> str:
    """The expression as SQL text."""
    if expression.operation == "column":
        return expression.name
    if expression.operation == "literal":
        return write_value(expression.value)
    operands = [write(operand, dialect) for operand in expression.operands]
    if expression.operation == "choose":
        cases = " ".join(f"WHEN {when} THEN {then}" for when, then in zip(operands[:-1:2], operands[1::2], strict=True))
        return f"(CASE {cases} ELSE {operands[-1]} END)"
    if expression.operation == "lookup":
        return _write_lookup(expression, operands)
    return OPERATIONS[expression.operation](dialect, *operands)


def _write_lookup(expression: Expression, keys: Sequence[str]) -> str:
    def same(entry: tuple[int, ...]) -> str:
        return " AND ".join(f"{key} = {number}" for key, number in zip(keys, entry, strict=True))

    return "(CASE " + " ".join(f"WHEN {same(entry)} THEN {number}" for entry, number in expression.table) + " END)"


def write_value(value: Value) -> str:
    """A fixed value as SQL text; words of our own only, so no quoting of hostile text is needed or done."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, str):
        assert value.replace("_", "").isalnum(), value
        return f"'{value}'"
    return str(value)


def needed(steps: Steps, wanted: set[str]) -> tuple[list[tuple[str, Expression]], set[str]]:
    """The steps that the wanted columns rest on, in order, and the columns these read that are no steps themselves."""
    own = dict(steps)
    open_names, names, inputs = list(wanted), set[str](), set[str]()
    while open_names:
        name = open_names.pop()
        if name not in own:
            inputs.add(name)
        elif name not in names:
            names.add(name)
            open_names.extend(own[name].columns())
    return [(name, expression) for name, expression in steps if name in names], inputs


def layers(steps: Steps) -> list[list[tuple[str, Expression]]]:
    """The steps in layers: each reads only inputs and earlier layers, so that each layer is one SELECT."""
    depth: dict[str, int] = {}
    for name, expression in steps:
        depth[name] = 1 + max((depth[column] for column in expression.columns() if column in depth), default=0)
    return [[step for step in steps if depth[step[0]] == level] for level in sorted(set(depth.values()))]


def select(source: str, steps: Steps, wanted: Sequence[str], dialect: Dialect) -> str:
    """A query that gives the wanted columns from a source table, working the steps out layer by layer."""
    rest, _ = needed(steps, set(wanted))
    query, present = source, None
    ordered = layers(rest)
    for level, layer in enumerate(ordered):
        names = {name for name, _ in layer}
        later = set(wanted).union(*(expression.columns() for following in ordered[level + 1 :] for _, expression in following))
        kept = sorted(later - {name for following in ordered[level:] for name, _ in following} - names)
        columns = kept + [f"{_typed(name, expression, dialect)} AS {name}" for name, expression in layer]
        query = f"(SELECT {', '.join(columns)}\nFROM {query}) AS layer_{level}"
        present = names
    return f"SELECT {', '.join(wanted)} FROM {query}" if present else f"SELECT {', '.join(wanted)} FROM {source}"


def _typed(name: str, expression: Expression, dialect: Dialect) -> str:
    if expression.operation == "literal" and expression.value is None:
        return f"CAST(NULL AS {dialect.text if name.endswith('_because') else dialect.whole})"
    return write(expression, dialect)
