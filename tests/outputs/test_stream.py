"""What streamed rows write is what XlsxWriter itself writes for the same cells, part by part."""

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from toolkit.outputs.summary.stream import StreamedSheet
from toolkit.outputs.summary.text import as_number, clean

CELLS = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**12),
    st.decimals(-(10**9), 10**9, places=4, allow_nan=False, allow_infinity=False),
    st.text(max_size=30),
)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6)


def parts(
    write: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None], kind: type | None
) -> dict:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("明细", worksheet_class=kind)
    write(book, sheet)
    book.close()
    with zipfile.ZipFile(stream) as package:
        return {name: package.read(name) for name in package.namelist()}


def canonical(part: bytes) -> bytes:
    """Without what only tells a reader where cells may be (spans), and with numbers as numbers."""
    root = etree.fromstring(part)
    for element in root.iter():
        element.attrib.pop("spans", None)
        if "ht" in element.attrib:
            element.attrib["ht"] = repr(float(element.attrib["ht"]))
        if etree.QName(element).localname == "v" and element.getparent().get("t") is None:
            element.text = repr(float(element.text))
    return etree.tostring(root, method="c14n")


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, heights=st.booleans())
def test_streamed_rows_are_the_librarys_own(rows: list, heights: bool) -> None:
    def streamed(book, sheet) -> None:
        style = book.add_format({"border": 1})
        sheet.write_string(0, 0, "标题", style)
        number = sheet.number_writer(style)
        made = [
            [sheet.text(cell, style) if isinstance(cell, str) else number(cell) for cell in row]
            for row in rows
        ]
        sheet.stream(1, len(rows), 3, lambda: made, [22.5] * len(rows) if heights else None)

    def plain(book, sheet) -> None:
        style = book.add_format({"border": 1})
        sheet.write_string(0, 0, "标题", style)
        for r, row in enumerate(rows, start=1):
            if heights:
                sheet.set_row(r, 22.5)
            for c, cell in enumerate(row):
                if isinstance(cell, str) and clean(cell):
                    sheet.write_string(r, c, clean(cell), style)
                elif cell is None or isinstance(cell, str):
                    sheet.write_blank(r, c, None, style)
                else:
                    sheet.write_number(
                        r, c, as_number(cell if isinstance(cell, int) else Decimal(cell)), style
                    )

    own, library = parts(streamed, StreamedSheet), parts(plain, None)
    assert own.keys() == library.keys()
    for name in own:
        if name != "docProps/core.xml":
            assert canonical(own[name]) == canonical(library[name]), name


def test_a_streamed_table_is_the_librarys_own() -> None:
    options = {
        "name": "明细",
        "columns": [{"header": "单位"}, {"header": "数值"}],
        "style": "Table Style Light 1",
    }
    rows = [["甲局", 1], ["乙局", 2], ["丙局", 3]]

    def streamed(book, sheet) -> None:
        style = book.add_format()
        sheet.add_streamed_table(0, 3, 1, dict(options))
        number = sheet.number_writer(style)
        made = [[sheet.text(name, style), number(value)] for name, value in rows]
        sheet.stream(1, 3, 2, lambda: made)

    def plain(book, sheet) -> None:
        style = book.add_format()
        sheet.add_table(0, 0, 3, 1, dict(options))
        for r, (name, value) in enumerate(rows, start=1):
            sheet.write_string(r, 0, name, style)
            sheet.write_number(r, 1, value, style)

    own, library = parts(streamed, StreamedSheet), parts(plain, None)
    for name in ("xl/tables/table1.xml", "[Content_Types].xml", "xl/worksheets/_rels/sheet1.xml.rels"):
        assert canonical(own[name]) == canonical(library[name]), name
