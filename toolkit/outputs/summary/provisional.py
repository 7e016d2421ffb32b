"""The sentences that say who is not in a provisional summary."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.model import AgencyResult, District

from .book import Book, put_line
from .measure import display_width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

ROOM = 1600  # half-width characters of names on one line of a sheet; more would not fit into a row's height


def provisional_lines(district: District) -> list[str]:
    """What an official table must say while the summary is provisional; empty when it is final."""
    out = [result for result in district.awaited if not result.included]
    doubtful = [result for result in district.awaited if result.included]
    sentences = []
    if out:
        sentences.append(f"阶段性汇总：以下单位尚未纳入——{_names(out)}")
    if doubtful:
        sentences.append(f"阶段性汇总：以下单位的报告有错误，暂按所报数字计入——{_names(doubtful)}")
    return sentences


def put_provisional(
    book: Book, sheet: "Worksheet", row: int, district: District, widths: Sequence[float]
) -> int:
    """Write the sentences from a row on, one a row; gives the row after them."""
    for sentence in provisional_lines(district):
        put_line(sheet, row, sentence, book.style(bold=True, text_wrap=True), widths)
        row += 1
    return row


def _names(results: Sequence[AgencyResult]) -> str:
    named: list[str] = []
    room = ROOM
    for result in results:
        room -= display_width(result.agency.name) + 2
        if room < 0:
            break
        named.append(result.agency.name)
    rest = f"等，共 {len(results)} 个单位，名单见“报送情况”" if len(named) < len(results) else ""
    return "、".join(named) + rest
