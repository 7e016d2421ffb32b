"""变动: what stands in the sums other than it was sent: corrections of the office, adjustments, later returns."""

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.model import District, Number, Return

from .book import SHEET_ROWS, Book, put_head, put_line, put_row
from .words import source

NAME = "变动"
HEADS = ("类型", "单位", "指标", "原来", "现在", "谁改的", "原因", "来源文件")
WIDTHS = (10, 26, 36, 12, 12, 18, 44, 28)
_TOP = 2  # row of the heads
_PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?")

_Row = tuple[Number | str | None, ...]


def changes_sheet(book: Book, district: District) -> None:
    """Corrections first, then adjustments, then what later returns changed."""
    sheet = book.sheet(NAME, WIDTHS)
    rows = [*_corrections(district), *_adjustments(district), *_replaced(district)]
    put_line(sheet, 0, f"{district.name}{district.year}年度数据变动", book.title(), WIDTHS)
    put_line(sheet, 1, _note(len(rows)), book.note(), WIDTHS)
    put_head(sheet, _TOP, HEADS, book.head(), WIDTHS)
    sheet.freeze_panes(_TOP + 1, 2)
    sheet.repeat_rows(_TOP)
    text, centre = book.cell(text_wrap=True), book.cell(align="center", text_wrap=True)
    styles = [centre, text, text, centre, centre, text, text, text]
    shown = rows[: SHEET_ROWS - _TOP - 1]
    for row, values in enumerate(shown, start=_TOP + 1):
        put_row(sheet, row, values, styles, WIDTHS)
    if shown:
        sheet.autofilter(_TOP, 0, _TOP + len(shown), len(HEADS) - 1)


def _note(count: int) -> str:
    kinds = "更正：经核实改用的数；汇总调整：本地区对重复统计的更正；被取代：同一单位后来重新报送的变化。"
    return f"共 {count} 条。{kinds}" if count else f"没有变动。{kinds}"


def _corrections(district: District) -> Iterator[_Row]:
    for result in district.read:
        ret = result.judged.ret if result.judged else None
        for index in sorted(ret.corrections) if ret else ():
            assert ret is not None
            correction, figure = ret.corrections[index], district.form.figures[index]
            yield (
                "更正",
                result.agency.name,
                figure.title,
                _held(ret.raws[index]),
                correction.value,
                "，".join(part for part in (correction.who, correction.day) if part),
                correction.why or correction.note,
                source(ret.path, ret.member),
            )


def _adjustments(district: District) -> Iterator[_Row]:
    for result in district.included:
        if result.judged is None or not result.agency.is_adjustment:
            continue
        ret = result.judged.ret
        for figure in district.form.base:
            value = ret.values[figure.index]
            if value:
                yield (
                    "汇总调整",
                    result.agency.name,
                    figure.title,
                    None,
                    value,
                    result.agency.contact,
                    _reason(ret),
                    source(ret.path, ret.member),
                )


def _held(raw: str) -> Number | str:
    """What a cell held, as a number where it is nothing else: Excel marks numbers that are stored as text."""
    return Decimal(raw) if _PLAIN.fullmatch(raw) else raw or "（空白）"


def _reason(ret: Return) -> str:
    """What the adjustment itself says of its reason: its text, as far as it has one."""
    said = " ".join(text.strip() for text in ret.texts.values() if text.strip())
    return said[:300] or "没有写明原因；可以在它的填报表第一部分里写"


def _replaced(district: District) -> Iterator[_Row]:
    messages = {(f.path, f.member): f.message for f in district.findings if f.rule == "F04"}
    for item in district.replaced:
        where = source(item.path, item.member)
        later = f"后来报送了“{source(*item.by)}”"
        if not item.changes:
            words = messages.get((item.path, item.member), f"{later}，数字没有变化")
            yield "被取代", item.agency, None, None, None, "本单位", words, where
        for index, before, after in item.changes:
            title = district.form.figures[index].title
            yield (
                "被取代",
                item.agency,
                title,
                _held(before),
                _held(after),
                "本单位",
                later,
                where,
            )
