"""One cell's content -> state and number. Pure; knows no table.

Nothing is guessed: what is not surely a number is ``text``. Counts come out as int where they are whole; amounts,
and counts with a fraction (a rule reports those), as Decimal.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from toolkit.form import ValueType
from toolkit.model import CellError, Number, Raw, State, Uncomputed
from toolkit.numerals import chinese_number

LARGEST = 10**15  # beyond it a spreadsheet's numbers are not exact any more


class Reading(NamedTuple):
    """What a cell holds.

    Attributes:
        state: number, zero, blank, na, text or error (absent is the anchor's business).
        value: 0 for zero, blank and na; None for text and error.
        raw: the content as text.
        unusual: whether it is a number written in an unusual way.
    """

    state: State
    value: Number | None
    raw: str
    unusual: bool = False


BLANK = Reading("blank", 0, "")

# Dashes and slashes of all kinds after NFKC, and 无, alone in a cell mean: nothing to report.
_NOT_APPLICABLE = re.compile(r"^(?:[-‐‑‒–—―─━−_ー]{2,}|[-‐‑‒–—―─━−ー]|[/\\]+|无)$")
# Containers other than xlsx hold errors as text.
_ERROR = re.compile(
    r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!)|Err:5\d\d"
)
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千]+")
_COUNT_UNITS = ("件次", "件", "条", "宗", "起", "例", "份", "项", "个", "次")
_AMOUNT_UNITS = {"万元": Decimal(1), "万": Decimal(1), "元": Decimal("0.0001")}


def read_value(raw: Raw, kind: ValueType) -> Reading:
    """Judge one cell. ``kind`` is count (件) or amount (万元); a unit written in the cell must fit it."""
    if raw is None:
        return BLANK
    # Nearly all figures are small whole numbers, which workbooks hold as floats.
    if type(raw) is float and -1_000_000 < raw < 1_000_000 and raw == (whole := int(raw)):
        return _whole(whole)
    if isinstance(raw, str):
        return _read_text(raw, kind)
    if isinstance(raw, bool):
        return Reading("text", None, "TRUE" if raw else "FALSE")
    if isinstance(raw, int | float):
        return _read_number(raw)
    if isinstance(raw, CellError):
        return Reading("error", None, raw.code)
    if isinstance(raw, Uncomputed):
        return Reading("text", None, raw.formula)
    return Reading("text", None, show(raw))


def show(raw: Raw) -> str:
    """The content of a cell as text, the way a spreadsheet shows it."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, int | float):
        return _plain(_exact(raw)) if _is_finite(raw) else str(raw)
    if isinstance(raw, CellError):
        return raw.code
    if isinstance(raw, Uncomputed):
        return raw.formula
    if isinstance(raw, datetime):
        text = raw.strftime("%Y-%m-%d %H:%M:%S")
        return text.removesuffix(" 00:00:00")
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, time):
        return raw.strftime("%H:%M:%S")
    if isinstance(raw, timedelta):
        seconds = round(raw.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(raw)


def normal(value: Decimal) -> Number:
    """A Decimal as int where it is whole, else without trailing zeros."""
    if value == value.to_integral_value():
        return int(value)
    return value.normalize()


def _is_finite(raw: int | float) -> bool:
    return raw == raw and abs(raw) < float("inf")


def _exact(raw: int | float) -> Decimal:
    """The decimal that a spreadsheet shows for a stored number: 15 significant digits, not the binary fraction."""
    return Decimal(raw) if isinstance(raw, int) else Decimal(format(raw, ".15g"))


def _plain(value: Decimal) -> str:
    return format(normal(value), "f") if isinstance(normal(value), Decimal) else str(normal(value))


def _read_number(raw: int | float) -> Reading:
    if not _is_finite(raw) or abs(raw) >= LARGEST:
        return Reading("text", None, show(raw))
    if raw == 0:
        return Reading("zero", 0, "0")
    value = normal(_exact(raw))
    return Reading("zero" if value == 0 else "number", value, _plain(_exact(raw)))


@lru_cache(maxsize=4096)
def _whole(value: int) -> Reading:
    return Reading("number" if value else "zero", value, str(value))


def _read_text(raw: str, kind: ValueType) -> Reading:
    reading = _text(raw.strip("\u200b\ufeff"), kind)
    return reading if reading.raw == raw else reading._replace(raw=raw)


@lru_cache(maxsize=4096)
def _text(raw: str, kind: ValueType) -> Reading:
    text = unicodedata.normalize("NFKC", raw).strip()
    text = re.sub(r"[\u200b-\u200f\u2060\ufeff\u00ad]", "", text)
    if not text:
        return Reading("blank", 0, raw)
    if _ERROR.fullmatch(text):
        return Reading("error", None, raw)
    if _NOT_APPLICABLE.match(re.sub(r"\s+", "", text)):
        return Reading("na", 0, raw)
    # White space inside a number is no number ("1 2" may be two cells pasted into one); before a unit it is.
    value = _parse(re.sub(r"\s+(?=[^\d,.])", "", text), kind)
    if value is None or abs(value) >= LARGEST:
        return Reading("text", None, raw)
    # Digits alone are how a pasted table holds its numbers; everything else is worth a word.
    unusual = not re.fullmatch(r"-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?", raw)
    number = normal(value)
    return Reading("zero" if number == 0 else "number", number, raw, unusual)


def _parse(text: str, kind: ValueType) -> Decimal | None:
    factor = Decimal(1)
    text = re.sub(r"^[−‐‑–—]", "-", text)
    if kind == "count":
        text = next((text[: -len(unit)] for unit in _COUNT_UNITS if text.endswith(unit)), text)
    else:
        for unit, scale in _AMOUNT_UNITS.items():
            if text.endswith(unit):
                text, factor = text[: -len(unit)], scale
                break
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text):
        try:
            return Decimal(text.replace(",", "")) * factor
        except InvalidOperation:  # pragma: no cover - the patterns admit only decimals
            return None
    if _CHINESE.fullmatch(text):
        whole = chinese_number(text)
        return None if whole is None else whole * factor
    return None
