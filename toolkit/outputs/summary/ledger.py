"""台账: an agency a row, a figure a column. The official tables add up its first block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.counted import silent_tables, without
from toolkit.model import AgencyResult, District, Number, Return, column_name

from .areas import areas, can_be_looked_up, match_in
from .book import GREY, HEI, TINT, Book, put, put_line
from .ledger_head import (
    FIRST,
    HEAD,
    LEADING,
    LEADING_WIDTHS,
    column_of,
    ledger_widths,
    set_up_page,
    write_head,
)
from .measure import height, lines_of_row
from .text import as_number, clean
from .words import STATUS, yes_no

if TYPE_CHECKING:
    from .stream import Fragment, StreamedSheet

NAME = "台账"


@dataclass(frozen=True, slots=True)
class LedgerPlace:
    """Where the included agencies stand: zero-based rows, both in the block.

    The last row of the block is empty but for a note: rows inserted above it are counted, and the block exists even
    where no agency is included.
    """

    first: int
    last: int

    def sum_of(self, figure: int, sheet: str = f"'{NAME}'!") -> str:
        """The formula that adds up the included agencies' values of a figure (its index)."""
        column = column_name(column_of(figure))
        return f"=SUM({sheet}{column}{self.first + 1}:{column}{self.last + 1})"

    def value_of(self, name: str, row: int, figure: int) -> str:
        """The formula, without =, of an agency's figure (its index), wherever its line stands after sorting.

        Args:
            row: where it stands now (zero-based), for a name that is too long to be looked up.
        """
        column = column_name(column_of(figure))
        if not can_be_looked_up(name):
            return f"'{NAME}'!{column}{row + 1}"
        names = column_name(LEADING.index("单位名称"))
        rows = [f"'{NAME}'!${c}${self.first + 1}:${c}${self.last + 1}" for c in (column, names)]
        return f"INDEX({rows[0]},{match_in(name, rows[1])})"


def ledger_place(district: District) -> LedgerPlace:
    return LedgerPlace(FIRST, FIRST + len(district.included))


def ledger_sheet(book: Book, district: District) -> None:
    """Included agencies, their sum, and below a divider those that were read and do not count."""
    widths = ledger_widths(district.form)
    sheet = book.sheet(NAME, widths)
    title = f"{district.name}{district.year}年度台账"
    put_line(sheet, 0, title, book.title(), widths[: len(LEADING)])
    purpose = "每个单位一行，每个指标一列；表二、表三、表四由本表上半部分相加得出。空白表示没有可用的数字。"
    sheet.write_string(0, len(LEADING), purpose, book.style(font_name=HEI, font_size=9, font_color=GREY))
    write_head(book, sheet, district.form)
    place = ledger_place(district)
    _write_agencies(book, sheet, place.first, district, district.included)
    _write_end(book, sheet, place, district)
    others = [result for result in district.read if not result.included]
    last = place.last + 3 + len(others) if others else place.last + 1
    set_up_page(sheet, district.form, clean(title), last)
    if others:
        top = place.last + 3
        sheet.write_string(top, 0, "以下不计入汇总", book.style(font_name=HEI, bold=True, font_size=11))
        _write_agencies(book, sheet, top + 1, district, others)
    if district.included:
        sheet.autofilter(HEAD, 0, place.last - 1, len(widths) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A{FIRST + 1}:A{place.last + 5 + len(others)}"})


def _write_agencies(
    book: Book, sheet: "StreamedSheet", top: int, district: District, results: Sequence[AgencyResult]
) -> None:
    text, centre = book.cell(text_wrap=True), book.cell(align="center")
    number = sheet.number_writer(book.cell())
    read = [
        (_leading(result), _filled(district, result.judged.ret))
        for result in results
        if result.judged is not None
    ]
    named = [
        ([sheet.text(name, text if column < 3 else centre) for column, name in enumerate(names)], values)
        for names, values in read
    ]

    def rows() -> "Iterator[list[Fragment]]":
        for names, values in named:
            yield names + [number(value) for value in values]

    heights = [height(lines_of_row(names, LEADING_WIDTHS)) for names, _ in read]
    n_columns = max((len(LEADING) + len(values) for _, values in read), default=0)
    sheet.stream(top, len(read), n_columns, rows, heights)


def _filled(district: District, ret: Return) -> list[Number | None]:
    """The figures as they were handed in: what was left blank stays blank, though it counts as 0 in sums.

    Of a table that was not filled in at all the formulas' noughts are none either.
    """
    silent = silent_tables(district.form, ret.states, district.settings.blank == "zero")
    values = without(district.form, ret.values, silent) if silent else ret.values
    return [
        None if state == "blank" and value == 0 else value
        for state, value in zip(ret.states, values, strict=True)
    ]


def _leading(result: AgencyResult) -> tuple[str, ...]:
    agency = result.agency
    return agency.code, agency.name, agency.kind, STATUS[result.status], yes_no(result.included)


def _write_end(book: Book, sheet: "StreamedSheet", place: LedgerPlace, district: District) -> None:
    """The row that closes the block, and the sums of all columns under it."""
    note = book.cell(font_name=HEI, font_color=GREY, font_size=8)
    total = book.cell(font_name=HEI, bold=True, bg_color=TINT)
    for column in range(len(LEADING) + len(district.form.figures)):
        sheet.write_blank(place.last, column, None, note)
    empty = "" if district.included else "没有计入汇总的单位。"
    sheet.write_string(place.last, 1, f"{empty}补录的行请插在本行之上", note)
    row = place.last + 1
    for column in range(len(LEADING)):
        put(sheet, row, column, "合计" if column == 1 else None, total)
    # The form's totals are computed from the summed parts, as on the official tables: an agency's own may be wrong.
    parts = {identity.left[0]: identity.right for identity in district.form.totals}
    for index, value in enumerate(district.totals):
        cells = [(row, column_of(part)) for part in parts.get(index, ())]
        formula = f"=SUM({areas(cells)})" if cells else place.sum_of(index, "")
        sheet.write_formula(row, column_of(index), formula, total, as_number(value))
