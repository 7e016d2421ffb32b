"""Announced and listed points: 三个方面, and 一是, 二是, 三是."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.narrative.flat import Flat
from toolkit.numerals import numeral

_ANNOUNCED = re.compile(
    r"(?P<k>[一二两三四五六七八九十]|\d{1,2})(?:个|点|项|类|条)?(?:大|个)?(?:方面|问题|不足|短板|薄弱环节|差距|举措|措施|困难|点|(?:强化|加强|确保|突出|抓好|坚持|注重|聚焦|提升|规范|严格|到位|抓实|抓|做到))[”》]?"
    r"(?P<tail>(?:的)?[^，。；：\n\d一二三四五六七八九十（]{0,12})(?P<mark>[：。，；]|——|\n|（|(?=一是)|(?=[1①]))"
)
_INTRODUCED = re.compile(r"以下|下列|如下|主要|存在|体现|表现|重点|从|分|具体|还有|集中|着力|做好|做了|按")
_MET = re.compile(r"(?:针对|围绕|对照|对于|上述|以上|这)(?:以上|上述|前述|存在|查摆出|这|的)*$")
_SHORTCOMING = re.compile(r"问题|不足|短板|薄弱|差距|困难|举措|措施|如下")
_STYLES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"([一二三四五六七八九十]{1,2})(?:是|则)"), "chinese"),
    (re.compile(r"（([一二三四五六七八九十]{1,2})）"), "chinese"),
    (re.compile(r"(?<![\d.（年月])（?(\d{1,2})(?:[.．、）])(?!\d)"), "arabic"),
    (re.compile(r"第([一二三四五六七八九十])[，、,]"), "chinese"),
    (re.compile(r"(?<=\n)([一二三四五六七八九十]{1,2})、"), "chinese"),
    (re.compile(r"([①-⑩])"), "circled"),
    (re.compile(r"(首先|其次|再次|最后|此外)[，,]?"), "words"),
)
_WORDS = {"首先": 1, "其次": 2, "再次": 3}
_REACH = 24  # characters within which the first point follows its announcement


@dataclass(frozen=True, slots=True)
class Points:
    """An announcement with the list that follows it."""

    announced: int
    listed: int
    quote: str
    start: int


def announced_points(flat: Flat) -> Iterator[Points]:
    """Every announcement that a list follows at once; lists of several paragraphs are followed to their end."""
    for match in _ANNOUNCED.finditer(flat.text):
        k = numeral(match["k"])
        if (
            not isinstance(k, int)
            or k < 2
            or re.search(r"[第另]$", flat.text[max(0, match.start() - 1) : match.start()])
        ):
            continue
        ahead = flat.text[max(0, match.start() - 12) : match.start()]
        # 征地、规划、登记三方面的信息: what is counted stands before, no list follows.
        # 针对上述两个问题：一是: what follows are measures, of any number.
        if _MET.search(ahead) and not re.search("举措|措施", match[0]):
            continue
        # 三个问题已全部整改: they are told of, not listed.
        if re.search(r"已|均|全部|得到", match["tail"]):
            continue
        # “四个强化”：一是…: a slogan in quotation marks announces as well.
        slogan = ahead.endswith(("“", "《"))
        if "、" in ahead[-8:] or not (slogan or _INTRODUCED.search(ahead) or _SHORTCOMING.search(match[0])):
            continue
        listed = _listed(flat.text, match.end())
        if listed is not None:
            begin = max(flat.text.rfind(mark, 0, match.start()) + 1 for mark in "，；。：\n")
            end = match.end("tail")
            yield Points(k, listed, flat.quote(begin, end), match.start())


def _listed(text: str, place: int) -> int | None:
    """How many points stand in the list that begins at once; None where none does."""
    best: tuple[int, re.Pattern[str], str] | None = None
    for pattern, kind in _STYLES:
        match = pattern.search(text, place, place + _REACH)
        if match and _order(match[1], kind) == 1 and (best is None or match.start() < best[0]):
            best = (match.start(), pattern, kind)
    if best is None or re.search(r"[。]", text[place : best[0]].strip("。")):
        return None
    # …。今年的问题是：一是: the list is another announcement's.
    if text[place - 1 : place] in "。；" and re.search(r"问题|不足|措施|方面|困难", text[place : best[0]]):
        return None
    start, pattern, kind = best
    count, last = 0, start
    for match in pattern.finditer(text, start):
        order = _order(match[1], kind)
        if kind == "words" and match[1] in ("最后", "此外"):
            return count + 1
        if order == 1 and count:
            if not re.search(r"[。；\n]", text[last : match.start()]):
                return None  # 一是解读不够，其中一是图解少: a list within a point
            break
        if order != count + 1:
            continue
        count, last = order, match.end()
    return count


def _order(mark: str, kind: str) -> int:
    if kind == "words":
        return _WORDS.get(mark, 0)
    if kind == "arabic":
        return int(mark)
    if kind == "circled":
        return ord(mark) - ord("①") + 1
    value = numeral(mark)
    return value if isinstance(value, int) else 0
