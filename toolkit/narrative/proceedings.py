"""Numbers of table four in the text: reviews and lawsuits about information disclosure, and how they ended."""

from __future__ import annotations

import re

from toolkit.narrative.around import AHEAD, FILL, NOTHING, Around, Found
from toolkit.narrative.subjects import BOTH_PROCEEDINGS, PROCEEDINGS, RESULTS

# What may stand before 行政复议; 治安类行政复议 is none of the report's.
_OF_INFORMATION = re.compile(
    r"(?:政府信息公开|信息公开|公开类?|依申请公开|涉及?|类|因|由|对|被|不服|申请|提起|引发|引起|导致|发生|产生|收到|有|的|全年|共|本年度?|"
    r"全[区县市镇]|我[局委镇办乡]|政府信息|工作|答复|申请人|其中|年内|出现|而|为|是|新增|形成|一件|此|20\d\d年度?|其|[一二三]|并|和|了|：|:|未经|经|先|后|又)*"
)
# 均不属于政府信息公开案件: the text itself says that what it tells is another matter.
_NOT_COUNTED = re.compile(
    r"(?:均|都|并)?不属于|不计入|未计入|不在本报告|未列入|不列入|另行统计|不含在|不在统计"
)
_OF_THE_REVIEWER = re.compile("复议机关|被申请人|审理|承办|已审结|已结|受理|新收|联合|维持|纠正")


def named(before: str, earlier: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of proceedings that a sentence has named so far, the last one last; else what was named ``earlier``."""
    places: dict[str, int] = {}
    for pattern, name in PROCEEDINGS:
        for match in pattern.finditer(before):
            places[name] = max(places.get(name, -1), match.end())
    # 复议后起诉 ends where its own words end; what is found within them is not named.
    return tuple(sorted(places, key=lambda name: places[name])) or earlier[-1:]


def turned_to_proceedings(before: str) -> bool:
    """Whether the sentence has turned from applications to reviews or lawsuits: 行政复议4件，其中上年结转1件."""
    others = [
        match.end() for match in re.finditer(r"行政复议(?:申请|案件)?|行政诉讼(?:案件)?|复议案件", before)
    ]
    own = [match.end() for match in re.finditer(r"申请(?!行政复议|复议|行政诉讼)|依申请公开", before)]
    return bool(others) and max(others) > max(own, default=0)


def proceedings(words: Around, kinds: tuple[str, ...]) -> Found | None:
    """A review or lawsuit, or a result of the kind named last; None where the number is of something else."""
    lead, before = words.lead, words.before
    rest = re.split(r"[。；\n]", words.sentence[len(before) :], maxsplit=1)[0]
    if _NOT_COUNTED.search(rest):
        return NOTHING
    both = re.search(rf"(?:{BOTH_PROCEEDINGS})各{FILL}$", lead)
    if both:
        return ["review", "litigation"], both.start(), 0
    found = _result(words, _kind(kinds)) if kinds and "复议机关" not in before else None
    if found:
        return found
    for pattern, name in PROCEEDINGS:
        match = re.search(rf"(?:{pattern.pattern})(?:案件|申请)?{FILL}$", lead)
        if match:
            # 收到行政复议申请 is what the reviewing body says.
            of_reviewer = (
                re.search("收到|接到", lead) and match[0].endswith("申请") and "公开" not in lead
            ) or _OF_THE_REVIEWER.search(words.clause)
            if of_reviewer or not _OF_INFORMATION.fullmatch(lead[: match.start()]):
                return NOTHING
            return [name], match.start(), 0
    return None


def _kind(kinds: tuple[str, ...]) -> str:
    """What a result belongs to: once lawsuits are split, 维持3件 may be of either kind, or of both together."""
    lawsuits = [kind for kind in kinds if kind.startswith("litigation")]
    return "litigation" if kinds[-1] in lawsuits and len(lawsuits) > 1 else kinds[-1]


def _result(words: Around, kind: str) -> Found | None:
    for subject, pattern in RESULTS:
        # 结果维持 and 尚未审结 belong to the proceeding that was named last.
        match = re.fullmatch(rf"(?:.*?(?:其中|复议|诉讼|结果|被))?(?:{pattern}){FILL}", words.lead)
        if match and not re.search(r"已审结的|已结", words.before[-40:]):
            return [f"{kind}/{subject}"], 0, 0
        tail = re.match(rf"{AHEAD}(?:{pattern})", words.trail)
        if tail and re.fullmatch(r"(?:其中|目前|尚有|另)*", words.lead):
            return [f"{kind}/{subject}"], -1, tail.end()
    return None
