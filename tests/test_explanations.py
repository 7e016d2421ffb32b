"""What agencies write in 情况说明: read from any sheet of that name, put to the findings it speaks of, settling nothing."""

import json

import openpyxl
import pytest

from tests.factory import FORM, PLAIN_TEXTS, complete
from tests.painting import report_rows
from toolkit.explanations import explain
from toolkit.model import Explanation, Finding, Origin
from toolkit.reading.explanations import SHEET
from toolkit.run import Request, run

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
        ("表二空白", BLANKS, False),
        ("", finding(), False),
        ("本年新收政府信息公开申请数量", finding("H01", "t3/new/natural_person"), True),
        ("本年新收政府信息公开申请数量 自然人", finding("H01", "t3/new/business"), False),
    ],
)
def test_what_an_explanation_speaks_of(about, item, fits):
    (found,) = explain(FORM, [item], [Explanation(about, "审批权下放", AT)])
    assert found.explanation == ("审批权下放" if fits else None)


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
    ],
)
def test_from_the_workbook_to_run_json(tmp_path, sheet, head):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    rows = [("V04", "全年没有处罚"), (None, "已请示"), ("上年结转政府信息公开申请数量", "=1+1")]
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
