"""The office's own templates and wording, from a folder that an option names."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from tests.factory import make_district
from tests.word.reading import opened
from toolkit.model import District
from toolkit.resources import ResourceError, templates_dir
from toolkit.word.draft import (
    AGENCY_TEMPLATE,
    DISTRICT_TEMPLATE,
    agency_draft,
    agency_report,
    district_draft,
    office,
    web_page,
)


def district(folder: Path) -> District:
    made = make_district({"甲区财政局": {}})
    return replace(made, settings=replace(made.settings, templates=str(folder)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    office.cache_clear()
    return tmp_path


def edit(folder: Path, change: Callable[[docx.document.Document], None], name: str = AGENCY_TEMPLATE) -> None:
    document = docx.Document(str(templates_dir() / name))
    change(document)
    document.save(str(folder / name))


def write(text: str, style: str = "Normal") -> Callable[[docx.document.Document], None]:
    """Somebody writes a paragraph before the first heading."""

    def change(document: docx.document.Document) -> None:
        document.paragraphs[0].insert_paragraph_before(text, style=style)

    return change


def replaced(before: str, after: str) -> Callable[[docx.document.Document], None]:
    def change(document: docx.document.Document) -> None:
        run = next(r for p in document.paragraphs for r in p.runs if before in r.text)
        run.text = run.text.replace(before, after)

    return change


def draft_of(folder: Path) -> bytes:
    made = district(folder)
    return agency_draft(made, made.agencies[0])


def test_what_the_office_wrote_is_in_the_draft_and_on_the_page(folder: Path) -> None:
    edit(folder, write("地址：甲路1号 {{ agency }}"))
    made = district(folder)
    assert opened(draft_of(folder)).paragraphs[0].text == "地址：甲路1号 甲区财政局"
    report = agency_report(made, made.agencies[0])
    assert "<p>地址：甲路1号 甲区财政局</p>" in web_page(report, made)


def test_what_the_folder_does_not_hold_is_the_shipped_one(folder: Path) -> None:
    edit(folder, write("甲"))
    assert opened(district_draft(district(folder))).paragraphs[0].style.style_id == "Title"


def test_the_districts_template(folder: Path) -> None:
    edit(folder, write("征求意见稿"), DISTRICT_TEMPLATE)
    assert opened(district_draft(district(folder))).paragraphs[0].text == "征求意见稿"


def test_wording_and_themes(folder: Path) -> None:
    for name, before, after in (
        ("句式.toml", 'agency = "本机关"', 'agency = "我单位"'),
        ("主题.toml", "政策解读形式单一、不够通俗", "解读少"),
    ):
        text = (templates_dir() / name).read_text(encoding="utf-8")
        assert before in text
        (folder / name).write_text(text.replace(before, after), encoding="utf-8-sig")
    made = office(str(folder))
    assert made.phrases.get("words.agency") == "我单位"
    assert made.themes.themes[0].problem == "解读少"


def test_tags_in_header_and_footer_are_filled(folder: Path) -> None:
    def change(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ agency }}<{{ year }}"

    edit(folder, change)
    assert opened(draft_of(folder)).sections[0].header.paragraphs[0].text == "甲区财政局<2023"


def test_an_empty_folder_is_said(folder: Path) -> None:
    with pytest.raises(ResourceError, match="没有模板；可以用的文件名是 单位年度报告"):
        office(str(folder))


def header(text: str) -> Callable[[docx.document.Document], None]:
    def change(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = text

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (replaced("{{ year }}", "{{ yaer }}"), ["单位年度报告.docx", "yaer", "统计期限"]),
        (replaced("{%p endfor %}", "{%p endfro %}"), ["endfro", "段"]),
        (replaced("{{ agency }}", "{{ agency "), ["段“根据《", "不成对"]),
        (write("{{ agency 甲"), ["第1段“{{ agency 甲”", "{{ 和 }}", "不成对"]),
        (write("甲 {%p if year }"), ["第1段“甲 {%p if year }”", "{% 和 %}"]),
        (write("{ agency }}"), ["第1段“{ agency }}”", "不成对"]),
        (write("{% if year %}甲"), ["第1段“{% if year %}甲”", "缺少结束的“endif”"]),
        (write("{%p if year %}"), ["第1段“{%p if year %}”", "缺少结束的“endif”"]),
        (write("{% for p in s5 %}"), ["第1段", "{%p for"]),
        (write("{％p if year ％}"), ["第1段", "半角"]),
        (write("｛｛ agency ｝｝"), ["第1段", "半角"]),
        (write("{%p endfor %}"), ["第1段", "前面没有对应的 for"]),
        (header("{{ nobody }}"), ["页眉", "nobody"]),
        (write("{{ year | nofilter }}"), ["nofilter", "段"]),
        (write("{{ heading.s9 }}"), ["s9", "段"]),
        (write("表：{{ table3 }}"), ["第1段“表：{{ table3 }}”", "{{p table3 }}"]),
        (write("{{ 1 / 0 }}"), ["第1段“{{ 1 / 0 }}”", "填不进去"]),
        (write("{{ ''.__class__.__mro__ }}"), ["第1段", "填不进去"]),
    ],
)
def test_a_mistake_is_named_with_its_place(
    folder: Path, change: Callable[[docx.document.Document], None], words: list[str]
) -> None:
    edit(folder, change)
    with pytest.raises(ResourceError) as caught:
        draft_of(folder)
    message = str(caught.value)
    for word in words:
        assert word in message, message
    assert "Word 模板“单位年度报告.docx”" in message
    assert str(folder) not in message


@pytest.mark.parametrize(
    "text",
    [
        "{% if year % 2 == 1 %}单{% else %}双{% endif %}年",
        "{% with who = agency %}{{ who }}{% endwith %}",
        "注：｛本段｝为说明，覆盖率100％｝。",
        "{# 这里写联系方式 #}",
        "{%- if year -%}甲{%- endif -%}",
    ],
)
def test_what_a_template_may_hold_is_no_mistake(folder: Path, text: str) -> None:
    edit(folder, write(text))
    assert draft_of(folder)


def test_the_place_is_the_paragraph_as_word_counts_it(folder: Path) -> None:
    document = docx.Document(str(templates_dir() / AGENCY_TEMPLATE))
    number = next(n for n, p in enumerate(document.paragraphs, start=1) if "{{ year }}" in p.text)
    edit(folder, replaced("{{ year }}", "{{ yaer }}"))
    with pytest.raises(ResourceError, match=f"第{number}段“本报告的统计期限为"):
        draft_of(folder)


_METHOD = tomllib.loads((templates_dir() / "主题.toml").read_text(encoding="utf-8-sig"))["method"]
THEMES = (
    "[method]\n"
    + "".join(f'{key} = "不足"\n' for key in _METHOD if key != "shortest")
    + 'shortest = 4\n[[themes]]\nname = "甲"\nproblem = "更新慢"\nmeasure = "勤更新"\nwords = ["更新"]\n'
)


def test_the_smallest_table_of_themes_is_good(folder: Path) -> None:
    (folder / "主题.toml").write_text(THEMES, encoding="utf-8")
    assert [theme.name for theme in office(str(folder)).themes.themes] == ["甲"]


def test_a_table_of_themes_may_hold_only_what_was_changed(folder: Path) -> None:
    shipped = office(None).themes.themes
    changed = '[[themes]]\nname = "解读"\nproblem = "讲得少"\nmeasure = "多讲"\nwords = ["解读"]\n'
    new = '[[themes]]\nname = "会议"\nproblem = "会开得少"\nmeasure = "多开会"\nwords = ["开会"]\n'
    (folder / "主题.toml").write_text(changed + new, encoding="utf-8")
    themes = office(str(folder)).themes.themes
    assert [theme.name for theme in themes] == [*(theme.name for theme in shipped), "会议"]
    assert themes[0].problem == "讲得少"
    office.cache_clear()
    other = folder / "另一个"
    other.mkdir()
    (other / "主题.toml").write_text("[method]\nshortest = 9\n", encoding="utf-8")
    assert office(str(other)).themes.cutter.shortest == 9
    assert office(str(other)).themes.themes == shipped


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("句式.toml", '[words]\nagency = "本机关', "句式.toml 读不出来"),
        ("主题.toml", "甲 = 1\n".replace("甲", "x"), "主题.toml 里缺少 'themes'"),
        ("主题.toml", THEMES.replace('"更新慢"', '"更新慢。"'), "“更新慢。”末尾不要标点"),
        ("主题.toml", THEMES.replace('words = ["更新"]', "words = []"), "第 1 类“甲”写法不对"),
        ("主题.toml", THEMES.replace('words = ["更新"]\n', ""), "第 1 类“甲”缺少 words"),
        ("主题.toml", THEMES.replace('name = "甲"\n', ""), "第 1 类“”缺少 name"),
        ("主题.toml", THEMES.replace("shortest = 4", 'shortest = "四"'), "shortest 要写成不带引号的正整数"),
        (
            "主题.toml",
            THEMES.replace('faults = "不足"', 'faults = "(不足"'),
            r"\[method\] 的 faults 写法不对",
        ),
        ("主题.toml", THEMES + 'wrods = ["甲"]\n', "wrods 不认识"),
        ("主题.toml", THEMES + 'also = "甲"\n', "also 要写成"),
        ("主题.toml", THEMES + "without = [1]\n", "without 要写成"),
        ("主题.toml", THEMES + 'without = "甲"\n', "without 要写成"),
        ("主题.toml", THEMES + THEMES[THEMES.index("[[themes]]") :], "两类都叫“甲”"),
        ("主题.toml", '[method]\nnumbered="("\nmeasures=""\nproblems=""\nshortest=1\nthemes=[]', "主题.toml"),
    ],
)
def test_a_damaged_data_file_is_said(folder: Path, name: str, content: str, words: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(ResourceError, match=words):
        office(str(folder))


def test_a_text_without_numbers_in_a_number(folder: Path) -> None:
    text = (templates_dir() / "句式.toml").read_text(encoding="utf-8")
    (folder / "句式.toml").write_text(
        text.replace("percent_from = 10", 'percent_from = "十"'), encoding="utf-8"
    )
    made = district(folder)
    with pytest.raises(ResourceError, match=r"change\.percent_from.*整数"):
        office(made.settings.templates).phrases.number("change.percent_from")
