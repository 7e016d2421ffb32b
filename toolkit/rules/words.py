"""Turns of phrase that the messages of several rules share."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from toolkit.form import Form
from toolkit.model import Number, Return, column_name
from toolkit.reading.value import normal

_SHOWN = 8
_LONGEST = 40  # characters of a cell's content in a sentence


def listed(items: Sequence[str], most: int = _SHOWN) -> str:
    """甲、乙、丙 or, of many, the first ones and how many more there are."""
    shown = "、".join(items[:most])
    return f"{shown} 等 {len(items)} 处" if len(items) > most else shown


def shown(raw: str) -> str:
    """A cell's content as a sentence quotes it: on one line, cut where it is long, in quotation marks."""
    text = " ".join(raw.split()) or raw
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return quoted(text)


def quoted(text: str) -> str:
    """Words in quotation marks; those that they have of their own become single ones."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def areas_of(ret: Return, figures: Iterable[int]) -> str:
    """All cells of figures, neighbours as ranges: D5:I7、D9. Cells that are no A1 addresses are listed."""
    places = [ret.origins[i].cell for i in figures if ret.origins[i].cell]
    cells = [match for place in places if (match := re.fullmatch(r"([A-Z]+)(\d+)", place))]
    if len(cells) < len(places):
        return "、".join(dict.fromkeys(places))
    rows: dict[int, list[int]] = {}
    for match in cells:
        rows.setdefault(int(match[2]), []).append(_column(match[1]))
    # Runs of columns in each row, then equal runs of rows under one another.
    areas: list[list[int]] = []
    for row in sorted(rows):
        for first, last in _runs(sorted(rows[row])):
            above = next((area for area in areas if area[1] == row - 1 and area[2:] == [first, last]), None)
            if above is not None:
                above[1] = row
            else:
                areas.append([row, row, first, last])
    return "、".join(_area(*area) for area in areas)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _runs(columns: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and column == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs


def _area(top: int, bottom: int, left: int, right: int) -> str:
    first, last = f"{column_name(left)}{top}", f"{column_name(right)}{bottom}"
    return first if first == last else f"{first}:{last}"


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
