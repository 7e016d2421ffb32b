"""A table of contents above a report, or a page's list of links to its parts: headings under which nothing stands."""

import re
from collections.abc import Collection, Iterator

from toolkit.form import Form
from toolkit.model import Document
from toolkit.reading.labels import match_label

_ENOUGH = 3
_SMALLER = re.compile(r"[（(][一二三四五六七八九十][)）][^。，；：]{2,24}")  # （一）主动公开
_PAGE = re.compile(
    r"(?:\t|[ 　.．…·]{2,})[\s.．…·]*[（(]?\d{1,3}[)）]?\s*$"
)  # leaders and the number of a page

Line = tuple[int, int, int, int]
"""Grid, row, cell in the row, line in the cell; zero-based."""


def lines_of(document: Document) -> Iterator[tuple[Line, str]]:
    """Every line of text of the visible grids with its place."""
    for number, grid in enumerate(document.grids):
        if grid.hidden:
            continue
        for row, cells in enumerate(grid.rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    for part, line in enumerate(cell.splitlines()):
                        if line.strip():
                            yield (number, row, column, part), line


def contents_lines(form: Form, document: Document, covered: Collection[tuple[int, int]]) -> frozenset[Line]:
    """The lines of a list of headings: several different ones in a run, all of which come again."""
    if document.kind == "book":
        return frozenset()
    runs: list[list[tuple[Line, str]]] = [[]]
    for place, line in lines_of(document):
        title = _PAGE.sub("", line)
        section = None if place[:2] in covered else _section(form, title)
        page = re.fullmatch(r"\s*\d{1,3}\s*", line) is not None  # a tab puts it into a cell of its own
        smaller = _SMALLER.fullmatch(line.strip()) is not None
        if section is None and (title != line or page or smaller) and runs[-1]:
            runs[-1].append((place, ""))  # （一）主动公开……2: a smaller heading in the list
            continue
        if section is None or section in {known for _, known in runs[-1]}:
            runs.append([])
        if section is not None:
            runs[-1].append((place, section))
    found: set[Line] = set()
    for number, run in enumerate(runs):
        again = {section for other in runs[number + 1 :] for _, section in other}
        listed = {section for _, section in run if section}
        if len(listed) >= _ENOUGH and listed <= again:
            found.update(place for place, _ in run)
    return frozenset(found)


def _section(form: Form, line: str) -> str | None:
    """The section whose heading the whole line is."""
    if len(line) > 60:
        return None
    return next((mark.code for mark in match_label(form, line).marks if mark.kind == "section"), None)
