"""变动 in the summary workbook, and what a summary one level up knows of those that are not in it."""

import json
from pathlib import Path

import openpyxl

from tests.factory import FORM
from tests.test_run import put, roster
from toolkit.run import Request, run

BASE = {"t2/licensing/decisions": 35, "t3/new/natural_person": 2, "t3/granted/natural_person": 2}


def lines(folder: Path) -> list[tuple]:
    sheet = openpyxl.load_workbook(folder / "汇总表.xlsx")["变动"]
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=4) if row[0].value]


def test_corrections_adjustments_and_later_returns_are_listed(tmp_path):
    roster(tmp_path, ["甲区财政局", "甲区教育局", "汇总调整"], 类别=["", "", "汇总调整"])
    put(tmp_path / "inbox", "甲区财政局.xlsx", BASE)
    put(tmp_path / "inbox", "旧.xlsx", BASE, agency="甲区教育局", day=5)
    put(tmp_path / "inbox", "新.xlsx", {**BASE, "t2/licensing/decisions": 40}, agency="甲区教育局", day=9)
    put(tmp_path / "inbox", "汇总调整.xlsx", {"t2/licensing/decisions": -5})
    book = openpyxl.Workbook()
    book.active.append(["单位", "指标", "结论", "原值", "更正值", "说明", "经办人"])
    book.active.append(["甲区财政局", "行政许可", "更正", 35, 53, "两位数字颠倒", "=王芳"])
    book.save(tmp_path / "核实登记.xlsx")
    done = run(Request(tmp_path / "inbox"))
    assert done.district.totals[FORM.index["t2/licensing/decisions"]] == 53 + 40 - 5
    found = lines(tmp_path / "输出")
    assert [row[:5] for row in found] == [
        ("更正", "甲区财政局", "表二“行政许可”“本年处理决定数量”", 35, 53),
        ("汇总调整", "汇总调整", "表二“行政许可”“本年处理决定数量”", None, -5),
        ("被取代", "甲区教育局", "表二“行政许可”“本年处理决定数量”", 35, 40),
    ]
    assert found[0][5:7] == ("=王芳", "两位数字颠倒")
    assert found[1][6].startswith("本年度我局认真落实")  # what the adjustment itself says
    assert found[2][5:8] == ("本单位", "后来报送了“新.xlsx”", "旧.xlsx")


def test_nothing_changed_is_said(tmp_path):
    put(tmp_path / "inbox", "甲区财政局.xlsx", BASE)
    run(Request(tmp_path / "inbox"))
    sheet = openpyxl.load_workbook(tmp_path / "输出" / "汇总表.xlsx")["变动"]
    assert sheet["A2"].value.startswith("没有变动")
    assert lines(tmp_path / "输出") == []


def test_a_city_is_told_that_a_district_s_summary_was_provisional_and_who_was_not_in(tmp_path):
    for district, missing in (("甲区", True), ("乙区", False)):
        folder = tmp_path / district
        folder.mkdir()
        roster(folder, [f"{district}财政局", *([f"{district}教育局"] if missing else [])])
        put(folder / "inbox", "a.xlsx", BASE, agency=f"{district}财政局")
        run(Request(folder / "inbox", name=f"{district}人民政府"))
        inbox = tmp_path / "市" / "inbox"
        inbox.mkdir(parents=True, exist_ok=True)
        (inbox / f"{district}.xlsx").write_bytes((folder / "输出" / "汇总表.xlsx").read_bytes())
    done = run(Request(tmp_path / "市" / "inbox", level="市"))
    found = [(f.agency, f.severity, f.actual) for f in done.district.findings if f.rule == "F11"]
    assert found == [("甲区人民政府", "warning", "甲区教育局")]
    assert [f.rule for f in done.district.findings] == ["F11"]
    assert done.district.totals[FORM.index["t2/licensing/decisions"]] == 70


def test_corrections_stand_in_run_json(tmp_path):
    put(tmp_path / "inbox", "甲区财政局.xlsx", BASE)
    book = openpyxl.Workbook()
    book.active.append(["单位", "指标", "结论", "更正值", "经办人"])
    book.active.append(["甲区财政局", "行政许可", "更正", 53, "王芳"])
    book.save(tmp_path / "核实登记.xlsx")
    run(Request(tmp_path / "inbox"))
    record = json.loads((tmp_path / "输出" / "run.json").read_text(encoding="utf-8"))
    assert record["corrections"] == [
        {
            "agency": "甲区财政局",
            "figure": "t2/licensing/decisions",
            "before": 35,
            "value": 53,
            "note": "更正（原填“35”）（王芳）",
        }
    ]
