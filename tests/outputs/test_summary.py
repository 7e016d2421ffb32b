"""汇总表.xlsx: figures, formulas and words, read back by programs other than the one that wrote them."""

import io
import random
import re
import subprocess
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.cell import get_column_letter, range_boundaries
from python_calamine import CalamineWorkbook

from tests.factory import FORM, complete, make_district, random_base
from toolkit.layout import layout_of
from toolkit.model import Agency, AgencyResult, District, FileRecord, Finding, Judged
from toolkit.outputs.summary import FILE_NAME, comparison, findings, grain, status, write_summary
from toolkit.outputs.summary.groups import applicant, outcome
from toolkit.outputs.summary.measure import lines
from toolkit.outputs.summary.text import as_number, clean

LONG_NAME = "甲区综合行政执法局（甲区城市管理局、甲区市容环境卫生管理处、甲区数字化城市管理监督指挥中心、甲区城市管理行政执法大队）"
NAMES = ("甲区财政局", "东门街道办事处", "甲区教育局", "甲区卫生健康委员会", "西关街道办事处")
SHEETS = [
    "说明", "报送情况", "表二", "表三", "表四", "单位对比", "同比", "透视", "图表", "问题清单", "变动", "台账", "明细",
]  # fmt: skip
HEAD_ROW, FIRST_ROW, LEADING = 5, 6, 5  # of 台账, as a reader of the sheet counts them


def district_of(
    seed: int, n: int = 4, returned: tuple[str, ...] = (), missing: tuple[str, ...] = ()
) -> District:
    rng = random.Random(seed)
    return make_district({name: random_base(rng) for name in NAMES[:n]}, returned=returned, missing=missing)


def written(district: District, folder: Path) -> Path:
    write_summary(district, folder)
    return folder / FILE_NAME


def change(district: District, name: str, **changes: object) -> District:
    """The district with changes to one agency's result; totals are left as they are."""
    agencies = tuple(replace(r, **changes) if r.agency.name == name else r for r in district.agencies)
    return replace(district, agencies=agencies)


def with_value(result: AgencyResult, code: str, value: int | Decimal | None) -> AgencyResult:
    assert result.judged is not None
    values = list(result.judged.ret.values)
    values[FORM.index[code]] = value
    ret = replace(result.judged.ret, values=tuple(values))
    return replace(result, judged=replace(result.judged, ret=ret))


def totals_of(district: District) -> tuple[int | Decimal, ...]:
    """Sums of what the included agencies' returns hold, computed afresh."""
    rows = [r.judged.ret.values for r in district.agencies if r.included and r.judged]
    return complete({f.code: sum((row[f.index] or 0 for row in rows), 0) for f in FORM.base})


def grid(path: Path, sheet: str) -> list[list[object]]:
    """All cells as stored, from A1 on."""
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def places(rows: list[list[object]], table_id: str) -> Iterator[tuple[int, int, int]]:
    """(row, column, figure) of every figure on an official sheet, found by the layout's first label."""
    layout = layout_of(FORM, table_id)
    top = next(i for i, row in enumerate(rows) if row[0] == layout.cells[0].text)
    for cell in layout.cells:
        if cell.figure is None:
            assert rows[top + cell.row][cell.column] == cell.text
        else:
            yield top + cell.row, cell.column, cell.figure.index


def official_values(path: Path) -> dict[int, float]:
    values: dict[int, float] = {}
    for table in FORM.tables:
        rows = grid(path, table.name)
        values |= {index: rows[r][c] for r, c, index in places(rows, table.id)}
    return values


def assert_totals(found: dict[int, float], totals: tuple[int | Decimal, ...]) -> None:
    assert len(found) == len(FORM.figures) == 200
    for figure in FORM.figures:
        assert found[figure.index] == pytest.approx(float(totals[figure.index]), abs=1e-9), figure.code


