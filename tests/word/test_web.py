"""The page beside each draft: one clean fragment, the same report, read back to the same figures."""

import random
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from tests.factory import FORM, NARRATIVE, make_district, make_return, random_base
from tests.word.reading import opened
from toolkit.model import District, Judged, Return, Source
from toolkit.reading import read_source
from toolkit.word.draft import agency_draft, agency_report, web_page
from toolkit.word.package import read_parts
from toolkit.word.web import page_source

NAME = "甲区财政局"
ALLOWED = {"article", "h1", "h2", "h3", "p", "mark", "table", "caption", "thead", "tbody", "tr", "th", "td"}


def district_of(ret: Return, name: str = NAME) -> District:
    district = make_district({name: {}})
    (result,) = district.agencies
    assert result.judged is not None
    return replace(district, agencies=(replace(result, judged=Judged(ret, result.judged.match, ())),))


def page(ret: Return, name: str = NAME) -> str:
    district = district_of(ret, name)
    return web_page(agency_report(district, district.agencies[0]), district)


def read(data: bytes, name: str = f"{NAME}.html") -> Return:
    result = read_source(Source(name, None, "0" * 64, data), FORM)
    assert isinstance(result, Return), result
    return result


class Strict(HTMLParser):
    """Every element that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(text: str) -> Strict:
    parser = Strict()
    parser.feed(text)
    parser.close()
    assert parser.open == []
    return parser


def test_the_fragment_is_clean() -> None:
    text = page(make_return(random_base(random.Random(1)), sections={}))
    elements = parsed(text).seen
    assert {tag for tag, _ in elements} <= ALLOWED
    assert {name for _, attrs in elements for name in attrs} <= {
        "lang", "scope", "colspan", "rowspan", "id", "headers",
    }  # fmt: skip
    assert text.startswith("<article")
    assert not re.search(r"\{[{%]|<(?:style|script|span|font|div)|w:", text)


def test_headings_and_tables_are_semantic() -> None:
    root = html.fragment_fromstring(page(make_return({}, sections={})))
    assert [e.text for e in root.iter("h1")] == [f"{NAME}2023年政府信息公开工作年度报告"]
    assert [e.text for e in root.iter("h2")] == [s.heading.text for s in FORM.sections]
    assert [e.text for e in root.iter("h3")][0] == "（一）主动公开"
    tables = list(root.iter("table"))
    assert len(tables) == len(FORM.tables)
    for table in tables:
        assert table.find("caption") is not None
        assert all(th.get("scope") in ("col", "row") for th in table.iter("th"))
        # Every row is as wide as the others, merged cells counted.
        taken: set[tuple[int, int]] = set()
        rows = list(table.iter("tr"))
        for r, row in enumerate(rows):
            c = 0
            for cell in row:
                while (r, c) in taken:
                    c += 1
                for i in range(int(cell.get("rowspan", "1"))):
                    taken |= {(r + i, c + j) for j in range(int(cell.get("colspan", "1")))}
        columns = max(c for _, c in taken) + 1
        assert taken == {(r, c) for r in range(len(rows)) for c in range(columns)}


def test_every_figure_of_stacked_blocks_names_its_own_heads() -> None:
    """A screen reader takes all heads above a figure for its own, those of the blocks above it too."""
    root = html.fragment_fromstring(page(make_return({}, sections={})))
    table = next(root.iter("table"))
    names = {th.get("id"): th.text for th in table.iter("th")}
    assert len(names) == len(list(table.iter("th")))
    said = [[names[name] for name in td.get("headers").split()] for td in table.iter("td")]
    assert said[0] == ["第二十条第（一）项", "本年制发件数", "规章"]
    assert said[6:] == [
        ["第二十条第（五）项", "本年处理决定数量", "行政许可"],
        ["第二十条第（六）项", "本年处理决定数量", "行政处罚"],
        ["第二十条第（六）项", "本年处理决定数量", "行政强制"],
        ["第二十条第（八）项", "本年收费金额（单位：万元）", "行政事业性收费"],
    ]


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), most=st.sampled_from((1, 9, 99999)))
def test_both_drafts_read_back_to_the_same_figures(seed: int, most: int) -> None:
    ret = make_return(random_base(random.Random(seed), most), NAME)
    district = district_of(ret)
    for back in (
        read(page(ret).encode()),
        read(agency_draft(district, district.agencies[0]), f"{NAME}.docx"),
    ):
        assert back.values == ret.values
        assert set(back.states) <= {"number", "zero"}
        assert back.oddities == ()
        assert back.years == (2023,)
        assert back.claims[0].text == NAME


def test_page_and_draft_say_the_same() -> None:
    for sections in (NARRATIVE, {}):
        ret = make_return(random_base(random.Random(3)), NAME, sections=sections)
        district = district_of(ret)
        document = opened(agency_draft(district, district.agencies[0]))
        shown = [p.text for p in document.paragraphs if p.text]
        root = html.fragment_fromstring(page(ret))
        assert ["".join(e.itertext()) for e in root if e.tag != "table"] == shown


def test_what_nobody_wrote_is_marked() -> None:
    ret = make_return({}, sections={})
    states = tuple("blank" if f.code == "t2/licensing/decisions" else "zero" for f in FORM.figures)
    root = html.fragment_fromstring(page(replace(ret, states=states)))
    marked = ["".join(e.itertext()) for e in root.iter("mark")]
    assert "0" in marked
    assert "【成文日期】" in marked
    assert any(text.startswith("【待补充：") for text in marked)


HOSTILE = "<script>alert(1)</script>&amp;</p></article><!--“\"'`{{ agency }}{% raw %}\x00\x0b\ud800\ufffe-->"


def test_markup_is_only_text() -> None:
    ret = make_return({}, sections={"s1": HOSTILE, "s5": f"（一）{HOSTILE}", "s6": "]]><![CDATA["})
    i = FORM.index["t4/review/upheld"]
    ret = replace(
        ret,
        values=(*ret.values[:i], None, *ret.values[i + 1 :]),
        states=(*ret.states[:i], "text", *ret.states[i + 1 :]),
        raws=(*ret.raws[:i], HOSTILE, *ret.raws[i + 1 :]),
    )
    text = page(ret, "甲<b>局&")
    assert {tag for tag, _ in parsed(text).seen} <= ALLOWED
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe]", text)
    assert "&lt;script&gt;alert(1)" in text
    assert "<h1>甲&lt;b&gt;局&amp;2023年" in text
    etree.fromstring(text)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(s1=st.text(), s6=st.text(), name=st.text(min_size=1, max_size=300))
def test_any_text_gives_a_sound_page(s1: str, s6: str, name: str) -> None:
    text = page(make_return({}, sections={"s1": s1, "s6": s6}), name)
    assert {tag for tag, _ in parsed(text).seen} <= ALLOWED
    text.encode("utf-8")


@pytest.mark.parametrize("name", ["很长的单位名称" * 43, "甲"])
def test_long_names_and_long_paragraphs(name: str) -> None:
    text = page(make_return({}, sections={"s1": "很长" * 50_000, "s5": "", "s6": " \n "}), name)
    assert text.count("很长" * 50_000) == 1
    assert len(parsed(text).seen) > 200
    assert not re.search(r"<(p|h[1-4])>\s*</\1>", text)


def test_headings_of_a_template_from_another_program() -> None:
    """WPS numbers its styles; what a style is called says what it is."""
    styles = '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/></w:style>'
    source = (
        '<w:body><w:p w:rsidR="1"><w:pPr><w:pStyle w:val="2"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p><w:p/>'
        '{% for p in x %}<w:p><w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t xml:space="preserve">{{ p }}</w:t></w:r></w:p>'
        "{% endfor %}</w:body>"
    )
    assert page_source(source, styles).splitlines() == [
        '<article lang="zh-CN">',
        "<h2>甲</h2>",
        "{% for p in x %}<p><mark>{{ p }}</mark></p>",
        "{% endfor %}</article>",
    ]


def test_marks_that_turn_the_direction_of_reading_are_left_out() -> None:
    district = make_district({"甲区财政局": {}})
    (result,) = district.agencies
    assert result.judged is not None
    text = "公开信息\u202e12条\u202c，\u200b逐条审核。"
    ret = replace(result.judged.ret, sections={"s1": text, "s5": text, "s6": text})
    result = replace(result, judged=replace(result.judged, ret=ret))
    page = web_page(agency_report(district, result), district)
    draft = read_parts(agency_draft(district, result))["word/document.xml"].decode()
    for made in (page, draft):
        assert "公开信息12条，逐条审核。" in made
        assert not set("\u202e\u202c\u200b") & set(made)
