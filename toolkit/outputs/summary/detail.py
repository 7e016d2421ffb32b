"""明细: the included agencies' base figures, one a row, as an Excel table for pivoting and filtering."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from toolkit.model import District, Number

from .book import Book
from .grain import Grain, grain_of, shortened
from .text import clean

if TYPE_CHECKING:
    from .stream import Fragment, StreamedSheet

NAME = "明细"
TABLE_NAME = "明细"


def detail_sheet(book: Book, district: District) -> None:
    grain = grain_of(district)
    widths = [column.width for column in grain.columns] if grain else [80.0]
    sheet = book.sheet(NAME, widths)
    sentence = shortened(district)
    top = 1 if sentence else 0  # row of the head
    if sentence:
        sheet.write_string(0, 0, sentence, book.style(bold=True))
    if grain is None:
        return
    n_rows = len(district.included) * len(grain.groups)
    sheet.add_streamed_table(
        top,
        top + max(1, n_rows),
        len(widths) - 1,
        {
            "name": TABLE_NAME,
            "style": "Table Style Light 1",
            "columns": [{"header": column.name, "header_format": book.head()} for column in grain.columns],
        },
    )
    sheet.freeze_panes(top + 1, 3)
    sheet.repeat_rows(top)
    sheet.set_header(f"&C&12{clean(f'{district.name}{district.year}年度明细').replace('&', '&&')}")
    sheet.ignore_errors({"number_stored_as_text": f"B{top + 2}:B{top + n_rows + 2}"})
    sheet.stream(top + 1, n_rows, len(widths), _rows(book, sheet, district, grain))


def _rows(
    book: Book, sheet: "StreamedSheet", district: District, grain: Grain
) -> "Callable[[], Iterator[list[Fragment]]]":
    """Makes the rows anew when they are written; only the agencies' names are rendered now."""
    style = book.style(shrink=True)  # one line a row, and no long label cut off
    number = sheet.number_writer(style)
    year = sheet.number_writer(book.style(align="center"))(district.year)
    groups = [([sheet.text(t, style) for t in labels], ids) for labels, ids in grain.groups.items()]
    agencies = [
        ([sheet.text(t, style) for t in (r.agency.code, r.agency.name, r.agency.kind)], r.judged.ret.values)
        for r in district.included
        if r.judged is not None
    ]

    def rows() -> "Iterator[list[Fragment]]":
        for names, values in agencies:
            head = [year, *names]
            for labels, indices in groups:
                yield [*head, *labels, number(sum_of(values, indices))]

    return rows


def sum_of(values: tuple[Number | None, ...], indices: tuple[int, ...]) -> Number | None:
    """What a row of 明细 holds; None where not one of its figures has a value."""
    if len(indices) == 1:
        return values[indices[0]]
    known = [value for value in (values[i] for i in indices) if value is not None]
    return sum(known, 0) if known else None