class Evaluator:
    """Computes the workbook's own formulas, which are nothing but =SUM(areas)."""

    def __init__(self, path: Path) -> None:
        self.book = openpyxl.load_workbook(path)

    def value(self, sheet: str, row: int, column: int) -> Decimal:
        content = self.book[sheet].cell(row, column).value
        if not isinstance(content, str) or not content.startswith("="):
            return Decimal(str(content)) if isinstance(content, int | float) else Decimal(0)
        match = re.fullmatch(r"=SUM\((.*)\)", content)
        assert match, content
        return sum((self.area(sheet, area) for area in match[1].split(",")), Decimal(0))

    def area(self, sheet: str, area: str) -> Decimal:
        if "!" in area:
            sheet, area = area.split("!")
            sheet = sheet.strip("'")
        left, top, right, bottom = range_boundaries(area)
        cells = [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
        return sum((self.value(sheet, r, c) for r, c in cells), Decimal(0))

    def official(self) -> dict[int, float]:
        values: dict[int, float] = {}
        for table in FORM.tables:
            rows = [
                ["" if v is None else v for v in row]
                for row in self.book[table.name].iter_rows(values_only=True)
            ]
            for r, c, index in places(rows, table.id):
                assert str(rows[r][c]).startswith("=SUM("), "a figure that is no formula"
                values[index] = float(self.value(table.name, r + 1, c + 1))
        return values


# ---------------------------------------------------------------- official tables


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    n=st.integers(0, 5),
    returned=st.sets(st.sampled_from(NAMES)),
    missing=st.booleans(),
)
def test_stored_values_and_formulas_give_the_totals(
    tmp_path_factory: pytest.TempPathFactory, seed: int, n: int, returned: set[str], missing: bool
) -> None:
    district = district_of(seed, n, tuple(returned), ("甲区水务局",) if missing else ())
    path = written(district, tmp_path_factory.mktemp("summary"))
    assert_totals(official_values(path), district.totals)
    assert_totals(Evaluator(path).official(), district.totals)


def test_base_figures_add_up_the_column_of_their_own_code(tmp_path: Path) -> None:
    district = district_of(3, returned=("甲区教育局",))
    book = openpyxl.load_workbook(written(district, tmp_path))
    ledger = book["台账"]
    for table in FORM.tables:
        sheet = book[table.name]
        rows = [["" if v is None else v for v in row] for row in sheet.iter_rows(values_only=True)]
        for r, c, index in places(rows, table.id):
            figure = FORM.figures[index]
            if figure.is_total:
                assert "台账" not in rows[r][c]  # parts on the sheet itself
                continue
            match = re.fullmatch(r"=SUM\('台账'!([A-Z]+)(\d+):\1(\d+)\)", rows[r][c])
            assert match, rows[r][c]
            column, first, last = match[1], int(match[2]), int(match[3])
            assert ledger[f"{column}2"].value == figure.code
            marks = [ledger[f"E{row}"].value for row in range(first, last + 1)]
            assert marks == ["是"] * len(district.included) + [None]


def test_no_included_agency_gives_zeros(tmp_path: Path) -> None:
    district = district_of(4, 2, returned=NAMES[:2])
    path = written(district, tmp_path)
    assert set(official_values(path).values()) == {0}
    assert set(Evaluator(path).official().values()) == {0}
    assert (
        openpyxl.load_workbook(path)["明细"].tables["明细"].ref == "A1:N2"
    )  # Excel wants one row below the head
    assert [row[1] for row in grid(path, "台账")[FIRST_ROW - 1 : FIRST_ROW + 1]] == [
        "没有计入汇总的单位。补录的行请插在本行之上", "合计",
    ]  # fmt: skip


def test_agencies_that_are_not_included_do_not_count(tmp_path: Path) -> None:
    district = district_of(5, returned=("东门街道办事处",))
    # on the roster, accepted, but 纳入汇总 否
    district = change(district, "甲区教育局", included=False)
    district = replace(district, totals=totals_of(district))
    path = written(district, tmp_path)
    assert_totals(official_values(path), district.totals)
    assert_totals(Evaluator(path).official(), district.totals)
    names = [row[1] for row in grid(path, "台账")]
    firsts = [row[0] for row in grid(path, "台账")]
    divider = firsts.index("以下不计入汇总")
    assert names.index("甲区财政局") < names.index("甲区卫生健康委员会") < divider
    assert names[divider + 1 : divider + 3] == ["东门街道办事处", "甲区教育局"]


