"""The workbook while it is written: formats made once, text made safe, sheets set up for the printer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from toolkit.model import Number

from .measure import height, lines, lines_of_row
from .text import as_number, clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from .package import PivotWorkbook
    from .stream import StreamedSheet

SONG = "宋体"  # tables; on every Windows, WPS and Linux office
HEI = "黑体"  # titles, heads and notes; likewise
ACCENT = "#1F4E79"  # titles; its tint fills the heads
TINT = "#E8EEF5"
GREY = "#595959"
LINE_COLOUR = "#A6A6A6"

SHEET_ROWS = 1_048_576
_A4 = 9
_GB2312 = 134


class Book:
    """A workbook and its formats.

    Attributes:
        workbook: XlsxWriter's workbook.
    """

    def __init__(self, workbook: "PivotWorkbook") -> None:
        self.workbook = workbook
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def style(self, **properties: Any) -> "Format":
        """A format with these XlsxWriter properties; the same one each time they are asked for."""
        properties = {"font_name": SONG, "font_size": 10, "valign": "vcenter", **properties}
        # The character set (GB 2312) lets a computer without the font take another Chinese one.
        properties["font_charset"] = _GB2312
        # A font that belongs to the theme is shown as the theme's, whatever its name.
        properties["font_scheme"] = "none"
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]

    @property
    def n_pivots(self) -> int:
        return len(self.workbook.pivots)

    def add_pivot(self, sheet: "Worksheet", cache: str, table: str) -> None:
        """Put a native PivotTable on a sheet (see ``package``)."""
        self.workbook.add_pivot(sheet, cache, table)

    def cell(self, **properties: Any) -> "Format":
        """A format with thin lines around it, for tables."""
        return self.style(**{"border": 1, "border_color": LINE_COLOUR, **properties})

    def linked(self, **properties: Any) -> "Format":
        """A table's cell that leads to another sheet: underlined as well as coloured."""
        return self.cell(**{"underline": 1, "font_color": ACCENT, **properties})

    def title(self) -> "Format":
        return self.style(font_name=HEI, bold=True, font_size=14, font_color=ACCENT)

    def note(self) -> "Format":
        return self.style(font_name=HEI, font_size=9, font_color=GREY, text_wrap=True)

    def head(self, **properties: Any) -> "Format":
        return self.cell(
            **{
                "font_name": HEI,
                "bold": True,
                "bg_color": TINT,
                "align": "center",
                "text_wrap": True,
                **properties,
            }
        )

    def sheet(self, name: str, widths: Sequence[float], landscape: bool = True) -> "StreamedSheet":
        """A new sheet for A4, one page wide, with page numbers; ``widths`` are its columns' in characters."""
        from .stream import StreamedSheet  # brings XlsxWriter with it, which is imported late

        sheet: StreamedSheet = self.workbook.add_worksheet(name, worksheet_class=StreamedSheet)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_footer("&L&A&C第 &P 页 共 &N 页")
        return sheet


def put(sheet: "Worksheet", row: int, column: int, value: Number | str | None, style: "Format") -> None:
    """Write text as text, numbers as numbers, and nothing for None: no text becomes a formula or a link."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, clean(value), style)
    else:
        sheet.write_number(row, column, as_number(value), style)


def link(
    sheet: "Worksheet", row: int, column: int, text: str, target: str, target_row: int, style: "Format"
) -> None:
    """Write a text that leads to a row (zero-based) of another sheet of the workbook."""
    sheet.write_string(row, column, clean(text), style)
    place = f"internal:'{target}'!A{target_row + 1}"
    sheet.write_url(row, column, place, style, clean(text), f"到“{target}”")


def put_line(sheet: "Worksheet", row: int, text: str, style: "Format", widths: Sequence[float]) -> None:
    """Write a text across all columns and make the row high enough for it."""
    text = clean(text)
    if len(widths) > 1:
        sheet.merge_range(row, 0, row, len(widths) - 1, "", style)
    sheet.write_string(row, 0, text, style)
    size = max(1.0, style.font_size / 10)
    # Larger letters take more room: as if the columns were narrower.
    sheet.set_row(row, height(lines(text, sum(widths) / size)) * size)


def put_row(
    sheet: "Worksheet",
    row: int,
    values: Sequence[Number | str | None],
    styles: Sequence["Format"],
    widths: Sequence[float],
) -> None:
    """Write a row of a table, high enough for its wrapped texts: LibreOffice does not fit heights by itself."""
    for column, (value, style) in enumerate(zip(values, styles, strict=True)):
        put(sheet, row, column, value, style)
    sheet.set_row(row, height(lines_of_row(values, widths)))


def put_head(
    sheet: "Worksheet", row: int, heads: Sequence[str], style: "Format", widths: Sequence[float]
) -> None:
    """Write a row of column heads."""
    for column, text in enumerate(heads):
        sheet.write_string(row, column, text, style)
    sheet.set_row(row, height(lines_of_row(heads, widths)) + 4)
