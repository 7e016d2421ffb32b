"""The official look of the tables: a Form turned into placed cells that every painter shares.

Template, summary sheets, Word tables and web pages place the same cells, so that they cannot differ.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from toolkit.form import Block, FigureSpec, Form, Line, Table

Kind = Literal["heading", "corner", "column", "row", "figure"]


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell, or a merged area, of an official table.

    Attributes:
        row, column: zero-based place of its top left corner in the table.
        height, width: how many rows and columns it covers.
        kind: heading (title of a block), corner, column or row (labels), or figure.
        text: what is printed; empty for figures.
        figure: the figure that stands here, or None.
    """

    row: int
    column: int
    height: int
    width: int
    kind: Kind
    text: str = ""
    figure: FigureSpec | None = None


@dataclass(frozen=True, slots=True)
class TableLayout:
    """All cells of one table, top to bottom, left to right.

    Attributes:
        n_rows, n_columns: size of the table.
        head_rows: rows at the top that repeat when the table is printed on two pages; 0 where blocks are stacked.
        label_columns: columns at the left that hold labels.
    """

    table: Table
    cells: tuple[PlacedCell, ...]
    n_rows: int
    n_columns: int
    head_rows: int
    label_columns: int


@cache
def _layouts(form: Form) -> dict[str, TableLayout]:
    return {table.id: _place_table(form, table) for table in form.tables}


def layout_of(form: Form, table_id: str) -> TableLayout:
    """The placed cells of one official table."""
    return _layouts(form)[table_id]


def _place_table(form: Form, table: Table) -> TableLayout:
    figures = {(f.row, f.column): f for f in form.by_table[table.id]}
    sizes = [_block_size(block) for block in table.blocks]
    label_columns = max(labels for _, labels, _ in sizes)
    n_columns = label_columns + max(values for _, _, values in sizes)
    cells: list[PlacedCell] = []
    top = 0
    for block, (head, _, _) in zip(table.blocks, sizes, strict=True):
        if block.heading:
            cells.append(PlacedCell(top, 0, 1, n_columns, "heading", block.heading))
            top += 1
        placed = (
            _place_across(block, figures)
            if block.across
            else _place_block(block, figures, label_columns, n_columns)
        )
        cells.extend(
            PlacedCell(top + c.row, c.column, c.height, c.width, c.kind, c.text, c.figure) for c in placed
        )
        top += head + (1 if block.across else len(block.rows))
    stacked = len(table.blocks) > 1
    head_rows = 0 if stacked else sizes[0][0]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return TableLayout(table, tuple(cells), top, n_columns, head_rows, label_columns)


def _block_size(block: Block) -> tuple[int, int, int]:
    """Rows of the head, columns of labels, columns of figures."""
    if block.across:
        return max(len(row.path) for row in block.rows) + 2, 0, len(block.rows) * len(block.columns)
    head = max(len(column.path) for column in block.columns) + 1
    labels = max(len(row.path) for row in block.rows) + 1
    return head, labels, len(block.columns)


def _place_block(
    block: Block, figures: dict[tuple[Line, Line], FigureSpec], label_columns: int, n_columns: int
) -> list[PlacedCell]:
    head = max(len(column.path) for column in block.columns) + 1
    cells = [PlacedCell(0, 0, head, label_columns, "corner", block.corner or "")]
    # A block with fewer columns than the table is wide stretches its last column.
    spare = n_columns - label_columns - len(block.columns)
    widths = [1] * (len(block.columns) - 1) + [1 + spare]
    heads = [(*(label.text for label in column.path), column.label.text) for column in block.columns]
    starts = [label_columns + sum(widths[:i]) for i in range(len(widths))]
    for depth, first, last, text, is_leaf in _tree(heads):
        width = starts[last] + widths[last] - starts[first]
        cells.append(PlacedCell(depth, starts[first], head - depth if is_leaf else 1, width, "column", text))
    labels = [(*(label.text for label in row.path), row.label.text) for row in block.rows]
    for depth, first, last, text, is_leaf in _tree(labels):
        cells.append(
            PlacedCell(
                head + first, depth, last - first + 1, label_columns - depth if is_leaf else 1, "row", text
            )
        )
    for i, row in enumerate(block.rows):
        for j, column in enumerate(block.columns):
            cells.append(PlacedCell(head + i, starts[j], 1, widths[j], "figure", figure=figures[row, column]))
    return cells


def _place_across(block: Block, figures: dict[tuple[Line, Line], FigureSpec]) -> list[PlacedCell]:
    """The rows as groups of columns side by side, the figures in a single row below the head."""
    pairs = [(row, column) for row in block.rows for column in block.columns]
    heads = [(*(g.text for g in row.path), row.label.text, column.label.text) for row, column in pairs]
    depth_of_head = max(len(path) for path in heads)
    cells = []
    for depth, first, last, text, is_leaf in _tree(heads):
        cells.append(
            PlacedCell(
                depth, first, depth_of_head - depth if is_leaf else 1, last - first + 1, "column", text
            )
        )
    cells.extend(
        PlacedCell(depth_of_head, i, 1, 1, "figure", figure=figures[pair]) for i, pair in enumerate(pairs)
    )
    return cells


def _tree(paths: list[tuple[str, ...]]) -> list[tuple[int, int, int, str, bool]]:
    """Merge equal neighbours of label paths: (depth, first, last, text, is a leaf)."""
    merged: list[tuple[int, int, int, str, bool]] = []
    for depth in range(max(len(path) for path in paths)):
        start = 0
        while start < len(paths):
            path = paths[start]
            if depth >= len(path):
                start += 1
                continue
            is_leaf = depth == len(path) - 1
            end = start
            while not is_leaf and end + 1 < len(paths) and paths[end + 1][: depth + 1] == path[: depth + 1]:
                end += 1
            merged.append((depth, start, end, path[depth], is_leaf))
            start = end + 1
    return merged
