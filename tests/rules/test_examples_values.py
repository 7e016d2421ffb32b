"""V: what stands in single cells, as clerks write it: at least eight examples that are wrong and eight that are right, for each rule."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from tests.factory import FORM
from tests.painting import fill_template, workbook
from tests.rules.examples import (
    ADJUSTMENT,
    CLEAN,
    SHEET,
    address,
    brief,
    case_with,
    check_words,
    found,
    read,
    rows_with,
)
from toolkit.model import Agency, Match
from toolkit.template import Content, build_template, total_results

LICENCES = "t2/licensing/decisions"
PENALTIES = "t2/penalties/decisions"
FEES = "t2/fees/amount"
IN_FORCE = "t2/normative_documents/in_force"
NEW = "t3/new/natural_person"
NEW_TOTAL = "t3/new/total"
GRANTED = "t3/granted/natural_person"
UPHELD = "t4/review/upheld"
REVIEWS = "t4/review/total"
ALL_T4 = {figure.code: 0 for figure in FORM.by_table["t4"]}


def one(cells, rule, **settings):
    """The only finding of the rule, which must lie at the one changed cell."""
    (code,) = cells
    case = case_with(cells, **settings)
    (finding,) = found(case, rule)
    assert (finding.sheet, finding.cell, finding.figure) == (SHEET, address(code), code)
    return finding


# ---------------------------------------------------------------- V01


@pytest.mark.parametrize(
    ("code", "content", "shown"),
    [
        pytest.param(NEW, "约3件", "约3件", id="about"),
        pytest.param(NEW, date(2024, 3, 1), "2024-03-01", id="a-date"),
        pytest.param(NEW, datetime(2024, 1, 15, 9, 30), "2024-01-15 9:30:00", id="a-date-with-a-time"),
        pytest.param(UPHELD, time(1, 0), "1:00:00", id="a-time"),
        pytest.param(LICENCES, "50%", "50%", id="a-percentage"),
        pytest.param(LICENCES, "３５％", "３５％", id="a-full-width-percentage"),
        pytest.param(LICENCES, "3~5", "3~5", id="a-range"),
        pytest.param(LICENCES, "35余件", "35余件", id="more-than"),
        pytest.param(LICENCES, "三五", "三五", id="three-or-five"),
        pytest.param(LICENCES, "1 024", "1 024", id="white-space-in-a-number"),
        pytest.param(LICENCES, "10,24", "10,24", id="a-comma-at-the-wrong-place"),
        pytest.param(LICENCES, "待核实", "待核实", id="to-be-checked"),
        pytest.param(LICENCES, "见附件", "见附件", id="see-annex"),
        pytest.param(LICENCES, "35元", "35元", id="money-for-cases"),
        pytest.param(LICENCES, True, "TRUE", id="true"),
        pytest.param(LICENCES, "=20+15", "=20+15", id="a-formula-without-result"),
        pytest.param(LICENCES, "l2", "l2", id="a-letter-for-a-one"),
        pytest.param(FEES, "约18万元", "约18万元", id="about-so-much-money"),
        pytest.param(FEES, "￥18.87", "￥18.87", id="yuan-sign-where-wan-is-asked"),
        pytest.param(FEES, "12件", "12件", id="cases-for-money"),
        pytest.param(NEW_TOTAL, "四左右", "四左右", id="a-total-in-words"),
        pytest.param(LICENCES, "35\n（含续期）", "35 （含续期）", id="two-lines-in-a-cell"),
    ],
)
def test_v01_fires(code, content, shown):
    finding = one({code: content}, "V01")
    check_words(finding, f"“{shown}”", "请")
    assert finding.severity == "error"
    assert finding.expected is None


def test_v01_says_what_is_asked_and_cuts_what_is_long():
    check_words(one({FEES: "若干"}, "V01"), "金额（万元）", "没有发生填 0")
    check_words(one({NEW: "若干"}, "V01"), "整数", "没有发生填 0")
    check_words(one({NEW: "=A1"}, "V01"), "公式“=A1”", "用 Excel 或 WPS 打开、保存后重新发送")
    check_words(one({NEW: "很" * 90}, "V01"), "很" * 40 + "…”")


def test_v01_does_not_say_of_a_huge_number_that_it_is_none():
    finding = one({LICENCES: 10**15}, "V01")
    check_words(finding, "太大")
    assert "不是数字" not in finding.message


@pytest.mark.parametrize(
    ("code", "content", "value"),
    [
        pytest.param(NEW, 3, 3, id="a-number"),
        pytest.param(NEW, "3", 3, id="digits-as-text"),
        pytest.param(NEW, "３件", 3, id="full-width-with-a-unit"),
        pytest.param(LICENCES, "1,024", 1024, id="thousands"),
        pytest.param(LICENCES, "1，024", 1024, id="full-width-thousands"),
        pytest.param(LICENCES, "三十五", 35, id="chinese"),
        pytest.param(LICENCES, "二百零五件", 205, id="chinese-with-a-unit"),
        pytest.param(LICENCES, " 35 ", 35, id="white-space-around"),
        pytest.param(LICENCES, "35件次", 35, id="times"),
        pytest.param(LICENCES, "无", 0, id="nothing"),
        pytest.param(LICENCES, "——", 0, id="a-dash"),
        pytest.param(LICENCES, None, 0, id="blank"),
        pytest.param(FEES, "18.871万元", Decimal("18.871"), id="money"),
        pytest.param(FEES, "188710元", Decimal("18.871"), id="money-in-yuan"),
        pytest.param(FEES, 0.00001, Decimal("0.00001"), id="a-tenth-of-a-yuan"),
        pytest.param(LICENCES, "#REF!", None, id="an-error-is-another-matter"),
    ],
)
def test_v01_is_silent(code, content, value):
    case = case_with({code: content})
    assert found(case, "V01") == []
    assert case.ret.values[FORM.index[code]] == value


# ---------------------------------------------------------------- V02


@pytest.mark.parametrize(
    ("code", "content", "value"),
    [
        pytest.param(LICENCES, -1, -1, id="a-number"),
        pytest.param(LICENCES, "-35", -35, id="text"),
        pytest.param(LICENCES, "－３５", -35, id="full-width"),
        pytest.param(LICENCES, "−35", -35, id="a-true-minus"),
        pytest.param(PENALTIES, "-1,024", -1024, id="thousands"),
        pytest.param(FEES, -3.5, Decimal("-3.5"), id="money-paid-back"),
        pytest.param(FEES, "-500元", Decimal("-0.05"), id="money-in-yuan"),
        pytest.param(NEW, -3, -3, id="applications"),
        pytest.param(NEW_TOTAL, -4, -4, id="a-total"),
        pytest.param("t3/carried_out/other_org", -1, -1, id="carried-out"),
        pytest.param("t4/litigation_after_review/pending", -2, -2, id="lawsuits"),
        pytest.param(UPHELD, "-1件", -1, id="with-a-unit"),
    ],
)
def test_v02_fires(code, content, value):
    finding = one({code: content}, "V02")
    assert finding.actual == value
    check_words(finding, "负数", f"{value}")


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({LICENCES: 0}, id="nought"),
        pytest.param({LICENCES: "-0"}, id="minus-nought"),
        pytest.param({LICENCES: "-"}, id="a-dash"),
        pytest.param({LICENCES: "—"}, id="a-long-dash"),
        pytest.param({LICENCES: None}, id="blank"),
        pytest.param({LICENCES: 1024}, id="many"),
        pytest.param({FEES: 0.0001}, id="little-money"),
        pytest.param({LICENCES: "3-5"}, id="a-range-is-no-number"),
        pytest.param({NEW: "+3"}, id="plus"),
        pytest.param({NEW_TOTAL: "=D30-D31"}, id="a-formula-with-a-minus"),
    ],
)
def test_v02_is_silent(cells):
    assert found(case_with(cells), "V02") == []


@pytest.mark.parametrize("code", [LICENCES, FEES, NEW, UPHELD])
def test_v02_is_silent_on_a_correction_of_double_counting(code):
    case = replace(case_with({code: -3}), match=Match(ADJUSTMENT))
    assert found(case, "V02") == []
    other = replace(case, match=Match(Agency("901", "甲区汇总办", "工作部门")))
    assert len(found(other, "V02")) == 1


def test_v02_counts_a_computed_total_as_its_parts_mistake():
    case = case_with({NEW: -9, NEW_TOTAL: "=SUM(D30:I30)"})
    assert case.ret.values[FORM.index[NEW_TOTAL]] == -8
    assert brief(found(case, "V02")) == [(NEW, None, -9)]


# ---------------------------------------------------------------- V03


@pytest.mark.parametrize(
    ("code", "content", "value"),
    [
        pytest.param(LICENCES, 35.5, "35.5", id="a-number"),
        pytest.param(LICENCES, "35.5", "35.5", id="text"),
        pytest.param(LICENCES, "３５．５", "35.5", id="full-width"),
        pytest.param(LICENCES, "1,024.25件", "1024.25", id="thousands"),
        pytest.param(LICENCES, 0.35, "0.35", id="a-cell-formatted-as-a-percentage"),
        pytest.param(IN_FORCE, 6.1, "6.1", id="documents"),
        pytest.param(NEW, 3.4, "3.4", id="applications"),
        pytest.param(NEW_TOTAL, 4.5, "4.5", id="a-total"),
        pytest.param(GRANTED, 1.75, "1.75", id="a-result"),
        pytest.param(UPHELD, 0.5, "0.5", id="half-a-review"),
        pytest.param(LICENCES, -2.5, "-2.5", id="negative-too"),
    ],
)
def test_v03_fires(code, content, value):
    finding = one({code: content}, "V03")
    assert finding.actual == Decimal(value)
    check_words(finding, f"是 {value}，", "整数")


@pytest.mark.parametrize(
    ("code", "content"),
    [
        pytest.param(LICENCES, 35, id="whole"),
        pytest.param(LICENCES, 35.0, id="a-float"),
        pytest.param(LICENCES, "35.0", id="text-with-a-nought"),
        pytest.param(LICENCES, "35.00件", id="text-with-noughts-and-a-unit"),
        pytest.param(LICENCES, 0.1 * 350, id="a-sum-with-binary-dust"),
        pytest.param(FEES, 18.871, id="money"),
        pytest.param(FEES, "18.87万元", id="money-as-text"),
        pytest.param(FEES, "333元", id="yuan"),
        pytest.param(LICENCES, "50%", id="no-number"),
        pytest.param(LICENCES, None, id="blank"),
        pytest.param(LICENCES, 0, id="nought"),
    ],
)
def test_v03_is_silent(code, content):
    assert found(case_with({code: content}), "V03") == []


# ---------------------------------------------------------------- V04


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        pytest.param({PENALTIES: None}, ("表二有 1 格空白", "按 0 计"), id="one-blank"),
        pytest.param({PENALTIES: "　"}, ("表二有 1 格空白",), id="a-full-width-space"),
        pytest.param({PENALTIES: "无"}, ("1 格填“无”",), id="none"),
        pytest.param({PENALTIES: "/"}, ("1 格填",), id="a-slash"),
        pytest.param({PENALTIES: "／"}, ("1 格填",), id="a-full-width-slash"),
        pytest.param({PENALTIES: "-"}, ("1 格填",), id="a-hyphen"),
        pytest.param({PENALTIES: "——"}, ("1 格填",), id="a-dash"),
        pytest.param({PENALTIES: None, LICENCES: "无"}, ("1 格空白", "1 格填"), id="both"),
        pytest.param({PENALTIES: None, LICENCES: None, FEES: None}, ("3 格空白",), id="three"),
        pytest.param({NEW_TOTAL: None}, ("1 个合计没有填，已按各项相加",), id="a-total"),
        pytest.param({NEW: None, NEW_TOTAL: "/"}, ("1 格空白", "1 个合计"), id="a-cell-and-a-total"),
        pytest.param({UPHELD: None, REVIEWS: None}, ("表四有 1 格空白",), id="table-four"),
        pytest.param({UPHELD: None, "t4/review/other": None}, ("表四有 2 格空白",), id="two-in-table-four"),
    ],
)
def test_v04_fires_once_a_table_and_names_the_cells(cells, words):
    case = case_with(cells)
    (finding,) = found(case, "V04")
    check_words(finding, *words, "请确认不是漏填")
    first = min(cells, key=FORM.index.__getitem__)
    assert (finding.sheet, finding.cell, finding.figure) == (SHEET, address(first), None)
    assert finding.severity == "warning"
    for code in cells:
        assert address(code) in finding.message or ":" in finding.message


def test_v04_is_one_finding_for_each_of_three_tables():
    case = case_with({PENALTIES: None, NEW: "无", UPHELD: None})
    assert [finding.message[:2] for finding in found(case, "V04")] == ["表二", "表三", "表四"]


def test_v04_does_not_claim_a_sum_that_cannot_be_made():
    case = case_with({NEW: "约3件", NEW_TOTAL: None})
    assert case.ret.values[FORM.index[NEW_TOTAL]] is None
    (finding,) = found(case, "V04")
    check_words(finding, "1 个合计没有填", "还不能相加")
    assert "已按各项相加" not in finding.message


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({}, id="clean"),
        pytest.param({PENALTIES: 0}, id="nought"),
        pytest.param({PENALTIES: "0"}, id="nought-as-text"),
        pytest.param({PENALTIES: "零"}, id="nought-in-chinese"),
        pytest.param({PENALTIES: "０件"}, id="nought-full-width"),
        pytest.param({PENALTIES: "未发生"}, id="other-words-are-no-number"),
        pytest.param({PENALTIES: "#N/A"}, id="an-error"),
        pytest.param({NEW_TOTAL: "=SUM(D30:I30)"}, id="a-formula-that-was-never-computed"),
        pytest.param(dict.fromkeys(ALL_T4), id="an-untouched-table"),
    ],
)
def test_v04_is_silent(cells):
    assert found(case_with(cells), "V04") == []


@pytest.mark.parametrize("cells", [{PENALTIES: None}, {NEW: "/", NEW_TOTAL: None}, {UPHELD: "无"}])
def test_v04_is_silent_where_blanks_are_noughts_by_agreement(cells):
    assert found(case_with(cells, blank="zero"), "V04") == []


@pytest.mark.parametrize("content", [None, "无", "/", 0], ids=["blank", "none", "slash", "nought"])
def test_v04_is_silent_on_a_table_that_is_ticked_as_nil(content):
    case = ticked("t4", dict.fromkeys(ALL_T4, content))
    assert "t4" in case.ret.ticked
    assert found(case, "V04") == found(case, "F02") == found(case, "V08") == []


# ---------------------------------------------------------------- V05


@pytest.mark.parametrize(
    ("code", "content", "words"),
    [
        pytest.param(NEW, "３", "“３”，已读作 3", id="full-width"),
        pytest.param(NEW, "３件", "“３件”，已读作 3", id="full-width-with-a-unit"),
        pytest.param(LICENCES, "1,024", "已读作 1024", id="thousands"),
        pytest.param(LICENCES, "1，024", "已读作 1024", id="full-width-comma"),
        pytest.param(LICENCES, " 7 ", "已读作 7", id="white-space"),
        pytest.param(LICENCES, "十二", "已读作 12", id="chinese"),
        pytest.param(LICENCES, "二百零五", "已读作 205", id="chinese-with-a-gap"),
        pytest.param(LICENCES, "35.0", "已读作 35", id="a-nought-too-many"),
        pytest.param(LICENCES, "007", "已读作 7", id="leading-noughts"),
        pytest.param(LICENCES, "35 件次", "已读作 35", id="times"),
        pytest.param(FEES, "18.87万元", "已读作 18.87 万元", id="money"),
        pytest.param(FEES, "188710元", "已读作 18.871 万元", id="yuan"),
        pytest.param(FEES, "二十万元", "已读作 20 万元", id="chinese-money"),
        pytest.param(REVIEWS, "1宗", "已读作 1", id="a-total"),
        pytest.param(LICENCES, "3\n件", "“3 件”，已读作 3", id="two-lines"),
    ],
)
def test_v05_fires(code, content, words):
    finding = one({code: content}, "V05")
    check_words(finding, words)
    assert (finding.severity, finding.actual) == ("notice", content)


@pytest.mark.parametrize(
    ("code", "content"),
    [
        pytest.param(NEW, 3, id="a-number"),
        pytest.param(NEW, 3.0, id="a-float"),
        pytest.param(NEW, "3", id="digits-as-text"),
        pytest.param(LICENCES, 1024, id="a-thousand"),
        pytest.param(LICENCES, "0", id="nought-as-text"),
        pytest.param(FEES, "18.87", id="decimals-as-text"),
        pytest.param(LICENCES, None, id="blank"),
        pytest.param(LICENCES, "无", id="none"),
        pytest.param(LICENCES, "约3件", id="no-number"),
        pytest.param(LICENCES, "-3", id="negative-is-v02"),
    ],
)
def test_v05_is_silent(code, content):
    assert found(case_with({code: content}), "V05") == []


# ---------------------------------------------------------------- V06


@pytest.mark.parametrize(
    ("code", "content"),
    [
        pytest.param(NEW_TOTAL, "#REF!", id="reference"),
        pytest.param(NEW_TOTAL, "#DIV/0!", id="division"),
        pytest.param(LICENCES, "#VALUE!", id="value"),
        pytest.param(LICENCES, "#NAME?", id="name"),
        pytest.param(LICENCES, "#N/A", id="not-available"),
        pytest.param(LICENCES, "#NUM!", id="number"),
        pytest.param(UPHELD, "#NULL!", id="null"),
        pytest.param(REVIEWS, "Err:502", id="of-openoffice"),
        pytest.param(FEES, "#REF!", id="money"),
        pytest.param(LICENCES, "#SPILL!", id="of-newer-programs"),
    ],
)
def test_v06_fires(code, content):
    finding = one({code: content}, "V06")
    assert finding.actual == content
    check_words(finding, content, "请改正公式，或直接填数字")
    assert found(case_with({code: content}), "V01") == []


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(4, id="a-result"),
        pytest.param("=SUM(D30:I30)", id="a-formula"),
        pytest.param("#", id="a-hash"),
        pytest.param("###", id="a-narrow-column-copied"),
        pytest.param("见#3", id="a-number-sign"),
        pytest.param("错误", id="a-word"),
        pytest.param("N/A", id="not-available-in-letters"),
        pytest.param(None, id="blank"),
        pytest.param("参考 #REF! 的说明", id="an-error-in-a-sentence"),
    ],
)
def test_v06_is_silent(content):
    assert found(case_with({NEW_TOTAL: content}), "V06") == []


# ---------------------------------------------------------------- V07


def row_sum(code):
    """A total's formula over the six cells to its left."""
    column, row = address(code)[0], address(code)[1:]
    return f"=SUM({chr(ord(column) - 6)}{row}:{chr(ord(column) - 1)}{row})"