def test_adjustments_may_be_negative_and_are_lines_of_their_own(tmp_path: Path) -> None:
    district = district_of(6, 2)
    code = "t2/normative_documents/issued"
    results = list(district.agencies)
    lowered = with_value(results[1], code, -3)
    agency = Agency("T01", "联合发文重复计算", "汇总调整")
    assert lowered.judged is not None
    results[1] = AgencyResult(agency, "accepted", True, Judged(lowered.judged.ret, lowered.judged.match, ()))
    district = replace(district, agencies=tuple(results))
    district = replace(district, totals=totals_of(district))
    path = written(district, tmp_path)
    assert_totals(official_values(path), district.totals)
    ledger = grid(path, "台账")
    column = ledger[1].index(code)
    line = next(row for row in ledger if row[1] == "联合发文重复计算")
    assert (line[2], line[column]) == ("汇总调整", -3)


def test_provisional_tables_name_who_is_not_in(tmp_path: Path) -> None:
    district = district_of(7, returned=("甲区教育局",), missing=("甲区水务局",))
    path = written(district, tmp_path)
    for name in ("报送情况", "表二", "表三", "表四"):
        assert "阶段性汇总：以下 2 个单位尚未纳入——甲区教育局、甲区水务局" in [
            row[0] for row in grid(path, name)
        ]


def test_returned_agencies_that_are_summed_are_said_to_be_doubtful(tmp_path: Path) -> None:
    district = change(district_of(7, returned=("甲区教育局",)), "甲区教育局", included=True)
    path = written(replace(district, totals=totals_of(district)), tmp_path)
    firsts = [str(row[0]) for row in grid(path, "表三")]
    assert "阶段性汇总：以下 1 个单位的报告有错误，暂按所报数字计入——甲区教育局" in firsts
    assert not any("尚未纳入" in text for text in firsts)


def test_many_missing_agencies_are_all_named_below_the_table(tmp_path: Path) -> None:
    missing = tuple(f"甲区第{i}街道办事处" for i in range(300))
    path = written(district_of(7, 1, missing=missing), tmp_path)
    for table in ("表二", "表三", "表四"):
        firsts = [str(row[0]) for row in grid(path, table)]
        brief, *below = [text for text in firsts if text.startswith(("阶段性汇总", "（接上行）"))]
        assert brief.startswith(f"阶段性汇总：以下 300 个单位尚未纳入——{missing[0]}、{missing[1]}")
        assert brief.endswith("等，全部名单见本表下方")
        named = "、".join(text.split("——")[-1].removeprefix("（接上行）") for text in below).split("、")
        assert named == list(missing)
        sheet = openpyxl.load_workbook(path)[table]
        heights = [row.height for row in sheet.row_dimensions.values() if row.height]
        assert max(heights) <= 409
        frozen = int(re.search(r"\d+", sheet.freeze_panes)[0])
        assert sum(sheet.row_dimensions[r].height or 15 for r in range(1, frozen)) < 200  # points


def test_final_tables_say_nothing_provisional(tmp_path: Path) -> None:
    path = written(district_of(8), tmp_path)
    assert "阶段性汇总" not in str(grid(path, "表三"))
    assert grid(path, "表三")[0][0] == FORM.title("甲区", 2023)
    assert grid(path, "表三")[1][0] == FORM.table("t3").section.heading.text


def test_number_formats(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(district_of(9), tmp_path))["表二"]
    formats = defaultdict(set)
    rows = [["" if v is None else v for v in row] for row in sheet.iter_rows(values_only=True)]
    for r, c, index in places(rows, "t2"):
        formats[FORM.figures[index].block.type].add(sheet.cell(r + 1, c + 1).number_format)
    assert formats == {"count": {"0"}, "amount": {"General"}}


# ---------------------------------------------------------------- 台账 and 明细


