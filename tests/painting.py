"""Workbooks for tests: the official tables as plain rows of cells, and rows of cells as xlsx bytes."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import openpyxl
import xlsxwriter

from tests.factory import FORM
from toolkit.form import Form
from toolkit.layout import layout_of
from toolkit.model import Source

Rows = list[list[Any]]
Merges = list[tuple[int, int, int, int]]


def table_rows(table: str, values: Sequence[Any], form: Form = FORM) -> tuple[Rows, Merges]:
    """One official table in its layout, figures by index, and its merged areas (top, left, bottom, right)."""
    layout = layout_of(form, table)
    rows: Rows = [[None] * layout.n_columns for _ in range(layout.n_rows)]
    merges: Merges = []
    for cell in layout.cells:
        rows[cell.row][cell.column] = cell.text if cell.figure is None else values[cell.figure.index]
        if cell.height > 1 or cell.width > 1:
            merges.append((cell.row, cell.column, cell.row + cell.height - 1, cell.column + cell.width - 1))
    return rows, merges


def report_rows(
    values: Sequence[Any],
    agency: str = "甲区财政局",
    year: int = 2023,
    sections: Mapping[str, str] | None = None,
    form: Form = FORM,
) -> tuple[Rows, Merges]:
    """A whole report on one sheet, as agencies paste it: title, sections, tables under their headings."""
    rows: Rows = [[f"{agency}{year}年政府信息公开工作年度报告"], []]
    merges: Merges = []
    for section in form.sections:
        rows.append([section.heading.text])
        if section.kind == "narrative":
            rows.extend([line] for line in (sections or {}).get(section.id, "").splitlines())
        else:
            table, areas = table_rows(section.id, values, form)
            top = len(rows)
            merges.extend((top + a, b, top + c, d) for a, b, c, d in areas)
            rows.extend(table)
        rows.append([])
    return rows, merges


def workbook(sheets: Mapping[str, tuple[Rows, Merges] | Rows], hidden: Sequence[str] = ()) -> bytes:
    """An xlsx of the sheets, written by openpyxl."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in sheets.items():
        rows, merges = content if isinstance(content, tuple) else (content, [])
        sheet = book.create_sheet(name)
        for r, row in enumerate(rows, start=1):
            for c, cell in enumerate(row, start=1):
                if cell is not None:
                    sheet.cell(r, c).value = cell
        for top, left, bottom, right in merges:
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
        if name in hidden:
            sheet.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def quick_workbook(rows: Rows, name: str = "Sheet1", saved: datetime | None = None) -> bytes:
    """A one-sheet xlsx without merges."""
    return workbook_fast({name: rows}, saved)


def workbook_fast(sheets: Mapping[str, Rows], saved: datetime | None = None) -> bytes:
    """An xlsx without merges, written by XlsxWriter: fast enough for property tests."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    if saved is not None:
        book.set_properties({"created": saved})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell is not None:
                    sheet.write(r, c, cell)
    book.close()
    return buffer.getvalue()


def fill(template: bytes, write: Callable[[openpyxl.Workbook], None]) -> bytes:
    """A template changed with openpyxl, as many agencies' own tools do."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    write(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def fill_template(
    template: bytes, values: Mapping[str, Any], sections: Mapping[str, str], form: Form = FORM
) -> bytes:
    """The project's own template with base figures by code and narrative sections filled in."""

    def write(book: openpyxl.Workbook) -> None:
        for section in form.sections:
            sheet = book[section.heading.text]
            if section.kind == "narrative":
                sheet.cell(3, 1).value = sections.get(section.id)
                continue
            top = next(r for r in range(1, 20) if sheet.cell(r, 1).value == _first_text(form, section.id))
            for cell in layout_of(form, section.id).cells:
                if cell.figure is not None and not cell.figure.is_total and cell.figure.code in values:
                    sheet.cell(top + cell.row, cell.column + 1).value = values[cell.figure.code]

    return fill(template, write)


def _first_text(form: Form, table: str) -> str:
    return next(cell.text for cell in layout_of(form, table).cells if (cell.row, cell.column) == (0, 0))


def source(data: bytes, path: str = "inbox.xlsx", **more: Any) -> Source:
    return Source(path, None, "0" * 64, data, **more)
