"""The sheet 情况说明: what an agency says of a warning before it is asked (指标或规则, 说明)."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.model import Document, Explanation, Grid, Origin
from toolkit.reading.value import show
from toolkit.text import fold, squeeze

SHEET = "情况说明"
ABOUT = "指标或规则"
TEXT = "说明"

_ABOUT = {
    fold(name)
    for name in (ABOUT, "指标/规则", "指标、规则", "指标", "规则", "规则或指标", "规则代码", "项目")
}
_TEXT = {fold(name) for name in (TEXT, "情况说明", "原因", "说明原因", "原因说明", "情况")}
_HEAD_WITHIN = 10  # rows
_LONGEST = 2000  # characters of one explanation


def is_explanations(grid: Grid) -> bool:
    """Whether a sheet holds explanations and nothing that is to be read as a table or as text of the report."""
    return fold(SHEET) in fold(grid.name) and _head(grid) is not None


def read_explanations(document: Document) -> tuple[Explanation, ...]:
    """All rows with a text; where the first column is left empty, the one above goes on."""
    found: list[Explanation] = []
    for grid in document.grids:
        head = _head(grid) if not grid.hidden and is_explanations(grid) else None
        if head is None:
            continue
        row, about, text = head
        ref = ""
        for number in range(row + 1, len(grid.rows)):
            ref = _text(grid.rows[number], about) or ref
            said = _text(grid.rows[number], text)
            if said:
                found.append(Explanation(ref, said[:_LONGEST], Origin(grid.name, grid.address(number, text))))
    return tuple(found)


def _head(grid: Grid) -> tuple[int, int, int] | None:
    """(row, column of 指标或规则, column of 说明)."""
    for number, cells in enumerate(grid.rows[:_HEAD_WITHIN]):
        titles = [fold(cell) if isinstance(cell, str) else "" for cell in cells]
        about = next((i for i, title in enumerate(titles) if title in _ABOUT), None)
        if about is None:
            continue
        text = next((i for i, title in enumerate(titles) if i != about and title in _TEXT), None)
        if text is not None:
            return number, about, text
    return None


def _text(cells: Sequence[object], column: int) -> str:
    return squeeze(show(cells[column])) if column < len(cells) else ""  # type: ignore[arg-type]
