"""报送情况: what became of every agency and of every file that was found."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.form import Form
from toolkit.model import AgencyResult, District, FileRecord, Number, column_name

from .book import HEI, Book, put_head, put_line, put_row
from .impact import SMALL, Impact
from .order import head_row, ranked
from .provisional import put_provisional
from .words import FILE_STATUS, STATUS, amount, beijing, source, yes_no

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NAME = "报送情况"
HEADS = (
    "单位编码", "单位名称", "类别", "状态", "计入汇总", "错误数", "提示数", "可能影响", "收到时间", "来源文件", "说明",
)  # fmt: skip
WIDTHS = (9, 28, 11, 9, 6, 6, 6, 8, 17, 34, 42)
_SHARE = HEADS.index("可能影响")
_CENTRED = range(3, 9)
AGENCY_COLUMN = column_name(HEADS.index("单位名称"))

_Row = tuple[Number | str | None, ...]


def status_sheet(book: Book, district: District) -> None:
    """One line an agency, what needs attention on top; below, the files that are no agency's accepted source."""
    sheet = book.sheet(NAME, WIDTHS)
    put_line(
        sheet, 0, f"{district.name}{district.year}年度政府信息公开工作年度报告报送情况", book.title(), WIDTHS
    )
    put_line(sheet, 1, _counts(district) + _reading(), book.note(), WIDTHS)
    put_provisional(book, sheet, 2, district, WIDTHS)
    head = head_row(district)
    put_head(sheet, head, HEADS, book.head(), WIDTHS)
    sheet.freeze_panes(head + 1, 2)
    sheet.repeat_rows(head)
    row = _write_agencies(book, sheet, head + 1, district)
    if row > head + 1:
        sheet.autofilter(head, 0, row - 1, len(HEADS) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A{head + 2}:A{row}"})
    _write_files(book, sheet, row + 1, district)


def _reading() -> str:
    return (
        "未报送的在最前，其次是要先打电话的：按“可能影响”从大到小。“可能影响”是没有弄清的数最多占同一指标合计的比例"
        f"（合计不到 {SMALL} 的按 {SMALL} 算；未报送的按上年的数估计），涉及哪个数见“说明”。"
        "收到时间是北京时间，邮件按发送时间，其他按文件保存时间。"
    )


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
    unread = _unread(district.files)
    for result, moves in ranked(district):
        bold = result.status != "accepted"
        values = _agency_row(district.form, result, moves, unread)
        put_row(sheet, row, values, _styles(book, bold), WIDTHS)
        row += 1
    return row


def _styles(book: Book, bold: bool) -> list["Format"]:
    text, centre = book.cell(text_wrap=True, bold=bold), book.cell(align="center", bold=bold)
    styles = [centre if column in _CENTRED else text for column in range(len(HEADS))]
    styles[_SHARE] = book.cell(align="center", bold=bold, num_format="0.0%")
    return styles


def _agency_row(form: Form, result: AgencyResult, moves: Impact | None, unread: Mapping[str, int]) -> _Row:
    agency, judged = result.agency, result.judged
    read = judged is not None
    to_ask = result.status == "missing" or bool(result.errors or result.warnings)
    return (
        agency.code,
        agency.name,
        agency.kind,
        STATUS[result.status],
        yes_no(result.included),
        result.errors if read else None,
        result.warnings if read else None,
        moves.share if moves and to_ask else None,
        beijing(judged.ret.saved) if judged is not None and judged.ret.saved else None,
        source(judged.ret.path, judged.ret.member) if judged is not None else None,
        _remark(form, result, moves if to_ask else None, unread.get(agency.name, 0)),
    )


def _remark(form: Form, result: AgencyResult, moves: Impact | None, unread: int) -> str:
    remarks = []
    if result.status == "missing" and unread:
        remarks.append(f"来件 {unread} 份无法读取，原因见下")
    if not result.agency.listed:
        remarks.append("不在名单上")
    if not result.agency.summed:
        remarks.append("名单写明不纳入汇总")
    if result.status == "returned" and result.included:
        remarks.append("有错误，暂按所报数字计入")
    if moves is not None:
        figure = form.figures[moves.figure]
        remarks.append(f"影响最大的是{figure.title}：{amount(moves.moved)}{figure.block.unit}")
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
    status = FILE_STATUS[record.status]
    return None, record.agency, None, status, None, None, None, None, None, path, record.reason
