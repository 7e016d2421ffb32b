"""How much room text takes in a sheet: Excel neither wraps merged cells to height nor knows Chinese widths by itself."""

import math
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

ROW = 18.0  # points of a row with one line
LINE = 14.5  # points of each further line of 10 point text
TALLEST = 409.0  # points; Excel's limit for a row


def display_width(text: str) -> int:
    """Width in half-width characters of the longest line: a Chinese character counts as 2."""
    return max((_width(line) for line in text.split("\n")), default=0)


def lines(text: str, width: float) -> int:
    """How many lines the text takes when it is wrapped in a column (or merged area) of ``width`` characters."""
    # 10 point text is a little smaller than the characters that widths count, which pays for the padding.
    room = max(2, int(width) // 2 * 2)  # a wide character is never split
    return sum(_wrapped(_width(line), room) for line in text.split("\n"))


def lines_of_row(texts: Iterable[object], widths: Iterable[float]) -> int:
    """Lines that a row of wrapped cells takes; only texts are counted."""
    return max(
        (lines(t, w) for t, w in zip(texts, widths, strict=False) if isinstance(t, str) and t), default=1
    )


def height(n_lines: int) -> float:
    """Height in points of a row that shows ``n_lines`` lines."""
    return min(TALLEST, ROW + (n_lines - 1) * LINE)


def _wrapped(width: int, room: int) -> int:
    # Lines that may not begin with a bracket or end with one lose a little room each.
    return 1 if width <= room else math.ceil(width * 1.06 / room)


@lru_cache(maxsize=8192)
def _width(line: str) -> int:
    # Ambiguous ones (“ ” — · ①) are drawn wide in Chinese fonts.
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)