ROWS = ("new", "carried_in", "granted", "partial", "total", "carried_out")
GROUPS = ("review", "litigation_direct", "litigation_after_review")


@pytest.mark.parametrize(
    ("codes", "table"),
    [
        *(pytest.param((f"t3/{row}/total",), "表三", id=row) for row in ROWS),
        *(pytest.param((f"t4/{group}/total",), "表四", id=group) for group in GROUPS),
        pytest.param(tuple(f"t3/{row}/total" for row in ROWS), "表三", id="six-rows"),
        pytest.param(("t3/total/natural_person", "t3/total/business"), "表三", id="two-columns"),
    ],
)
def test_v07_fires_once_a_table_where_a_formula_has_no_result(codes, table):
    case = case_with(dict.fromkeys(codes, "=SUM(A1:A2)"))
    (finding,) = found(case, "V07")
    check_words(finding, f"{table}有 {len(codes)} 个合计的公式", "已由程序按各项相加算出")
    assert (finding.severity, finding.cell) == ("notice", address(min(codes, key=FORM.index.__getitem__)))
    assert [f for rule in ("A01", "A02", "A03", "A04", "V01", "V04") for f in found(case, rule)] == []
    assert case.ret.values == CLEAN.ret.values


def test_v07_fires_on_a_noughts_that_a_workbook_never_opened_holds():
    data = build_template(FORM, 2023, Agency("001", "甲区财政局"))
    base = {f.code: CLEAN.ret.values[f.index] for f in FORM.base}
    ret = read(fill_template(data, base, CLEAN.ret.sections))
    case = replace(CLEAN, ret=ret)
    assert [finding.message[:2] for finding in found(case, "V07")] == ["表三", "表四"]
    assert ret.values == CLEAN.ret.values
    assert [f for rule in ("A01", "A02", "A03", "A04") for f in found(case, rule)] == []


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({}, id="typed"),
        pytest.param({NEW_TOTAL: 5}, id="typed-wrongly"),
        pytest.param({NEW_TOTAL: 0}, id="nought-typed"),
        pytest.param({NEW_TOTAL: None}, id="blank"),
        pytest.param({NEW_TOTAL: "无"}, id="none"),
        pytest.param({LICENCES: "=20+15"}, id="a-formula-that-is-no-total"),
        pytest.param({NEW: "=1+2"}, id="a-formula-in-a-part"),
        pytest.param({NEW_TOTAL: "#REF!"}, id="an-error"),
        pytest.param({NEW_TOTAL: "约4件"}, id="words"),
    ],
)
def test_v07_is_silent(cells):
    assert found(case_with(cells), "V07") == []


