"""Sums as spreadsheet formulas, from the form's identities and the placed cells."""

from collections.abc import Iterable, Mapping

from toolkit.form import Form
from toolkit.layout import TableLayout
from toolkit.model import column_name

Place = tuple[int, int]


def figure_places(layout: TableLayout, top: int = 0, left: int = 0) -> Mapping[int, Place]:
    """Figure index -> zero-based (row, column) on a sheet where the table begins at (top, left)."""
    return {
        cell.figure.index: (top + cell.row, left + cell.column)
        for cell in layout.cells
        if cell.figure is not None
    }


def total_formulas(form: Form, places: Mapping[int, Place]) -> Mapping[int, str]:
    """Index of each of the form's totals that is placed -> its formula over the cells of its parts."""
    return {
        identity.left[0]: sum_of([places[i] for i in identity.right])
        for identity in form.totals
        if identity.left[0] in places
    }


def sum_of(cells: Iterable[Place]) -> str:
    """``=SUM(D4:I4)`` for cells in a row or column; unbroken runs become ranges, in the order given."""
    runs: list[list[Place]] = []
    for cell in cells:
        if runs and _continues(runs[-1], cell):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    ranges = (_a1(run[0]) if len(run) == 1 else f"{_a1(run[0])}:{_a1(run[-1])}" for run in runs)
    return f"=SUM({','.join(ranges)})"


def _continues(run: list[Place], cell: Place) -> bool:
    (row, column), (first_row, first_column) = run[-1], run[0]
    down = cell == (row + 1, column) and first_column == column
    right = cell == (row, column + 1) and first_row == row
    return (down and (len(run) == 1 or run[1][0] > first_row)) or (
        right and (len(run) == 1 or run[1][1] > first_column)
    )


def _a1(cell: Place) -> str:
    return f"{column_name(cell[1])}{cell[0] + 1}"
