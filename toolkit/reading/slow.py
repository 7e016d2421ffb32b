"""Second readers, for workbooks that calamine opens wrongly or not at all. Slow, and rarely needed."""

import io
from collections.abc import Mapping
from contextlib import redirect_stdout
from typing import Any

from toolkit.limits import Limits
from toolkit.model import CellError, Grid, Raw
from toolkit.reading.problems import ReadError


def read_by_openpyxl(data: bytes, limits: Limits) -> list[Grid]:
    """The sheets of an xlsx whose cells have no addresses, which calamine puts into wrong columns.

    Raises:
        ReadError: damaged, or a sheet is over the limits.
    """
    import openpyxl

    try:
        # It prints what it thinks of an odd stylesheet, where data that somebody asked for may be going.
        with redirect_stdout(io.StringIO()):
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise ReadError("damaged", str(error)) from error
    grids = []
    for sheet in book.worksheets:
        if sheet.max_row * sheet.max_column > limits.cells:
            raise ReadError(
                "too_large", f"一张工作表的使用范围达到 {sheet.max_row} 行 × {sheet.max_column} 列"
            )
        rows = [[_raw(cell.value, str(cell.data_type)) for cell in row] for row in sheet.iter_rows()]
        merges = tuple(
            (area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
            for area in sheet.merged_cells.ranges
        )
        grids.append(Grid(sheet.title, rows, sheet.sheet_state != "visible", merges))
    return grids


def errors_of_xls(data: bytes) -> Mapping[str, Mapping[tuple[int, int], str]]:
    """Sheet name -> (row, column) -> error code, for .xls, where calamine shows errors as empty cells."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO())
    except Exception:  # calamine has read it; a second reader that cannot adds nothing
        return {}
    return {
        sheet.name: {
            (r, c): str(xlrd.error_text_from_code.get(sheet.cell_value(r, c), "#N/A"))
            for r in range(sheet.nrows)
            for c in range(sheet.row_len(r))
            if sheet.cell_type(r, c) == xlrd.XL_CELL_ERROR
        }
        for sheet in book.sheets()
    }


def _raw(value: Any, kind: str) -> Raw:
    if kind == "e":
        return CellError(str(value))
    return None if value == "" else value
