"""What agencies write in 情况说明: read from any sheet of that name, put to the findings it speaks of, settling nothing."""

import json
from dataclasses import replace

import openpyxl
import pytest

from tests.factory import FORM, PLAIN_TEXTS, complete
from tests.painting import quick_workbook, report_rows, workbook_fast
from toolkit.explanations import explain, is_understood
from toolkit.intake import collect
from toolkit.model import Agency, Explanation, Finding, Origin
from toolkit.reading import read_source
from toolkit.reading.explanations import SHEET
from toolkit.run import Request, run
from toolkit.template import Content, build_template

AT = Origin(SHEET, "B4")


def finding(rule="H03", figure="t2/licensing/decisions", held="35", message="请核对。", severity="warning"):
    return Finding(rule, severity, "甲区财政局", "a.xlsx", None, "表二", "B11", figure, message, held=held)


BLANKS = finding("V04", None, "表二 B7:D7", "表二有 3 格空白")


@pytest.mark.parametrize(
    ("about", "item", "fits"),
    [
        ("H03", finding(), True),
        ("h03 变化大", finding(), True),
        ("H01", finding(), False),
        ("行政许可", finding(), True),
        ("t2/licensing/decisions", finding(), True),
        ("表二“行政许可”“本年处理决定数量”", finding(), True),
        ("行政许可比去年减少的原因", finding(), True),
        ("行政处罚", finding(), False),
        ("H03 行政许可", finding(), True),
        ("H03 行政处罚", finding(), False),
        ("表二", finding(), True),
        ("表三", finding(), False),
        ("V04", BLANKS, True),
        ("V04 表二", BLANKS, True),
        ("V04 表三", BLANKS, False),
        ("表二空白", BLANKS, True),
        ("表二空白", finding(), False),
        ("Ｖ０４", BLANKS, True),
        ("V04 表二、表三", BLANKS, True),
        ("V04 行政处罚", BLANKS, True),
        ("V04 上年结转", BLANKS, False),
        ("行政处罚", BLANKS, True),  # its cell is among the blanks
        ("行政强制", BLANKS, False),  # its cell is not
        ("B11", finding(), True),
        ("表二 B11", finding(), True),
        ("表三 B11", finding(), False),
        ("D31", finding(), False),  # a cell, not a rule
        ("H03 B11", finding(), True),
        ("H03 B12", finding(), False),
        ("上年结转", finding("H01", "t3/carried_in/natural_person"), True),
        ("H01 上年结转", finding("H01", "t3/carried_in/natural_person"), True),
        ("结转", finding("H01", "t3/carried_in/natural_person"), False),  # in or out
        ("规章", finding("P01", "t2/regulations/issued"), True),
        ("现行有效", finding("H02", "t2/normative_documents/in_force"), True),
        ("行政诉讼", finding("P04", "t4/litigation_direct/upheld"), True),
        ("不予公开里属于国家秘密的", finding("H03", "t3/refused_law/natural_person"), False),
        ("第六部分", finding("N07", None), False),
        ("N07", finding("N07", None), True),
        ("", finding(), False),
        ("本年新收政府信息公开申请数量", finding("H01", "t3/new/natural_person"), True),
        ("本年新收政府信息公开申请数量 自然人", finding("H01", "t3/new/business"), False),
    ],
)
def test_what_an_explanation_speaks_of(about, item, fits):
    states = ["blank" if f.code == "t2/penalties/decisions" else "number" for f in FORM.figures]
    (found,) = explain(FORM, [item], [Explanation(about, "审批权下放", AT)], states)
    assert found.explanation == ("审批权下放" if fits else None)


@pytest.mark.parametrize("about", ["", "其他", "第六部分", "结转", "领导意见"])
def test_what_names_nothing_is_known_for_it(about):
    assert not is_understood(FORM, about)
    assert is_understood(FORM, f"H01 {about}")


def test_an_error_keeps_its_severity_and_two_explanations_are_joined():
    given = [
        Explanation("A01", "已核对", AT),
        Explanation("A01", "表是对的", AT),
        Explanation("A01", "已核对", AT),
    ]
    (found,) = explain(FORM, [finding("A01", severity="error")], given)
    assert (found.severity, found.explanation) == ("error", "已核对；表是对的")


def book(path, *, sheet=SHEET, head=("指标或规则", "说明"), rows=(), hidden=False):
    workbook = openpyxl.Workbook()
    values = list(complete({"t2/licensing/decisions": 35}))
    values[FORM.index["t2/penalties/decisions"]] = None
    for row in report_rows(values, "甲区财政局", 2023, PLAIN_TEXTS)[0]:
        workbook.active.append(row)
    other = workbook.create_sheet(sheet)
    other.append(["有什么要说明的写在这里"])
    other.append(head)
    for row in rows:
        other.append(row)
    if hidden:
        other.sheet_state = "hidden"
    workbook.save(path)


