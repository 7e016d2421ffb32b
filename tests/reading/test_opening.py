"""The opening: on whose basis, for which time and by whom a report says that it was made; the rules hear it too."""

import io

import docx
import pytest

from tests.factory import FORM, complete
from tests.painting import quick_workbook, report_rows, source, workbook
from tests.test_run import TEXTS
from toolkit.model import Agency, Case, Match, Return, Settings, Source
from toolkit.reading import read_source
from toolkit.rules import judge

GOOD = (
    "根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）第五十条规定，甲区财政局编制了本报告。"
    "本报告的统计期限为2023年1月1日至2023年12月31日。"
)
VALUES = complete({"t3/new/natural_person": 7, "t3/granted/natural_person": 7})


def read(data: bytes, path: str) -> Return:
    found = read_source(source(data, path), FORM)
    assert isinstance(found, Return)
    return found


def as_text(*lines: str, title: str = "甲区财政局2023年政府信息公开工作年度报告") -> bytes:
    rows, _ = report_rows(VALUES, sections=TEXTS)
    body = ["\t".join("" if cell is None else str(cell) for cell in row) for row in rows[1:]]
    return "\n".join([*([title] if title else []), *lines, *body]).encode()


def with_opening(opening: str, agency: str = "甲区财政局", level: str = "县") -> Case:
    text = as_text(opening, title=f"{agency}2023年政府信息公开工作年度报告")
    ret = read(text.decode().replace("甲区财政局", agency).encode(), "a.txt")
    return Case(FORM, ret, Match(Agency("1", agency)), Settings(2023, level=level))


def rules(opening: str, agency: str = "甲区财政局") -> set[str]:
    case = with_opening(opening, agency)
    return {f.rule for f in judge(case) if f.rule.startswith("N") and f.message.startswith("引言")}


class TestReading:
    def test_between_the_title_and_the_first_heading(self):
        assert read(as_text(GOOD, "如有疑问，请与我局办公室联系（电话：0000000）。"), "a.txt").opening == (
            f"{GOOD}\n如有疑问，请与我局办公室联系（电话：0000000）。"
        )

    def test_without_a_title(self):
        assert read(as_text(GOOD, title=""), "甲区财政局2023年年报.txt").opening == GOOD

    def test_what_stands_around_it_on_a_page_is_none(self):
        page = as_text(
            "发布日期：2024-01-12  来源：甲区人民政府，甲区财政局",
            "【字体：大 中 小】",
            "索引号：000014349/2024-00012，主题分类：其他",
            "时间：2024-01-20 10:20，浏览次数：30",
            "公开方式：主动公开；有效性：有效；成文日期：2024年1月12日",
            "发文机关：甲区财政局，发文日期：2024年1月12日",
            GOOD,
        )
        above = "您的位置：首页 > 政府信息公开，年报\n".encode()
        assert read(above + page, "a.txt").opening == GOOD

    def test_in_a_word_file(self):
        document = docx.Document()
        for line in as_text(GOOD).decode().splitlines():
            document.add_paragraph(line.replace("\t", ""))
        stream = io.BytesIO()
        document.save(stream)
        assert read(stream.getvalue(), "甲区财政局.docx").opening == GOOD

    def test_on_the_sheet_of_the_report(self):
        rows, _ = report_rows(VALUES, sections=TEXTS)
        assert read(quick_workbook([rows[0], [GOOD], *rows[1:]]), "a.xlsx").opening == GOOD

    def test_instructions_on_a_cover_are_none(self):
        rows, _ = report_rows(VALUES, sections=TEXTS)
        cover = [["甲区财政局2023年政府信息公开工作年度报告"], ["填写前请先看说明，不要改动表头。"]]
        assert read(workbook({"封面": cover, "报告": rows}), "a.xlsx").opening == ""

    def test_none(self):
        assert read(as_text(), "a.txt").opening == ""
        assert "opening" not in read(as_text(), "a.txt").texts


