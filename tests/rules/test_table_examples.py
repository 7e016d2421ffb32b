"""The rules about files, cells, sums and last year: at least eight cases that fire and eight that do not, for each rule."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.factory import FORM
from toolkit.assign import AssignedUnread
from toolkit.decisions import Corrected, Sent, settle
from toolkit.model import Case, CellError, Decision, Origin, Uncomputed, Unread
from toolkit.rules import judge, judge_stale, judge_superseded, judge_unread
from toolkit.rules.clean import (
    clean_case,
    clean_pair,
    with_blank_table,
    with_cells,
    with_companion,
    with_doubt,
    with_last_year,
    with_oddity,
    with_return,
    without_table,
)

CLEAN = clean_case()
COUNT, FEE, ROW_TOTAL = "t3/new/natural_person", "t2/fees/amount", "t3/new/total"


def found(case: Case, rule: str):
    return [finding for finding in judge(case) if finding.rule == rule]


def at(code: str) -> Origin:
    return CLEAN.ret.origins[FORM.index[code]]


# ---------------------------------------------------------------- V

V_FIRES = {
    "V01": [
        (COUNT, "约3"), (COUNT, "3-5"), (COUNT, "三五"), (COUNT, date(2024, 3, 1)), (COUNT, "详见附件"), (COUNT, True),
        (COUNT, "3人"), (FEE, "18.8710.1"), (FEE, "若干"), (COUNT, time(8, 30)), (COUNT, Uncomputed("=B1+C1")),
    ],
    "V02": [
        (COUNT, -1), (COUNT, "-3"), (COUNT, "－２"), (FEE, -0.5), (FEE, "-12.5万元"), ("t2/licensing/decisions", -35),
        ("t4/review/upheld", -1), ("t2/normative_documents/in_force", -6),
    ],
    "V03": [
        (COUNT, 3.5), (COUNT, "2.5"), (COUNT, "３．５"), ("t2/licensing/decisions", 35.1), ("t4/review/upheld", 0.5),
        (COUNT, "1,024.5"), ("t2/penalties/decisions", 0.01), ("t3/granted/natural_person", "1.5件"),
    ],
    "V05": [
        (COUNT, "３"), (COUNT, "3件"), (COUNT, " 3 "), ("t2/licensing/decisions", "1,024"), (COUNT, "三"), (COUNT, "3.0"),
        (FEE, "12万元"), (FEE, "18.8710"), (COUNT, "03"),
    ],
    "V06": [
        (ROW_TOTAL, CellError("#REF!")), (COUNT, CellError("#VALUE!")), (FEE, CellError("#N/A")), (COUNT, "#DIV/0!"),
        (COUNT, "#NAME?"), (ROW_TOTAL, "#REF!"), ("t4/review/total", CellError("#NUM!")), (COUNT, "Err:522"),
    ],
}  # fmt: skip
V_SILENT = {
    "V01": [(COUNT, 3), (COUNT, "3"), (COUNT, "３件"), (COUNT, "十二"), (COUNT, None), (COUNT, "/"), (COUNT, 0), (FEE, "12.5万元")],
    "V02": [(COUNT, 3), (COUNT, 0), (COUNT, "-"), (COUNT, "—"), (COUNT, "无"), (FEE, 0.5), (COUNT, None), (COUNT, "－")],
    "V03": [(COUNT, 3), (COUNT, 3.0), (COUNT, "3.0"), (FEE, 18.871), (FEE, "0.24万元"), (COUNT, None), (FEE, "2400元"), (COUNT, "三")],
    "V05": [(COUNT, 3), (COUNT, 3.0), (COUNT, "3"), (FEE, 18.871), (FEE, "18.871"), (COUNT, 0), (COUNT, None), (COUNT, "/")],
    "V06": [(COUNT, 3), (ROW_TOTAL, 4), (COUNT, "3件"), (COUNT, None), (COUNT, "REF"), (COUNT, "#3"), (FEE, 0), (COUNT, "/")],
}  # fmt: skip


@pytest.mark.parametrize(("rule", "code", "raw"), [(r, *c) for r, cases in V_FIRES.items() for c in cases])
def test_a_cell_that_is_not_as_it_must_be(rule, code, raw):
    hits = [f for f in found(with_cells({code: raw})(CLEAN), rule) if f.figure == code]
    assert len(hits) == 1
    assert (hits[0].sheet, hits[0].cell) == at(code)


@pytest.mark.parametrize(("rule", "code", "raw"), [(r, *c) for r, cases in V_SILENT.items() for c in cases])
def test_a_cell_that_is_as_it_may_be(rule, code, raw):
    assert found(with_cells({code: raw})(CLEAN), rule) == []


BLANKS = [None, "", "  ", "/", "-", "—", "无", "——", "\\"]


@pytest.mark.parametrize("raw", BLANKS)
def test_a_blank_is_asked_about_once_a_table(raw):
    cells = {"t2/penalties/decisions": raw, "t2/coercion/decisions": raw, "t3/refused_law/business": raw}
    hits = found(with_cells(cells)(CLEAN), "V04")
    assert len(hits) == 2
    assert at("t2/penalties/decisions").cell in hits[0].held


@pytest.mark.parametrize("raw", [0, "0", "０", "零", 0.0, "0件", 3, "0.0"])
def test_a_nought_is_no_blank(raw):
    assert found(with_cells({"t2/penalties/decisions": raw})(CLEAN), "V04") == []


@pytest.mark.parametrize("raw", BLANKS[:8])
def test_where_blanks_are_noughts_nobody_is_asked(raw):
    zero = replace(CLEAN, settings=replace(CLEAN.settings, blank="zero"))
    assert found(with_cells({"t2/penalties/decisions": raw})(zero), "V04") == []


TOTALS = [figure for figure in FORM.figures if figure.is_total]


@pytest.mark.parametrize("figure", TOTALS[:10] + TOTALS[-3:], ids=lambda f: f.code)
def test_a_total_that_the_program_computed_is_told_and_one_with_a_result_is_not(figure):
    hits = found(with_return(computed=frozenset({figure.index}))(CLEAN), "V07")
    assert len(hits) == 1
    assert CLEAN.ret.origins[figure.index].cell in hits[0].message
    assert found(CLEAN, "V07") == []


@pytest.mark.parametrize("table", ["t2", "t3", "t4"])
@pytest.mark.parametrize("value", [1, 7, 120])
def test_a_tick_beside_figures(table, value):
    code = next(f.code for f in FORM.by_table[table] if not f.is_total)
    blank = with_cells({f.code: 0 for f in FORM.by_table[table]})(CLEAN)
    ticked = with_return(ticked={table: Origin("表", "B3")})
    assert len(found(ticked(with_cells({code: value})(blank)), "V08")) == 1
    assert found(ticked(blank), "V08") == []
    assert found(ticked(with_blank_table(table)(CLEAN)), "V08") == []
    assert found(with_cells({code: value})(blank), "V08") == []


# ---------------------------------------------------------------- A

SUMS = {
    "A01": [f for f in TOTALS if f.table.id == "t3" and f.column.code == "total" and f.row.code != "total"],
    "A02": [f for f in TOTALS if f.table.id == "t3" and f.row.code == "total" and f.column.code != "total"],
    "A04": [f for f in TOTALS if f.table.id == "t4"],
}


@pytest.mark.parametrize(
    ("rule", "figure", "by"),
    [(r, f, by) for r, figures in SUMS.items() for f in figures[:8] for by in (1, 10, -1, 100)],
    ids=lambda v: getattr(v, "code", str(v)),
)
def test_a_total_that_is_not_the_sum_of_its_parts(rule, figure, by):
    right = int(CLEAN.ret.values[figure.index])
    if right + by < 0:
        by = 5
    hits = [f for f in found(with_cells({figure.code: right + by})(CLEAN), rule) if f.figure == figure.code]
    assert [(f.expected, f.actual) for f in hits] == [(right, right + by)]
    assert (hits[0].sheet, hits[0].cell) == at(figure.code)


@pytest.mark.parametrize("raw", [None, "", "/", "无", "—"])
@pytest.mark.parametrize("rule", SUMS)
def test_a_total_that_is_right_or_claims_nothing(rule, raw):
    for figure in SUMS[rule][:8]:
        assert found(with_cells({figure.code: raw})(CLEAN), rule) == []
        assert found(with_cells({figure.code: str(CLEAN.ret.values[figure.index])})(CLEAN), rule) == []


COLUMNS = [column.code for column in FORM.table("t3").blocks[0].columns]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("row", ["new", "carried_in", "carried_out"])
def test_a_column_that_does_not_balance(column, row):
    code = f"t3/{row}/{column}"
    value = int(CLEAN.ret.values[FORM.index[code]]) + 2
    hits = [f for f in found(with_cells({code: value})(CLEAN), "A03") if f.figure == f"t3/total/{column}"]
    assert len(hits) == 1
    assert abs(hits[0].expected - hits[0].actual) == 2


@pytest.mark.parametrize("column", COLUMNS[:-1])
@pytest.mark.parametrize("n", [1, 7])
def test_a_column_to_which_the_same_is_added_on_both_sides_balances(column, n):
    cells = {
        f"t3/{row}/{place}": int(CLEAN.ret.values[FORM.index[f"t3/{row}/{place}"]]) + n
        for row in ("new", "carried_out")
        for place in (column, "total")
    }
    assert found(with_cells(cells)(CLEAN), "A03") == []


# ---------------------------------------------------------------- H


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("by", [1, 3])
def test_what_was_carried_over_differs_from_last_year(column, by):
    was = int(CLEAN.ret.values[FORM.index[f"t3/carried_in/{column}"]])
    changed = with_last_year({f"t3/carried_out/{column}": was + by})(CLEAN)
    hits = found(changed, "H01")
    assert [(f.figure, f.expected, f.actual) for f in hits] == [(f"t3/carried_in/{column}", was + by, was)]
    assert found(with_last_year({f"t3/carried_out/{column}": was})(CLEAN), "H01") == []


@pytest.mark.parametrize("was", [0, 1, 4, 6, 7, 9, 50, 420])
def test_documents_in_force_do_not_follow_from_last_year(was):
    hits = found(with_last_year({"t2/normative_documents/in_force": was})(CLEAN), "H02")
    assert [(f.expected, f.actual) for f in hits] == [(was + 1, 6)]


@pytest.mark.parametrize(
    ("issued", "repealed", "was", "now"),
    [
        (1, 0, 5, 6),
        (0, 0, 6, 6),
        (3, 2, 13, 14),
        (0, 4, 4, 0),
        (9, 9, 1, 1),
        (2, 0, 0, 2),
        (0, 1, 7, 6),
        (61, 59, 420, 422),
    ],
)
def test_documents_in_force_follow(issued, repealed, was, now):
    row = "t2/normative_documents"
    case = with_last_year({f"{row}/in_force": was})(
        with_cells({f"{row}/issued": issued, f"{row}/repealed": repealed, f"{row}/in_force": now})(CLEAN)
    )
    # The year before ends where this year begins, in both rows of documents.
    assert found(case, "H02") == []


@pytest.mark.parametrize("was", [0, 1750, 3500, 7, 5000, 175 + 50 * 5, 10**6, 90 * 35])
def test_a_figure_jumped(was):
    now = 35 if was not in (0, 7) else 350
    case = with_last_year({"t2/licensing/decisions": was})(with_cells({"t2/licensing/decisions": now})(CLEAN))
    assert [(f.expected, f.actual) for f in found(case, "H03")] == [(was, now)]


@pytest.mark.parametrize("was", [35, 30, 36, 8, 84, 100, 20, 60])
def test_a_figure_changed_as_figures_do(was):
    assert found(with_last_year({"t2/licensing/decisions": was})(CLEAN), "H03") == []


@pytest.mark.parametrize("n", range(8))
def test_a_whole_table_is_last_year_s(n):
    cells = {
        "t2/licensing/decisions": 30 + n,
        "t2/penalties/decisions": n + 1,
        "t2/coercion/decisions": n + 2,
    }
    case = with_cells(cells)(CLEAN)
    assert len(found(with_last_year(None)(case), "H04")) == 2
    other = with_last_year({"t2/licensing/decisions": 31 + n, "t3/new/business": n + 5})(case)
    assert found(other, "H04") == []


# ---------------------------------------------------------------- F and D


@pytest.mark.parametrize(
    "problem",
    [
        "damaged",
        "encrypted",
        "empty",
        "pdf",
        "picture",
        "too_large",
        "timeout",
        "unreadable",
        "nesting",
        "crashed",
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(problem):
    unread = Unread("甲区财政局.xlsx", None, "0" * 64, "甲区财政局.xlsx", problem)
    (hit,) = judge_unread(FORM, AssignedUnread(unread, None))
    assert hit.rule == "F01"
    assert "；" in hit.message
    assert judge_unread(FORM, AssignedUnread(replace(unread, problem=None), None)) == ()


@pytest.mark.parametrize("table", ["t2", "t3", "t4"])
def test_a_table_that_is_missing_or_untouched(table):
    assert len(found(without_table(table)(CLEAN), "F02")) == 1
    assert len(found(with_blank_table(table)(CLEAN), "F02")) == 1
    other = "t2" if table != "t2" else "t4"
    both = with_blank_table(table)(without_table(other)(CLEAN))
    assert len(found(both, "F02")) == 2
    assert found(with_cells({f.code: 0 for f in FORM.by_table[table]})(CLEAN), "F02") == []
    first = next(f.code for f in FORM.by_table[table] if not f.is_total)
    assert found(with_cells({first: 1})(with_blank_table(table)(CLEAN)), "F02") == []
    ticked = with_return(ticked={table: Origin("表", "B3")})(with_blank_table(table)(CLEAN))
    assert found(ticked, "F02") == []


@pytest.mark.parametrize("table", ["t2", "t3", "t4"])
@pytest.mark.parametrize("kind", ["lost", "doubtful"])
@pytest.mark.parametrize("label", ["行政许可", "2.重复申请"])
def test_a_line_that_is_missing_or_cannot_be_told(table, kind, label):
    code = next(f.code for f in FORM.by_table[table])
    (hit,) = found(with_oddity(kind, table, label, (code,))(CLEAN), "F03")
    assert label in hit.message


@pytest.mark.parametrize("table", ["t2", "t3"])
@pytest.mark.parametrize("kind", ["shifted", "extra", "hidden_copy", "empty_copy", "older_copy", "typing"])
def test_what_was_read_in_spite_of_its_layout_is_a_notice(table, kind):
    case = with_oddity(kind, table, "小计")(CLEAN)
    assert found(case, "F03") == []
    (hit,) = found(case, "F09")
    assert hit.severity == "notice"


@pytest.mark.parametrize(
    "doubt",
    [
        "名称不完全相同",
        "名单里没有",
        "按文件名认作",
        "两处名称不同",
        "转用了别的单位的表",
        "简称有两个",
        "编码不同",
        "没有署名",
    ],
)
def test_a_sender_that_is_not_certain(doubt):
    assert len(found(with_doubt(doubt)(CLEAN), "F05")) == 1
    assert found(CLEAN, "F05") == []


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022, 2024, 2025, 2026, 2032])
def test_a_return_of_another_year(year):
    (hit,) = found(with_return(years=(year,))(CLEAN), "F06")
    assert (hit.expected, hit.actual) == (2023, year)
    assert found(with_return(years=(2023, year))(CLEAN), "F06") == []


@pytest.mark.parametrize("n", range(8))
def test_copies(n):
    pair = clean_pair(FORM)
    old = with_cells({"t2/licensing/decisions": 20 + n})(CLEAN).ret
    (later,) = judge_superseded(FORM, replace(pair, old=old, kind="later"), "甲区财政局")
    assert later.rule == "F04"
    assert f"{20 + n}" in later.message
    (same,) = judge_superseded(FORM, replace(pair, kind="same"), "甲区财政局")
    assert same.rule == "F07"


@pytest.mark.parametrize("sheet_cell", ["B3", "C5", "B7", "D2", "A9", "F4", "B12", "E6"])
def test_the_trial_form_goes_back_once_and_nothing_else_is_said_of_its_tables(sheet_cell):
    case = without_table("t2")(with_return(trial=Origin("表二", sheet_cell))(CLEAN))
    (hit,) = found(case, "F08")
    assert hit.cell == sheet_cell
    assert found(case, "F02") == found(case, "F03") == []
    assert found(CLEAN, "F08") == []


@pytest.mark.parametrize(
    "code",
    [
        COUNT,
        ROW_TOTAL,
        "t2/licensing/decisions",
        FEE,
        "t4/review/upheld",
        "t4/review/total",
        "t3/granted/natural_person",
        "t2/coercion/decisions",
    ],
)
def test_the_word_report_beside_the_workbook_gives_another_figure(code):
    mine = CLEAN.ret.values[FORM.index[code]]
    hits = [f for f in found(with_companion({code: 77})(CLEAN), "F10") if f.figure == code]
    assert [(f.expected, f.actual) for f in hits] == [(mine, 77)]
    assert found(with_companion({code: str(mine)})(CLEAN), "F10") == []


@pytest.mark.parametrize("original", ["1", "3", "53", "34", "35件以内", "无", "/", "三百五十"])
def test_a_decision_holds_while_its_cell_says_the_same(original):
    code = "t2/licensing/decisions"
    decision = Decision(5, "甲区财政局", "H03", FORM.index[code], code, "verified", original)
    settled = settle(Sent(CLEAN.ret, (), ""), (), [decision], Corrected(CLEAN.ret))
    (hit,) = judge_stale(FORM, CLEAN.ret, settled.stale, "甲区财政局")
    assert (hit.rule, hit.figure, hit.expected, hit.actual) == ("D01", code, original, "35")


@pytest.mark.parametrize("original", ["35", "３５", " 35 ", "35.0", "35.00", "", "3 5", "35 "])
def test_a_decision_whose_cell_still_says_the_same_is_silent(original):
    code = "t2/licensing/decisions"
    decision = Decision(5, "甲区财政局", "H03", FORM.index[code], code, "verified", original)
    assert settle(Sent(CLEAN.ret, (), ""), (), [decision], Corrected(CLEAN.ret)).stale == ()
