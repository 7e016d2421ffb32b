"""Tables copied as text from a page: the heads put back over their figures.

What a browser copies has no merged cells: a head that covers several rows or columns leaves no cell behind, so the heads
below it move to the left. Nothing shows any more which column a head stood over, but the form does where every head of
its table is there once, in its order. Rows stay where they are; those that lack the cells of a merged label are read as
slipped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from toolkit.form import Block, Form, Table
from toolkit.model import Grid, Raw
from toolkit.reading.labels import match_label
from toolkit.reading.segment import Place, is_value
from toolkit.text import fold

_MOST_ROWS = 4  # that the heads of a table cover


class _Head(NamedTuple):
    """A label in a copied row: its place there, and what it is by the form (column, row or group)."""

    place: Place
    kind: str
    code: str


def restore_heads(form: Form, grid: Grid) -> Grid:
    """The grid with the heads of copied tables over their figures; the grid itself where nothing was pasted."""
    if not grid.homes:
        return grid
    rows = list(grid.rows)
    for table in form.tables:
        for block in table.blocks:
            if block.across or any(column.path for column in block.columns):
                _restore(form, table, block, rows)
    return replace(grid, rows=rows)


def _restore(form: Form, table: Table, block: Block, rows: list[Sequence[Raw]]) -> None:
    leaves = [column.code for column in block.columns] * (len(block.rows) if block.across else 1)
    row = 0
    while row < len(rows):
        heads = _heads(form, table, block, rows, row)
        placed = _columns(heads, block, leaves) if heads else None
        if placed is None:
            row += 1
            continue
        bottom = max(place[0] for place in placed)
        first = 0 if block.across else _labels(rows[bottom + 1 :], len(leaves))
        if first is not None and not _stand(heads, placed):
            _lay(placed, first, len(leaves), rows)
        row = bottom + 1


def _heads(form: Form, table: Table, block: Block, rows: Sequence[Sequence[Raw]], row: int) -> list[_Head]:
    """The labels of columns and of groups of them in the rows from ``row`` on that are no figures; none where the first
    has none."""
    number = table.blocks.index(block)
    groups = {
        fold(group.text)
        for line in (*block.columns, *(block.rows if block.across else ()))
        for group in line.path
    }
    found: list[_Head] = []
    used = 0
    for r in range(row, len(rows)):
        if all(cell is None for cell in rows[r]):
            if used:
                continue
            break
        own = [
            _Head((r, c), mark.kind, mark.code)
            for c, cell in enumerate(rows[r])
            if isinstance(cell, str)
            for mark in match_label(form, cell).marks
            if mark.table == table.id
            and mark.block == number
            and (
                mark.kind == "column"
                or (mark.kind == "row" and block.across)
                or (mark.kind == "group" and mark.code in groups)
            )
        ]
        used += 1
        if used > _MOST_ROWS or not own or any(is_value(cell) for cell in rows[r]):
            break
        found += own
    return found


def _columns(heads: Sequence[_Head], block: Block, leaves: Sequence[str]) -> dict[Place, int] | None:
    """Place -> column of the table, counted from its first figure; None where not every head is there once, or one row
    does not name them in the form's order from left to right: then nobody knows what stands over what."""
    ends = [i for i, head in enumerate(heads) if head.kind == "column"]
    if len(ends) < len(leaves):
        return None
    heads = heads[: ends[len(leaves) - 1] + 1]
    codes = [head.code for head in heads if head.kind == "column"]
    if (block.across and codes != list(leaves)) or sorted(codes) != sorted(leaves):
        return None
    # Of every label the column that it begins over: heads of columns one, of groups their first.
    lines = [line for line in block.rows for _ in block.columns] if block.across else list(block.columns)
    first: dict[tuple[str, str], int] = {}
    for i, line in enumerate(lines):
        if block.across:
            first.setdefault(("row", line.code), i)
        for group in line.path:
            first.setdefault(("group", fold(group.text)), i)
    placed: dict[Place, int] = {}
    seen = 0
    for head in heads:
        if head.kind == "column":
            placed[head.place] = seen if block.across else leaves.index(head.code)
            seen += 1
        else:
            placed[head.place] = first[head.kind, head.code]
    if block.across and {head.code for head in heads if head.kind == "row"} != {
        line.code for line in block.rows
    }:
        return None
    in_order = all(
        one[0] < other[0] or placed[one] < placed[other] for one, other in pairwise(sorted(placed))
    )
    return placed if in_order else None


def _labels(rows: Sequence[Sequence[Raw]], figures: int) -> int | None:
    """How many labels stand before the figures where most do; None where no row has all figures."""
    most = None
    for row in rows:
        values = [c for c, cell in enumerate(row) if is_value(cell)]
        if len(values) >= figures and values[-1] == len(row) - 1:
            most = max(most or 0, len(row) - figures)
        elif most is not None and not row:
            break
    return most


def _stand(heads: Sequence[_Head], placed: Mapping[Place, int]) -> bool:
    """Whether the heads stand in the form's order from left to right already: the copy kept the merged cells."""
    leaves = {head.place for head in heads if head.kind == "column"}
    by_column = sorted((column, place[1]) for place, column in placed.items() if place in leaves)
    return all(left < right for (_, left), (_, right) in pairwise(by_column))


def _lay(placed: Mapping[Place, int], first: int, figures: int, rows: list[Sequence[Raw]]) -> None:
    """Write the heads into the columns of their figures."""
    for r in {place[0] for place in placed}:
        laid: list[Raw] = [None] * (first + figures)
        for c, cell in enumerate(rows[r]):
            if (r, c) in placed:
                laid[first + placed[r, c]] = cell
            elif c < first and laid[c] is None:
                laid[c] = cell  # the corner
        rows[r] = laid
