"""Makes the Word templates that are shipped in ``workbook_templates``: ``python -m toolkit.word.authoring``.

The office may edit the result in Word; whoever changes this file writes the templates anew (a test compares them).
"""

import io
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.form import Form, load
from toolkit.model import OPENING
from toolkit.resources import templates_dir
from toolkit.word import page
from toolkit.word.draft import AGENCY_TEMPLATE, DISTRICT_TEMPLATE
from toolkit.word.package import read_parts, write_parts
from toolkit.word.styles import NAMESPACE, settings_xml, styles_xml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

# Of the parts of python-docx's default template; fonts, themes, numbering, a thumbnail would only go into every draft.
_KEPT = ("officeDocument", "core-properties", "styles", "settings")
_FORM = "2021"
_BASIS = (
    "根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）第四十九条、第五十条和"
    "《中华人民共和国政府信息公开工作年度报告格式》（{{ basis }}）的规定，{{ agency }}编制了本报告。"
)
_PERIOD = "本报告的统计期限为{{ year }}年1月1日至12月31日。"


def templates(form: Form | None = None) -> dict[str, bytes]:
    """File name -> content of each template."""
    form = form or load(_FORM)
    return {
        AGENCY_TEMPLATE: _template(form, district=False),
        DISTRICT_TEMPLATE: _template(form, district=True),
    }


def _template(form: Form, *, district: bool) -> bytes:
    document = _empty()
    _line(document, "{{p title }}", page.TITLE)
    _loop(document, "notes")
    if not district:  # an agency's own opening, where its return has one, takes the place of these two
        _tag(document, f"{{%p if {OPENING} %}}")
        _loop(document, OPENING)
        _tag(document, "{%p else %}")
    _line(document, _BASIS)
    _line(document, "{{ coverage }}" + _PERIOD if district else _PERIOD)
    if not district:
        _tag(document, "{%p endif %}")
    tables = {table.section.id: table.id for table in form.tables}
    for section in form.sections:
        _line(document, f"{{{{ heading.{section.id} }}}}", page.HEADING)
        if section.id in tables:
            _tag(document, f"{{{{p table{tables[section.id][1:]} }}}}")
        else:
            _loop(document, section.id)
    _line(document, "{{ agency }}", page.SIGNATURE)
    _line(document, "{{ date }}", page.DATE, mark=True)
    if district:
        title = _line(document, "{{ scope_title }}", page.HEADING)
        title.paragraph_format.page_break_before = True
        _loop(document, "scope")
    return _saved(document)


def _empty() -> "Document":
    """A document with the styles, the page and the feet of GB/T 9704-2012, and nothing else."""
    from docx import Document

    document = Document()
    _replace(document.styles.element, styles_xml())
    _replace(document.settings.element, settings_xml())
    for part in (document.part, document.part.package):
        for rel_id, rel in list(part.rels.items()):
            if rel.reltype.rsplit("/", 1)[-1] not in _KEPT:
                part.rels.pop(rel_id)
    properties = document.core_properties
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
        setattr(properties, name, "")
    properties.title = "政府信息公开工作年度报告"
    properties.language = "zh-CN"
    properties.revision = 1
    properties.created = properties.modified = datetime(2021, 9, 26)  # noqa: DTZ001, the day of the notice
    _page(document)
    return document


def _replace(element: Any, xml: str) -> None:
    """Give a part's root element the children of another."""
    from docx.oxml import parse_xml

    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(xml)):
        element.append(child)


def _page(document: "Document") -> None:
    from docx.oxml import parse_xml
    from docx.shared import Twips

    section = document.sections[0]
    section.page_width, section.page_height = Twips(page.PAGE_WIDTH), Twips(page.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Twips(page.TOP), Twips(page.BOTTOM)
    section.left_margin, section.right_margin = Twips(page.LEFT), Twips(page.RIGHT)
    section.header_distance, section.footer_distance = Twips(page.twips(15)), Twips(page.twips(22))
    section.gutter = Twips(0)
    for foot, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        foot.is_linked_to_previous = False
        paragraph = foot.paragraphs[0]
        paragraph._p.getparent().replace(paragraph._p, parse_xml(_foot(side)))
    properties = section._sectPr
    properties.attrib.clear()
    for name in ("cols", "docGrid"):
        for element in properties.findall(f"{{*}}{name}"):
            properties.remove(element)


def _foot(side: str) -> str:
    """— 1 — at the outer edge, one character in from it."""
    return (
        f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="{page.FOOTER}"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
    )


def _line(document: "Document", text: str, style: str = page.BODY, *, mark: bool = False) -> "Paragraph":
    return _runs(document, [(text, None)], style, mark=mark)


def _runs(
    document: "Document",
    runs: Iterable[tuple[str, str | None]],
    style: str = page.BODY,
    *,
    mark: bool = False,
) -> "Paragraph":
    """A paragraph of runs, each with its character style; quotation marks are set as Chinese ones."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.oxml.ns import qn

    paragraph = document.add_paragraph(style=_named(document, style))
    for text, character_style in runs:
        run = paragraph.add_run(text, style=_named(document, character_style) if character_style else None)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
        if mark:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return paragraph


def _named(document: "Document", style_id: str) -> Any:
    return next(style for style in document.styles if style.style_id == style_id)


def _tag(document: "Document", text: str) -> None:
    """A line that only steers: it is gone from the draft, so it is grey here."""
    from docx.shared import RGBColor

    _line(document, text).runs[0].font.color.rgb = RGBColor(0x80, 0x80, 0x80)


def _loop(document: "Document", name: str) -> None:
    """The paragraphs of a list: gaps highlighted, headings alone, text with or without a heading before it."""
    _tag(document, f"{{%p for p in {name} %}}")
    _tag(document, '{%p if p.kind == "gap" %}')
    _line(document, "{{ p.text }}", mark=True)
    _tag(document, '{%p elif p.kind == "subheading" %}')
    _line(document, "{{ p.lead }}", page.SUBHEADING)
    _tag(document, "{%p else %}")
    _runs(document, [("{{ p.lead }}", page.LEAD), ("{{ p.text }}", None)])
    _tag(document, "{%p endif %}")
    _tag(document, "{%p endfor %}")


def _saved(document: "Document") -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    parts = read_parts(buffer.getvalue())
    first = ["[Content_Types].xml", "_rels/.rels"]
    return write_parts({name: parts[name] for name in [*first, *sorted(set(parts) - set(first))]})


def main(folder: Path | None = None) -> None:
    """Write the templates; without a folder, where they are shipped."""
    for name, content in templates().items():
        (folder or templates_dir()).joinpath(name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