def test_ledger_holds_every_figure_of_every_agency_read(tmp_path: Path) -> None:
    district = district_of(12, 5, returned=("甲区教育局",), missing=("甲区水务局",))
    path = written(district, tmp_path)
    rows = grid(path, "台账")
    assert rows[HEAD_ROW - 1][:LEADING] == ["单位编码", "单位名称", "类别", "状态", "计入汇总"]
    assert rows[1][LEADING:] == list(FORM.codes)
    assert rows[HEAD_ROW - 1][LEADING:] == [f.column.label.text for f in FORM.figures]
    by_name = {row[1]: row for row in rows[FIRST_ROW - 1 :]}
    assert "甲区水务局" not in by_name
    for result in district.read:
        assert result.judged is not None
        line = by_name[result.agency.name]
        status = {"accepted": "已接收", "returned": "退回修改"}[result.status]
        assert line[:LEADING] == [
            result.agency.code, result.agency.name, result.agency.kind, status, "是" if result.included else "否",
        ]  # fmt: skip
        assert line[LEADING:] == pytest.approx([float(v or 0) for v in result.judged.ret.values])
    assert by_name["合计"][LEADING:] == pytest.approx([float(v) for v in district.totals])


def test_a_figure_without_a_value_is_an_empty_cell(tmp_path: Path) -> None:
    district = district_of(13, 2)
    code = "t2/licensing/decisions"
    district = replace(
        district, agencies=(with_value(district.agencies[0], code, None), *district.agencies[1:])
    )
    district = replace(district, totals=totals_of(district))
    path = written(district, tmp_path)
    sheet = openpyxl.load_workbook(path)["台账"]
    assert sheet.cell(FIRST_ROW, LEADING + FORM.index[code] + 1).value is None
    assert sheet.cell(FIRST_ROW + 1, LEADING + FORM.index[code] + 1).value is not None
    line = next(row for row in grid(path, "明细") if row[2] == NAMES[0] and row[12] == code)
    assert line[13] == ""
    assert_totals(official_values(path), district.totals)


def test_detail_is_tidy_and_adds_up(tmp_path: Path) -> None:
    district = district_of(14, 5, returned=("甲区教育局",))
    path = written(district, tmp_path)
    rows = grid(path, "明细")
    assert rows[0] == [
        "年度", "单位编码", "单位名称", "类别", "表", "项目", "上级项目", "列", "环节", "办理结果", "申请人", "计量单位",
        "指标代码", "数值",
    ]  # fmt: skip
    assert len(rows) - 1 == 166 * len(district.included) == 166 * 4
    sums: dict[str, float] = defaultdict(float)
    for row in rows[1:]:
        figure = FORM.figures[FORM.index[str(row[12])]]
        assert not figure.is_total
        assert row[0] == 2023
        assert row[4:12] == [
            figure.table.name, figure.row.label.text, figure.group_label, figure.column.label.text,
            figure.stage, outcome(FORM, figure), applicant(FORM, figure), figure.block.unit,
        ]  # fmt: skip
        sums[figure.code] += float(str(row[13]))
    assert sums == pytest.approx({f.code: float(district.totals[f.index]) for f in FORM.base})
    assert {(row[1], row[2], row[3]) for row in rows[1:]} == {
        (r.agency.code, r.agency.name, r.agency.kind) for r in district.included
    }
    table = openpyxl.load_workbook(path)["明细"].tables["明细"]
    last = get_column_letter(len(rows[0]))
    assert table.ref == table.autoFilter.ref == f"A1:{last}{166 * 4 + 1}"
    assert [column.name for column in table.tableColumns] == rows[0]


@pytest.mark.parametrize(("limit", "heads"), [(166 * 3, 14), (166 * 3 - 1, 11), (3 * 60 - 40, 9)])
def test_detail_that_does_not_fit_is_added_up_by_group_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, heads: int
) -> None:
    district = district_of(15, 3)
    monkeypatch.setattr(grain, "LIMIT", limit)
    path = written(district, tmp_path)
    rows = grid(path, "明细")
    complete_ = limit >= 166 * 3
    head = rows[0] if complete_ else rows[1]
    assert len([cell for cell in head if cell]) == heads
    said = "" if complete_ else str(rows[0][0])
    assert complete_ or ("facts.csv" in said and "498" in said and said in str(grid(path, "透视")[1][0]))
    body = rows[1:] if complete_ else rows[2:]
    assert len(body) <= limit
    assert sum(float(str(row[heads - 1])) for row in body) == pytest.approx(
        float(sum(district.totals[f.index] for f in FORM.base))
    )
    assert_totals(official_values(path), district.totals)