@pytest.mark.parametrize(
    ("sheet", "head"),
    [
        (SHEET, ("指标或规则", "说明")),
        ("情况说明表", ("规则", "原因")),
        (" 情况说明 ", ("指标/规则", "情况说明")),
        ("附：情况说明", ("序号", "指标（或规则）", "说明（原因）")),
    ],
)
def test_from_the_workbook_to_run_json(tmp_path, sheet, head):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    rows = [("V04", "全年没有处罚"), (None, "已请示"), ("上年结转政府信息公开申请数量", "=1+1")]
    if head[0] == "序号":
        rows = [(number, *row) for number, row in enumerate(rows, start=1)]
    book(inbox / "a.xlsx", sheet=sheet, head=head, rows=rows)
    done = run(Request(inbox))
    record = json.loads((tmp_path / "输出" / "run.json").read_text(encoding="utf-8"))
    assert [(f["rule"], f["explanation"]) for f in record["findings"]] == [("V04", "全年没有处罚；已请示")]
    # It settles nothing, and its words are no second table.
    assert done.district.agencies[0].warnings == 1
    assert done.district.agencies[0].status == "accepted"


def test_a_hidden_sheet_and_an_empty_one_say_nothing(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    book(inbox / "a.xlsx", rows=[("V04", "旧的说明")], hidden=True)
    assert [f.explanation for f in run(Request(inbox)).district.findings] == [None]
    book(inbox / "a.xlsx")
    assert [f.explanation for f in run(Request(inbox)).district.findings] == [None]


def read(path):
    (source,) = collect(path)
    return read_source(source, FORM)


def test_from_the_own_template(tmp_path):
    path = tmp_path / "a.xlsx"
    cells = {f.code: 0 for f in FORM.base}
    given = [("H02", "文件修订"), ("行政许可", "=HYPERLINK(1)\n第二行")]
    path.write_bytes(
        build_template(FORM, 2023, Agency("1", "甲区财政局"), Content(cells=cells, explanations=given))
    )
    found = read(path)
    assert [(e.about, e.text, e.at.cell) for e in found.explanations] == [
        ("H02", "文件修订", "B4"),
        ("行政许可", "=HYPERLINK(1) 第二行", "B5"),
    ]
    path.write_bytes(build_template(FORM, 2023, Agency("1", "甲区财政局"), Content(cells=cells)))
    bare = read(path)
    assert bare.explanations == ()
    # The sheet changes nothing of what is read otherwise, and its hint is nobody's text.
    assert replace(found, sha256="", explanations=()) == replace(bare, sha256="")
    assert bare.sections == {}


def test_rows_without_a_name_go_on_until_a_blank_row(tmp_path):
    book(tmp_path / "a.xlsx", rows=[("V04", "甲"), (None, "乙"), (None, None), (None, "丙")])
    assert [(e.about, e.text) for e in read(tmp_path / "a.xlsx").explanations] == [
        ("V04", "甲"),
        ("V04", "乙"),
        ("", "丙"),
    ]


def test_whatever_stands_in_the_sheet_is_no_part_of_the_report(tmp_path):
    hostile = [
        ("单位名称", "乙区民政局"),
        ("二、主动公开政府信息情况", "六、其他需要报告的事项"),
        ("一、本年新收政府信息公开申请数量", 5),
        ("乙区民政局2021年政府信息公开工作年度报告", "2021年收到申请5件"),
    ]
    book(tmp_path / "a.xlsx", rows=hostile)
    with_rows = read(tmp_path / "a.xlsx")
    book(tmp_path / "a.xlsx")
    without = read(tmp_path / "a.xlsx")
    same = ("values", "origins", "sections", "claims", "years", "oddities", "tables")
    assert all(getattr(with_rows, name) == getattr(without, name) for name in same)


def test_a_report_on_a_sheet_with_a_like_name_is_read(tmp_path):
    """政府信息公开工作情况说明 may be the report itself."""
    rows = report_rows(complete({"t2/licensing/decisions": 35}), "甲区财政局", 2023, PLAIN_TEXTS)[0]
    rows.insert(1, ["指标", "说明"])
    (tmp_path / "a.xlsx").write_bytes(quick_workbook(rows, "政府信息公开工作情况说明"))
    assert read(tmp_path / "a.xlsx").tables == {"t2", "t3", "t4"}


def test_an_explanation_is_never_a_formula_in_what_is_written(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    rows = report_rows(complete({"t2/licensing/decisions": 35}), "甲区财政局", 2023, PLAIN_TEXTS)[0]
    rows = [[None if cell == 35 else cell for cell in row] for row in rows]
    text = '=HYPERLINK("http://例.cn")'
    sheets = {"Sheet1": rows, SHEET: [["规则", "说明"], ["行政许可", text]]}
    (inbox / "a.xlsx").write_bytes(workbook_fast(sheets))
    run(Request(inbox))
    written = openpyxl.load_workbook(tmp_path / "输出" / "汇总表.xlsx")
    cells = [c for sheet in written for row in sheet.iter_rows() for c in row if c.value == text]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}
