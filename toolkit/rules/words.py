"""Turns of phrase that the messages of several rules share."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from toolkit.form import Form
from toolkit.model import Number, Return
from toolkit.reading.value import normal

_SHOWN = 8


def listed(items: Sequence[str], most: int = _SHOWN) -> str:
    """甲、乙、丙 or, of many, the first ones and how many more there are."""
    shown = "、".join(items[:most])
    return f"{shown} 等 {len(items)} 处" if len(items) > most else shown


def cells_of(ret: Return, figures: Iterable[int]) -> str:
    """The addresses of figures' cells."""
    return listed([ret.origins[i].cell for i in figures if ret.origins[i].cell])


def number(value: Number | None) -> str:
    """A figure as it is printed in a sentence."""
    return "" if value is None else f"{value:f}" if not isinstance(value, int) else str(value)


def difference(one: Number, other: Number) -> str:
    """How far two figures lie apart, as printed in a sentence."""
    return number(normal(abs(Decimal(one) - Decimal(other))))


def table_name(form: Form, table: str) -> str:
    """表三（三、收到和处理政府信息公开申请情况）"""
    found = form.table(table)
    return f"{found.name}（{found.section.heading.text}）"