class TestRules:
    @pytest.mark.parametrize(
        "opening",
        [
            GOOD,
            "本报告根据《条例》和《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）要求，"
            "由甲区财政局综合全年工作编制而成。全文由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
            "政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。",
            "按照要求，现向社会公布甲区财政局2023年政府信息公开工作年度报告。所列数据统计期限自2023年1月1日起至12月31日止。"
            "电子版可在甲区人民政府门户网站下载。如对本报告有疑问，请联系甲区财政局办公室，地址：甲区中山路287号3楼，邮编：250200，"
            "电话：0531-83212967。",
            "根据《中华人民共和国政府信息公开条例》有关规定，结合我局2023年工作实际，编制本报告，欢迎社会各界监督。",
            "依据《条例》规定，特向社会公布本年度报告，报告通过甲区人民政府网站公布，有疑问的请与甲区财政局综合科联系。",
            "根据甲区人民政府办公室《关于做好2023年度政府信息公开工作年度报告编制发布工作的通知》要求，甲区财政局组织编制了2023年度报告。",
            "现将甲区财政局2023年度政府信息公开工作情况报告如下，数据截至2023年12月31日。",
            "本年度报告由区财政局根据《条例》编制。",
        ],
    )
    def test_nothing_is_found_in_what_is_right(self, opening: str):
        assert rules(opening) == set()

    @pytest.mark.parametrize(
        ("agency", "opening"),
        [
            (
                "甲区人民政府",
                "根据《条例》规定，由甲区人民政府办公室编制本报告，有疑问请与甲区政务公开办联系。",
            ),
            ("甲区", "根据《条例》规定，甲区人民政府办公室编制了本报告。"),
            ("甲区东门街道办事处", "根据《条例》规定，由东门街道办事处编制本报告。"),
            (
                "甲区南山镇人民政府",
                "根据《条例》规定，由甲区南山镇人民政府综合全年工作编制，请与南山镇政府党政办联系。",
            ),
            ("甲区卫生健康局", "根据《条例》规定，由甲区卫健局编制本报告。"),
            ("甲区发展和改革局", "本报告由甲区发改局编制。"),
        ],
    )
    def test_who_makes_it_may_be_written_otherwise(self, agency: str, opening: str):
        assert rules(opening, agency) == set()

    @pytest.mark.parametrize(
        "sentence",
        [
            "甲区人民政府办公室编制《政务公开工作手册》印发各单位，我局组织学习。",
            "区司法局编写《行政执法公示指南》，我局积极配合。",
            "由区政府办公室编制的政务公开目录，我局逐项对照落实。",
            "按照由甲市教育局编制的预决算公开模板，我局公开了预算。",
            "2023年，区发展和改革局编制《营商环境清单》，我局据此公开12项。",
            "甲区政务服务局组织编写2023年政务公开问答，我局提供素材5篇。",
            "由区审计局组织编制2023年审计结果公告，我局配合公开。",
        ],
    )
    def test_what_other_bodies_make_is_theirs(self, sentence: str):
        text = as_text(GOOD).decode().replace("本年度我局", f"{sentence}本年度我局", 1)
        ret = read(text.encode(), "a.txt")
        assert sentence in str(ret.texts)
        case = Case(FORM, ret, Match(Agency("1", "甲区财政局")), Settings(2023))
        assert not [f.message for f in judge(case) if f.rule == "N04"]
        assert "N04" not in rules(f"{GOOD}{sentence}")

    def test_the_government_before_its_own_body(self):
        opening = "根据《条例》规定，甲区人民政府财政局编制2023年政府信息公开年度报告。"
        assert rules(opening) == set()

    @pytest.mark.parametrize(
        ("opening", "rule"),
        [
            ("根据国办公开办函〔2019〕60号文件要求，编制本报告。", "N12"),
            ("本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。", "N03"),
            ("所列数据的统计期限为2023年1月1日至2023年11月30日。", "N03"),
            ("现将甲区教育局2023年度政府信息公开工作情况报告如下。", "N04"),
            ("根据《条例》规定，由甲区教育局编制本报告。", "N04"),
            ("根据《条例》规定，区教育局编制了2023年度报告。", "N04"),
            ("如对本报告有疑问，请与××局办公室联系。", "N09"),
            ("现向社会公布2022年政府信息公开工作年度报告，请予监督。", "N03"),
        ],
    )
    def test_what_is_wrong_is_found(self, opening: str, rule: str):
        assert rules(opening) == {rule}


# ---------------------------------------------------------------- whose page it is


def _page(*above: str, title: str = "2023年政府信息公开工作年度报告", below: tuple[str, ...] = ()) -> str:
    body = "".join(f"<p>{line}</p>" for line in above)
    end = "".join(f"<p>{line}</p>" for line in below)
    return f"<html><body>{body}<h1>{title}</h1>%s<h2>一、总体情况</h2><p>2023年公开信息12条。</p>{end}</body></html>"


def _names(page: str, *opening: str) -> list[str]:
    data = (page % "".join(f"<p>{line}</p>" for line in opening)).encode()
    read = read_source(Source("a.html", None, "0" * 64, data), FORM)
    assert isinstance(read, Return)
    return [claim.text for claim in read.claims if claim.by in ("title", "cover")]


OTHERS = ("甲区教育局2023年政府信息公开工作年度报告", "甲区城关镇人民政府2022年政府信息公开工作年度报告")


def test_a_pages_own_title_is_the_last_above_its_first_heading() -> None:
    own = _page(*OTHERS, title="甲区财政局2023年政府信息公开工作年度报告", below=OTHERS)
    assert _names(own) == ["甲区财政局"]


@pytest.mark.parametrize(
    "opening",
    [
        "根据《中华人民共和国政府信息公开条例》的规定，甲区财政局编制了本报告。",
        "根据《中华人民共和国政府信息公开条例》的规定，本报告由甲区财政局编制。",
        "按照条例要求，现由甲区财政局组织编制2023年度报告。",
    ],
)
def test_a_title_without_a_name_is_the_makers(opening: str) -> None:
    assert _names(_page(*OTHERS), opening) == ["甲区财政局"]
    assert _names(_page("首页 > 政务公开 > 年报"), opening) == ["甲区财政局"]


def test_a_title_without_a_name_is_known_by_index_or_signature() -> None:
    assert _names(_page("发布机构：甲区财政局", "上一篇：甲区教育局")) == ["甲区财政局"]
    assert _names(_page(below=("甲区财政局", "2024年1月20日"))) == ["甲区财政局"]
    assert _names(_page(below=("甲区财政局　2024年1月20日",))) == ["甲区财政局"]


def test_what_nobody_says_is_not_guessed() -> None:
    assert _names(_page(), "根据条例的规定编制本报告。") == []
