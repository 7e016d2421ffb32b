"""Decisions of the office: what they correct and confirm, and that they hold only while what they rest on stands."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factory import FORM, make_return
from toolkit.decisions import correct, same, settle
from toolkit.model import Decision, Finding

NEW = FORM.index["t3/new/natural_person"]
TOTAL = FORM.index["t3/new/total"]


def corrected(code="t3/new/natural_person", value=7, original="", **changes):
    return Decision(4, "甲区财政局", "", FORM.index[code], code, "corrected", original, value, **changes)


def verified(rule="H03", code="t3/new/natural_person", original="", **changes):
    index = FORM.index[code] if code else None
    return Decision(5, "甲区财政局", rule, index, code, "verified", original, **changes)


def finding(rule="H03", figure="t3/new/natural_person", held="5", severity="warning"):
    return Finding(rule, severity, "甲区财政局", "a.xlsx", None, "表三", "C5", figure, "请核对。", held=held)


RET = make_return({"t3/new/natural_person": 5})


class TestCorrect:
    def test_the_new_value_stands_in_the_figures_place_and_the_cell_s_content_is_kept(self):
        ret = correct(FORM, RET, [corrected(note="电话核实", officer="王芳", day="2024-01-20")])
        assert ret.values[NEW] == 7
        assert ret.states[NEW] == "number"
        assert ret.raws[NEW] == RET.raws[NEW] == "5"
        assert ret.corrections[NEW].before == 5
        assert ret.corrections[NEW].note == "更正（原填“5”）：电话核实（王芳，2024-01-20）"
        assert [i for i in range(len(FORM.figures)) if ret.values[i] != RET.values[i]] == [NEW]

    def test_a_total_that_was_typed_is_not_touched_and_one_left_blank_follows_its_parts(self):
        assert correct(FORM, RET, [corrected()]).values[TOTAL] == 5
        states = tuple("blank" if i == TOTAL else s for i, s in enumerate(RET.states))
        assert correct(FORM, replace(RET, states=states), [corrected()]).values[TOTAL] == 7
        assert correct(FORM, replace(RET, computed=frozenset({TOTAL})), [corrected()]).values[TOTAL] == 7

    def test_it_mends_what_was_no_number(self):
        values = tuple(None if i == NEW else v for i, v in enumerate(RET.values))
        states = tuple("text" if i == NEW else s for i, s in enumerate(RET.states))
        raws = tuple("约5件" if i == NEW else r for i, r in enumerate(RET.raws))
        ret = correct(
            FORM,
            replace(RET, values=values, states=states, raws=raws),
            [corrected(value=0, original="约5件")],
        )
        assert (ret.values[NEW], ret.states[NEW], ret.corrections[NEW].before) == (0, "zero", None)

    @pytest.mark.parametrize("original", ["6", "五", "5.5"])
    def test_it_holds_only_while_the_original_stands(self, original):
        assert correct(FORM, RET, [corrected(original=original)]) is RET

    @pytest.mark.parametrize("original", ["", "5", "５", " 5 ", "5.0"])
    def test_an_original_may_be_written_otherwise_or_left_out(self, original):
        assert correct(FORM, RET, [corrected(original=original)]).values[NEW] == 7

    def test_one_of_another_year_does_not_hold(self):
        assert correct(FORM, RET, [corrected(lapsed=True)]) is RET


class TestSettle:
    def test_a_confirmed_warning_keeps_its_place_and_carries_the_words(self):
        settled = settle(RET, [finding()], [verified(note="新设大厅", officer="王芳", day="1月20日")])
        assert [f.decision for f in settled.findings] == ["已核实：新设大厅（王芳，1月20日）"]
        assert settled.used == {5}
        assert not settled.stale

    def test_without_a_figure_it_confirms_all_warnings_of_the_rule(self):
        findings = [finding(), finding(figure="t3/new/total"), finding(rule="H01")]
        settled = settle(RET, findings, [verified(code=None)])
        assert [f.decision for f in settled.findings] == ["已核实", "已核实", None]

    @pytest.mark.parametrize("severity", ["error", "notice"])
    def test_it_silences_no_error(self, severity):
        settled = settle(RET, [finding("A01", severity=severity)], [verified("A01")])
        assert settled.findings[0].decision is None
        assert not settled.used

    def test_what_was_confirmed_about_another_figure_or_rule_does_not_count(self):
        for decision in (verified(code="t3/new/total"), verified("H01")):
            assert settle(RET, [finding()], [decision]).findings[0].decision is None

    def test_other_content_makes_it_stale(self):
        settled = settle(RET, [finding()], [verified(original="3")])
        assert settled.findings[0].decision is None
        assert [(item.why, item.now) for item in settled.stale] == [("changed", "5")]

    def test_a_stale_correction_is_told_even_if_nothing_is_found_any_more(self):
        settled = settle(RET, [], [corrected(original="9")])
        assert [(item.why, item.now) for item in settled.stale] == [("changed", "5")]

    def test_a_warning_that_went_while_its_figure_stands_is_no_news(self):
        assert not settle(RET, [], [verified(original="5")]).stale

    def test_words_in_a_text_hold_while_they_stand_there(self):
        ret = replace(RET, sections={"s1": "全年收到申请 １２件。"})
        words = finding("N01", held="收到申请12件")
        decision = verified("N01", original="收到申请12件")
        assert settle(ret, [words], [decision]).findings[0].decision
        gone = settle(replace(ret, sections={"s1": "全年收到申请5件。"}), [], [decision])
        assert [item.why for item in gone.stale] == ["changed"]
        assert not settle(ret, [], [decision]).stale

    def test_one_of_another_year_is_told_only_where_it_would_matter(self):
        lapsed = verified(lapsed=True)
        settled = settle(RET, [finding()], [lapsed])
        assert settled.findings[0].decision is None
        assert [item.why for item in settled.stale] == ["lapsed"]
        assert not settle(RET, [], [lapsed]).stale
        assert [i.why for i in settle(RET, [], [corrected(original="5", lapsed=True)]).stale] == ["lapsed"]


@given(st.decimals(0, 10**9, places=3))
def test_a_number_is_the_same_however_it_is_written(value):
    assert same(f"{value:f}", f" {value:,f} ")
    assert not same(f"{value:f}", f"{value + Decimal('0.001'):f}")
