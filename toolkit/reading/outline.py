"""The outline of a grid: what the search for tables looks at, and all that it may depend on.

Figures are only ever placed by labels and by where figures and blanks stand, never by what the figures are. In the
outline every figure is the same; so returns of one layout (a district's template) have the same outline, and the
search is done once for all of them.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache

from toolkit.model import Grid, Raw
from toolkit.reading.segment import is_blank, is_value

FIGURE = 1  # stands for every figure
_SHORT = "…"  # stand for texts: short ones, those too long for a column's head, those too long for a label
_MIDDLE = "…" * 21
_LONG = "…" * 30
_LABEL_LIMIT = 90


def outline(grid: Grid, labels: Collection[tuple[int, int]]) -> Grid:
    """The grid with figures, sentences and remarks outside the tables made alike; positions stay.

    ``labels`` are the places of official labels: above the first and below the last of them no text matters.
    """
    first = min((row for row, _ in labels), default=0)
    last = max((row for row, _ in labels), default=-1)
    rows = tuple(_row(row, first <= number <= last) for number, row in enumerate(grid.rows))
    return Grid(grid.name, rows, False, grid.merges, {}, grid.line_offset, grid.homes)


def _row(row: Sequence[Raw], inside: bool) -> tuple[Raw, ...]:
    cells = [None if cell is None else FIGURE if type(cell) is float else _cell(cell, inside) for cell in row]
    # A line that numbers the columns is told by its numbers.
    if cells.count(FIGURE) > 2 and _numbers_columns(row):
        return tuple(row)
    return tuple(cells)


def _numbers_columns(row: Sequence[Raw]) -> bool:
    figures = [cell for cell in row if isinstance(cell, int | float)]
    return figures[:2] == [1, 2] and figures == list(range(1, len(figures) + 1))


def _cell(cell: Raw, keep: bool) -> Raw:
    if isinstance(cell, str):
        kind = _kind(cell) if len(cell) <= _LABEL_LIMIT else _LONG
        return cell if keep and kind in (_SHORT, _MIDDLE) else kind
    return FIGURE if is_value(cell) else _SHORT


@lru_cache(maxsize=16384)
def _kind(text: str) -> Raw:
    if is_blank(text):
        return None
    if is_value(text):
        return FIGURE
    return _MIDDLE if len(text) > 20 else _SHORT
