"""The rule language: one definition of a rule, for one payslip and for a whole country.

A rule is an expression over named columns: whole numbers (euro cents, hundredths of an hour, days), dates, words and
truths. `evaluate` works an expression out for one row in plain Python; `medemens.bulk.sql` writes the same expression out
as SQL. An operation exists only when it stands in both; a test holds the two lists together.

A missing fact is `None` (SQL: NULL) and stays missing through every sum and comparison; only `missing`, `known_or` and
`choose` can end it. There are no fractions: division is by a whole number above zero, of a number not below zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Value = int | bool | str | date | None
Row = Mapping[str, Value]


@dataclass(frozen=True, eq=False)
class Expression:
    """An operation with its operands; a leaf is a `column` (a name) or a `literal` (a value)."""

    operation: str
    operands: tuple[Expression, ...] = ()
    name: str = ""
    value: Value = None
    table: tuple[tuple[tuple[int, ...], int], ...] = ()

    def __add__(self, other: Operand) -> Expression:
        return _of("add", self, other)

    def __sub__(self, other: Operand) -> Expression:
        return _of("subtract", self, other)

    def __mul__(self, other: Operand) -> Expression:
        return _of("multiply", self, other)

    def __rmul__(self, other: int) -> Expression:
        return _of("multiply", other, self)

    def __floordiv__(self, divisor: Operand) -> Expression:
        return _of("quotient", self, divisor)

    def __lt__(self, other: Operand) -> Expression:
        return _of("below", self, other)

    def __gt__(self, other: Operand) -> Expression:
        return _of("below", other, self)

    def __le__(self, other: Operand) -> Expression:
        return _of("at_most", self, other)

    def __ge__(self, other: Operand) -> Expression:
        return _of("at_most", other, self)

    def __and__(self, other: Operand) -> Expression:
        return _of("both", self, other)

    def __or__(self, other: Operand) -> Expression:
        return _of("either", self, other)

    def __invert__(self) -> Expression:
        return _of("negation", self)

    def equals(self, other: Operand) -> Expression:
        """True when both are known and the same."""
        return _of("equals", self, other)

    def columns(self) -> set[str]:
        """The names of all columns this expression reads."""
        found = {self.name} if self.operation == "column" else set()
        for operand in self.operands:
            found |= operand.columns()
        return found


Operand = Expression | Value


def column(name: str) -> Expression:
    """The value of a named column of the row."""
    return Expression("column", name=name)


def literal(value: Value) -> Expression:
    """A fixed value. Amounts of law are never literals: they stand in `amounts.toml`."""
    return Expression("literal", value=value)


def _of(operation: str, *operands: Operand) -> Expression:
    return Expression(operation, tuple(each if isinstance(each, Expression) else literal(each) for each in operands))


def least(first: Operand, *others: Operand) -> Expression:
    """The smallest; missing when any is missing."""
    return _of("least", first, *others)


def greatest(first: Operand, *others: Operand) -> Expression:
    """The largest; missing when any is missing."""
    return _of("greatest", first, *others)


def missing(operand: Operand) -> Expression:
    """True when the fact is not known; never missing itself."""
    return _of("missing", operand)


def known(operand: Operand) -> Expression:
    """True when the fact is known; never missing itself."""
    return ~missing(operand)


def known_or(operand: Operand, otherwise: Operand) -> Expression:
    """The fact when known, else the other value."""
    return _of("known_or", operand, otherwise)


def choose(*cases: tuple[Operand, Operand], otherwise: Operand) -> Expression:
    """The value of the first case whose condition is true (a missing condition is not), else `otherwise`."""
    flat = [operand for case in cases for operand in case]
    return _of("choose", *flat, otherwise)


def days_between(first: Operand, last: Operand) -> Expression:
    """Days from the first date to the last: the same day gives 0."""
    return _of("days_between", first, last)


def years_between(birth: Operand, day: Operand) -> Expression:
    """Whole years lived on the day; someone born on 29 February has a birthday on 1 March in other years."""
    return _of("years_between", birth, day)


def lookup(table: Mapping[tuple[int, ...], int], *keys: Operand) -> Expression:
    """The number that stands at the keys in a small table; missing when there is none."""
    operands = tuple(key if isinstance(key, Expression) else literal(key) for key in keys)
    return Expression("lookup", operands, table=tuple(sorted(table.items())))


def half_up(number: Expression, divisor: Operand) -> Expression:
    """`number / divisor` to the nearest whole, a half goes up; both not below zero."""
    return (number * 2 + divisor) // (_of("multiply", divisor, 2) if isinstance(divisor, Expression) else _twice(divisor))


def _twice(divisor: Operand) -> int:
    assert isinstance(divisor, int)
    return 2 * divisor


def evaluate(expression: Expression, row: Row) -> Value:
    """What the expression says of one row.

    :raises KeyError: a column is not in the row (a missing fact must be there as None)
    """
    if expression.operation == "column":
        return row[expression.name]
    if expression.operation == "literal":
        return expression.value
    if expression.operation == "choose":
        return _choose(expression.operands, row)
    values = [evaluate(operand, row) for operand in expression.operands]
    if expression.operation == "lookup":
        return dict(expression.table).get(tuple(values))  # type: ignore[arg-type]
    if expression.operation in LENIENT:
        return LENIENT[expression.operation](*values)
    if any(value is None for value in values):
        return None
    return STRICT[expression.operation](*values)


def evaluate_all(steps: Sequence[tuple[str, Expression]], row: Row) -> dict[str, Value]:
    """The row with every step added, in order; a later step reads the earlier ones by name."""
    known_values = dict(row)
    for name, expression in steps:
        known_values[name] = evaluate(expression, known_values)
    return known_values


def _choose(operands: tuple[Expression, ...], row: Row) -> Value:
    for condition, value in zip(operands[:-1:2], operands[1::2], strict=True):
        if evaluate(condition, row) is True:
            return evaluate(value, row)
    return evaluate(operands[-1], row)


def _quotient(number: int, divisor: int) -> int:
    if number < 0 or divisor <= 0:
        raise ArithmeticError(f"{number} // {divisor}: the rules divide numbers from 0 by numbers above 0 only")
    return number // divisor


def _both(first: bool | None, second: bool | None) -> bool | None:
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def _either(first: bool | None, second: bool | None) -> bool | None:
    if first is True or second is True:
        return True
    return None if first is None or second is None else False


def _years_between(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


STRICT: dict[str, Callable[..., Value]] = {
    "add": lambda first, second: first + second,
    "subtract": lambda first, second: first - second,
    "multiply": lambda first, second: first * second,
    "quotient": _quotient,
    "least": min,
    "greatest": max,
    "below": lambda first, second: first < second,
    "at_most": lambda first, second: first <= second,
    "equals": lambda first, second: first == second,
    "negation": lambda truth: not truth,
    "days_between": lambda first, last: (last - first).days,
    "years_between": _years_between,
}
"""Operations that are missing as soon as one operand is."""

LENIENT: dict[str, Callable[..., Value]] = {
    "both": _both,
    "either": _either,
    "missing": lambda value: value is None,
    "known_or": lambda value, otherwise: otherwise if value is None else value,
}
"""Operations that can answer although an operand is missing."""
