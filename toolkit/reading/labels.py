"""Which official labels a cell may be: the form's labels and their variants, compared folded."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from toolkit.form import Form, Label, load
from toolkit.model import Grid
from toolkit.reading.outline import outline
from toolkit.text import LABEL_LIMIT, fold

# A piece of a label that is broken over several cells of a column has at most this many characters.
_PIECE = 6
_LOST_CHARACTERS = 3
_LONGEST_COLUMN = 12
# A typing error is forgiven in labels of at least this many characters; shorter ones match exactly.
_FUZZY_LENGTH = 6


class Mark(NamedTuple):
    """One thing that a label may be.

    Attributes:
        kind: row, column, group (of rows or columns), heading (of a block) or section.
        table: id of the table; for sections the section's id.
        block: number of the block in its table.
        code: the row's or column's code; for groups and headings the folded label.
    """

    kind: Literal["row", "column", "group", "heading", "corner", "section"]
    table: str
    block: int
    code: str


class Match(NamedTuple):
    """All that a cell's text may be.

    Attributes:
        typing: whether it is so only but for a typing error.
        height: rows that the label covers, where it is spelt down a column: 自 然 人, or 商业 above 企业.
    """

    marks: tuple[Mark, ...]
    typing: bool = False
    height: int = 1


NO_MATCH = Match(())


@cache
def label_index(form: Form) -> Mapping[str, tuple[Mark, ...]]:
    """Folded label -> marks. A label such as 其他 or 总计 has several."""
    index: dict[str, list[Mark]] = {}

    def add(label: Label, mark: Mark) -> None:
        for spelling in label.spellings:
            marks = index.setdefault(fold(spelling), [])
            if mark not in marks:
                marks.append(mark)

    for section in form.sections:
        add(section.heading, Mark("section", section.id, 0, section.id))
    for table in form.tables:
        for number, block in enumerate(table.blocks):
            if block.heading:
                add(Label(block.heading), Mark("heading", table.id, number, fold(block.heading)))
            if block.corner:
                add(Label(block.corner), Mark("corner", table.id, number, fold(block.corner)))
            for column in block.columns:
                add(column.label, Mark("column", table.id, number, column.code))
            for row in block.rows:
                add(row.label, Mark("row", table.id, number, row.code))
            for line in (*block.columns, *block.rows):
                for group in line.path:
                    add(group, Mark("group", table.id, number, fold(group.text)))
    return {key: tuple(marks) for key, marks in index.items()}


@lru_cache(maxsize=8192)
def _match(form_id: str, text: str) -> Match:
    folded = fold(text)
    if not folded:
        return NO_MATCH
    index = label_index(load(form_id))
    marks = index.get(folded)
    if marks is not None:
        return Match(marks)
    if _FUZZY_LENGTH <= len(folded) <= LABEL_LIMIT:
        return _nearest(folded, index)
    return NO_MATCH


def _nearest(folded: str, index: Mapping[str, tuple[Mark, ...]]) -> Match:
    """The one label that lies within a typing error (two in long labels); none where two are as near."""
    from rapidfuzz.distance import OSA

    allowed = 1 if len(folded) < 10 else 2
    best, found = allowed + 1, []
    for label in index:
        if len(label) < _FUZZY_LENGTH or abs(len(label) - len(folded)) > allowed:
            continue
        distance = OSA.distance(folded, label, score_cutoff=best)
        if distance < best:
            best, found = distance, [label]
        elif distance == best <= allowed:
            found.append(label)
    if not found:
        found = [label for label in index if _has_lost_characters(folded, label)]
    kinds = {index[label] for label in found}
    return Match(next(iter(kinds)), typing=True) if len(kinds) == 1 else NO_MATCH


def _has_lost_characters(written: str, label: str) -> bool:
    """Whether a label was written with up to three characters left out, as copying from a scan does."""
    if not 0 < len(label) - len(written) <= _LOST_CHARACTERS:
        return False
    characters = iter(label)
    return all(character in characters for character in written)


@dataclass(frozen=True)
class MarkedGrid:
    """A grid with the official labels that were recognised in it.

    Attributes:
        form: the form whose labels they are.
        number: the grid's position in its document.
        grid: the outline of the grid.
        marks: (row, column) -> match, in reading order.
        by_row: row -> columns with a match, from left to right.
        heads: (table, block) of which a column's head was recognised.
    """

    form: Form
    number: int
    grid: Grid
    marks: Mapping[tuple[int, int], Match]
    by_row: Mapping[int, tuple[int, ...]]
    heads: frozenset[tuple[str, int]]


def match_label(form: Form, text: str) -> Match:
    """What a text may be as a label."""
    return _match(form.id, text) if 1 < len(text) <= 4 * LABEL_LIMIT else NO_MATCH


def exact_marks(form: Form, text: str) -> tuple[Mark, ...]:
    """What a text is as a label, letter for letter but for white space, brackets and numbering; none for a typing error."""
    return label_index(form).get(_folded(text), ()) if 1 < len(text) <= LABEL_LIMIT else ()


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return fold(text)


def mark_grid(form: Form, number: int, grid: Grid) -> MarkedGrid:
    """Find the labels of a grid."""
    marks: dict[tuple[int, int], Match] = {}
    pieces: set[tuple[int, int]] = set()
    for r, c, text in grid.texts:
        match = match_label(form, text)
        if match.marks:
            marks[r, c] = match
        elif len(text) <= _PIECE and text.strip():
            pieces.add((r, c))
    if pieces:
        _join_pieces(form, grid, marks, pieces)
    by_row: dict[int, list[int]] = {}
    for r, c in sorted(marks):
        by_row.setdefault(r, []).append(c)
    heads = {(m.table, m.block) for match in set(marks.values()) for m in match.marks if m.kind == "column"}
    of_tables = [place for place, match in marks.items() if any(m.kind != "section" for m in match.marks)]
    return MarkedGrid(
        form,
        number,
        outline(grid, of_tables),
        marks,
        {r: tuple(columns) for r, columns in by_row.items()},
        frozenset(heads),
    )


def _join_pieces(
    form: Form, grid: Grid, marks: dict[tuple[int, int], Match], pieces: set[tuple[int, int]]
) -> None:
    """Labels that are broken over cells under one another; the longest reading counts, at its first cell."""

    def piece(row: int, column: int) -> str | None:
        cell = grid.at(row, column)
        return cell.strip() if isinstance(cell, str) and 0 < len(cell.strip()) <= _PIECE else None

    for r, c in sorted(pieces | {(r - 1, c) for r, c in pieces if (r - 1, c) in marks}):
        if (r, c) not in pieces and piece(r, c) is None:
            continue
        texts = [piece(r, c)]
        while (following := piece(r + len(texts), c)) is not None and len(texts) < _LONGEST_COLUMN:
            texts.append(following)
        for height in range(len(texts), 1, -1):
            match = match_label(form, "".join(text or "" for text in texts[:height]))
            if match.marks and not match.typing:
                marks[r, c] = match._replace(height=height)
                for i in range(1, height):
                    pieces.discard((r + i, c))
                    marks.pop((r + i, c), None)
                break
