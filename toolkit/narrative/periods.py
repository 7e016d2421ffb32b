"""The year that the text speaks of as the reporting year: the period of its data, what sentences begin with, its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.narrative.flat import Flat
from toolkit.numerals import numeral

_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_PERIOD = re.compile(
    rf"(?:(?P<y1>20\d\d)年)?(?P<m1>{_COUNT})月(?P<d1>{_COUNT})日(?:起|开始)?(?:至|到|—+|-+|－|~|～|–)+"
    rf"(?:(?P<y2>20\d\d)年|当年|同年|本年|次年)?(?P<m2>{_COUNT})月(?P<d2>{_COUNT})日"
)
_UNTIL = re.compile(r"(?:^|(?<=[。；：\n]))截[至止](?P<year>20\d\d)年(?:12月31日|12月底|年?底)(?=，)")
_OF_REPORT = re.compile(r"统计|期限|时限|数据|本报告|本年报|报告期|截[至止]")
_TITLE = re.compile(r"(?P<year>20\d\d)年(?:度)?(?:的)?政府信息公开(?:工作)?(?:年度)?(?:情况)?报告")
_TITLE_OF_THIS = re.compile(r"编制|现将|公布|本报告|形成|撰写|报告如下")
_OTHER = re.compile(r"上一?年度?|去年|往年|历年|同期|公布的|查摆的|提出的|指出的|通报的|列出的")
_LEAD = re.compile(
    r"(?:^|(?<=[。\n])|(?<=[。\n]\d[.、．])|(?<=[。\n][一二三四五六七八九十][、.]))"
    r"(?:（[一二三四五\d]）[^。，；\n]{2,16}[。：:]?)?(?:在)?(?P<year>20\d\d)年(?:度)?"
    r"(?P<next>，|全年|以来，|(?:共|累计)?(?:新收|收到|受理|办结)|共|我[局委镇办街中乡]|本[局机单]|全[区县市镇乡街]|(?!法治)[^\s，。；、的]{2,12}(?:局|委员会|办事处|人民政府|政府|管委会|镇|委))"
)
_OF_THAT_YEAR = re.compile(r"[^，。；\n]{0,16}(?:提出|查摆|指出|制定|印发|通报|列出|反馈|公布|发布)的")
_THIS_YEAR = re.compile(r"今年|本年|20\d\d年")
_PLAN = re.compile(r"将|拟|计划|继续|进一步|下一步|力争|要|打算|着力|重点")
_PAST = re.compile(r"上年|当年|同期|曾|已于|获|评为|荣获|相比|印发的|制定的|被")


@dataclass(frozen=True, slots=True)
class OtherYear:
    """Words by which the text speaks of another year, or another span of time, as the reporting year's.

    Attributes:
        kind: period (of the data), lead (a sentence of the report's own work), title.
        said: the year or span as said.
    """

    kind: str
    said: str
    quote: str
    start: int


def other_years(flat: Flat, year: int) -> Iterator[OtherYear]:
    """All places where another year than ``year`` stands in the reporting year's place."""
    text = flat.text
    for match in _PERIOD.finditer(text):
        around = text[max(0, match.start() - 30) : match.end() + 12]
        if not _OF_REPORT.search(around) or _OTHER.search(around):
            continue
        years = {int(y) for y in (match["y1"], match["y2"]) if y}
        dates = (match["m1"], match["d1"], match["m2"], match["d2"])
        if years - {year} or tuple(map(numeral, dates)) != (1, 1, 12, 31):
            begin = max(text.rfind(mark, 0, match.start()) + 1 for mark in "，。；：（\n")
            yield OtherYear("period", match[0], flat.quote(begin, match.end()), match.start())
    for match in _UNTIL.finditer(text):
        if int(match["year"]) == year - 1 and not _OTHER.search(_sentence(text, match.start())):
            yield OtherYear("period", match[0], flat.quote(match.start(), match.end()), match.start())
    for match in _TITLE.finditer(text):
        sentence = _sentence(text, match.start())
        if int(match["year"]) != year and _TITLE_OF_THIS.search(sentence) and not _OTHER.search(sentence):
            yield OtherYear("title", match["year"], flat.quote(match.start(), match.end()), match.start())
    for match in _LEAD.finditer(text):
        said = int(match["year"])
        sentence = _sentence(text, match.start("year"))
        rest = re.split(r"[。\n]", text[match.end("year") :], maxsplit=1)[0]
        if said == year or re.search(rf"{year}年|今年|本年度?(?:增|减|较|比|为|新收|收到|共)", rest):
            continue  # the sentence compares the years
        if _OF_THAT_YEAR.match(text, match.end()) or _THIS_YEAR.match(_next_sentence(text, match.end())):
            continue
        if (said < year and said >= year - 2 and not _PAST.search(rest[:16].partition("，")[0])) or (
            said == year + 1 and flat.section == "s1" and not _PLAN.search(sentence)
        ):
            end = _clause_end(text, match.end())
            yield OtherYear("lead", match["year"], flat.quote(match.start("year"), end, 30), match.start())


def _sentence(text: str, place: int) -> str:
    ends = [i for i in (text.find(mark, place) for mark in "。；\n") if i >= 0]
    return text[max(text.rfind(mark, 0, place) + 1 for mark in "。；\n") : min(ends, default=len(text))]


def _next_sentence(text: str, place: int) -> str:
    ends = [i for i in (text.find(mark, place) for mark in "。；") if i >= 0]
    return text[min(ends) + 1 :][:8] if ends and "\n" not in text[place : min(ends) + 2] else ""


def _clause_end(text: str, place: int) -> int:
    ends = [i for i in (text.find(mark, place) for mark in "，。；\n") if i >= 0]
    return min(ends, default=len(text))
