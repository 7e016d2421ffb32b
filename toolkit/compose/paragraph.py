"""What a draft is made of: paragraphs, remarks on them, and who speaks."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from toolkit.model import Number

_HEADED = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)][^。：:；;，,]{1,40}(?:[。：:]|$)")


class Remark(NamedTuple):
    """What is said beside the text rather than in it (a Word comment).

    Attributes:
        on: the words that it is about; empty: the whole paragraph.
        text: the remark; line feeds part its paragraphs.
    """

    on: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a draft.

    Attributes:
        kind: text, subheading (``lead`` alone) or gap (to be filled by a person, shown highlighted).
        text: what follows the lead.
        lead: a heading such as （一）主动公开。 that opens the paragraph.
        remarks: what is said beside it.
    """

    kind: Literal["text", "subheading", "gap"]
    text: str
    lead: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, of which year: ``who`` as in 本机关, ``area`` as in 区; ``district`` for the district's report."""

    year: int
    who: str
    area: str = ""
    district: bool = False


def say(number: Number) -> str:
    """A number as it is written in a sentence: no exponent, no trailing zeros."""
    return format(number.normalize(), "f") if isinstance(number, Decimal) else str(number)


def own_text(text: str) -> list[Paragraph]:
    """The agency's text as it is, a paragraph a line; headings such as （一）主动公开。 are told apart."""
    paragraphs = []
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        headed = _HEADED.match(line)
        if headed is None:
            paragraphs.append(Paragraph("text", line))
        elif headed.end() == len(line):
            paragraphs.append(Paragraph("subheading", "", line))
        else:
            paragraphs.append(Paragraph("text", line[headed.end() :], line[: headed.end()]))
    return paragraphs