def test_v07_is_silent_where_the_formulas_have_their_results():
    cells = {f.code: CLEAN.ret.values[f.index] for f in FORM.base}
    assert total_results(FORM, cells)
    ret = read(build_template(FORM, 2023, Agency("001", "甲区财政局"), Content(cells=cells)))
    assert found(replace(CLEAN, ret=ret), "V07") == []
    nil = read(
        build_template(FORM, 2023, Agency("001", "甲区财政局"), Content(cells=dict.fromkeys(cells, 0)))
    )
    assert found(replace(CLEAN, ret=nil), "V07") == []


# ---------------------------------------------------------------- V08


def ticked(table, cells, mark="√"):
    """A case whose workbook has 本表全部为零 beside one of its tables, with something to its right."""
    rows = rows_with(cells)
    heading = FORM.table(table).section.heading.text
    at = next(i for i, row in enumerate(rows) if row and row[0] == heading)
    rows[at] = [heading, None, "本表全部为零", mark]
    return replace(CLEAN, ret=read(workbook({SHEET: rows})))


@pytest.mark.parametrize(
    ("table", "cells", "mark", "where"),
    [
        pytest.param("t2", {}, "√", (IN_FORCE, LICENCES), id="table-two"),
        pytest.param("t3", {}, "√", (NEW,), id="table-three"),
        pytest.param("t4", {}, "√", (UPHELD, REVIEWS), id="table-four"),
        pytest.param("t4", {}, "✓", (UPHELD,), id="another-tick"),
        pytest.param("t4", {}, "☑", (UPHELD,), id="a-ticked-box"),
        pytest.param("t4", {}, "是", (UPHELD,), id="yes"),
        pytest.param("t4", {**ALL_T4, "t4/review/pending": 1}, "√", ("t4/review/pending",), id="one-figure"),
        pytest.param("t4", {**dict.fromkeys(ALL_T4), REVIEWS: 2}, "√", (REVIEWS,), id="only-a-total"),
        pytest.param("t4", {**ALL_T4, UPHELD: "3件"}, "√", (UPHELD,), id="with-a-unit"),
        pytest.param("t4", {**ALL_T4, UPHELD: -1}, "√", (UPHELD,), id="negative"),
    ],
)
def test_v08_fires_at_the_tick(table, cells, mark, where):
    case = ticked(table, cells, mark)
    (finding,) = found(case, "V08")
    heading = FORM.table(table).section.heading.text
    row = next(i for i, row in enumerate(rows_with({}), 1) if row and row[0] == heading)
    assert (finding.sheet, finding.cell, finding.severity) == (SHEET, f"D{row}", "error")
    check_words(finding, FORM.table(table).name, "本表全部为零", "不是 0", "去掉勾选")
    for code in where:
        assert address(code) in finding.message or ":" in finding.message


