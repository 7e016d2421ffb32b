"""A text without the accidents of typing, and the way back to the words as they were written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Full-width letters, digits and signs become half-width, one for one; brackets and punctuation become Chinese ones.
_SIGNS = {0xFF01 + i: 0x21 + i for i in range(94)}
_CHINESE = str.maketrans("(),:;!?[]〔〕", "（），：；！？【】【】")
_TABLE = {code: chr(sign) for code, sign in _SIGNS.items()}
# 二〇二三年: one for one as well.
_YEAR = re.compile(r"(?:二[〇○零]|一九)[〇○零一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SPACE = re.compile(r"[ \t\r\u00a0\u3000\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Flat:
    """A section's text with white space left out and signs made alike.

    Attributes:
        section: id of the section.
        text: the flattened text; lines stay lines.
        original: as written.
        homes: for each character of ``text`` its place in ``original``.
    """

    section: str
    text: str
    original: str
    homes: tuple[int, ...]

    def quote(self, start: int, end: int, most: int = 60) -> str:
        """The words as written; long ones are cut with … at their end."""
        if start >= end:
            return ""
        words = self.original[self.homes[start] : self.homes[end - 1] + 1]
        return words if len(words) <= most else words[:most] + "…"


@lru_cache(maxsize=64)
def flatten(section: str, text: str) -> Flat:
    chars: list[str] = []
    homes: list[int] = []
    for place, char in enumerate(text):
        if _SPACE.match(char):
            continue
        plain = char.translate(_TABLE).translate(_CHINESE)
        # A comma between digits groups them; a colon between digits is a time.
        if char in ",，" and chars and chars[-1].isdigit() and text[place + 1 : place + 4].isdigit():
            plain = "," if not text[place + 4 : place + 5].isdigit() else plain
        chars.append(plain)
        homes.append(place)
    flat = _YEAR.sub(lambda match: match[0].translate(_DIGITS), "".join(chars))
    return Flat(section, flat, text, tuple(homes))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a flat text."""

    start: int
    end: int
    text: str


LONGEST = 1000
"""Characters of a sentence; a table in one line, or worse, would take time and say nothing."""

_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]?")


def sentences(flat: Flat, ends: re.Pattern[str] = _SENTENCE) -> Iterator[Span]:
    """The sentences; a semicolon ends one too. What goes on for more than ``LONGEST`` characters is none."""
    for match in ends.finditer(flat.text):
        if len(match[0]) <= LONGEST and match[0].strip("。；！？\n"):
            yield Span(match.start(), match.end(), match[0])


def paragraphs(flat: Flat) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", flat.text):
        yield Span(match.start(), match.end(), match[0])
