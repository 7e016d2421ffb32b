"""A very hidden sheet that says what the workbook is, so that it can be read as a district's return one level up."""

from typing import TYPE_CHECKING

from toolkit.model import META_SHEET, SUMMARY_KIND, District

from .book import Book
from .text import clean

if TYPE_CHECKING:
    from .stream import StreamedSheet


_LONGEST = 30_000  # characters; a cell holds 32,767


def origin_sheet(book: Book, district: District) -> None:
    """Keys and values: which form, which year, whose summary, who is in it, whether it is provisional, and without whom."""
    sheet: StreamedSheet = book.sheet(META_SHEET, (20, 40))
    rows = (
        ("kind", SUMMARY_KIND),
        ("form", district.form.id),
        ("year", str(district.year)),
        ("agency_name", district.name),
        ("provisional", "1" if district.provisional else "0"),
        ("included", "、".join(result.agency.name for result in district.included)[:_LONGEST]),
        ("awaited", "、".join(result.agency.name for result in district.awaited)[:_LONGEST]),
    )
    for row, (key, value) in enumerate(rows):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, clean(value))
    sheet.very_hidden()
