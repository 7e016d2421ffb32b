"""The heads of a block whose figures stand where a row's label and a column's head cross."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.form import Table
from toolkit.reading.labels import Mark, MarkedGrid
from toolkit.reading.segment import Place, close_together, has_values, rows_near

# Heads that could not be recognised yet stand at most so many columns right of those that were.
_REACH = 8


@dataclass(frozen=True)
class Band:
    """The head of a block: rows ``top`` to ``bottom``, and the column of each code that was found there.

    Attributes:
        left: first column that may hold labels of this copy (copies may stand side by side).
        right: last column that belongs to it.
        foreign: columns that have a head of their own which is not official.
        typing: heads with a typing error: (row, column).
    """

    top: int
    bottom: int
    left: int
    right: int
    columns: dict[str, int]
    doubtful: tuple[str, ...]
    foreign: frozenset[int]
    typing: tuple[Place, ...]


def is_own(mark: Mark, kind: str, table: Table, number: int) -> bool:
    return mark.kind == kind and mark.table == table.id and mark.block == number


def _codes(sheet: MarkedGrid, place: Place, kind: str, table: Table, number: int) -> list[str]:
    match = sheet.marks.get(place)
    return [m.code for m in match.marks if is_own(m, kind, table, number)] if match else []


def _is_distinct(sheet: MarkedGrid, place: Place, kind: str, table: Table) -> bool:
    """Whether the label can be nothing but a ``kind`` of this table: 自然人 is, 其他 and 总计 are not."""
    return all(m.kind == kind and m.table == table.id for m in sheet.marks[place].marks)


def find_bands(table: Table, number: int, sheet: MarkedGrid) -> list[Band]:
    seeds = sorted(
        place
        for place in sheet.marks
        if _codes(sheet, place, "column", table, number) and _is_distinct(sheet, place, "column", table)
    )
    bands: list[Band] = []
    for cluster in _clusters(table, number, sheet, seeds):
        bands.extend(_make_bands(table, number, sheet, cluster))
    return bands


def _clusters(table: Table, number: int, sheet: MarkedGrid, seeds: Sequence[Place]) -> list[list[Place]]:
    """Heads that stand in rows close to one another, with no row of figures between them."""
    clusters: list[list[Place]] = []
    for place in seeds:
        if clusters:
            columns = [column for _, column in clusters[-1]]
            last = clusters[-1][-1][0]
            if close_together(sheet.grid, last, place[0], columns, _REACH) and not any(
                _has_row(table, sheet, r) for r in range(last + 1, place[0])
            ):
                clusters[-1].append(place)
                continue
        clusters.append([place])
    return clusters


def _make_bands(table: Table, number: int, sheet: MarkedGrid, cluster: list[Place]) -> Iterable[Band]:
    block = table.blocks[number]
    top, bottom = cluster[0][0], cluster[-1][0]
    own = sorted({column for _, column in cluster})
    top = _extend(table, number, sheet, top, -1, own)
    bottom = _extend(table, number, sheet, bottom, +1, own)
    found: dict[str, list[Place]] = defaultdict(list)
    for r in range(top, bottom + 1):
        for c in sheet.by_row.get(r, ()):
            for code in _codes(sheet, (r, c), "column", table, number):
                found[code].append((r, c))
    # Labels that are spelt down a column reach below the row they begin in.
    bottom = max(r + sheet.marks[r, c].height - 1 for places in found.values() for r, c in places)
    sure = {
        code: sorted({c for _, c in places})
        for code, places in found.items()
        if any(place in cluster for place in places)
    }
    copies = max(len(columns) for columns in sure.values())
    starts = [min(columns[i] for columns in sure.values() if i < len(columns)) for i in range(copies)]
    previous_right = -1
    for copy in range(copies):
        limit = starts[copy + 1] if copy + 1 < copies else None
        columns: dict[str, int] = {}
        doubtful = []
        for code in (column.code for column in block.columns):
            candidates = sorted(
                {c for _, c in found.get(code, ()) if c > previous_right and (limit is None or c < limit)}
            )
            chosen = _choose_column(candidates, code in sure, list(columns.values()))
            if chosen is not None:
                columns[code] = chosen
            elif candidates:
                doubtful.append(code)
        right = max(columns.values())
        official = set(columns.values())
        foreign = frozenset(
            c
            for r in range(top, bottom + 1)
            for c, cell in enumerate(sheet.grid.rows[r])
            if isinstance(cell, str)
            and cell.strip()
            and c not in official
            and not _is_head(sheet, (r, c), table)
        )
        typing = tuple(
            place
            for code, places in found.items()
            for place in places
            if place in sheet.marks and sheet.marks[place].typing and columns.get(code) == place[1]
        )
        yield Band(top, bottom, previous_right + 1, right, columns, tuple(doubtful), foreign, typing)
        previous_right = right


def _is_head(sheet: MarkedGrid, place: Place, table: Table) -> bool:
    """Whether a cell of the head carries a label of its own table (group, corner) or a long text such as a note."""
    match = sheet.marks.get(place)
    if match is not None:
        return any(m.table == table.id for m in match.marks)
    return len(str(sheet.grid.at(*place))) > 20


def _choose_column(candidates: list[int], sure: bool, taken: list[int]) -> int | None:
    free = [c for c in candidates if c not in taken]
    if sure or len(free) == 1:
        return free[0] if len(free) == 1 else None
    # 其他 and 总计 occur in many places: the official one is the next to the right of the columns before it.
    right = [c for c in free if c > max(taken, default=-1)]
    return right[0] if right else None


def _extend(table: Table, number: int, sheet: MarkedGrid, row: int, step: int, own: list[int]) -> int:
    """Move a head's edge over neighbouring rows that hold heads too, but no figures."""
    edge = row
    for r in rows_near(sheet.grid, row, step, own, _REACH):
        columns = sheet.by_row.get(r, ())
        if has_values(sheet.grid, r, own) or any(
            _has_row(table, sheet, between) for between in range(edge + step, r, step)
        ):
            break
        if any(
            _codes(sheet, (r, c), "row", table, number) and not _codes(sheet, (r, c), "column", table, number)
            for c in columns
        ):
            break
        heads = [c for c in columns if _codes(sheet, (r, c), "column", table, number)]
        # 3.其他 of a row that has slipped: it may be a head's label too, but its figures follow it.
        if has_values(sheet.grid, r, [c + 1 for c in heads]):
            break
        if heads:
            edge = r
    return edge


def _has_row(table: Table, sheet: MarkedGrid, row: int) -> bool:
    """Whether the row has a label that is surely a row's of the table: a head ends above it, be the row blank or not."""
    return any(
        all(m.table == table.id and m.kind == "row" for m in sheet.marks[row, c].marks)
        for c in sheet.by_row.get(row, ())
    )


def extra_columns(sheet: MarkedGrid, band: Band, labels: int) -> list[int]:
    """Columns with a head of their own within the table, or next to its right edge; ``labels`` is where labels begin."""
    edge = band.right
    while edge + 1 in band.foreign and not _belongs_elsewhere(sheet, band, edge + 1):
        edge += 1
    return sorted(c for c in band.foreign if labels < c <= edge)


def _belongs_elsewhere(sheet: MarkedGrid, band: Band, column: int) -> bool:
    """Whether the column's head is an official label of another table."""
    return any((r, column) in sheet.marks for r in range(band.top, band.bottom + 1))
