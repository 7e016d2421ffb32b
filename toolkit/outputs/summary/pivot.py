"""透视: a native PivotTable over 明细, with its cells filled in for programs that do not refresh it on opening."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from toolkit.form import Form
from toolkit.model import District, Number

from .book import Book, put, put_line
from .detail import TABLE_NAME, sum_of
from .grain import AGENCY, APPLICANT, OUTCOME, STAGE, TABLE, VALUE, YEAR, Grain, grain_of, shortened
from .groups import outcome_groups, results_by_group
from .pivot_parts import Pivot, PivotField, cache_definition, pivot_table
from .provisional import put_provisional
from .text import clean

if TYPE_CHECKING:
    from .stream import StreamedSheet

NAME = "透视"
ROW, KIND = AGENCY[1].name, AGENCY[2].name
FILTERS = (STAGE.name, TABLE.name, KIND, APPLICANT.name)
CAPTION = "合计：数值"
_NAME_WIDTH, _WIDTH, _COLUMNS = 30.0, 13.0, 8


def pivot_sheet(book: Book, district: District) -> None:
    """Agencies by outcome, the stage of outcomes selected; filters for stage, table, 类别 and applicant."""
    grain = grain_of(district)
    widths = [_NAME_WIDTH, *([_WIDTH] * _COLUMNS)]
    sheet = book.sheet(NAME, widths)
    put_line(sheet, 0, f"{district.name}{district.year}年度数据透视", book.title(), widths)
    put_line(sheet, 1, _note(district), book.note(), widths)
    row = put_provisional(book, sheet, 2, district, widths)
    # A PivotTable over a table without data stops Excel's opening with a question.
    if grain is None or not district.included:
        sheet.freeze_panes(row, 1)
        sheet.repeat_rows(0)
        return
    pivot = _pivot(district, grain, row + 1)
    top = pivot.top
    _paint(book, sheet, pivot, _sums(district, grain))
    sheet.freeze_panes(top + 2, 1)
    sheet.repeat_rows(top, top + 1)
    book.add_pivot(sheet, cache_definition(pivot), pivot_table(pivot, book.n_pivots + 1))


def _note(district: District) -> str:
    if not district.included:
        return "没有计入汇总的单位，没有可以透视的数。"
    return (
        "这是 Excel、WPS 的数据透视表，数据来自“明细”，打开时自动刷新。点表内任一格，可以在右侧换行、列和筛选；"
        "“环节”请只选一个：收到的和办结的不能相加。" + shortened(district)
    )


def _pivot(district: District, grain: Grain, first: int) -> Pivot:
    """The layout with its filters from row ``first`` on."""
    form = district.form
    names = [column.name for column in grain.columns]
    pages = tuple(name for name in FILTERS if name in names)
    texts = {
        column.name: tuple(dict.fromkeys(labels[place] for labels in grain.groups))
        for place, column in enumerate(grain.labels)
    }
    texts[ROW] = _different(result.agency.name for result in district.included)
    texts[KIND] = _different(result.agency.kind for result in district.included)
    texts[OUTCOME.name] = tuple(dict.fromkeys([*outcome_groups(form).values(), *texts[OUTCOME.name]]))
    stage = _stage(form)
    fields = []
    for column in grain.columns:
        name = column.name
        if name == ROW:
            fields.append(PivotField(name, "row", texts[name]))
        elif name == OUTCOME.name:
            fields.append(PivotField(name, "column", texts[name]))
        elif name in FILTERS:
            selected = texts[name].index(stage) if name == STAGE.name else None
            fields.append(PivotField(name, "page", texts[name], selected))
        else:
            fields.append(PivotField(name, numeric=name in (YEAR.name, VALUE.name)))
    return Pivot(
        source=TABLE_NAME,
        fields=tuple(fields),
        data=VALUE.name,
        caption=CAPTION,
        top=first + len(pages) + 1,
        left=0,
        rows=tuple(range(len(texts[ROW]))),
        columns=tuple(texts[OUTCOME.name].index(group) for group in results_by_group(form)),
        pages=pages,
    )


def _different(texts: Iterable[str]) -> tuple[str, ...]:
    """A pivot's items differ in more than capitals; texts stand as the cells have them."""
    return tuple({clean(text).casefold(): clean(text) for text in texts}.values())


def _stage(form: Form) -> str:
    """The stage of the outcomes of applications: the one that is selected."""
    first = next(iter(results_by_group(form).values()))[0]
    return form.figures[first].stage


def _sums(district: District, grain: Grain) -> Mapping[tuple[str, str], Number]:
    """(agency, outcome) -> what the pivot shows there."""
    stage = _stage(district.form)
    names = [column.name for column in grain.labels]
    place, stage_place = names.index(OUTCOME.name), names.index(STAGE.name)
    sums: dict[tuple[str, str], Number] = defaultdict(int)
    groups = [(labels[place], ids) for labels, ids in grain.groups.items() if labels[stage_place] == stage]
    for result in district.included:
        for group, indices in groups:
            value = sum_of(result.judged.ret.values, indices) if result.judged else None
            sums[clean(result.agency.name).casefold(), group] += value or 0
    return sums


def _paint(book: Book, sheet: "StreamedSheet", pivot: Pivot, sums: Mapping[tuple[str, str], Number]) -> None:
    """The cells as the program that opens the workbook will fill them."""
    text, bold = book.style(), book.style(bold=True)
    head = book.style(bold=True, bottom=1)
    fields = {field.name: field for field in pivot.fields}
    pages = [fields[name] for name in pivot.pages]
    for row, field in enumerate(pages, start=pivot.top - 1 - len(pages)):
        put(sheet, row, 0, field.name, text)
        chosen = "（全部）" if field.selected is None else field.items[field.selected]
        put(sheet, row, 1, chosen, text)
    rows, columns = pivot.fields[pivot.index("row")], pivot.fields[pivot.index("column")]
    outcomes = [columns.items[i] for i in pivot.columns]
    put(sheet, pivot.top, 0, pivot.caption, bold)
    put(sheet, pivot.top, 1, columns.name, bold)
    for column, title in enumerate((rows.name, *outcomes, "合计")):
        put(sheet, pivot.top + 1, column, title, head)
    whole: list[Number] = [0] * (len(outcomes) + 1)
    row = pivot.top + 2
    for i in pivot.rows:
        name = rows.items[i]
        values = [sums[name.casefold(), outcome] for outcome in outcomes]
        values.append(sum(values, 0))
        put(sheet, row, 0, name, text)
        for column, value in enumerate(values, start=1):
            put(sheet, row, column, value, text)
        whole = [total + value for total, value in zip(whole, values, strict=True)]
        row += 1
    put(sheet, row, 0, "合计", bold)
    for column, value in enumerate(whole, start=1):
        put(sheet, row, column, value, bold)
