"""The trial form of 2019: told by the titles of its columns, never by a single label that was left over."""

from dataclasses import replace

import pytest

from tests.factory import FORM, complete
from tests.painting import report_rows, source, table_rows, workbook
from toolkit.model import Return
from toolkit.reading import read_source
from toolkit.rules import judge
from toolkit.rules.clean import clean_case

VALUES = complete({"t2/normative_documents/issued": 1, "t2/normative_documents/in_force": 6, "t2/licensing/decisions": 35,
                   "t3/new/natural_person": 3, "t3/granted/natural_person": 3})  # fmt: skip
OLD = [
    ["第二十条第（一）项"],
    ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
    ["规章", 0, 0, 0],
    ["规范性文件", 1, 1, 5],
    ["第二十条第（五）项"],
    ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
    ["行政许可", 12, "减4", 88],
    ["其他对外管理服务事项", 3, 0, 9],
    ["第二十条第（六）项"],
    ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
    ["行政处罚", 12, 0, 8],
    ["行政强制", 3, 0, 0],
    ["第二十条第（八）项"],
    ["信息内容", "上一年项目数量", "本年增/减"],
    ["行政事业性收费", 2, 0],
    ["第二十条第（九）项"],
    ["信息内容", "采购项目数量", "采购总金额"],
    ["政府集中采购", 6, "251000元"],
]


def report(change=None):
    """The rows of a report whose table two went through ``change``."""
    rows, _ = report_rows(VALUES)
    head = next(i for i, row in enumerate(rows) if row and row[0] == "二、主动公开政府信息情况")
    end = next(i for i, row in enumerate(rows) if row and str(row[0]).startswith("三、收到"))
    table = rows[head + 1 : end]
    return rows[: head + 1] + (change(table) if change else table) + [[]] + rows[end:]


def read(rows, **more):
    ret = read_source(source(workbook({"年报": rows, **more}), "甲区财政局2023.xlsx"), FORM)
    assert isinstance(ret, Return)
    return ret


def rules(ret):
    return {f.rule for f in judge(replace(clean_case(), ret=ret))}


def renamed(*pairs):
    names = dict(pairs)
    return lambda table: [
        [names.get(cell, cell) if isinstance(cell, str) else cell for cell in row] for row in table
    ]


def without(label):
    return lambda table: [row for row in table if not row or row[0] != label]


CASES_OF_THE_OLD_FORM = {
    "whole": lambda table: OLD,
    "first block alone": lambda table: OLD[:4] + table[4:],
    "titles with line breaks": lambda table: [
        [f"{c[:3]}\n{c[3:]}" if isinstance(c, str) and len(c) > 5 else c for c in row] for row in OLD
    ],
    "half-width slash": renamed(("本年制发件数", "本年新制作数量"), ("本年废止件数", "本年新公开数量"), ("现行有效件数", "对外公开总数量")),
    "full-width slash": lambda table: [
        [c.replace("/", "／") if isinstance(c, str) else c for c in row] for row in OLD
    ],
    "two titles": renamed(("本年制发件数", "本年新制作数量"), ("本年废止件数", "本年新公开数量"), ("现行有效件数", "现行数")),
    "slash left out": lambda table: [["本年增减" if c == "本年增/减" else c for c in row] for row in OLD],
    "numbered rows": lambda table: [
        [f"{i}.{row[0]}" if i and row[0] == "政府集中采购" else row[0], *row[1:]] for i, row in enumerate(OLD)
    ],
    "to the right": lambda table: [[None, None, *row] for row in OLD],
}  # fmt: skip

NOT_THE_OLD_FORM = {
    "the official table": None,
    "one old name of a row": renamed(("行政规范性文件", "规范性文件")),
    "one old title": renamed(("本年制发件数", "本年新制作数量")),
    "an old block kept under the new table": lambda table: table + OLD[-3:],
    "an old row kept": lambda table: table + [["其他对外管理服务事项", 3]],
    "a row missing": without("行政强制"),
    "a row missing and an old block kept": lambda table: without("行政强制")(table) + OLD[-3:],
    "all renamed as in the old form but the columns": renamed(
        ("行政规范性文件", "规范性文件"), ("本年处理决定数量", "处理决定数量")
    ),
}


@pytest.mark.parametrize("name", CASES_OF_THE_OLD_FORM)
def test_the_old_form_is_one_error(name):
    ret = read(report(CASES_OF_THE_OLD_FORM[name]))
    assert ret.trial is not None
    found = [f for f in judge(replace(clean_case(), ret=ret)) if f.rule.startswith("F")]
    assert [f.rule for f in found] == ["F08"]
    assert (found[0].sheet, found[0].severity) == ("年报", "error")


@pytest.mark.parametrize("name", NOT_THE_OLD_FORM)
def test_single_old_labels_are_not_the_old_form(name):
    ret = read(report(NOT_THE_OLD_FORM[name]))
    assert ret.trial is None
    assert "F08" not in rules(ret)


def test_an_old_notice_in_the_text_is_not_the_old_form():
    rows = report()
    rows.insert(2, ["根据国办公开办函〔2019〕60号，本年新制作数量、政府集中采购等不再填写。"])
    assert "F08" not in rules(read(rows))


def test_it_names_the_first_old_label():
    assert read(report(lambda table: OLD)).trial.cell == "B7"


def test_an_old_table_on_another_sheet_beside_the_new_one_is_none():
    ret = read(report(), 上年=OLD)
    assert ret.trial is None
    assert rules(ret) <= {"F09", "N05"}


def test_nor_beside_one_that_lacks_a_row():
    ret = read(report(without("行政强制")), 上年=[["第二十条"], *OLD[:4]])
    assert ret.trial is None
    assert "F03" in rules(ret)


def test_a_hidden_sheet_is_not_looked_at():
    rows = report(lambda table: [])
    data = workbook({"年报": rows, "旧": OLD[:4]}, hidden=["旧"])
    ret = read_source(source(data, "甲区财政局2023.xlsx"), FORM)
    assert isinstance(ret, Return)
    assert ret.trial is None


def test_an_old_table_alone_is_a_return():
    ret = read([["甲区财政局2023年政府信息公开工作年度报告"], *OLD])
    assert rules(ret) & {"F01", "F02", "F03", "F08"} == {"F08"}


def test_the_new_table_is_whole():
    rows, _ = table_rows("t2", VALUES)
    assert rows
    assert rules(read(report())) <= {"F09", "N05", "N07", "V04"}
