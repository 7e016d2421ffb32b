"""What the searches for tables share: a segment is a part of a table found under one head."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.model import CellError, Grid, Oddity, Raw, Uncomputed
from toolkit.reading.value import read_value

Place = tuple[int, int]

# A head's rows may have this many other rows between them (a repeated title, a row of units), and blank ones.
_HEAD_GAP = 2
_BLANK_ROWS = 12


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


def has_values(grid: Grid, row: int, columns: Iterable[int]) -> bool:
    """Whether one of these columns has a figure in the row. Tables may stand side by side: only own columns count."""
    return any(is_value(grid.at(row, column)) for column in columns)


def close_together(grid: Grid, upper: int, lower: int, columns: Sequence[int], reach: int = 0) -> bool:
    """Whether two rows of heads belong together: blank rows between do not part them, figures and other text do.

    ``columns`` are those of the heads found so far; tables may stand side by side, so only theirs are looked at, and
    ``reach`` more to the right where heads may stand that could not be recognised yet.
    """
    between = [row for row in range(upper + 1, lower) if not _is_empty(grid, row, columns, reach)]
    return (
        lower - upper <= _BLANK_ROWS
        and len(between) < _HEAD_GAP
        and not any(has_values(grid, row, columns) for row in range(upper, lower))
    )


def rows_near(grid: Grid, row: int, step: int, columns: Sequence[int], reach: int = 0) -> list[int]:
    """The next rows above or below a head that are not blank in its columns, nearest first."""
    near: list[int] = []
    for r in range(row + step, row + step * _BLANK_ROWS, step):
        if not 0 <= r < len(grid.rows) or len(near) == _HEAD_GAP:
            break
        if not _is_empty(grid, r, columns, reach):
            near.append(r)
    return near


def _is_empty(grid: Grid, row: int, columns: Sequence[int], reach: int) -> bool:
    return all(is_blank(grid.at(row, column)) for column in range(min(columns), max(columns) + reach + 1))
