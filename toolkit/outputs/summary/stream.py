"""A worksheet of which rows in bulk are rendered while the file is written, instead of standing in memory as cells.

XlsxWriter keeps an object a cell: 1,000 agencies are 2 million of them, 16 s and 500 MB; rendered in passing they
are a tenth of the time. Its own ``constant_memory`` writes neither tables nor stacked merges. What is used of XlsxWriter's
inside stands in this module alone, and the tests read back every cell.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xlsxwriter.worksheet import Worksheet

from toolkit.model import Number, column_name

from .text import as_number, clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format

Fragment = str
"""A rendered cell from behind its reference on, such as `` s="3"><v>7</v></c>``; an empty one is no cell."""


@dataclass(frozen=True, slots=True)
class _Block:
    first: int
    n_rows: int
    rows: Callable[[], Iterable[Sequence[Fragment]]]
    heights: Sequence[float] | None


class StreamedSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """XlsxWriter's worksheet with blocks of rows that are made when they are written."""

    dim_rowmin: int  # XlsxWriter's: the rows and columns in use, zero-based
    dim_rowmax: int
    dim_colmax: int

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[_Block] = []

    def text(self, value: str, style: "Format") -> Fragment:
        """A text cell. To be called before the workbook is closed: texts are stored by number."""
        value = clean(value)
        if not value:
            return self.blank(style)
        index = self.str_table._get_shared_string_index(value)
        return f' s="{style._get_xf_index()}" t="s"><v>{index}</v></c>'

    @staticmethod
    def blank(style: "Format") -> Fragment:
        return f' s="{style._get_xf_index()}"/>'

    @classmethod
    def number_writer(cls, style: "Format") -> Callable[[Number | None], Fragment]:
        """A function that renders number cells of one style; None is an empty cell."""
        start, blank = f' s="{style._get_xf_index()}"><v>', cls.blank(style)

        def number(value: Number | None) -> Fragment:
            return blank if value is None else f"{start}{as_number(value)!r}</v></c>"

        return number

    def stream(
        self,
        first: int,
        n_rows: int,
        n_columns: int,
        rows: Callable[[], Iterable[Sequence[Fragment]]],
        heights: Sequence[float] | None = None,
    ) -> None:
        """Let ``rows`` give the cells of ``n_rows`` rows from ``first`` on (zero-based), each beginning at column A.

        Blocks are given top to bottom; nothing else may be written in their rows. ``heights`` are in points.
        """
        if n_rows == 0:
            return
        self._blocks.append(_Block(first, n_rows, rows, heights))
        self._check_dimensions(first, 0)
        self._check_dimensions(first + n_rows - 1, n_columns - 1)

    def add_streamed_table(self, top: int, last_row: int, last_column: int, options: dict[str, Any]) -> None:
        """An Excel table from column A, whose rows are streamed: ``add_table`` itself would visit every cell of it."""
        self.add_table(top, 0, top + 1, last_column, options)
        area = f"A{top + 1}:{column_name(last_column)}{last_row + 1}"
        for key in ("range", "a_range", "autofilter"):
            self.tables[-1][key] = area

    def _write_rows(self) -> None:
        """Called by XlsxWriter when the sheet is written."""
        first, last = self.dim_rowmin, self.dim_rowmax
        row = first
        for block in self._blocks:
            self._write_stored(row, block.first - 1)
            self._write_block(block)
            row = block.first + block.n_rows
        self._write_stored(row, last)
        self.dim_rowmin, self.dim_rowmax = first, last

    def _write_stored(self, first: int, last: int) -> None:
        if first <= last:
            self.dim_rowmin, self.dim_rowmax = first, last
            super()._write_rows()

    def _write_block(self, block: _Block) -> None:
        names = [column_name(column) for column in range(self.dim_colmax + 1)]
        write = self.fh.write
        for offset, cells in enumerate(block.rows()):
            number = block.first + offset + 1
            body = "".join(
                [f'<c r="{name}{number}"{cell}' for name, cell in zip(names, cells, strict=False) if cell]
            )
            size = f' ht="{block.heights[offset]}" customHeight="1"' if block.heights else ""
            write(f'<row r="{number}"{size}>{body}</row>')
