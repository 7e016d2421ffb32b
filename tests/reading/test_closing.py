"""What stands behind a report is none of it; a list of its parts above it is none either."""

import pytest

from tests.factory import FORM
from tests.reading.test_opening import GOOD, VALUES, as_text, read
from tests.test_run import TEXTS
from toolkit.reading.closing import without_closing

NAMES = {"甲区财政局"}
TEXT = ["2023年，我局未收取信息处理费。", "没有其他需要报告的事项。"]


@pytest.mark.parametrize(
    "behind",
    [
        ["甲区财政局", "2024年1月20日"],
        ["甲区财政局（盖章）", "2024 年 1 月 20 日"],
        ["甲区人民政府办公室", "二〇二四年一月二十日"],
        ["甲区财政局", "【成文日期】"],
        ["附件：1.统计表", "甲区财政局", "2024年1月20日", "（此件公开发布）"],
        [
            "甲区财政局",
            "2024年1月20日",
            "【打印本页】【关闭窗口】",
            "上一篇：无",
            "下一篇：某某通知",
            "主办单位：甲区人民政府",
        ],
        ["打印 关闭", "版权所有：甲区人民政府  京ICP备12345678号"],
        ["责任编辑：张三"],
        ["附件：1.统计表", "2. 2023年收费情况说明", "甲区财政局", "2024年1月20日"],
        [
            "甲区财政局",
            "2024年1月20日",
            "地址：中山路1号，电话：0311-1",
            "— 3 —",
            "网站支持IPv6",
            "建议使用1920*1080分辨率",
        ],
    ],
)
def test_signature_date_and_a_pages_lines_are_cut(behind):
    assert without_closing([*TEXT, *behind], NAMES) == TEXT


@pytest.mark.parametrize(
    "lines",
    [
        TEXT,
        [*TEXT, "甲区财政局将继续努力。"],
        ["2024年1月20日起，我局实行新的收费办法。", *TEXT],
        [*TEXT, "附件：收费办法见门户网站，全文公开。", "特此说明。"],
        ["信息来源：本报告数据来自门户网站统计。", *TEXT],
        ["来源：依申请公开1件，按件收取。", *TEXT],
        [*TEXT, "主办单位：甲区教育局；参加人数300人，发放资料2000份。"],
        [*TEXT, "编辑：政务公开简报12期，报送采用5期。"],
        [*TEXT, "发布时间：各单位均在2024年1月31日前向社会公布。"],
        [*TEXT, "分享工作经验3次。"],
        [*TEXT, "上一条意见已采纳，群众满意。"],
        ["2023年5月20日", "积极建设基层政务公开服务中心", *TEXT, "工作有新的进展。"],
        [],
    ],
)
def test_sentences_stay(lines):
    assert without_closing(lines, NAMES) == lines


def test_sentences_behind_the_signature_stay_too():
    more = "附：补充说明，2023年另有两件事项。"
    assert without_closing([*TEXT, "甲区财政局", "2024年1月20日", more], NAMES) == [*TEXT, more]


@pytest.mark.parametrize("where", ["above", "below"])
def test_a_list_of_the_parts_is_none_of_them(where):
    listed = [section.heading.text for section in FORM.sections]
    text = as_text(*(listed if where == "below" else []), GOOD).decode()
    if where == "above":
        text = "\n".join([*listed, text])
    ret = read(text.encode(), "甲区财政局.txt")
    plain = read(as_text(GOOD), "甲区财政局.txt")
    assert ret.values == plain.values == VALUES
    assert (ret.opening, ret.sections) == (GOOD, plain.sections)
    assert set(ret.sections) == set(TEXTS)


@pytest.mark.parametrize("leader", ["\t1", "………1", "......2", "（1）", "  12"])
def test_a_contents_list_of_word(leader):
    listed = []
    for section in FORM.sections:
        listed.append(section.heading.text + leader)
        if section.id == "s1":
            listed.append(f"（一）主动公开{leader}" if leader != "（1）" else "（一）主动公开……1")
    ret = read(as_text(*listed, GOOD), "甲区财政局.txt")
    plain = read(as_text(GOOD), "甲区财政局.txt")
    assert (ret.opening, ret.sections) == (GOOD, plain.sections)
