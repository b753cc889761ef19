"""The rules written out as SQL: the same operations, the same answers as in Python, the same text as was reviewed.

`python -m tests.bulk.test_sql` writes the reviewed texts anew.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import duckdb
import pytest

from medemens.bulk import plan, sql
from medemens.bulk.sql import Dialect
from medemens.law.expression import LENIENT, STRICT, Expression, Value, choose, column, evaluate, literal, lookup

GOLDEN = Path(__file__).parent / "golden"
DIALECTS = (sql.DUCKDB, sql.SPARK)
LEAVES = {"choose", "lookup", "column", "literal"}
WHOLE: tuple[Value, ...] = (None, 0, 1, -1, 7, 10_000, 2**31, 9_007_199_254_740_993, -(2**40))
NATURAL: tuple[Value, ...] = (None, 0, 1, 7, 9_007_199_254_740_993, 2**62)
DIVISORS: tuple[Value, ...] = (None, 1, 2, 3, 10**9)
TRUTHS: tuple[Value, ...] = (None, True, False)
DAYS: tuple[Value, ...] = (
    None,
    *(date.fromisoformat(day) for day in ("1999-12-31", "2000-02-29", "2018-02-28", "2018-03-01", "2024-02-29", "2026-11-23")),
)
OPERANDS = {
    "quotient": (NATURAL, DIVISORS),
    "multiply": ((None, 0, -3, 1_000_000), (None, 0, 7, 10**12)),
    "negation": (TRUTHS,),
    "both": (TRUTHS, TRUTHS),
    "either": (TRUTHS, TRUTHS),
    "missing": (WHOLE,),
    "days_between": (DAYS, DAYS),
    "years_between": (DAYS[:3], DAYS[3:]),
}


def answer(expression: Expression) -> Value:
    row = duckdb.sql(f"SELECT {sql.write(expression, sql.DUCKDB)} AS answer").fetchall()[0]
    value: Value = row[0]
    return value


def typed(value: Value, kinds: tuple[Value, ...]) -> Expression:
    """A literal; what is missing keeps the type of its column, by a choice that is never taken."""
    if value is not None:
        return literal(value)
    return choose((False, next(each for each in kinds if each is not None)), otherwise=literal(None))


def test_both_sides_have_the_same_operations() -> None:
    assert set(sql.OPERATIONS) == set(STRICT) | set(LENIENT)
    assert not LEAVES & set(sql.OPERATIONS)


@pytest.mark.parametrize("operation", sorted(sql.OPERATIONS))
def test_an_operation_answers_the_same_in_python_and_sql(operation: str) -> None:
    kinds = OPERANDS.get(operation, (WHOLE, WHOLE))
    for values in product(*kinds):
        operands = tuple(typed(value, kind) for value, kind in zip(values, kinds, strict=True))
        expression = Expression(operation, operands)
        assert answer(expression) == evaluate(expression, {}), values


@pytest.mark.parametrize("key", [None, 0, 15, 22])
def test_lookup_and_choice_answer_the_same(key: int | None) -> None:
    found = lookup({(1, 15): 300, (1, 22): 850}, 1, typed(key, WHOLE))
    for condition in TRUTHS:
        expression = choose((typed(condition, TRUTHS), found), otherwise=-1)
        assert answer(expression) == evaluate(expression, {})


def texts(dialect: Dialect) -> str:
    """All statements of a check, one after another."""
    parts = {
        "door": plan.door(dialect, date(2026, 11, 23)),
        "overlapping": plan.overlapping(),
        "gathered": plan.gathered("readable", dialect),
        "judged": plan.judged("gathered", ("line", *plan.RESULT), dialect),
        "per_worker": plan.per_worker(dialect),
        "per_employer": plan.per_employer(),
        "per_norm": plan.per_norm(),
        "unreadable": plan.unreadable(),
    }
    return "".join(f"-- {name}\n{text};\n\n" for name, text in parts.items())


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: str(dialect.name))
def test_the_text_is_as_reviewed(dialect: Dialect) -> None:
    reviewed = (GOLDEN / f"{dialect.name}.sql").read_text(encoding="utf-8")
    assert texts(dialect) == reviewed, "look at the change, then: python -m tests.bulk.test_sql"


def test_words_in_rules_are_plain_words() -> None:
    with pytest.raises(AssertionError):
        sql.write(column("employer").equals("it's"), sql.DUCKDB)


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for each in DIALECTS:
        (GOLDEN / f"{each.name}.sql").write_text(texts(each), encoding="utf-8")