def test_detail_that_never_fits_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    district = district_of(15, 3)
    monkeypatch.setattr(grain, "LIMIT", 10)
    path = written(district, tmp_path)
    rows = grid(path, "明细")
    assert len(rows) == 1
    assert "facts.csv" in str(rows[0][0])
    with zipfile.ZipFile(path) as package:
        assert not [name for name in package.namelist() if "pivot" in name]
    assert_totals(official_values(path), district.totals)


# ---------------------------------------------------------------- 报送情况 and 问题清单


def test_status_accounts_for_every_agency_and_file(tmp_path: Path) -> None:
    district = district_of(16, 3, returned=("东门街道办事处",), missing=("甲区水务局",))
    sha = "0" * 64
    more = (
        FileRecord("~$x.xlsx", None, sha, "ignored", None, "办公软件的临时文件"),
        FileRecord("旧.zip", "a/报表.xlsx", sha, "superseded", "甲区财政局", "后来又报送了一次"),
        FileRecord("水务局.xlsx", None, sha, "rejected", "甲区水务局", "文件有密码，请去掉密码后重新发送"),
        FileRecord("甲区财政局.docx", None, sha, "accepted", "甲区财政局", "与工作簿同一次报送"),
    )
    path = written(replace(district, files=district.files + more), tmp_path)
    rows = grid(path, "报送情况")
    top = next(i for i, row in enumerate(rows) if row[0] == "单位编码")
    agencies = rows[top + 1 : top + 5]
    assert [(row[1], row[3], row[4], row[5], row[6], row[9]) for row in agencies] == [
        ("甲区水务局", "未报送", "否", "", "", ""),
        ("东门街道办事处", "退回修改", "否", 1, 0, "东门街道办事处.xlsx"),
        ("甲区财政局", "已接收", "是", 0, 0, "甲区财政局.xlsx"),
        ("甲区教育局", "已接收", "是", 0, 0, "甲区教育局.xlsx"),
    ]
    assert agencies[0][10] == "来件 1 份无法读取，原因见下"
    others = [(row[3], row[1], row[9], row[10]) for row in rows if row[9] and row not in agencies][1:]
    assert others == [
        ("无法读取", "甲区水务局", "水务局.xlsx", "文件有密码，请去掉密码后重新发送"),
        ("已被取代", "甲区财政局", "旧.zip!/a/报表.xlsx", "后来又报送了一次"),
        ("不是报表", "", "~$x.xlsx", "办公软件的临时文件"),
        ("已接收", "甲区财政局", "甲区财政局.docx", "与工作簿同一次报送"),
    ]


def test_received_is_beijing_time_and_impact_a_share(tmp_path: Path) -> None:
    district = district_of(16, 3, returned=("东门街道办事处",))

    def mailed(result: AgencyResult) -> AgencyResult:
        assert result.judged is not None
        ret = replace(result.judged.ret, saved=datetime(2024, 1, 19, 16, 30, tzinfo=UTC))
        return replace(result, judged=replace(result.judged, ret=ret))

    district = replace(district, agencies=tuple(map(mailed, district.agencies)))
    path = written(district, tmp_path)
    rows = grid(path, "报送情况")
    head = next(row for row in rows if row[0] == "单位编码")
    assert head == list(status.HEADS)
    first = rows[rows.index(head) + 1]
    assert (first[1], first[8]) == ("东门街道办事处", "2024-01-20 00:30")
    assert 0 < first[7] <= 1
    assert "影响最大的是表" in first[10]
    sheet = openpyxl.load_workbook(path)["报送情况"]
    assert sheet.cell(rows.index(head) + 2, 8).number_format == "0.0%"


LEAD = re.compile(
    r'=HYPERLINK\("#报送情况!B"&MATCH\("(.*)",报送情况!\$B\$(\d+):\$B\$(\d+),0\)\+(\d+),"(.*)"\)'
)


