"""A: the sums of tables three and four, with slips as they happen: at least eight that are wrong and eight that are right, for each rule."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.factory import FORM, complete
from tests.painting import report_rows, workbook
from tests.rules.examples import CLEAN, SHEET, address, brief, check_words, found, read

# A busy agency. Natural persons: 40 new and 3 carried in are 40 settled and 3 carried out; businesses: 6 and 1 are 6 and 1.
BUSY = {
    "t3/new/natural_person": 40, "t3/new/business": 6, "t3/new/research": 1, "t3/new/public_welfare": 2,
    "t3/new/legal_service": 3, "t3/new/other_org": 1,
    "t3/carried_in/natural_person": 3, "t3/carried_in/business": 1,
    "t3/granted/natural_person": 20, "t3/granted/business": 4, "t3/granted/research": 1, "t3/granted/legal_service": 2,
    "t3/partial/natural_person": 5, "t3/partial/business": 1,
    "t3/refused_third_party/natural_person": 2,
    "t3/unable_not_held/natural_person": 9, "t3/unable_not_held/business": 1, "t3/unable_must_create/public_welfare": 2,
    "t3/declined_petition/natural_person": 3, "t3/declined_duplicate/legal_service": 1,
    "t3/other_not_corrected/natural_person": 1, "t3/other_other/other_org": 1,
    "t3/carried_out/natural_person": 3, "t3/carried_out/business": 1,
    "t4/review/upheld": 3, "t4/review/corrected": 1, "t4/review/other": 1, "t4/review/pending": 1,
    "t4/litigation_direct/upheld": 1, "t4/litigation_after_review/upheld": 2, "t4/litigation_after_review/pending": 1,
}  # fmt: skip
RIGHT = complete(BUSY)
NATURAL = "natural_person"


def case_with(cells):
    """The busy agency's report, some cells changed, as it is read from a workbook."""
    values = list(RIGHT)
    for code, content in cells.items():
        values[FORM.index[code]] = content
    data = workbook({SHEET: report_rows(values, sections=CLEAN.ret.sections)})
    return replace(CLEAN, ret=read(data))


def check(cells, rule, expected):
    """The rule's findings are these (figure, expected, actual), each at the figure's own cell."""
    findings = found(case_with(cells), rule)
    assert brief(findings) == expected
    for finding in findings:
        assert (finding.sheet, finding.cell) == (SHEET, address(finding.figure))
        assert finding.severity == "error"
        check_words(finding, f"（{finding.cell}）", "请核对改正")
        if rule != "A03":
            check_words(finding, f"填的是 {finding.actual}", f"{abs(finding.expected - finding.actual)}；")


def test_the_busy_agency_is_right():
    case = case_with({})
    assert [f for rule in ("A01", "A02", "A03", "A04") for f in found(case, rule)] == []
    assert case.ret.values == RIGHT


# ---------------------------------------------------------------- A01

