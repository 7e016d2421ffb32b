import re
from pathlib import Path

import docx
import pytest

from tests.factory import FORM
from tests.word.gallery import drafts
from tests.word.reading import numbers, opened
from toolkit.resources import ResourceError, templates_dir
from toolkit.word.draft import AGENCY_TEMPLATE, DISTRICT_TEMPLATE, office
from toolkit.word.package import read_parts
from toolkit.word.trial import try_templates


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    office.cache_clear()
    return tmp_path


def written(folder: Path, text: str, name: str) -> None:
    document = docx.Document(str(templates_dir() / name))
    document.paragraphs[0].insert_paragraph_before(text)
    document.save(str(folder / name))


@pytest.mark.parametrize("name", [AGENCY_TEMPLATE, DISTRICT_TEMPLATE])
def test_a_name_that_is_not_known_is_told_before_the_run(folder: Path, name: str) -> None:
    written(folder, "{{ nobody }}", name)
    with pytest.raises(ResourceError, match=r"第1段“\{\{ nobody \}\}”用了程序没有的名称"):
        try_templates(str(folder), FORM, 2023)


def test_good_templates_pass(folder: Path) -> None:
    for name in (AGENCY_TEMPLATE, DISTRICT_TEMPLATE):
        written(folder, "{{ agency }}{{ year }}", name)
    try_templates(str(folder), FORM, 2023)


def test_the_shipped_wording_with_a_wrong_slot(folder: Path) -> None:
    text = (templates_dir() / "句式.toml").read_text(encoding="utf-8")
    (folder / "句式.toml").write_text(
        text.replace('none = "{year}年，{who}未收到', 'none = "{yaer}年，{who}未收到'), encoding="utf-8"
    )
    with pytest.raises(ResourceError, match=r"applications\.none.*yaer"):
        try_templates(str(folder), FORM, 2023)


def test_the_drafts_of_the_handbooks_pictures() -> None:
    made = drafts()
    assert len(made) == 6
    for name, content in made.items():
        document = opened(content)
        assert len(document.tables) == 3
        assert len(numbers(document)) in (199, 200), name
    assert "word/comments.xml" in read_parts(made["草稿-有疑问"])
    assert "word/comments.xml" not in read_parts(made["草稿-无申请"])
    assert any("与上年相比" in p.text for p in opened(made["草稿-有上年数据"]).paragraphs)


@pytest.mark.parametrize("name", [AGENCY_TEMPLATE, DISTRICT_TEMPLATE])
def test_a_template_without_a_table_or_a_section(folder: Path, name: str) -> None:
    for number, wanted in enumerate(("{{p table3 }}", "{{ heading.s5 }}")):
        office.cache_clear()
        own = folder / str(number)
        own.mkdir()
        document = docx.Document(str(templates_dir() / name))
        for paragraph in [p for p in document.paragraphs if wanted in p.text]:
            paragraph._element.getparent().remove(paragraph._element)
        document.save(str(own / name))
        if "table" in wanted:
            with pytest.raises(ResourceError, match=r"没有“\{\{p table3 \}\}”"):
                try_templates(str(own), FORM, 2023)
        else:
            try_templates(str(own), FORM, 2023)  # a heading may be written out by hand


def test_words_in_a_tables_paragraph_would_be_lost(folder: Path) -> None:
    document = docx.Document(str(templates_dir() / AGENCY_TEMPLATE))
    paragraph = next(p for p in document.paragraphs if "table3" in p.text)
    paragraph.runs[0].text = "附表：" + paragraph.runs[0].text
    document.save(str(folder / AGENCY_TEMPLATE))
    with pytest.raises(ResourceError, match=r"第\d+段“附表：.*单独成段"):
        try_templates(str(folder), FORM, 2023)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('carried_in = "{year}年', 'carried_in = "{yaer}年', r"applications\.carried_in.*yaer"),
        ("percent_from = 10 ", 'percent_from = "10" ', r"change\.percent_from.*不带引号的整数"),
        ('gap = "【待补充：{hint}】"', 'gap = "【待补充：{hint】"', r"words\.gap.*花括号不成对"),
        ('fee_none = "无{label}"\n', "", r"缺少“disclosure\.fee_none”"),
        ('unknown = "与', 'unknown = "{n}与', r"change\.unknown.*没有可用的空位"),
        ("[words]", "[words", r"第 \d+ 行读不出来"),
    ],
)
def test_mistakes_in_patterns_that_a_run_of_zeros_does_not_use(
    folder: Path, old: str, new: str, words: str
) -> None:
    text = (templates_dir() / "句式.toml").read_text(encoding="utf-8")
    assert text.count(old) >= 1
    (folder / "句式.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ResourceError, match=words) as caught:
        try_templates(str(folder), FORM, 2023)
    assert not re.search(r"[a-z]{4,} [a-z]{2,} [a-z]", str(caught.value))


@pytest.mark.parametrize("section", ["s1", "s5", "s6"])
def test_a_template_that_loses_an_agencys_section(folder: Path, section: str) -> None:
    """Its heading is still there; the loop over its text is another's."""
    document = docx.Document(str(templates_dir() / AGENCY_TEMPLATE))
    other = "s5" if section != "s5" else "s6"
    for paragraph in document.paragraphs:
        if f"for p in {section} " in paragraph.text:
            paragraph.runs[0].text = paragraph.text.replace(f"for p in {section} ", f"for p in {other} ")
    document.save(str(folder / AGENCY_TEMPLATE))
    office.cache_clear()
    with pytest.raises(ResourceError, match=f"没有“{section}”"):
        try_templates(str(folder), FORM, 2023)
