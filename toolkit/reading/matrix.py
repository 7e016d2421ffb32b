"""Find blocks whose figures stand where a row's label and a column's head cross (tables two and three)."""

from collections.abc import Iterable
from dataclasses import replace

from toolkit.form import Block, Form, Table
from toolkit.model import Oddity
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
            segments.append(_read_rows(form, table, block, sheet, band, rows, extras))
    return segments


def _read_rows(
    form: Form,
    table: Table,
    block: Block,
    sheet: MarkedGrid,
    band: Band,
    rows: list[Row],
    extras: list[tuple[int, int]],
) -> Segment:
    order = [row.code for row in block.rows]
    chosen, doubtful, spare = one_row_each(sheet, band, rows, order)
    oddities: list[Oddity] = []

    def odd(kind: str, place: Place, label: str, figures: Iterable[int] = ()) -> None:
        oddities.append(
            Oddity(kind, table.id, sheet.grid.name, sheet.grid.address(*place), label, tuple(figures))  # type: ignore[arg-type]
        )

    def text_at(place: Place) -> str:
        return squeeze(str(sheet.grid.at(*place) or ""))

    def indices(row_code: str, column_codes: Iterable[str]) -> list[int]:
        return [form.index[f"{table.id}/{row_code}/{code}"] for code in column_codes]

    head = sorted(band.columns.items(), key=lambda item: item[1])
    band = replace(band, foreign=band.foreign | columns_beside(sheet, band, chosen.values(), head))
    for code, candidates in doubtful.items():
        for row in candidates:
            odd("doubtful", (row.row, row.label), text_at((row.row, row.label)), indices(code, band.columns))
    for code in band.doubtful:
        label = next(column.label.text for column in block.columns if column.code == code)
        odd(
            "doubtful",
            (band.bottom, band.left),
            label,
            [form.index[f"{table.id}/{c}/{code}"] for c in chosen],
        )
    for place in [(row.row, row.label) for row in spare] + extras:
        odd("extra", place, text_at(place))
    for place in band.typing:
        odd("typing", place, text_at(place))

    places: dict[int, Place] = {}
    shifts: dict[int, int] = {}
    waiting: list[Row] = []
    for row in chosen.values():
        if sheet.marks[row.row, row.label].typing:
            odd("typing", (row.row, row.label), text_at((row.row, row.label)))
        start = first_column(sheet, band, row, head, shifts)
        if start is None:
            waiting.append(row)
            continue
        _place(places, form, table, row, head, start)
    for row in waiting:
        start = first_column(sheet, band, row, head, shifts, again=True)
        if start is None:
            odd(
                "doubtful",
                (row.row, row.label),
                text_at((row.row, row.label)),
                indices(row.code, band.columns),
            )
        else:
            _place(places, form, table, row, head, start)
    for row in chosen.values():
        first = places.get(form.index[f"{table.id}/{row.code}/{head[0][0]}"])
        if (
            first is not None
            and first[1] != head[0][1]
            and any(not is_blank(sheet.grid.at(row.row, first[1] + i)) for i in range(len(head)))
        ):
            odd("shifted", first, text_at((row.row, row.label)), indices(row.code, band.columns))
    for column in extra_columns(sheet, band, min((row.label for row in chosen.values()), default=0)):
        odd("extra", (band.bottom, column), "")
    bottom = max(row.row for row in rows)
    return Segment(
        table.id, sheet.number, band.top, band.top, bottom, band.left, band.right, places, tuple(oddities)
    )


def _place(
    places: dict[int, Place], form: Form, table: Table, row: Row, head: list[tuple[str, int]], start: int
) -> None:
    offset = start - head[0][1]
    for code, column in head:
        places[form.index[f"{table.id}/{row.code}/{code}"]] = (row.row, column + offset)
