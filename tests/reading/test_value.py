from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import CellError, Uncomputed
from toolkit.numerals import chinese_number
from toolkit.reading.value import read_value

DIGITS = "零一二三四五六七八九"


def written(n: int) -> str:
    """The textbook way to write 0 to 9999, as a second implementation."""
    if n < 10:
        return DIGITS[n]
    text, zero = "", False
    for scale, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, scale)
        if digit:
            if zero:
                text += "零"
            text += ("" if digit == 1 and word == "十" and not text else DIGITS[digit]) + word
            zero = False
        elif text and n:
            zero = True
    return text


class TestCounts:
    @pytest.mark.parametrize(
        ("raw", "state", "value", "unusual"),
        [
            (None, "blank", 0, False),
            ("", "blank", 0, False),
            ("  \n ", "blank", 0, False),
            ("　", "blank", 0, False),
            (0.0, "zero", 0, False),
            ("0", "zero", 0, False),
            ("0.0", "zero", 0, True),
            (3.0, "number", 3, False),
            (3, "number", 3, False),
            ("3", "number", 3, False),
            ("３", "number", 3, True),
            ("3件", "number", 3, True),
            ("３ 件", "number", 3, True),
            (" 7 ", "number", 7, True),
            ("12 ", "number", 12, True),
            ("1,024", "number", 1024, True),
            ("1，024", "number", 1024, True),
            ("三", "number", 3, True),
            ("十二", "number", 12, True),
            ("二百零五件", "number", 205, True),
            ("零", "zero", 0, True),
            ("-3", "number", -3, False),
            (-3.0, "number", -3, False),
            ("/", "na", 0, False),
            ("／", "na", 0, False),
            ("-", "na", 0, False),
            ("—", "na", 0, False),
            ("——", "na", 0, False),
            (" 无 ", "na", 0, False),
            ("1.5", "number", Decimal("1.5"), False),
            (0.1, "number", Decimal("0.1"), False),
        ],
    )
    def test_read(self, raw, state, value, unusual):
        reading = read_value(raw, "count")
        assert (reading.state, reading.value, reading.unusual) == (state, value, unusual)

    @pytest.mark.parametrize(
        "raw",
        [
            "约3",
            "3余",
            "3+2",
            "1 2",
            "12%",
            "减4",
            "二百五",
            "二〇",
            "1e5",
            "三万",
            "12万元",
            "12元",
            "O",
            "1,02",
            "0x10",
            "3.",
            ".5",
            "一一",
            "若干",
        ],
    )
    def test_no_number(self, raw):
        reading = read_value(raw, "count")
        assert (reading.state, reading.value, reading.raw) == ("text", None, raw)

    @pytest.mark.parametrize(
        ("raw", "shown"),
        [
            (True, "TRUE"),
            (date(2023, 1, 2), "2023-01-02"),
            (datetime(2023, 1, 2, 3, 4, 5), "2023-01-02 03:04:05"),
            (time(12, 30), "12:30:00"),
            (timedelta(days=3), "72:00:00"),
            (Uncomputed("=A1+1"), "=A1+1"),
            (float("inf"), "inf"),
            (1e300, None),
        ],
    )
    def test_other_contents_are_text(self, raw, shown):
        reading = read_value(raw, "count")
        assert (reading.state, reading.value) == ("text", None)
        assert shown is None or reading.raw == shown

    def test_error(self):
        assert read_value(CellError("#REF!"), "count")[:3] == ("error", None, "#REF!")

    @given(st.integers(-(10**14), 10**14))
    def test_a_stored_number_is_exact(self, n):
        for raw in (n, float(n), str(n)):
            assert read_value(raw, "count").value == n

    @given(st.integers(0, 9999))
    def test_chinese_numerals(self, n):
        assert chinese_number(written(n)) == n

    @given(st.integers(1, 10**9))
    def test_thousands_separators(self, n):
        assert read_value(f"{n:,}", "count").value == n


class TestAmounts:
    @pytest.mark.parametrize(
        ("raw", "value"),
        [
            ("18.8710", Decimal("18.871")),
            (18.871, Decimal("18.871")),
            (0.1 + 0.2, Decimal("0.3")),
            ("12万元", 12),
            ("2277820元", Decimal("227.782")),
            ("251,000元", Decimal("25.1")),
            (316441.0, 316441),
            ("5125.11", Decimal("5125.11")),
        ],
    )
    def test_read(self, raw, value):
        assert read_value(raw, "amount").value == value

    @pytest.mark.parametrize("raw", ["3件", "3.5条", "约2万元"])
    def test_other_units_are_no_amounts(self, raw):
        assert read_value(raw, "amount").state == "text"

    @given(st.decimals(0, 10**9, places=4))
    def test_decimals_stay_exact(self, amount):
        assert read_value(str(amount), "amount").value == amount
        assert read_value(float(amount), "amount").value == amount


@given(st.text(max_size=30), st.sampled_from(["count", "amount"]))
def test_any_text_is_read_and_kept(text, kind):
    reading = read_value(text, kind)
    assert reading.raw == text or reading.state == "blank"
    assert (reading.value is None) == (reading.state in ("text", "error"))
