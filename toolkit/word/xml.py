"""Text on its way into XML."""

import re

from toolkit.text import TURNING

# What XML 1.0 allows beside tab and line breaks; lone surrogates and U+FFFE are not allowed either.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_ROOM = 30  # characters of a cell's content that is no number

MARK = '<w:highlight w:val="yellow"/>'
"""Run property of everything that a person still has to look at."""

MARKED = re.compile(r'<w:highlight\b(?![^>]*w:val="none")|<w:shd\b[^>]*w:fill="(?!auto|[Ff]{6}")')
"""A run that is highlighted, or shaded, as other programs save it."""


def clean(text: str) -> str:
    """``text`` without the characters that XML forbids, and without marks that turn the direction of reading."""
    return TURNING.sub("", _FORBIDDEN.sub("", text))


def escape(text: str) -> str:
    """``text`` as the content of an element."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shown_raw(text: str) -> str:
    """What a cell held, as a table has room for it."""
    return text if len(text) <= _ROOM else f"{text[:_ROOM]}……"


def run(text: str, properties: str = "", hint: bool = True) -> str:
    """A run of text; ``hint`` has quotation marks set in the East Asian font."""
    inner = ('<w:rFonts w:hint="eastAsia"/>' if hint else "") + properties
    shown = f"<w:rPr>{inner}</w:rPr>" if inner else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(style: str, runs: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'
