"""A report on one sheet without the template: what an agency gets that copies its published report into Excel."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from toolkit.form import Form, Section
from toolkit.layout import layout_of
from toolkit.model import Number
from toolkit.sample.names import chinese
from toolkit.sample.narratives import Texts

Cell = str | Number | None


def plain_workbook(
    form: Form,
    title: str,
    values: Mapping[str, Number],
    texts: Texts,
    saved: datetime,
    dropped: str = "",
    slipped: Sequence[str] = (),
) -> bytes:
    """The report as rows of cells, without merged cells and formulas.

    Args:
        dropped: code of a row that was deleted from its table.
        slipped: codes of rows whose figures stand one column to the right of their heads.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": saved.astimezone(UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet("年度报告")
    rows: list[list[Cell]] = [[title]]
    for section in form.sections:
        rows.extend([[], [section.heading.text]])
        if section.kind == "narrative":
            rows.extend([line] for line in _lines(section, texts[section.id]))
        else:
            rows.extend(_table(form, section.id, values, dropped, slipped))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell)
            elif cell is not None:
                sheet.write_number(row, column, float(cell))
    sheet.set_column(0, 14, 12)
    book.close()
    return buffer.getvalue()


def _lines(section: Section, boxes: Sequence[str]) -> list[str]:
    """The section's boxes as paragraphs, each aspect behind its sub-heading."""
    before = len(boxes) - len(section.aspects)
    heads = [
        f"（{chinese(number)}）{aspect.text}。" for number, aspect in enumerate(section.aspects, start=1)
    ]
    return [
        line
        for head, box in zip([""] * before + heads, boxes, strict=True)
        for line in f"{head}{box}".splitlines()
    ]


def _table(
    form: Form, table: str, values: Mapping[str, Number], dropped: str, slipped: Sequence[str]
) -> list[list[Cell]]:
    layout = layout_of(form, table)
    rows: list[list[Cell]] = [[None] * (layout.n_columns + 1) for _ in range(layout.n_rows)]
    gone = {cell.row for cell in layout.cells if cell.figure is not None and cell.figure.row.code == dropped}
    for cell in layout.cells:
        moved = cell.figure is not None and cell.figure.row.code in slipped
        rows[cell.row][cell.column + moved] = cell.text if cell.figure is None else values[cell.figure.code]
    return [row for number, row in enumerate(rows) if number not in gone]
