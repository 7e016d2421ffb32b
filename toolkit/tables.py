"""Small lists that people keep in xlsx or csv (the roster, the office's decisions): rows by column title."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.limits import DEFAULT
from toolkit.model import Grid
from toolkit.oswords import why
from toolkit.reading.containers import open_document
from toolkit.reading.problems import ReadError
from toolkit.reading.value import show
from toolkit.text import fold

_HEAD_WITHIN = 20  # the title row stands somewhere in the first rows


class ListError(ValueError):
    """The list cannot be used; the message says why, in Chinese."""


def read_list(
    path: Path, columns: Sequence[str], required: Sequence[str], synonyms: Mapping[str, str] | None = None
) -> list[dict[str, str]]:
    """The rows of the first sheet that has the required column titles, as text by column title.

    ``synonyms`` are other titles that people give to a column.

    Every row has all ``columns`` (empty where the file has none) and ``行``, its row number in the file.

    Raises:
        ListError: unreadable, or a required column is not there.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ListError(f"打不开 {path}：{why(error)}") from error
    return rows_of(data, path, columns, required, synonyms)


def rows_of(
    data: bytes,
    path: Path,
    columns: Sequence[str],
    required: Sequence[str],
    synonyms: Mapping[str, str] | None = None,
    every: bool = False,
) -> list[dict[str, str]]:
    """As ``read_list``, of content that was read already; ``path`` is what messages call it.

    ``every``: the rows of all sheets with these titles, each with its sheet's name as ``页``; hidden sheets come last.

    Raises:
        ListError: unreadable, or a required column is not there.
    """
    sheets = {"": _csv_rows(data, path)} if path.suffix.lower() == ".csv" else _book_rows(data, path, every)
    found: list[dict[str, str]] = []
    known = False
    for sheet, rows in sheets.items():
        head = find_head(rows, columns, required, synonyms)
        if head is None or (known and not every):
            continue
        known = True
        found += [
            {"行": str(line), "页": sheet} | {name: _cell(cells, head.places.get(name)) for name in columns}
            for line, cells in enumerate(rows[head.row + 1 :], start=head.row + 2)
            if any(cell.strip() for cell in cells)
        ]
    if known:
        return found
    raise ListError(f"{path} 里没有“{'”“'.join(required)}”这一列；请在表头里写上这个列名")


class Head(NamedTuple):
    """The row of titles, zero-based, and the column of each title that is there."""

    row: int
    places: Mapping[str, int]


def find_head(
    rows: Sequence[Sequence[str]],
    columns: Sequence[str],
    required: Sequence[str],
    synonyms: Mapping[str, str] | None = None,
) -> Head | None:
    """The first row that has all required titles; None where there is none among the first rows."""
    other = {fold(name): fold(column) for name, column in (synonyms or {}).items()}
    for number, row in enumerate(rows[:_HEAD_WITHIN]):
        titles = [other.get(fold(cell), fold(cell)) for cell in row]
        if all(fold(name) in titles for name in required):
            return Head(number, {name: titles.index(fold(name)) for name in columns if fold(name) in titles})
    return None


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def _book_rows(data: bytes, path: Path, hidden: bool) -> dict[str, list[list[str]]]:
    try:
        document = open_document(data, DEFAULT)
    except ReadError as error:
        reason = "有打开密码" if error.problem == "encrypted" else "不是电子表格，或已损坏"
        raise ListError(f"{path} 打不开（{reason}）；请用 Excel 或 WPS 打开后另存为 .xlsx") from error
    grids = sorted((g for g in document.grids if hidden or not g.hidden), key=lambda grid: grid.hidden)
    return {grid.name: _filled(grid) for grid in grids}


def _filled(grid: Grid) -> list[list[str]]:
    """A sheet's cells as text; what people merged over several rows is said of each of them."""
    rows = [[show(cell) for cell in row] for row in grid.rows]
    for top, left, bottom, right in grid.merges:
        if left == right and bottom > top and top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row.extend([""] * (left + 1 - len(row)))
                row[left] = rows[top][left]
    return rows


def _csv_rows(data: bytes, path: Path) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""))]
    raise ListError(f"{path} 不是 UTF-8 或 GBK 编码的文本")
