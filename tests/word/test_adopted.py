"""Templates that Word, WPS or LibreOffice saved anew: their styles and their page."""

import random
import re
from pathlib import Path

import pytest

from tests.factory import FORM, make_district, random_base
from tests.word.reading import opened
from toolkit.resources import templates_dir
from toolkit.word.adopted import headings, text_width, with_styles
from toolkit.word.draft import AGENCY_TEMPLATE, agency_draft, agency_report, office, web_page
from toolkit.word.package import DOCUMENT, read_parts, write_parts
from toolkit.word.page import TABLE_LABEL, TABLE_TEXT, TEXT_WIDTH, TITLE
from toolkit.word.styles import styles_xml

PARTS = read_parts((templates_dir() / AGENCY_TEMPLATE).read_bytes())
STYLES = styles_xml()


def without(style: str) -> str:
    text, n = re.subn(rf'<w:style [^>]*w:styleId="{style}".*?</w:style>', "", STYLES, flags=re.DOTALL)
    assert n == 1
    return text


def renumbered() -> str:
    """Word gives the styles ids of its own and keeps their names."""
    text = STYLES
    for number, style in enumerate((TITLE, TABLE_TEXT, TABLE_LABEL, "Normal", "Heading1"), start=3):
        for use in ("w:styleId", "w:basedOn w:val", "w:next w:val"):
            text = text.replace(f'{use}="{style}"', f'{use}="a{number}"')
    return text


def ids(styles: str) -> list[str]:
    return re.findall(r'w:styleId="([^"]*)"', styles)


def test_the_shipped_styles_stay_as_they_are() -> None:
    assert with_styles(STYLES) == STYLES


@pytest.mark.parametrize("style", [TITLE, TABLE_TEXT, TABLE_LABEL])
def test_a_style_that_was_dropped_is_added(style: str) -> None:
    made = with_styles(without(style))
    assert sorted(ids(made)) == sorted(ids(STYLES))


def test_a_style_with_another_id_is_found_by_its_name() -> None:
    made = with_styles(renumbered())
    assert {TITLE, TABLE_TEXT, TABLE_LABEL, "Normal"} <= set(ids(made))
    assert '<w:basedOn w:val="a3"/>' in made  # Title looks like the template's own
    assert len(ids(made)) == len(set(ids(made)))
    names = re.findall(r'<w:name w:val="([^"]*)"', made)
    assert len(names) == len(set(names))


def folder_with(tmp_path: Path, **parts: str) -> Path:
    office.cache_clear()
    changed = {**PARTS, **{name.replace("__", "/") + ".xml": text.encode() for name, text in parts.items()}}
    (tmp_path / AGENCY_TEMPLATE).write_bytes(write_parts(changed))
    return tmp_path


def draft(folder: Path) -> tuple[bytes, str]:
    from dataclasses import replace

    made = make_district({"甲区财政局": random_base(random.Random(3))})
    made = replace(made, settings=replace(made.settings, templates=str(folder)))
    result = made.agencies[0]
    return agency_draft(made, result), web_page(agency_report(made, result), made)


@pytest.mark.parametrize(
    "styles", [renumbered(), without(TABLE_TEXT), without(TITLE)], ids=["ids", "text", "title"]
)
def test_what_is_painted_has_its_styles(tmp_path: Path, styles: str) -> None:
    document = renumbered_document() if styles == renumbered() else PARTS[DOCUMENT].decode()
    data, page = draft(folder_with(tmp_path, word__styles=styles, word__document=document))
    word = opened(data)
    used = {p.style.style_id for t in word.tables for row in t.rows for c in row.cells for p in c.paragraphs}
    assert used == {TABLE_TEXT, TABLE_LABEL}
    assert word.paragraphs[0].style.style_id == TITLE
    assert re.findall(r"<h2>", page) == ["<h2>"] * len(FORM.sections)


