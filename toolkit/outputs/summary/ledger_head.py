"""The columns of 台账: their widths, their head of four rows, and how they are printed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.form import FigureSpec, Form

from .book import GREY, Book
from .measure import height, lines

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LEADING = ("单位编码", "单位名称", "类别", "状态", "计入汇总")
LEADING_WIDTHS = (10, 26, 12, 9, 8)
FROZEN = 2  # leading columns that stay in sight, and repeat on every printed page
CODES, GROUPS, LABELS, HEAD = 1, 2, 3, 4  # rows of the head; a title stands above
FIRST = HEAD + 1  # row of the first agency

_WIDTH = 8.0
_LONE_WIDTH = 12.0  # of a figure that is alone in its row of the form, whose labels are long
_PAGE = 162.0  # characters across a printed page at _SCALE
_SCALE = 65  # per cent


def column_of(figure: int) -> int:
    """Zero-based column of a figure, given by its index."""
    return len(LEADING) + figure


def ledger_widths(form: Form) -> list[float]:
    widths: list[float] = [*LEADING_WIDTHS]
    for row in _form_rows(form.figures):
        widths.extend([_WIDTH if len(row) > 1 else _LONE_WIDTH] * len(row))
    return widths


def set_up_page(sheet: "Worksheet", form: Form, title: str, last: int) -> None:
    """200 columns never fit one page: names and head repeat, and a page ends where a row of the form ends.

    The codes of the figures are for formulas and programs: they and the title above them are not printed, which
    stands in the pages' header instead. ``last`` is the last row (zero-based).
    """
    sheet.freeze_panes(FIRST, FROZEN)
    sheet.print_area(GROUPS, 0, last, column_of(len(form.figures) - 1))
    sheet.set_header(f"&C&12{title.replace('&', '&&')}")
    sheet.repeat_rows(GROUPS, HEAD)
    sheet.repeat_columns(0, FROZEN - 1)
    sheet.set_print_scale(_SCALE)
    widths = ledger_widths(form)
    breaks: list[int] = []
    used: float = sum(LEADING_WIDTHS)
    for row in _form_rows(form.figures):
        first, last = column_of(row[0].index), column_of(row[-1].index)
        width = sum(widths[first : last + 1])
        if used + width > _PAGE:
            breaks.append(first)
            used = sum(LEADING_WIDTHS[:FROZEN])
        used += width
    sheet.set_v_pagebreaks(breaks)


def write_head(book: Book, sheet: "Worksheet", form: Form) -> None:
    """Figure codes; table and group; row label; column label, which carries the filter. Equal neighbours are one cell."""
    head = book.head()
    small = book.cell(font_size=6, font_color=GREY, text_wrap=True)
    for column, text in enumerate(LEADING):
        sheet.write_blank(CODES, column, None, head)
        # One box; its text stands in the row that carries the filter's arrow.
        for row in (GROUPS, LABELS):
            sheet.write_blank(row, column, None, book.head(bottom=0, top=1 if row == GROUPS else 0))
        sheet.write_string(HEAD, column, text, book.head(top=0))
    widths = ledger_widths(form)
    deepest = {GROUPS: 1, LABELS: 1, HEAD: 1}
    for figures in _form_rows(form.figures):
        first, last = column_of(figures[0].index), column_of(figures[-1].index)
        label = figures[0]
        texts = {GROUPS: f"{label.table.name} {label.group_label}".strip(), LABELS: label.row.label.text}
        for row, text in texts.items():
            if last > first:
                sheet.merge_range(row, first, row, last, "", head)
            sheet.write_string(row, first, text, head)
            deepest[row] = max(deepest[row], lines(text, sum(widths[first : last + 1])))
        for figure in figures:
            column, text = column_of(figure.index), figure.column.label.text
            sheet.write_string(CODES, column, figure.code, small)
            sheet.write_string(HEAD, column, text, head)
            deepest[HEAD] = max(deepest[HEAD], lines(text, widths[column]))
    sheet.set_row(CODES, 30)
    for row, n_lines in deepest.items():
        sheet.set_row(row, height(n_lines) + 4)


def _form_rows(figures: Sequence[FigureSpec]) -> list[list[FigureSpec]]:
    """The figures of one row of the form together."""
    rows: list[list[FigureSpec]] = []
    for figure in figures:
        if rows and rows[-1][-1].row is figure.row:
            rows[-1].append(figure)
        else:
            rows.append([figure])
    return rows
