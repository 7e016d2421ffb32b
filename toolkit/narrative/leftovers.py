"""What a template leaves behind when it is not filled in: ××, 【此处填写】, 以表格形式报告."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.narrative.flat import Flat

_LEFT = re.compile(
    r"[×✕╳]{1,}(?=[年月日件条个次元市县区镇局])|[×✕╳]{2,}|(?<![A-Za-z])[XxＸｘ]{2,}(?![A-Za-z])|(?<![A-Za-z])[Xx](?=[年月日件条次]|万元)|"
    r"【(?:[^】]{0,4}(?:填|此处|请|待|单位|名称|数字|年份|年度|内容)[^】]{0,20}|\s*)】|此处填写|此处插入|(?<![\u4e00-\u9fff])请填写|请在此|待补充|待填写|待核实后填|"
    r"[（(]?(?:方正小标|小标)?(?:宋体|仿宋|黑体|楷体)(?:_?GB2312)?[，、]?(?:加粗|[一二三四五小]{1,2}号)|以表格形式报告|_{3,}|﹍{2,}|（该部分[^）]{0,20}）|"
    r"（?需?含《条例》第五十条第四项|（）(?=[年月日件条个次元万])|某某(?=局|委员会|镇|乡|街道|县|区|单位)|（[^（）]{0,16}(?:此处写|应填|填“[无0]”|如实填写|请填)[^（）]{0,16}）|\[(?:单位|年度|数字|填写)[^\]]{0,10}\]|[＊*]{3,}"
)

# 【依申请公开】 is a heading in brackets: it opens a paragraph and names an aspect.
_HEADING = re.compile(
    r"【[^】填写]{0,6}(?:主动公开|依?申请公开|信息管理|平台(?:建设)?|监督(?:保障|管理)?|保障)[^】填写]{0,4}】"
)


@dataclass(frozen=True, slots=True)
class Leftover:
    """Words of a template: what they are, and the words around them."""

    mark: str
    quote: str
    start: int


def leftovers(flat: Flat) -> Iterator[Leftover]:
    text = flat.text
    for match in _LEFT.finditer(text):
        if _HEADING.match(text, match.start()) and text[match.start() - 1 : match.start()] in (
            "",
            "\n",
            "。",
        ):
            continue
        begin = max(text.rfind(mark, 0, match.start()) + 1 for mark in "，。；：\n")
        ends = [i for i in (text.find(mark, match.end()) for mark in "，。；\n") if i >= 0]
        yield Leftover(
            match[0],
            flat.quote(max(begin, match.start() - 12), min([*ends, match.end() + 12, len(text)])),
            match.start(),
        )
