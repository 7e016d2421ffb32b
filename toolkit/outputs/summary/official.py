"""表二, 表三, 表四: the district's official tables, in the official layout, as live formulas over 台账."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.form import FigureSpec, Form, Table
from toolkit.layout import PlacedCell, TableLayout, layout_of
from toolkit.model import District, column_name

from .areas import areas, cell_name
from .book import SONG, Book, put_line
from .ledger import LedgerPlace, ledger_place
from .measure import display_width, height, lines
from .provisional import all_names, provisional_lines, put_provisional
from .text import as_number

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_PAGE = 132  # characters across a landscape page
_PORTRAIT = 90
_NAMES_ON_THE_PAGE = 700  # half-width characters: five or six lines
_TITLES = 2  # rows above the sentences of a provisional summary
_PLACES = dict[int, tuple[int, int]]


def official_sheets(book: Book, district: District) -> None:
    """A sheet for each table of the form, named as the table is."""
    for table in district.form.tables:
        _official_sheet(book, district, table)


def _official_sheet(book: Book, district: District, table: Table) -> None:
    layout = layout_of(district.form, table.id)
    landscape = layout.n_columns > 6
    widths = _widths(layout, _PAGE if landscape else _PORTRAIT)
    sheet = book.sheet(table.name, widths, landscape)
    # One page, but for lists of names so long that the figures would shrink beyond reading.
    sheet.fit_to_pages(1, 1 if _is_short(district) else 0)
    title = book.style(font_name=SONG, bold=True, font_size=16, align="center", text_wrap=True)
    put_line(sheet, 0, district.form.title(district.name, district.year), title, widths)
    put_line(
        sheet, 1, table.section.heading.text, book.style(font_name=SONG, bold=True, font_size=12), widths
    )
    put_provisional(book, sheet, _TITLES, district, widths, "本表下方")
    top = _top(district)
    places = {cell.figure.index: (top + cell.row, cell.column) for cell in layout.cells if cell.figure}
    _paint(
        book, sheet, layout, top, widths, _formulas(district.form, ledger_place(district), places), district
    )
    put_line(
        sheet,
        top + layout.n_rows,
        "本表数字为公式：分项由“台账”中计入汇总的各单位相加得出，总计由本表分项相加得出。",
        book.note(),
        widths,
    )
    if not _is_short(district):
        sheet.set_h_pagebreaks([top + layout.n_rows + 1])
    for row, sentence in enumerate(all_names(district), start=top + layout.n_rows + 1):
        put_line(sheet, row, sentence, book.style(text_wrap=True), widths)
    sheet.freeze_panes(top + layout.head_rows, layout.label_columns)
    if layout.head_rows:
        sheet.repeat_rows(top, top + layout.head_rows - 1)
    area = f"A{top + 1}:{column_name(layout.n_columns - 1)}{top + layout.n_rows}"
    sheet.ignore_errors({"formula_range": area, "formula_differs": area})


def _is_short(district: District) -> bool:
    """Whether the names below a table still fit on its page."""
    return sum(map(display_width, all_names(district))) <= _NAMES_ON_THE_PAGE


def _top(district: District) -> int:
    """Zero-based row in which the table itself begins."""
    return _TITLES + len(provisional_lines(district))


def cell_of(district: District, index: int) -> str:
    """The cell of a figure (its index) on its official sheet, for formulas elsewhere: '表三'!J5."""
    table = district.form.figures[index].table
    layout = layout_of(district.form, table.id)
    cell = next(cell for cell in layout.cells if cell.figure and cell.figure.index == index)
    return f"'{table.name}'!{cell_name((_top(district) + cell.row, cell.column))}"


def _formulas(form: Form, ledger: LedgerPlace, places: _PLACES) -> Mapping[int, str]:
    """A formula for each figure of the sheet, by index: parts from the ledger, totals from the parts beside them."""
    formulas = {index: ledger.sum_of(index) for index in places}
    for identity in form.totals:
        if identity.left[0] in places:
            formulas[identity.left[0]] = f"=SUM({areas([places[part] for part in identity.right])})"
    return formulas


def _paint(
    book: Book,
    sheet: "Worksheet",
    layout: TableLayout,
    top: int,
    widths: Sequence[float],
    formulas: Mapping[int, str],
    district: District,
) -> None:
    for cell in layout.cells:
        style = _style(book, cell)
        row, column = top + cell.row, cell.column
        if cell.height > 1 or cell.width > 1:
            sheet.merge_range(row, column, row + cell.height - 1, column + cell.width - 1, "", style)
        if cell.figure is None:
            sheet.write_string(row, column, cell.text, style)
        else:
            index = cell.figure.index
            sheet.write_formula(row, column, formulas[index], style, as_number(district.totals[index]))
    for offset, points in enumerate(_heights(layout, widths)):
        sheet.set_row(top + offset, points)


def _style(book: Book, cell: PlacedCell) -> "Format":
    properties: dict[str, str | int | bool] = {
        "font_name": SONG,
        "border": 1,
        "border_color": "black",
        "text_wrap": True,
        "align": "center",
    }
    if cell.figure is not None:
        return book.style(**properties, num_format=number_format(cell.figure))
    if cell.kind == "heading":
        return book.style(**properties, bold=True)
    if cell.kind == "row" and cell.height == 1:
        properties |= {"align": "left", "indent": 1}
    return book.style(**properties)


def number_format(figure: FigureSpec) -> str:
    """Whole numbers for counts. General for amounts: it shows what is there, where 0.###### ends in a bare point."""
    return "0" if figure.block.type == "count" else "General"


def _widths(layout: TableLayout, page: float) -> list[float]:
    """Label columns as their labels ask for, the rest of the page shared by the figures."""
    labels = [8.0] * layout.label_columns
    for cell in layout.cells:
        if cell.kind == "row" and cell.width == 1:
            width = display_width(cell.text)
            # Long labels take two lines; groups have the height of many rows.
            wish = min(width + 3.0, 44.0) if cell.height == 1 or width <= 14 else width / 2 + 2
            labels[cell.column] = max(labels[cell.column], wish)
    n_figures = layout.n_columns - layout.label_columns
    share = (page - sum(labels)) / n_figures
    return labels + [min(20.0, max(8.5, share))] * n_figures


def _heights(layout: TableLayout, widths: Sequence[float]) -> list[float]:
    """Points for each row, so that wrapped labels show: merged cells are never fitted by the program that opens them."""
    heights = [height(1)] * layout.n_rows
    for cell in sorted(layout.cells, key=lambda cell: cell.height):
        width = sum(widths[cell.column : cell.column + cell.width])
        needed = height(lines(cell.text, width - 1))  # the indent takes one
        rows = range(cell.row, cell.row + cell.height)
        lack = needed - sum(heights[row] for row in rows)
        for row in rows:
            heights[row] += max(0.0, lack) / cell.height
    return heights
