"""The sheet 情况说明: what an agency says of a warning before it is asked (指标或规则, 说明)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.model import Document, Explanation, Grid, Origin
from toolkit.reading.value import show
from toolkit.text import fold, squeeze

SHEET = "情况说明"
ABOUT = "指标或规则"
TEXT = "说明"

# 6.情况说明, 附：情况说明, 情况说明表, 情况说明2 (compared folded); 工作情况说明 may be the report itself.
_NAME = re.compile(r"(?:附件?|附表)?\d{0,2}情况说明(?:表|\d{0,2})?")
_ABOUT = re.compile(r"(?:指标|规则|提示).{0,16}")
_TEXT = re.compile(r".{0,4}(?:说明|原因).{0,8}")
_HEAD_WITHIN = 10  # rows
_LONGEST = 2000  # characters of one explanation


def is_explanations(grid: Grid) -> bool:
    """Whether a sheet holds explanations and nothing that is to be read as a table or as text of the report."""
    return _NAME.fullmatch(fold(grid.name)) is not None and _head(grid) is not None


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
            named, said = _text(grid.rows[number], about), _text(grid.rows[number], text)
            # Merged or left out, the one above goes on; a blank row ends it.
            ref = named or (ref if said else "")
            if said:
                found.append(Explanation(ref, said[:_LONGEST], Origin(grid.name, grid.address(number, text))))
    return tuple(found)


def _head(grid: Grid) -> tuple[int, int, int] | None:
    """(row, column of 指标或规则, column of 说明)."""
    for number, cells in enumerate(grid.rows[:_HEAD_WITHIN]):
        titles = [fold(cell) if isinstance(cell, str) else "" for cell in cells]
        about = next((i for i, title in enumerate(titles) if _ABOUT.fullmatch(title)), None)
        if about is None:
            continue
        text = next(
            (i for i, title in enumerate(titles) if i != about and _TEXT.fullmatch(title)),
            None,
        )
        if text is not None:
            return number, about, text
    return None


def _text(cells: Sequence[object], column: int) -> str:
    return squeeze(show(cells[column])) if column < len(cells) else ""  # type: ignore[arg-type]