def test_findings_lead_to_the_agency_s_row(tmp_path: Path) -> None:
    odd = ('乙"局"', "=1+1*?~局", "长" * 260)
    some = tuple(finding(agency=name) for name in (*NAMES[:4], "没有的单位", *odd))
    district = make_district({name: {} for name in (*NAMES, *odd)}, missing=("甲区水务局",))
    path = written(replace(district, findings=some), tmp_path)
    names = [row[1] for row in grid(path, "报送情况")]
    shown = grid(path, "问题清单")
    sheet = openpyxl.load_workbook(path)["问题清单"]
    seen = []
    for row in sheet.iter_rows(min_row=4):
        if row[2].data_type != "f":
            continue
        wanted, first, last, above, text = LEAD.fullmatch(row[2].value).groups()
        name = text.replace('""', '"')
        assert re.sub(r"~([~*?])", r"\g<1>", wanted).replace('""', '"') == name
        assert int(above) == int(first) - 1
        assert set(names[int(above) : int(last)]) == {*NAMES, *odd, "甲区水务局"}
        assert shown[row[2].row - 1][2] == name
        seen.append(name)
    assert seen == [*NAMES[:4], *odd[:2]]


def test_the_first_sheet_leads_to_every_other(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(district_of(18, missing=("甲区水务局",)), tmp_path))["说明"]
    texts = [str(row[0].value) for row in sheet.iter_rows() if row[0].value]
    assert "共 5 个单位：已接收 4 个，退回修改 0 个，未报送 1 个。计入汇总的 4 个。" in texts
    links = [row[0].hyperlink.location for row in sheet.iter_rows() if row[0].hyperlink]
    assert links == [f"'{name}'!A1" for name in SHEETS[1:]]


def finding(**changes: object) -> Finding:
    base = Finding(
        "V05", "notice", "甲区财政局", "a.zip", "b.xlsx", "表二", "B2", "t2/fees/amount", "写法不规范"
    )
    return replace(base, **changes)


def test_findings_are_complete_and_errors_come_first(tmp_path: Path) -> None:
    some = (
        finding(expected=Decimal("3.25"), actual=4, explanation="已说明", decision="已核实"),
        finding(rule="H01", severity="warning", figure=None),
        finding(rule="A01", severity="error", figure="t3/new/total"),
    )
    path = written(replace(district_of(17), findings=some), tmp_path)
    rows = grid(path, "问题清单")
    top = rows.index(list(findings.HEADS))
    assert [row[:2] for row in rows[top + 1 :]] == [["错误", "A01"], ["提示", "H01"], ["告知", "V05"]]
    assert rows[top + 1][6] == FORM.figures[FORM.index["t3/new/total"]].title
    assert rows[top + 3][2:] == [
        "甲区财政局", "a.zip!/b.xlsx", "表二", "B2", FORM.figures[FORM.index["t2/fees/amount"]].title,
        "写法不规范", 3.25, 4, "已说明", "已核实",
    ]  # fmt: skip


def test_text_never_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    texts = ('=HYPERLINK("http://x","y")', "{=SUM(A1)}", "http://example.com", "007")
    some = tuple(finding(message=text, actual=text, explanation=text) for text in texts)
    district = make_district({"=1+1": {}, "http://example.com": {}})
    path = written(replace(district, findings=some), tmp_path)
    book = openpyxl.load_workbook(path)
    for row, text in enumerate(texts, start=4):
        for column in (8, 10, 11):
            cell = book["问题清单"].cell(row, column)
            assert (cell.value, cell.data_type) == (text, "s")
    with zipfile.ZipFile(path) as package:
        sheets = {
            name: package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name
        }
        shared = package.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheets["xl/worksheets/sheet10.xml"]  # 问题清单
    assert "<f>" not in sheets["xl/worksheets/sheet2.xml"]
    assert "=HYPERLINK" in shared
    assert "=1+1" in shared
    # links lead to other sheets of the workbook, never out of it
    links = [tag for text in sheets.values() for tag in re.findall("<hyperlink [^>]*>", text)]
    assert links
    assert all("location=" in tag and "r:id" not in tag for tag in links)


