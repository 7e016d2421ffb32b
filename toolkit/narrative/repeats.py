"""One quantity told twice with two values, by the words that introduce it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.model import Number
from toolkit.narrative.flat import Flat
from toolkit.narrative.quantities import quantities

_ADVERBS = re.compile(
    r"全年|本年度?|年内|共计?|累计|截至[^，]{0,8}|一年来|已|了|的|总|合计|20\d\d年度?|总共|目前|年底|现"
)
_SHORTEST = 9  # characters that must be the same; shorter ones recur by chance
_LONGEST = 60
_CHANGE = re.compile(
    r"较|比|同比|增|减|占|其中|升|降|由|从|第|每|另|各|平均|上年|去年|季度|\d月|上半年|下半年"
)


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same words with two numbers."""

    first: str
    second: str
    values: tuple[Number, Number]
    section: str
    start: int


def repeated(flats: list[Flat]) -> Iterator[Repeat]:
    """Quantities that two sentences introduce with the same words, and give different values."""
    seen: dict[tuple[str, str], tuple[Number, str, int]] = {}
    for flat in flats:
        for quantity in quantities(flat.text):
            if quantity.rough or quantity.unit == "%":
                continue
            begin = max(flat.text.rfind(mark, 0, quantity.start) + 1 for mark in "，。；、：\n（")
            lead = flat.text[begin : quantity.start]
            if len(lead) > _LONGEST or _CHANGE.search(lead) or re.search(r"\d", lead):
                continue
            key = _ADVERBS.sub("", lead)
            if len(key) < _SHORTEST:
                continue
            quote = flat.quote(begin, quantity.end)
            known = seen.setdefault((key, quantity.unit), (quantity.value, quote, quantity.start))
            if known[0] != quantity.value:
                yield Repeat(known[1], quote, (known[0], quantity.value), flat.section, quantity.start)
