"""Tables copied as text from a page: the heads put back over their figures.

What a browser copies has no merged cells: a head that covers several rows or columns leaves no cell behind, so the heads
below it move to the left. Nothing shows any more which column a head stood over, but the form does where every head of
its table is there once, in its order. Rows stay where they are; those that lack the cells of a merged label are read as
slipped.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.form import Block, Form, Table
from toolkit.model import Grid, Raw
from toolkit.reading.labels import match_label
from toolkit.reading.segment import is_value

_MOST_ROWS = 4  # that the heads of a table cover

# A head in a copied row: its place there, and what it is by the form.
_Codes = list[tuple[tuple[int, int], str]]


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
    number = table.blocks.index(block)
    columns = [column.code for column in block.columns]
    leaves = columns * len(block.rows) if block.across else columns
    row = 0
    while row < len(rows):
        span = range(row, min(row + _MOST_ROWS, len(rows)))
        heads = _heads(form, table, number, "column", rows, span)
        end = _end(heads, leaves, block.across)
        if end is None or not any(place[0] == row for place, _ in heads[: len(leaves)]):
            row += 1
            continue
        top = row - 1 if row and not any(is_value(cell) for cell in rows[row - 1]) else row
        over = _heads(form, table, number, "row", rows, range(top, end)) if block.across else []
        if block.across and [code for _, code in over] != [line.code for line in block.rows]:
            row = end + 1
            continue
        heads = heads[: len(leaves)]
        first = 0 if block.across else _labels(rows[end + 1 :], len(leaves))
        if first is not None and not _stand(heads, leaves, block.across):
            _lay(heads, over, leaves, columns, first, rows)
        row = end + 1


def _heads(
    form: Form, table: Table, number: int, kind: str, rows: Sequence[Sequence[Raw]], span: range
) -> _Codes:
    """The official labels of a kind in these rows, in reading order, up to the first row with figures."""
    found: _Codes = []
    for r in span:
        if any(is_value(cell) for cell in rows[r]):
            break
        for c, cell in enumerate(rows[r]):
            if isinstance(cell, str):
                marks = match_label(form, cell).marks
                found += [
                    ((r, c), m.code)
                    for m in marks
                    if m.kind == kind and m.table == table.id and m.block == number
                ]
    return found


def _end(heads: _Codes, leaves: Sequence[str], across: bool) -> int | None:
    """The last row of the heads; None where they are not all there, once, in the form's order from left to right."""
    some = heads[: len(leaves)]
    codes = [code for _, code in some]
    if across:
        in_order = codes == list(leaves)
    else:
        lines: dict[int, list[int]] = {}
        for (r, _), code in some:
            lines.setdefault(r, []).append(leaves.index(code))
        in_order = sorted(codes) == sorted(leaves) and all(line == sorted(line) for line in lines.values())
    return some[-1][0][0] if in_order else None


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


def _stand(heads: _Codes, leaves: Sequence[str], across: bool) -> bool:
    """Whether the heads stand in the form's order from left to right: the copy kept the merged cells."""
    by_order = heads if across else sorted(heads, key=lambda head: leaves.index(head[1]))
    columns = [c for (_, c), _ in by_order]
    return all(left < right for left, right in pairwise(columns))


def _lay(
    heads: _Codes,
    over: _Codes,
    leaves: Sequence[str],
    columns: Sequence[str],
    first: int,
    rows: list[Sequence[Raw]],
) -> None:
    """Write the heads, and the groups' labels over them, into the columns of their figures."""
    across = bool(over)
    places = {place: first + (i if across else leaves.index(code)) for i, (place, code) in enumerate(heads)}
    places |= {place: first + i * len(columns) for i, (place, _) in enumerate(over)}
    for r in {place[0] for place in places}:
        laid: list[Raw] = [None] * (first + len(leaves))
        for c, cell in enumerate(rows[r]):
            if (r, c) in places:
                laid[places[r, c]] = cell
            elif c < first and laid[c] is None:
                laid[c] = cell  # the corner
        rows[r] = laid
