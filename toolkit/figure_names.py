"""What people write for a figure (in 核实登记, in 情况说明) -> the figure: its code, its title in messages, or its labels."""

import re
from collections.abc import Iterator
from functools import cache

from toolkit.form import FigureSpec, Form
from toolkit.text import fold


def figure_of(form: Form, text: str) -> int | None:
    """The figure that a code or label stands for; None where it is none or may be several."""
    code = re.sub(r"\s", "", text)
    if code in form.index:
        return form.index[code]
    key = fold(text)
    if not key:
        return None
    found = _by_label(form).get(key)
    return found if found is not None else _by_pieces(form, text)


@cache
def _by_label(form: Form) -> dict[str, int]:
    columns = {fold(figure.column.label.text) for figure in form.figures}
    found: dict[str, set[int]] = {}
    for figure in form.figures:
        for name in _names(figure):
            found.setdefault(name, set()).add(figure.index)
    # 其他 alone may be a row or a column.
    return {key: min(indices) for key, indices in found.items() if len(indices) == 1 and key not in columns}


def _by_pieces(form: Form, text: str) -> int | None:
    """本年新收 总计, 无法提供/本机关不掌握: the one figure, or the one row's total, whose labels hold every piece."""
    pieces = [fold(piece) for piece in re.split(r"[\s+＋,，、/／_\-—·>→]+", text)]
    pieces = ["总计" if piece in ("合计", "小计") else piece for piece in pieces if piece]
    if len(pieces) < 2:
        return None
    # One piece names the row; a column's name is whole, for 总计 is a part of none.
    matches = [
        figure
        for figure in form.figures
        if (named := _labels(figure))
        and all(any(piece in name for name in named) for piece in pieces)
        and any(piece in name for piece in pieces for name in named[:2])
    ]
    columns = {fold(figure.column.label.text) for figure in form.figures}
    asked = [piece for piece in pieces if piece in columns]
    if asked:
        matches = [figure for figure in matches if fold(figure.column.label.text) in asked]
    if len({(figure.table.id, figure.row.code) for figure in matches}) != 1:
        return None
    if len(matches) > 1:
        matches = [figure for figure in matches if _stands_for_its_row(figure)]
    return matches[0].index if len(matches) == 1 else None


def _labels(figure: FigureSpec) -> list[str]:
    """Folded labels of a figure: row, group, table, column."""
    texts = (
        figure.row.label.text,
        figure.group_label,
        figure.table.name,
        figure.column.label.text,
    )
    return [fold(text) for text in texts]


def _names(figure: FigureSpec) -> Iterator[str]:
    """Folded names of a figure; a row's number (一、 1.) may stand in them or not."""
    table, column = figure.table.name, figure.column.label.text
    for number in (str, fold):
        row, group = number(figure.row.label.text), number(figure.group_label)
        for names in (
            (row, column),
            (group, row, column),
            *(((row,), (group, row)) if _stands_for_its_row(figure) else ()),
        ):
            for name in ("".join(names), "".join(reversed(names))):
                yield fold(name)
                yield fold(table + name)
    yield fold(figure.title)


def _stands_for_its_row(figure: FigureSpec) -> bool:
    """Whether a row's name alone means this figure: it is the row's total, or the only one there."""
    return len(figure.block.columns) == 1 or (figure.is_total and figure.column is figure.block.columns[-1])
