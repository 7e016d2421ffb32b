"""Tables that were pasted as text: whole rows in one cell, parted by tabs or bars, or many rows in one cell.

They become a grid like any other; the addresses stay those of the cells that hold the text.
"""

import re
from dataclasses import dataclass

from toolkit.model import Grid, Raw

_PARTED = re.compile("[\t|｜┃│]")
_BARS = re.compile("[｜┃│]")


@dataclass(frozen=True)
class _Style:
    """How a sheet's bars are meant: as frames around the rows, or only between the cells."""

    opened: bool
    closed: bool


def spread(grid: Grid) -> Grid:
    """The grid with pasted rows laid out in cells; the grid itself where there are none."""
    if not _PARTED.search("\n".join([text for _, _, text in grid.texts])):
        return grid
    if not any(_is_pasted(text, 2) for _, _, text in grid.texts):
        return grid
    style = _style(grid)
    rows: list[list[Raw]] = []
    homes: list[tuple[int, int | None]] = []
    for number, row in enumerate(grid.rows):
        # A row of a table has several bars; beside such rows one with a single bar belongs to the table too.
        place = next((c for c, cell in enumerate(row) if _is_pasted(cell, 1)), None)
        if place is None or any(cell is not None for c, cell in enumerate(row) if c != place):
            rows.append(list(row))
            homes.append((number, None))
            continue
        for line in str(row[place]).splitlines() or [""]:
            rows.append(_cells(line, style))
            homes.append((number, place))
    return Grid(grid.name, rows, grid.hidden, (), {}, grid.line_offset, tuple(homes))


def _is_pasted(cell: Raw, bars: int) -> bool:
    if not isinstance(cell, str):
        return False
    return "\t" in cell or len(_BARS.sub("|", cell).split("|")) > bars


def _style(grid: Grid) -> _Style:
    lines = [
        line.strip()
        for row in grid.rows
        for cell in row
        if isinstance(cell, str) and "\t" not in cell
        for line in _BARS.sub("|", cell).splitlines()
        if "|" in line
    ]
    return _Style(all(line.startswith("|") for line in lines), all(line.endswith("|") for line in lines))


def _cells(line: str, style: _Style) -> list[Raw]:
    """The cells of a pasted row. Bars around every row are a frame; a bar before some rows is an empty cell."""
    if "\t" in line:
        parts = line.split("\t")
    else:
        parts = _BARS.sub("|", line).strip().split("|")
        if len(parts) > 1 and style.opened:
            parts = parts[1:]
        if len(parts) > 1 and style.closed:
            parts = parts[:-1]
    return [part.strip() or None for part in parts]
