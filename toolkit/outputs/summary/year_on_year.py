"""同比: the district and its agencies against last year, as far as last year is known."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from toolkit.form import Form
from toolkit.model import AgencyResult, District, LastYear, Number, YearBefore

from .book import Book, put, put_line
from .measure import height, lines_of_row
from .provisional import put_provisional

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NAME = "同比"
FIGURES = (
    ("新收申请", ("t3/new/total",)),
    ("办结", ("t3/total/total",)),
    ("结转下年", ("t3/carried_out/total",)),
    ("复议诉讼", ("t4/review/total", "t4/litigation_direct/total", "t4/litigation_after_review/total")),
    ("行政许可", ("t2/licensing/decisions",)),
)
PARTS = ("上年", "本年", "增减", "比例")
WIDTHS = (26.0, 24.0, *([8.0] * (len(FIGURES) * len(PARTS))))
SMALL = 10
"""Where both years are below this, a percentage would be silly."""

BOTH, NEW, ABSENT, GONE = "两年都有", "新增（上年没有）", "今年未报送", "上年有，今年没有"
NEVER = "今年未报送，上年也没有"

_Values = Sequence[Number | None]
_Row = list[Number | str | None]


def year_on_year_sheet(book: Book, district: District) -> None:
    """The district's two lines, its agencies, and the bodies that are no more."""
    sheet = book.sheet(NAME, WIDTHS)
    put_line(sheet, 0, f"{district.name}{district.year}年度与上年比较", book.title(), WIDTHS)
    put_line(sheet, 1, _note(district), book.note(), WIDTHS)
    head = put_provisional(book, sheet, 2, district, WIDTHS)  # first of the two rows of heads
    _write_head(book, sheet, head)
    sheet.freeze_panes(head + 2, 1)
    sheet.repeat_rows(head, head + 1)
    if district.before is None:
        return
    row = first = head + 2
    for values in _district_rows(district, district.before):
        _write(sheet, row, values, _styles(book, bold=True))
        row += 1
    for values in _agency_rows(district, district.before):
        _write(sheet, row, values, _styles(book, bold=values[1] != BOTH))
        row += 1
    sheet.autofilter(first - 1, 0, row - 1, len(WIDTHS) - 1)


def _note(district: District) -> str:
    if district.before is None:
        return "没有上年数据。把上年的输出文件夹、facts.csv 或上年的报告放在收件文件夹旁边的“上年”里，再运行一次。"
    year = district.before.year
    other = f"注意：上年数据写的是 {year} 年度。" if year not in (None, district.year - 1) else ""
    return (
        f"{other}“同口径”只算两年都有数、今年计入汇总的单位。比例＝增减÷上年；上年是 0 的、两年都不到 {SMALL} 的不算。"
        "新增、合并、更名、今年没有的单位加粗，见“与上年的对应”；不计入汇总的单位也列出，不在合计里。"
    )


def _write_head(book: Book, sheet: "Worksheet", top: int) -> None:
    head = book.head()
    for column, text in enumerate(("单位", "与上年的对应")):
        # Not merged, so that the filter's arrows stand in the lower row.
        sheet.write_blank(top, column, None, head)
        sheet.write_string(top + 1, column, text, head)
    for i, (name, _) in enumerate(FIGURES):
        left = 2 + i * len(PARTS)
        sheet.merge_range(top, left, top, left + len(PARTS) - 1, name, head)
        for j, part in enumerate(PARTS):
            sheet.write_string(top + 1, left + j, part, head)


def _styles(book: Book, bold: bool) -> list["Format"]:
    text = book.cell(text_wrap=True, bold=bold)
    number = book.cell(bold=bold)
    change = book.cell(bold=bold, num_format="+0;-0;0")
    percent = book.cell(bold=bold, num_format="+0.0%;-0.0%;0.0%")
    return [text, text, *([number, number, change, percent] * len(FIGURES))]


def _write(sheet: "Worksheet", row: int, values: _Row, styles: Sequence["Format"]) -> None:
    for column, (value, style) in enumerate(zip(values, styles, strict=True)):
        put(sheet, row, column, value, style)
    sheet.set_row(row, height(lines_of_row(values, WIDTHS)))


def _district_rows(district: District, before: YearBefore) -> Iterator[_Row]:
    left_out = {r.agency.name for r in district.agencies if not (r.agency.summed and r.agency.listed)}
    known = [last for name, last in before.agencies.items() if name not in left_out]
    whole = _sum(district.form, [last.values for last in (*known, *before.gone)])
    yield _row(
        district.form,
        f"{district.name}合计",
        "上年全部单位，今年计入汇总的",
        whole,
        district.totals,
    )
    pairs = [(result, _last(result, before)) for result in district.included]
    like = [
        (r.judged.ret.values, last.values) for r, last in pairs if r.judged is not None and last is not None
    ]
    yield _row(
        district.form,
        "同口径合计",
        f"两年都有数的 {len(like)} 个单位",
        _sum(district.form, [old for _, old in like]),
        _sum(district.form, [new for new, _ in like]),
    )


def _agency_rows(district: District, before: YearBefore) -> Iterator[_Row]:
    nothing: _Values = (None,) * len(district.form.figures)
    for result in district.agencies:
        last = _last(result, before)
        now = result.judged.ret.values if result.judged is not None else nothing
        yield _row(
            district.form, result.agency.name, relation(result, last), last.values if last else nothing, now
        )
    for last in before.gone:
        yield _row(district.form, "、".join(last.names), GONE, last.values, nothing)


def relation(result: AgencyResult, last: LastYear | None) -> str:
    """How the agency stands to last year's bodies: the same, new, merged, renamed, or not in yet."""
    if last is None:
        known = NEW
    elif len(last.names) > 1:
        known = f"合并（上年为{'、'.join(last.names)}）"
    elif last.names and last.names[0] not in (
        result.agency.name,
        result.agency.code,
        *result.agency.short_names,
    ):
        known = f"更名（上年为{last.names[0]}）"
    else:
        known = BOTH
    if result.judged is not None:
        return known
    if last is None:
        return NEVER
    return ABSENT if known == BOTH else f"{ABSENT}；{known}"


def _last(result: AgencyResult, before: YearBefore) -> LastYear | None:
    own = result.judged.last_year if result.judged is not None else None
    return own or before.agencies.get(result.agency.name)


def _row(form: Form, name: str, words: str, old: _Values, new: _Values) -> _Row:
    row: _Row = [name, words]
    for _, codes in FIGURES:
        then, now = (_total(values[form.index[code]] for code in codes) for values in (old, new))
        change = None if then is None or now is None else now - then
        row += [then, now, change, _share(then, now)]
    return row


def _share(then: Number | None, now: Number | None) -> Number | None:
    if not then or now is None or (-SMALL < then < SMALL and -SMALL < now < SMALL):
        return None
    return (Decimal(now) - Decimal(then)) / abs(Decimal(then))


def _sum(form: Form, many: Sequence[_Values]) -> list[Number | None]:
    """Figure by figure; unknown where one of them is."""
    return [_total(values[i] for values in many) for i in range(len(form.figures))]


def _total(values: Iterable[Number | None]) -> Number | None:
    sums: Number = 0
    for value in values:
        if value is None:
            return None
        sums += value
    return sums
