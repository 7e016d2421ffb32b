import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.numerals import NUMERAL, chinese_number, numeral

DIGITS = "零一二三四五六七八九"


def small(n: int, leading: bool) -> str:
    """1 to 9999 with its scales; ``leading`` says that 十 may stand for 一十."""
    text, zero = "", False
    for scale, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, scale)
        if digit:
            text += "零" * zero + (
                "" if digit == 1 and word == "十" and not text and leading else DIGITS[digit]
            )
            text += word
            zero = False
        elif text and n:
            zero = True
    return text


def written(n: int) -> str:
    """The textbook way to write 0 to 10^16, as a second implementation."""
    if n == 0:
        return "零"
    text = ""
    for scale, word in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, n = divmod(n, scale)
        if scale == 10**8 and part >= 10**4:
            text += written(part) + word
        elif part:
            text += "零" * bool(text and part < 1000) + small(part, not text) + word
    return text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("7", 7), ("12", 12), ("1,024", 1024), ("1，024", 1024), ("12,345,678", 12345678), ("３０", 30),
        ("１，２００", 1200), ("0.24", Decimal("0.24")), ("12.50", Decimal("12.5")), ("3.00", 3), ("3.5万", 35000),
        ("1200万", 12_000_000), ("2亿", 200_000_000), ("3千", 3000), ("3万5千", 35000), ("3万5000", 35000), ("1亿2000万", 120_000_000),
        ("2千万", 20_000_000), (" 12 ", 12),
        ("三", 3), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("一百一十", 110), ("二百零五", 205),
        ("一千二百", 1200), ("一千零二", 1002), ("两千四百", 2400), ("三万五千", 35000), ("三万零五百", 30500), ("十二万", 120_000),
        ("一亿二千万", 120_000_000), ("一亿零三", 100_000_003), ("零", 0), ("〇", 0), ("二〇二三", 2023), ("二○二三", 2023),
        ("二零二三", 2023), ("二0二三", 2023), ("一九九八", 1998), ("三〇", 30), ("贰仟肆佰", 2400), ("壹万贰仟", 12000), ("拾贰", 12),
        ("二点五", Decimal("2.5")), ("三点零", 3),
    ],
)  # fmt: skip
def test_numerals_are_read(text, value):
    read = numeral(text)
    assert read == value
    assert type(read) is type(value)
    assert re.fullmatch(NUMERAL, text.strip())


@pytest.mark.parametrize(
    "text",
    ["", "件", "百", "万", "二百五", "三万五", "三五", "十四五", "一二", "百十", "十百", "三万万", "3万5", "3万50000", "1.2.3", "1,02", "十点",
     "二百零", "零五", "三千千", "一百零零三", "点五", "-3", "3%", "万三", "一亿三"],
)  # fmt: skip
def test_what_is_no_certain_number_is_none(text):
    assert numeral(text) is None


@given(st.one_of(st.integers(0, 10**5), st.integers(0, 10**12)))
def test_every_number_comes_back_however_it_is_written(n):
    full = str(n).translate({48 + i: 0xFF10 + i for i in range(10)})
    for text in (str(n), f"{n:,}", f"{n:,}".replace(",", "，"), full, written(n)):
        assert numeral(text) == n
        assert re.fullmatch(NUMERAL, text)
    assert chinese_number(written(n)) == n


@given(st.integers(0, 10**7), st.integers(0, 9999))
def test_decimals_are_exact(n, places):
    text = f"{n}.{places:04}"
    assert numeral(text) == Decimal(text)
    assert numeral(f"{text}万") == Decimal(text) * 10000


@given(st.text(alphabet="零〇一二两三十百千万亿点0123456789.,，", max_size=12))
def test_anything_gives_a_number_or_none(text):
    value = numeral(text)
    assert value is None or value >= 0
    if value is not None and text[0] not in ".,，":
        assert re.fullmatch(NUMERAL, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新收申请12件，办结１１件", ["12", "１１"]),
        ("公开信息1,024条", ["1,024"]),
        ("收费三万五千元", ["三万五千"]),
        ("收费0.24万元。", ["0.24万"]),
        ("2023.1.5", ["2023.1"]),
        ("分别为5、6、7件", ["5", "6", "7"]),
        ("二〇二三年收到十二件", ["二〇二三", "十二"]),
        ("12345，678901", ["12345", "678901"]),
    ],
)
def test_the_pattern_takes_one_numeral_at_a_time(text, found):
    assert re.findall(NUMERAL, text) == found
