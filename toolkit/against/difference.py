"""How a published report differs from what was accepted."""

from dataclasses import dataclass
from typing import Literal

from toolkit.model import Number

Kind = Literal[
    "unreadable", "unknown", "not_accepted", "year", "other", "figure", "table", "section", "sentence"
]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which a published report is not what was accepted.

    Attributes:
        kind: unreadable, unknown (whose report it is cannot be told), not_accepted (nothing of this agency was accepted),
            year, other (it has what was accepted of somebody else), figure, table (missing), section (missing), or sentence (changed, missing or added).
        message: whole, in Chinese.
        section: id of the section, figure: code of the figure; None where it is about neither.
        sheet, cell: where in the published report.
        expected, actual: what was accepted, and what was published.
    """

    kind: Kind
    message: str
    section: str | None = None
    figure: str | None = None
    sheet: str | None = None
    cell: str | None = None
    expected: Number | str | None = None
    actual: Number | str | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A published report with all its differences; none where it is equal. ``agency`` is None where it cannot be told.

    ``text``: whether the text was compared too; the district's is written by people: its gaps are looked for,
    and numbers that the figures contradict.
    """

    path: str
    member: str | None
    agency: str | None
    differences: tuple[Difference, ...]
    text: bool = True


_SHOWN = 60  # characters of a sentence that a message quotes
_BEFORE = 15  # characters of what two long sentences have in common that it quotes


def changed(old: str, new: str, where: str, section: str | None) -> Difference:
    """A sentence that was changed, quoted from shortly before the first letter in which the two differ."""
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    start = max(0, same - _BEFORE) if len(old) > _SHOWN or len(new) > _SHOWN else 0
    before, after = (("……" if start else "") + short(text[start:]) for text in (old, new))
    words = f"{where}改了一句：接收的是“{before}”，公布的是“{after}”。"
    return Difference("sentence", words, section, expected=old, actual=new)


def short(sentence: str) -> str:
    """A sentence as a message quotes it."""
    return sentence if len(sentence) <= _SHOWN else f"{sentence[:_SHOWN]}……"
