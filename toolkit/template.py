"""The workbook that the office sends out, made from the form: cover, narrative sheets, the official tables.

One sheet a part, at most one official table a sheet, in the official layout. Agencies can type only into the
tinted cells; totals are formulas; a very hidden sheet says which form, template, year and agency it was made for.
With a Content it is the workbook as an agency sends it back.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from toolkit.form import FigureSpec, Form, Section
from toolkit.formulas import figure_places, total_formulas
from toolkit.layout import layout_of
from toolkit.model import META_SHEET, Agency, CellError, Number
from toolkit.reading.explanations import ABOUT, TEXT
from toolkit.reading.explanations import SHEET as EXPLANATIONS
from toolkit.reading.ticks import LABEL as TICK_LABEL

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

VERSION = "1"
BLANK_NAME = "政府信息公开工作年度报告（填报表）.xlsx"

# The same inputs give the same bytes: the notice's own date stands for the time of making.
_MADE = datetime(2021, 9, 26, tzinfo=UTC).replace(tzinfo=None)

_INPUT = "#FFF9E5"
_HEAD = "#EEF2F7"
_NOTE = "#5F6B7A"
TABLE_TOP = 4  # row of a table sheet in which the table begins
_LABEL_WIDTHS = {"t2": (26.0,), "t3": (9.0, 13.0, 38.0), "t4": ()}
_FIGURE_WIDTHS = {"t2": 20.0, "t3": 10.5, "t4": 7.5}
_HINTS = {
    "s1": "按五个方面分别填写。没有发生的事项请直接写明，例如“未收到政府信息公开申请”。",
    "s5": "先逐条写存在的主要问题，再按同样的次序写改进情况。",
    "s6": "必须写明是否收取信息处理费、收取多少元（国办函〔2020〕109号）；没有其他事项的也请写明。",
}
_EXPLAIN_HINT = (
    "没有要说明的不填。数字与上年相差较大、与上年接不上、空白确为零等情况，在这里写明原因，可以少打一次电话。"
    "左边写指标名称（例如“行政许可”）或规则代码（例如 H02），右边写说明。"
)
_EXPLANATION_ROWS = 12
_TEXT_LINE = 35  # Chinese characters of a narrative box in one line
_EXPLANATION_LINE = 26  # likewise of an explanation
_TICK = "√"

Typed = Number | str | CellError
"""What a cell of a table is given: a number, text, or a spreadsheet error."""


@dataclass(frozen=True, slots=True)
class Content:
    """What an agency has filled in, saved as a spreadsheet program saves it: formulas with their results.

    Attributes:
        cells: what is typed, by figure code. A total that is named here is typed over its formula; a base figure
            that is not named stays empty.
        texts: for each narrative section the text of its boxes in order (section one: an opening, then the aspects).
        ticked: tables beside which 本表全部为零 is ticked.
        cover: what stands on the cover, by label, in place of what the office had written there.
        saved: when the workbook was saved, UTC; None for the time that blank workbooks have.
        explanations: rows of 情况说明: what is spoken of, and the explanation.
    """

    cells: Mapping[str, Typed] = field(default_factory=dict)
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ticked: frozenset[str] = frozenset()
    cover: Mapping[str, str | int] = field(default_factory=dict)
    saved: datetime | None = None
    explanations: Sequence[tuple[str, str]] = ()


_EMPTY = Content()


def build_template(
    form: Form, year: int | None = None, agency: Agency | None = None, content: Content | None = None
) -> bytes:
    """A workbook to fill in, blank or with the agency's name and the year on its cover; the same bytes every time.

    Args:
        content: what an agency has filled in; None for a workbook to send out.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    content = content or _EMPTY
    made = content.saved.astimezone(UTC).replace(tzinfo=None) if content.saved else _MADE
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties(
        {"title": "政府信息公开工作年度报告填报表", "created": made, "comments": form.issued_by}
    )
    book.set_calc_mode("auto")
    formats = _Formats(book)
    _cover(book, formats, form, year, agency, content)
    results = total_results(form, content.cells)
    for section in form.sections:
        sheet = book.add_worksheet(section.heading.text)
        _page(sheet)
        if section.kind == "narrative":
            _narrative(sheet, formats, section, content.texts.get(section.id, ()))
        else:
            _table(sheet, formats, form, section, content, results)
        sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})
    _explanations(book, formats, content)
    _meta(book, form, year, agency)
    book.close()
    return buffer.getvalue()


