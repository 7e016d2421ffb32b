"""说明: what the workbook is, which returns count, what its sheets hold, how to pivot, and what the marks mean."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.model import UNNAMED_DISTRICT, District

from .book import HEI, Book, link, put_line
from .grain import shortened
from .measure import height, lines
from .provisional import put_provisional
from .text import clean
from .words import beijing

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NAME = "说明"
WIDTHS = (16.0, 100.0)

_SHEETS = (
    ("报送情况", "谁报了、谁没报、谁有问题、先给谁打电话；下面列出收到的其他文件和原因。"),
    ("单位对比", "每个单位一行：主要的数、占合计的比例、办结率、公开率、结转。"),
    ("同比", "合计和各单位与上年比较；新增、合并、更名、今年没有的单位分开写明。"),
    ("透视", "Excel、WPS 的数据透视表，打开时自动刷新，可以自己换行、列和筛选。"),
    ("图表", "办理结果、申请人、申请最多的单位。"),
    ("问题清单", "全部问题，一条一行，带单位的说明和核实结论，可以筛选；点单位名称看它的报送情况。"),
    ("变动", "与单位原来报的不同的数：更正、汇总调整、被后来的报送取代的，写明原来、现在、谁改的、为什么。"),
    ("台账", "每个单位一行，每个指标一列。三张表由它相加得出；汇总调整各占一行。"),
    ("明细", "计入汇总的每个数一行（不含合计），供筛选和透视，与“透视”是同一份数。"),
)
_PIVOT = (
    "1. 打开“透视”，点表内任一格，右侧出现字段列表；把字段拖到行、列、筛选里。",
    "2. “环节”请只选一个：收到的、办结的、结转的不能相加。“计量单位”是万元的（收费）不与件数相加。",
    "3. 要另做一张：点“明细”里任一格，插入 → 数据透视表；明细不含合计，不会重复相加。",
    "4. 改了“台账”以后，三张表和图表随公式变，透视、单位对比、同比不变：应当改原始报表，再运行一次。",
)
_LEGEND = (
    ("加粗", "要留意的：未报送、退回修改的单位，办结率不到八成的，与上年对不上的。"),
    ("空白", "没有可用的数（没有填、填的不是数），与 0 不同。单位没填而按 0 计的，“台账”里也空着。"),
    ("下划线", "可以点的：转到另一张表的有关行。"),
    ("阶段性汇总", "还有单位没报或要退回，合计不完整；全部齐了，这些字自动消失。"),
    ("错误、提示、告知", "错误须退回修改；提示须核实，记在“核实登记.xlsx”里；告知无须处理。"),
)


def intro_sheet(book: Book, district: District) -> None:
    sheet = book.sheet(NAME, WIDTHS, landscape=False)
    title = f"{district.name}{district.year}年度政府信息公开工作年度报告汇总表"
    put_line(sheet, 0, title, book.title(), WIDTHS)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    row = put_provisional(book, sheet, 1, district, WIDTHS)
    row = _texts(book, sheet, row, "这是什么", _purpose(district))
    row = _texts(book, sheet, row, "哪些报告计入", _counted(district))
    official = [(table.name, table.section.heading.text) for table in district.form.tables]
    sheets = [
        _SHEETS[0],
        *((name, f"合计，官方表样，每个数都是公式：{head}") for name, head in official),
        *_SHEETS[1:],
    ]
    row = _pairs(book, sheet, row, "各张表", sheets, linked=True)
    row = _texts(book, sheet, row, "怎样透视", [*_PIVOT, *([s] if (s := shortened(district)) else [])])
    _pairs(book, sheet, row, "标记", _LEGEND)


def _purpose(district: District) -> list[str]:
    unnamed = district.name == UNNAMED_DISTRICT
    made = (
        [f"生成时间：{beijing(district.made)}（北京时间）。收件有变化的，以后来生成的为准。"]
        if district.made
        else []
    )
    return [
        *made,
        f"本工作簿把各单位报送的 {district.year} 年度报告（国办公开办函〔2021〕30号表样）相加，得出合计的三张表，"
        "并列出每个单位的数、发现的问题和改动。",
        "它本身也是一份可以上报的报告：上一级把各地的汇总表放进收件文件夹运行，每个地区就是一个单位。"
        + ("上报之前请在名单里写“本级”一行，或运行时加 --name，写明地区名称。" if unnamed else ""),
    ]


def _counted(district: District) -> list[str]:
    agencies = [result for result in district.agencies if not result.agency.is_adjustment]
    adjustments = sum(1 for result in district.included if result.agency.is_adjustment)
    included = sum(1 for result in agencies if result.included)
    count = {
        status: sum(1 for r in agencies if r.status == status)
        for status in ("accepted", "returned", "missing")
    }
    sentences = [
        f"共 {len(agencies)} 个单位：已接收 {count['accepted']} 个，退回修改 {count['returned']} 个，"
        f"未报送 {count['missing']} 个。计入汇总的 {included} 个"
        + (f"，另有汇总调整 {adjustments} 份。" if adjustments else "。")
    ]
    returned = (
        "退回修改的按所报的数先计入（运行时加了 --include-returned），年度不符、用旧表样的除外"
        if district.settings.include_returned
        else "退回修改的、没有报的不计入"
    )
    sentences.append(
        f"计入的是：已接收的报告。{returned}；名单写明“纳入汇总”为否的、不在名单上的不计入。"
        "同一单位报了几次的，以最后一次为准。各单位的总计不直接相加，由分项之和算出。"
    )
    left_out = [
        r.agency.name for r in agencies if r.judged is not None and not (r.agency.summed and r.agency.listed)
    ]
    if left_out:
        names = "、".join(left_out[:20]) + (f"等 {len(left_out)} 个单位" if len(left_out) > 20 else "")
        sentences.append(f"读到了但不计入的（不纳入汇总或不在名单上）：{names}。")
    return sentences


def _heading(book: Book, sheet: "Worksheet", row: int, text: str) -> int:
    """An empty row, then the heading; gives the row after it."""
    put_line(sheet, row + 1, text, book.style(font_name=HEI, bold=True, font_size=11), WIDTHS)
    return row + 2


def _texts(book: Book, sheet: "Worksheet", row: int, heading: str, texts: Sequence[str]) -> int:
    row = _heading(book, sheet, row, heading)
    for text in texts:
        put_line(sheet, row, text, book.style(text_wrap=True), WIDTHS)
        row += 1
    return row


def _pairs(
    book: Book,
    sheet: "Worksheet",
    row: int,
    heading: str,
    pairs: Sequence[tuple[str, str]],
    linked: bool = False,
) -> int:
    row = _heading(book, sheet, row, heading)
    name_style = book.linked() if linked else book.cell(bold=True)
    text_style = book.cell(text_wrap=True)
    for name, text in pairs:
        if linked:
            link(sheet, row, 0, name, name, 0, name_style)
        else:
            sheet.write_string(row, 0, name, name_style)
        sheet.write_string(row, 1, clean(text), text_style)
        sheet.set_row(row, height(lines(text, WIDTHS[1])))
        row += 1
    return row
