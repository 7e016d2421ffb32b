import shutil
from pathlib import Path

import docx
import pytest

from toolkit.resources import templates_dir
from toolkit.word.draft import AGENCY_TEMPLATE
from toolkit.word.package import read_parts
from toolkit.word.template import TemplateProblem, WordTemplate, load_template
from toolkit.word.title import _line, _width, title_paragraph
from toolkit.word.xml import clean, escape


def edited(tmp_path: Path, before: str, after: str) -> Path:
    """The agency's template after somebody wrote in it with Word."""
    path = tmp_path / AGENCY_TEMPLATE
    shutil.copy(templates_dir() / AGENCY_TEMPLATE, path)
    document = docx.Document(str(path))
    run = next(run for p in document.paragraphs for run in p.runs if before in run.text)
    run.text = run.text.replace(before, after)
    document.save(str(path))
    return path


def test_a_template_is_compiled_once() -> None:
    assert load_template(AGENCY_TEMPLATE) is load_template(AGENCY_TEMPLATE)


def test_a_name_that_is_not_known_is_said(tmp_path: Path) -> None:
    template = WordTemplate(edited(tmp_path, "{{ year }}", "{{ yaer }}"))
    with pytest.raises(TemplateProblem, match="yaer"):
        template.render({"title": "", "notes": [], "opening": [], "basis": "", "agency": "", "year": 1})


def test_a_broken_tag_is_said(tmp_path: Path) -> None:
    with pytest.raises(TemplateProblem, match="写法有误"):
        WordTemplate(edited(tmp_path, "{%p endfor %}", "{%p endfro %}"))


def test_a_damaged_template_is_said(tmp_path: Path) -> None:
    path = tmp_path / AGENCY_TEMPLATE
    path.write_bytes(b"PK no zip")
    with pytest.raises(TemplateProblem, match="恢复原来的模板"):
        WordTemplate(path)


def test_what_the_office_writes_into_the_template_is_in_the_draft(tmp_path: Path) -> None:
    path = tmp_path / "简.docx"
    document = docx.Document()
    document.add_paragraph("联系电话 0000；{{ agency }}<甲>")
    document.save(str(path))
    content = WordTemplate(path).render({"agency": "a<b&{{ c }}\x0b\ud800"})
    parts = read_parts(content)
    assert "联系电话 0000；a&lt;b&amp;{{ c }}&lt;甲&gt;" in parts["word/document.xml"].decode()
    assert set(parts) == set(read_parts(path.read_bytes()))


@pytest.mark.parametrize(
    ("dirty", "kept"),
    [
        ("甲\x00乙\x08", "甲乙"),
        ("\ufffe\uffff\ud800", ""),
        ("\t\n𠀀", "\t\n𠀀"),
        ("a\x0bb\x1fc\x7f", "abc\x7f"),
    ],
)
def test_clean(dirty: str, kept: str) -> None:
    assert clean(dirty) == kept


def test_escape() -> None:
    assert escape("<w:p>&\x01") == "&lt;w:p&gt;&amp;"


# ---------------------------------------------------------------- titles

ENDING = "2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("name", "indented"),
    [
        ("甲区", False),
        ("甲区财政局", True),
        ("北关区政务服务和大数据管理局", True),
        ("很长的名称" * 60, False),
    ],
)
def test_long_titles_are_drawn_in(name: str, indented: bool) -> None:
    assert ("<w:ind" in title_paragraph(name + ENDING, name)) == indented


@pytest.mark.parametrize(
    ("name", "first"), [("甲区财政局", "政府信息公开"), ("甲区市场监督管理局", "2023年")]
)
def test_titles_break_between_words(name: str, first: str) -> None:
    title = name + ENDING
    place = title.index(first) + len(first)
    line = _line(title, place)
    assert line is not None
    assert _width(title[:place]) < line < _width(title[: place + 1])
    assert _width(title[place:]) < line
