"""Reports as documents: Word (.docx), saved web pages, plain text. All become grids and runs of paragraphs.

A table is a grid named 表格N with its own A1 addresses; paragraphs between tables are grids of one column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from toolkit.limits import Limits
from toolkit.model import Document, Grid, Raw
from toolkit.reading.problems import ReadError

TEXT_NAME = "正文"

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_WORD = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_TABLE_TAG = re.compile(
    rb"<table|<\0t\0a\0b\0l\0e", re.IGNORECASE
)  # in UTF-16 too; text of any length may stand before
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "nav",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "br",
        "hr",
        "tr",
        "td",
        "th",
        "table",
        "form",
        "blockquote",
        "pre",
        "center",
        "title",
        "body",
    ]
)
_UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "head", "select", "textarea", "object", "svg")
)


class _Flow:
    """Paragraphs and tables in reading order, becoming grids."""

    def __init__(self, limits: Limits) -> None:
        self.grids: list[Grid] = []
        self._lines: list[list[Raw]] = []
        self._line = 1
        self._tables = 0
        self.cells = limits.cells  # how many more may come

    def say(self, text: str) -> None:
        self._lines.append([text] if text.strip() else [])

    def table(self, rows: list[list[Raw]], merges: list[tuple[int, int, int, int]]) -> None:
        self.cells -= sum(len(row) for row in rows)
        if self.cells < 0:
            raise ReadError("too_large", "表格的格子太多")
        self._flush()
        self._tables += 1
        self.grids.append(Grid(f"表格{self._tables}", rows, merges=tuple(merges)))

    def document(self, saved: datetime | None = None) -> Document:
        self._flush()
        return Document("paper", tuple(self.grids), saved)

    def _flush(self) -> None:
        if any(self._lines):
            self.grids.append(Grid(TEXT_NAME, self._lines, line_offset=self._line))
        self._line += len(self._lines)
        self._lines = []


# ---------------------------------------------------------------- Word


def open_word(parts: Mapping[str, bytes], saved: datetime | None, limits: Limits) -> Document:
    """The body of a .docx: paragraphs and tables, text that was deleted under revision left out.

    Raises:
        ReadError: damaged, or over the limits.
    """
    from lxml import etree

    name = next((name for name in parts if re.fullmatch(r"(?i)word/document\d*\.xml", name)), None)
    if name is None:
        raise ReadError("damaged", "no document part")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(
            parts[name].replace(_STRICT_WORD[1:-1].encode(), _WORD[1:-1].encode()), parser
        )
    except etree.XMLSyntaxError as error:
        raise ReadError("damaged", str(error)) from error
    body = root.find(f"{_WORD}body")
    flow = _Flow(limits)
    for child in _content(body if body is not None else root):
        if child.tag == f"{_WORD}tbl":
            flow.table(*_word_table(child))
        else:
            for line in _word_text(child).split("\n"):
                flow.say(line)
    return flow.document(saved)


def _content(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those inside content controls and insertions."""
    for child in parent:
        if child.tag in (f"{_WORD}p", f"{_WORD}tbl"):
            yield child
        elif child.tag in (
            f"{_WORD}sdt",
            f"{_WORD}sdtContent",
            f"{_WORD}ins",
            f"{_WORD}customXml",
            f"{_WORD}smartTag",
        ):
            yield from _content(child)


def _word_text(paragraph: Any) -> str:
    """A paragraph's text; a tab or a break is one. Text boxes and deleted text are not part of it."""
    pieces = []
    for node in paragraph.iter(
        f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr", f"{_WORD}noBreakHyphen"
    ):
        if node.tag == f"{_WORD}t":
            pieces.append(node.text or "")
        elif node.tag == f"{_WORD}tab":
            # w:tab is also the name of a tab stop in a paragraph's properties.
            pieces.append("\t" if node.getparent().tag == f"{_WORD}r" else "")
        elif node.tag == f"{_WORD}noBreakHyphen":
            pieces.append("-")
        else:
            pieces.append("\n")
    return "".join(pieces)