NEW = "t3/new/total"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({NEW: 35}, [(NEW, 53, 35)], id="digits-transposed"),
        pytest.param({NEW: 5}, [(NEW, 53, 5)], id="a-digit-dropped"),
        pytest.param({NEW: 533}, [(NEW, 53, 533)], id="a-digit-doubled"),
        pytest.param({NEW: 530}, [(NEW, 53, 530)], id="a-nought-too-many"),
        pytest.param({NEW: 54}, [(NEW, 53, 54)], id="one-too-many"),
        pytest.param({NEW: 47}, [(NEW, 53, 47)], id="businesses-left-out"),
        pytest.param({NEW: 0}, [(NEW, 53, 0)], id="nought"),
        pytest.param({NEW: "五十"}, [(NEW, 53, 50)], id="in-chinese"),
        pytest.param({NEW: "1,053"}, [(NEW, 53, 1053)], id="thousands"),
        pytest.param({NEW: Decimal("53.5")}, [(NEW, 53, Decimal("53.5"))], id="a-fraction"),
        pytest.param({"t3/new/natural_person": 4}, [(NEW, 17, 53)], id="a-part-with-a-digit-dropped"),
        pytest.param({"t3/new/business": None}, [(NEW, 47, 53)], id="a-part-left-blank"),
        pytest.param({"t3/carried_in/total": 3}, [("t3/carried_in/total", 4, 3)], id="carried-in"),
        pytest.param({"t3/carried_out/total": 0}, [("t3/carried_out/total", 4, 0)], id="carried-out"),
        pytest.param({"t3/granted/total": 20}, [("t3/granted/total", 27, 20)], id="natural-persons-alone"),
        pytest.param({"t3/refused_process/total": 2}, [("t3/refused_process/total", 0, 2)], id="a-total-of-nothing"),
        pytest.param({"t3/total/total": 49}, [("t3/total/total", 53, 49)], id="of-all-results"),
        pytest.param({NEW: 54, "t3/partial/total": 7}, [(NEW, 53, 54), ("t3/partial/total", 6, 7)], id="two-rows"),
    ],
)  # fmt: skip
def test_a01_fires(cells, expected):
    check(cells, "A01", expected)


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({NEW: "53"}, id="digits-as-text"),
        pytest.param({NEW: "５３件"}, id="full-width-with-a-unit"),
        pytest.param({NEW: "五十三"}, id="in-chinese"),
        pytest.param({NEW: None}, id="blank"),
        pytest.param({NEW: "无"}, id="none"),
        pytest.param({NEW: "—"}, id="a-dash"),
        pytest.param({NEW: "=SUM(D30:I30)"}, id="a-formula-that-was-never-computed"),
        pytest.param({NEW: "约53"}, id="words-in-the-total"),
        pytest.param({NEW: "#REF!"}, id="an-error-in-the-total"),
        pytest.param({"t3/new/business": "约6件", NEW: 99}, id="words-in-a-part"),
        pytest.param({"t3/new/business": "#N/A", NEW: 99}, id="an-error-in-a-part"),
        pytest.param({"t3/new/other_org": None, NEW: 52}, id="a-blank-part-is-nought"),
        pytest.param({"t3/new/natural_person": 6, "t3/new/business": 40}, id="two-parts-swapped"),
        pytest.param({"t3/carried_out/natural_person": 2, "t3/carried_out/total": 3}, id="one-case-less-everywhere"),
        pytest.param({"t3/total/natural_person": 41, "t3/total/total": 54}, id="the-column-is-wrong-not-the-row"),
    ],
)  # fmt: skip
def test_a01_is_silent(cells):
    check(cells, "A01", [])


# ---------------------------------------------------------------- A02

SETTLED = f"t3/total/{NATURAL}"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({SETTLED: 4}, [(SETTLED, 40, 4)], id="a-digit-dropped"),
        pytest.param({SETTLED: 400}, [(SETTLED, 40, 400)], id="a-nought-too-many"),
        pytest.param({SETTLED: 43}, [(SETTLED, 40, 43)], id="carried-out-counted-in"),
        pytest.param({SETTLED: 35}, [(SETTLED, 40, 35)], id="partial-left-out"),
        pytest.param({SETTLED: 0}, [(SETTLED, 40, 0)], id="nought"),
        pytest.param({"t3/total/business": 7}, [("t3/total/business", 6, 7)], id="businesses"),
        pytest.param({"t3/total/research": 0}, [("t3/total/research", 1, 0)], id="one-case-forgotten"),
        pytest.param({"t3/total/public_welfare": 3}, [("t3/total/public_welfare", 2, 3)], id="one-too-many"),
        pytest.param({"t3/total/other_org": 11}, [("t3/total/other_org", 1, 11)], id="a-digit-doubled"),
        pytest.param({"t3/total/total": 35}, [("t3/total/total", 53, 35)], id="transposed-in-the-corner"),
        pytest.param({"t3/granted/natural_person": 2, "t3/granted/total": 9}, [(SETTLED, 22, 40), ("t3/total/total", 35, 53)], id="a-row-with-a-digit-dropped"),
        pytest.param({"t3/refused_internal/natural_person": 5, "t3/refused_internal/total": 5}, [(SETTLED, 45, 40), ("t3/total/total", 58, 53)], id="partial-counted-twice"),
        pytest.param({"t3/other_other/other_org": None, "t3/other_other/total": None}, [("t3/total/other_org", 0, 1), ("t3/total/total", 52, 53)], id="a-row-left-blank"),
    ],
)  # fmt: skip
def test_a02_fires(cells, expected):
    check(cells, "A02", expected)


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({SETTLED: "40"}, id="digits-as-text"),
        pytest.param({SETTLED: "四十件"}, id="in-chinese"),
        pytest.param({SETTLED: None}, id="blank"),
        pytest.param({SETTLED: "/"}, id="a-slash"),
        pytest.param({f"t3/total/{c.code}": None for c in FORM.table("t3").blocks[0].columns}, id="the-whole-row-blank"),
        pytest.param({SETTLED: "=SUM(D32:D55)"}, id="a-formula-that-was-never-computed"),
        pytest.param({SETTLED: "40多"}, id="words-in-the-total"),
        pytest.param({"t3/partial/natural_person": "五六", SETTLED: 99}, id="words-in-a-part"),
        pytest.param({"t3/declined_excessive/natural_person": None}, id="a-blank-part-is-nought"),
        pytest.param({"t3/declined_excessive/natural_person": "-"}, id="a-dash-is-nought"),
        pytest.param({"t3/unable_not_held/natural_person": 3, "t3/declined_petition/natural_person": 9}, id="two-results-swapped"),
        pytest.param({"t3/granted/total": 99}, id="the-row-is-wrong-not-the-column"),
        pytest.param({"t3/new/natural_person": 99, "t3/carried_in/natural_person": 9}, id="what-came-in-is-no-result"),
        pytest.param({"t3/carried_out/natural_person": 30}, id="what-is-carried-out-is-no-result"),
    ],
)  # fmt: skip
def test_a02_is_silent(cells):
    findings = [f for f in found(case_with(cells), "A02") if f.figure != "t3/total/total"]
    assert findings == []


