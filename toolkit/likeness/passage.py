"""The passage that shows a reader what is alike: whole sentences of the text as they stand in it."""

import re

import numpy as np
import numpy.typing as npt

from toolkit.likeness.folding import Flags, Places

LONGEST = 120
"""Characters of a passage, … included."""

_SENTENCE = re.compile(r"[^。！？!?；;\n\r]+(?:[。！？!?；;]+[”’」』）)]*)?")
_WHOLE = 0.9  # shared part of a sentence's own wording from which the sentence counts as shared


def longest_passage(text: str, at: Places, shared: Flags, own: Flags) -> str:
    """The longest shared passage of a text, within one paragraph.

    Args:
        at: where each folded character of own wording stands in the text.
        shared: whether it stands in the other text.
        own: whether it counts as own wording.
    """
    begin, end = _sentences(text, at, shared, own) or _run(text, at, shared)
    passage = text[begin:end].strip()
    if len(passage) <= LONGEST:
        return passage
    # As many whole sentences as there is room for, else the beginning of the first.
    cut = 0
    for sentence in _SENTENCE.finditer(passage):
        if sentence.end() >= LONGEST:
            break
        cut = sentence.end()
    return passage[: cut or LONGEST - 1].rstrip() + "…"


def _sentences(text: str, at: Places, shared: Flags, own: Flags) -> tuple[int, int] | None:
    """Where the longest stretch of shared sentences stands; None where no whole sentence is shared."""
    spans = [sentence.span() for sentence in _SENTENCE.finditer(text)]
    bounds = np.searchsorted(at, np.array(spans))
    n_own, n_shared = (np.diff(_before(flags)[bounds], axis=1)[:, 0].tolist() for flags in (own, shared))
    best: tuple[int, int, int] | None = None
    begin, size, previous = -1, 0, 0
    for (first, last), own_here, shared_here in zip(spans, n_own, n_shared, strict=True):
        if "\n" in text[previous:first]:
            begin = -1
        previous = last
        if not own_here:
            continue  # what everyone says belongs to what stands around it
        if shared_here < _WHOLE * own_here:
            begin = -1
            continue
        if begin < 0:
            begin, size = first, 0
        size += own_here
        if best is None or size > best[2]:
            best = (begin, last, size)
    return None if best is None else best[:2]


def _before(flags: Flags) -> npt.NDArray[np.int64]:
    """How many are flagged before each place, and in all."""
    return np.concatenate([[0], np.cumsum(flags, dtype=np.int64)])


def _run(text: str, at: Places, shared: Flags) -> tuple[int, int]:
    """Where the longest run of shared characters stands, within a line."""
    steps = np.diff(np.concatenate([[False], shared, [False]]).astype(np.int8))
    begins, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    longest = int(np.argmax(ends - begins))
    begin, end = int(at[begins[longest]]), int(at[ends[longest] - 1]) + 1
    line = max(text[begin:end].splitlines(), key=len)
    begin = text.index(line, begin)
    return begin, begin + len(line)
