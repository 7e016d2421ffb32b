"""What an office's template brings along, made to fit what the program paints into it.

Word numbers the ids of styles by itself (a3 for Title), and LibreOffice drops styles that no paragraph uses: what the
program paints would stand there without fonts, centring and line heights. So every style that it uses is found again
by its name, or added.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from toolkit.word.page import BODY, LEFT, PAGE_WIDTH, RIGHT, TABLE_LABEL, TABLE_TEXT, TITLE
from toolkit.word.styles import style_of

STYLES = "word/styles.xml"

_STYLE = re.compile(r"<w:style\s[^>]*>.*?</w:style>", re.DOTALL)
_ID = re.compile(r'\bw:styleId="([^"]*)"')
_NAME = re.compile(r'<w:name\s+w:val="([^"]*)"')
_BASED_ON = re.compile(r'<w:basedOn\s+w:val="([^"]*)"')
_LEVEL = re.compile(r'<w:outlineLvl\s+w:val="(\d)"')
_DEFAULT = re.compile(r'w:type="paragraph"[^>]*w:default="1"|w:default="1"[^>]*w:type="paragraph"')
_PAINTED = (BODY, TITLE, TABLE_TEXT, TABLE_LABEL)  # a style before those that are based on it
_NAMES: Mapping[str, tuple[str, ...]] = {
    BODY: ("normal", "正文"),
    TITLE: ("title", "标题"),
    TABLE_TEXT: ("表格文字",),
    TABLE_LABEL: ("表格项目",),
}
_HEADINGS: Mapping[str, str] = {
    "title": "h1", "标题": "h1", "heading 1": "h2", "标题 1": "h2", "heading 2": "h3", "标题 2": "h3",
    "heading 3": "h4", "标题 3": "h4",
}  # fmt: skip
_BY_LEVEL = ("h2", "h3", "h4")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REVISED_AWAY = (
    "del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "rPrChange",
    "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange", "numberingChange",
)  # fmt: skip
_SECTION = re.compile(r"<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_SIZE = re.compile(r'<w:pgSz\b[^>]*\bw:w="(\d+)"')
_MARGIN = {side: re.compile(rf'<w:pgMar\b[^>]*\bw:{side}="(-?\d+)"') for side in ("left", "right", "gutter")}
_NARROWEST = 4000  # twips: less holds no table of ten columns


def accept_revisions(document: Any) -> None:
    """Take every tracked change as made: else each draft would bring it along, open, under its author's name."""
    for name in _REVISED_AWAY:
        for element in list(document.iter(f"{_W}{name}")):
            element.getparent().remove(element)
    for name in ("ins", "moveTo"):
        for element in list(document.iter(f"{_W}{name}")):
            for child in list(element):
                element.addprevious(child)
            element.getparent().remove(element)


def with_styles(styles: str) -> str:
    """The template's styles.xml with every style that the program paints with."""
    known = _styles(styles)
    named = {name.lower(): style for style, (name, _, _) in known.items() if name}
    default = next((m for m in _STYLE.findall(styles) if _DEFAULT.search(m.partition(">")[0])), "")
    added = []
    for style in _PAINTED:
        if style in known:
            continue
        other = next((named[name] for name in _NAMES[style] if name in named), None)
        if other is None and style == BODY and default:
            other = _found(_ID, default)
        added.append(style_of(style) if other is None else _alias(style, other))
    return styles.replace("</w:styles>", "".join(added) + "</w:styles>") if added else styles


def _alias(style: str, other: str) -> str:
    """A style of the program's id that looks like the template's own."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style}"><w:name w:val="年报 {style}"/>'
        f'<w:basedOn w:val="{other}"/></w:style>'
    )


def headings(styles: str) -> dict[str, str]:
    """Style id -> element of a page, for the styles that are headings by name, by level, or by what they are based on."""
    known = _styles(styles)

    @cache
    def element(style: str, depth: int = 0) -> str | None:
        name, based_on, level = known.get(style, ("", "", None))
        if name.lower() in _HEADINGS:
            return _HEADINGS[name.lower()]
        if level is not None:
            return _BY_LEVEL[level] if level < len(_BY_LEVEL) else None
        return element(based_on, depth + 1) if based_on and depth < 10 else None

    return {style: found for style in known if (found := element(style)) is not None}


def text_width(document: str, placeholder: str) -> int:
    """Twips between the margins of the section that a placeholder stands in; those of the shipped template by default."""
    place = re.search(rf"\{{\{{p?\s*{placeholder}\b", re.sub(r"</?w:(?:r|t|rPr)\b[^>]*>", "", document))
    at = document.find(placeholder) if place else 0
    section = next((m[0] for m in _SECTION.finditer(document) if m.end() > at), "")
    width = _number(_SIZE, section, PAGE_WIDTH)
    left, right = _number(_MARGIN["left"], section, LEFT), _number(_MARGIN["right"], section, RIGHT)
    return max(_NARROWEST, width - left - right - _number(_MARGIN["gutter"], section, 0))


def _number(pattern: re.Pattern[str], text: str, otherwise: int) -> int:
    found = pattern.search(text)
    return int(found[1]) if found else otherwise


def _styles(styles: str) -> dict[str, tuple[str, str, int | None]]:
    """Style id -> (name, what it is based on, outline level)."""
    found = {}
    for block in _STYLE.findall(styles):
        level = _LEVEL.search(block)
        found[_found(_ID, block)] = (
            _found(_NAME, block),
            _found(_BASED_ON, block),
            int(level[1]) if level else None,
        )
    return found


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""
