"""A draft as a reader of the file sees it: own walk over the XML, apart from what wrote it."""

import io
from dataclasses import dataclass
from decimal import Decimal

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table


@dataclass(frozen=True)
class Cell:
    row: int
    column: int
    height: int
    width: int
    text: str
    marked: bool


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def cells(table: Table) -> list[Cell]:
    """Every cell, merged ones once, by gridSpan and vMerge."""
    open_above: dict[int, int] = {}
    found: list[list] = []
    for row, tr in enumerate(table._tbl.findall(qn("w:tr"))):
        column = 0
        for tc in tr.findall(qn("w:tc")):
            properties = tc.find(qn("w:tcPr"))
            span = properties.find(qn("w:gridSpan"))
            width = int(span.get(qn("w:val"))) if span is not None else 1
            merge = properties.find(qn("w:vMerge"))
            text = "".join(t.text or "" for t in tc.iter(qn("w:t")))
            if merge is not None and merge.get(qn("w:val")) != "restart":
                above = found[open_above[column]]
                assert (above[1], above[3], text) == (column, width, "")
                above[2] += 1
            else:
                open_above[column] = len(found)
                marked = any(True for _ in tc.iter(qn("w:highlight")))
                found.append([row, column, 1, width, text, marked])
            column += width
        assert column == len(table._tbl.tblGrid.findall(qn("w:gridCol")))
    return [Cell(*cell) for cell in found]


def is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()


def numbers(document: Document) -> list[Decimal]:
    """The figures of all tables, in the order of reading."""
    return [Decimal(c.text) for table in document.tables for c in cells(table) if is_number(c.text)]


def text(document: Document) -> str:
    return "\n".join(p.text for p in document.paragraphs)


def marked(document: Document) -> str:
    return "\n".join(
        r.text for p in document.paragraphs for r in p.runs if r.font.highlight_color is not None
    )
