"""The narrative sections: what stands under their headings, each up to the next heading."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from toolkit.form import Form, Section
from toolkit.model import Document, Grid
from toolkit.reading.anchor import Found
from toolkit.reading.closing import without_closing
from toolkit.reading.contents import Line
from toolkit.reading.identity import is_title
from toolkit.reading.labels import exact_marks
from toolkit.reading.parts import Parts
from toolkit.reading.value import show
from toolkit.text import fold, plain_signs

_HEADING_LENGTH = 20
# Under a table's heading: a sentence, or a line that counts something.
COUNTS = re.compile(r"[\d０-９]\s*[件条宗次份万元]")
OF_THE_TABLES = re.compile(r"许可|处罚|强制|收费|申请|复议|诉讼|文件")
_SAYS_SOMETHING = re.compile(rf"。|{COUNTS.pattern}|(?:{OF_THE_TABLES.pattern})[^\d０-９]{{0,8}}[\d０-９]")
_ASPECT_ENDING = re.compile(r"(?:信息)?(?:方面|工作)?(?:的)?(?:情况)?$")


class Texts(NamedTuple):
    """What a report says in words, by the ids of its sections; sections without text are absent.

    Attributes:
        sections: the narrative sections.
        beside: sentences, and lines that count something, under the headings of the tables, in a paper.
        bare: numbers (from 0) of the aspects whose heading has nothing under it, while others of the section have.
        headings: ids of the sections of which a heading was found.
    """

    sections: Mapping[str, str]
    beside: Mapping[str, str]
    bare: frozenset[int] = frozenset()
    headings: frozenset[str] = frozenset()


def read_sections(
    form: Form,
    document: Document,
    found: Sequence[Found],
    limit: int,
    names: Collection[str] = (),
    contents: Collection[Line] = (),
) -> Texts:
    """The texts of all sections, lines separated by line feeds.

    In a book a section ends with its sheet; hidden sheets are not read. ``limit`` bounds a section's characters.
    ``names`` is what the agency is called, by which its signature is known; ``contents`` are the lines of a list of
    the report's parts.
    """
    covered, parts = covered_rows(found), Parts(form, document)
    tables = {area.grid for table in found for area in table.areas}
    bodies: dict[str, list[str]] = {}
    beside: dict[str, list[str]] = {}
    wanted = {section.id for section in form.narrative}
    current: str | None = None
    headings: set[str] = set()
    for number, grid in enumerate(document.grids):
        if grid.hidden:
            continue
        if document.kind == "book":
            current = _sheet_heading(parts, grid)
            headings.update([current] if current else [])
        for row, cells in enumerate(grid.rows):
            if (number, row) in covered:
                continue
            for column, cell in enumerate(cells):
                # Figures stand in tables; in a section of text a number is part of it.
                if cell is None or not (isinstance(cell, str) or current in wanted):
                    continue
                if number in tables and grid.line_offset is None and _is_label(form, show(cell)):
                    continue  # of a table's head, beside the rows that were read
                for part, line in enumerate(plain_signs(show(cell)).splitlines()):
                    if (number, row, column, part) in contents:
                        continue
                    heading = parts.heading(line, current)
                    if heading is not None:
                        current, line = heading.section, heading.rest
                        headings.add(current)
                    if current in wanted and line.strip() and not is_title(form, line):
                        bodies.setdefault(str(current), []).append(line.strip())
                    elif current is not None and document.kind == "paper" and _SAYS_SOMETHING.search(line):
                        beside.setdefault(current, []).append(line.strip())
    # The report ends where its last section does, whichever that is.
    if document.kind == "paper" and current in bodies:
        bodies[current] = without_closing(bodies[current], names)
    texts: dict[str, str] = {}
    bare: frozenset[int] = frozenset()
    for section in form.narrative:
        lines = bodies.get(section.id, [])
        empty = _empty_aspects(section, lines)
        written = [line for i, line in enumerate(lines) if i not in empty]
        if written:
            texts[section.id] = "\n".join(written)[:limit]
            bare |= {number for number in empty.values() if not _opens(section, number, written)}
    return Texts(
        texts,
        {key: "\n".join(lines)[:limit] for key, lines in beside.items() if key not in wanted},
        bare,
        frozenset(headings),
    )


def count_headings(form: Form, document: Document) -> int:
    """How many different sections have a heading in the visible part of the document."""
    parts = Parts(form, document)
    found: set[str] = set()
    for grid in document.grids:
        if not grid.hidden:
            found.update(section for line in _lines(grid) if (section := parts.official(line)) is not None)
    return len(found)


def _sheet_heading(parts: Parts, grid: Grid) -> str | None:
    """A sheet that has only its name for a heading."""
    heading = parts.heading(grid.name)
    if heading is None or any(parts.heading(line) for line in _lines(grid)):
        return None
    return heading.section


def _is_label(form: Form, text: str) -> bool:
    marks = exact_marks(form, text)
    return bool(marks) and all(mark.kind != "section" for mark in marks)


def _lines(grid: Grid) -> Iterator[str]:
    for row in grid.rows:
        for cell in row:
            if isinstance(cell, str):
                yield from cell.splitlines()


def covered_rows(found: Sequence[Found]) -> frozenset[tuple[int, int]]:
    """(grid, row) of all rows that belong to a table."""
    return frozenset(
        (area.grid, row)
        for table in found
        for area in table.areas
        for row in range(area.top, area.bottom + 1)
    )


def _empty_aspects(section: Section, lines: Sequence[str]) -> dict[int, int]:
    """Line -> aspect of the sub-headings under which nothing is written, as an unfilled template leaves them."""
    labels = {
        fold(spelling): number
        for number, aspect in enumerate(section.aspects)
        for spelling in aspect.spellings
    }

    def aspect(line: str) -> int | None:
        return labels.get(fold(line), labels.get(_ASPECT_ENDING.sub("", fold(line))))

    found = [aspect(line) for line in lines]
    return {
        i: number
        for i, number in enumerate(found)
        if number is not None and (i + 1 == len(lines) or found[i + 1] is not None)
    }


def _opens(section: Section, aspect: int, lines: Sequence[str]) -> bool:
    """Whether a line is or begins with the aspect's heading: all of it was written under another one."""
    spellings = [fold(spelling) for spelling in section.aspects[aspect].spellings]
    return any(fold(line[:_HEADING_LENGTH]).startswith(tuple(spellings)) for line in lines)
