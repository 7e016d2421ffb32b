"""Document + Form -> where each figure lies.

Tables are found by their labels wherever they stand. Parts of a table under repeated heads are put together; of
several copies the visible and filled one is taken. What cannot be placed for certain stays without a place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.form import Form, Table
from toolkit.model import Document, Oddity
from toolkit.reading.across import find_across
from toolkit.reading.identity import year_of_sheet
from toolkit.reading.labels import MarkedGrid
from toolkit.reading.matrix import find_matrix
from toolkit.reading.segment import Place, Segment, is_blank


@dataclass(frozen=True)
class Found:
    """One table as it was found.

    Attributes:
        table: its id.
        places: figure index -> (grid, row, column).
        areas: the parts of sheets that it covers, also those of copies that were not taken.
        oddities: what was irregular.
    """

    table: str
    places: Mapping[int, tuple[int, int, int]]
    areas: tuple[Segment, ...]
    oddities: tuple[Oddity, ...]


def find_tables(form: Form, document: Document, sheets: Sequence[MarkedGrid]) -> tuple[Found, ...]:
    """The tables of the form that the document holds, in the form's order; a table that is missing is left out."""
    found = []
    for table in form.tables:
        copies = _copies(document, [segment for sheet in sheets for segment in _segments(form, table, sheet)])
        if copies:
            found.append(_choose(form, table, document, copies))
    return tuple(found)


_known: dict[tuple[object, ...], tuple[Segment, ...]] = {}
_KNOWN_MOST = 2000


def _segments(form: Form, table: Table, sheet: MarkedGrid) -> tuple[Segment, ...]:
    """The parts of a table on a sheet. Sheets of one outline are searched once."""
    if not any(key == table.id for key, _ in sheet.heads):
        return ()
    grid = sheet.grid
    key = (form.id, table.id, sheet.number, grid.name, grid.rows, grid.merges, grid.homes, grid.line_offset)
    found = _known.get(key)
    if found is None:
        if len(_known) >= _KNOWN_MOST:
            _known.clear()
        found = _known[key] = tuple(_search(form, table, sheet))
    return found


def _search(form: Form, table: Table, sheet: MarkedGrid) -> list[Segment]:
    segments: list[Segment] = []
    for number, block in enumerate(table.blocks):
        if (table.id, number) not in sheet.heads:
            continue
        found = find_across(form, table, number, sheet) if block.across else []
        # Rows under one another where the form has them side by side are read as what they are.
        if not any(len(segment.places) > len(block.columns) for segment in found):
            found = find_matrix(form, table, number, sheet) or found
        segments.extend(found)
    return sorted(segments, key=lambda segment: (segment.top, segment.left))


def _copies(document: Document, segments: Iterable[Segment]) -> list[list[Segment]]:
    """Put the parts of each copy of the table together: a figure that comes again begins another copy.

    Parts on one sheet go together first; a table may also go on on the next sheet that is visible like it.
    """
    copies: list[list[Segment]] = []
    for segment in segments:
        if not segment.places and not segment.oddities:
            continue
        fitting = [
            copy
            for copy in copies
            if document.grids[copy[-1].grid].hidden == document.grids[segment.grid].hidden
            and not any(segment.places.keys() & part.places.keys() for part in copy)
        ]
        near = [copy for copy in fitting if copy[-1].grid == segment.grid] or fitting
        if near:
            near[-1].append(segment)
        else:
            copies.append([segment])
    return copies


def _size(copy: list[Segment]) -> int:
    return sum(len(part.places) for part in copy)