def _word_table(table: Any) -> tuple[list[list[Raw]], list[tuple[int, int, int, int]]]:
    rows: list[list[Raw]] = []
    spans: list[tuple[int, int, int, int]] = []
    open_merges: dict[int, int] = {}  # column -> index in spans of a vertical merge that may go on
    for r, line in enumerate(row for row in table.iter(f"{_WORD}tr") if _owner(row) is table):
        cells: list[Raw] = [None] * min(int(_value(line, "trPr", "gridBefore") or 0), 200)
        for cell in (c for c in line.iter(f"{_WORD}tc") if _owner(c) is line):
            width = max(1, min(int(_value(cell, "tcPr", "gridSpan") or 1), 200))
            merge = cell.find(f"{_WORD}tcPr/{_WORD}vMerge")
            column = len(cells)
            goes_on = merge is not None and merge.get(f"{_WORD}val") != "restart"
            if goes_on and column in open_merges:
                top, left, _, right = spans[open_merges[column]]
                spans[open_merges[column]] = (top, left, r, right)
                cells.extend([None] * width)
                continue
            text = "\n".join(_word_text(p) for p in cell.iter(f"{_WORD}p"))
            cells.extend([text if text.strip() else None, *[None] * (width - 1)])
            open_merges.pop(column, None)
            if merge is not None or width > 1:
                if merge is not None:
                    open_merges[column] = len(spans)
                spans.append((r, column, r, column + width - 1))
        rows.append(cells)
    return rows, [span for span in spans if span[0] != span[2] or span[1] != span[3]]


def _owner(node: Any) -> Any:
    """The table of a row, or the row of a cell: the nearest above, so that nested tables stay apart."""
    wanted = f"{_WORD}tbl" if node.tag == f"{_WORD}tr" else f"{_WORD}tr"
    parent = node.getparent()
    while parent is not None and parent.tag != wanted:
        parent = parent.getparent()
    return parent


def _value(node: Any, properties: str, name: str) -> str | None:
    found = node.find(f"{_WORD}{properties}/{_WORD}{name}")
    value = found.get(f"{_WORD}val") if found is not None else None
    # ² is a digit, and no number.
    return value[:9] if value is not None and value.isdecimal() else None


# ---------------------------------------------------------------- web pages


def open_page(data: bytes, limits: Limits) -> Document:
    """A saved web page. Tables that hold other tables only arrange the page and are read as text.

    Raises:
        ReadError: damaged, or over the limits.
    """
    from lxml import etree, html

    text = decode(data, _CHARSET.search(data[:4096]))
    parser = html.HTMLParser(no_network=True, remove_comments=True, huge_tree=False)
    try:
        root = html.document_fromstring(text or "<p></p>", parser=parser)
    except etree.LxmlError as error:
        raise ReadError("damaged", str(error)) from error
    flow = _Flow(limits)
    _page_node(root, flow, [])
    return flow.document()


def _page_node(node: Any, flow: _Flow, line: list[str]) -> None:
    """Walk a page; ``line`` gathers the words of the paragraph that is open."""

    def end() -> None:
        text = " ".join("".join(line).replace("\xa0", " ").split(" ")).strip()
        if text:
            for part in re.split(r"[\r\n]+", text):
                flow.say(part.strip())
        line.clear()

    if not isinstance(node.tag, str) or node.tag in _UNSEEN:
        return
    if node.tag == "table" and node.find(".//table") is None:
        end()
        flow.table(*_page_table(node, flow.cells))
        return
    if node.tag in _BLOCKS:
        end()
    line.append(re.sub(r"\s+", " ", node.text or ""))
    for child in node:
        _page_node(child, flow, line)
        if isinstance(child.tag, str) and child.tag in _BLOCKS:
            end()
        line.append(re.sub(r"\s+", " ", child.tail or ""))
    if node.tag in _BLOCKS:
        end()