def renumbered_document() -> str:
    text = PARTS[DOCUMENT].decode()
    for number, style in enumerate((TITLE, TABLE_TEXT, TABLE_LABEL, "Normal", "Heading1"), start=3):
        text = text.replace(f'w:pStyle w:val="{style}"', f'w:pStyle w:val="a{number}"')
    return text


@pytest.mark.parametrize(
    ("style", "element"),
    [
        ('<w:style w:type="paragraph" w:styleId="x"><w:name w:val="标题 1"/></w:style>', "h2"),
        ('<w:style w:type="paragraph" w:styleId="x"><w:name w:val="我的"/><w:basedOn w:val="Heading2"/></w:style>', "h3"),
        (
            '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="章"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>',
            "h2",
        ),
        ('<w:style w:type="paragraph" w:styleId="x"><w:name w:val="正文二"/><w:basedOn w:val="Normal"/></w:style>', None),
        ('<w:style w:type="paragraph" w:styleId="x"><w:name w:val="圈"/><w:basedOn w:val="x"/></w:style>', None),
    ],
)  # fmt: skip
def test_headings_are_known_by_name_level_and_parent(style: str, element: str | None) -> None:
    assert headings(STYLES.replace("</w:styles>", f"{style}</w:styles>")).get("x") == element


def test_the_width_between_the_margins_of_the_placeholders_section() -> None:
    document = PARTS[DOCUMENT].decode()
    assert text_width(document, "table3") == TEXT_WIDTH
    wide = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:left="1000" w:right="1000"/></w:sectPr></w:pPr></w:p>'
    landscape = re.sub(
        r"(<w:p>(?:(?!</w:p>).)*\{\{p table3.*?</w:p>)", rf"\1{wide}", document, flags=re.DOTALL
    )
    assert text_width(landscape, "table3") == 14838
    assert text_width(landscape, "table4") == TEXT_WIDTH


@pytest.mark.parametrize("margin", [1000, 2268, 3000])
def test_tables_are_as_wide_as_the_page(tmp_path: Path, margin: int) -> None:
    document = re.sub(r'w:(left|right)="\d+"(?=[^>]*w:header)', rf'w:\1="{margin}"', PARTS[DOCUMENT].decode())
    document = re.sub(r'(<w:pgMar[^>]*?w:left=")\d+', rf"\g<1>{margin}", document)
    document = re.sub(r'(<w:pgMar[^>]*?w:right=")\d+', rf"\g<1>{margin}", document)
    data, _ = draft(folder_with(tmp_path, word__document=document))
    room = text_width(document, "table3")
    for table in opened(data).tables:
        grid = [int(column.get(f"{{{table._tbl.nsmap['w']}}}w")) for column in table._tbl.tblGrid]
        assert sum(grid) == room
        assert min(grid) > 0


def test_tracked_changes_are_taken_as_made(tmp_path: Path) -> None:
    text = (
        PARTS[DOCUMENT]
        .decode()
        .replace(
            "编制了本报告。</w:t></w:r>",
            '编制了本报告。</w:t></w:r><w:ins w:id="1" w:author="张三"><w:r><w:t>欢迎监督。</w:t></w:r></w:ins>'
            '<w:del w:id="2" w:author="张三"><w:r><w:delText>旧话</w:delText></w:r></w:del>',
        )
    )
    assert "张三" in text
    data, page = draft(folder_with(tmp_path, word__document=text))
    document = read_parts(data)[DOCUMENT].decode()
    assert "张三" not in document
    assert "欢迎监督。" in document
    assert "旧话" not in document
    assert "欢迎监督。" in page


def test_a_table_on_a_wide_page_may_go_on_on_the_next() -> None:
    from toolkit.compose import Figures, load_phrases
    from toolkit.word.tables import paint

    figures = Figures(FORM, (0,) * len(FORM.figures))
    upright, wide = (paint(figures, (), "t3", load_phrases(), width=width) for width in (TEXT_WIDTH, 13777))
    assert "<w:keepNext/>" in upright
    assert "<w:keepNext/>" not in wide
