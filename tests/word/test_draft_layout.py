"""GB/T 9704-2012, measured in finished drafts: what a paragraph looks like once styles and its own settings are added up."""

import random
from collections.abc import Iterator

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tests.factory import FORM, make_district, random_base
from tests.word.reading import opened
from toolkit.word.draft import agency_draft, district_draft

MM = 1440 / 25.4  # twips


def drafts() -> Iterator[bytes]:
    """With and without text of its own, provisional, returned."""
    made = make_district(
        {"甲区财政局": random_base(random.Random(2)), "甲区水务局": {}},
        missing=("甲区教育局",),
        returned=("甲区水务局",),
    )
    for result in made.read:
        yield agency_draft(made, result)
    yield district_draft(made)


@pytest.fixture(scope="module", params=range(3))
def document(request: pytest.FixtureRequest) -> Document:
    return opened(list(drafts())[request.param])


def setting(paragraph: Paragraph, element: str, attribute: str, run: Run | None = None) -> str | None:
    """A property of a paragraph, or of a run in it: its own, else its character style's, else the nearest style's."""
    group = "pPr" if run is None else "rPr"
    own = paragraph._p.find(qn("w:pPr")) if run is None else run._r.find(qn("w:rPr"))
    styles = [paragraph.style] if run is None else [run.style, paragraph.style]
    places = [own]
    for style in styles:
        while style is not None:
            places.append(style.element.find(qn(f"w:{group}")))
            style = style.base_style
    for place in places:
        found = place.find(qn(f"w:{element}")) if place is not None else None
        if found is not None and found.get(qn(f"w:{attribute}")) is not None:
            return found.get(qn(f"w:{attribute}"))
    return None


def fonts(paragraph: Paragraph) -> set[tuple[str | None, str | None, float]]:
    """Font for Chinese, for Latin and size in points of every run that shows something."""
    return {
        (
            setting(paragraph, "rFonts", "eastAsia", run),
            setting(paragraph, "rFonts", "ascii", run),
            int(setting(paragraph, "sz", "val", run) or 0) / 2,
        )
        for run in paragraph.runs
        if run.text
    }


def test_page(document: Document) -> None:
    (section,) = document.sections
    measured = [
        section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin,
        section.right_margin,
    ]  # fmt: skip
    for length, asked in zip(measured, (210, 297, 37, 35, 28, 26), strict=True):
        assert length is not None
        assert abs(length.twips / MM - asked) < 0.05


FONTS = {
    "Title": "方正小标宋简体",
    "Heading1": "黑体",
    "Heading2": "楷体_GB2312",
    "Normal": "仿宋_GB2312",
    "SignatureName": "仿宋_GB2312",
    "SignatureDate": "仿宋_GB2312",
}


def test_every_paragraph_has_the_font_size_and_pitch_of_its_kind(document: Document) -> None:
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.style_id == "Heading1"]
    assert headings[:6] == [section.heading.text for section in FORM.sections]
    for number, paragraph in enumerate(document.paragraphs):
        assert paragraph.style is not None
        style = paragraph.style.style_id
        assert (style == "Title") == (number == 0)
        chinese = {FONTS[style]}
        if any(run.text and run.style.style_id == "LeadText" for run in paragraph.runs):
            chinese.add(FONTS["Heading2"])  # a heading in the line of its text
        size = 22.0 if style == "Title" else 16.0
        assert fonts(paragraph) <= {(name, "Times New Roman", size) for name in chinese}, paragraph.text
        if style == "Title":
            assert setting(paragraph, "jc", "val") == "center"
            continue
        assert setting(paragraph, "spacing", "line") == "560", paragraph.text  # 28 points
        assert setting(paragraph, "spacing", "lineRule") == "exact", paragraph.text
        first_line = "0" if style.startswith("Signature") else "200"
        assert setting(paragraph, "ind", "firstLineChars") == first_line, paragraph.text


def test_tables_are_set_in_songti_and_fit_between_the_margins(document: Document) -> None:
    width = round((210 - 28 - 26) * MM)
    assert len(document.tables) == len(FORM.tables)
    for table in document.tables:
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        assert abs(sum(grid) - width) <= 2
        for row in table.rows:
            for cell in row.cells:
                assert fonts(cell.paragraphs[0]) <= {("宋体", "Times New Roman", 10.5)}
    rows = [len(table.rows) for table in document.tables]
    head = document.tables[1].rows[:3]
    assert rows[1] == 28
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is not None for row in head)
    # The rows of table three, at their least height, leave room for its heading on one page.
    heights = [int(h.get(qn("w:val"))) for h in document.tables[1]._tbl.iter(qn("w:trHeight"))]
    assert sum(heights) + 560 < (297 - 37 - 35) * MM


def test_page_numbers(document: Document) -> None:
    (section,) = document.sections
    for foot, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = foot.paragraphs
        assert paragraph.text == "— 1 —"
        assert setting(paragraph, "jc", "val") == side
        assert fonts(paragraph) == {("宋体", "宋体", 14.0)}
