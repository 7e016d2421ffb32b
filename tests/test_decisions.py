"""Decisions of the office: what they correct and confirm, and that they hold only while what they rest on stands."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factory import FORM, make_return
from toolkit.decisions import Corrected, Sent, correct, same, settle, version_of
from toolkit.model import Decision, Finding

NEW = FORM.index["t3/new/natural_person"]
TOTAL = FORM.index["t3/new/total"]
QUOTE = "收到申请12件"


def corrected(code="t3/new/natural_person", value=7, original="", line=4, rule="", **changes):
    return Decision(
        line, "甲区财政局", rule, FORM.index[code], code, "corrected", original, value=value, **changes
    )


def verified(rule="H03", code="t3/new/natural_person", original="", line=5, **changes):
    index = FORM.index[code] if code else None
    return Decision(line, "甲区财政局", rule, index, code, "verified", original, **changes)


def finding(rule="H03", figure="t3/new/natural_person", held="5", severity="warning", **changes):
    return Finding(
        rule, severity, "甲区财政局", "a.xlsx", None, "表三", "C5", figure, "请核对。", held=held, **changes
    )


RET = make_return({"t3/new/natural_person": 5})


def sent(ret=RET, *findings, version="v1"):
    return Sent(ret, findings, version)


def applied(decisions, before=None):
    return correct(FORM, before or sent(), decisions)


def put(before, decisions):
    """The decisions put to a return on which the corrections change no finding."""
    return settle(before, before.findings, decisions, correct(FORM, before, decisions))


class TestCorrect:
    def test_the_new_value_stands_in_the_figures_place_and_the_cell_s_content_is_kept(self):
        done = applied([corrected(note="电话核实", officer="王芳", day="2024-01-20")])
        ret = done.ret
        assert (ret.values[NEW], ret.states[NEW], done.applied) == (7, "number", {4})
        assert ret.raws[NEW] == RET.raws[NEW] == "5"
        assert ret.corrections[NEW].before == 5
        assert ret.corrections[NEW].note == "更正（原填“5”）：电话核实（王芳，2024-01-20）"
        assert [i for i in range(len(FORM.figures)) if ret.values[i] != RET.values[i]] == [NEW]

    def test_a_total_that_was_typed_is_not_touched_and_one_left_blank_follows_its_parts(self):
        assert applied([corrected()]).ret.values[TOTAL] == 5
        states = tuple("blank" if i == TOTAL else s for i, s in enumerate(RET.states))
        for ret in (replace(RET, states=states), replace(RET, computed=frozenset({TOTAL}))):
            assert applied([corrected()], sent(ret)).ret.values[TOTAL] == 7

    def test_a_total_that_is_a_formula_follows_as_it_would_have_in_the_workbook(self):
        whole = FORM.index["t3/new/total"]
        ret = replace(RET, live=frozenset({whole}))
        done = applied([corrected(value=7)], sent(ret)).ret
        assert (done.values[NEW], done.values[whole]) == (7, 7)
        assert done.raws[whole] == "5"
        assert done.followed == {whole: "分项更正后按公式重新算出（原为 5）"}
        wrong = replace(ret, values=tuple(9 if i == whole else v for i, v in enumerate(ret.values)))
        assert (
            applied([corrected(value=7)], sent(wrong)).ret.values[whole] == 9
        )  # a formula that was wrong before
        assert applied([corrected(value=7)], sent(RET)).ret.values[whole] == 5  # typed

    def test_it_mends_what_was_no_number(self):
        values = tuple(None if i == NEW else v for i, v in enumerate(RET.values))
        states = tuple("text" if i == NEW else s for i, s in enumerate(RET.states))
        raws = tuple("约5件" if i == NEW else r for i, r in enumerate(RET.raws))
        broken = replace(RET, values=values, states=states, raws=raws)
        ret = applied([corrected(value=0, original="约5件")], sent(broken)).ret
        assert (ret.values[NEW], ret.states[NEW], ret.corrections[NEW].before) == (0, "zero", None)

    @pytest.mark.parametrize("original", ["6", "五", "5.5"])
    def test_it_holds_only_while_the_original_stands(self, original):
        assert applied([corrected(original=original)]).ret is RET

    @pytest.mark.parametrize("original", ["", "5", "５", " 5 ", "5.0"])
    def test_an_original_may_be_written_otherwise_or_left_out(self, original):
        assert applied([corrected(original=original)]).ret.values[NEW] == 7

    def test_one_of_another_year_does_not_hold(self):
        assert applied([corrected(lapsed=True)]).ret is RET

    @pytest.mark.parametrize("originals", [("", ""), ("5", ""), ("5", "5.0")])
    def test_two_that_contradict_each_other_are_both_left_and_told(self, originals):
        one, other = originals
        done = applied([corrected(original=one), corrected(value=8, original=other, line=9)])
        assert done.ret is RET
        assert done.contested == ((4, 9),)
        assert not done.applied

    def test_two_that_agree_and_one_that_is_stale_are_no_contradiction(self):
        done = applied([corrected(), corrected(line=9), corrected(value=8, original="6", line=10)])
        assert done.ret.values[NEW] == 7
        assert (done.applied, done.contested) == ({4, 9}, ())

    def test_in_the_row_of_a_warning_about_words_it_rests_on_the_words_and_the_cell(self):
        """The text stays as it is while the agency sends another figure: that figure is nobody's to overwrite."""
        row = corrected(rule="N01", original=QUOTE, table="5")
        as_then = sent(RET, finding("N01", held=QUOTE, table="5"))
        assert applied([row], as_then).ret.values[NEW] == 7
        resent = make_return({"t3/new/natural_person": 6})
        now = sent(resent, finding("N01", held=QUOTE, table="6"), version="v2")
        assert applied([row], now).ret is resent
        assert [(item.was, item.now) for item in put(now, [row]).stale] == [("5", "6")]

    def test_where_the_words_changed_and_the_cell_did_not_the_words_are_told(self):
        row = corrected(rule="N01", original=QUOTE, table="5")
        said = "收到申请13件"
        now = sent(RET, finding("N01", held=said, table="5"), version="v2")
        assert [(item.was, item.now) for item in put(now, [row]).stale] == [(QUOTE, said)]
        gone = sent(RET, version="v3")
        assert [(item.was, item.now) for item in put(gone, [row]).stale] == [(QUOTE, "")]

    def test_a_cell_s_content_is_not_looked_for_in_the_text(self):
        ret = replace(RET, sections={"s1": "作出行政许可决定151件。"})
        assert applied([corrected(rule="N01", original="15")], sent(ret)).ret is ret


