"""The same report for a web page: a template's paragraphs as clean HTML, its tables with heads that a screen reader reads.

No styles, classes or scripts, which content systems strip or refuse: headings, paragraphs, tables, and ``mark`` for
what a person still has to fill.
"""

import re
from collections.abc import Mapping, Sequence

from toolkit.compose import Figures, Phrases, say
from toolkit.form import Form
from toolkit.layout import PlacedCell, TableLayout, layout_of
from toolkit.text import strip_numbering
from toolkit.word.adopted import headings
from toolkit.word.frames import Frame, Frames, fill
from toolkit.word.xml import MARKED, escape, shown_raw

_BODY = re.compile(r"<w:body>(.*)</w:body>", re.DOTALL)
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?/>|<w:p(?: [^>]*)?>.*?</w:p>|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_PIECE = re.compile(r"<w:r(?: [^>]*)?>(?P<run>.*?)</w:r>|(?P<tag>\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>(.*?)</w:t>|<w:(?:br|cr)/>", re.DOTALL)
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"')
_HOLLOW = re.compile(r"<(p|h[1-4])>\s*</\1>\n?")


def page_source(source: str, styles: str) -> str:
    """The Jinja source of a page from that of a document (docxtpl's, tags outside paragraphs as they are)."""
    elements = headings(styles)
    body = _BODY.search(source)
    lines = []
    for match in _PARAGRAPH.finditer(body[1] if body else source):
        block = match[0]
        if not block.startswith("<"):
            lines.append(block)
            continue
        style = _STYLE.search(block)
        element = elements.get(style[1], "p") if style else "p"
        inner = _inner(block)
        if inner:
            lines.append(f"<{element}>{inner}</{element}>\n")
    return f'<article lang="zh-CN">\n{"".join(lines)}</article>\n'


def _inner(paragraph: str) -> str:
    pieces = []
    for piece in _PIECE.finditer(paragraph):
        run = piece["run"]
        if run is None:
            pieces.append(piece["tag"])
            continue
        text = "".join(found[1] if found[1] is not None else "<br>" for found in _TEXT.finditer(run))
        pieces.append(f"<mark>{text}</mark>" if text and MARKED.search(run) else text)
    return "".join(pieces).strip()


def tidy(page: str) -> str:
    """The filled page without paragraphs that hold nothing."""
    return _HOLLOW.sub("", page)


def heading(text: str) -> str:
    return f"<h1>{escape(text)}</h1>\n"


# ---------------------------------------------------------------- tables


def paint(figures: Figures, raws: Sequence[str], table_id: str, phrases: Phrases) -> str:
    """A table with its figures; before it a gap where the agency left the table untouched."""
    untouched = figures.untouched(table_id)
    table = fill(
        _FRAMES.of(figures.form, table_id),
        lambda index: "" if untouched else _figure(figures, raws, index, phrases),
    )
    if untouched:
        hint = phrases.fill("troubles.untouched", table=figures.form.table(table_id).name)
        return f"<p><mark>{escape(phrases.gap(hint).text)}</mark></p>\n{table}"
    return table


def _figure(figures: Figures, raws: Sequence[str], index: int, phrases: Phrases) -> str:
    value = figures.values[index]
    if value is None:
        return f"<mark>{escape(shown_raw(raws[index] if raws else '') or phrases.get('words.cell'))}</mark>"
    if figures.asks(index) or not figures.usable(index):
        return f"<mark>{say(value)}</mark>"
    return say(value)


def _make_frame(form: Form, table_id: str) -> Frame:
    layout = layout_of(form, table_id)
    name = escape(f"{layout.table.name}　{strip_numbering(layout.table.section.heading.text)}")
    heads = _heads(layout)
    pieces: list[str] = []
    slots: list[int] = []
    text = [f"<table>\n<caption>{name}</caption>\n", "<thead>\n" if layout.head_rows else "<tbody>\n"]
    for row in range(layout.n_rows):
        if row and row == layout.head_rows:
            text.append("</thead>\n<tbody>\n")
        text.append("<tr>")
        for cell in (cell for cell in layout.cells if cell.row == row):
            opening, closing = _cell(cell, layout, heads)
            text.append(opening)
            if cell.figure is not None:
                pieces.append("".join(text))
                slots.append(cell.figure.index)
                text = []
            else:
                text.append(escape(cell.text))
            text.append(closing)
        text.append("</tr>\n")
    text.append("</tbody>\n</table>\n")
    pieces.append("".join(text))
    return tuple(pieces), tuple(slots)


_FRAMES = Frames(_make_frame)


def _heads(layout: TableLayout) -> Mapping[PlacedCell, str]:
    """Cells to their attributes where blocks stand under one another: there the place does not tell whose a head is.

    A screen reader takes every head above a figure for its own; so each figure names its heads.
    """
    if len(layout.table.blocks) < 2:
        return {}
    ids = {
        cell: f"{layout.table.id}-{number}"
        for number, cell in enumerate((c for c in layout.cells if c.figure is None), start=1)
    }
    attributes = {cell: f' id="{name}"' for cell, name in ids.items()}
    for figure in (cell for cell in layout.cells if cell.figure is not None):
        own: dict[str, str] = {}
        for cell, name in ids.items():
            covers = cell.column <= figure.column < cell.column + cell.width
            if cell.row <= figure.row < cell.row + cell.height or (cell.row < figure.row and covers):
                own[cell.kind] = name  # the last one above is the nearest
        own.pop("corner", None)
        attributes[figure] = f' headers="{" ".join(own.values())}"'
    return attributes


def _cell(cell: PlacedCell, layout: TableLayout, heads: Mapping[PlacedCell, str]) -> tuple[str, str]:
    """The tags of a cell. A head is one of the rows, or columns, that it covers, be they one or several."""
    span = f' colspan="{cell.width}"' if cell.width > 1 else ""
    span += f' rowspan="{cell.height}"' if cell.height > 1 else ""
    span += heads.get(cell, "")
    if cell.figure is not None or (cell.kind == "corner" and layout.head_rows):
        return f"<td{span}>", "</td>"
    return f'<th scope="{"row" if cell.kind == "row" else "col"}"{span}>', "</th>"
