"""单位对比 in the summary workbook: figures, shares and rates of each agency."""

import re

import openpyxl
import pytest

from tests.factory import FORM, complete
from tests.test_run import put, roster
from toolkit.outputs.summary.comparison import FIGURES, HEADS
from toolkit.run import Request, run

BIG = {
    "t3/new/natural_person": 8,
    "t3/granted/natural_person": 3,
    "t3/partial/natural_person": 1,
    "t3/carried_out/natural_person": 4,
}
SMALL = {"t3/new/business": 2, "t3/unable_not_held/business": 2, "t2/licensing/decisions": 35}


def rows(path):
    sheet = openpyxl.load_workbook(path)["单位对比"]
    return sheet, {
        row[0].value: dict(zip(HEADS, (c.value for c in row), strict=True))
        for row in sheet.iter_rows(min_row=4)
    }


def test_figures_shares_and_rates(tmp_path):
    roster(tmp_path, ["甲区财政局", "甲区教育局", "甲区民政局", "甲区税务局"], 纳入汇总=["", "", "", "否"])
    for name, base in (("甲区教育局", SMALL), ("甲区财政局", BIG), ("甲区税务局", BIG), ("甲区民政局", {})):
        put(tmp_path / "inbox", f"{name}.xlsx", base)
    district = run(Request(tmp_path / "inbox")).district
    sheet, found = rows(tmp_path / "输出" / "汇总表.xlsx")
    assert list(found) == ["全区合计", "甲区税务局", "甲区财政局", "甲区教育局", "甲区民政局"] or list(found)[
        0
    ].endswith("合计")
    total, big, small = found[f"{district.name}合计"], found["甲区财政局"], found["甲区教育局"]
    for name, code in FIGURES:
        assert total[name] == district.totals[FORM.index[code]]
        assert big[name] == complete(BIG)[FORM.index[code]]
    assert (big["占全部新收"], small["占全部新收"]) == (0.8, 0.2)
    assert (big["办结率"], big["公开率"]) == (0.5, 1.0)
    assert (small["办结率"], small["公开率"]) == (1.0, 0)
    assert found["甲区民政局"]["办结率"] is None
    assert found["甲区税务局"]["占全部新收"] is None
    assert found["甲区税务局"]["计入汇总"] == "否"
    assert total["办结率"] == pytest.approx(0.6)
    # The arrows stand in the district's own line: it is neither sorted nor hidden.
    first = int(re.search(r"\d+", sheet.auto_filter.ref)[0])
    assert str(sheet.cell(first, 1).value).endswith("合计")
    kinds = {rule.type for rules in sheet.conditional_formatting for rule in rules.rules}
    assert {"dataBar", "expression"} <= kinds


def test_no_share_and_no_rate_of_a_sum_that_lacks_a_part(tmp_path):
    roster(tmp_path, ["甲区财政局", "甲区教育局"])
    put(tmp_path / "inbox", "甲区教育局.xlsx", SMALL)
    path = put(tmp_path / "inbox", "甲区财政局.xlsx", BIG)
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows():
        if any(str(cell.value).startswith("（一）予以公开") for cell in row):
            for cell in row:
                cell.value = "不详" if cell.value == 3 else cell.value
    book.save(path)
    for included in (True, False):
        district = run(Request(tmp_path / "inbox", include_returned=included)).district
        _, found = rows(tmp_path / "输出" / "汇总表.xlsx")
        total, whole = found[f"{district.name}合计"], found["甲区教育局"]
        assert district.findings[0].rule == "V01"
        assert (total["办结率"], total["公开率"]) == ((None, None) if included else (1, 0))
        assert (total["占全部新收"], whole["占全部新收"]) == ((1, 0.2) if included else (1, 1))
        part = found["甲区财政局"]
        assert (part["办结率"], part["公开率"], part["新收申请"]) == (None, None, 8)
        assert (whole["办结率"], whole["公开率"]) == (1, 0)