def test_no_findings_is_said(tmp_path: Path) -> None:
    assert [r[0] for r in grid(written(district_of(18), tmp_path), "问题清单") if r[0]][1:2] == [
        "没有发现问题。"
    ]


# ---------------------------------------------------------------- the workbook


def test_same_district_same_bytes(tmp_path: Path) -> None:
    district = district_of(19, 5, returned=("甲区教育局",), missing=("甲区水务局",))
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = written(district, tmp_path / "a").read_bytes()
    assert first == written(district, tmp_path / "b").read_bytes()
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {item.date_time for item in package.infolist()} == {
            (1980, 1, 31, 0, 0, 0)
        }  # XlsxWriter's constant
        assert b"2021-11-01T00:00:00Z</dcterms:created>" in package.read("docProps/core.xml")


def test_sheets_are_ready_to_print(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(district_of(20, missing=("甲区水务局",)), tmp_path))
    assert book.sheetnames == [*SHEETS, "_meta"]
    assert book["_meta"].sheet_state == "veryHidden"
    for sheet in (book[name] for name in SHEETS):
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
        assert sheet.freeze_panes is not None, sheet.title
        if sheet.title == "台账":
            assert sheet.print_title_cols == "$A:$B"
            assert sheet.col_breaks.count > 5
        else:
            assert sheet.page_setup.fitToWidth in (1, None)  # 1 is the format's default
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
        if sheet.title not in ("表二",):  # stacked blocks have no common head
            assert sheet.print_title_rows, sheet.title


@pytest.mark.parametrize("name", [LONG_NAME, "甲区\x00财\x0b政\x1f局\ufffe\ud800", "<r>局</r>", "A&B<局>\"'"])
def test_names_of_any_kind(tmp_path: Path, name: str) -> None:
    district = make_district({name: random_base(random.Random(1))}, missing=(f"{name}二",))
    path = written(district, tmp_path)
    assert_totals(official_values(path), district.totals)
    shown = clean(name)
    for sheet, column in (("报送情况", 1), ("台账", 1), ("明细", 2)):
        assert shown in [row[column] for row in grid(path, sheet)]
    assert openpyxl.load_workbook(path)["台账"].cell(FIRST_ROW, 2).value == shown


def test_a_long_name_makes_its_row_higher(tmp_path: Path) -> None:
    assert len(LONG_NAME) >= 58
    district = make_district({LONG_NAME: {}, "甲区财政局": {}})
    sheet = openpyxl.load_workbook(written(district, tmp_path))["台账"]
    assert sheet.row_dimensions[FIRST_ROW].height > 3 * sheet.row_dimensions[FIRST_ROW + 1].height


def test_district_name_with_odd_characters(tmp_path: Path) -> None:
    path = written(make_district({"甲区财政局": {}}, name="甲\x07区&<"), tmp_path)
    assert grid(path, "表三")[0][0] == FORM.title("甲区&<", 2023)


def test_importing_the_package_does_not_import_the_writer() -> None:
    code = "import sys, toolkit.outputs.summary; sys.exit('xlsxwriter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# ---------------------------------------------------------------- small helpers


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, 1),
        ("自然人", 10, 1),
        ("自然人自然人", 10, 2),
        ("abcdefghij", 10, 1),
        ("一\n二", 10, 2),
        ("字" * 50, 10, 11),
    ],
)
def test_lines(text: str, width: float, expected: int) -> None:
    assert lines(text, width) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7, 7),
        (Decimal("7.00"), 7),
        (Decimal("0.125"), 0.125),
        (Decimal("1E+3"), 1000),
        (10**400, 9.99e307),
        (-(10**400), -9.99e307),
    ],
)
def test_as_number(value: int | Decimal, expected: float) -> None:
    result = as_number(value)
    assert result == expected
    assert type(result) is type(expected)


def test_clean_keeps_lines_and_cuts_what_a_cell_cannot_hold() -> None:
    assert clean("一\n二\t三") == "一\n二\t三"
    assert len(clean("字" * 40_000)) == 32_767


