"""H: this year's figures against last year's: at least eight examples that are wrong and eight that are right, for each rule."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.factory import FORM, complete
from tests.painting import quick_workbook, report_rows
from tests.rules.examples import CLEAN, SHEET, address, brief, case_with, check_words, found, values_with
from toolkit.decisions import Corrected, Sent, settle
from toolkit.model import Agency, Decision, LastYear, Roster
from toolkit.previous import load_previous
from toolkit.rules import judge

LICENCES = "t2/licensing/decisions"
PENALTIES = "t2/penalties/decisions"
FEES = "t2/fees/amount"
DOCUMENTS = "t2/normative_documents/in_force"
NATURAL_IN, BUSINESS_IN = "t3/carried_in/natural_person", "t3/carried_in/business"
NATURAL_OUT, BUSINESS_OUT = "t3/carried_out/natural_person", "t3/carried_out/business"

# The clean report: 1 carried in (a natural person), 1 normative document issued and 6 in force, 35 licences.
FOLLOWED = {
    "t3/carried_out/natural_person": 1, "t3/carried_out/total": 1, DOCUMENTS: 5, LICENCES: 30,
    "t3/new/natural_person": 2, "t4/review/upheld": 0, "t4/review/total": 0,
}  # fmt: skip


def case_of(before, now=None, year=2022):
    """The clean report of this year as it is read, some cells changed, after a year of which it follows but for ``before``."""
    values = dict(zip(FORM.codes, CLEAN.ret.values, strict=True)) | FOLLOWED | before
    ordered = tuple(values[code] for code in FORM.codes)
    return replace(case_with(now or {}), last_year=LastYear(year, ordered, {}, ("甲区财政局",)))


def check(case, rule, expected):
    """The rule's warnings are these (figure, expected, actual), each at the figure's own cell."""
    findings = found(case, rule)
    assert brief(findings) == expected
    for finding in findings:
        assert (finding.sheet, finding.cell) == (SHEET, address(finding.figure))
        assert finding.severity == "warning"
        check_words(finding, "上年", f"是 {finding.actual}", "请核对", "请说明")


def test_the_clean_report_follows_from_that_year():
    assert [f for rule in ("H01", "H02", "H03", "H04") for f in found(case_of({}), rule)] == []


# ---------------------------------------------------------------- H01


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param({NATURAL_OUT: 2}, {}, [(NATURAL_IN, 2, 1)], id="one-less-than-was-carried-out"),
        pytest.param({NATURAL_OUT: 0}, {}, [(NATURAL_IN, 0, 1)], id="nothing-was-carried-out"),
        pytest.param({NATURAL_OUT: 12}, {NATURAL_IN: 21}, [(NATURAL_IN, 12, 21)], id="digits-transposed"),
        pytest.param({BUSINESS_OUT: 4}, {}, [(BUSINESS_IN, 4, 0)], id="businesses-forgotten"),
        pytest.param({BUSINESS_OUT: 4}, {BUSINESS_IN: None}, [(BUSINESS_IN, 4, 0)], id="businesses-left-blank"),
        pytest.param({BUSINESS_OUT: 4}, {BUSINESS_IN: "无"}, [(BUSINESS_IN, 4, 0)], id="businesses-none"),
        pytest.param({NATURAL_OUT: 0, BUSINESS_OUT: 1}, {}, [(NATURAL_IN, 0, 1), (BUSINESS_IN, 1, 0)], id="in-the-wrong-column"),
        pytest.param({"t3/carried_out/total": 3}, {}, [("t3/carried_in/total", 3, 1)], id="only-the-total"),
        pytest.param({NATURAL_OUT: 2, "t3/carried_out/total": 2}, {}, [(NATURAL_IN, 2, 1)], id="the-total-is-told-once"),
        pytest.param({}, {NATURAL_IN: "３件"}, [(NATURAL_IN, 1, 3)], id="written-in-full-width"),
        pytest.param({"t3/carried_out/other_org": 7}, {"t3/carried_in/other_org": "六"}, [("t3/carried_in/other_org", 7, 6)], id="others"),
    ],
)  # fmt: skip
def test_h01_fires_column_by_column(before, now, expected):
    check(case_of(before, now), "H01", expected)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param({}, {}, id="the-same"),
        pytest.param({NATURAL_OUT: 3}, {NATURAL_IN: "3件"}, id="the-same-with-a-unit"),
        pytest.param({NATURAL_OUT: 0, "t3/carried_out/total": 0}, {NATURAL_IN: 0, "t3/carried_in/total": 0}, id="nothing"),
        pytest.param({NATURAL_OUT: 0, "t3/carried_out/total": 0}, {NATURAL_IN: None, "t3/carried_in/total": None}, id="blank-is-nothing"),
        pytest.param({}, {NATURAL_OUT: 9}, id="this-years-carried-out-is-next-years-affair"),
        pytest.param({NATURAL_IN: 9}, {}, id="last-years-carried-in-is-past"),
        pytest.param({NATURAL_OUT: 9}, {NATURAL_IN: "九左右"}, id="words-are-v01"),
        pytest.param({NATURAL_OUT: None, "t3/carried_out/total": None}, {}, id="last-year-not-known"),
        pytest.param({"t3/new/natural_person": 99}, {}, id="another-row"),
    ],
)  # fmt: skip
def test_h01_is_silent(before, now):
    check(case_of(before, now), "H01", [])


def test_h01_adds_up_bodies_that_were_merged(tmp_path):
    agency = Agency("001", "甲区财政局", former_names=("甲区金融办",))
    for name, carried in (("甲区财政局", 2), ("甲区金融办", 1)):
        values = complete({"t3/new/natural_person": carried, NATURAL_OUT: carried})
        data = quick_workbook(report_rows(values, name, 2022)[0])
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    last = load_previous(tmp_path, FORM, Roster((agency,), "名单.csv"), ()).agencies["甲区财政局"]
    three = {NATURAL_IN: 3, "t3/carried_in/total": 3}
    assert found(replace(case_with(three), last_year=last), "H01") == []
    check(replace(case_with({}), last_year=last), "H01", [(NATURAL_IN, 3, 1)])


# ---------------------------------------------------------------- H02

RULES_IN_FORCE = "t2/regulations/in_force"
ISSUED, REPEALED = "t2/normative_documents/issued", "t2/normative_documents/repealed"


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param({DOCUMENTS: 9}, {}, [(DOCUMENTS, 10, 6)], id="too-few"),
        pytest.param({DOCUMENTS: 0}, {}, [(DOCUMENTS, 1, 6)], id="too-many"),
        pytest.param({DOCUMENTS: 6}, {}, [(DOCUMENTS, 7, 6)], id="the-new-one-forgotten"),
        pytest.param({}, {REPEALED: 2}, [(DOCUMENTS, 4, 6)], id="the-repealed-forgotten"),
        pytest.param({}, {ISSUED: 0}, [(DOCUMENTS, 5, 6)], id="nothing-issued"),
        pytest.param({}, {ISSUED: None}, [(DOCUMENTS, 5, 6)], id="issued-left-blank"),
        pytest.param({}, {DOCUMENTS: 60}, [(DOCUMENTS, 6, 60)], id="a-nought-too-many"),
        pytest.param({DOCUMENTS: 20}, {DOCUMENTS: 12}, [(DOCUMENTS, 21, 12)], id="transposed"),
        pytest.param({}, {DOCUMENTS: "无"}, [(DOCUMENTS, 6, 0)], id="none"),
        pytest.param({RULES_IN_FORCE: 2}, {}, [(RULES_IN_FORCE, 2, 0)], id="government-rules-forgotten"),
        pytest.param({RULES_IN_FORCE: 2, DOCUMENTS: 9}, {}, [(RULES_IN_FORCE, 2, 0), (DOCUMENTS, 10, 6)], id="both-rows"),
    ],
)  # fmt: skip
def test_h02_fires(before, now, expected):
    check(case_of(before, now), "H02", expected)


def test_h02_shows_the_sum():
    (finding,) = found(case_of({DOCUMENTS: 9}, {REPEALED: 2}), "H02")
    check_words(finding, "填的是 6；上年 9，加本年制发 1，减本年废止 2，应为 8")


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param({}, {}, id="one-issued"),
        pytest.param({}, {ISSUED: 3, REPEALED: 2}, id="issued-and-repealed"),
        pytest.param({DOCUMENTS: 6}, {ISSUED: 0}, id="nothing-happened"),
        pytest.param({DOCUMENTS: 6}, {ISSUED: None, REPEALED: "/"}, id="blanks-are-nothing"),
        pytest.param({DOCUMENTS: 0}, {DOCUMENTS: 1}, id="the-first"),
        pytest.param({DOCUMENTS: 1}, {ISSUED: 0, REPEALED: 1, DOCUMENTS: 0}, id="the-last-repealed"),
        pytest.param({DOCUMENTS: 11}, {DOCUMENTS: "十二件"}, id="in-chinese"),
        pytest.param({DOCUMENTS: 9}, {DOCUMENTS: "约6件"}, id="words-are-v01"),
        pytest.param({DOCUMENTS: 9}, {ISSUED: "#REF!"}, id="an-error-is-v06"),
        pytest.param({DOCUMENTS: None}, {}, id="last-year-not-known"),
    ],
)
def test_h02_is_silent(before, now):
    check(case_of(before, now), "H02", [])


# ---------------------------------------------------------------- H03


@pytest.mark.parametrize(
    ("code", "before", "now"),
    [
        pytest.param(LICENCES, 3500, 35, id="a-hundredth"),
        pytest.param(LICENCES, 35, 3500, id="a-hundredfold"),
        pytest.param(LICENCES, 10, 60, id="sixfold"),
        pytest.param(LICENCES, 13, 65, id="just-fivefold"),
        pytest.param(LICENCES, 0, 50, id="from-nothing"),
        pytest.param(LICENCES, 50, 0, id="to-nothing"),
        pytest.param(LICENCES, 60, None, id="to-a-blank"),
        pytest.param(LICENCES, 30, "1,024", id="thousands"),
        pytest.param(PENALTIES, 0, 1204, id="a-row-too-low"),
        pytest.param(FEES, Decimal("18.871"), 188710, id="yuan-for-wan"),
        pytest.param("t3/new/natural_person", 2, 300, id="applications"),
        pytest.param("t3/unable_not_held/natural_person", 0, 88, id="a-result"),
        pytest.param("t4/review/upheld", 0, 51, id="reviews"),
    ],
)
def test_h03_fires(code, before, now):
    case = case_of({code: before}, {code: now})
    actual = case.ret.values[FORM.index[code]]
    check(case, "H03", [(code, before, actual)])


@pytest.mark.parametrize(
    ("code", "before", "now"),
    [
        pytest.param(LICENCES, 30, 35, id="much-the-same"),
        pytest.param(LICENCES, 35, 35, id="the-same"),
        pytest.param(LICENCES, 1000, 300, id="less-than-fivefold"),
        pytest.param(LICENCES, 1000, 4999, id="just-less-than-fivefold"),
        pytest.param(LICENCES, 1, 49, id="many-times-little"),
        pytest.param(LICENCES, 0, 49, id="a-little-from-nothing"),
        pytest.param(LICENCES, 0, 0, id="nothing"),
        pytest.param(LICENCES, 3500, "若干", id="words-are-v01"),
        pytest.param(LICENCES, None, 3500, id="last-year-not-known"),
        pytest.param(LICENCES, 35, -350, id="negative-is-v02"),
        pytest.param("t3/new/total", 0, 500, id="a-total-repeats-its-parts"),
        pytest.param(FEES, Decimal("0.5"), Decimal("18.871"), id="little-money"),
    ],
)
def test_h03_is_silent(code, before, now):
    check(case_of({code: before}, {code: now}), "H03", [])


# ---------------------------------------------------------------- H04


def copied(table, cells):
    """A case one of whose tables holds these figures, this year and last."""
    table_codes = [f.code for f in FORM.by_table[table]]
    base = {
        code: value
        for code, value in zip(FORM.codes, CLEAN.ret.values, strict=True)
        if code not in table_codes
    }
    values = dict(zip(FORM.codes, complete({**base, **cells}), strict=True))
    same = {code: values[code] for code in table_codes}
    return case_of(same, same)


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        pytest.param("t2", {ISSUED: 1, DOCUMENTS: 6, LICENCES: 35}, id="three-figures"),
        pytest.param("t2", {LICENCES: 35, PENALTIES: 12}, id="licences-and-penalties"),
        pytest.param("t2", {LICENCES: 1204}, id="one-large-figure"),
        pytest.param("t2", {FEES: Decimal("188.71")}, id="money"),
        pytest.param("t2", {DOCUMENTS: 6, RULES_IN_FORCE: 2, LICENCES: 3}, id="documents-and-licences"),
        pytest.param("t3", {"t3/new/natural_person": 12, "t3/granted/natural_person": 9, "t3/partial/natural_person": 3}, id="applications"),
        pytest.param("t3", {"t3/new/natural_person": 3, "t3/new/business": 1, "t3/granted/natural_person": 3, "t3/granted/business": 1}, id="two-kinds-of-applicants"),
        pytest.param("t4", {"t4/review/upheld": 2, "t4/review/corrected": 1}, id="reviews"),
        pytest.param("t4", {"t4/review/upheld": 1, "t4/litigation_direct/upheld": 1}, id="a-review-and-a-lawsuit"),
        pytest.param("t4", {"t4/review/upheld": 31}, id="many-reviews"),
    ],
)  # fmt: skip
def test_h04_fires(table, cells):
    case = copied(table, cells)
    (finding,) = found(case, "H04")
    name = FORM.table(table).name
    assert (finding.sheet, finding.cell) == (SHEET, address(FORM.by_table[table][0].code))
    assert finding.severity == "warning"
    check_words(finding, f"{name}（", "与上年报告的数字完全相同", "请核对是否已按本年度填写")


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        pytest.param("t2", {}, id="nothing-in-table-two"),
        pytest.param("t3", {}, id="nothing-in-table-three"),
        pytest.param("t4", {}, id="nothing-in-table-four"),
        pytest.param("t2", {DOCUMENTS: 6}, id="documents-stay-in-force"),
        pytest.param("t2", {DOCUMENTS: 120}, id="many-documents-stay-in-force"),
        pytest.param("t2", {LICENCES: 3}, id="one-small-figure"),
        pytest.param("t2", {DOCUMENTS: 6, LICENCES: 3}, id="documents-and-one-small-figure"),
        pytest.param("t4", {"t4/review/upheld": 1}, id="one-review"),
    ],
)
def test_h04_is_silent_on_what_may_be_chance(table, cells):
    assert found(copied(table, cells), "H04") == []


@pytest.mark.parametrize(
    ("table", "code"),
    [("t2", LICENCES), ("t2", FEES), ("t3", "t3/partial/business"), ("t4", "t4/review/other")],
)
def test_h04_is_silent_where_one_figure_differs(table, code):
    same = {f.code: CLEAN.ret.values[f.index] for f in FORM.by_table[table]}
    assert found(case_of({**same, code: same[code] + 1}), "H04") == []


def test_h04_confirmed_for_one_table_is_open_for_the_other():
    same = dict(zip(FORM.codes, values_with({}), strict=True))
    case = case_of(same)
    findings = judge(case)
    two, three = (f for f in findings if f.rule == "H04")
    assert two.held != three.held
    decision = Decision(3, "甲区财政局", "H04", None, None, "verified", two.held)
    settled = settle(Sent(case.ret, findings, ""), findings, [decision], Corrected(case.ret)).findings
    assert [bool(f.decision) for f in settled if f.rule == "H04"] == [True, False]


def test_without_last_years_data_nothing_is_said():
    case = case_with({NATURAL_IN: 99, DOCUMENTS: 99, LICENCES: 9999})
    assert [f for rule in ("H01", "H02", "H03", "H04") for f in found(case, rule)] == []
