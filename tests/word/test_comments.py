"""Doubts as real Word comments: they name the rule and the figure, and without them the text is the clean one."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from tests.factory import FORM, make_district, make_return
from tests.word.reading import opened
from toolkit.compose import Remark
from toolkit.model import AgencyResult, Correction, District, Finding, Judged
from toolkit.resources import templates_dir
from toolkit.word.comments import Comments
from toolkit.word.draft import AGENCY_TEMPLATE, agency_draft, district_draft
from toolkit.word.package import read_parts
from toolkit.word.template import WordTemplate

NAME = "甲区财政局"
ANCHORS = ("commentRangeStart", "commentRangeEnd", "commentReference")


def finding(rule: str, message: str, **more: object) -> Finding:
    fields: dict[str, object] = {"sheet": None, "cell": None, "figure": None, "severity": "warning"}
    return Finding(rule, agency=NAME, path=f"{NAME}.xlsx", member=None, message=message, **(fields | more))  # type: ignore[arg-type]


FIGURE = finding("H01", "填的是 0，上年 2。", sheet="表三", cell="D9", figure="t3/carried_in/natural_person")
CELL = finding("V04", "表四有 1 格空白。", sheet="表四", cell=f"A{FORM.index['t4/review/upheld'] + 1}")
WORDS = finding("N01", "第一部分写“公开信息12条”。", held="公开信息12条")
ASPECT = finding("N05", "“五、存在的主要问题及改进情况”是空的。")
WHOLE = finding("F05", "名单里没有这个单位。")
ALL = (FIGURE, CELL, WORDS, ASPECT, WHOLE)


def doubted(findings: Sequence[Finding], sections: dict[str, str] | None = None) -> District:
    district = make_district({NAME: {}})
    (result,) = district.agencies
    ret = make_return({}, NAME, sections=sections)
    assert result.judged is not None
    result = replace(result, judged=Judged(ret, result.judged.match, tuple(findings)))
    return replace(district, agencies=(result,))


def drafted(findings: Sequence[Finding], sections: dict[str, str] | None = None) -> bytes:
    district = doubted(findings, sections)
    return agency_draft(district, district.agencies[0])


def comments(data: bytes) -> dict[str, tuple[str, str]]:
    """What each comment stands on -> (author, text)."""
    parts = read_parts(data)
    body = etree.fromstring(parts["word/document.xml"])
    root = etree.fromstring(parts["word/comments.xml"])
    found = {}
    for comment in root.iter(qn("w:comment")):
        number = comment.get(qn("w:id"))
        text = "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in comment.iter(qn("w:p")))
        open_, words = False, ""
        for node in body.iter():
            if node.tag == qn("w:commentRangeStart") and node.get(qn("w:id")) == number:
                open_ = True
            elif node.tag == qn("w:commentRangeEnd") and node.get(qn("w:id")) == number:
                open_ = False
            elif open_ and node.tag == qn("w:t"):
                words += node.text or ""
        found[words] = (comment.get(qn("w:author")), text)
    return found


def shape(data: bytes) -> list[tuple[str, tuple[tuple[str, bytes], ...]]]:
    """Paragraphs of the body and of tables: style, and every character with the look of its run."""
    paragraphs = []
    for p in etree.fromstring(read_parts(data)["word/document.xml"]).iter(qn("w:p")):
        style = p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        letters = []
        for r in p.iter(qn("w:r")):
            look = r.find(qn("w:rPr"))
            seen = etree.tostring(look, method="c14n", exclusive=True) if look is not None else b""
            letters += [(letter, seen) for t in r.iter(qn("w:t")) for letter in t.text or ""]
        paragraphs.append((style.get(qn("w:val")) if style is not None else "", tuple(letters)))
    return paragraphs


def test_comments_stand_on_what_they_are_about_and_name_the_rule() -> None:
    found = comments(drafted(ALL))
    assert {words[:10] for words in found} == {
        "0",
        "公开信息12条",
        "五、存在的主要问题及",
        "甲区财政局2023年",
    }
    assert {author for author, _ in found.values()} == {"核对"}
    assert found["公开信息12条"][1].startswith("N01 ")
    # Two figures of 0 share a key here: count the comments themselves.
    texts = re.findall(r"<w:comment ", read_parts(drafted(ALL))["word/comments.xml"].decode())
    assert len(texts) == len(ALL)


def test_a_figures_comment_names_rule_figure_and_cell() -> None:
    ((author, text),) = comments(drafted([FIGURE])).values()
    assert author == "核对"
    assert text == "H01 上年结转与上年报告的结转下年不一致（报表“表三”D9）：填的是 0，上年 2。"


def test_a_rule_on_figures_that_quotes_the_text_stands_at_both() -> None:
    fee = finding(
        "P05",
        "第六部分写“收取信息处理费20000元”，合 2 万元，表二只有 0 万元。",
        figure="t2/fees/amount",
        sheet="表二",
        cell="B17",
    )
    found = comments(drafted([fee], {"s6": "2023年，收取信息处理费20000元。"}))
    assert {"收取信息处理费20000元", "0"} <= set(found)
    assert all(found[words][1].startswith("P05 ") for words in ("收取信息处理费20000元", "0"))


def test_what_the_agency_explained_is_told() -> None:
    ((_, text),) = comments(drafted([replace(FIGURE, explanation="机构改革划入")])).values()
    assert text.endswith("\n单位说明：机构改革划入")


def test_several_doubts_about_one_figure_are_one_comment() -> None:
    ((_, text),) = comments(drafted([FIGURE, replace(FIGURE, rule="H03", message="变化很大。")])).values()
    assert [line[:3] for line in text.split("\n")] == ["H01", "H03"]


def test_a_notice_is_no_doubt() -> None:
    notice = replace(FIGURE, severity="notice", rule="V05")
    assert "word/comments.xml" not in read_parts(drafted([notice]))


def test_what_the_office_settled_is_told_with_its_decision() -> None:
    ((_, text),) = comments(drafted([replace(FIGURE, decision="已核实：划入（王芳）")])).values()
    assert text.endswith("\n已核实：划入（王芳）")


def test_a_corrected_figure_is_told_in_the_agency_s_draft_and_in_the_district_s() -> None:
    index = FORM.index["t2/licensing/decisions"]
    ret = make_return({"t2/licensing/decisions": 53}, NAME)
    note = "更正（原填“35”）：电话核实（王芳）"
    ret = replace(ret, corrections={index: Correction(35, 53, note)})
    district = make_district({NAME: {"t2/licensing/decisions": 53}})
    judged = replace(district.agencies[0].judged, ret=ret)
    result = replace(district.agencies[0], judged=judged)
    district = replace(district, agencies=(result,))
    assert note in [text for _, text in comments(agency_draft(district, result)).values()]
    assert any(f"{NAME}：{note}" in text for _, text in comments(district_draft(district)).values())


@pytest.mark.parametrize("sections", [None, {}, {"s1": "甲。", "s5": ""}])
def test_without_its_comments_the_draft_is_the_clean_one(sections: dict[str, str] | None) -> None:
    assert shape(drafted(ALL, sections)) == shape(drafted([], sections))


def test_the_package_is_sound() -> None:
    data = drafted(ALL)
    parts = read_parts(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert len(set(package.namelist())) == len(package.namelist())
    assert parts["[Content_Types].xml"].decode().count("/word/comments.xml") == 1
    assert parts["word/_rels/document.xml.rels"].decode().count('Target="comments.xml"') == 1
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
    body = etree.fromstring(parts["word/document.xml"])
    ids = [sorted(node.get(qn("w:id")) or "" for node in body.iter(qn(f"w:{anchor}"))) for anchor in ANCHORS]
    assert ids[0] == ids[1] == ids[2]
    assert len(set(ids[0])) == len(ids[0]) == len(ALL)


def test_hostile_findings_do_no_harm() -> None:
    hostile = finding("N01", "\x02\x03\x04<w:p>&“]]>”\ufffe", held="甲<乙>&丙")
    data = drafted([hostile], {"s1": "开头甲<乙>&丙结尾\x02\x03"})
    (words,) = comments(data)
    assert words == "甲<乙>&丙"
    assert "开头甲<乙>&丙结尾" in "\n".join(p.text for p in opened(data).paragraphs)


# ---------------------------------------------------------------- the district


def district_of_two() -> District:
    district = make_district({NAME: {}, "甲区民政局": {}})
    results = []
    for result in district.agencies:
        assert result.judged is not None
        own = replace(FIGURE, agency=result.agency.name, path=result.judged.ret.path)
        results.append(replace(result, judged=replace(result.judged, findings=(own,))))
    return replace(district, agencies=tuple(results))


def test_a_total_names_the_agencies_whose_figures_are_doubted() -> None:
    found = [text for _, text in comments(district_draft(district_of_two())).values() if "待核实" in text]
    (text,) = found
    beside = [t for _, t in comments(district_draft(district_of_two())).values() if "写到的数" in t]
    assert [line.split(" ")[0] for line in beside[0].split("\n")[1:]] == [NAME, "甲区民政局"]
    first, *lines = text.split("\n")
    assert first == "这个数里待核实、已核实或已更正的数："
    assert [line.split(" ")[:2] for line in lines] == [[NAME, "H01"], ["甲区民政局", "H01"]]
    assert all("D9" in line for line in lines)


def test_agencies_that_are_not_in_are_not_named() -> None:
    district = district_of_two()
    out: tuple[AgencyResult, ...] = (district.agencies[0], replace(district.agencies[1], included=False))
    text = "".join(text for _, text in comments(district_draft(replace(district, agencies=out))).values())
    assert "甲区民政局 H01" not in text


# ---------------------------------------------------------------- marks in a template


@pytest.fixture
def filled(tmp_path: Path):
    """A template of one bold run, filled with text that has remarks."""

    def fill(text: str, remarks: Sequence[Remark], template: str = "{{ x }}") -> bytes:
        document = docx.Document()
        document.add_paragraph().add_run(template).bold = True
        document.save(str(tmp_path / "简.docx"))
        book = Comments("核对")
        return WordTemplate(tmp_path / "简.docx").render({"x": book.on(text, remarks)}, book)

    return fill


def test_the_look_of_the_run_is_kept_and_comments_may_overlap(filled) -> None:
    data = filled(
        "甲乙丙丁戊", [Remark("乙丙", "一"), Remark("丙丁", "二"), Remark("", "三"), Remark("不在", "四")]
    )
    assert {words: text for words, (_, text) in comments(data).items() if text in "一二"} == {
        "乙丙": "一",
        "丙丁": "二",
    }
    (paragraph,) = [p for p in opened(data).paragraphs if p.text]
    assert paragraph.text == "甲乙丙丁戊"
    assert all(run.bold for run in paragraph.runs if run.text)


def test_a_value_that_is_used_twice_has_its_comment_once(filled) -> None:
    data = filled("甲乙", [Remark("甲", "一")], "{{ x }}；{{ x }}")
    assert read_parts(data)["word/document.xml"].count(b"commentReference") == 1
    assert [p.text for p in opened(data).paragraphs if p.text] == ["甲乙；甲乙"]


def test_a_comment_without_a_place_is_left_out(filled) -> None:
    data = filled("甲乙", [Remark("甲", "一")], "{{ x | length }}")
    assert b"<w:comment " not in read_parts(data).get("word/comments.xml", b"")


def test_comments_of_the_template_itself_stay(tmp_path: Path) -> None:
    path = tmp_path / AGENCY_TEMPLATE
    document = docx.Document(str(templates_dir() / AGENCY_TEMPLATE))
    if not hasattr(document, "add_comment"):
        pytest.skip("this python-docx writes no comments")
    document.add_comment(document.paragraphs[0].runs, "模板里的批注", author="办公室")
    document.save(str(path))
    district = doubted([FIGURE])
    district = replace(district, settings=replace(district.settings, templates=str(tmp_path)))
    text = read_parts(agency_draft(district, district.agencies[0]))["word/comments.xml"].decode()
    assert "模板里的批注" in text
    assert "H01" in text
    ids = re.findall(r'<w:comment [^>]*w:id="(\d+)"', text)
    assert len(set(ids)) == len(ids) == 2


# ---------------------------------------------------------------- other programs


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_comments(tmp_path: Path) -> None:
    (tmp_path / "稿.docx").write_bytes(drafted(ALL))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path), str(tmp_path / "稿.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    root = etree.fromstring((tmp_path / "稿.fodt").read_bytes())
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    notes = ["".join(node.itertext()) for node in root.iter(f"{office}annotation")]
    assert sorted(re.findall(r"[A-Z]\d\d(?= )", "".join(notes))) == ["F05", "H01", "N01", "N05", "V04"]
    assert len(list(root.iter(f"{office}annotation-end"))) == len(ALL)
