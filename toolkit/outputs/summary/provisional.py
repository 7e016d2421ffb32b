"""The sentences that say who is not in a provisional summary."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.model import AgencyResult, District

from .book import Book, put_line
from .measure import display_width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

ROOM = 1600  # half-width characters of names on one line of a sheet; more would not fit into a row's height
BRIEF = 180
"""Half-width characters of names above a table: they stay in sight with its heads, and must leave room for the rows."""


def provisional_lines(district: District, where: str = "“报送情况”") -> list[str]:
    """What a sheet must say while the summary is provisional; empty when it is final.

    Args:
        where: where all names stand if they are too many for this place.
    """
    return [f"{opening}{_brief(results, where)}" for opening, results in _groups(district)]


def all_names(district: District) -> list[str]:
    """The sentences with every name, for below an official table; empty where they all stand above it."""
    lines = []
    for opening, results in _groups(district):
        if _fits(results):
            continue
        for number, names in enumerate(_rows(results)):
            lines.append(f"{opening}{names}" if number == 0 else f"（接上行）{names}")
    return lines


def put_provisional(
    book: Book,
    sheet: "Worksheet",
    row: int,
    district: District,
    widths: Sequence[float],
    where: str = "“报送情况”",
) -> int:
    """Write the sentences from a row on, one a row; gives the row after them."""
    for sentence in provisional_lines(district, where):
        put_line(sheet, row, sentence, book.style(bold=True, text_wrap=True), widths)
        row += 1
    return row


def _groups(district: District) -> Iterator[tuple[str, Sequence[AgencyResult]]]:
    out = [result for result in district.awaited if not result.included]
    doubtful = [result for result in district.awaited if result.included]
    if out:
        yield f"阶段性汇总：以下 {len(out)} 个单位尚未纳入——", out
    if doubtful:
        yield f"阶段性汇总：以下 {len(doubtful)} 个单位的报告有错误，暂按所报数字计入——", doubtful
    if district.incomplete:
        n = len(district.incomplete)
        yield f"阶段性汇总：以下 {n} 个地区报来的汇总本身是阶段性的，数字不全——", district.incomplete


def _fits(results: Sequence[AgencyResult]) -> bool:
    return sum(display_width(result.agency.name) + 2 for result in results) <= BRIEF


def _brief(results: Sequence[AgencyResult], where: str) -> str:
    named: list[str] = []
    room = BRIEF
    for result in results:
        room -= display_width(result.agency.name) + 2
        if room < 0:
            break
        named.append(result.agency.name)
    rest = f"等，全部名单见{where}" if len(named) < len(results) else ""
    return "、".join(named) + rest


def _rows(results: Sequence[AgencyResult]) -> Iterator[str]:
    names: list[str] = []
    room = ROOM
    for result in results:
        width = display_width(result.agency.name) + 2
        if names and width > room:
            yield "、".join(names)
            names, room = [], ROOM
        names.append(result.agency.name)
        room -= width
    yield "、".join(names)
