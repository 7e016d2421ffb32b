"""A whole and its parts: 共12件，其中甲3件、乙9件; 包括, 分别为, a list in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from toolkit.narrative.flat import Flat, sentences
from toolkit.narrative.quantities import Quantity, in_wan, quantities

_COMPARED = re.compile(r"较|比|同比|环比|增加|减少|增长|下降|上升|增至|降至|多$|少$|占|由|从")
_PARTIAL = re.compile(r"等|余|其他类别略")
# 由35个调整为28个，新增3个、合并10个: changes are no parts.
_NO_WHOLE = re.compile(rf"{_COMPARED.pattern}|(?:调整|整合|精简|压减|缩减|归并|优化|合并)(?:为|成|至|到)$")
_OVERLAPPING = re.compile(r"同步|同时|重复|交叉|兼|均")
_STOPS = re.compile(r"[；。！？\n]")
# 共收到15件，同比增长25%，申请人包括…: what is said of the whole by the way.
_ASIDE = re.compile(
    r"，(?:同比|环比|较上年|比上年|较去年|比去年|与上年相比|占)[^，；：]{0,16}?(?:%|百分点|持平|\d+件)，"
)
# What is published is told of by channel after channel; cases are divided.
_OF_PUBLISHING = frozenset({"条", "篇", "期", "次", "个", "项", "份"})
_COMPOSED = re.compile(r"[^，。；\d]{0,8}(?:组成|构成)")
_APPLICANT = re.compile(r"自然人|公民|法人|企业|科研机构|公益组织|法律服务机构|其他组织")
_CHANNEL = re.compile(r"网络|网上|线上|信函|邮寄|邮件|当面|现场|传真")
_OUTCOME = re.compile(r"公开|无法提供|不予处理|其他处理|不掌握|撤回|办结|答复|结转")


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole with its parts.

    Attributes:
        whole, parts: numbers in one unit.
        kind: exhaustive (the parts are all there is) or partial (其中: they may be some of it).
        quote: the words from the whole to the last part; ``start`` is where the whole stands, ``end`` the last part's.
    """

    whole: Decimal
    parts: tuple[Decimal, ...]
    kind: Literal["exhaustive", "partial"]
    quote: str
    start: int
    end: int

    @property
    def total(self) -> Decimal:
        return sum(self.parts, Decimal(0))

    @property
    def broken(self) -> bool:
        return self.total > self.whole or (self.kind == "exhaustive" and self.total != self.whole)


def wholes_and_parts(flat: Flat) -> Iterator[Parts]:
    """Every list of parts whose whole stands right before it in the same sentence."""
    # A sentence that begins with 其中 divides a number of the one before it.
    joined = replace(flat, text=re.sub(r"[。；](?=其中)", "，", flat.text))
    for sentence in sentences(joined):
        text = sentence.text
        numbers = [q for q in quantities(text) if q.unit != "%"]
        for i, whole in enumerate(numbers[:-1]):
            if _names_another_whole(text, whole, numbers[i + 1]):
                continue
            found = _list_after(text, whole, numbers[i + 1 :])
            if found is None or whole.rough or _NO_WHOLE.search(_lead(text, whole.start)):
                continue
            kind, items = found
            others = _other_wholes(text, numbers[:i], whole)
            for group in _dimensions(text, items):
                if len(group) < 2 or any(q.rough for q in group):
                    continue
                if any(_OVERLAPPING.search(_lead(text, q.start)) for q in group):
                    continue
                total = sum((_size(q) for q in group), Decimal(0))
                if any(total == other or (kind == "partial" and total < other) for other in others):
                    continue
                end = group[-1].end
                yield Parts(
                    _size(whole),
                    tuple(_size(q) for q in group),
                    kind if len(group) == len(items) else "partial",
                    flat.quote(sentence.start + _begin(text, whole.start), sentence.start + end, 120),
                    sentence.start + whole.start,
                    sentence.start + end,
                )


def _names_another_whole(text: str, whole: Quantity, first: Quantity) -> bool:
    """其他处理1件。其中，无法提供的14件里有13件…: behind 其中 another whole is named, whose parts follow."""
    return "其中" in text[whole.end : first.start] and bool(
        re.match(r"(?:申请|件)?(?:里|中|之中|内)", text[first.end :])
    )


def _other_wholes(text: str, earlier: Sequence[Quantity], whole: Quantity) -> list[Decimal]:
    """Numbers before the whole that 其中 may speak of as well: each one, and what they add up to with the whole."""
    same = [
        q
        for q in earlier
        if q.unit == whole.unit and not q.rough and not _COMPARED.search(_lead(text, q.start))
    ]
    sizes = [_size(q) for q in same]
    # 建议12件、提案19件，其中主办…: what is divided may be both.
    joined = [q for q in same if re.fullmatch(r"(?:、|和|及|与)[^，。；]{0,14}", text[q.end : whole.start])]
    return [*sizes, *(_size(q) + _size(whole) for q in joined)]


