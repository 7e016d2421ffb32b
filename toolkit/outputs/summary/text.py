"""Making texts and numbers fit into cells."""

import re
from decimal import Decimal

from toolkit.model import Number
from toolkit.text import TURNING

CELL_TEXT = 32_767  # longest text that a cell holds
LARGEST = 9.99e307  # largest number that a cell holds

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without what XML or a cell cannot hold, and without marks that turn the direction of reading."""
    text = TURNING.sub("", _FORBIDDEN.sub("", text))
    if len(text) > CELL_TEXT:
        text = f"{text[: CELL_TEXT - 1]}…"
    # XlsxWriter takes a string of this shape for rich text that is XML already.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def as_number(value: Number) -> int | float:
    """The number as a cell stores it: whole ones as int, others as the nearest double."""
    if value > LARGEST or value < -LARGEST:
        return LARGEST if value > 0 else -LARGEST
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return float(value)
    return int(value)
