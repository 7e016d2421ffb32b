"""The opening: what a report says between its title and its first heading, on whose basis and for which time it was made."""

import re
from collections.abc import Sequence

from toolkit.form import Form
from toolkit.model import Document
from toolkit.reading.anchor import Found
from toolkit.reading.contents import contents_lines, lines_of
from toolkit.reading.identity import is_title
from toolkit.reading.narrative import covered_rows, find_heading

_SHORTEST = 12  # characters
# Sentences, and none of what stands above a report on a web page: 索引号, 发布日期, 字体, the way there.
_SENTENCE = re.compile(r"[，。；]")
_OF_THE_PAGE = re.compile(
    r"^(?:索\s*引\s*号|发布(?:日期|时间|机构)|信息来源|来源|文号|主题词|当前位置|您(?:的|现在的)位置|字体|【字体)|^【.*】$"
)


def read_opening(form: Form, document: Document, found: Sequence[Found], limit: int) -> str:
    """The opening's lines; empty where there is none. ``limit`` bounds its characters.

    In a book title and first heading stand on one sheet: a cover's words and a template's instructions are no opening.
    """
    contents = contents_lines(form, document, covered_rows(found))
    lines: list[str] = []
    titled, grid = False, -1
    for place, line in lines_of(document):
        if document.kind == "book" and place[0] != grid:
            lines, titled, grid = [], False, place[0]
        if place in contents:
            continue
        if find_heading(form, line) is not None:
            if titled or document.kind != "book":
                return "\n".join(lines)[:limit]
        elif is_title(form, line):
            titled, lines = True, []  # what stands above the title is the page's, or a cover's
        elif _is_opening(line):
            lines.append(line.strip())
    return ""


def _is_opening(line: str) -> bool:
    text = line.strip()
    return len(text) >= _SHORTEST and _SENTENCE.search(text) is not None and _OF_THE_PAGE.match(text) is None
