"""The official tables as WordprocessingML, painted from ``toolkit.layout``.

What does not change from draft to draft (head, labels, borders, merges) is made once a form; a draft only puts its
200 figures between.
"""

from collections.abc import Mapping, Sequence
from functools import cache, partial

from toolkit.compose import Figures, Phrases, say
from toolkit.form import Form
from toolkit.layout import PlacedCell, TableLayout, layout_of
from toolkit.word.comments import Comments
from toolkit.word.frames import Frame, Frames, fill
from toolkit.word.page import BODY, TABLE_LABEL, TABLE_TEXT, TEXT_WIDTH, twips
from toolkit.word.xml import MARK, paragraph, run, shown_raw

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_PADDING = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 10), ("left", 28), ("bottom", 10), ("right", 28))
)
_NARROW = twips(10.9)  # holds two characters, or five digits, of 10.5 points
_LABEL_SHARES = {1: (1.0,), 2: (0.27, 0.73), 3: (0.115, 0.25, 0.635)}
_PORTRAIT = twips(185)  # a wider page is too low for table three, which goes on on the next
_MANY_ROWS = 20  # with more the rows stand close, so that the table and its heading fit on one page


def paint(
    figures: Figures,
    raws: Sequence[str],
    table_id: str,
    phrases: Phrases,
    doubts: Mapping[int, Sequence[str]] | None = None,
    comments: Comments | None = None,
    width: int = TEXT_WIDTH,
) -> str:
    """A table with its figures; above it a gap where the agency left the table untouched.

    Args:
        doubts: by figure, what is said of it in ``comments``.
        width: of the whole table in twips.
    """
    untouched = figures.untouched(table_id)

    def cell(index: int) -> str:
        shown = "" if untouched else _figure(figures, raws, index, phrases)
        if doubts and comments is not None and index in doubts:
            return comments.around(doubts[index], shown)
        return shown

    table = fill(_frames(width).of(figures.form, table_id), cell)
    if untouched:
        hint = phrases.fill("troubles.untouched", table=figures.form.table(table_id).name)
        return paragraph(BODY, run(phrases.gap(hint).text, MARK), "<w:keepNext/>") + table
    return table


def _figure(figures: Figures, raws: Sequence[str], index: int, phrases: Phrases) -> str:
    value = figures.values[index]
    if value is None:
        return run(shown_raw(raws[index] if raws else "") or phrases.get("words.cell"), MARK)
    if figures.asks(index) or not figures.usable(index):
        return run(say(value), MARK, hint=False)
    return f"<w:r><w:t>{say(value)}</w:t></w:r>"


def _make_frame(width: int, form: Form, table_id: str) -> Frame:
    layout = layout_of(form, table_id)
    widths = column_widths(layout, width)
    covering: dict[tuple[int, int], PlacedCell] = {
        (row, cell.column): cell for cell in layout.cells for row in range(cell.row, cell.row + cell.height)
    }
    pieces: list[str] = []
    slots: list[int] = []
    text = [
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_PADDING}</w:tblCellMar></w:tblPr><w:tblGrid>",
        *(f'<w:gridCol w:w="{width}"/>' for width in widths),
        "</w:tblGrid>",
    ]
    height = 345 if layout.n_rows > _MANY_ROWS else 420
    for row in range(layout.n_rows):
        header = "<w:tblHeader/>" if row < layout.head_rows else ""
        text.append(
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{header}</w:trPr>'
        )
        for column in range(layout.n_columns):
            cell = covering.get((row, column))
            if cell is None:
                continue
            opening, closing = _cell(cell, layout, widths, row, width <= _PORTRAIT)
            text.append(opening)
            if cell.figure is not None:
                pieces.append("".join(text))
                slots.append(cell.figure.index)
                text = []
            elif row == cell.row:
                text.append(run(cell.text))
            text.append(closing)
        text.append("</w:tr>")
    text.append("</w:tbl>")
    pieces.append("".join(text))
    return tuple(pieces), tuple(slots)


@cache
def _frames(width: int) -> Frames:
    return Frames(partial(_make_frame, width))


def _cell(
    cell: PlacedCell, layout: TableLayout, widths: list[int], row: int, together: bool
) -> tuple[str, str]:
    """What opens and closes a cell in one row of the area that it covers; ``together``: rows are to stay on one page."""
    width = sum(widths[cell.column : cell.column + cell.width])
    span = f'<w:gridSpan w:val="{cell.width}"/>' if cell.width > 1 else ""
    merge = ""
    if cell.height > 1:
        merge = '<w:vMerge w:val="restart"/>' if row == cell.row else "<w:vMerge/>"
    style = TABLE_LABEL if _is_long_label(cell, layout) else TABLE_TEXT
    # Rows hold together, so that a table is not torn apart between two pages.
    keep = "<w:keepNext/>" if together and row < layout.n_rows - 1 else ""
    opening = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>'
    )
    return opening, "</w:p></w:tc>"


def _is_long_label(cell: PlacedCell, layout: TableLayout) -> bool:
    """Whether the text begins at the left: the rows' own labels of a table with groups, and its corner."""
    if layout.label_columns < 2:
        return False
    return cell.kind == "corner" or (cell.kind == "row" and cell.column + cell.width == layout.label_columns)


def column_widths(layout: TableLayout, width: int = TEXT_WIDTH) -> list[int]:
    """Widths in twips that fill the given one: equal ones, or narrow figures beside wide labels."""
    n_labels, n_figures = layout.label_columns, layout.n_columns - layout.label_columns
    if n_labels and n_figures > 4 and n_labels in _LABEL_SHARES:
        narrow = min(_NARROW, width // (2 * n_figures))
        room = width - n_figures * narrow
        widths = [round(room * share) for share in _LABEL_SHARES[n_labels]] + [narrow] * n_figures
    else:
        widths = [width // layout.n_columns] * layout.n_columns
    widths[n_labels - 1] += width - sum(widths)
    return widths
