"""The headings of the six parts, however they are numbered and worded, and what only looks like one."""

import pytest

from tests.factory import FORM
from toolkit.model import Return, Source, Unread
from toolkit.reading import read_source

HEADINGS = [section.heading.text for section in FORM.sections]


def sections(*lines: str, **other: str) -> dict[str, str]:
    """The texts of a page with six parts; ``other`` are headings in place of the official ones, ``lines`` section one."""
    heads = {s.id: other.get(s.id, s.heading.text) for s in FORM.sections}
    page = ["甲区财政局2023年政府信息公开工作年度报告", heads["s1"], *(lines or ("公开信息12条。",))]
    page += [
        heads["t2"],
        heads["t3"],
        heads["t4"],
        heads["s5"],
        "更新较慢，将加快。",
        heads["s6"],
        "无其他事项，未收费。",
    ]
    read = read_source(Source("a.txt", None, "0" * 64, "\n".join(page).encode()), FORM)
    assert isinstance(read, Return)
    return dict(read.sections)


WHOLE = {"s1": "公开信息12条。", "s5": "更新较慢，将加快。", "s6": "无其他事项，未收费。"}


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"s1": "一、工作开展情况"},
        {"s1": "一、2023年主要工作"},
        {"s1": "一 总体情况"},
        {"s1": "1、总体情况", "s5": "5、存在的主要问题及改进情况", "s6": "6.其他需要报告的事项"},
        {"s1": "第一部分 总体情况", "s5": "第五部分 存在的主要问题及改进情况"},
        {"s5": "五、不足和打算"},
        {"s5": "五、短板弱项及整改情况"},
        {"s5": "五、主要问题和努力方向"},
        {"s5": "（五）存在的主要问题及改进情况"},
        {"s6": "六、其它"},
        {"s6": "六、信息公开收费情况"},
        {"t2": "二、主动公开政府信息的有关情况", "t3": "三、政府信息公开申请的处理情况"},
    ],
)
def test_headings_in_other_words(other: dict[str, str]) -> None:
    assert sections(**other) == WHOLE


@pytest.mark.parametrize(
    "lines",
    [
        ("1.主动公开政府信息情况", "公开12条。", "2.依申请公开情况", "没有申请。", "5.监督保障", "培训1次。"),
        ("一、主动公开政府信息情况", "公开12条。", "二、依申请公开情况", "没有申请。"),
        ("（一）主动公开政府信息情况", "公开12条。", "（四）政府信息公开行政复议、行政诉讼情况", "没有复议。", "（五）监督保障", "培训1次。"),
        ("（二）收到和处理政府信息公开申请情况", "没有申请。"),
    ],
)  # fmt: skip
def test_headings_within_section_one_are_its_text(lines: tuple[str, ...]) -> None:
    found = sections(*lines)
    assert found["s1"].split("\n") == list(lines)
    assert {key: found[key] for key in ("s5", "s6")} == {key: WHOLE[key] for key in ("s5", "s6")}


def test_what_stands_behind_a_headings_colon_is_text() -> None:
    found = sections(s6="六、其他需要报告的事项：无")
    assert found["s6"] == "无\n无其他事项，未收费。"


def test_labels_of_a_pages_tables_are_no_text() -> None:
    page = (
        "<h1>甲区财政局2023年政府信息公开工作年度报告</h1><h2>一、总体情况</h2><p>公开信息12条。</p><p>二、主动公开情况</p>"
        "<table><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td>"
        "<td>现行有效件数</td></tr><tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>"
        "<tr><td>行政规范性文件</td><td>1</td><td>0</td><td>3</td></tr></table>"
    )
    read = read_source(Source("a.html", None, "0" * 64, page.encode()), FORM)
    assert isinstance(read, Return)
    assert "第二十条" not in read.sections["s1"]
    assert "信息内容" not in read.sections["s1"]


def test_a_letter_with_parts_of_its_own_is_no_report() -> None:
    letter = "关于报送材料的函\n一、报送材料\n年报1份。\n五、困难和问题\n人手不足。\n六、其他\n请查收。"
    read = read_source(Source("函.txt", None, "0" * 64, letter.encode()), FORM)
    assert isinstance(read, Unread)
    assert read.problem is None
