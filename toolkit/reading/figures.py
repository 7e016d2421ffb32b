"""The 200 figures of a return, from the places where they lie: states, values, raws, origins."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from toolkit.form import Form
from toolkit.model import Document, Grid, Number, Origin, State, column_name
from toolkit.reading.anchor import Found
from toolkit.reading.value import normal, read_value

_NOWHERE = Origin("", "")


@dataclass
class Figures:
    """The parallel sequences of a return while they are built, in the form's order.

    Attributes:
        formulas: index -> formula, where the cell holds one.
        unusual: indices of numbers written unusually.
        computed: indices of totals that the program computed.
    """

    values: list[Number | None]
    states: list[State]
    raws: list[str]
    origins: list[Origin]
    formulas: dict[int, str] = field(default_factory=dict)
    unusual: set[int] = field(default_factory=set)
    computed: set[int] = field(default_factory=set)


def read_figures(form: Form, document: Document, found: Sequence[Found], ticked: frozenset[str]) -> Figures:
    """Read every placed cell; ``ticked`` are the tables whose blanks are noughts."""
    n = len(form.figures)
    figures = Figures([None] * n, ["absent"] * n, [""] * n, [_NOWHERE] * n)
    kinds = form.types
    for table in found:
        blank: State = "zero" if table.table in ticked else "blank"
        for index, (number, row, column) in table.places.items():
            grid = document.grids[number]
            state, value, raw, unusual = read_value(grid.at(row, column), kinds[index])
            figures.values[index], figures.raws[index] = value, raw
            figures.states[index] = blank if state == "blank" else state
            figures.origins[index] = _origin(grid, row, column)
            if unusual:
                figures.unusual.add(index)
            if grid.formulas and (row, column) in grid.formulas:
                figures.formulas[index] = grid.formulas[row, column]
            elif state == "text" and raw.startswith("="):
                figures.formulas[index] = raw
    complete_totals(form, figures)
    return figures


def _origin(grid: Grid, row: int, column: int) -> Origin:
    if grid.homes or grid.line_offset is not None:
        return Origin(grid.name, grid.address(row, column))
    return _cell_origin(grid.name, row, column)


@lru_cache(maxsize=8192)
def _cell_origin(sheet: str, row: int, column: int) -> Origin:
    """The place in a sheet; hundreds of returns of one template share them."""
    return Origin(sheet, f"{column_name(column)}{row + 1}")


def complete_totals(form: Form, figures: Figures) -> None:
    """Give the totals that the workbook left open their value.

    A blank total, or 无, is worth the sum of its parts and keeps its state. A formula without a stored result, or
    with a stored 0 that its parts contradict (a workbook that was never opened), is computed.
    """
    for identity in form.totals:
        total = identity.left[0]
        state, raw, formula = figures.states[total], figures.raws[total], figures.formulas.get(total)
        if state in ("absent", "error"):
            continue
        if (state == "number" and formula != raw) or (state == "zero" and formula is None):
            continue  # the ordinary case: the total is there
        parts = [figures.values[i] for i in identity.right]
        known = None if any(value is None for value in parts) else _add(parts)
        if state in ("blank", "na"):
            figures.values[total] = known
        elif formula is not None and (raw == formula or (state == "zero" and known != 0)):
            figures.raws[total] = formula
            figures.values[total] = known
            # Where a part is no number the total is as good as blank: the part's own rule says what is wrong.
            figures.states[total] = "blank" if known is None else "zero" if known == 0 else "number"
            if known is not None:
                figures.computed.add(total)


def _add(values: Sequence[Number | None]) -> Number:
    return normal(sum((Decimal(value) for value in values if value is not None), Decimal(0)))
