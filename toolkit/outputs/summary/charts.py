"""图表: native charts of the district: outcomes, who applied, and where. Their data are live formulas beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.model import District, Number

from .book import ACCENT, GREY, HEI, SONG, Book, put_line
from .groups import results_by_group
from .ledger import ledger_place
from .official import cell_of
from .provisional import put_provisional
from .text import as_number, clean

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NAME = "图表"
MOST = 5
"""Bars of a chart: what is beyond them is added up as the last one."""

WIDTHS = (30.0, 10.0, 3.0, *([9.5] * 10))
_CHART_COLUMN, _CHART_WIDTH, _CHART_HEIGHT = 3, 690, 300  # pixels
_BLOCK = 14  # rows of a chart with its data
_ROW = 22.5  # points of a row: 14 of them are the chart's height and a gap
_GB2312 = -122  # the character set 134 as the signed byte that DrawingML has it in
_NEW = "t3/new/total"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it stands for, the formula of its length without =, and its value."""

    label: str
    formula: str
    value: Number


@dataclass(frozen=True, slots=True)
class _Chart:
    title: str
    unit: str
    bars: list[Bar]


def charts_sheet(book: Book, district: District) -> None:
    sheet = book.sheet(NAME, WIDTHS, landscape=False)
    put_line(sheet, 0, f"{district.name}{district.year}年度图表", book.title(), WIDTHS)
    put_line(
        sheet,
        1,
        f"左边的数是公式，随“台账”变动；每张图最多 {MOST} 条，其余合为一条。",
        book.note(),
        WIDTHS,
    )
    row = put_provisional(book, sheet, 2, district, WIDTHS)
    sheet.freeze_panes(row, 0)
    sheet.repeat_rows(0)
    for chart in (_outcomes(district), _applicants(district), _agencies(district)):
        _write_chart(book, sheet, row + 1, chart)
        row += _BLOCK
    sheet.fit_to_pages(1, 1)


def _outcomes(district: District) -> _Chart:
    bars = [_sum_bar(district, group, indices) for group, indices in results_by_group(district.form).items()]
    return _Chart("申请办理结果", "件", shortened(bars, "种结果"))


def _applicants(district: District) -> _Chart:
    form = district.form
    new = next(
        identity for identity in form.identities_of("row_total") if identity.left == (form.index[_NEW],)
    )
    bars = [_sum_bar(district, form.figures[i].column.label.text, (i,)) for i in new.right]
    return _Chart("新收申请的申请人", "件", shortened(bars, "类申请人"))


def _agencies(district: District) -> _Chart:
    index, place = district.form.index[_NEW], ledger_place(district)
    bars = [
        Bar(
            result.agency.name,
            place.value_of(clean(result.agency.name), place.first + i, index),
            result.judged.ret.values[index] or 0,
        )
        for i, result in enumerate(district.included)
        if result.judged is not None and not result.agency.is_adjustment
    ]
    total = Bar("", cell_of(district, index), district.totals[index])
    corrected = any(result.agency.is_adjustment for result in district.included)
    return _Chart(
        "新收申请最多的单位", "件", shortened(bars, f"个单位{'和汇总调整' if corrected else ''}", total)
    )


def shortened(bars: Sequence[Bar], what: str, total: Bar | None = None) -> list[Bar]:
    """The longest bars first, at most ``MOST``; the rest as one, which is the total without those shown, where given."""
    ordered = sorted(bars, key=lambda bar: -bar.value)
    if len(ordered) <= MOST:
        return ordered
    shown, rest = ordered[: MOST - 1], ordered[MOST - 1 :]
    label = f"其余 {len(rest)} {what}"
    if total is None:
        formula = "+".join(bar.formula for bar in rest)
        return [*shown, Bar(label, formula, sum((bar.value for bar in rest), 0))]
    formula = "-".join([total.formula, *(bar.formula for bar in shown)])
    return [*shown, Bar(label, formula, total.value - sum((bar.value for bar in shown), 0))]


def _sum_bar(district: District, label: str, indices: Sequence[int]) -> Bar:
    """A row's figures over all applicants are its total's cell; the form's order puts them side by side."""
    form = district.form
    totals = {identity.right: identity.left[0] for identity in form.identities_of("row_total")}
    left = list(indices)
    cells: list[str] = []
    for parts, total in totals.items():
        if set(parts) <= set(left):
            cells.append(cell_of(district, total))
            left = [i for i in left if i not in parts]
    cells += [cell_of(district, i) for i in left]
    return Bar(label, "+".join(cells), sum((district.totals[i] for i in indices), 0))


def _write_chart(book: Book, sheet: "Worksheet", top: int, data: _Chart) -> None:
    for row in range(top, top + _BLOCK):
        sheet.set_row(row, _ROW)
    sheet.merge_range(top, 0, top, 1, "", book.head())
    sheet.write_string(top, 0, f"{data.title}（{data.unit}）", book.head())
    text, number = book.cell(text_wrap=True), book.cell()
    for row, bar in enumerate(data.bars, start=top + 1):
        sheet.write_string(row, 0, clean(bar.label), text)
        sheet.write_formula(row, 1, f"={bar.formula}", number, as_number(bar.value))
    if not data.bars:
        sheet.write_string(top + 1, 0, "没有计入汇总的单位", text)
        return
    last = top + len(data.bars)
    chart = book.workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": data.title,
            "categories": [NAME, top + 1, 0, last, 0],
            "values": [NAME, top + 1, 1, last, 1],
            "fill": {"color": ACCENT},
            "gap": 60,
            "data_labels": {"value": True, "font": _font(10)},
        }
    )
    chart.set_title({"name": f"{data.title}（{data.unit}）", "name_font": _font(12, HEI), "overlay": False})
    chart.set_legend({"none": True})
    # The first line of the data is the topmost bar.
    chart.set_y_axis(
        {"reverse": True, "num_font": _font(10), "line": {"color": GREY}, "major_tick_mark": "none"}
    )
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_size({"width": _CHART_WIDTH, "height": _CHART_HEIGHT})
    chart.set_chartarea({"border": {"color": "#A6A6A6"}})
    described = "；".join(f"{bar.label} {as_number(bar.value)} {data.unit}" for bar in data.bars)
    sheet.insert_chart(
        top,
        _CHART_COLUMN,
        chart,
        {"object_position": 2, "description": clean(f"条形图，{data.title}：{described}")},
    )


def _font(size: int, name: str = SONG) -> dict[str, str | int | bool]:
    return {"name": name, "size": size, "bold": False, "charset": _GB2312}
