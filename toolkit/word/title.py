"""Where a title that is too long for one line breaks.

Left to itself a line of 20 characters ends in the middle of a word and may leave a single 告 on the second. Indents on
both sides make it end after the name, the year or 公开; the text itself stays whole.
"""

import re
from collections.abc import Sequence

from toolkit.word.comments import Comments
from toolkit.word.page import TEXT_WIDTH, TITLE
from toolkit.word.xml import paragraph, run

_SIZE = 22 * 20  # a character of the title style, in twips
_SLACK = 0.3  # of a character, since fonts differ a little
_BREAKS = re.compile(r"(?<=\d)年|公开")
_TOKEN = re.compile(r"[!-~]+|.")
_SEAM = re.compile(r"(?<=[!-~])(?=[^\s!-~])|(?<=[^\s!-~])(?=[!-~])")


def title_paragraph(
    title: str,
    name: str,
    doubts: Sequence[str] = (),
    comments: Comments | None = None,
    width: int = TEXT_WIDTH,
) -> str:
    """The title as a paragraph of its own, ``width`` twips wide, with what is doubted of the whole report as a comment."""
    runs = run(title) if comments is None else comments.around(doubts, run(title))
    return paragraph(TITLE, runs, _indent(title, name, width))


def _indent(title: str, name: str, width: int) -> str:
    room = width / _SIZE
    if _width(title) + _SLACK / 2 <= room:
        return ""
    places = {match.end() for match in _BREAKS.finditer(title)}
    if title.startswith(name):
        places.add(len(name))
    lines = [
        line
        for place in places
        if 0 < place < len(title) and (line := _line(title, place)) is not None and line <= room
    ]
    if not lines:
        return ""
    side = int((width - min(lines) * _SIZE) / 2)
    return f'<w:ind w:left="{side}" w:right="{side}" w:firstLineChars="0" w:firstLine="0"/>'


def _line(title: str, place: int) -> float | None:
    """How wide a line must be to break the title there and hold both halves; None where it would break elsewhere."""
    first, second = _width(title[:place]), _width(title[place:])
    token = _TOKEN.match(title, place)
    following = _width(title[: token.end()]) if token else first
    # As wide as may be without drawing up what follows: a font in place of the right one is wider rather than narrower.
    line = following - _SLACK / 2
    return line if line >= max(first, second) + _SLACK else None


def _width(text: str) -> float:
    """In characters: ASCII is half as wide, and Word puts a quarter between it and Chinese."""
    ascii_count = sum("!" <= character <= "~" for character in text)
    return len(text) - ascii_count / 2 + len(_SEAM.findall(text)) / 4