def _list_after(
    text: str, whole: Quantity, rest: Sequence[Quantity]
) -> tuple[Literal["exhaustive", "partial"], list[Quantity]] | None:
    first = rest[0]
    between = _ASIDE.sub("，", text[whole.end : first.start])
    if _STOPS.search(between):
        return None
    bracket = re.match(r"[^，、。；：]{0,10}（(?!含|较|比|占|其余)", between)
    partial = re.search(r"其中", between)
    exhaustive = re.search(r"包括|包含|分为|分别为|分别是|分别有|具体为|＝|=", between)
    made_up = between.startswith("由") and re.search(r"组成|构成", text[whole.end :]) is not None
    if not (bracket or partial or exhaustive or made_up) or len(between) > 40:
        return None
    if text[whole.end : whole.end + 1] in "）" or re.search(
        r"另|此外|结转|办结|答复(?!中)|比|较", between.split("其中")[0]
    ):
        return None
    closing = _closing(text, whole.end + between.index("（")) if bracket else len(text)
    items: list[Quantity] = []
    enumerated = False  # the parts are set off by 、, so that a comma ends the list
    for number, quantity in enumerate(rest):
        # 8件中维持5件: the whole is named once more, and divided anew.
        if number and re.match(r"(?:申请|案件)?(?:之?中|里)", text[quantity.end :]):
            break
        # 其余26宗已答复：予以公开8宗…: what stands behind a colon or a dash divides the part before it.
        if number and re.search(r"：|—|--", text[rest[number - 1].end : quantity.start]):
            break
        # 其中通报365条，公众号推送622条: more than the whole is no part of it, but the next thing told.
        if (
            items
            and not exhaustive
            and quantity.unit == whole.unit in _OF_PUBLISHING
            and quantity.value > whole.value
            and "，" in text[rest[number - 1].end : quantity.start]
        ):
            break
        previous = whole if number == 0 else rest[number - 1]
        gap = text[previous.end : quantity.start]
        if quantity.start >= closing:
            break
        if number and enumerated and "，" in re.sub(r"（[^（）]*）", "", gap):
            break
        enumerated = enumerated or (bool(number) and "、" in gap)
        if number and (
            _STOPS.search(gap)
            or re.search(
                r"其中|(?<!公)共(?!同|享|建)|合计|另|此外|比|较|同比|上年|结转|涉及|除(?!名)|剩余|尚有|目前|，[^，]{16,}",
                gap,
            )
        ):
            break
        # What stands in brackets behind an item divides that item.
        if number and _depth(text, whole.end, quantity.start) > (1 if bracket else 0):
            continue
        if quantity.unit != whole.unit or _COMPARED.search(
            _lead(text, quantity.start).removeprefix("由" if made_up else "")
        ):
            if quantity.unit != whole.unit and number == 0:
                return None
            continue
        items.append(quantity)
    tail = text[items[-1].end : items[-1].end + 3] if items else ""
    composed = bool(items) and between.startswith("由") and _COMPOSED.match(text[items[-1].end :])
    closed = bool(exhaustive or composed) and (
        not partial and not _PARTIAL.match(tail) and not re.search(r"(?:主要|等)", between)
    )
    return ("exhaustive" if closed else "partial", items) if len(items) >= 2 else None


def _dimensions(text: str, items: Sequence[Quantity]) -> list[list[Quantity]]:
    """Items by what divides them: applicants, channels and outcomes of one whole are lists of their own."""
    groups: dict[str, list[Quantity]] = {}
    for quantity in items:
        lead = _lead(text, quantity.start)
        kind = (
            "applicant"
            if _APPLICANT.search(lead)
            else "channel"
            if _CHANNEL.search(lead)
            else "outcome"
            if _OUTCOME.search(lead)
            else "?"
        )
        groups.setdefault(kind, []).append(quantity)
    # Where some cannot be told, they are all of one list.
    return [list(items)] if "?" in groups else list(groups.values())


def _lead(text: str, place: int) -> str:
    begin = max(text.rfind(mark, 0, place) + 1 for mark in "，、；：（）")
    return text[begin:place]


def _begin(text: str, place: int) -> int:
    return max(text.rfind(mark, 0, place) + 1 for mark in "，；：（")


def _closing(text: str, opening: int) -> int:
    depth = 0
    for place in range(opening, len(text)):
        depth += {"（": 1, "）": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text)


def _depth(text: str, start: int, end: int) -> int:
    return text.count("（", start, end) - text.count("）", start, end)


def _size(quantity: Quantity) -> Decimal:
    money = in_wan(quantity)
    return Decimal(quantity.value) if money is None else money


@dataclass(frozen=True, slots=True)
class Division:
    """Applications divided in a sentence that does not say their number again: 按渠道分，网络15件、信函6件。"""

    parts: tuple[Decimal, ...]
    quote: str
    start: int

    @property
    def total(self) -> Decimal:
        return sum(self.parts, Decimal(0))


_WAY = r"[^，。；：\d]{1,10}"
_DIVIDED = re.compile(
    rf"(?:申请(?:件|量)?(?:的)?|^|[，。；])(?:按|从|以){_WAY}?(?:分|划分|来看|看|统计|区分)，?"
    rf"(?:包括|包含|分别为|分别是|分为|有|为)?[：:]?(?={_WAY}\d)"
    rf"|(?:^|[，。；])按{_WAY}，(?:[^，。；：\d]{{1,8}}、)+[^，。；：\d]{{1,8}}分别(?:为|是)(?=\d)"
)


def divisions(flat: Flat) -> Iterator[Division]:
    """Every such division whose parts are all there: it ends the sentence, and nothing is left to 其余 or 等."""
    for sentence in sentences(flat):
        match = _DIVIDED.search(sentence.text)
        if match is None:
            continue
        rest = sentence.text[match.end() :]
        items = [q for q in quantities(rest) if q.unit != "%"]
        plain = re.sub(r"（[^（）]*）", "", rest)
        if len(items) < 2 or any(q.rough or q.unit not in ("件", "宗", "份") for q in items):
            continue
        if re.search(r"其余|其他(?!\d)|等|另|其中|以上|占|较|比|——|：|上年|结转", plain):
            continue
        inside = [q for q in items if _depth(rest, 0, q.start) == 0]
        yield Division(
            tuple(Decimal(q.value) for q in inside),
            flat.quote(sentence.start + match.start(), sentence.start + match.end() + inside[-1].end, 120),
            sentence.start + match.start(),
        )
