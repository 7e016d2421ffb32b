"""The opening: what a report says between its title and its first heading, on whose basis and for which time it was made."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from toolkit.form import Form
from toolkit.model import Document, Grid
from toolkit.reading.anchor import Found
from toolkit.reading.contents import Line, lines_of
from toolkit.reading.identity import is_title
from toolkit.reading.narrative import covered_rows
from toolkit.reading.parts import Parts
from toolkit.text import plain_signs

_SHORTEST = 12  # characters
_ROWS = 60  # of a sheet that are looked at
# Sentences, and none of what stands above a report on a web page: 索引号, 发布日期, 字体, the way there.
_SENTENCE = re.compile(r"。|报告.{0,8}[:：]$|[\u4e00-\u9fff]\.$")
_OF_THE_PAGE = re.compile(
    r"^(?:索\s*引\s*号|发布(?:日期|时间|机构)|信息来源|来源|文号|主题词|当前位置|您(?:的|现在的)位置|字体|【字体)|^【.*】$"
)


def read_opening(
    form: Form, document: Document, found: Sequence[Found], limit: int, contents: Collection[Line] = ()
) -> str:
    """The opening's lines; empty where there is none. ``limit`` bounds its characters; ``contents`` as in read_sections.

    In a book title and first heading stand on one sheet: a cover's words and a template's instructions are no opening.
    """
    parts = Parts(form, document)
    if document.kind == "book":
        covered = covered_rows(found)
        books = (
            _above_the_parts(form, parts, _lines(grid, number, covered))
            for number, grid in enumerate(document.grids)
        )
        return next((opening[:limit] for titled, opening in books if titled and opening), "")
    lines = (line for place, line in lines_of(document) if place not in contents)
    return _above_the_parts(form, parts, lines)[1][:limit]


def _lines(grid: Grid, number: int, covered: Collection[tuple[int, int]]) -> Iterator[str]:
    """The lines at a sheet's top, down to its first table."""
    for row, cells in enumerate(grid.rows[:_ROWS] if not grid.hidden else ()):
        if (number, row) in covered:
            return
        for cell in cells:
            if isinstance(cell, str):
                yield from cell.splitlines()


def _above_the_parts(form: Form, parts: Parts, lines: Iterable[str]) -> tuple[bool, str]:
    """(whether a title was met, the opening) of the lines up to the first heading; nothing where there is no heading."""
    opening: list[str] = []
    titled = False
    for line in lines:
        if "公" in line and is_title(form, line):
            titled, opening = True, []  # what stands above the title is the page's, or a cover's
        elif parts.heading(line) is not None:
            return titled, "\n".join(opening)
        elif _is_opening(line):
            opening.append(plain_signs(line.strip()))
    return False, ""


def _is_opening(line: str) -> bool:
    text = line.strip()
    return len(text) >= _SHORTEST and _SENTENCE.search(text) is not None and _OF_THE_PAGE.match(text) is None