def total_results(form: Form, cells: Mapping[str, Typed]) -> Mapping[int, Number | CellError]:
    """What a spreadsheet computes for each of the form's totals: text counts as nothing, an error spreads."""
    values: dict[int, Typed] = {form.index[code]: typed for code, typed in cells.items()}
    results: dict[int, Number | CellError] = {}
    for identity in form.totals:
        parts = [values.get(i, 0) for i in identity.right]
        error = next((part for part in parts if isinstance(part, CellError)), None)
        result = (
            sum((part for part in parts if not isinstance(part, str | CellError)), 0)
            if error is None
            else error
        )
        results[identity.left[0]] = result
        values.setdefault(identity.left[0], result)
    return results


class _Formats:
    """The few looks that the workbook uses."""

    def __init__(self, book: Workbook) -> None:
        base: dict[str, Any] = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        boxed = base | {"border": 1, "text_wrap": True}

        def add(**more: Any) -> Any:
            return book.add_format(base | more)

        def box(**more: Any) -> Any:
            return book.add_format(boxed | more)

        self.plain = add()
        self.title = add(font_size=20, bold=True, align="center", text_wrap=True)
        self.heading = add(font_size=14, bold=True)
        self.note = add(font_size=10, font_color=_NOTE, text_wrap=True)
        self.label = box(bg_color=_HEAD, align="center")
        self.row_label = box(bg_color=_HEAD)
        self.field = box(bg_color=_INPUT, locked=False, align="left", indent=1)
        self.text = box(bg_color=_INPUT, locked=False, valign="top", font_size=12)
        self.tick = box(bg_color=_INPUT, locked=False, align="center")
        self.count = box(bg_color=_INPUT, locked=False, align="center", num_format="0")
        self.amount = box(bg_color=_INPUT, locked=False, align="center", num_format="0.######")
        self.total = box(bg_color=_HEAD, align="center", num_format="0", bold=True)


def _page(sheet: Worksheet) -> None:
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.hide_gridlines(2)


def _cover(
    book: Workbook, formats: _Formats, form: Form, year: int | None, agency: Agency | None, content: Content
) -> None:
    sheet = book.add_worksheet("封面")
    _page(sheet)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 62)
    sheet.set_row(0, 64)
    sheet.merge_range(0, 0, 0, 1, "政府信息公开工作年度报告填报表", formats.title)
    fields: list[tuple[str, str | int | None]] = [
        ("单位名称", agency.name if agency else None),
        ("单位编码", agency.code if agency and agency.code != agency.name else None),
        ("年度", year),
        ("填报人", None),
        ("联系电话", None),
        ("填报日期", None),
    ]
    for row, (label, given) in enumerate(fields, start=2):
        value = content.cover.get(label, given)
        sheet.set_row(row, 26)
        sheet.write_string(row, 0, label, formats.label)
        if value is None:
            sheet.write_blank(row, 1, None, formats.field)
        elif isinstance(value, int):
            sheet.write_number(row, 1, value, formats.field)
        else:
            sheet.write_string(row, 1, value, formats.field)
    notes = (
        "填写说明",
        "1．只填浅黄色单元格；灰色单元格是官方表样和自动合计，不要改动，也不要插入、删除行列。",
        "2．数量填整数，收费金额按万元填写、可带小数；没有发生的填 0，不要填“无”“/”或“-”。",
        f"3．一张表确实全部没有发生的，在表上方“{TICK_LABEL}”右边选“√”，表内可以不填；没有勾选又全部空白的表按漏填退回。",
        "4．第一、五、六部分在对应的工作表里写文字，文字里的数字要与表格一致。",
        f"5．表格依据：{form.issued_by}。填好后保存为 Excel 工作簿（.xlsx），作为附件发回。",
    )
    for row, note in enumerate(notes, start=len(fields) + 3):
        sheet.set_row(row, 20 if row == len(fields) + 3 else 34)
        sheet.merge_range(row, 0, row, 1, note, formats.heading if row == len(fields) + 3 else formats.note)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _narrative(sheet: Worksheet, formats: _Formats, section: Section, texts: Sequence[str]) -> None:
    sheet.set_column(0, 0, 80)
    # The hint stands above the heading: what is below the heading is read as the agency's own text.
    sheet.write_string(0, 0, f"填写提示：{_HINTS[section.id]}", formats.note)
    sheet.set_row(0, 30)
    sheet.write_string(1, 0, section.heading.text, formats.heading)
    sheet.set_row(1, 28)
    boxes = [None, *section.aspects] if section.aspects else [None]
    row = 2
    for number, aspect in enumerate(boxes):
        if aspect is not None:
            sheet.write_string(
                row, 0, f"（{'一二三四五六七八九'[number - 1]}）{aspect.text}", formats.heading
            )
            sheet.set_row(row, 24)
            row += 1
        height = 60 if section.aspects and aspect is None else 110 if section.aspects else 320
        text = texts[number] if number < len(texts) else ""
        sheet.set_row(row, max(height, min(400, 8 + 17 * _lines(text))))
        if text:
            sheet.write_string(row, 0, text, formats.text)
        else:
            sheet.write_blank(row, 0, None, formats.text)
        row += 1


