"""Statements that there was none: 未收到申请, 没有结转, 无行政处罚; a number of 0 is one too (see statements.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.narrative.flat import Flat, Span, paragraphs, sentences
from toolkit.narrative.subjects import APPLICANTS, OUTCOMES, TOPIC, TOPIC_ENDS, years_named

_NO = r"(?:未(?:曾|有)?|没有|没|无|均未|尚未|不存在|未发生|未产生)"
_HAPPENED = r"(?:发生|出现|产生|引发|引起|收到|接到|受理|涉及|存在|有|被|因|由|对|过|任何|提起|提出|申请|案件|工作|本年度?|全年|的|了|相关|政府信息公开|信息公开|依申请公开|申请答复|答复|办理|而|导致|所|公民|法人|其他组织|、|或|或者|和|及|本局|我局)*"
_WHO = r"(?:要求|公民|法人|其他组织|社会公众|公众|群众|任何|和|或者|或|及|、|提出|提交|递交|的|向我[^，。；]{1,4}|有关|过|了|到|书面)*"
_NOUGHT = r"(?:0|零|〇)(?![\d.,一二三四五六七八九〇零])"
_AND = r"(?:申请|案件|数量|件数|数|及|和|、|与|行政诉讼)*"
# 无行政许可、行政处罚和行政强制: none of all three.
_NO_DECISION = (
    rf"(?:{_NO}|不涉及)(?:有|作出|办理|实施|采取|任何)*"
    r"(?:行政(?:许可|处罚|强制)(?:决定|事项|案件|措施)?(?:、|和|及|或|与|以及))*"
)
_DECISION_ENDS = (
    r"(?:决定|事项|案件|措施|职能|权限)?"
    r"(?=(?:(?:、|和|及|或|与|以及)行政(?:(?:许可|处罚|强制)(?:决定|事项|案件|措施|职能|权限)?|事业性收费))*(?:等[事职业]|[，。；：\n]|$))"
)
# What may stand before 申请数量为0; 涉企申请数量为0 is of some.
_ALL_OF_THEM = re.compile(
    r"(?:20\d\d年度?|全年|本年度?|年内|我[局委镇办街乡县区市院会中][道心办委府]?|本(?:机关|单位|局|委|镇|街道|乡)|新收|收到|受理|的|因|由|对|"
    r"政府信息公开|信息公开|工作|引发|引起|导致|产生|发生|被|申请|提起|方面|情况|全[区县市镇乡街])*"
)


@dataclass(frozen=True, slots=True)
class NoneStatement:
    """The text says that there was none of a subject."""

    subject: str
    quote: str
    section: str
    start: int


# (subject, pattern, whether it needs to stand where applications are the topic)
_PATTERNS: tuple[tuple[str, re.Pattern[str], bool], ...] = (
    (
        "new",
        re.compile(
            rf"{_NO}(?:收到|接到|受理|接收|收悉|收取)(?:过)?{_WHO}(?:政府信息公开|政府信息|信息公开|依申请公开|公开)(?:的)?(?:政府信息)?(?:的)?(?:申请|事项|办件)"
            rf"|{_NO}(?:新收|收到|接到|受理)(?:过)?{_WHO}申请(?!人|复议|行政复议)"
            rf"|(?<!有)无(?:新收)?(?:政府信息公开|依申请公开)(?:的)?(?:申请|事项|办件)(?!人)"
            rf"|(?:政府信息公开|信息公开|依申请公开)申请(?:数量|总量|总数|件数|量)?(?:均)?(?:为|是){_NOUGHT}"
        ),
        True,
    ),
    (
        "carried_in",
        re.compile(
            rf"{_NO}(?:有)?(?:从)?(?:上一?年度?|去年)(?:度)?结转(?:来)?(?:的)?(?:本年)?(?:办理)?(?:政府信息公开)?(?:申请|件|事项)?|(?:上一?年度?|去年)(?:度)?(?:无|没有)(?:申请)?结转"
        ),
        False,
    ),
    (
        "carried_out",
        re.compile(
            rf"{_NO}(?:有)?(?:申请)?(?:需|需要)?结转(?:到|至)?(?:下一?年度?|次年|明年)(?:度)?(?:继续)?(?:办理)?(?:的)?(?:申请|件|事项)?"
            rf"|{_NO}(?:有)?结转(?:到|至)?(?P<next>20\d\d)年(?:度)?(?:继续)?(?:办理)?(?:的)?"
        ),
        False,
    ),
    (
        "review",
        re.compile(
            rf"{_NO}{_HAPPENED}(?:行政)?复议(?:申请|案件)?|行政复议{_AND}(?:均|都)?(?:为|是){_NOUGHT}"
        ),
        True,
    ),
    (
        "litigation",
        re.compile(
            rf"{_NO}{_HAPPENED}(?:(?:行政)?复议(?:申请|案件)?(?:、|和|及|或|或者|与|，也?(?:没有|未|无))?{_HAPPENED})?(?:行政)?诉讼"
            rf"|行政诉讼{_AND}(?:均|都)?(?:为|是){_NOUGHT}"
        ),
        True,
    ),
    (
        "issued",
        re.compile(rf"{_NO}(?:新|有)?(?:制发|制定|出台|印发)(?:过|的)?(?:新的)?(?:行政)?规范性文件(?!清理)"),
        False,
    ),
    ("repealed", re.compile(rf"{_NO}(?:有)?废止(?:过)?(?:行政)?规范性文件"), False),
    ("licensing", re.compile(rf"{_NO_DECISION}行政许可{_DECISION_ENDS}"), False),
    ("penalties", re.compile(rf"{_NO_DECISION}行政处罚{_DECISION_ENDS}"), False),
    ("coercion", re.compile(rf"{_NO_DECISION}行政强制{_DECISION_ENDS}"), False),
    (
        "fees",
        re.compile(
            rf"(?:{_NO}|不涉及)(?:有|收取|产生|发生|任何)*行政事业性收费(?:项目|事项|情况)?(?=[，。；、：\n]|$)"
        ),
        False,
    ),
)
# None of some applicants, none of an outcome. 未收到公民、法人和其他组织提出的申请 is none of all.
_OF_APPLICANTS = frozenset(subject for subject, _ in APPLICANTS)
_APPLICANT_NONES = tuple(
    (
        subject,
        re.compile(
            rf"{_NO}(?:收到|接到|有|受理|新收)?(?:过)?(?:来自|由)?(?:{pattern})(?:提出|提交|递交)?(?:的)?(?:政府信息公开|信息公开)?申请(?!人)"
        ),
        True,
    )
    for subject, pattern in APPLICANTS
)
_OUTCOME_NONES = tuple(
    (
        subject,
        re.compile(
            rf"{_NO}(?:有|作出|做出|出现|发生|存在|产生)?(?:过)?(?:{pattern})(?:的)?(?:答复|决定|情形|情况|申请|办件|处理)*(?=[，。；、：\n]|$)"
        ),
        True,
    )
    for subject, pattern in OUTCOMES
    if subject != "granted+partial"
)
_QUALIFIED = re.compile(
    r"通过|方式|形式|途径|渠道|当面|信函|网上|企业|(?<!不)涉及|关于|上半年|下半年|季度|\d月|因[^，。；]{0,12}(?:超期|逾期|不当|瑕疵|错误|违法)|败诉|被纠正|超期|逾期|复议机关"
)
_OTHER_BODIES = re.compile(r"乡镇|部门|街道|各单位|下属|所属")
_SOME_BODIES = re.compile(
    r"(?:部分|个别|有些|有的|一些|多数|大部分|少数|不少|其他|其余|下属|所属|基层|各|[\d一二两三四五六七八九十][个家])"
    r"[^，。；]{0,6}?(?:乡|镇|街道|部门|单位|科室|局|所|站|村|社区)"
)


def none_statements(flat: Flat, year: int) -> Iterator[NoneStatement]:
    """All statements of none in a section; those about other years, channels or bodies are left out."""
    topic = False
    for paragraph in paragraphs(flat):
        heading = paragraph.text[:24]
        if TOPIC_ENDS.search(heading) and not TOPIC.search(heading):
            topic = False
        part = Flat(flat.section, paragraph.text, flat.original, ())
        for sentence in sentences(part):
            if TOPIC.search(sentence.text):
                topic = True
            placed = Span(paragraph.start + sentence.start, paragraph.start + sentence.end, sentence.text)
            yield from _in_sentence(flat, placed, topic, year)


def _in_sentence(flat: Flat, sentence: Span, topic: bool, year: int) -> Iterator[NoneStatement]:
    text = sentence.text
    for subject, pattern, needs_topic in (*_PATTERNS, *_APPLICANT_NONES, *_OUTCOME_NONES):
        for match in pattern.finditer(text):
            begin = max(text.rfind(mark, 0, match.start()) + 1 for mark in "，；。：（")
            clause = text[begin : match.end() + 6]
            if subject in ("review", "litigation"):
                # 未发生行政复议、行政诉讼败诉的情况 says what did not come of them.
                clause = (
                    text[begin : match.end()] + re.split(r"[，。；\n]", text[match.end() :], maxsplit=1)[0]
                )
            years = years_named(text[begin : match.start()])
            if (
                (years and year not in years)
                or _QUALIFIED.search(clause if subject not in _OF_APPLICANTS else clause.replace("企业", ""))
                or (_OTHER_BODIES.search(clause) and "政府" not in clause)
                or _SOME_BODIES.search(text[begin : match.start()])
            ):
                continue
            if match.groupdict().get("next") and int(match["next"]) != year + 1:
                continue
            if needs_topic and not topic and not re.search("信息公开|政务公开|依申请", text):
                continue
            if match[0][-1] in "0零〇" and not _ALL_OF_THEM.fullmatch(text[begin : match.start()]):
                continue
            # 没有收到A而不处理的 and double negations say the contrary.
            if re.search(r"不[^，。；]{0,4}$", text[begin : match.start()]):
                continue
            yield NoneStatement(
                subject,
                flat.quote(sentence.start + match.start(), sentence.start + match.end()),
                flat.section,
                sentence.start + match.start(),
            )
