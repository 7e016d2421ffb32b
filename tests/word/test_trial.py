import re
from pathlib import Path

import docx
import pytest

from tests.factory import FORM
from tests.word.gallery import drafts
from tests.word.reading import numbers, opened
from toolkit.resources import ResourceError, templates_dir
from toolkit.word.draft import AGENCY_TEMPLATE, DISTRICT_TEMPLATE, office
from toolkit.word.package import read_parts, write_parts
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
        ('fee_none = "无', 'fee_nono = "无', r"“disclosure\.fee_nono”程序不认识"),
        ("[notes]", "[nodes]", r"“nodes”程序不认识"),
        ("district_hint = ", "district_hnit = ", r"district_hnit”程序不认识"),
        ('gap = "【待补充：{hint}】"', 'gap = "【待补充】"', r"words\.gap”少了空位“hint”"),
        ("{verb}{label}", "｛verb｝{label}", r"disclosure\.document”的花括号要用半角"),
        ('agency = "本机关"', "agency = “本机关”", r"第 \d+ 行读不出来：等号、引号、逗号和方括号要用半角的"),
        ('agency = "本机关"', 'agency ＝ "本机关"', r"第 \d+ 行读不出来：等号、引号、逗号和方括号要用半角的"),
        ("[words]", '[words]\nagency = "甲"', r"第 \d+ 行读不出来：同一个名称（或同一节）写了两遍"),
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


def test_a_wording_file_may_hold_only_what_was_changed(folder: Path) -> None:
    (folder / "句式.toml").write_text('[words]\nagency = "我单位"\n', encoding="utf-8")
    try_templates(str(folder), FORM, 2023)
    phrases = office(str(folder)).phrases
    assert phrases.get("words.agency") == "我单位"
    assert phrases.get("words.cell") == "待补"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_the_encoding_of_a_wording_file_is_named(folder: Path, encoding: str) -> None:
    for name in ("句式.toml", "主题.toml"):
        office.cache_clear()
        text = (templates_dir() / name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding=encoding)
        with pytest.raises(ResourceError, match=f"{name} 的编码像是 (GBK|UTF-16)：请用记事本"):
            try_templates(str(folder), FORM, 2023)
        (folder / name).unlink()


def changed(folder: Path, pattern: str, new: str, part: str = "word/document.xml") -> None:
    """The agency's template with a part's XML changed as by hand."""
    parts = read_parts((templates_dir() / AGENCY_TEMPLATE).read_bytes())
    text, n = re.subn(pattern, new, parts[part].decode(), count=1)
    assert n == 1
    (folder / AGENCY_TEMPLATE).write_bytes(write_parts({**parts, part: text.encode()}))


_BOX = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>红头</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"


@pytest.mark.parametrize(
    ("pattern", "new", "words"),
    [
        (r"(\{\{p title \}\}</w:t></w:r>)", rf"\1{_BOX}", "{{p title }} 要单独成段，同一段里的图片或文本框会丢失"),
        (r"(\{\{p table3 \}\}</w:t></w:r>)", rf"\1{_BOX}", "{{p table3 }} 要单独成段，同一段里的图片或文本框会丢失"),
        (r"(\{%p for p in s1 %\}</w:t></w:r>)", rf"\1{_BOX}", "同一段里的图片或文本框会丢失"),
        (r"(\{%p for p in s1 %\})", r"\1第一", "要单独成段，同一段里的其他文字会丢失"),
        (r"(<w:p>)((?:<w:pPr/>)?<w:r>(?:(?!</w:p>).)*?\{\{p table3)", r"\1<w:pPr><w:sectPr/></w:pPr>\2", "同一段里的分节符会丢失"),
        (r"\{\{p title \}\}", "{{ title }}", "标题的空位要单独成段，写成 {{p title }}"),
        (r"\{\{ agency \}\}", "{{ s1 }}", "这个名称是一组内容，不能直接写出来"),
        (r"\{\{ agency \}\}", "{{ heading }}", "这个名称是一组内容，不能直接写出来"),
        (r'(for p in s1.*?)"gap"', r'\1"gapp"', "没有把空缺“【待补充：贯彻落实《条例》的总体情况】”标成黄色"),
    ],
)  # fmt: skip
def test_what_would_be_lost_or_break_is_told(folder: Path, pattern: str, new: str, words: str) -> None:
    changed(folder, rf"(?s){pattern}", new)
    with pytest.raises(ResourceError) as caught:
        try_templates(str(folder), FORM, 2023)
    assert words in str(caught.value)


def test_a_table_in_a_cell_leaves_the_cell_its_paragraph(folder: Path) -> None:
    changed(
        folder,
        r"(?s)(<w:p>(?:(?!</w:p>).)*\{\{p table3 \}\}.*?</w:p>)",
        r'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="8000"/></w:tblGrid><w:tr><w:tc><w:tcPr/>\1</w:tc></w:tr></w:tbl>',
    )
    try_templates(str(folder), FORM, 2023)
    made = office(str(folder)).agency._patch(office(str(folder)).agency._xml)
    assert re.search(r"\{\{\s*table3\s*\}\}<w:p/></w:tc>", made)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "另存为“Word 文档（.docx）”"),
        (b"%PDF-1.7", "不是 Word 文件（.docx），或已损坏"),
    ],
)
def test_a_file_of_another_kind_is_named(folder: Path, data: bytes, words: str) -> None:
    (folder / AGENCY_TEMPLATE).write_bytes(data)
    with pytest.raises(ResourceError) as caught:
        try_templates(str(folder), FORM, 2023)
    assert words in str(caught.value)


def test_a_template_with_macros_or_of_templates_is_to_be_saved_anew(folder: Path) -> None:
    changed(
        folder,
        r"wordprocessingml\.document\.main\+xml",
        "wordprocessingml.template.main+xml",
        "[Content_Types].xml",
    )
    with pytest.raises(ResourceError, match=r"是别的 Word 格式"):
        try_templates(str(folder), FORM, 2023)


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