def _choose(form: Form, table: Table, document: Document, copies: list[list[Segment]]) -> Found:
    everything = tuple(part for copy in copies for part in copy)
    oddities: list[Oddity] = []

    def hidden(copy: list[Segment]) -> bool:
        return all(document.grids[part.grid].hidden for part in copy)

    def cell(part: Segment, place: Place) -> object:
        return document.grids[part.grid].at(*place)

    def touched(copy: list[Segment]) -> bool:
        return any(not is_blank(cell(part, p)) for part in copy for p in part.places.values())  # type: ignore[arg-type]

    def contents(copy: list[Segment]) -> dict[int, object]:
        return {i: cell(part, place) for part in copy for i, place in part.places.items()}

    def drop(kind: str, dropped: list[list[Segment]]) -> None:
        for copy in dropped:
            grid = document.grids[copy[0].grid]
            oddities.append(
                Oddity(kind, table.id, grid.name, grid.address(copy[0].top, copy[0].left), table.name)  # type: ignore[arg-type]
            )

    candidates = copies
    for kind, test in (("hidden_copy", lambda c: not hidden(c)), ("empty_copy", touched)):
        kept = [copy for copy in candidates if test(copy)]
        if kept and len(kept) < len(candidates):
            drop(kind, [copy for copy in candidates if copy not in kept])
            candidates = kept
    most = max(_size(copy) for copy in candidates)
    # A fragment (a row quoted in a note) is no rival of a whole table.
    candidates = [copy for copy in candidates if _size(copy) * 2 > most] or candidates[:1]
    kept = _newest(form, document, candidates)
    if len(kept) < len(candidates):
        drop("older_copy", [copy for copy in candidates if copy not in kept])
        candidates = kept
    first, *rivals = candidates
    places = {i: (part.grid, *place) for part in first for i, place in part.places.items()}
    own = contents(first) if rivals else {}
    for rival in rivals:
        other = contents(rival)
        differing = sorted(i for i in own.keys() & other.keys() if own[i] != other[i])
        if not differing:
            drop("empty_copy", [rival])
            continue
        grid = document.grids[rival[0].grid]
        oddities.append(
            Oddity(
                "doubtful",
                table.id,
                grid.name,
                grid.address(rival[0].top, rival[0].left),
                table.name,
                tuple(differing),
            )
        )
        for i in differing:
            places.pop(i, None)
    oddities[:0] = [oddity for part in first for oddity in part.oddities]
    named = {i for oddity in oddities if oddity.kind == "doubtful" for i in oddity.figures}
    oddities.extend(_lost(form, table, document, first, set(places) | named))
    return Found(table.id, places, everything, tuple(oddities))


def _newest(form: Form, document: Document, copies: list[list[Segment]]) -> list[list[Segment]]:
    """The copies of the newest year, where each stands on sheets that name its year; else all."""
    if len(copies) < 2:
        return copies
    years = [{year_of_sheet(form, document.grids[part.grid]) for part in copy} for copy in copies]
    if any(len(named) != 1 or None in named for named in years):
        return copies
    newest = max(year for named in years for year in named if year is not None)
    return [copy for copy, named in zip(copies, years, strict=True) if newest in named]


def _lost(form: Form, table: Table, document: Document, copy: list[Segment], known: set[int]) -> list[Oddity]:
    """One oddity for each official row, or column, of which no figure has a place."""
    grid = document.grids[copy[0].grid]
    place = grid.address(copy[0].top, copy[0].left)
    lost = [figure for figure in form.by_table[table.id] if figure.index not in known]
    oddities = []
    while lost:
        rows = [f for f in lost if (f.block, f.row) == (lost[0].block, lost[0].row)]
        columns = [f for f in lost if (f.block, f.column) == (lost[0].block, lost[0].column)]
        whole_row = len(rows) == len(lost[0].block.columns)
        group = rows if whole_row or len(rows) >= len(columns) else columns
        label = lost[0].row.label.text if group is rows else lost[0].column.label.text
        if len(group) == 1 and len(rows) < len(lost[0].block.columns):
            label = f"{lost[0].row.label.text}”下的“{lost[0].column.label.text}"
        oddities.append(Oddity("lost", table.id, grid.name, place, label, tuple(f.index for f in group)))
        lost = [f for f in lost if f not in group]
    return oddities