# ---------------------------------------------------------------- a province


@pytest.mark.slow
@pytest.mark.parametrize(("n", "finest"), [(5000, True), (6317, False)])
def test_thousands_of_agencies_stay_within_the_limits_of_a_sheet(
    tmp_path: Path, n: int, finest: bool
) -> None:
    few = [random_base(random.Random(i)) for i in range(3)]
    district = make_district({f"甲区第{i}局": few[i % 3] for i in range(n)}, missing=("甲区水务局",))
    many = tuple(finding(agency=f"甲区第{i % n}局", severity="warning") for i in range(70_000))
    path = written(replace(district, findings=many), tmp_path)
    assert_totals(official_values(path), district.totals)
    book = CalamineWorkbook.from_path(path)
    rows = {name: book.get_sheet_by_name(name).height for name in SHEETS}
    assert all(height <= 1_048_576 for height in rows.values())
    assert rows["明细"] == (n * 166 + 1 if finest else n * 57 + 2)
    assert rows["问题清单"] == 70_000 + 3
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        links = package.read("xl/worksheets/sheet10.xml").count(b"HYPERLINK(")
    assert "xl/pivotTables/pivotTable1.xml" in names
    assert 19_000 < links <= 20_000
    assert ("facts.csv" in str(book.get_sheet_by_name("说明").to_python())) is not finest


@pytest.mark.parametrize(("n", "pages"), [(3, "1"), (400, "0")])
def test_many_names_do_not_shrink_the_table_above_them(tmp_path: Path, n: int, pages: str) -> None:
    path = written(
        make_district({"甲局": {}}, missing=tuple(f"甲区第{i}街道办事处" for i in range(n))), tmp_path
    )
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet4.xml").decode()
    (setup,) = re.findall("<pageSetup [^>]*>", sheet)
    assert ('fitToHeight="0"' in setup) is (pages == "0")
    assert ("<rowBreaks" in sheet) is (pages == "0")
    book = openpyxl.load_workbook(path)["表三"]
    text = "".join(str(cell.value) for row in book.iter_rows() for cell in row if cell.value)
    assert f"第{n - 1}街道" in text


def test_the_ledgers_totals_are_computed_from_parts_though_an_agencys_own_are_wrong(tmp_path: Path) -> None:
    district = make_district({"甲局": {"t3/new/natural_person": 5}, "乙局": {"t3/new/business": 2}})
    index = FORM.index["t3/new/total"]

    def wrong(result: AgencyResult) -> AgencyResult:
        assert result.judged is not None
        values = tuple(73 if i == index else v for i, v in enumerate(result.judged.ret.values))
        return replace(result, judged=replace(result.judged, ret=replace(result.judged.ret, values=values)))

    district = replace(district, agencies=tuple(map(wrong, district.agencies)))
    rows = grid(written(district, tmp_path), "台账")
    (whole,) = [row for row in rows if row[1] == "合计"]
    assert whole[LEADING + index] == 7
    assert [row[LEADING + index] for row in rows if row[1] in ("甲局", "乙局")] == [73, 73]


def test_a_table_that_was_not_filled_in_is_blank_in_the_ledger(tmp_path: Path) -> None:
    district = make_district({"甲局": {}}, returned=("甲局",))
    t4 = {f.index: f.is_total for f in FORM.by_table["t4"]}

    def blank(result: AgencyResult) -> AgencyResult:
        assert result.judged is not None
        states = tuple(
            ("zero" if t4[i] else "blank") if i in t4 else s for i, s in enumerate(result.judged.ret.states)
        )
        return replace(result, judged=replace(result.judged, ret=replace(result.judged.ret, states=states)))

    district = replace(district, agencies=tuple(map(blank, district.agencies)))
    path = written(district, tmp_path)
    (row,) = [row for row in grid(path, "台账") if row[1] == "甲局"]
    assert all(row[LEADING + i] in (None, "") for i in t4)
    assert row[LEADING] == 0
    (row,) = [row for row in grid(path, "单位对比") if row[0] == "甲局"]
    assert row[list(comparison.HEADS).index("行政复议")] in (None, "")
