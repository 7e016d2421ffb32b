"""The arithmetic of shares and changes, and the percentages that a text gives."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from toolkit.narrative.flat import flatten
from toolkit.narrative.shares import is_change, is_share, shares, whole_numbers_before
from toolkit.narrative.statements import statements

counts = st.integers(1, 5000)
places = st.integers(0, 4)
roundings = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN])


@settings(deadline=None)
@given(counts, st.data(), places, roundings)
def test_every_rightly_rounded_share_is_one(whole, data, digits, rounding):
    part = data.draw(st.integers(0, whole))
    step = Decimal(1).scaleb(-digits)
    percent = (Decimal(part) * 100 / whole).quantize(step, rounding)
    assert is_share(Decimal(part), Decimal(whole), percent, step)


@settings(deadline=None)
@given(counts, st.data(), places, st.integers(1, 5000), st.sampled_from([-1, 1]))
def test_a_share_that_is_off_is_none(whole, data, digits, off, sign):
    part = data.draw(st.integers(0, whole))
    step = Decimal(1).scaleb(-digits)
    percent = (Decimal(part) * 100 / whole).quantize(step, ROUND_HALF_UP) + sign * (off + 1) * step
    assert not is_share(Decimal(part), Decimal(whole), percent, step)


@settings(deadline=None)
@given(counts, counts, places, roundings)
def test_every_rightly_rounded_change_is_one(now, before, digits, rounding):
    step = Decimal(1).scaleb(-digits)
    percent = (Decimal(now - before) * 100 / before).quantize(step, rounding)
    assert is_change(Decimal(now), Decimal(before), percent, step)
    assert not is_change(Decimal(now), Decimal(before), percent + 2 * step, step)
    assert not is_change(Decimal(now), Decimal(before), percent - 2 * step, step)


@settings(deadline=None)
@given(st.integers(0, 3000), counts, places, roundings)
def test_the_true_number_before_is_among_those_found(now, before, digits, rounding):
    step = Decimal(1).scaleb(-digits)
    percent = (Decimal(now - before) * 100 / before).quantize(step, rounding)
    found = whole_numbers_before(Decimal(now), percent, step)
    assert found
    # Where very many are possible they are not all looked at.
    if before <= 60 and percent > -50:
        assert before in found
    assert len(found) <= 90


@settings(deadline=None)
@given(st.integers(0, 3000), st.decimals(-200, 500, places=2))
def test_what_is_found_fits(now, percent):
    step = Decimal("0.01")
    found = whole_numbers_before(Decimal(now), percent, step)
    if len(found) > 1:
        assert all(is_change(Decimal(now), Decimal(n), percent, step) for n in found)


def test_nothing_is_a_share_or_a_change_of_nothing():
    assert not is_share(Decimal(0), Decimal(0), Decimal(100), Decimal(1))
    assert not is_change(Decimal(3), Decimal(0), Decimal(100), Decimal(1))
    assert whole_numbers_before(Decimal(3), Decimal(-200), Decimal(1)) == []


def test_a_fall_to_nothing_has_a_number_before():
    assert whole_numbers_before(Decimal(0), Decimal(-100), Decimal(1))
    assert whole_numbers_before(Decimal(1), Decimal(-100), Decimal(1)) == [101]
    assert whole_numbers_before(Decimal(5), Decimal(-100), Decimal("0.01")) == [50001]


@settings(deadline=None)
@given(counts, counts, st.sampled_from(["件", "宗", "份"]))
def test_a_share_is_read_with_its_part(whole, part, unit):
    assume(part <= whole)
    percent = (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    text = f"收到政府信息公开申请{whole}{unit}，其中自然人{part}{unit}，占{percent}%。"
    flat = flatten("s1", text)
    (share,) = shares(flat, statements(flat, 2023))
    assert (share.kind, share.percent, share.part, share.step) == ("share", percent, part, Decimal("0.1"))
    assert Decimal(whole) in share.wholes
    assert share.quote == f"其中自然人{part}{unit}，占{percent}%"


@settings(deadline=None)
@given(counts, counts)
def test_a_change_is_read_with_both_numbers(now, before):
    percent = (abs(Decimal(now - before)) * 100 / before).quantize(Decimal("0.01"), ROUND_HALF_UP)
    verb, kind = ("增长", "up") if now >= before else ("下降", "down")
    flat = flatten("s1", f"公开信息{now}条，较上年的{before}条{verb}{percent}%。")
    (share,) = shares(flat, [])
    assert (share.kind, share.percent, share.part, share.base) == (kind, percent, now, before)


@settings(deadline=None)
@given(st.text(alphabet="占比较上年增长下降件条%0123456789.，。、；（）其中合计同比", max_size=60))
def test_any_text_can_be_read(text):
    flat = flatten("s1", text)
    for share in shares(flat, statements(flat, 2023)):
        assert share.quote in text
