"""Where a row's figures begin: under their heads, or moved against them as in a table that was copied from a page."""

from collections.abc import Iterable

from toolkit.reading.heads import Band
from toolkit.reading.labels import MarkedGrid
from toolkit.reading.rows import Row
from toolkit.reading.segment import is_blank, is_value

_SPREAD = 3


def first_column(
    sheet: MarkedGrid,
    band: Band,
    row: Row,
    head: list[tuple[str, int]],
    shifts: dict[int, int],
    again: bool = False,
    lost: tuple[int, int] = (0, 0),
) -> int | None:
    """The column of the row's first figure, or None where it cannot be told.

    A row whose figures stand under their heads starts at the first head. A row that has slipped shows as exactly as
    many figures as there are heads, in an unbroken run after its label. What else stands beside the heads makes the
    row doubtful, unless rows with a label in the same column have slipped by as much, all its figures fit, and the
    last of them is there. Where heads are lost at the ends (``lost``: before the first, behind the last), a row that
    reaches beyond their places has slipped by nobody knows how much.
    """
    first, last = head[0][1], head[-1][1]
    n = len(head)
    heads = {column for _, column in head}
    # A single figure may stand anywhere below its head, which covers several columns where the table has more.
    limit = min(len(sheet.grid.rows[row.row]), last + max(n, _SPREAD) + 1)
    values = [
        c
        for c in range(row.label + 1, limit)
        if c not in band.foreign and is_value(sheet.grid.at(row.row, c)) and not _other_copy(sheet, band, c)
    ]
    texts = [
        c
        for c in heads
        if c > row.label
        and not is_blank(sheet.grid.at(row.row, c))
        and not is_value(sheet.grid.at(row.row, c))
    ]
    if any(lost) and values and not (first - lost[0] <= values[0] and values[-1] <= last + lost[1]):
        return None
    slipped_label = row.label >= first
    if not slipped_label and (heads <= set(values) | set(texts) or set(values) <= heads):
        return first
    if last - first + 1 != n:
        return None
    run = sorted(set(values) | set(texts))
    if len(run) == n and run[-1] - run[0] + 1 == n:
        shifts[row.label] = run[0]
        return run[0]
    if not run and not slipped_label:
        return first
    if again and row.label in shifts:
        start = shifts[row.label]
        if not run:
            return start
        # The last figure, the total, must be there: else nothing shows how far this row has slipped.
        if start <= run[0] and run[-1] == start + n - 1:
            return start
    return None


def columns_beside(
    sheet: MarkedGrid, band: Band, rows: Iterable[Row], head: list[tuple[str, int]]
) -> frozenset[int]:
    """Columns without a head that hold numbers beside rows whose official cells are all filled: line numbers, checks."""
    heads = {column for _, column in head}
    beside: set[int] = set()
    for row in rows:
        if row.label < head[0][1] and all(is_value(sheet.grid.at(row.row, c)) for c in heads):
            line = sheet.grid.rows[row.row]
            beside.update(c for c in range(row.label + 1, len(line)) if c not in heads and is_value(line[c]))
    return frozenset(beside)


def _other_copy(sheet: MarkedGrid, band: Band, column: int) -> bool:
    """Whether a column right of the table belongs to another table's head in the same rows."""
    return column > band.right and any(
        (r, c) in sheet.marks and any(m.kind in ("column", "row") for m in sheet.marks[r, c].marks)
        for r in range(band.top, band.bottom + 1)
        for c in range(band.right + 1, column + 1)
    )
