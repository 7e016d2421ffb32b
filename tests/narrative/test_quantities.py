"""Every number with a unit is found with its value, however it is written."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_numerals import written
from toolkit.narrative.flat import flatten
from toolkit.narrative.quantities import Quantity, in_wan, quantities

UNITS = ("件", "条", "宗", "份", "例", "起", "次", "人次", "篇", "场", "项", "个", "家", "期", "元", "%")
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
STYLES = {
    "arabic": str,
    "grouped": lambda n: f"{n:,}",
    "full-width": lambda n: str(n).translate(WIDE),
    "full-width grouped": lambda n: f"{n:,}".translate(WIDE),
    "chinese": written,
}
leads = st.sampled_from(
    ["", "共", "公开信息", "收到政府信息公开申请", "其中", "（", "，", "达到", "分别为", "微信公众号"]
)
trails = st.sampled_from(["", "，其余略", "。", "）", "、", "；", "公开", "已办结"])


def found(text: str) -> list[Quantity]:
    return list(quantities(flatten("s1", text).text))


@settings(deadline=None)
@given(leads, st.integers(0, 10**7), st.sampled_from(sorted(STYLES)), st.sampled_from(UNITS), trails)
def test_a_whole_number_is_found(lead, number, style, unit, trail):
    (quantity,) = found(f"{lead}{STYLES[style](number)}{unit}{trail}")
    assert (quantity.value, quantity.unit, quantity.rough) == (number, unit, False)
    assert quantity.step == 1 or STYLES[style](number).endswith("万")
    flat = flatten("s1", f"{lead}{STYLES[style](number)}{unit}{trail}")
    assert flat.quote(quantity.start, quantity.end) == f"{STYLES[style](number)}{unit}"


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4), st.sampled_from(["%", "元", "万元", "亿元"]), st.booleans())
def test_decimals_and_their_last_place(digits, places, unit, wide):
    value, scale = Decimal(digits).scaleb(-places), {"万元": 10**4, "亿元": 10**8}.get(unit, 1)
    text = f"{value:f}"
    (quantity,) = found(f"共{text.translate(WIDE) if wide else text}{unit}。")
    # 万 and 亿 belong to the number.
    assert (quantity.value, quantity.unit) == (value * scale, unit[-1])
    assert quantity.step == Decimal(1).scaleb(-places) * scale


@settings(deadline=None)
@given(st.integers(1, 999), st.sampled_from(["约{}件", "近{}件", "{}余件", "{}多件", "{}件以上", "{}件左右", "不到{}件", "超过{}件", "至少{}件"]), st.sampled_from(["arabic", "full-width", "chinese"]))  # fmt: skip
def test_rough_numbers_are_marked(number, words, style):
    (quantity,) = found(words.format(STYLES[style](number)))
    assert (quantity.value, quantity.rough) == (number, True)


@settings(deadline=None)
@given(st.integers(1, 100), st.sampled_from(["arabic", "chinese"]))
def test_hundredths(number, style):
    (quantity,) = found(f"占百分之{STYLES[style](number)}。")
    assert (quantity.value, quantity.unit) == (number, "%")


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 10**5), st.sampled_from(sorted(STYLES)), st.sampled_from(UNITS)), max_size=8
    )
)
def test_all_numbers_of_a_text_in_its_order(items):
    text = "，".join(f"甲类{STYLES[style](number)}{unit}" for number, style, unit in items)
    assert [(q.value, q.unit) for q in found(text)] == [(number, unit) for number, _, unit in items]
    places = [q.start for q in found(text)]
    assert places == sorted(places)


@settings(deadline=None)
@given(st.text(max_size=60), st.integers(0, 50))
def test_any_text_can_be_read(text, offset):
    flat = flatten("s1", text).text
    for near, far in zip(quantities(flat), quantities(flat, offset), strict=True):
        assert 0 <= near.start < near.end <= len(flat)
        assert (far.start, far.end) == (near.start + offset, near.end + offset)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1.2万条", 12000, "条"), ("三万五千元", 35000, "元"), ("3万5000人次", 35000, "人次"), ("两件", 2, "件"), ("〇件", 0, "件"),
        ("68.0万元", 680000, "元"), ("上升5个百分点", 5, "个百分点"), ("线上3场", 3, "场"), ("网上12件", 12, "件"),
    ],
)  # fmt: skip
def test_other_ways_to_write(text, value, unit):
    (quantity,) = found(text)
    assert (quantity.value, quantity.unit, quantity.rough) == (value, unit, False)


@pytest.mark.parametrize(
    "text", ["2023年", "第三批", "一些问题", "30号", "1月1日", "条例第五十条", "二百五件", "3万5件", ""]
)
def test_no_number_or_no_certain_one(text):
    assert [q for q in found(text) if q.unit not in ("批", "条")] == []


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_money_in_one_unit(number):
    (yuan,), (wan,) = found(f"{number}元"), found(f"{Decimal(number).scaleb(-4):f}万元")
    assert in_wan(yuan) == in_wan(wan) == Decimal(number) / 10000
    assert in_wan(found("3件")[0]) is None
