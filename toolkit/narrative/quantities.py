"""Numbers with a unit in a flat text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.model import Number
from toolkit.numerals import NUMERAL, numeral

CASES = frozenset({"件", "条", "宗", "份", "例", "起", "次", "个", "项", "件次"})
"""What applications, cases and documents are counted in."""

_UNITS = r"万元|亿元|元|个百分点|百分点|%|件次|人次|条次|条数|工作日|件|条|宗|份|例|起|次|期|篇|场|项|个|家|户|人|名|类|批|处|种|字|台|部|天|分|册|岁|页|幅|套|辆|所|栋|亩|公里|吨|分钟|小时"
_TOKEN = re.compile(
    rf"(?P<pre>约|近|超过|超|逾|不到|不足|至少|累计达|达到|将近|接近|上(?=[十百千万]))?(?P<n>{NUMERAL})(?P<mid>余|多|来|几)?(?P<unit>{_UNITS})"
    r"(?P<post>以上|左右|以下|以内|上下|多)?"
)
_HUNDREDTHS = re.compile(rf"百分之(?P<n>{NUMERAL})")
_ROUGH = {"约", "近", "超过", "超", "逾", "不到", "不足", "至少", "将近", "接近", "上"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    Attributes:
        start, end: in the flat text, from the number to the unit's end.
        value: in the unit as written.
        unit: as written; % for per cent however written.
        rough: 约, 余, 以上 and the like stand beside it.
        step: one in the last place written, in the same unit: 0.1 for 37.5%, 1000 for 68.0万元 (read as 元).
    """

    start: int
    end: int
    value: Number
    unit: str
    rough: bool
    step: Decimal


def quantities(text: str, offset: int = 0) -> Iterator[Quantity]:
    """All numbers with a unit in a text; places are shifted by ``offset``."""
    found = [_quantity(match, match["unit"]) for match in _TOKEN.finditer(text)]
    found += [_quantity(match, "%") for match in _HUNDREDTHS.finditer(text)]
    for item in sorted((q for q in found if q is not None), key=lambda q: q.start):
        yield Quantity(item.start + offset, item.end + offset, item.value, item.unit, item.rough, item.step)


def _quantity(match: re.Match[str], unit: str) -> Quantity | None:
    value = numeral(match["n"])
    if value is None:
        return None
    parts = match.groupdict()
    rough = parts.get("pre") in _ROUGH or bool(parts.get("mid") or parts.get("post"))
    if unit.startswith(("人次", "条次")):
        unit = unit[:2]
    return Quantity(
        match.start() if unit == "%" and match[0].startswith("百分之") else match.start("n"),
        match.end(),
        value,
        unit,
        rough,
        _step(match["n"]),
    )


def _step(written: str) -> Decimal:
    places = re.search(r"[.．](\d+)", written)
    # 3.5万 ends with its scale, 3万5000 does not.
    end = written[len(written.rstrip("万亿")) :]
    scale = 10 ** (4 * end.count("万") + 8 * end.count("亿"))
    return Decimal(scale).scaleb(-len(places[1])) if places else Decimal(scale)


def in_wan(quantity: Quantity) -> Decimal | None:
    """An amount of money in 万元; None where it is none."""
    scale = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}.get(quantity.unit)
    return None if scale is None else Decimal(quantity.value) * scale
