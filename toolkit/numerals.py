"""Numbers as people write them in a Chinese text: 1,024, ３０, 十二, 一百零三, 三万五千, 1.2万. Pure; knows no unit.

Nothing is guessed: a numeral that may mean two numbers (二百五, 三五, 3万5) is none.
"""

import re
import unicodedata
from decimal import Decimal

_DIGITS = {char: i for i, char in enumerate("零一二三四五六七八九")} | {
    **{char: i for i, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0,
    "○": 0,
    "两": 2,
}
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_SCALES = _TENS | _MYRIADS

_DIGIT = "".join(_DIGITS)
_SCALE = "".join(_SCALES)
# Digits that are surely written one by one: four or more (二〇二三), or with a nought inside (三〇).
_RUN = (
    r"[一二三四五六七八九][〇零○0０一二三四五六七八九]{3,}|[一二三四五六七八九][〇○][〇○一二三四五六七八九]?"
)
_ARABIC = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:[.．]\d+)?"
_MIXED = rf"{_ARABIC}(?:[百千佰仟]?[万亿]|[百千佰仟])?(?:(?<=[万亿百千])\d+(?:[百千]?万|[百千])?)*"

NUMERAL = rf"(?<!\d)(?<!\d[.．])(?:{_MIXED}|(?:{_RUN})(?![{_SCALE}])|[{_DIGIT}十拾][{_DIGIT}{_SCALE}]*(?:点[{_DIGIT}]+)?)"
"""A regular expression that matches one numeral, with no groups of its own; it also matches some that ``numeral``
refuses, and what only looks like one (一 in 一些): what stands around it must say that it is a number."""


def numeral(text: str) -> int | Decimal | None:
    """The number that a numeral stands for: whole ones as int, others as Decimal; None where it is not well formed.

    Full-width digits, commas between groups of three, 万 and 亿 behind Arabic digits, Chinese numerals (also 两, 〇
    and 贰仟) and digits written one by one (二〇二三) are read. White space around it does not matter.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(_RUN, text):
        return int("".join(char if char.isdecimal() else str(_DIGITS[char]) for char in text))
    if text[:1].isdecimal():
        return _mixed(text)
    whole, point, places = text.partition("点")
    value = chinese_number(whole)
    if value is None or not point:
        return value
    if not places or any(char not in _DIGITS for char in places):
        return None
    return _normal(Decimal(f"{value}.{''.join(str(_DIGITS[char]) for char in places)}"))


def chinese_number(text: str) -> int | None:
    """A Chinese numeral with its scales (三, 十二, 二百零五, 三万五千), or None where it is not well formed."""
    if all(char in _DIGITS for char in text):
        # 二三 may be 23 or two to three; one digit is a number, 零 is nought.
        single = len(text) == 1 or (text != "" and not any(_DIGITS[char] for char in text))
        return _DIGITS[text[0]] if single else None
    for scale in ("亿", "万"):
        if scale in text:
            before, _, after = text.rpartition(scale) if scale == "亿" else text.partition(scale)
            return _scaled(before, after, _MYRIADS[scale])
    return _under_myriad(text)


def _scaled(before: str, after: str, scale: int) -> int | None:
    """``before`` times the scale, and what stands behind it, which must be surely less than the scale."""
    times = chinese_number(before)
    if not times or times >= scale:
        return None
    if not after:
        return times * scale
    gap = after[0] in "零〇○"
    rest = chinese_number(after.lstrip("零〇○") if gap else after)
    # 三万五 is 35,000 in speech, and 三万五百 is either: such a number is not certain.
    if not rest or rest >= scale or (rest * 10 < scale and not gap):
        return None
    return times * scale + rest


def _under_myriad(text: str) -> int | None:
    total, digit, last_scale, gap = 0, None, 10_000, False
    for char in text:
        if char in "零〇○":
            if digit is not None or gap:
                return None
            gap = True
        elif char in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[char]
        elif char in _TENS:
            scale = _TENS[char]
            if scale >= last_scale or (digit is None and (scale != 10 or total)):
                return None
            total += (1 if digit is None else digit) * scale
            digit, last_scale, gap = None, scale, False
        else:
            return None
    if digit is not None:
        # 二百五 is 250 in speech; a figure written so is not certain.
        if last_scale > 10 and not gap:
            return None
        return total + digit
    return None if gap else total


def _mixed(text: str) -> int | Decimal | None:
    """Arabic digits, with scales or without: 1,024, 3.5万, 3万5千, 3万5000."""
    parts = re.findall(r"([\d.,]+)([^\d.,]*)", text)
    if "".join(map("".join, parts)) != text or not re.fullmatch(_MIXED, text):
        return None
    total, last = Decimal(0), None
    for digits, scales in parts:
        scale = 1
        for char in scales:
            scale *= _SCALES[char]
        value = Decimal(digits.replace(",", "")) * scale
        # 3万5 may be 35,000: what follows a scale must fill its places, or bring a scale of its own.
        if last is not None and (value >= last or not (scale > 1 or 10 ** len(digits) == last)):
            return None
        total, last = total + value, Decimal(scale)
    return _normal(total)


def _normal(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value.normalize()
