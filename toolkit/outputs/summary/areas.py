"""Cells as references in formulas, and texts that are looked up by them."""

import re
from collections.abc import Sequence

from toolkit.model import column_name


def areas(cells: Sequence[tuple[int, int]]) -> str:
    """Cells (row, column) as references, neighbours in a row or a column joined to one area: D4:I4,K4."""
    runs: list[list[tuple[int, int]]] = []
    for cell in cells:
        run = runs[-1] if runs else None
        if run is not None and _continues(run, cell):
            run.append(cell)
        else:
            runs.append([cell])
    return ",".join(
        cell_name(run[0]) if len(run) == 1 else f"{cell_name(run[0])}:{cell_name(run[-1])}" for run in runs
    )


def _continues(run: Sequence[tuple[int, int]], cell: tuple[int, int]) -> bool:
    step = (cell[0] - run[-1][0], cell[1] - run[-1][1])
    before = (run[-1][0] - run[-2][0], run[-1][1] - run[-2][1]) if len(run) > 1 else step
    return step == before and step in ((0, 1), (1, 0))


def cell_name(cell: tuple[int, int]) -> str:
    return f"{column_name(cell[1])}{cell[0] + 1}"


_LONGEST = 250  # characters of a text within a formula; Excel admits 255


def can_be_looked_up(text: str) -> bool:
    return 0 < len(text) <= _LONGEST


def quoted(text: str) -> str:
    """A text as a formula has it."""
    return '"' + text.replace('"', '""') + '"'


def match_in(text: str, area: str) -> str:
    """The place of a text among the cells of an area, from 1, wherever it stands after they were sorted."""
    wanted = re.sub(r"[~*?]", r"~\g<0>", text)  # signs that stand for others when looked for
    return f"MATCH({quoted(wanted)},{area},0)"