class TestSettle:
    def test_a_confirmed_warning_keeps_its_place_and_carries_the_words(self):
        settled = put(sent(RET, finding()), [verified(note="新设大厅", officer="王芳", day="1月20日")])
        assert [f.decision for f in settled.findings] == ["已核实：新设大厅（王芳，1月20日）"]
        assert settled.applied == {5}
        assert not settled.stale

    def test_without_a_figure_it_confirms_all_warnings_of_the_rule(self):
        findings = (finding(), finding(figure="t3/new/total"), finding(rule="H01"))
        settled = put(sent(RET, *findings), [verified(code=None)])
        assert [f.decision for f in settled.findings] == ["已核实", "已核实", None]

    @pytest.mark.parametrize("severity", ["error", "notice"])
    def test_it_silences_no_error(self, severity):
        settled = put(sent(RET, finding("A01", severity=severity)), [verified("A01")])
        assert settled.findings[0].decision is None
        assert not settled.applied

    def test_what_was_confirmed_about_another_figure_or_rule_does_not_count(self):
        for decision in (verified(code="t3/new/total"), verified("H01")):
            assert put(sent(RET, finding()), [decision]).findings[0].decision is None

    def test_other_content_makes_it_stale(self):
        settled = put(sent(RET, finding()), [verified(original="3")])
        assert settled.findings[0].decision is None
        assert [(item.why, item.was, item.now) for item in settled.stale] == [("changed", "3", "5")]
        assert not settled.applied

    def test_a_warning_about_words_rests_on_what_the_tables_held_beside_them(self):
        row = verified("N01", original=QUOTE, table="5", version="v1")
        then = sent(RET, finding("N01", held=QUOTE, table="5"))
        assert put(then, [row]).findings[0].decision
        now = sent(RET, finding("N01", held=QUOTE, table="9999"), version="v2")
        settled = put(now, [row])
        assert settled.findings[0].decision is None
        assert [(item.was, item.now) for item in settled.stale] == [("5", "9999")]

    @pytest.mark.parametrize("original", ["5", "５", "收到申请12件", "申请12件"])
    def test_a_person_may_write_the_cell_s_content_or_the_words(self, original):
        ret = replace(RET, sections={"s1": "全年收到申请12件。"})
        before = sent(ret, finding("N01", held="全年收到申请12件", table="5"))
        assert put(before, [verified("N01", original=original)]).findings[0].decision
        before = sent(ret, finding("P01", held="3、0、3", table="5"))
        assert bool(put(before, [verified("P01", original=original)]).applied) == (original in "5５")

    def test_what_a_correction_changed_is_another_warning_that_nobody_confirmed(self):
        before = sent(RET, finding(held="5"))
        decisions = [corrected(), verified()]
        done = correct(FORM, before, decisions)
        settled = settle(before, [finding(held="5", table="7")], decisions, done)
        assert settled.findings[0].decision is None
        assert (done.applied, settled.applied) == ({4}, frozenset())

    def test_a_stale_correction_is_told_even_if_nothing_is_found_any_more(self):
        assert [(i.why, i.now) for i in put(sent(), [corrected(original="9")]).stale] == [("changed", "5")]

    def test_a_warning_that_went_while_its_figure_stands_is_no_news(self):
        assert not put(sent(), [verified(original="5")]).stale

    @pytest.mark.parametrize("rule", ["P01", "V04", "H04", "N08"])
    def test_a_warning_that_went_though_the_files_are_the_same_is_no_news(self, rule):
        """--level, --blank and last year's data come and go; what the agency sent has not changed."""
        row = verified(rule, code=None, original="表二 B15", version="v1")
        assert not put(sent(version="v1"), [row]).stale
        assert [item.why for item in put(sent(version="v2"), [row]).stale] == ["changed"]

    def test_words_in_a_text_hold_while_they_stand_there(self):
        ret = replace(RET, sections={"s1": "全年收到申请 １２件。"})
        decision = verified("N01", original=QUOTE)
        assert put(sent(ret, finding("N01", held=QUOTE)), [decision]).findings[0].decision
        gone = put(sent(replace(ret, sections={"s1": "全年收到申请5件。"})), [decision])
        assert [item.why for item in gone.stale] == ["changed"]
        assert not put(sent(ret), [decision]).stale

    def test_one_of_another_year_is_told_only_where_it_would_matter(self):
        lapsed = verified(lapsed=True)
        settled = put(sent(RET, finding()), [lapsed])
        assert settled.findings[0].decision is None
        assert [item.why for item in settled.stale] == ["lapsed"]
        assert not put(sent(), [lapsed]).stale
        assert [i.why for i in put(sent(), [corrected(original="5", lapsed=True)]).stale] == ["lapsed"]

    def test_those_that_contradict_each_other_are_not_stale_too(self):
        assert not put(sent(), [corrected(), corrected(value=8, line=9)]).stale
        assert settle(sent(), (), [], Corrected(RET)).findings == ()


def test_a_version_is_of_all_the_files_in_any_order():
    other = replace(RET, sha256="1" * 64)
    assert version_of([RET, other]) == version_of([other, RET]) != version_of([RET])


@given(st.decimals(0, 10**9, places=3))
def test_a_number_is_the_same_however_it_is_written(value):
    assert same(f"{value:f}", f" {value:,f} ")
    assert not same(f"{value:f}", f"{value + Decimal('0.001'):f}")


@given(
    st.sampled_from(["corrected", "verified"]),
    st.sampled_from(["3", "5", QUOTE, "收到申请13件", ""]),
    st.sampled_from(["3", "5", ""]),
    st.sampled_from([None, "5", "6", QUOTE]),
    st.sampled_from(["5", "6", ""]),
    st.sampled_from(["N01", "H03"]),
)
def test_what_is_told_of_a_stale_one_is_never_twice_the_same(kind, original, table, held, now, rule):
    row = (
        corrected(rule=rule, original=original, table=table)
        if kind == "corrected"
        else verified(rule, original=original, table=table, version="v1")
    )
    found = () if held is None else (finding(rule, held=held, table=now),)
    for item in put(sent(RET, *found, version="v2"), [row]).stale:
        assert not same(item.was or row.original, item.now)
