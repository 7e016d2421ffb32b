"""What the searches for tables share: a segment is a part of a table found under one head."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.model import CellError, Grid, Oddity, Raw, Uncomputed
from toolkit.reading.value import read_value

Place = tuple[int, int]


@dataclass(frozen=True)
class Segment:
    """Some figures of one table in one grid.

    Attributes:
        table: id of the table.
        grid: the grid's position in its document.
        head: first row of the head, which tells repeated heads from one another.
        top, bottom, left, right: the area that it covers, zero-based and inclusive.
        places: figure index -> (row, column).
        oddities: what was irregular.
    """

    table: str
    grid: int
    head: int
    top: int
    bottom: int
    left: int
    right: int
    places: Mapping[int, Place]
    oddities: tuple[Oddity, ...] = field(default=())


def is_value(cell: Raw) -> bool:
    """Whether a cell may be a figure rather than a label or a note."""
    if cell is None:
        return False
    if isinstance(cell, str):
        return (len(cell) <= 24 and read_value(cell, "amount").state in ("number", "zero", "na")) or (
            len(cell) <= 24 and read_value(cell, "count").state in ("number", "zero", "na")
        )
    return isinstance(cell, int | float | CellError | Uncomputed)


def is_blank(cell: Raw) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def has_values(grid: Grid, row: int) -> bool:
    return row < len(grid.rows) and any(is_value(cell) for cell in grid.rows[row])
