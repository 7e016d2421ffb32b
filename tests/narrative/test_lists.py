"""Wholes and parts: a list that adds up is never broken, one with a part raised is."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.narrative.test_quantities import STYLES
from toolkit.narrative.flat import flatten
from toolkit.narrative.lists import Parts, wholes_and_parts

LABELS = ["政策文件", "工作动态", "公示公告", "办事指南", "人事信息", "财政资金", "重点领域"]
INTRODUCED = ["，包括{}", "，包含{}", "，分别为{}", "，具体为{}", "＝{}", "，分为{}"]
ALL = [*INTRODUCED, "，其中{}", "，其中：{}", "（{}）", "。其中{}", "（其中{}）"]
SUBJECTS = ["公开信息", "全年发布各类信息", "共整理目录", "开展活动"]


@st.composite
def lists(draw, ways):
    """The words of a list as (a function from the parts to a text, the parts)."""
    parts = draw(st.lists(st.integers(1, 3000), min_size=2, max_size=6))
    labels = draw(st.permutations(LABELS))
    way, style = draw(st.sampled_from(ways)), draw(st.sampled_from(sorted(STYLES)))
    unit = draw(st.sampled_from(["件", "条", "篇", "份", "次"]))
    mark = draw(st.sampled_from(["、", "，"])) if "（" not in way else "、"
    subject = draw(st.sampled_from(SUBJECTS))
    before = draw(st.sampled_from(["", "工作扎实推进。", "全年维护专栏7个。"]))

    def say(whole, items):
        number = STYLES[style]
        told = mark.join(f"{label}{number(n)}{unit}" for label, n in zip(labels, items, strict=False))
        return f"{before}{subject}{number(whole)}{unit}{way.format(told)}。"

    return say, parts


def found(text: str) -> list[Parts]:
    return list(wholes_and_parts(flatten("s1", text)))


@settings(deadline=None)
@given(lists(ALL))
def test_a_list_that_adds_up_is_never_broken(case):
    say, parts = case
    assert not any(item.broken for item in found(say(sum(parts), parts)))


@settings(deadline=None)
@given(lists(ALL), st.data())
def test_a_part_raised_breaks_it(case, data):
    say, parts = case
    raised = list(parts)
    raised[data.draw(st.integers(0, len(parts) - 1))] += data.draw(st.integers(1, 500))
    text = say(sum(parts), raised)
    # 其中通报365条，公众号推送622条: beyond the whole it is the next thing told, where things are published.
    assume(max(raised[1:]) <= sum(parts) or "其中" not in text)
    (item,) = [item for item in found(text) if item.broken]
    assert (item.whole, item.parts) == (sum(parts), tuple(raised))
    assert item.quote.rstrip("…") in text


@settings(deadline=None)
@given(lists(INTRODUCED), st.data())
def test_a_part_lowered_breaks_an_exhaustive_list(case, data):
    say, parts = case
    lowered = list(parts)
    lowered[data.draw(st.integers(0, len(parts) - 1))] -= 1
    (item,) = found(say(sum(parts), lowered))
    assert item.kind == "exhaustive"
    assert item.broken


@settings(deadline=None)
@given(lists(["，其中{}", "（{}）"]), st.integers(0, 500))
def test_a_list_of_some_parts_may_be_less(case, more):
    say, parts = case
    assert not any(item.broken for item in found(say(sum(parts) + more, parts)))


@settings(deadline=None)
@given(lists(["，包括{}等", "，主要包括{}"]), st.integers(1, 500))
def test_deng_and_mainly_leave_a_rest(case, more):
    say, parts = case
    assert not any(item.broken for item in found(say(sum(parts) + more, parts)))


@settings(deadline=None)
@given(st.text(alphabet="公开信息其中包括分别为件条0123456789一二三十百，。、；（）＝余等", max_size=60))
def test_any_text_can_be_read(text):
    for item in found(text):
        assert len(item.parts) >= 2
        assert item.whole >= 0
