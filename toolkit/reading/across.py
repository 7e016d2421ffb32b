"""Find the block whose rows are laid side by side (table four): groups of columns over a single row of figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.form import Form, Table
from toolkit.model import Oddity
from toolkit.reading.labels import MarkedGrid
from toolkit.reading.segment import Place, Segment, close_together, has_values, is_blank, is_value, rows_near


@dataclass(frozen=True)
class _Head:
    top: int
    bottom: int
    columns: tuple[tuple[str, Place], ...]  # column code and place, left to right
    groups: tuple[tuple[str, Place], ...]  # row code and place, left to right


def find_across(form: Form, table: Table, number: int, sheet: MarkedGrid) -> list[Segment]:
    """All copies of the block on a sheet."""
    block = table.blocks[number]
    heads = _find_heads(table, number, sheet)
    segments = []
    for position, head in enumerate(heads):
        end = heads[position + 1].top if position + 1 < len(heads) else len(sheet.grid.rows)
        placed = _assign(
            block_rows=[r.code for r in block.rows], block_columns=[c.code for c in block.columns], head=head
        )
        # A head that another one follows at once is half a head: its figures are not in the blank row between.
        halved = end < len(sheet.grid.rows) and not any(
            has_values(sheet.grid, r, placed.values()) for r in range(head.bottom + 1, end)
        )
        if placed and not halved:
            segments.append(_read(form, table, sheet, head, placed, end))
    return segments


def _find_heads(table: Table, number: int, sheet: MarkedGrid) -> list[_Head]:
    marked: list[tuple[Place, str, str, bool]] = []  # place, kind, code, certain
    for place, match in sheet.marks.items():
        for mark in match.marks:
            if mark.table == table.id and mark.block == number and mark.kind in ("row", "column"):
                certain = all(m.table == table.id and m.kind == mark.kind for m in match.marks)
                marked.append((place, mark.kind, mark.code, certain))
    lines = sorted({place[0] for place, kind, _, certain in marked if kind == "column" and certain})
    heads = []
    for first, last in _runs(lines, sheet, marked):
        top = first
        own = sorted(
            {place[1] for place, kind, _, certain in marked if certain and first <= place[0] <= last}
        )
        for r in rows_near(sheet.grid, first, -1, own):
            if has_values(sheet.grid, r, own):
                break
            if any(place[0] == r and kind == "row" for place, kind, _, _ in marked):
                top = r
        inside = [item for item in marked if top <= item[0][0] <= last]
        columns = sorted(
            ((code, place) for place, kind, code, _ in inside if kind == "column"), key=lambda x: x[1][1]
        )
        sure = [place[1] for place, kind, _, is_sure in inside if kind == "column" and is_sure]
        # 总计 stands in other tables too; it belongs here only beside labels that are certain.
        columns = [(c, p) for c, p in columns if min(sure) <= p[1] <= max(sure) + 2 and first <= p[0] <= last]
        groups = sorted(
            ((code, place) for place, kind, code, _ in inside if kind == "row"), key=lambda x: x[1][1]
        )
        bottom = max(place[0] + sheet.marks[place].height - 1 for _, place in columns)
        heads.append(_Head(top, max(last, bottom), tuple(columns), tuple(groups)))
    return heads


def _runs(
    lines: Sequence[int], sheet: MarkedGrid, marked: Sequence[tuple[Place, str, str, bool]]
) -> list[tuple[int, int]]:
    """Rows of heads that belong together: next to one another, without figures of their own columns between."""
    runs: list[tuple[int, int]] = []
    for line in lines:
        last = runs[-1][1] if runs else -1
        own = [
            place[1]
            for place, kind, _, certain in marked
            if certain and kind == "column" and place[0] == last
        ]
        if own and close_together(sheet.grid, last, line, own):
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    return runs


def _assign(block_rows: list[str], block_columns: list[str], head: _Head) -> dict[tuple[str, str], int]:
    """(row code, column code) -> column of the sheet; what two columns claim, and what none does, is left out."""
    n_columns = len({place[1] for _, place in head.columns})
    if n_columns < min(len(head.columns), len(block_rows) * len(block_columns)):
        return {}  # copied without the merged cells: two heads over one column, and nobody knows which is its own
    claims: dict[tuple[str, str], set[int]] = {}
    for code, (row, column) in head.columns:
        over = [
            (place[1], -place[0], group)
            for group, place in head.groups
            if place[1] <= column and place[0] < row
        ]
        if over:
            claims.setdefault((max(over)[2], code), set()).add(column)
    placed = {key: min(columns) for key, columns in claims.items() if len(columns) == 1}
    if len(placed) == len(block_rows) * len(block_columns):
        return placed
    # Groups' heads that have slipped: the order of all labels still tells, if nothing is missing.
    order = [code for code, _ in head.columns]
    groups = [code for code, _ in head.groups]
    if order == block_columns * len(block_rows) and groups == block_rows:
        pairs = [(row, column) for row in block_rows for column in block_columns]
        return {pair: place[1] for pair, (_, place) in zip(pairs, head.columns, strict=True)}
    return placed


def _read(
    form: Form, table: Table, sheet: MarkedGrid, head: _Head, placed: dict[tuple[str, str], int], end: int
) -> Segment:
    grid = sheet.grid
    columns = sorted(placed.values())
    oddities: list[Oddity] = []
    rows = rows_near(grid, head.bottom, +1, columns)
    filled = [r for r in rows if r < end and has_values(grid, r, columns)]
    # A statistician's line that numbers the columns stands above the figures.
    if len(filled) > 1 and [grid.at(filled[0], c) for c in columns] == list(range(1, len(columns) + 1)):
        oddities.append(Oddity("extra", table.id, grid.name, grid.address(filled[0], columns[0]), ""))
        filled = filled[1:]
    row = filled[0] if filled else head.bottom + 1
    start = columns[0]
    if filled:
        start, shifted = _start(sheet, row, columns)
        if shifted:
            oddities.append(
                Oddity(
                    "shifted",
                    table.id,
                    grid.name,
                    grid.address(row, start),
                    table.name,
                    tuple(form.index[f"{table.id}/{r}/{c}"] for r, c in placed),
                )
            )
        for extra in filled[1:]:
            oddities.append(Oddity("extra", table.id, grid.name, grid.address(extra, columns[0]), ""))
    offset = start - columns[0]
    places = {form.index[f"{table.id}/{r}/{c}"]: (row, column + offset) for (r, c), column in placed.items()}
    return Segment(
        table.id,
        sheet.number,
        head.top,
        head.top,
        row,
        min(columns[0], start),
        max(columns[-1], start),
        places,
        tuple(oddities),
    )


def _start(sheet: MarkedGrid, row: int, columns: list[int]) -> tuple[int, bool]:
    """First column of the figures, and whether they have slipped against their heads."""
    line = sheet.grid.rows[row]
    values = [c for c in range(len(line)) if is_value(line[c]) and c <= columns[-1] + 3]
    contiguous = columns[-1] - columns[0] + 1 == len(columns)
    if (
        set(values) <= set(columns)
        or not contiguous
        or all(not is_blank(sheet.grid.at(row, c)) for c in columns)
    ):
        return columns[0], False
    if len(values) == len(columns) and values[-1] - values[0] + 1 == len(columns):
        return values[0], True
    return columns[0], False
