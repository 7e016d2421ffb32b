"""What a draft is made of: paragraphs, remarks on them, and who speaks."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from toolkit.model import Number

_HEADED = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)][^。：:；;，,]{1,40}(?:[。：:]|$)")
# A whole line that ends like a sentence is a heading only where it names what headings name: not （二）无其他事项。
_NAMES_AN_ASPECT = re.compile(
    r"(?:主动公开|申请公开|信息管理|资源管理|平台|载体|监督|保障|问题|不足|改进|整改|措施|打算|收费|处理费|事项|情况)[^。无没未]{0,6}。$"
)
_SAYS_NONE = re.compile(r"无|没有|未")


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
        figures: indices of the figures that a composed sentence puts into words.
    """

    kind: Literal["text", "subheading", "gap"]
    text: str
    lead: str = ""
    remarks: tuple[Remark, ...] = ()
    figures: tuple[int, ...] = ()


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


_OWN_NAME = re.compile(
    r"(?:我|本)(?:局|委|办|镇|乡|街道|区|县|市|院|所|中心|单位|机关|部门|园区|集团)(?!里|的同志)"
)


def own_name(texts: Iterable[str]) -> str:
    """What an agency calls itself in its own text, most often; empty where it does not speak of itself."""
    said = Counter(match[0] for text in texts for match in _OWN_NAME.finditer(text))
    return said.most_common(1)[0][0] if said else ""


def own_text(text: str) -> list[Paragraph]:
    """The agency's text as it is, a paragraph a line; headings such as （一）主动公开。 are told apart."""
    paragraphs = []
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        headed = _HEADED.match(line)
        if headed is None or (headed.end() == len(line) and not _is_heading(line)):
            paragraphs.append(Paragraph("text", line))
        elif headed.end() == len(line):
            paragraphs.append(Paragraph("subheading", "", line))
        else:
            paragraphs.append(Paragraph("text", line[headed.end() :], line[: headed.end()]))
    return paragraphs


def _is_heading(line: str) -> bool:
    return not line.endswith("。") or bool(_NAMES_AN_ASPECT.search(line) and not _SAYS_NONE.search(line))