def test_a02_is_silent_in_the_corner_too_where_it_is_right():
    assert found(case_with({"t3/granted/natural_person": 21}), "A02") != []
    assert brief(found(case_with({"t3/granted/natural_person": 21}), "A02")) == [(SETTLED, 41, 40)]


# ---------------------------------------------------------------- A03


def balanced(column):
    return f"t3/total/{column}"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"t3/new/natural_person": 41, NEW: 54}, [(balanced(NATURAL), 44, 43), (balanced("total"), 58, 57)], id="one-more-new"),
        pytest.param({"t3/carried_out/natural_person": 0, "t3/carried_out/total": 1}, [(balanced(NATURAL), 43, 40), (balanced("total"), 57, 54)], id="carried-out-forgotten"),
        pytest.param({"t3/carried_in/natural_person": 0, "t3/carried_in/total": 1}, [(balanced(NATURAL), 40, 43), (balanced("total"), 54, 57)], id="carried-in-forgotten"),
        pytest.param({"t3/new/natural_person": 43, NEW: 56}, [(balanced(NATURAL), 46, 43), (balanced("total"), 60, 57)], id="carried-in-counted-as-new-too"),
        pytest.param({"t3/new/natural_person": 6, "t3/new/business": 40}, [(balanced(NATURAL), 9, 43), (balanced("business"), 41, 7)], id="two-columns-swapped"),
        pytest.param({"t3/new/research": 0, "t3/new/other_org": 2}, [(balanced("research"), 0, 1), (balanced("other_org"), 2, 1)], id="one-applicant-in-the-wrong-column"),
        pytest.param({"t3/carried_out/business": None, "t3/carried_out/total": 3}, [(balanced("business"), 7, 6), (balanced("total"), 57, 56)], id="blank-is-nought"),
        pytest.param({NEW: 35}, [(balanced("total"), 39, 57)], id="the-total-alone"),
        pytest.param({"t3/carried_out/total": "5件"}, [(balanced("total"), 57, 58)], id="with-a-unit"),
        pytest.param({"t3/total/public_welfare": None, "t3/unable_must_create/public_welfare": 1}, [(balanced("public_welfare"), 2, 1)], id="a-blank-total-is-its-parts"),
        pytest.param({"t3/new/legal_service": -3}, [(balanced("legal_service"), -3, 3)], id="negative"),
    ],
)  # fmt: skip
def test_a03_fires(cells, expected):
    check(cells, "A03", expected)


