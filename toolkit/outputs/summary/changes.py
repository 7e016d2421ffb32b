"""变动: what stands in the sums other than it was sent: corrections of the office, adjustments, later returns."""

from collections.abc import Iterator

from toolkit.model import District, Number

from .book import SHEET_ROWS, Book, put_head, put_line, put_row
from .words import source

NAME = "变动"
HEADS = ("类型", "单位", "指标", "原来", "现在", "说明", "来源文件")
WIDTHS = (10, 24, 34, 12, 12, 52, 26)
_TOP = 2  # row of the heads

_Row = tuple[Number | str | None, ...]


def changes_sheet(book: Book, district: District) -> None:
    """Corrections first, then adjustments, then what later returns changed."""
    sheet = book.sheet(NAME, WIDTHS)
    rows = [*_corrections(district), *_adjustments(district), *_superseded(district)]
    put_line(sheet, 0, f"{district.name}{district.year}年度数据变动", book.title(), WIDTHS)
    put_line(sheet, 1, _note(len(rows)), book.note(), WIDTHS)
    put_head(sheet, _TOP, HEADS, book.head(), WIDTHS)
    sheet.freeze_panes(_TOP + 1, 2)
    sheet.repeat_rows(_TOP)
    text, centre = book.cell(text_wrap=True), book.cell(align="center", text_wrap=True)
    styles = [centre, text, text, centre, centre, text, text]
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
            before = ret.raws[index] or "（空白）"
            yield (
                "更正",
                result.agency.name,
                figure.title,
                before,
                correction.value,
                correction.note,
                source(ret.path, ret.member),
            )


def _adjustments(district: District) -> Iterator[_Row]:
    for result in district.included:
        ret = result.judged.ret if result.judged and result.agency.is_adjustment else None
        for figure in district.form.base if ret else ():
            value = ret.values[figure.index] if ret else None
            if ret and value:
                note = "汇总调整，计入汇总"
                yield (
                    "汇总调整",
                    result.agency.name,
                    figure.title,
                    None,
                    value,
                    note,
                    source(ret.path, ret.member),
                )


def _superseded(district: District) -> Iterator[_Row]:
    for finding in district.findings:
        if finding.rule == "F04":
            where = source(finding.path, finding.member)
            yield ("被取代", finding.agency, None, None, None, finding.message, where)