def _explanations(book: Workbook, formats: _Formats, content: Content) -> None:
    """Where the agency may say beforehand what the office would ask it by phone."""
    sheet = book.add_worksheet(EXPLANATIONS)
    _page(sheet)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 60)
    sheet.merge_range(0, 0, 0, 1, EXPLANATIONS, formats.heading)
    sheet.merge_range(1, 0, 1, 1, f"填写提示：{_EXPLAIN_HINT}", formats.note)
    sheet.set_row(0, 28)
    sheet.set_row(1, 34)
    sheet.write_string(2, 0, ABOUT, formats.label)
    sheet.write_string(2, 1, TEXT, formats.label)
    sheet.set_row(2, 24)
    for number in range(max(_EXPLANATION_ROWS, len(content.explanations))):
        row = 3 + number
        given = content.explanations[number] if number < len(content.explanations) else ("", "")
        sheet.set_row(row, max(36, min(400, 8 + 17 * _lines(given[1], _EXPLANATION_LINE))))
        for column, text in enumerate(given):
            if text:
                sheet.write_string(row, column, text, formats.text)
            else:
                sheet.write_blank(row, column, None, formats.text)
    sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})


def _lines(text: str, width: int = _TEXT_LINE) -> int:
    """How many lines a text takes in its box, ``width`` Chinese characters each."""
    return sum(-(-len(line) // width) for line in text.splitlines())


def _table(
    sheet: Worksheet,
    formats: _Formats,
    form: Form,
    section: Section,
    content: Content,
    results: Mapping[int, Number | CellError],
) -> None:
    layout = layout_of(form, section.id)
    if layout.n_rows < layout.n_columns:
        sheet.set_landscape()
    for column, width in enumerate(_LABEL_WIDTHS[section.id]):
        sheet.set_column(column, column, width)
    sheet.set_column(layout.label_columns, layout.n_columns - 1, _FIGURE_WIDTHS[section.id])
    sheet.write_string(0, 0, section.heading.text, formats.heading)
    sheet.set_row(0, 28)
    unit = (
        "数量填整数（件）；收费金额单位为万元。"
        if section.id == "t2"
        else "单位：件。只填整数，灰色合计自动计算。"
    )
    sheet.merge_range(1, 0, 1, layout.n_columns - 1, unit, formats.note)
    _tick(sheet, formats, layout.n_columns, section.id in content.ticked)
    places = figure_places(layout, TABLE_TOP)
    formulas = total_formulas(form, places)
    for cell in layout.cells:
        row, column = TABLE_TOP + cell.row, cell.column
        style = _style(formats, cell.kind, cell.figure)
        if cell.height > 1 or cell.width > 1:
            last = (row + cell.height - 1, column + cell.width - 1)
            sheet.merge_range(row, column, *last, cell.text or None, style)
        elif cell.figure is None:
            sheet.write_string(row, column, cell.text, style)
        if cell.figure is None:
            continue
        typed = content.cells.get(cell.figure.code)
        if typed is not None:
            _type(sheet, row, column, typed, style)
        elif cell.figure.index in formulas:
            sheet.write_formula(
                row, column, formulas[cell.figure.index], style, _stored(results[cell.figure.index])
            )
        elif cell.height == cell.width == 1:
            sheet.write_blank(row, column, None, style)
        if not cell.figure.is_total:
            sheet.data_validation(row, column, row, column, _validation(cell.figure))
    for row in range(layout.n_rows):
        longest = max(
            (len(cell.text) for cell in layout.cells if cell.row == row and cell.kind == "row"), default=0
        )
        is_last_head = layout.head_rows > 0 and row == layout.head_rows - 1
        sheet.set_row(TABLE_TOP + row, 36 if longest > 26 or is_last_head else 24)
    if layout.head_rows:
        sheet.freeze_panes(TABLE_TOP + layout.head_rows, layout.label_columns)
        sheet.repeat_rows(TABLE_TOP, TABLE_TOP + layout.head_rows - 1)


def _type(sheet: Worksheet, row: int, column: int, typed: Typed, style: Any) -> None:
    """Put into a cell what was typed; an error is the result of a formula whose reference is gone."""
    if isinstance(typed, CellError):
        sheet.write_formula(row, column, f"={typed.code}", style, typed.code)
    elif isinstance(typed, str):
        sheet.write_string(row, column, typed, style)
    else:
        sheet.write_number(row, column, float(typed), style)


def _stored(result: Number | CellError) -> float | int | str:
    if isinstance(result, CellError):
        return result.code
    return result if isinstance(result, int) else float(result)


def _tick(sheet: Worksheet, formats: _Formats, n_columns: int, ticked: bool) -> None:
    # Narrow columns: the label spans as many as its text needs.
    span = 1 if n_columns <= 4 else 2 if n_columns <= 10 else 3
    if span > 1:
        sheet.merge_range(2, 0, 2, span - 1, TICK_LABEL, formats.label)
    else:
        sheet.write_string(2, 0, TICK_LABEL, formats.label)
    if ticked:
        sheet.write_string(2, span, _TICK, formats.tick)
    else:
        sheet.write_blank(2, span, None, formats.tick)
    sheet.set_row(2, 24)
    sheet.data_validation(
        2,
        span,
        2,
        span,
        {
            "validate": "list",
            "source": [_TICK],
            "input_title": TICK_LABEL,
            "input_message": "确认整张表没有发生任何事项时选“√”，表内可以不填。",
            "error_title": "请从列表选择",
            "error_message": "确认全部为零时选“√”，否则留空。",
        },
    )


def _style(formats: _Formats, kind: str, figure: FigureSpec | None) -> Any:
    if figure is None:
        return formats.row_label if kind in ("row", "corner") else formats.label
    if figure.is_total:
        return formats.total
    return formats.amount if figure.block.type == "amount" else formats.count


def _validation(figure: FigureSpec) -> dict[str, Any]:
    amount = figure.block.type == "amount"
    return {
        "validate": "decimal" if amount else "integer",
        "criteria": ">=",
        "value": 0,
        "error_title": "请填数字",
        "error_message": "请填大于或等于 0 的数，单位为万元。"
        if amount
        else "请填大于或等于 0 的整数；没有发生填 0。",
    }


def _meta(book: Workbook, form: Form, year: int | None, agency: Agency | None) -> None:
    sheet = book.add_worksheet(META_SHEET)
    rows = (
        ("form", form.id),
        ("template_version", VERSION),
        ("year", "" if year is None else str(year)),
        ("agency_code", agency.code if agency else ""),
        ("agency_name", agency.name if agency else ""),
    )
    for number, (key, value) in enumerate(rows):
        sheet.write_string(number, 0, key)
        sheet.write_string(number, 1, value)
    sheet.very_hidden()
