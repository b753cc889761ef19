"""No number under ten can be worked out from what is shown: tried by a stranger who does the sums by brute force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from medemens.common.suppression import REST, SMALL, Breakdown, Published, Safe, suppressed

Cell = tuple[int, int, int]
"""Which breakdown, row and column a number stands in."""
Told = list[tuple[frozenset[Cell], int]]
"""What is shown, as sums of numbers."""


def told(breakdowns: Sequence[Breakdown], shown: Published) -> Told:
    """All that a stranger can read, and that all breakdowns add up to the same."""
    facts: Told = []
    width = len(shown.columns)
    for number, (given_, safe) in enumerate(zip(breakdowns, shown.breakdowns, strict=True)):
        for at, row in enumerate(safe.rows):
            names = safe.gathered if row == REST else (row,)
            rows = [given_.rows.index(name) for name in names]
            line = [frozenset((number, each, column) for each in rows) for column in range(width)]
            facts += [(cells, size) for cells, size in zip(line, safe.cells[at], strict=True) if size is not None]
            if (total := safe.totals[at]) is not None:
                facts.append((frozenset().union(*line), total))
        for column, size in enumerate(shown.columns):
            if size is not None:
                facts.append((frozenset((number, row, column) for row in range(len(given_.rows))), size))
        assert shown.total is not None
        everything = frozenset((number, row, column) for row in range(len(given_.rows)) for column in range(width))
        facts.append((everything, shown.total))
    return facts


def another(breakdowns: Sequence[Breakdown], facts: Told, cell: Cell) -> bool:
    """Whether other numbers fit what is shown, with another one in this cell: the nearest are tried first."""
    truth = {
        (number, row, column): size
        for number, each in enumerate(breakdowns)
        for row, line in enumerate(each.cells)
        for column, size in enumerate(line)
    }
    order = [cell, *sorted(set(truth) - {cell})]
    width = len(breakdowns[0].cells[0])
    # What is not shown of the totals of columns is the same in all breakdowns.
    alike = [
        [frozenset((number, row, column) for row in range(len(each.rows))) for number, each in enumerate(breakdowns)]
        for column in range(width)
    ]

    def possible(chosen: dict[Cell, int]) -> bool:
        for cells, size in facts:
            known = sum(chosen.get(each, 0) for each in cells)
            if known > size or (known < size and all(each in chosen for each in cells)):
                return False
        for sets in alike:
            full = {sum(chosen[each] for each in cells) for cells in sets if all(each in chosen for each in cells)}
            if len(full) > 1:
                return False
        return True

    def tries(at: int, chosen: dict[Cell, int], budget: list[int]) -> bool:
        if at == len(order):
            return True
        budget[0] -= 1
        if budget[0] < 0:
            return False
        here = order[at]
        offered: Iterator[int] = (truth[here] + step for step in (0, 1, -1, 2, -2) if truth[here] + step >= 0)
        for size in offered:
            if at == 0 and size == truth[here]:
                continue
            chosen[here] = size
            if possible(chosen) and tries(at + 1, chosen, budget):
                return True
            del chosen[here]
        return False

    return tries(0, {}, [60_000])


def numbers(height: int, width: int) -> some.SearchStrategy[tuple[tuple[int, ...], ...]]:
    size = some.one_of(some.integers(0, 3), some.integers(4, 12), some.integers(13, 40))
    return some.lists(some.tuples(*[size] * width), min_size=height, max_size=height).map(tuple)


@given(data=some.data(), height=some.integers(1, 4), width=some.integers(1, 3), gathers=some.booleans(), complete=some.booleans())
@settings(max_examples=150, deadline=None)
def test_no_small_number_can_be_worked_out(data: some.DataObject, height: int, width: int, gathers: bool, complete: bool) -> None:
    cells = data.draw(numbers(height, width))
    breakdown = Breakdown(tuple(f"row {at}" for at in range(height)), cells, gathers, complete)
    shown = suppressed([breakdown])
    check([breakdown], shown)


@given(data=some.data(), width=some.integers(1, 2))
@settings(max_examples=60, deadline=None)
def test_nor_from_two_tables_with_the_same_totals(data: some.DataObject, width: int) -> None:
    months = data.draw(numbers(3, width))
    sums = [sum(column) for column in zip(*months, strict=True)]
    first = tuple(data.draw(some.integers(0, size)) for size in sums)
    places = (first, tuple(size - part for size, part in zip(sums, first, strict=True)))
    breakdowns = [Breakdown(("a", "b", "c"), months), Breakdown(("x", "y"), places, gathers=True)]
    check(breakdowns, suppressed(breakdowns))


def check(breakdowns: Sequence[Breakdown], shown: Published) -> None:
    if shown.total is None:
        assert sum(map(sum, breakdowns[0].cells)) < SMALL
        assert shown.breakdowns == ()
        return
    facts = told(breakdowns, shown)
    assert all(size >= SMALL for _cells, size in facts)
    for number, each in enumerate(breakdowns):
        for row, line in enumerate(each.cells):
            for column, size in enumerate(line):
                if size < SMALL:
                    assert another(breakdowns, facts, (number, row, column)), (breakdowns, shown, (number, row, column))


def test_the_stranger_finds_what_is_not_protected() -> None:
    """With only the small number itself hidden it is the difference of the total and the others."""
    months = Breakdown(("jan", "feb", "mar"), ((4,), (30,), (20,)))
    naive = Published((Safe(months.rows, ((None,), (30,), (20,)), (None, 30, 20)),), (54,), 54)
    assert not another([months], told([months], naive), (0, 0, 0))


def test_beside_one_small_month_the_smallest_other_is_hidden() -> None:
    shown = suppressed([Breakdown(("jan", "feb", "mar"), ((4,), (30,), (20,)))])
    assert shown.breakdowns[0].cells == ((None,), (30,), (None,))
    assert shown.columns == (54,)


def test_two_empty_months_do_not_hide_each_other() -> None:
    """The rest adds up to all there is, so both would be nothing."""
    shown = suppressed([Breakdown(("jan", "feb", "mar", "apr"), ((0,), (0,), (30,), (20,)))])
    assert shown.breakdowns[0].cells == ((None,), (None,), (30,), (None,))


def test_small_places_are_put_together_until_they_are_no_small_number() -> None:
    places = Breakdown(("Ede", "Goes", "Venlo", "Weert"), ((2,), (11,), (50,), (3,)), gathers=True)
    (safe,) = suppressed([places]).breakdowns
    assert (safe.rows, safe.cells) == (("Venlo", REST), ((50,), (16,)))
    assert safe.gathered == ("Ede", "Goes", "Weert")


def test_a_place_that_is_not_listed_is_not_told_to_be_empty() -> None:
    places = Breakdown(("Goes", "Venlo"), ((11,), (50,)), gathers=True)
    (safe,) = suppressed([places]).breakdowns
    assert safe.rows == ("Venlo", REST)


def test_of_fewer_than_ten_in_all_nothing_is_shown() -> None:
    assert suppressed([Breakdown(("jan", "feb"), ((4, 1), (2, 2)))]) == Published((), (None, None), None)


def test_a_small_column_takes_another_with_it_in_every_table() -> None:
    months = Breakdown(("jan", "feb"), ((40, 3, 20), (41, 2, 20)))
    kinds = Breakdown(("a", "b"), ((50, 4, 15), (31, 1, 25)))
    shown = suppressed([months, kinds])
    assert shown.columns == (81, None, None)
    assert [[cells[1:] for cells in each.cells] for each in shown.breakdowns] == [[(None, None)] * 2] * 2


def test_what_does_not_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        suppressed([Breakdown(("a",), ((10,),)), Breakdown(("b",), ((11,),))])
