"""Texts as they are compared: cut into sentences, and made alike where only the way of writing differs.

White space, width of characters, quotation marks, points and commas do not count, nor does a heading's number, which Word
may keep as automatic numbering. What makes a number another one does: 22.8 is not 228.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from toolkit.text import UNSEEN

_SENTENCE = re.compile(r"[^。；;！!？?\n]*[。；;！!？?]?")
_ENDS = re.compile(r"[。；;！!？?：:]\s*$")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_NOUGHTS = re.compile(r"(?<![\d.])(\d+\.\d*?)0+(?![\d.])")  # 12.50 is 12.5
_DASHES = re.compile("[—–―−]+")
_LIST_SIGN = re.compile(r"(?<=\d)[,、](?=\d)")
_SPACE = re.compile(r"\s+")
_IGNORED = re.compile(r"[\"'“”‘’「」。;,、]+|(?<![A-Za-z0-9])\.|\.(?![A-Za-z0-9])")
_NUMBERED = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|[（(]?\d{1,2}(?:[)）、]|[.．](?!\d)))\s*"
)
_HEADING = re.compile(_NUMBERED.pattern + r"[^。；！？]{1,24}$")
_SHORT = 10  # characters of a heading


def folded(text: str) -> str:
    """A text as it is compared."""
    plain = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), _plain(text))
    plain = _LIST_SIGN.sub("|", plain)
    plain = _NOUGHTS.sub(lambda match: match[1].rstrip("."), plain)
    plain = _DASHES.sub("-", plain)
    return _IGNORED.sub("", plain)


def key(sentence: str) -> str:
    """A sentence as it is compared: without the number before it."""
    return folded(_NUMBERED.sub("", _plain(sentence)))


def _plain(text: str) -> str:
    return _SPACE.sub("", UNSEEN.sub("", unicodedata.normalize("NFKC", text)))


def is_sentence(piece: str) -> bool:
    """Whether it is more than a heading."""
    return len(folded(piece)) > _SHORT


def unwrapped(lines: Iterable[str], known: Collection[str] = ()) -> list[str]:
    """Lines that were broken within a sentence, joined again; ``known`` are keys of lines that stand by themselves."""
    result: list[str] = []
    is_open = False
    for line in lines:
        alone = key(line) in known or _HEADING.match(line) is not None
        if is_open and not alone:
            result[-1] += line
        else:
            result.append(line)
        is_open = not alone and _ENDS.search(line) is None
    return result


def pieces(lines: Iterable[str]) -> Iterator[str]:
    """The sentences of the lines, without those that hold nothing but signs."""
    for line in lines:
        for piece in _SENTENCE.findall(line):
            if folded(piece):
                yield piece.strip()
