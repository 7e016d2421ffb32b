"""同比: the district and its agencies against last year, as far as last year is known."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from toolkit.counted import added
from toolkit.form import Form
from toolkit.model import ADJUSTMENT, AgencyResult, District, LastYear, Number, YearBefore

from .book import Book, put, put_line
from .measure import height, lines_of_row
from .provisional import put_provisional
from .worth import worth_of

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
WIDTHS = (22.0, 20.0, *([7.2] * (len(FIGURES) * len(PARTS))))
SMALL = 10
"""Where both years are below this, a percentage would be silly."""

BOTH, NEW, ABSENT, GONE = "两年都有", "新增（上年没有）", "今年未报送", "上年有，今年没有"
NEVER = "今年未报送，上年也没有"
UNSENT = "上年未报送"
UNKNOWN = "上年数据里没有"

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
    arrows = row - 1  # in the last of the district's lines, which are so neither sorted nor hidden
    for values in _agency_rows(district, district.before):
        _write(sheet, row, values, _styles(book, bold=values[1] not in (BOTH, ADJUSTMENT)))
        row += 1
    sheet.autofilter(arrows if row - 1 > arrows else first - 1, 0, row - 1, len(WIDTHS) - 1)


def _note(district: District) -> str:
    if district.before is None:
        return "没有上年数据。把上年的输出文件夹、facts.csv 或上年的报告放在收件文件夹旁边的“上年”里，再运行一次。"
    year = district.before.year
    other = f"注意：上年数据写的是 {year} 年度。" if year not in (None, district.year - 1) else ""
    return (
        f"{other}“同口径”只算两年都计入汇总的单位。比例＝增减÷上年；上年是 0 的、两年都不到 {SMALL} 的不算。"
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


def _district_rows(district: District, before: YearBefore) -> list[_Row]:
    """The whole district against last year's, and the agencies alone that are in it in both years.

    While agencies are awaited the first would compare all of last year with a part of this one: it is not computed.
    """
    waiting = district.provisional or bool(district.incomplete)
    old = before.whole if before.whole is not None else _known(district, before)
    then = "上年已计入的单位（上年是阶段性汇总）" if before.provisional else "上年全部单位"
    waiting = waiting or before.provisional
    if all(value is None for value in old):
        all_words = "上年没有计入汇总的单位，没有可比的数"
    elif waiting:
        all_words = f"{then}；{'上年' if before.provisional else '今年'}没有报齐，不比较"
    else:
        all_words = f"{then}，今年计入汇总的"
    whole = _row(district.form, f"{district.name}合计", all_words, old, district.totals)
    if waiting:
        whole = _uncompared(whole)
    counted = [
        (result.agency.is_adjustment, worth_of(district, result), last.values)
        for result in district.included
        if (last := _last(result, before)) is not None and last.included and not _apart(result, last)
    ]
    apart = sum(
        1
        for r in district.included
        if (last := _last(r, before)) is not None and last.included and _apart(r, last)
    )
    like = _row(
        district.form,
        "同口径合计",
        f"两年都计入汇总的 {sum(not correction for correction, _, _ in counted)} 个单位"
        + ("和汇总调整" if any(correction for correction, _, _ in counted) else "")
        + (f"（没有报齐的 {apart} 个地区除外）" if apart else ""),
        _sum(district.form, [old for _, _, old in counted]),
        _sum(district.form, [now for _, now, _ in counted]),
    )
    return [like, whole] if waiting else [whole, like]


def _known(district: District, before: YearBefore) -> _Values:
    """The sum of what is known of last year, where no totals of it are."""
    left_out = {r.agency.name for r in district.agencies if not (r.agency.summed and r.agency.listed)}
    known = [last for name, last in before.agencies.items() if name not in left_out and last.included]
    return _sum(district.form, [last.values for last in (*known, *before.gone)])


def _agency_rows(district: District, before: YearBefore) -> Iterator[_Row]:
    nothing: _Values = (None,) * len(district.form.figures)
    for result in district.agencies:
        last = _last(result, before)
        words, apart = relation(result, last, before), _apart(result, last)
        old, now = last.values if last else nothing, worth_of(district, result)
        row = _row(district.form, result.agency.name, f"{words}；{apart}" if apart else words, old, now)
        yield _uncompared(row) if apart else row
    for last in before.gone:
        yield _row(district.form, "、".join(last.names), GONE, last.values, nothing)


def relation(result: AgencyResult, last: LastYear | None, before: YearBefore) -> str:
    """How the agency stands to last year's bodies: the same, new, merged, renamed, or not in yet.

    Only a run of last year knows who was there: where single reports are all that is known, nobody is new for certain.
    """
    if result.agency.is_adjustment:
        return ADJUSTMENT
    if last is None and result.agency.name in before.missing:
        known = UNSENT
    elif last is None:
        known = NEW if before.whole is not None else UNKNOWN
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
        return (
            f"{ABSENT}；{UNSENT}"
            if known == UNSENT
            else NEVER
            if before.whole is not None
            else f"{ABSENT}；{UNKNOWN}"
        )
    return ABSENT if known == BOTH else f"{ABSENT}；{known}"


def _last(result: AgencyResult, before: YearBefore) -> LastYear | None:
    own = result.judged.last_year if result.judged is not None else None
    return own or before.agencies.get(result.agency.name)


def _apart(result: AgencyResult, last: LastYear | None) -> str:
    """Why a district's two years are not compared: one of its summaries lacked agencies; empty where they are."""
    if result.judged is not None and result.judged.ret.partial:
        return "今年没有报齐，不比较"
    return "上年没有报齐，不比较" if last is not None and last.partial else ""


def _uncompared(row: _Row) -> _Row:
    """The row with both years' figures and without what lies between them."""
    kept = list(row)
    for i in range(len(FIGURES)):
        kept[2 + i * len(PARTS) + 2 : 2 + (i + 1) * len(PARTS)] = [None, None]
    return kept


def _row(form: Form, name: str, words: str, old: _Values, new: _Values) -> _Row:
    row: _Row = [name, words]
    for _, codes in FIGURES:
        then, now = (added(values[form.index[code]] for code in codes) for values in (old, new))
        change = None if then is None or now is None else now - then
        row += [then, now, change, _share(then, now)]
    return row


def _share(then: Number | None, now: Number | None) -> Number | None:
    if not then or now is None or (-SMALL < then < SMALL and -SMALL < now < SMALL):
        return None
    return (Decimal(now) - Decimal(then)) / abs(Decimal(then))


def _sum(form: Form, many: Sequence[_Values]) -> list[Number | None]:
    """Figure by figure; unknown where one of them is."""
    return [added(values[i] for values in many) for i in range(len(form.figures))]
