"""Every rule: its example fires it, the clean return is silent, and its declaration says all that it must."""

import inspect
import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factory import FORM, make_return, random_base
from toolkit.explain import explain_rule, run_example
from toolkit.model import Agency, Case, CellError, Match, Origin, Settings
from toolkit.rules import catalogue, find_rule, judge, judge_superseded, rule
from toolkit.rules.clean import (
    clean_case,
    clean_pair,
    with_blank_table,
    with_cells,
    with_last_year,
    with_oddity,
    with_return,
)

RULES = catalogue()
CLEAN = clean_case()


def codes(findings):
    return [finding.rule for finding in findings]


@pytest.mark.parametrize("item", RULES, ids=lambda r: r.code)
class TestEveryRule:
    def test_its_example_fires_it(self, item):
        hits = [f for f in run_example(item) if f.rule == item.code]
        assert hits
        assert all(f.severity == item.severity for f in hits)

    def test_its_counter_example_does_not(self, item):
        assert item.code not in codes(run_example(item, item.counter))

    def test_it_says_all_that_the_catalogue_needs_in_chinese(self, item):
        for text in (item.title, item.why, item.remedy, item.example.shows):
            assert re.search(r"[\u4e00-\u9fff]", text)
        assert re.fullmatch(r"\d+\.\d+\.\d+", item.since)
        assert re.fullmatch(r"[FDVAHPN]\d\d", item.code)

    def test_its_message_is_a_whole_sentence_that_says_where_or_what_to_do(self, item):
        for finding in run_example(item):
            assert finding.message.endswith("。")
            assert "None" not in finding.message

    def test_its_page_shows_the_example_run(self, item):
        page = explain_rule(item, "错误")
        assert item.code in page
        assert item.remedy in page
        assert next(f.message for f in run_example(item) if f.rule == item.code) in page


def test_the_clean_return_is_silent():
    assert judge(CLEAN) == ()
    assert judge_superseded(FORM, clean_pair(FORM), "甲区财政局") == ()


def test_the_rules_of_the_contract_so_far_are_there():
    assert [item.code for item in RULES] == [
        *(f"F{n:02}" for n in range(1, 12)), "D01", *(f"V0{n}" for n in range(1, 9)), *(f"A0{n}" for n in range(1, 5)),
        *(f"H0{n}" for n in range(1, 5)), *(f"P0{n}" for n in range(1, 6)),
        *(f"N{n:02}" for n in range(1, 15)),
    ]  # fmt: skip


def test_a_code_is_never_used_twice():
    with pytest.raises(ValueError, match="declared twice"):
        rule("A01", "error", "", why="", remedy="", example=RULES[0].example, counter=RULES[0].counter)(
            lambda case: iter(())
        )


def test_rules_are_found_however_typed():
    assert find_rule(" a01 ") is find_rule("A01")
    assert find_rule("A99") is None


def test_no_rule_opens_a_workbook():
    for item in RULES:
        source = inspect.getsource(inspect.getmodule(item.check))
        assert not re.search(r"import (openpyxl|python_calamine|zipfile|docx)", source)


class TestArithmetic:
    @given(
        st.integers(0, 2**32), st.sampled_from([f for f in FORM.figures if f.is_total]), st.integers(1, 50)
    )
    def test_a_wrong_total_is_found_at_its_own_cell_and_the_right_ones_are_silent(self, seed, figure, by):
        ret = make_return(random_base(random.Random(seed)))
        case = Case(FORM, ret, Match(Agency("1", "甲")), Settings(2023))
        assert not [f for f in judge(case) if f.rule.startswith("A")]
        wrong = with_cells({figure.code: int(ret.values[figure.index]) + by})(case)
        found = [f for f in judge(wrong) if f.figure == figure.code and f.rule in ("A01", "A02", "A04")]
        assert found
        for finding in found:
            assert finding.actual - finding.expected == by
            assert (finding.sheet, finding.cell) == ret.origins[figure.index]

    def test_the_balance_gives_both_sides(self):
        case = with_cells({"t3/carried_out/natural_person": 3})(CLEAN)
        finding = next(f for f in judge(case) if f.rule == "A03")
        assert (finding.figure, finding.expected, finding.actual) == ("t3/total/natural_person", 4, 6)

    @pytest.mark.parametrize("raw", [None, "无"])
    def test_a_blank_total_claims_nothing(self, raw):
        found = codes(
            judge(
                with_cells({"t3/new/total": raw, "t4/review/total": raw, "t3/total/natural_person": raw})(
                    CLEAN
                )
            )
        )
        assert not {"A01", "A02", "A04"} & set(found)

    @pytest.mark.parametrize("raw", ["约3", CellError("#N/A")])
    def test_identities_with_a_cell_that_is_no_number_are_not_judged(self, raw):
        found = set(codes(judge(with_cells({"t3/granted/natural_person": raw})(CLEAN))))
        assert found == ({"V01"} if raw == "约3" else {"V06"})

    def test_amounts_are_in_no_identity(self):
        assert judge(with_cells({"t2/fees/amount": 12.3456})(CLEAN)) == ()


