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
