from docx import Document
from docx.oxml import parse_xml

from tests.factory import FORM, complete
from tests.word.reading import Cell, cells
from toolkit.compose import Figures, load_phrases
from toolkit.layout import layout_of
from toolkit.word.page import TEXT_WIDTH
from toolkit.word.styles import NAMESPACE
from toolkit.word.tables import column_widths, paint


def painted(table_id: str) -> list[Cell]:
    document = Document()
    xml = paint(Figures(FORM, complete({})), (), table_id, load_phrases())
    body = parse_xml(f"<w:body {NAMESPACE}>{xml}</w:body>")
    for element in body:
        document.element.body.insert(0, element)
    return cells(document.tables[0])


def test_the_tables_are_the_layout_cell_by_cell() -> None:
    for table in FORM.tables:
        assert [(c.row, c.column, c.height, c.width) for c in painted(table.id)] == [
            (c.row, c.column, c.height, c.width) for c in layout_of(FORM, table.id).cells
        ]
        assert [c.text for c in painted(table.id)] == [
            "0" if c.figure else c.text for c in layout_of(FORM, table.id).cells
        ]


def test_no_table_is_wider_than_the_page() -> None:
    for table in FORM.tables:
        layout = layout_of(FORM, table.id)
        widths = column_widths(layout)
        assert len(widths) == layout.n_columns
        assert sum(widths) == TEXT_WIDTH
        assert min(widths) >= 2 * 210 + 56  # two characters of 10.5 points and the margins
        assert min(widths[layout.label_columns :]) >= 5 * 105 + 56  # five digits


def test_widths_are_those_of_the_grid_and_fixed() -> None:
    xml = paint(Figures(FORM, complete({})), (), "t3", load_phrases())
    assert '<w:tblLayout w:type="fixed"/>' in xml
    assert xml.count("<w:tblHeader/>") == layout_of(FORM, "t3").head_rows
    assert xml.count("<w:cantSplit/>") == layout_of(FORM, "t3").n_rows
    for border in ("top", "left", "bottom", "right", "insideH", "insideV"):
        assert f'<w:{border} w:val="single"' in xml
