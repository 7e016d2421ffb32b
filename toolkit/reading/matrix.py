"""Find blocks whose figures stand where a row's label and a column's head cross (tables two and three)."""

from collections.abc import Iterable
from dataclasses import replace

from toolkit.form import Block, Form, Table
from toolkit.model import Oddity, OddityKind
from toolkit.reading.heads import Band, extra_columns, find_bands
from toolkit.reading.labels import MarkedGrid
from toolkit.reading.rows import Row, find_rows, one_row_each
from toolkit.reading.segment import Place, Segment, is_blank
from toolkit.reading.slips import columns_beside, first_column
from toolkit.text import squeeze


def find_matrix(form: Form, table: Table, number: int, sheet: MarkedGrid) -> list[Segment]:
    """All parts of one block on a sheet, each with the figures that could be placed for certain."""
    block = table.blocks[number]
    bands = find_bands(table, number, sheet)
    segments = []
    for position, band in enumerate(bands):
        following = [b.top for b in bands[position + 1 :] if b.left <= band.right and band.left <= b.right]
        end = min(following, default=len(sheet.grid.rows))
        rows, extras = find_rows(table, number, sheet, band, end)
        if rows:
            reader = _Reader(form, table, sheet, band)
            reader.read(block, rows, extras)
            bottom = max(row.row for row in rows)
            segments.append(
                Segment(
                    table.id,
                    sheet.number,
                    band.top,
                    band.top,
                    bottom,
                    band.left,
                    band.right,
                    reader.places,
                    tuple(reader.oddities),
                )
            )
    return segments


class _Reader:
    """Reads the rows under one head: where each figure lies, and what was irregular."""

    def __init__(self, form: Form, table: Table, sheet: MarkedGrid, band: Band) -> None:
        self._form, self._table, self._sheet, self._band = form, table, sheet, band
        self._head = sorted(band.columns.items(), key=lambda item: item[1])
        self._lost = (0, 0)
        self.places: dict[int, Place] = {}
        self.oddities: list[Oddity] = []

    def read(self, block: Block, rows: list[Row], extras: list[Place]) -> None:
        """Place the figures of the rows; ``extras`` are rows with figures and no official label."""
        chosen, doubtful, spare = one_row_each(
            self._sheet, self._band, rows, [row.code for row in block.rows]
        )
        self._lost = _lost_at_the_ends(block, [code for code, _ in self._head])
        if self._lost == (0, 0):
            beside = columns_beside(self._sheet, self._band, chosen.values(), self._head)
            self._band = replace(self._band, foreign=self._band.foreign | beside)
        for candidates in doubtful.values():
            for row in candidates:
                self._odd_row("doubtful", row)
        for column in block.columns:
            if column.code in self._band.doubtful:
                figures = [self._form.index[f"{self._table.id}/{row}/{column.code}"] for row in chosen]
                self._odd("doubtful", (self._band.bottom, self._band.left), column.label.text, figures)
        for place in [(row.row, row.label) for row in spare] + extras:
            self._odd("extra", place, self._text(place))
        labels = [(row.row, row.label) for row in chosen.values()]
        for place in [*self._band.typing, *(p for p in labels if self._sheet.marks[p].typing)]:
            self._odd("typing", place, self._text(place))
        self._place_rows(list(chosen.values()))
        for column_number in extra_columns(self._sheet, self._band, min((c for _, c in labels), default=0)):
            self._odd("extra", (self._band.bottom, column_number), "")

    def _place_rows(self, rows: list[Row]) -> None:
        """Rows that tell by themselves how they stand come first; they tell it of their neighbours."""
        shifts: dict[int, int] = {}
        waiting = [row for row in rows if not self._place(row, shifts, again=False)]
        for row in waiting:
            if not self._place(row, shifts, again=True):
                self._odd_row("doubtful", row)

    def _place(self, row: Row, shifts: dict[int, int], again: bool) -> bool:
        start = first_column(self._sheet, self._band, row, self._head, shifts, again, self._lost)
        if start is None:
            return False
        offset = start - self._head[0][1]
        for index, (_, column) in zip(self._figures(row), self._head, strict=True):
            self.places[index] = (row.row, column + offset)
        columns = range(start, start + len(self._head))
        if offset and any(not is_blank(self._sheet.grid.at(row.row, column)) for column in columns):
            self._odd("shifted", (row.row, start), self._text((row.row, row.label)), self._figures(row))
        return True

    def _figures(self, row: Row) -> list[int]:
        return [self._form.index[f"{self._table.id}/{row.code}/{code}"] for code, _ in self._head]

    def _text(self, place: Place) -> str:
        return squeeze(str(self._sheet.grid.at(*place) or ""))

    def _odd_row(self, kind: OddityKind, row: Row) -> None:
        place = (row.row, row.label)
        self._odd(kind, place, self._text(place), self._figures(row))

    def _odd(self, kind: OddityKind, place: Place, label: str, figures: Iterable[int] = ()) -> None:
        grid = self._sheet.grid
        self.oddities.append(
            Oddity(kind, self._table.id, grid.name, grid.address(*place), label, tuple(figures))
        )


def _lost_at_the_ends(block: Block, found: list[str]) -> tuple[int, int]:
    """How many of the block's columns have no head before the first one that has, and behind the last one."""
    order = [column.code for column in block.columns]
    places = [order.index(code) for code in found]
    return min(places), len(order) - 1 - max(places)
