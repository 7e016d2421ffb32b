"""The five aspects of section one (国办公开办函〔2021〕30号): which of them the text does not speak of."""

from __future__ import annotations

import re
from collections.abc import Collection

from toolkit.narrative.flat import Flat

# By the aspect's place in the form: words of its heading, and words of its substance where there are no headings.
_HEADINGS = (
    r"主动公开",
    r"依申请公开|申请公开|公开申请$|申请办理|申请处理",
    r"信息管理|信息资源|信息的管理|管理规范|规范管理",
    r"平台|载体|渠道|网站建设|阵地",
    r"监督|保障|考核|评议|追究|组织领导|队伍",
)
_SUBSTANCE = (
    r"主动公开|公开(?:各类|政府)?信息|发布(?:各类|政府)?信息|发布|公示|公布",
    r"申请",
    r"信息管理|信息资源|审查|审核|三审|校对|公开属性|属性认定|保密|目录|清理|更新|规范性文件|备案|归档|台账|失效",
    r"平台|网站|网页|公众号|专栏|新媒体|栏目|微信|微博|公开栏|专区|公报|公示栏|查阅点|信息公开栏",
    r"监督|保障|考核|评议|培训|追究|追责|问责|检查|督查|领导小组|测评|评估|通报|学习|专人|责任人|分管",
)
# 市场监督管理局 and 医疗保障局 do not speak of 监督保障; a heading 监督管理 does.
_NAMES = re.compile(
    r"(?:市场|质量|技术)监督(?:管理)?|监督管理(?=总?局|委|部门|所|站|机构|条例|办法)|医疗保障|社会保障|住房保障|退役军人保障"
)
_HEADING = re.compile(
    r"(?:^|(?<=[\n。；：]))[ 　]*(?:[（(]?[一二三四五六七八九\d]{1,2}[)）、.．]|[一二三四五]是|——|[①-⑨])?(?P<head>[\u4e00-\u9fff“”、]{2,18}?)(?=[。：:，\n——]|方面|情况|工作)"
)


_SIGN = re.compile(r"\s*(?:[（(]?[一二三四五六七八九\d]{1,2}[)）、.．]|[一二三四五]是|[①-⑨])")
_OWN_LAYOUT = 3  # numbered headings


def missing_aspects(flat: Flat, bare: Collection[int] = ()) -> list[int]:
    """Numbers (from 0) of the aspects of which the text says nothing.

    ``bare`` are those whose heading stands with nothing under it: a word in passing elsewhere does not stand for them.
    """
    heads = [match for match in _HEADING.finditer(flat.text) if _SIGN.match(match[0])]
    if len(heads) >= _OWN_LAYOUT:
        return _unspoken(flat)  # the whole section in an order of its own, typed into one place
    led = {i for i, told in enumerate(_led(flat.text)) if told}
    return sorted({*_unspoken(flat), *(set(bare) - led)})


def _led(text: str) -> list[bool]:
    """Which aspects have a heading of their own."""
    heads = [_NAMES.sub("", match["head"]) for match in _HEADING.finditer(text)]
    return [any(re.search(pattern, head) for head in heads) for pattern in _HEADINGS]


def _unspoken(flat: Flat) -> list[int]:
    text = flat.text
    numbered = [
        match["head"] for match in _HEADING.finditer(text) if re.match(r"\s*[（(][一二三四五六七]", match[0])
    ]
    led = _led(text)
    plain = _NAMES.sub("", text)
    said = [bool(re.search(pattern, plain)) for pattern in _SUBSTANCE]
    if sum(led) >= 4:
        # A text with headings tells each aspect under its own; a word in passing does not stand for one.
        # Where every numbered heading is one of the other aspects, this one has none.
        all_known = 4 <= len(numbered) <= sum(led) and all(
            any(re.search(pattern, _NAMES.sub("", head)) for pattern in _HEADINGS) for head in numbered
        )
        return [i for i in range(5) if not led[i] and (all_known or not (said[i] and _told_apart(i, plain)))]
    return [i for i in range(5) if not said[i] and not led[i]]


def aspect_of(heading: str) -> int | None:
    """The number (from 0) of the aspect that a heading is of; None where it is of none, or of several."""
    plain = _NAMES.sub("", heading)
    found = [i for i, pattern in enumerate(_HEADINGS) if re.search(pattern, plain)]
    # 依申请公开 has 公开 in it, 主动公开 has no 申请.
    return found[0] if len(found) == 1 else None


# A sentence that can only be about the aspect.
_TOLD = {0: re.compile(r"(?:主动公开|公开|发布)(?:各类|政府|政务)*信息(?:共|共计|累计)*\d")}


def _told_apart(aspect: int, text: str) -> bool:
    """Whether an aspect without a heading is told all the same, by more than a word."""
    if aspect in _TOLD and _TOLD[aspect].search(text):
        return True
    return len(re.findall(_SUBSTANCE[aspect], text)) >= (3 if aspect == 4 else 2)
