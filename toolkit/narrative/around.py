"""The words around a number, and what the sentences before have been about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.narrative.quantities import Quantity

Found = tuple[list[str], int, int]
"""(subjects, where in the lead the words begin or -1 for the number itself, how far behind the number they go)."""

NOTHING: Found = ([], -1, 0)

# What may stand between a subject and its number, and between a number and the subject behind it.
FILL = r"(?:的|都|均|共|为|有|计|达|仅|数|量|件数|数量|总数|总量|情况|决定|答复|申请|事项|案件|共计|合计|总计|分别|了|是|各|则|:|：|“|”|、?仍)*"
AHEAD = r"(?:申请|案件)?(?:的|均|已|都|全部|被|属于?|系|为|是|由|因[^，。；]{0,12}?|经[^，。；]{0,8}?|在法定期限内|按规定|依法|申请人为)*"

# 公民、法人和其他组织 are one party.
_DELIMITER = re.compile(
    r"(?<!公民)[，、；。：（\n]|(?<=公民)(?:[，；。：（\n]|、(?!法人(?:或者|或|和|及|与|、)?其他组织))"
)


@dataclass(frozen=True, slots=True)
class Around:
    """A number with the words around it, all of one sentence.

    Attributes:
        quantity: the number; its place is in the sentence.
        lead: between the last delimiter, or the number before, and the number; ``start`` where it begins.
        clause: from the last comma to the number.
        since: from the end of the number before to the number.
        trail: from the number to the next delimiter, which ``after`` is.
        before, sentence: all before the number; the whole.
        previous: subject of the number before; ? for an unknown one.
        owner: subject of the number that the brackets around this one divide; empty outside brackets.
    """

    quantity: Quantity
    lead: str
    start: int
    clause: str
    since: str
    trail: str
    after: str
    before: str
    sentence: str
    previous: str
    owner: str = ""


@dataclass
class Topic:
    """What a paragraph has been about so far.

    Attributes:
        applications: whether applications for information are spoken of.
        outcomes: whether an outcome of theirs has been named.
        wide: whether the report is a whole district's, or a town's: 全区 and 全镇 are its own.
        proceedings: the kinds of proceedings named in this sentence, the last one last; the last of the sentence before.
    """

    applications: bool = False
    outcomes: bool = False
    wide: bool = True
    proceedings: tuple[str, ...] = ()


def around(
    sentence: str, quantity: Quantity, last_end: int, previous: str, told: Sequence[tuple[int, str]] = ()
) -> Around:
    """The words around a number of a sentence; ``last_end`` is where the number before ends.

    ``told``: where each number before ends, and its subject.
    """
    lead, clause, start = _before(sentence, quantity.start, last_end)
    trail = re.split(r"[，、；。！？：（）\n]", sentence[quantity.end :], maxsplit=1)[0]
    before = sentence[: quantity.start]
    after = sentence[quantity.end + len(trail) :][:1]
    opening = before.rfind("（")
    owner = ""
    if opening > before.rfind("）"):
        owner = next((subject for end, subject in reversed(told) if end <= opening), "")
    return Around(
        quantity, lead, start, clause, before[last_end:], trail, after, before, sentence, previous, owner
    )


def _before(text: str, number: int, last: int) -> tuple[str, str, int]:
    """(the words between the last delimiter and a number, the whole clause before it, where the words begin)."""
    begin = max((match.end() for match in _DELIMITER.finditer(text, 0, number)), default=0)
    # 公开类（予以公开、部分公开）56件: the words in brackets say what is counted.
    if text[number - 1 : number] == "）":
        opening = text.rfind("（", 0, number)
        inner = text[opening + 1 : number - 1]
        if opening >= 0 and not re.search(r"\d", inner):
            begin = opening + 1
            return inner, text[max(text.rfind(m, 0, opening) + 1 for m in "，；。") : number], begin
    begin = max(begin, last)
    clause_from = max(text.rfind(mark, 0, number) + 1 for mark in "，；。\n")
    return text[begin:number], text[clause_from:number], begin


def ends(pattern: str, lead: str) -> re.Match[str] | None:
    """Whether a subject stands right before the number."""
    return re.search(rf"(?:{pattern}){FILL}$", lead)
