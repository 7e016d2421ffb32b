"""问题清单: everything that was found, a line each."""

from collections.abc import Collection

from toolkit.model import District, Finding, Number

from .areas import can_be_looked_up, match_in, quoted
from .book import SHEET_ROWS, Book, put_head, put_line, put_row
from .order import rows_of_agencies
from .status import AGENCY_COLUMN
from .status import NAME as STATUS_SHEET
from .text import clean
from .words import SEVERITY, source

NAME = "问题清单"
HEADS = (
    "级别", "规则", "单位", "文件", "工作表", "单元格", "指标", "问题", "应为", "实为", "单位说明", "核实结论",
)  # fmt: skip
WIDTHS = (5, 5.5, 20, 16, 8, 6.5, 18, 44, 7, 7, 14, 14)
_CENTRED = {0, 1, 5, 8, 9}
_AGENCY = HEADS.index("单位")
_TOP = 2  # row of the heads
_LINKS = 20_000  # each looks its agency up when the workbook is opened


def findings_sheet(book: Book, district: District) -> None:
    """Errors first, then warnings, then notices; within them the run's order."""
    sheet = book.sheet(NAME, WIDTHS)
    order = list(SEVERITY)
    findings = sorted(district.findings, key=lambda finding: order.index(finding.severity))
    put_line(sheet, 0, f"{district.name}{district.year}年度问题清单", book.title(), WIDTHS)
    put_line(sheet, 1, _counts(findings), book.note(), WIDTHS)
    put_head(sheet, _TOP, HEADS, book.head(), WIDTHS)
    sheet.freeze_panes(_TOP + 1, 3)
    sheet.repeat_rows(_TOP)
    shown = findings[: SHEET_ROWS - _TOP - 1]
    text, centre = book.cell(text_wrap=True), book.cell(align="center", text_wrap=True)
    styles = [centre if column in _CENTRED else text for column in range(len(HEADS))]
    rows, linked = rows_of_agencies(district), book.linked(text_wrap=True)
    for row, finding in enumerate(shown, start=_TOP + 1):
        put_row(sheet, row, _row(district, finding), styles, WIDTHS)
        name = clean(finding.agency or "")
        if finding.agency in rows and row <= _LINKS and can_be_looked_up(name):
            sheet.write_formula(row, _AGENCY, _lead(name, rows.values()), linked, name)
    sheet.autofilter(_TOP, 0, _TOP + max(1, len(shown)), len(HEADS) - 1)


def _lead(name: str, rows: Collection[int]) -> str:
    """A link to the agency's line in 报送情况, wherever it stands after that sheet, or this one, was sorted.

    Args:
        rows: the lines of that sheet that hold agencies (zero-based).
    """
    above, last = min(rows), max(rows) + 1
    names = f"{STATUS_SHEET}!${AGENCY_COLUMN}${above + 1}:${AGENCY_COLUMN}${last}"
    return f'=HYPERLINK("#{STATUS_SHEET}!{AGENCY_COLUMN}"&{match_in(name, names)}+{above},{quoted(name)})'


def _counts(findings: list[Finding]) -> str:
    if not findings:
        return "没有发现问题。"
    counts = "，".join(
        f"{word} {sum(1 for f in findings if f.severity == severity)} 条"
        for severity, word in SEVERITY.items()
    )
    more = "" if len(findings) <= SHEET_ROWS - _TOP - 1 else "超过一张工作表的行数，其余见 run.json。"
    return f"共 {len(findings)} 条：{counts}。错误须退回修改，提示须核实，告知无须处理。点单位名称看它的报送情况。{more}"


def _row(district: District, finding: Finding) -> tuple[Number | str | None, ...]:
    figure = district.form.index.get(finding.figure) if finding.figure else None
    return (
        SEVERITY[finding.severity],
        finding.rule,
        finding.agency,
        source(finding.path, finding.member),
        finding.sheet,
        finding.cell,
        finding.figure if figure is None else district.form.figures[figure].title,
        finding.message,
        finding.expected,
        finding.actual,
        finding.explanation,
        finding.decision,
    )
