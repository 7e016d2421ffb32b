"""Flat texts: signs alike, white space gone, and each character's place in what was written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.narrative.flat import flatten, paragraphs, sentences

SPACES = " \t\r\u00a0\u3000\u200b\u200e\u2060\ufeff"
LETTERS = "政府信息公开申请件条年月日共收到二〇零一九０１２３0123456789abＸ％%，。；：、！？,;:!?()（）[]〔〕【】《》“”\n"
texts = st.text(alphabet=LETTERS + SPACES, max_size=80) | st.text(max_size=60)
plain = st.text(alphabet="政府信息公开申请件条共收到，。；\n０１２3456％", max_size=60)


@settings(deadline=None)
@given(texts)
def test_each_character_has_its_home(text):
    flat = flatten("s1", text)
    assert len(flat.homes) == len(flat.text)
    assert list(flat.homes) == sorted(set(flat.homes))
    assert all(0 <= home < len(text) for home in flat.homes)
    left_out = [char for place, char in enumerate(text) if place not in set(flat.homes)]
    assert all(char in SPACES or char in "\u200c\u200d\u200f" for char in left_out)
    assert flat.original == text


@settings(deadline=None)
@given(texts, st.data())
def test_a_quotation_gives_the_words_as_written(text, data):
    flat = flatten("s1", text)
    start = data.draw(st.integers(0, len(flat.text)))
    end = data.draw(st.integers(0, len(flat.text)))
    words = flat.quote(start, end, len(text) + 1)
    assert words in text
    assert (
        flatten("s1", words).text == flat.text[start:end] or any(c in words for c in ",，年") or start >= end
    )
    short = flat.quote(start, end, 5)
    assert short == words if len(words) <= 5 else short == words[:5] + "…"


@settings(deadline=None)
@given(plain, st.lists(st.tuples(st.integers(0, 60), st.sampled_from(SPACES)), max_size=8))
def test_white_space_does_not_matter(text, spaces):
    spaced = text
    for place, space in spaces:
        spaced = spaced[: min(place, len(spaced))] + space + spaced[min(place, len(spaced)) :]
    if "，" not in text:
        assert flatten("s1", spaced).text == flatten("s1", text).text


@settings(deadline=None)
@given(texts)
def test_sentences_and_paragraphs_stand_where_they_say(text):
    flat = flatten("s1", text)
    for span in (*sentences(flat), *paragraphs(flat)):
        assert flat.text[span.start : span.end] == span.text
    assert "".join(span.text for span in paragraphs(flat)) == flat.text.replace("\n", "")
    said = "".join(span.text for span in sentences(flat))
    assert [c for c in said if c not in "。；！？\n"] == [c for c in flat.text if c not in "。；！？\n"]


@pytest.mark.parametrize(
    ("written", "flat"),
    [
        ("收到 １２ 件", "收到12件"), ("1,024件", "1,024件"), ("1，024件", "1,024件"), ("12，其中", "12，其中"), ("３件,其中", "3件，其中"),
        ("国办公开办函〔2021〕30号", "国办公开办函【2021】30号"), ("国办公开办函[2021]30号", "国办公开办函【2021】30号"),
        ("占37.5％", "占37.5%"), ("(一)主动公开", "（一）主动公开"), ("二〇二二年，", "2022年，"), ("二○二三年度", "2023年度"),
        ("二零二二年", "2022年"), ("一九九八年", "1998年"), ("二〇二二件", "二〇二二件"), ("二十二年", "二十二年"),
    ],
)  # fmt: skip
def test_signs_are_made_alike(written, flat):
    assert flatten("s1", written).text == flat
    assert flatten("s1", written).quote(0, len(flat)) == written.strip()
