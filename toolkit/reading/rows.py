"""The rows of a block below its head, known by label and group."""

from collections import defaultdict
from dataclasses import dataclass

from toolkit.form import Table
from toolkit.reading.heads import Band, is_own
from toolkit.reading.labels import Mark, MarkedGrid
from toolkit.reading.segment import is_blank, is_value
from toolkit.text import fold


@dataclass(frozen=True)
class Row:
    """A row of the grid that carries an official row label."""

    code: str
    row: int
    label: int
    in_group: bool | None


def find_rows(
    table: Table, number: int, sheet: MarkedGrid, band: Band, end: int
) -> tuple[list[Row], list[tuple[int, int]]]:
    """Rows with an official label, and rows beside them that have figures but no such label."""
    block = table.blocks[number]
    groups = {row.code: fold(row.path[-1].text) for row in block.rows if row.path}
    depth = max(len(row.path) for row in block.rows)
    inner = {row.code for row in block.rows if len(row.path) == depth and depth > 1}
    group: str | None = None
    rows: list[Row] = []
    extras: list[tuple[int, int]] = []
    for r in range(band.bottom + 1, end):
        columns = [c for c in sheet.by_row.get(r, ()) if band.left <= c <= band.right]
        marks = [(c, m) for c in columns for m in sheet.marks[r, c].marks]
        # A heading ends the table; one further left is that of a table beside it.
        if rows:
            left = min(row.label for row in rows) - 1
            if any(c >= left and _is_heading(m, table) for c, m in marks):
                break
        own_groups = [m.code for _, m in marks if is_own(m, "group", table, number)]
        if own_groups:
            group = own_groups[-1]
        labels = [(c, m) for c, m in marks if is_own(m, "row", table, number)]
        if labels and not _has_figures(sheet, band, r) and _in_another_head(sheet, table, r, labels[-1][0]):
            continue  # 总计 in the head of the table beside this one
        if labels:
            # The innermost label names the row; 其他处理 before it is only the group.
            c, mark = labels[-1]
            in_group = None if mark.code not in inner or group is None else groups[mark.code] == group
            rows.append(Row(mark.code, r, c, in_group))
            if mark.code not in inner and mark.code not in groups:
                group = None
        elif _has_figures(sheet, band, r):
            label = next(
                (
                    c
                    for c in range(band.left, band.right + 1)
                    if not is_blank(sheet.grid.at(r, c)) and not is_value(sheet.grid.at(r, c))
                ),
                None,
            )
            if label is not None:
                extras.append((r, label))
    last = max((row.row for row in rows), default=-1)
    return rows, [place for place in extras if place[0] < last]


def _in_another_head(sheet: MarkedGrid, table: Table, row: int, label: int) -> bool:
    """Whether a label that other tables have too stands in the head of one of them, beside its surely own columns."""
    if all(m.table == table.id for m in sheet.marks[row, label].marks):
        return False
    return any(
        c != label and all(m.kind == "column" and m.table != table.id for m in sheet.marks[row, c].marks)
        for c in sheet.by_row.get(row, ())
    )


def _is_heading(mark: Mark, table: Table) -> bool:
    return mark.kind == "section" or (mark.kind == "heading" and mark.table == table.id)


def _has_figures(sheet: MarkedGrid, band: Band, row: int) -> bool:
    return any(is_value(sheet.grid.at(row, c)) for c in band.columns.values())


def one_row_each(
    sheet: MarkedGrid, band: Band, rows: list[Row], order: list[str]
) -> tuple[dict[str, Row], dict[str, list[Row]], list[Row]]:
    """The row of each code; codes that two rows claim; rows that look like a code but stand in another group."""
    candidates: dict[str, list[Row]] = defaultdict(list)
    spare = []
    for row in rows:
        if row.in_group is False:
            spare.append(row)
        else:
            candidates[row.code].append(row)
    sequence = [row.code for row in rows]
    chosen: dict[str, Row] = {}
    doubtful: dict[str, list[Row]] = {}
    for code in order:
        claims = candidates.get(code, [])
        if len(claims) > 1:
            # A repeated label without figures (a page that breaks inside a row) claims nothing.
            filled = [row for row in claims if _has_figures(sheet, band, row.row)]
            if len(filled) == 1:
                claims = filled
        if len(claims) > 1:
            fitting = [row for row in claims if _fits(sequence, rows.index(row), order)]
            if len(fitting) == 1 and len(order) > 2:
                spare.extend(row for row in claims if row is not fitting[0])
                claims = fitting
        if len(claims) == 1:
            chosen[code] = claims[0]
        elif claims:
            doubtful[code] = claims
    return chosen, doubtful, spare


def _fits(sequence: list[str], position: int, order: list[str]) -> bool:
    """Whether the labels before and after are those that the form has before and after."""
    own = order.index(sequence[position])
    before = sequence[position - 1] if position else None
    after = sequence[position + 1] if position + 1 < len(sequence) else None
    return before == (order[own - 1] if own else None) and after == (
        order[own + 1] if own + 1 < len(order) else None
    )
