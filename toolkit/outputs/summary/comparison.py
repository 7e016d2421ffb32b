"""单位对比: an agency a row, the figures that are compared first, shares and rates."""

from collections.abc import Sequence
from decimal import Decimal

from toolkit.counted import Values, added
from toolkit.form import Form
from toolkit.model import ADJUSTMENT, AgencyResult, District, Number, column_name

from .book import ACCENT, Book, put_head, put_line, put_row
from .provisional import put_provisional
from .words import STATUS, yes_no
from .worth import Worths, worths_of

NAME = "单位对比"
FIGURES = (
    ("新收申请", "t3/new/total"),
    ("上年结转", "t3/carried_in/total"),
    ("办结", "t3/total/total"),
    ("予以公开", "t3/granted/total"),
    ("部分公开", "t3/partial/total"),
    ("结转下年", "t3/carried_out/total"),
    ("行政复议", "t4/review/total"),
    ("行政许可", "t2/licensing/decisions"),
    ("行政处罚", "t2/penalties/decisions"),
    ("行政强制", "t2/coercion/decisions"),
    ("规范性文件现行有效", "t2/normative_documents/in_force"),
    ("收费（万元）", "t2/fees/amount"),
)
SLOW = 0.8
"""Agencies that have answered less of what came in are set off."""

_NEW = "t3/new/total"
_LITIGATION = ("t4/litigation_direct/total", "t4/litigation_after_review/total")
RATES = ("占全部新收", "办结率", "公开率")
_REVIEWS = 1 + next(
    i for i, (name, _) in enumerate(FIGURES) if name == "行政复议"
)  # lawsuits stand behind them
_NAMES = [name for name, _ in FIGURES]
_NAMES.insert(_REVIEWS, "行政诉讼")
HEADS = ("单位", "状态", "计入汇总", *_NAMES, *RATES)
WIDTHS = (24, 8.5, 6, *(11.0 if "（" in name else 7.5 for name in _NAMES), *(8 for _ in RATES))


def comparison_sheet(book: Book, district: District) -> None:
    """Agencies by what they received, most first; the district's own line on top."""
    sheet = book.sheet(NAME, WIDTHS)
    put_line(sheet, 0, f"{district.name}{district.year}年度单位对比", book.title(), WIDTHS)
    put_line(
        sheet,
        1,
        "办结率＝办结÷（新收＋上年结转）；公开率＝（予以公开＋部分公开）÷办结；分母是 0 的空着，办结率不到八成的加粗。占比只算计入汇总的单位；"
        "计入汇总的单位里有哪个数读不出来，用到它的占比和合计的比率就空着。",
        book.note(),
        WIDTHS,
    )
    top = put_provisional(book, sheet, 2, district, WIDTHS)  # row of the heads
    put_head(sheet, top, HEADS, book.head(), WIDTHS)
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    worths = worths_of(district)
    everyone = _everyone(district, worths)
    text, centre = book.cell(text_wrap=True), book.cell(align="center")
    count, percent = book.cell(align="center"), book.cell(align="center", num_format="0.0%")
    styles = [text, centre, centre, *(count for _ in _NAMES), *(percent for _ in RATES)]
    bold = {"bold": True}
    total_styles = [
        book.cell(text_wrap=True, **bold),
        *(book.cell(align="center", **bold) for _ in range(2 + len(_NAMES))),
        *(book.cell(align="center", num_format="0.0%", **bold) for _ in RATES),
    ]
    put_row(sheet, top + 1, _total_row(district, worths, everyone), total_styles, WIDTHS)
    results = sorted(
        district.read,
        key=lambda r: (-(_value(worths[r.agency.name], _NEW, district.form) or 0), r.agency.name),
    )
    for row, result in enumerate(results, start=top + 2):
        put_row(
            sheet, row, _agency_row(district, result, worths[result.agency.name], everyone), styles, WIDTHS
        )
    last = top + 1 + len(results)
    # The arrows stand in the district's line, which is so neither sorted nor hidden, nor added to itself.
    sheet.autofilter(top + 1, 0, max(last, top + 2), len(HEADS) - 1)
    if results:
        bar = {
            "type": "data_bar",
            "bar_solid": True,
            "bar_color": "#9DB7D5",
            "bar_border_color": ACCENT,
            "bar_negative_color_same": True,
            "bar_negative_border_color_same": True,
        }
        sheet.conditional_format(top + 2, 3, last, 3, bar)
        # Bold as well as coloured: a print-out in black says the same.
        late = book.workbook.add_format({"bold": True, "font_color": ACCENT})
        rate = len(HEADS) - 2
        below = {"type": "formula", "criteria": _below(top + 3, rate), "format": late}
        sheet.conditional_format(top + 2, rate, last, rate, below)


def _below(row: int, column: int) -> str:
    """The condition that a rate of answering is under four fifths, for a rule that begins in that row (from 1)."""
    cell = f"{column_name(column)}{row}"
    return f'=AND({cell}<>"",{cell}<{SLOW})'


def _value(worth: Values, code: str, form: Form) -> Number | None:
    return worth[form.index[code]]


def _everyone(district: District, worths: Worths) -> Number | None:
    """What the agencies themselves received: a correction of double counting is nobody's share."""
    form = district.form
    own = [r.agency.name for r in district.included if not r.agency.is_adjustment]
    return added([_value(worths[name], _NEW, form) for name in own])


def _total_row(district: District, worths: Worths, everyone: Number | None) -> list[Number | str | None]:
    form = district.form
    figures = [district.totals[form.index[code]] for _, code in FIGURES]
    # A rate of a sum that lacks a part is none.
    whole = [
        value
        if all(_value(worths[r.agency.name], code, form) is not None for r in district.included)
        else None
        for value, (_, code) in zip(figures, FIGURES, strict=True)
    ]
    lawsuits = added([district.totals[form.index[code]] for code in _LITIGATION])
    share = _ratio(everyone, everyone)
    return [f"{district.name}合计", "", "", *_with_lawsuits(figures, lawsuits), share, *_rates(whole)]


def _agency_row(
    district: District, result: AgencyResult, worth: Values, everyone: Number | None
) -> list[Number | str | None]:
    form, correction = district.form, result.agency.is_adjustment
    figures = [_value(worth, code, form) for _, code in FIGURES]
    lawsuits = added([_value(worth, code, form) for code in _LITIGATION])
    share = _ratio(figures[0], everyone) if result.included else None
    return [
        result.agency.name,
        ADJUSTMENT if correction else STATUS[result.status],
        yes_no(result.included),
        *_with_lawsuits(figures, lawsuits),
        # A correction of double counting is no agency: it has no share and answers nothing.
        *((None, None, None) if correction else (share, *_rates(figures))),
    ]


def _with_lawsuits(figures: Sequence[Number | None], lawsuits: Number | None) -> list[Number | None]:
    """The figures of both kinds of lawsuits together stand behind the reviews."""
    return [*figures[:_REVIEWS], lawsuits, *figures[_REVIEWS:]]


def _rates(figures: Sequence[Number | None]) -> tuple[Number | None, Number | None]:
    """办结率 and 公开率 of FIGURES."""
    new, carried_in, done, granted, partial = figures[:5]
    return _ratio(done, added([new, carried_in])), _ratio(added([granted, partial]), done)


def _ratio(part: Number | None, whole: Number | None) -> Number | None:
    return None if part is None or not whole else Decimal(part) / Decimal(whole)
