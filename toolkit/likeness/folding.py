"""Folded text: what is compared of a text, with the place in the text that each character stands at.

Width and case are folded; punctuation, space and marks go; each run of digits (Chinese numerals too) becomes 0, each
name @. So texts that differ in names and numbers alone are the same.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint16]
Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

SHINGLE = 10
"""Characters that are compared in one: 政府信息公开工作 and 主动公开政府信息 have eight, and prove nothing."""

NUMBER, NAME = "0", "@"
_END = "\ue001"  # closes every text, so that nothing is compared across texts
_BLANK = "\ue000"  # stands for each character of a name
_END_CODE = 1
_NUMERALS = "〇零一二三四五六七八九十两"
_BREAKS = "，。；：！？,.;:!?（）()\n\r\t【】" + _END
# 我局, 本机关; within another word (基本部署) it does no harm, since all texts are treated alike.
_SELF = re.compile("[我本](?:街道|机关|单位|中心|部门|大队|学校|[局办镇乡街委署区县市院队处部会所站])")
_SHORTEST_NAME = 2
_BEYOND = 0xFFFF  # all characters outside the basic plane

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@cache
def _table() -> Codes:
    """The code that each character of the basic plane is folded to; 0 for what is dropped."""
    table = np.zeros(0x10000, dtype=np.uint16)
    for code in range(0x10000):
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character).lower()
        if len(folded) == 1 and folded <= "\uffff" and folded.isalnum():
            table[code] = ord(NUMBER) if folded.isdigit() or folded in _NUMERALS else ord(folded)
    table[ord(_BLANK)] = ord(NAME)
    table[ord(_END)] = _END_CODE
    table[_BEYOND] = _BEYOND
    return table


@cache
def _breaks() -> Flags:
    flags = np.zeros(0x10000, dtype=np.bool_)
    flags[[ord(character) for character in _BREAKS]] = True
    return flags


def blank_names(text: str, names: Sequence[str]) -> str:
    """The text with its names blanked, every character at its place."""
    for mark in (_END, _BLANK):
        text = text.replace(mark, " ")
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if len(name) >= _SHORTEST_NAME and name in text:
            text = text.replace(name, _BLANK * len(name))
    return text


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """Many texts folded, one after the other, each closed by an end mark.

    Attributes:
        codes: the folded characters.
        at: where each stands in its own text.
        starts: where each text begins in ``codes``, and where the last one ends.
        clauses: where each clause begins, likewise.
    """

    codes: Codes
    at: Places
    starts: Places
    clauses: Places


def fold_texts(texts: Sequence[str]) -> Folded:
    """Fold texts whose names are blanked already."""
    joined = "".join(f"{text}{_END}" for text in texts)
    joined = _SELF.sub(lambda match: _BLANK * len(match[0]), joined)
    raw = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    wide = np.minimum(raw, _BEYOND).astype(np.uint16)
    codes = _table()[wide]
    kept = np.flatnonzero(codes).astype(np.int32)
    breaks = np.cumsum(_breaks()[wide], dtype=np.int32)[kept]
    codes = codes[kept]
    # A run of digits or of names is one.
    repeated = np.zeros(len(codes), dtype=np.bool_)
    repeated[1:] = (codes[1:] == codes[:-1]) & ((codes[1:] == ord(NUMBER)) | (codes[1:] == ord(NAME)))
    codes, kept, breaks = codes[~repeated], kept[~repeated], breaks[~repeated]
    ends = np.flatnonzero(codes == _END_CODE)
    starts = np.concatenate([[0], ends + 1]).astype(np.int32)
    sizes = [len(text) + 1 for text in texts[:-1]]
    begins: list[int] = [0, *np.cumsum(sizes).tolist()] if texts else []
    at = kept - np.repeat(np.asarray(begins, dtype=np.int32), np.diff(starts))
    # An end mark breaks before itself: it is a clause of its own.
    clauses = np.flatnonzero(np.concatenate([[True], breaks[1:] != breaks[:-1]])).astype(np.int32)
    return Folded(codes, at.astype(np.int32), starts, clauses)


def fold_words(words: str) -> str:
    """A few words as folded text has them."""
    return decode(fold_texts([words]).codes[:-1])


def decode(codes: Codes) -> str:
    return codes.astype("<u2").tobytes().decode("utf-16-le", "replace")


def shingles(codes: Codes, starts: Places) -> tuple[Hashes, Flags]:
    """A hash for each place and whether a whole shingle of one text begins there (its end mark excluded).

    The hash is of 64 bits, the same on every machine and in every run; two of 20 million shingles fall together
    once in 100,000 runs.
    """
    hashes = np.zeros(len(codes), dtype=np.uint64)
    for j in range(min(SHINGLE, len(codes))):
        hashes *= _MULTIPLIER
        hashes[: len(codes) - j] += codes[j:]
    # The product leaves the low bits weak; they are needed for sampling and for look-up.
    hashes ^= hashes >> np.uint64(32)
    hashes *= np.uint64(0xD6E8FEB86659FD93)
    hashes ^= hashes >> np.uint64(32)
    valid = np.ones(len(codes), dtype=np.bool_)
    ends = starts[1:] - 1
    for j in range(SHINGLE):
        valid[np.maximum(ends - j, starts[:-1])] = False
    return hashes, valid


def among(hashes: Hashes, known: Hashes) -> Flags:
    """Which of the hashes are among ``known`` (sorted, few)."""
    found = np.zeros(len(hashes), dtype=np.bool_)
    if len(known):
        # Most are told by their low bits.
        low = np.uint64(0x3FFFF)
        seen = np.zeros(int(low) + 1, dtype=np.bool_)
        seen[known & low] = True
        places = np.flatnonzero(seen[hashes & low])
        nearest = np.minimum(np.searchsorted(known, hashes[places]), len(known) - 1)
        found[places] = known[nearest] == hashes[places]
    return found


def covered(begins: Flags, length: int) -> Flags:
    """Which of ``length`` characters lie in a shingle that begins at a flag."""
    places = np.flatnonzero(begins)
    steps = np.zeros(length + SHINGLE, dtype=np.int8)
    steps[places] += 1
    steps[places + SHINGLE] -= 1
    return np.cumsum(steps[:length], dtype=np.int32) > 0
