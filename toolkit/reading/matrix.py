"""Find blocks whose figures stand where a row's label and a column's head cross (tables two and three)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from toolkit.form import Block, Form, Table
from toolkit.model import Oddity
from toolkit.reading.labels import Mark, MarkedGrid, match_label
from toolkit.reading.segment import (
    Place,
    Segment,
    close_together,
    has_values,
    is_blank,
    is_value,
    rows_near,
)
from toolkit.text import fold, squeeze

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


@dataclass(frozen=True)
class Row:
    """A row of the grid that carries an official row label."""

    code: str
    row: int
    label: int
    in_group: bool | None


def find_matrix(form: Form, table: Table, number: int, sheet: MarkedGrid) -> list[Segment]:
    """All parts of one block on a sheet, each with the figures that could be placed for certain."""
    block = table.blocks[number]
    bands = _find_bands(table, number, sheet)
    segments = []
    for position, band in enumerate(bands):
        following = [b.top for b in bands[position + 1 :] if b.left <= band.right and band.left <= b.right]
        end = min(following, default=len(sheet.grid.rows))
        rows, extras = _find_rows(table, number, sheet, band, end)
        if rows:
            segments.append(_read_rows(form, table, block, sheet, band, rows, extras))
    return segments


# ---------------------------------------------------------------- heads


def _is_own(mark: Mark, kind: str, table: Table, number: int) -> bool:
    return mark.kind == kind and mark.table == table.id and mark.block == number


def _codes(sheet: MarkedGrid, place: Place, kind: str, table: Table, number: int) -> list[str]:
    match = sheet.marks.get(place)
    return [m.code for m in match.marks if _is_own(m, kind, table, number)] if match else []


def _is_distinct(sheet: MarkedGrid, place: Place, kind: str, table: Table) -> bool:
    """Whether the label can be nothing but a ``kind`` of this table: 自然人 is, 其他 and 总计 are not."""
    return all(m.kind == kind and m.table == table.id for m in sheet.marks[place].marks)


def _find_bands(table: Table, number: int, sheet: MarkedGrid) -> list[Band]:
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
            if close_together(sheet.grid, clusters[-1][-1][0], place[0], columns, _REACH):
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
    _add_stacked(table, number, sheet, top, bottom, found)
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
        if has_values(sheet.grid, r, own):
            break
        if any(
            _codes(sheet, (r, c), "row", table, number) and not _codes(sheet, (r, c), "column", table, number)
            for c in columns
        ):
            break
        if any(_codes(sheet, (r, c), "column", table, number) for c in columns) or _has_short_text(
            sheet, r, own
        ):
            edge = r
    return edge


def _has_short_text(sheet: MarkedGrid, row: int, own: list[int]) -> bool:
    """Part of a head that is broken over two rows: 商业 above 企业."""
    near = range(own[0], own[-1] + _REACH)
    texts = [cell for c in near if isinstance(cell := sheet.grid.at(row, c), str) and cell.strip()]
    return (
        len(texts) > 1
        and all(len(text) <= 8 for text in texts)
        and not any(
            m.kind in ("heading", "section")
            for c in sheet.by_row.get(row, ())
            for m in sheet.marks[row, c].marks
        )
    )


def _add_stacked(
    table: Table, number: int, sheet: MarkedGrid, top: int, bottom: int, found: dict[str, list[Place]]
) -> None:
    """Heads that are split over the rows of the band, cell under cell."""
    missing = {column.code for column in table.blocks[number].columns} - set(found)
    if not missing:
        return
    width = max(len(sheet.grid.rows[r]) for r in range(top, bottom + 1))
    for c in range(width):
        pieces = [
            (r, cell)
            for r in range(top, bottom + 1)
            if isinstance(cell := sheet.grid.at(r, c), str) and cell.strip() and (r, c) not in sheet.marks
        ]
        for first in range(len(pieces) - 1):
            for last in range(first + 1, len(pieces)):
                text = "".join(piece for _, piece in pieces[first : last + 1])
                for mark in _match_marks(sheet, text):
                    if _is_own(mark, "column", table, number) and mark.code in missing:
                        found[mark.code].append((pieces[last][0], c))


def _match_marks(sheet: MarkedGrid, text: str) -> tuple[Mark, ...]:
    match = match_label(sheet.form, text)
    return () if match.typing else match.marks


# ---------------------------------------------------------------- rows


def _find_rows(
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
        own_groups = [m.code for _, m in marks if _is_own(m, "group", table, number)]
        if own_groups:
            group = own_groups[-1]
        labels = [(c, m) for c, m in marks if _is_own(m, "row", table, number)]
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
    return rows, extras


def _is_heading(mark: Mark, table: Table) -> bool:
    return mark.kind == "section" or (mark.kind == "heading" and mark.table == table.id)


def _has_figures(sheet: MarkedGrid, band: Band, row: int) -> bool:
    return any(is_value(sheet.grid.at(row, c)) for c in band.columns.values())


def _read_rows(
    form: Form,
    table: Table,
    block: Block,
    sheet: MarkedGrid,
    band: Band,
    rows: list[Row],
    extras: list[tuple[int, int]],
) -> Segment:
    order = [row.code for row in block.rows]
    chosen, doubtful, spare = _one_row_each(sheet, band, rows, order)
    oddities: list[Oddity] = []

    def odd(kind: str, place: Place, label: str, figures: Iterable[int] = ()) -> None:
        oddities.append(
            Oddity(kind, table.id, sheet.grid.name, sheet.grid.address(*place), label, tuple(figures))  # type: ignore[arg-type]
        )

    def text_at(place: Place) -> str:
        return squeeze(str(sheet.grid.at(*place) or ""))

    def indices(row_code: str, column_codes: Iterable[str]) -> list[int]:
        return [form.index[f"{table.id}/{row_code}/{code}"] for code in column_codes]

    head = sorted(band.columns.items(), key=lambda item: item[1])
    band = replace(band, foreign=band.foreign | _beside(sheet, band, chosen.values(), head))
    for code, candidates in doubtful.items():
        for row in candidates:
            odd("doubtful", (row.row, row.label), text_at((row.row, row.label)), indices(code, band.columns))
    for code in band.doubtful:
        label = next(column.label.text for column in block.columns if column.code == code)
        odd(
            "doubtful",
            (band.bottom, band.left),
            label,
            [form.index[f"{table.id}/{c}/{code}"] for c in chosen],
        )
    for place in [(row.row, row.label) for row in spare] + extras:
        odd("extra", place, text_at(place))
    for place in band.typing:
        odd("typing", place, text_at(place))

    places: dict[int, Place] = {}
    shifts: dict[int, int] = {}
    waiting: list[Row] = []
    for row in chosen.values():
        if sheet.marks[row.row, row.label].typing:
            odd("typing", (row.row, row.label), text_at((row.row, row.label)))
        start = _start(sheet, band, row, head, shifts)
        if start is None:
            waiting.append(row)
            continue
        _place(places, form, table, row, head, start)
    for row in waiting:
        start = _start(sheet, band, row, head, shifts, again=True)
        if start is None:
            odd(
                "doubtful",
                (row.row, row.label),
                text_at((row.row, row.label)),
                indices(row.code, band.columns),
            )
        else:
            _place(places, form, table, row, head, start)
    for row in chosen.values():
        first = places.get(form.index[f"{table.id}/{row.code}/{head[0][0]}"])
        if (
            first is not None
            and first[1] != head[0][1]
            and any(not is_blank(sheet.grid.at(row.row, first[1] + i)) for i in range(len(head)))
        ):
            odd("shifted", first, text_at((row.row, row.label)), indices(row.code, band.columns))
    # Columns beside the table are somebody else's; only those within it are told.
    within = range(min((row.label for row in chosen.values()), default=0) + 1, band.right)
    for column in sorted(band.foreign & set(within)):
        if any(is_value(sheet.grid.at(row.row, column)) for row in chosen.values()):
            odd("extra", (band.bottom, column), "")
    bottom = max(row.row for row in rows)
    return Segment(
        table.id, sheet.number, band.top, band.top, bottom, band.left, band.right, places, tuple(oddities)
    )


def _one_row_each(
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


# ---------------------------------------------------------------- cells of a row


def _place(
    places: dict[int, Place], form: Form, table: Table, row: Row, head: list[tuple[str, int]], start: int
) -> None:
    offset = start - head[0][1]
    for code, column in head:
        places[form.index[f"{table.id}/{row.code}/{code}"]] = (row.row, column + offset)


def _start(
    sheet: MarkedGrid,
    band: Band,
    row: Row,
    head: list[tuple[str, int]],
    shifts: dict[int, int],
    again: bool = False,
) -> int | None:
    """The column of the row's first figure, or None where it cannot be told.

    A row whose figures stand under their heads starts at the first head. A row that has slipped shows as exactly as
    many figures as there are heads, in an unbroken run after its label. What else stands beside the heads makes the
    row doubtful, unless rows with a label in the same column have slipped by as much and all its figures fit.
    """
    first, last = head[0][1], head[-1][1]
    n = len(head)
    heads = {column for _, column in head}
    limit = min(len(sheet.grid.rows[row.row]), last + n + 1)
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
    slipped_label = row.label >= first
    if not slipped_label and (heads <= set(values) | set(texts) or set(values) <= heads):
        return first
    if last - first + 1 != n:
        return None
    run = sorted(set(values) | set(texts))
    if len(run) == n and run[-1] - run[0] + 1 == n and (n == 1 or run[0] == _label_end(sheet, row) + 1):
        shifts[row.label] = run[0]
        return run[0]
    if not run:
        return max(first, row.label + 1)
    if again and row.label in shifts:
        start = shifts[row.label]
        if start <= run[0] and run[-1] < start + n:
            return start
    return None


def _label_end(sheet: MarkedGrid, row: Row) -> int:
    """Last column that the row's label covers."""
    return next(
        (right for top, left, _, right in sheet.grid.merges if (top, left) == (row.row, row.label)), row.label
    )


def _beside(
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
