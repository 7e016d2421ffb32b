"""明细: the included agencies' base figures, one a row, as an Excel table for pivoting and filtering."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from toolkit.form import FigureSpec
from toolkit.model import District

from .book import SHEET_ROWS, Book

if TYPE_CHECKING:
    from .stream import Fragment, StreamedSheet

NAME = "明细"
TABLE_NAME = "明细"
LIMIT = SHEET_ROWS - 1  # rows below the head
COLUMNS = (
    ("年度", 7), ("单位编码", 12), ("单位名称", 28), ("类别", 14), ("表", 7), ("项目", 44), ("上级项目", 24),
    ("列", 26), ("环节", 11), ("计量单位", 10), ("指标代码", 36), ("数值", 12),
)  # fmt: skip


def detail_sheet(book: Book, district: District) -> None:
    widths = [width for _, width in COLUMNS]
    sheet = book.sheet(NAME, widths)
    n_rows = len(district.included) * len(district.form.base)
    if n_rows > LIMIT:
        sheet.write_string(
            0,
            0,
            f"明细共 {n_rows:,} 行，超过一张工作表的上限 {LIMIT:,} 行，不写入本表；"
            "完整明细见同一文件夹的 facts.csv（included 为 1、is_total 为 0 的行）。",
            book.style(),
        )
        return
    sheet.add_streamed_table(
        max(1, n_rows),
        len(COLUMNS) - 1,
        {
            "name": TABLE_NAME,
            "style": "Table Style Light 1",
            "columns": [{"header": name, "header_format": book.head()} for name, _ in COLUMNS],
        },
    )
    sheet.freeze_panes(1, 3)
    sheet.repeat_rows(0)
    sheet.ignore_errors({"number_stored_as_text": f"B2:B{n_rows + 2}"})
    sheet.stream(1, n_rows, len(COLUMNS), _rows(book, sheet, district))


def _rows(book: Book, sheet: "StreamedSheet", district: District) -> "Callable[[], Iterator[list[Fragment]]]":
    """Makes the rows anew when they are written; only the agencies' names are rendered now."""
    style = book.style(shrink=True)  # one line a row, and no long label cut off
    number = sheet.number_writer(style)
    year = sheet.number_writer(book.style(align="center"))(district.year)
    labels = [
        (figure.index, [sheet.text(t, style) for t in _labels(figure)]) for figure in district.form.base
    ]
    agencies = [
        ([sheet.text(t, style) for t in (r.agency.code, r.agency.name, r.agency.kind)], r.judged.ret.values)
        for r in district.included
        if r.judged is not None
    ]

    def rows() -> "Iterator[list[Fragment]]":
        for names, values in agencies:
            for index, texts in labels:
                yield [year, *names, *texts, number(values[index])]

    return rows


def _labels(figure: FigureSpec) -> tuple[str, ...]:
    """What stands in the columns from 表 to 指标代码."""
    return (
        figure.table.name,
        figure.row.label.text,
        figure.group_label,
        figure.column.label.text,
        figure.stage,
        figure.block.unit,
        figure.code,
    )
