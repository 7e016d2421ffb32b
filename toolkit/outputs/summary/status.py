"""报送情况: what became of every agency and of every file that was found."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.model import AgencyResult, District, FileRecord

from .book import HEI, Book, put_head, put_line, put_row
from .provisional import provisional_lines
from .words import FILE_STATUS, STATUS, source, yes_no

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NAME = "报送情况"
HEADS = ("单位编码", "单位名称", "类别", "状态", "纳入汇总", "错误数", "提示数", "来源文件", "说明")
WIDTHS = (11, 30, 13, 10, 7, 7, 7, 40, 36)

_Row = tuple[str | int | None, ...]


def status_sheet(book: Book, district: District) -> None:
    """One line an agency, what needs attention on top; below, the files that are no agency's accepted source."""
    sheet = book.sheet(NAME, WIDTHS)
    put_line(
        sheet, 0, f"{district.name}{district.year}年度政府信息公开工作年度报告报送情况", book.title(), WIDTHS
    )
    put_line(sheet, 1, _counts(district), book.note(), WIDTHS)
    row = 2
    for sentence in provisional_lines(district):
        put_line(sheet, row, sentence, book.style(bold=True, text_wrap=True), WIDTHS)
        row += 1
    put_head(sheet, row, HEADS, book.head(), WIDTHS)
    sheet.freeze_panes(row + 1, 2)
    sheet.repeat_rows(row)
    first = row + 1
    row = _write_agencies(book, sheet, first, district)
    if row > first:
        sheet.autofilter(first - 1, 0, row - 1, len(HEADS) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A{first + 1}:A{row}"})
    _write_files(book, sheet, row + 1, district)


def _counts(district: District) -> str:
    agencies = [result for result in district.agencies if not result.agency.is_adjustment]
    by_status = {status: sum(1 for r in agencies if r.status == status) for status in STATUS}
    parts = "，".join(
        f"{STATUS[status]} {by_status[status]} 个" for status in ("accepted", "returned", "missing")
    )
    adjustments = len(district.agencies) - len(agencies)
    extra = f"；另有汇总调整 {adjustments} 份" if adjustments else ""
    return f"共 {len(agencies)} 个单位：{parts}；计入汇总 {sum(r.included for r in agencies)} 个{extra}。"


def _write_agencies(book: Book, sheet: "Worksheet", row: int, district: District) -> int:
    """Returns the row after the last."""
    order = list(STATUS)
    unread = _unread(district.files)
    for result in sorted(district.agencies, key=lambda r: order.index(r.status)):
        bold = result.status != "accepted"
        put_row(sheet, row, _agency_row(result, unread), _styles(book, bold), WIDTHS)
        row += 1
    return row


def _styles(book: Book, bold: bool) -> list["Format"]:
    text, centre = book.cell(text_wrap=True, bold=bold), book.cell(align="center", bold=bold)
    return [centre if 3 <= column <= 6 else text for column in range(len(HEADS))]


def _agency_row(result: AgencyResult, unread: Mapping[str, int]) -> _Row:
    agency, judged = result.agency, result.judged
    read = judged is not None
    return (
        agency.code,
        agency.name,
        agency.kind,
        STATUS[result.status],
        yes_no(result.included),
        result.errors if read else None,
        result.warnings if read else None,
        source(judged.ret.path, judged.ret.member) if judged is not None else None,
        _remark(result, unread.get(agency.name, 0)),
    )


def _remark(result: AgencyResult, unread: int) -> str:
    remarks = []
    if result.status == "missing" and unread:
        remarks.append(f"来件 {unread} 份无法读取，原因见下")
    if not result.agency.listed:
        remarks.append("不在名单上")
    if not result.agency.summed:
        remarks.append("名单写明不纳入汇总")
    if result.status == "returned" and result.included:
        remarks.append("有错误，暂按所报数字计入")
    return "；".join(remarks)


def _unread(files: Sequence[FileRecord]) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for record in files:
        if record.status == "rejected" and record.agency is not None:
            counts[record.agency] += 1
    return counts


def _write_files(book: Book, sheet: "Worksheet", row: int, district: District) -> None:
    """The files that are not named in the block above, in its columns: the sheet accounts for every file."""
    named = {(r.judged.ret.path, r.judged.ret.member) for r in district.agencies if r.judged is not None}
    order = list(FILE_STATUS)
    others = sorted(
        (record for record in district.files if (record.path, record.member) not in named),
        key=lambda record: order.index(record.status),
    )
    put_line(
        sheet,
        row,
        f"其他收到的文件：{len(others)} 个",
        book.style(font_name=HEI, bold=True, font_size=11),
        WIDTHS,
    )
    styles = _styles(book, bold=False)
    for offset, record in enumerate(others, start=row + 1):
        put_row(sheet, offset, _file_row(record), styles, WIDTHS)


def _file_row(record: FileRecord) -> _Row:
    path = source(record.path, record.member)
    return None, record.agency, None, FILE_STATUS[record.status], None, None, None, path, record.reason
