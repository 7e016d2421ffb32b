"""本表全部为零: the tick beside a table that says that its blanks are noughts."""

import unicodedata
from collections.abc import Mapping, Sequence

from toolkit.form import Form
from toolkit.model import Document, Origin
from toolkit.reading.anchor import Found
from toolkit.text import fold

LABEL = "本表全部为零"
TICKS = frozenset("√✓✔☑☒是")
_LONGEST = 20  # characters of the label with what may stand around it
_REACH = 3  # columns to the right of the label


def find_ticks(form: Form, document: Document, found: Sequence[Found]) -> Mapping[str, Origin]:
    """Table id -> the cell of its tick. A tick belongs to the table of its sheet that stands nearest."""
    ticked: dict[str, Origin] = {}
    for number, grid in enumerate(document.grids):
        if grid.hidden:
            continue
        for r, c, text in grid.texts:
            if "零" not in text or len(text) > _LONGEST or fold(text) != LABEL:
                continue
            for column in range(c + 1, c + 1 + _REACH):
                content = grid.at(r, column)
                if isinstance(content, str) and content.strip():
                    if unicodedata.normalize("NFKC", content).strip() in TICKS:
                        table = _nearest(found, number, r, c)
                        if table is not None:
                            ticked[table] = Origin(grid.name, grid.address(r, column))
                    break
    return ticked


def _nearest(found: Sequence[Found], grid: int, row: int, column: int) -> str | None:
    distances = [
        (
            max(area.top - row, row - area.bottom, 0),
            max(area.left - column, column - area.right, 0),
            table.table,
        )
        for table in found
        for area in table.areas
        if area.grid == grid
    ]
    return min(distances)[2] if distances else None
