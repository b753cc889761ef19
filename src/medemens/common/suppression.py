"""Numbers of fewer than ten are not shown, nor what they could be counted back from.

A count is broken down in several ways (by month, by municipality, by kind), each of which adds up to the same totals. A small
number is hidden; so are as many others as are needed that nobody can work it out from what is left. Zero counts as small: that
there was nobody is told of a group of people too.

What is hidden is proven, not guessed: for each small number there is a ring of hidden numbers through which one can be moved
(one more here, one less there, round and back) such that everything that is shown stays as it is. So at least two values fit.
Rings never pass through a total that is shown, and totals of columns are hidden in all tables at once: so a ring in one
table leaves the others as they are.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

SMALL = 10
REST = "rest"
"""The key of the row in which small rows are put together."""

Cells = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Breakdown:
    """One way to break a count down. `gathers`: small rows may be put together into one that is called the rest.

    `complete`: all rows that can be are listed; otherwise one that is not listed is zero, so that there is always a rest.
    """

    rows: tuple[str, ...]
    cells: Cells
    gathers: bool = False
    complete: bool = False


@dataclass(frozen=True)
class Safe:
    """A breakdown that can be shown; None is hidden. `totals` are those of its rows, `gathered` the rows in the rest."""

    rows: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    totals: tuple[int | None, ...]
    gathered: tuple[str, ...] = ()


@dataclass(frozen=True)
class Published:
    """What can be shown of one count: its breakdowns, the totals of its columns, and of everything."""

    breakdowns: tuple[Safe, ...]
    columns: tuple[int | None, ...]
    total: int | None


def suppressed(breakdowns: Sequence[Breakdown]) -> Published:
    """What can be shown of breakdowns of one count.

    :raises ValueError: they do not add up to the same totals
    """
    sums = {tuple(map(sum, zip(*each.cells, strict=True))) for each in breakdowns}
    if len(sums) != 1:
        raise ValueError("breakdowns of one count add up to the same totals")
    columns = sums.pop()
    if sum(columns) < SMALL:
        return Published((), (None,) * len(columns), None)
    hidden = _hidden_columns(columns)
    safe = tuple(_safe(_gathered(each), columns, hidden) for each in breakdowns)
    return Published(safe, tuple(None if at in hidden else size for at, size in enumerate(columns)), sum(columns))


def _hidden_columns(columns: Sequence[int]) -> frozenset[int]:
    """The columns whose total is small, and as many more that each of them has one with which it can exchange."""
    hidden = {at for at, size in enumerate(columns) if size < SMALL}
    others = sorted((size, at) for at, size in enumerate(columns) if size >= SMALL)

    def alone(at: int) -> bool:
        return not any(other != at and columns[at] + columns[other] > 0 for other in hidden)

    while any(columns[at] < SMALL and alone(at) for at in hidden):
        hidden.add(others.pop(0)[1])
    return frozenset(hidden)


def _gathered(given: Breakdown) -> tuple[Breakdown, tuple[str, ...]]:
    """With the small rows put together, and with them as many of the next as make the rest no small number."""
    if not given.gathers:
        return given, ()
    by_size = sorted(range(len(given.rows)), key=lambda at: (sum(given.cells[at]), given.rows[at]))
    rest: list[int] = []
    while by_size and (sum(given.cells[by_size[0]]) < SMALL or (rest and _size(given, rest) < SMALL)):
        rest.append(by_size.pop(0))
    if not rest and by_size and not given.complete:
        rest.append(by_size.pop(0))
    if not rest:
        return given, ()
    kept = sorted(by_size)
    together = tuple(map(sum, zip(*(given.cells[at] for at in rest), strict=True)))
    rows = (*(given.rows[at] for at in kept), REST)
    return Breakdown(rows, (*(given.cells[at] for at in kept), together)), tuple(given.rows[at] for at in sorted(rest))


def _size(given: Breakdown, rows: Sequence[int]) -> int:
    return sum(sum(given.cells[at]) for at in rows)


def _safe(given: tuple[Breakdown, tuple[str, ...]], columns: Sequence[int], hidden: frozenset[int]) -> Safe:
    breakdown, gathered = given
    board = _Board(breakdown.cells, columns, hidden)
    board.protect()
    height, width = len(breakdown.rows), len(columns)
    return Safe(
        breakdown.rows,
        tuple(tuple(board.shown(row, column) for column in range(width)) for row in range(height)),
        tuple(board.shown(row, width) for row in range(height)),
        gathered,
    )


class _Board:
    """A table with its totals as one more row and column, and which of its places are hidden.

    Places join a row and a column, as edges of a graph: a ring in that graph is a way to move one around. Going round, signs
    alternate; those of totals are turned, for a total grows with what it is the sum of.
    """

    def __init__(self, cells: Cells, columns: Sequence[int], hidden_columns: frozenset[int]) -> None:
        self.height, self.width = len(cells), len(columns)
        self.size = {(row, column): size for row, line in enumerate(cells) for column, size in enumerate(line)}
        self.size |= {(row, self.width): sum(line) for row, line in enumerate(cells)}
        self.size |= {(self.height, column): size for column, size in enumerate(columns)}
        self.hidden = {(row, column) for column in hidden_columns for row in range(self.height + 1)}

    def shown(self, row: int, column: int) -> int | None:
        """The number of a place; None when it is hidden."""
        return None if (row, column) in self.hidden else self.size[row, column]

    def protect(self) -> None:
        """Hides what must be."""
        small = [place for place, size in self.size.items() if size < SMALL and place[0] < self.height]
        self.hidden.update(small)
        for place in sorted(small, key=lambda each: (self.size[each], each)):
            rings = [ring for sign in (1, -1) if (ring := self._ring(place, sign)) is not None]
            if not rings:  # nothing in this table can be moved: then nothing of it is shown
                self.hidden.update(each for each in self.size if each[0] < self.height)
                return
            self.hidden.update(min(rings)[1])

    def _moves(self, place: tuple[int, int], sign: int) -> bool:
        """Whether the number of a place can change by one; `sign` is that of the graph."""
        row, column = place
        if row == self.height and (column == self.width or place not in self.hidden):
            return False
        change = -sign if row == self.height or column == self.width else sign
        return change > 0 or self.size[place] > 0

    def _cost(self, place: tuple[int, int]) -> int:
        if place in self.hidden:
            return 0
        return (self.size[place] + 1) * (2 if place[1] == self.width else 1)

    def _ring(self, place: tuple[int, int], sign: int) -> tuple[int, tuple[tuple[int, int], ...]] | None:
        """The cheapest ring through a place that changes it in a direction: what it hides, and its places."""
        if not self._moves(place, sign):
            return None
        start, goal = ("column", place[1]), ("row", place[0])
        order = count()
        waiting: list[tuple[int, int, tuple[str, int], tuple[tuple[int, int], ...]]] = [(0, next(order), start, (place,))]
        done = set()
        while waiting:
            cost, _order, node, path = heapq.heappop(waiting)
            if node == goal:
                return cost, path
            if node in done:
                continue
            done.add(node)
            for other, edge in self._edges(node):
                turned = -sign if node[0] == "column" else sign
                if other not in done and edge != place and self._moves(edge, turned):
                    heapq.heappush(waiting, (cost + self._cost(edge), next(order), other, (*path, edge)))
        return None

    def _edges(self, node: tuple[str, int]) -> Iterator[tuple[tuple[str, int], tuple[int, int]]]:
        kind, at = node
        if kind == "column":
            for row in range(self.height + 1):
                yield ("row", row), (row, at)
        else:
            for column in range(self.width + 1):
                yield ("column", column), (at, column)
