"""The bytes of a file -> Document. Which container it is, its first bytes tell; the file's ending may lie."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from toolkit.limits import Limits
from toolkit.model import CellError, Document, Grid, Raw, Uncomputed
from toolkit.reading import package, papers, slow
from toolkit.reading.dates import shown
from toolkit.reading.problems import ReadError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# rar, 7z, gzip, bzip2, xz; tar has its mark further on.
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ")
_TAR = (257, b"ustar")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


def open_document(data: bytes, limits: Limits) -> Document:
    """Read the content of one file.

    Raises:
        ReadError: it cannot be read; the problem says why.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise ReadError("empty")
    if len(data) > limits.file_bytes:
        raise ReadError(
            "too_large", f"文件有 {len(data) / 2**20:.0f} MB，上限 {limits.file_bytes // 2**20} MB"
        )
    if data.startswith(_ZIP):
        return _open_zip(data, limits)
    if data.startswith(_OLE):
        return _open_ole(data, limits)
    if data.startswith(b"%PDF"):
        raise ReadError("pdf")
    if data.startswith(_PICTURES):
        raise ReadError("picture")
    if data.startswith(_ARCHIVES) or data.startswith(_TAR[1], _TAR[0]):
        raise ReadError("archive")
    if data.startswith(b"{\\rtf"):
        raise ReadError("word")
    if papers.looks_like_page(data):
        return papers.open_page(data, limits)
    return papers.open_text(data, limits)


def _open_zip(data: bytes, limits: Limits) -> Document:
    parts = package.unpack(data, limits)
    folded = {name.lower() for name in parts}
    if "ofd.xml" in folded:
        raise ReadError("ofd")
    if any(name.startswith("word/") for name in folded):
        return papers.open_word(parts, package.saved_time(parts), limits)
    if "xl/workbook.bin" in folded or b"opendocument.spreadsheet" in parts.get("mimetype", b""):
        package.check_repeats(parts.get("content.xml", b""), limits)
        return _open_book(data, {}, limits, package.saved_time(parts))
    if not any(name.startswith("xl/") for name in folded):
        raise ReadError("unsupported")
    sheets = package.sheet_parts(parts)
    for sheet in sheets.values():
        package.check_extent(sheet, limits)
    saved = package.saved_time(parts)
    if not all(package.has_addresses(sheet) for sheet in sheets.values()):
        for sheet in sheets.values():
            package.check_merges(sheet, limits)
        grids = slow.read_by_openpyxl(data, limits)
        return Document("book", tuple(_noted(grid, sheets.get(grid.name)) for grid in grids), saved)
    try:
        document = _open_book(data, sheets, limits, saved)
        return replace(document, grids=tuple(_with_dates(grid, sheets, parts) for grid in document.grids))
    except ReadError as error:
        # The figures can be read without a stylesheet; a broken one is no reason to send a return back.
        if error.problem != "damaged":
            raise
        return _open_book(package.without_styles(parts), sheets, limits, saved)


def _open_ole(data: bytes, limits: Limits) -> Document:
    # Names of streams stand as UTF-16 in the directory of an OLE file.
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadError("encrypted")
    if "WordDocument".encode("utf-16-le") in data:
        raise ReadError("word")
    if "__substg1.0_".encode("utf-16-le") in data:
        raise ReadError("outlook")
    document = _open_book(data, {}, limits, None)
    errors = slow.errors_of_xls(data)
    return Document("book", tuple(_with_errors(grid, errors.get(grid.name, {})) for grid in document.grids))


def _open_book(data: bytes, sheets: dict[str, bytes], limits: Limits, saved: datetime | None) -> Document:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        metadata = book.sheets_metadata
        if len(metadata) > limits.sheets:
            raise ReadError("too_large", f"工作表有 {len(metadata)} 张，上限 {limits.sheets} 张")
        grids = tuple(
            _grid(
                book, str(meta.name), not str(meta.visible).endswith(".Visible"), sheets.get(str(meta.name))
            )
            for meta in metadata
            if "WorkSheet" in str(meta.typ)
        )
    except PasswordError as error:
        raise ReadError("encrypted") from error
    except (CalamineError, ValueError, OSError) as error:
        raise ReadError("damaged", str(error)) from error
    except BaseException as error:  # a panic of the Rust reader is no Exception; it has no class to import
        if type(error).__name__ != "PanicException":
            raise
        raise ReadError("damaged", str(error)) from None
    return Document("book", grids, saved)


def _grid(book: CalamineWorkbook, name: str, hidden: bool, xml: bytes | None) -> Grid:
    sheet: CalamineSheet = book.get_sheet_by_name(name)
    rows: list[list[Raw]] = [
        [None if cell == "" else cell for cell in row] for row in sheet.to_python(skip_empty_area=False)
    ]
    merges = tuple(
        (top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return _noted(Grid(name, rows, hidden, merges), xml)


def _noted(grid: Grid, xml: bytes | None) -> Grid:
    """The grid with the errors and formulas that its reader did not tell of."""
    notes = package.cell_notes(xml) if xml is not None else package.NOTHING
    if notes is package.NOTHING:
        return grid
    grid = _with_errors(grid, notes.errors)
    rows = [list(row) for row in grid.rows]
    for place, formula in notes.unfinished.items():
        _put(rows, place, Uncomputed(formula))
    return Grid(grid.name, rows, grid.hidden, grid.merges, notes.formulas)


def _with_errors(grid: Grid, errors: Mapping[tuple[int, int], str]) -> Grid:
    if not errors:
        return grid
    rows = [list(row) for row in grid.rows]
    for place, code in errors.items():
        _put(rows, place, CellError(code))
    return Grid(grid.name, rows, grid.hidden, grid.merges, grid.formulas)


def _with_dates(grid: Grid, sheets: Mapping[str, bytes], parts: Mapping[str, bytes]) -> Grid:
    """The grid with dates and times as the workbook shows them."""
    kinds: set[type] = set()
    for row in grid.rows:
        kinds.update(map(type, row))
    if not kinds & {date, datetime, time, timedelta}:
        return grid
    moments = {
        (r, c): cell
        for r, row in enumerate(grid.rows)
        for c, cell in enumerate(row)
        if isinstance(cell, date | time | timedelta)
    }
    xml = sheets.get(grid.name)
    if not moments or xml is None:
        return grid
    formats = package.number_formats(xml, moments.keys(), parts)
    rows = [list(row) for row in grid.rows]
    for place, moment in moments.items():
        _put(rows, place, shown(moment, formats.get(place, "")))
    return replace(grid, rows=rows)


def _put(rows: list[list[Raw]], place: tuple[int, int], content: Raw) -> None:
    """Write a cell that calamine took for empty; it may lie outside the range that it cut out."""
    row, column = place
    while len(rows) <= row:
        rows.append([])
    line = rows[row]
    line.extend([None] * (column + 1 - len(line)))
    line[column] = content
