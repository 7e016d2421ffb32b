"""How findings tell their likely cause: one cause reads as one, and the cells are named."""

import re
from dataclasses import replace

import pytest

from tests.factory import FORM, complete
from tests.painting import report_rows, source, workbook
from tests.test_likely import BASE
from toolkit.model import Origin
from toolkit.reading import read_source
from toolkit.rules import judge
from toolkit.rules.causes import short_label
from toolkit.rules.clean import clean_case, with_cells, with_return


def case_of(changes, base=BASE):
    """A case as it is read from a workbook: its cells have the addresses that the clerk sees."""
    values = list(complete(base))
    for code, value in changes.items():
        values[FORM.index[code]] = value
    ret = read_source(source(workbook({"年报": report_rows(values)}), "甲区财政局.xlsx"), FORM)
    return replace(clean_case(), ret=ret)


def sums(case):
    return [f for f in judge(case) if f.rule.startswith("A")]


def cell(case, code):
    return case.ret.origins[FORM.index[code]].cell


def test_one_cause_reads_as_one():
    case = case_of({"t3/granted/natural_person": 21})
    first, second = sums(case)
    at = cell(case, "t3/granted/natural_person")
    assert (first.rule, first.figure, first.expected, first.actual) == ("A01", "t3/granted/total", 25, 16)
    assert (second.rule, second.figure, second.expected, second.actual) == (
        "A02",
        "t3/total/natural_person",
        28,
        19,
    )
    assert first.message.endswith(
        f"可能的原因（本表 2 处对不上都由它引起）：“自然人”列“（一）予以公开”（{at}）填的 21 可能是 12，两位数字颠倒；"
        "改后本表全部关系都成立。"
    )
    assert second.message.endswith(f"请核对改正。与上一条同一原因：{at} 填的 21 可能是 12。")


def test_a_sum_shows_its_parts_and_their_cells():
    case = case_of({"t3/granted/total": 99})
    first = sums(case)[0]
    area = f"{cell(case, 't3/granted/natural_person')}:{cell(case, 't3/granted/other_org')}"
    assert (
        f"六类申请人相加12＋4＝16（{area}），总计（{cell(case, 't3/granted/total')}）填的是 99，相差 83"
        in first.message
    )


def test_of_many_parts_the_first_are_shown():
    case = case_of(
        {"t3/total/natural_person": 99},
        {**BASE, "t3/refused_law/natural_person": 3, "t3/new/natural_person": 20},
    )
    (found,) = [f for f in sums(case) if f.rule == "A02"]
    assert "各项相加12＋2＋…＝22（" in found.message


def test_the_balance_names_its_four_cells():
    case = case_of({"t3/carried_out/natural_person": 5, "t3/carried_out/total": 5})
    found = sums(case)[0]
    for row in ("new", "carried_in", "total", "carried_out"):
        assert f"（{cell(case, f't3/{row}/natural_person')}）" in found.message


def test_every_broken_identity_stays_a_finding():
    case = case_of({"t3/total/total": 24})
    assert [(f.rule, f.figure) for f in sums(case)] == [
        ("A01", "t3/total/total"), ("A02", "t3/total/total"), ("A03", "t3/total/total"),
    ]  # fmt: skip
    told = [f.message for f in sums(case)]
    assert "（本表 3 处对不上都由它引起）" in told[0]
    assert "只有这个合计不对" in told[0]
    assert all("与上一条同一原因" in message for message in told[1:])


def test_without_one_likely_cause_nothing_is_said():
    case = case_of({"t3/granted/natural_person": 21, "t3/carried_in/total": 9})
    assert len(sums(case)) > 2
    assert not [f for f in sums(case) if "原因" in f.message]


def test_tables_have_causes_of_their_own():
    case = case_of({"t3/granted/natural_person": 21, "t4/review/total": 3})
    told = [f.message for f in sums(case)]
    assert [message.count("可能的原因") for message in told] == [1, 0, 1]
    assert "可能漏加了“行政复议”的“其他结果”" in told[2]
    assert "（本表" not in told[2]


@pytest.mark.parametrize(
    ("changes", "words", "brief"),
    [
        ({"t3/granted/business": -4}, "填的 -4 不是件数，可能应为 4；", "填的 -4 可能是 4"),
        ({"t3/granted/natural_person": 1}, "填的 1 可能是 12，漏了一位数字", "填的 1 可能是 12"),
        ({"t3/granted/natural_person": 122}, "可能是 12，一位数字打了两次", "填的 122 可能是 12"),
        ({"t3/granted/natural_person": 120}, "可能是 12，末尾多了一个 0", "填的 120 可能是 12"),
        ({"t3/granted/natural_person": 15}, "填的 15 可能应为 12；", "填的 15 可能是 12"),
        ({"t3/total/natural_person": 40}, "填的 40 可能应为 19，只有这个合计不对", "填的 40 可能是 19"),
        ({"t3/granted/total": 12}, "可能漏加了“商业企业”列“（一）予以公开”", "填的 12 可能是 16"),
        ({"t3/unable_not_held/natural_person": 0, "t3/unable_must_create/natural_person": 4}, "填的 4 可能应填在相邻的“自然人”列", "的数可能应在"),
        ({"t3/granted/natural_person": 4, "t3/granted/business": 12}, "可能互换了位置", "可能互换了位置"),
        (
            {"t3/granted/natural_person": 0, "t3/granted/business": 12, "t3/granted/research": 4},
            "的数可能整体错开了一格，应在相邻的",
            "的数可能应在",
        ),
        (
            {"t3/refused_internal/natural_person": 3, "t3/refused_internal/business": 1, "t3/refused_internal/total": 4},
            "部分公开的 3 件（",
            "部分公开的可能重复计了",
        ),
    ],
)  # fmt: skip
def test_each_kind_has_its_words(changes, words, brief):
    first, second, *_ = sums(case_of(changes))
    assert words in first.message
    assert brief in second.message
    for finding in (first, second):
        assert finding.message.endswith("。")
        assert not re.search(r"None|（）|。。|；。", finding.message)


def test_totals_that_follow_are_mentioned():
    right = {**BASE, "t3/new/natural_person": 71}
    found = sums(case_of({}, right))
    assert [f.rule for f in found] == ["A03", "A03"]
    assert "填的 71 可能是 17，两位数字颠倒；改后（有关合计随之改）本表全部关系都成立。" in found[0].message


def test_pages_of_text_name_their_lines():
    case = clean_case()
    origins = tuple(Origin("", f"第{i // 7 + 1}行") for i in range(len(FORM.figures)))
    case = with_return(origins=origins)(with_cells({"t3/new/total": 40})(case))
    first = sums(case)[0]
    assert re.search(r"（第\d+行", first.message)


@pytest.mark.parametrize(
    ("label", "short"),
    [
        ("（一）予以公开", "（一）予以公开"),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"),
        ("3.其他", "3.其他"),
        ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "2.申请人逾期未按收费通知要求缴纳费用…"),
    ],
)  # fmt: skip
def test_labels_are_told_short(label, short):
    assert short_label(label) == short
