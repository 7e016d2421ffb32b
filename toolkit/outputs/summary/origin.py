"""A very hidden sheet that says what the workbook is, so that it can be read as a district's return one level up."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.model import META_SHEET, SOURCE_MARK, SUMMARY_KIND, AgencyResult, District

from .book import Book
from .text import clean

if TYPE_CHECKING:
    from .stream import StreamedSheet


_LONGEST = 30_000  # characters; a cell holds 32,767


def _names(key: str, results: Sequence[AgencyResult]) -> Iterator[tuple[str, str]]:
    return _pieces(key, [clean(result.agency.name) for result in results])


def _pieces(key: str, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """All texts, over as many rows as they take: included, included.2, …"""
    rows: list[list[str]] = [[]]
    room = _LONGEST
    for name in texts:
        if rows[-1] and len(name) + 1 > room:
            rows.append([])
            room = _LONGEST
        rows[-1].append(name)
        room -= len(name) + 1
    for number, names in enumerate(rows, start=1):
        yield (key if number == 1 else f"{key}.{number}"), "、".join(names)


def origin_sheet(book: Book, district: District) -> None:
    """Keys and values: which form, which year, whose summary, who is in it, whether it is provisional, and without whom."""
    sheet: StreamedSheet = book.sheet(META_SHEET, (20, 40))
    rows = (
        ("kind", SUMMARY_KIND),
        ("form", district.form.id),
        ("year", str(district.year)),
        ("agency_name", district.name),
        # What is not all there two levels down is not all there here.
        ("provisional", "1" if district.provisional or district.incomplete else "0"),
        *_names("included", district.included),
        # By these marks the same files are known where the summary comes back to their inbox.
        *_pieces("sources", [r.judged.ret.sha256[:SOURCE_MARK] for r in district.included if r.judged]),
        *_names("awaited", [r for r in district.awaited if not r.included]),
        *_names("doubtful", [r for r in district.awaited if r.included]),
        *_names("incomplete", district.incomplete),
    )
    for row, (key, value) in enumerate(rows):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, clean(value))
    sheet.very_hidden()
