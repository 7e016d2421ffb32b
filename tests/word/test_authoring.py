import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from tests.word.reading import opened
from toolkit.resources import templates_dir
from toolkit.word.authoring import main, templates
from toolkit.word.package import read_parts

NAMES = ("单位年度报告.docx", "全区年度报告.docx")


def canonical(content: bytes) -> bytes:
    """Without declarations of namespaces that nobody uses: they depend on the version of python-docx."""
    return etree.tostring(etree.fromstring(content), method="c14n", exclusive=True)


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_template_is_what_the_code_writes(name: str) -> None:
    shipped = read_parts((templates_dir() / name).read_bytes())
    written = read_parts(templates()[name])
    assert list(shipped) == list(written)
    for part, content in written.items():
        assert canonical(shipped[part]) == canonical(content), part


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    main(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == templates()


@pytest.mark.parametrize("name", NAMES)
def test_the_package_holds_nothing_of_its_time(name: str) -> None:
    with zipfile.ZipFile(BytesIO(templates()[name])) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("theme" in n or "thumbnail" in n or "customXml" in n for n in package.namelist())


@pytest.fixture(scope="module", params=NAMES)
def document(request: pytest.FixtureRequest):
    return opened((templates_dir() / request.param).read_bytes())


def test_page(document) -> None:
    section = document.sections[0]
    millimetre = Mm(1) / 20
    for measured, asked in (
        (section.page_width, 210),
        (section.page_height, 297),
        (section.top_margin, 37),
        (section.bottom_margin, 35),
        (section.left_margin, 28),
        (section.right_margin, 26),
    ):
        assert abs(measured - Mm(asked)) < millimetre


def fonts(style) -> tuple[str, str]:
    element = style.element.rPr.find(qn("w:rFonts"))
    return element.get(qn("w:eastAsia")), element.get(qn("w:ascii"))


@pytest.mark.parametrize(
    ("style_id", "east_asia", "latin", "size"),
    [
        ("Normal", "仿宋_GB2312", "Times New Roman", 16),
        ("Title", "方正小标宋简体", "Times New Roman", 22),
        ("Heading1", "黑体", "Times New Roman", 16),
        ("Heading2", "楷体_GB2312", "Times New Roman", 16),
        ("TableText", "宋体", "Times New Roman", 10.5),
        ("Footer", "宋体", "宋体", 14),
    ],
)
def test_fonts(document, style_id: str, east_asia: str, latin: str, size: float) -> None:
    style = next(s for s in document.styles if s.style_id == style_id)
    assert fonts(style) == (east_asia, latin)
    assert style.font.size == Pt(size)


def style_of(document, style_id: str):
    return next(s for s in document.styles if s.style_id == style_id)


def test_body_text(document) -> None:
    body = style_of(document, "Normal")
    assert body.paragraph_format.line_spacing == Pt(28)
    assert body.element.pPr.find(qn("w:spacing")).get(qn("w:lineRule")) == "exact"
    assert body.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    for heading in ("Heading1", "Heading2"):
        assert style_of(document, heading).base_style.style_id == "Normal"
        assert style_of(document, heading).paragraph_format.keep_with_next


def test_lines_hold_28_characters(document) -> None:
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    closer = int(style_of(document, "Normal").element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert int(width / Pt(16 + closer)) == 28
    height = section.page_height - section.top_margin - section.bottom_margin
    assert int(height / Pt(28)) == 22


def test_titles_are_centred_and_tables_are_not_set_in_body_lines(document) -> None:
    assert style_of(document, "Title").element.pPr.find(qn("w:jc")).get(qn("w:val")) == "center"
    table_text = style_of(document, "TableText")
    assert table_text.base_style is None
    assert table_text.paragraph_format.line_spacing < Pt(16)


def test_page_numbers_stand_at_the_outer_foot(document) -> None:
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for foot, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = foot.paragraphs[0]
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert paragraph.text == "— 1 —"
        assert paragraph.style.style_id == "Footer"
        assert "".join(e.text for e in paragraph._p.iter(qn("w:instrText"))).strip() == "PAGE"


def test_all_styles_that_are_used_are_there(document) -> None:
    known = {s.style_id for s in document.styles}
    used = {e.get(qn("w:val")) for tag in ("w:pStyle", "w:rStyle") for e in document.element.iter(qn(tag))}
    assert used <= known