def test_a03_names_the_four_cells_and_both_sums():
    (finding, _) = found(case_with({"t3/new/natural_person": 41, NEW: 54}), "A03")
    check_words(
        finding,
        *(f"（{address(f't3/{row}/{NATURAL}')}）" for row in ("new", "carried_in", "total", "carried_out")),
        "等于 44 件",
        "等于 43 件",
        "两边应当相等",
    )


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({}, id="right"),
        pytest.param({"t3/new/natural_person": "４０"}, id="full-width"),
        pytest.param({SETTLED: None}, id="a-blank-total"),
        pytest.param({SETTLED: "无"}, id="none-for-a-total"),
        pytest.param({SETTLED: "=SUM(D32:D55)"}, id="a-formula-that-was-never-computed"),
        pytest.param({"t3/new/natural_person": "四十左右"}, id="words"),
        pytest.param({"t3/carried_out/natural_person": "#REF!", "t3/carried_out/total": "#REF!"}, id="errors"),
        pytest.param({"t3/carried_in/research": None, "t3/carried_out/research": "/"}, id="blanks-on-both-sides"),
        pytest.param({"t3/carried_in/research": 2, "t3/carried_out/research": 2, "t3/carried_in/total": 6, "t3/carried_out/total": 6}, id="two-more-carried-through"),
        pytest.param({"t3/granted/natural_person": 21, "t3/partial/natural_person": 4, "t3/granted/total": 28, "t3/partial/total": 5}, id="a-result-moved"),
        pytest.param({"t3/granted/natural_person": 99}, id="a-wrong-part-is-a01-and-a02"),
        pytest.param({"t4/review/total": 99}, id="another-table"),
    ],
)  # fmt: skip
def test_a03_is_silent(cells):
    check(cells, "A03", [])


# ---------------------------------------------------------------- A04

REVIEWS, DIRECT, AFTER = (f"t4/{group}/total" for group in ("review", "litigation_direct", "litigation_after_review"))  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({REVIEWS: 7}, [(REVIEWS, 6, 7)], id="one-too-many"),
        pytest.param({REVIEWS: 5}, [(REVIEWS, 6, 5)], id="pending-left-out"),
        pytest.param({REVIEWS: 0}, [(REVIEWS, 6, 0)], id="nought"),
        pytest.param({REVIEWS: 66}, [(REVIEWS, 6, 66)], id="a-digit-doubled"),
        pytest.param({REVIEWS: "六十件"}, [(REVIEWS, 6, 60)], id="in-chinese"),
        pytest.param({DIRECT: 2}, [(DIRECT, 1, 2)], id="direct-lawsuits"),
        pytest.param({AFTER: 2}, [(AFTER, 3, 2)], id="lawsuits-after-review"),
        pytest.param({"t4/review/upheld": None}, [(REVIEWS, 3, 6)], id="a-part-left-blank"),
        pytest.param({"t4/litigation_direct/upheld": 0, "t4/litigation_after_review/upheld": 3}, [(DIRECT, 0, 1), (AFTER, 4, 3)], id="a-lawsuit-in-the-wrong-group"),
        pytest.param({"t4/review/corrected": 2, "t4/litigation_direct/pending": 1}, [(REVIEWS, 7, 6), (DIRECT, 2, 1)], id="two-groups"),
        pytest.param({AFTER: -3}, [(AFTER, 3, -3)], id="negative"),
    ],
)  # fmt: skip
def test_a04_fires(cells, expected):
    check(cells, "A04", expected)


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({}, id="right"),
        pytest.param({REVIEWS: "6宗"}, id="with-a-unit"),
        pytest.param({REVIEWS: "６"}, id="full-width"),
        pytest.param({REVIEWS: None}, id="blank"),
        pytest.param({REVIEWS: "/", DIRECT: "—", AFTER: "无"}, id="all-kinds-of-nothing"),
        pytest.param({REVIEWS: "=SUM(A60:D60)"}, id="a-formula-that-was-never-computed"),
        pytest.param({REVIEWS: "#DIV/0!"}, id="an-error"),
        pytest.param({"t4/review/other": "个别"}, id="words-in-a-part"),
        pytest.param({"t4/review/upheld": 1, "t4/review/corrected": 3}, id="two-outcomes-swapped"),
        pytest.param({"t4/litigation_direct/other": None}, id="a-blank-part-is-nought"),
        pytest.param({f.code: 0 for f in FORM.by_table["t4"]}, id="all-nought"),
        pytest.param({f.code: None for f in FORM.by_table["t4"]}, id="all-blank"),
        pytest.param({NEW: 99}, id="another-table"),
    ],
)  # fmt: skip
def test_a04_is_silent(cells):
    check(cells, "A04", [])


# ---------------------------------------------------------------- all


def test_the_whole_table_without_totals_is_added_up():
    totals = {f.code: None for f in FORM.figures if f.is_total}
    case = case_with(totals)
    assert case.ret.values == RIGHT
    assert [f for rule in ("A01", "A02", "A03", "A04") for f in found(case, rule)] == []
    assert len(found(case, "V04")) == 2


def test_a_negative_part_is_told_in_brackets():
    (finding,) = found(case_with({"t3/granted/business": -4}), "A01")
    check_words(finding, "20＋（-4）＋1＋2＝19")