@pytest.mark.parametrize(
    ("table", "cells", "mark"),
    [
        pytest.param("t4", ALL_T4, "√", id="noughts"),
        pytest.param("t4", dict.fromkeys(ALL_T4), "√", id="blanks"),
        pytest.param("t4", dict.fromkeys(ALL_T4, "/"), "√", id="slashes"),
        pytest.param("t4", dict.fromkeys(ALL_T4, "0件"), "√", id="noughts-with-a-unit"),
        pytest.param("t4", {}, None, id="not-ticked"),
        pytest.param("t4", {}, "否", id="no"),
        pytest.param("t4", {}, "□", id="an-empty-box"),
        pytest.param("t4", {}, "请选择", id="the-words-of-a-list"),
        pytest.param("t4", {**ALL_T4, UPHELD: "约1件"}, "√", id="words-are-v01"),
    ],
)
def test_v08_is_silent(table, cells, mark):
    assert found(ticked(table, cells, mark), "V08") == []


def test_v08_through_the_own_template():
    own = Agency("001", "甲区财政局")
    rest = {f.code: CLEAN.ret.values[f.index] for f in FORM.base if f.table.id != "t4"}
    nil = read(build_template(FORM, 2023, own, Content(cells=rest, ticked=frozenset({"t4"}))))
    assert "t4" in nil.ticked
    assert found(replace(CLEAN, ret=nil), "V08") == found(replace(CLEAN, ret=nil), "V04") == []
    spoilt = read(
        build_template(FORM, 2023, own, Content(cells={**rest, UPHELD: 1}, ticked=frozenset({"t4"})))
    )
    (finding,) = found(replace(CLEAN, ret=spoilt), "V08")
    assert (finding.sheet, finding.cell) == spoilt.ticked["t4"]
