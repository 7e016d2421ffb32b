"""Whose report a page is that does not say so in its title: its opening, its index table and its signature do."""

import re
import unicodedata

from toolkit.form import Form
from toolkit.model import Document
from toolkit.reading.closing import signed_by
from toolkit.reading.contents import lines_of
from toolkit.reading.labels import exact_marks

_Place = tuple[int, int]  # grid, row

# 由某局编制, 某局编制了本报告, 本报告由某局编制: in a sentence that speaks of the report.
_MADE_BY = re.compile(
    r"(?:由|[,;，；]|^)(?:现)?(?P<name>[\u4e00-\u9fff]{4,30}?)(?:组织|负责|牵头)?(?:编制|编写|起草|编撰)(?!的|规定|要求|依据|单位|说明)"
)
_SENTENCE = re.compile(r"[^。]+")
_ISSUER = re.compile(r"(?:发文|发布|制发|公开|编制)(?:机关|机构|单位)[:：]?(?P<name>.*)")
_OF_MANY = re.compile(r"^(?:本|我|各|有关|现)|《|条例|规定|要求|按照|根据|办公厅")


def first_heading(form: Form, document: Document) -> _Place:
    """Where the first section begins; behind everything where no heading is found."""
    for number, grid in enumerate(document.grids):
        for row, _, text in grid.texts:
            if any(mark.kind == "section" for mark in exact_marks(form, text.strip())):
                return number, row
    return len(document.grids), 0


def bodies_named(document: Document, first: _Place) -> list[str]:
    """Who made the report by its opening, by the index table above it and by its signature, in this order."""
    made, issued = list[str](), list[str]()
    for number, grid in enumerate(document.grids):
        for row, column, text in grid.texts:
            if (number, row) >= first:
                break
            plain = "".join(unicodedata.normalize("NFKC", text).split())
            made += [
                name
                for sentence in _SENTENCE.findall(plain)
                if "报告" in sentence
                for m in _MADE_BY.finditer(sentence)
                if not _OF_MANY.search(name := m["name"].rpartition("由")[2])
            ]
            match = _ISSUER.fullmatch(plain) if len(plain) <= 60 else None
            if match:
                right = grid.at(row, column + 1)
                issued += [match["name"] or (right if isinstance(right, str) else "")]
    signature = signed_by([line.strip() for _, line in lines_of(document)])
    return [name for name in (*made, *issued, signature or "") if name]