def _page_table(table: Any, most: int) -> tuple[list[list[Raw]], list[tuple[int, int, int, int]]]:
    taken: dict[tuple[int, int], Raw] = {}
    merges = []
    n_rows = sum(1 for _ in table.iter("tr"))
    for r, row in enumerate(table.iter("tr")):
        c = 0
        for cell in row.iter("td", "th"):
            while (r, c) in taken:
                c += 1
            height, width = _span(cell, "rowspan", n_rows - r), _span(cell, "colspan", 200)
            if len(taken) + height * width > most:
                raise ReadError("too_large", "表格的格子太多")
            for i in range(height):
                for j in range(width):
                    taken[r + i, c + j] = None
            text = _cell_text(cell)
            taken[r, c] = text or None
            if height > 1 or width > 1:
                merges.append((r, c, r + height - 1, c + width - 1))
            c += width
    n_columns = max((c for _, c in taken), default=-1) + 1
    rows: list[list[Raw]] = [[taken.get((r, c)) for c in range(n_columns)] for r in range(n_rows)]
    return rows, merges


def _cell_text(cell: Any) -> str:
    pieces: list[str] = []

    def walk(node: Any) -> None:
        if not isinstance(node.tag, str) or node.tag in _UNSEEN:
            return
        if node.tag in _BLOCKS and node is not cell and pieces:
            pieces.append("\n")
        pieces.append(node.text or "")
        for child in node:
            walk(child)
            pieces.append(child.tail or "")

    walk(cell)
    lines = [" ".join(line.split()) for line in "".join(pieces).replace("\xa0", " ").split("\n")]
    return "\n".join(line for line in lines if line)


def _span(cell: Any, name: str, most: int) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value[:9]), most)) if value.isdecimal() else 1


# ---------------------------------------------------------------- text


def open_text(data: bytes, limits: Limits) -> Document:
    """Plain text, a line a row.

    Raises:
        ReadError: unsupported, where the bytes are no text.
    """
    text = decode(data, None)
    if text is None:
        raise ReadError("unsupported")
    flow = _Flow(limits)
    for line in text.splitlines():
        flow.say(line)
    return flow.document()


_TAG_FIRST = re.compile(rb"<(?:!doctype html|!--|\?xml|[a-z][a-z0-9]{0,15}[\s>/])")


def looks_like_page(data: bytes) -> bool:
    """Whether the bytes begin like HTML, whatever the file is called."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    return _TAG_FIRST.match(head) is not None and (
        b"<html" in head
        or _TABLE_TAG.search(data) is not None
        or b"<body" in head
        # A fragment of a page, as content systems give it, with its tables taken out.
        or re.search(rb"(?i)</(?:h[1-6]|p|article|section)>", data) is not None
    )


def decode(data: bytes, declared: re.Match[bytes] | None) -> str | None:
    """Bytes as text by their byte order mark, their declaration, else UTF-8 or GB18030; None where they are no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    names = [declared.group(1).decode("ascii", "ignore")] if declared else []
    for name in (
        *("gb18030" if n.lower() in ("gb2312", "gbk") else n for n in names),
        "utf-8-sig",
        "gb18030",
    ):
        try:
            text = data.decode(name)
        except (ValueError, LookupError):  # a codec of idle fancy (idna, undefined) has errors of its own
            continue
        return None if "\0" in text else text
    return _mended(data)


_SPOILT = (
    200  # bytes of which one may be no letter: a page with a byte cut off is a page, a picture is no text
)


def _mended(data: bytes) -> str | None:
    """Text with a few bytes that are no letters, as a system leaves it that cuts by bytes; signs stand in their place."""
    for name in ("utf-8-sig", "gb18030"):
        text = data.decode(name, "replace")
        if "\0" not in text and text.count("\ufffd") * _SPOILT <= len(data):
            return text
    return None