class TestTables:
    def test_an_untouched_table_is_an_error_and_asks_nothing_more(self):
        assert codes(judge(with_blank_table("t4")(CLEAN))) == ["F02"]

    def test_with_blank_zero_only_three_blank_tables_are_untouched(self):
        zero = replace(CLEAN, settings=replace(CLEAN.settings, blank="zero"))
        # The text of the clean case speaks of a review: that is then the only thing to be said.
        assert set(codes(judge(with_blank_table("t4")(zero)))) == {"N01"}
        for table in ("t2", "t3", "t4"):
            zero = with_blank_table(table)(zero)
        assert [code for code in codes(judge(zero)) if code[0] != "N"] == ["F02"] * 3

    def test_blanks_are_one_finding_a_table_that_names_the_cells(self):
        case = with_cells(
            {"t2/penalties/decisions": None, "t2/coercion/decisions": "/", "t4/review/other": None}
        )(CLEAN)
        found = judge(case)
        assert codes(found) == ["V04", "V04"]
        assert "1 格空白" in found[0].message
        assert "1 格填" in found[0].message
        assert CLEAN.ret.origins[FORM.index["t2/penalties/decisions"]].cell in found[0].message

    def test_a_tick_beside_zeros_is_right(self):
        case = with_cells({f.code: 0 for f in FORM.by_table["t4"]})(CLEAN)
        ticked = with_return(
            ticked={"t4": Origin("表四", "B3")}, values=case.ret.values, states=case.ret.states
        )
        # The text of the clean case speaks of a review.
        assert codes(judge(ticked(CLEAN))) == ["N01"]

    def test_extra_rows_are_a_notice_unless_an_official_row_is_missing(self):
        assert codes(judge(with_oddity("extra", "t3", "小计")(CLEAN))) == ["F09"]
        lost = with_oddity("lost", "t3", "2.重复申请", ("t3/declined_duplicate/total",))(CLEAN)
        both = with_return(
            oddities=(*lost.ret.oddities, *with_oddity("extra", "t3", "重复申诉")(CLEAN).ret.oddities)
        )(CLEAN)
        assert codes(judge(both)) == ["F03", "F03"]

    def test_slipped_rows_are_one_notice_a_table(self):
        odd = with_oddity("shifted", "t3", "1.属于国家秘密")(CLEAN).ret.oddities
        other = with_oddity("shifted", "t3", "2.重复申请")(CLEAN).ret.oddities
        found = judge(with_return(oddities=odd + other)(CLEAN))
        assert codes(found) == ["F09"]
        assert "重复申请" in found[0].message


class TestHistory:
    def test_a_year_that_follows_from_the_last_is_silent(self):
        assert judge(with_last_year({})(CLEAN)) == ()

    def test_nothing_is_said_without_last_years_data(self):
        assert not [f for f in judge(CLEAN) if f.rule.startswith("H")]

    def test_carried_over_is_compared_column_by_column(self):
        found = judge(with_last_year({"t3/carried_out/business": 4})(CLEAN))
        assert [(f.rule, f.figure, f.expected, f.actual) for f in found] == [
            ("H01", "t3/carried_in/business", 4, 0)
        ]

    @pytest.mark.parametrize(
        ("old", "fires"),
        [(30, False), (84, False), (7, False), (174, False), (175, True), (200, True), (0, False)],
    )
    def test_a_jump_needs_both_a_difference_and_a_multiple(self, old, fires):
        found = judge(with_last_year({"t2/licensing/decisions": old})(CLEAN))
        assert ([f.rule for f in found] == ["H03"]) == fires

    def test_the_same_small_table_is_no_copy(self):
        case = with_last_year(None)(CLEAN)
        tables = [f.message[:2] for f in judge(case) if f.rule == "H04"]
        assert tables == ["表二", "表三"]


class TestAdjustments:
    def test_only_a_correction_may_be_negative(self):
        case = with_cells({"t2/licensing/decisions": -3})(CLEAN)
        assert codes(judge(case)) == ["V02"]
        correction = replace(case, match=Match(Agency("900", "汇总调整", "汇总调整")))
        assert judge(correction) == ()
