"""Numbers in the text that surely count what the tables count: applications, outcomes, reviews, documents, decisions.

A number is given a subject by the words right before it, or right behind it where nothing stands before it. The
words are a closed list: 收到申请12件 is one, 收到低保申请12件 is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.narrative.flat import Flat, Span, paragraphs, sentences
from toolkit.narrative.quantities import CASES, Quantity, in_wan, quantities
from toolkit.narrative.subjects import (
    APPLICANTS,
    ASKED,
    BOTH_PROCEEDINGS,
    CARRIED,
    CHANNEL,
    DECISIONS,
    DOCUMENTS,
    FEES,
    HANDLED,
    NEW,
    NOT_APPLICATIONS,
    NOT_OWN,
    OF_DOCUMENTS,
    OUTCOMES,
    PROCEEDINGS,
    RESULTS,
    SELF,
    TOPIC,
    TOPIC_ENDS,
    years_named,
)

# What may stand between a subject and its number.
_FILL = r"(?:的|都|均|共|为|有|计|达|仅|数|量|件数|数量|总数|总量|情况|决定|答复|申请|事项|案件|共计|合计|总计|分别|了|是|各|则|:|：|“|”|、?仍)*"
_AHEAD = r"(?:申请|案件)?(?:的|均|已|都|全部|被|属于?|系|为|是|由|因[^，。；]{0,12}?|经[^，。；]{0,8}?|在法定期限内|按规定|依法|申请人为)*"


_WHOLE = re.compile(r"全年|本年|年内|(?<!公)共(?!同|享|建)|总|合计|全部|累计")
# What may stand before 行政复议; 治安类行政复议 is none of the report's.
_OF_INFORMATION = re.compile(
    r"(?:政府信息公开|信息公开|公开类?|依申请公开|涉及?|类|因|由|对|被|不服|申请|提起|引发|引起|导致|发生|产生|收到|有|的|全年|共|本年度?|"
    r"全[区县市镇]|我[局委镇办乡]|政府信息|工作|答复|申请人|其中|年内|出现|而|为|是|新增|形成|一件|此|20\d\d年度?|其|[一二三]|并|和|了|：|:|未经|经|先|后|又)*"
)


# 公民、法人和其他组织 are one party.
_DELIMITER = re.compile(
    r"(?<!公民)[，、；。：（\n]|(?<=公民)(?:[，；。：（\n]|、(?!法人(?:或者|或|和|及|与|、)?其他组织))"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A number in the text with its subject.

    Attributes:
        subject: key of ``accepted`` in figures.py.
        quantity: the number.
        quote: the words as written.
        section: id.
        start, end: of the words in the flat text; ``quantity_place``: of the number.
        paragraph: number of the paragraph.
        whole: whether the clause says that it speaks of all (全年, 共, 全部).
    """

    subject: str
    quantity: Quantity
    quote: str
    section: str
    start: int
    end: int
    paragraph: int
    quantity_place: int
    whole: bool

    @property
    def value(self) -> Decimal:
        """In cases, or in 万元."""
        money = in_wan(self.quantity)
        return Decimal(self.quantity.value) if money is None else money


@dataclass
class _State:
    """What the sentences before have been about."""

    applications: bool = False
    documents: bool = False
    proceeding: str = ""


def statements(flat: Flat, year: int) -> list[Statement]:
    """All statements of a section, in the text's order."""
    found: list[Statement] = []
    topic = False
    for number, paragraph in enumerate(paragraphs(flat)):
        heading = paragraph.text[:24]
        if TOPIC_ENDS.search(heading) and not TOPIC.search(heading):
            topic = False
        state = _State(applications=topic)
        for sentence in _sentences_of(flat, paragraph):
            found.extend(_in_sentence(flat, sentence, number, state, year))
        topic = state.applications and bool(
            TOPIC.search(heading) or re.match(r".{0,30}(?:收到|受理|新收)", paragraph.text)
        )
        if TOPIC.search(heading) and len(paragraph.text) < 30:
            topic = True
    return found


def _sentences_of(flat: Flat, paragraph: Span) -> Iterator[Span]:
    part = Flat(flat.section, paragraph.text, flat.original, ())
    for sentence in sentences(part):
        yield Span(paragraph.start + sentence.start, paragraph.start + sentence.end, sentence.text)


def _in_sentence(flat: Flat, sentence: Span, paragraph: int, state: _State, year: int) -> Iterator[Statement]:
    text = sentence.text
    numbers = list(quantities(text))
    if TOPIC_ENDS.match(re.sub(r"^[（(]?[一二三四五六七八九\d]+[)）、.]?", "", text)) and not TOPIC.search(
        text
    ):
        state.applications = False
    if TOPIC.search(text):
        state.applications = True
    documents = False
    last_end, previous = 0, ""
    for quantity in numbers:
        lead, clause, start = _before(text, quantity.start, last_end)
        if re.search("规范性文件", text[: quantity.end + 16]):
            documents = True
        state.proceeding = _proceeding(text[: quantity.start], state.proceeding)
        trail = re.split(r"[，、；。！？：（）\n]", text[quantity.end :], maxsplit=1)[0]
        subjects, begin, end = _subject(
            lead, clause, trail, quantity, state, documents, text[: quantity.start], year, previous
        )
        if not quantity.rough:
            whole = bool(_WHOLE.search(clause))
            for subject in subjects:
                a = sentence.start + (start + begin if begin >= 0 else quantity.start)
                b = sentence.start + quantity.end + end
                yield Statement(
                    subject,
                    quantity,
                    flat.quote(a, b),
                    flat.section,
                    a,
                    b,
                    paragraph,
                    sentence.start + quantity.start,
                    whole,
                )
        if quantity.unit != "%":
            previous = subjects[0] if subjects else "?"
        last_end = quantity.end


def _before(text: str, number: int, last: int) -> tuple[str, str, int]:
    """(the words between the last delimiter and a number, the whole clause before it, where the words begin)."""
    begin = max((match.end() for match in _DELIMITER.finditer(text, 0, number)), default=0)
    # 公开类（予以公开、部分公开）56件: the words in brackets say what is counted.
    if text[number - 1 : number] == "）":
        opening = text.rfind("（", 0, number)
        inner = text[opening + 1 : number - 1]
        if opening >= 0 and not re.search(r"\d", inner):
            begin = opening + 1
            return inner, text[max(text.rfind(m, 0, opening) + 1 for m in "，；。") : number], begin
    begin = max(begin, last)
    clause_from = max(text.rfind(mark, 0, number) + 1 for mark in "，；。\n")
    return text[begin:number], text[clause_from:number], begin


def _proceeding(before: str, state: str) -> str:
    """The kind of proceeding that was named last."""
    best, kind = -1, state
    for pattern, name in PROCEEDINGS:
        for match in pattern.finditer(before):
            if match.end() >= best:
                best, kind = match.end(), name
    return kind


def _ends(pattern: str, lead: str) -> re.Match[str] | None:
    return re.search(rf"(?:{pattern}){_FILL}$", lead)


def _subject(
    lead: str,
    clause: str,
    trail: str,
    quantity: Quantity,
    state: _State,
    documents: bool,
    before: str,
    year: int,
    previous: str,
) -> tuple[list[str], int, int]:
    """(subjects, where in ``lead`` the words begin, how far behind the number they go)."""
    years = years_named(clause)
    other_year = bool(years) and year not in years
    if quantity.unit in ("元", "万元", "亿元"):
        match = re.fullmatch(rf"{FEES}{_FILL}", lead)
        return (["fees"], 0, 0) if match and not other_year else ([], -1, 0)
    if quantity.unit not in CASES:
        return [], -1, 0
    carried = _carried(lead, trail, year)
    if carried:
        return carried if not _of_proceedings(before) else ([], -1, 0)
    if other_year or re.search(r"较|比|同比|增加|减少|上升|下降|多$|少$", lead):
        return [], -1, 0
    hit = (_documents(lead, trail, clause, before) if documents else None) or _decisions(
        quantity, lead, before
    )
    if hit:
        return hit
    body = re.search(rf"(?:{HANDLED}){_FILL}$", lead)
    behind = re.match("(?:新收)?(?:的)?(?:政府信息公开)?申请", trail)
    if body and behind and re.search("公开|申请人", before + trail) and not NOT_OWN.search(clause):
        return ["new_only" if "新收" in behind[0] else "handled"], body.start(), behind.end()
    if not state.applications:
        return [], -1, 0
    return _application(lead, clause, trail, quantity, state, before, previous)


def _carried(lead: str, trail: str, year: int) -> tuple[list[str], int, int] | None:
    for subject, ahead, behind in CARRIED(year):
        match = _ends(ahead, lead)
        if match:
            return [subject], match.start(), 0
        tail = re.match(rf"{_AHEAD}(?:{behind})", trail)
        if tail and not re.search(r"[收接]到|受理|办结|答复", lead):
            return [subject], -1, tail.end()
    return None


def _documents(lead: str, trail: str, clause: str, before: str) -> tuple[list[str], int, int] | None:
    if re.search(r"其中|清理|起草|解读|备案|修改|修订|审查|征求|名义|转发", clause):
        return None
    named = re.findall("规范性文件|规章|政策文件", before)
    if named and named[-1] != "规范性文件":
        return None  # 规章13件（含新制定5件、废止4件）
    for subject, ahead in DOCUMENTS:
        match = re.search(rf"(?:^|其|年内|全年|本年|共|当年|另)(?:{ahead}){_FILL}$", lead) or re.fullmatch(
            rf".*?(?:{ahead}){_FILL}", lead
        )
        if match:
            return [subject], match.start(), 0
    tail = re.match(r"(?:目前)?(?:继续|现行)?有效(?:的)?(?:行政规范性文件)?", trail)
    if tail and re.search("规范性文件|废止", before):
        return ["in_force"], -1, tail.end()
    return None


def _decisions(quantity: Quantity, lead: str, before: str) -> tuple[list[str], int, int] | None:
    stretch = re.split(r"[；。\n]", before)[-1]
    for subject, pattern in DECISIONS:
        match = re.fullmatch(rf"{pattern}{_FILL}", lead)
        if match and quantity.unit == "项" and "事项" in lead:
            return None  # 行政许可事项32项 are kinds of licences
        if match and not re.search(
            r"公示|公开|信息|公告|清单|目录|平台|栏目|报送|上传|归集|推送|录入|信用|案卷|案例|其中|领域|投诉|采购",
            stretch,
        ):
            return [subject], 0, 0
    return None


def _application(
    lead: str, clause: str, trail: str, quantity: Quantity, state: _State, before: str, previous: str
) -> tuple[list[str], int, int]:
    none: tuple[list[str], int, int] = ([], -1, 0)
    if quantity.unit in ("次", "项", "个", "件次") and not re.search(r"申请$", lead):
        return none
    if NOT_APPLICATIONS.search(clause) or NOT_APPLICATIONS.search(trail[:14]) or OF_DOCUMENTS.search(before):
        return none
    both = re.search(rf"(?:{BOTH_PROCEEDINGS})各{_FILL}$", lead)
    if both:
        return ["review", "litigation"], both.start(), 0
    for subject, pattern in RESULTS if not re.search("复议机关", before) else ():
        # 结果维持 and 尚未审结 belong to the proceeding that was named last.
        if state.proceeding:
            match = re.fullmatch(rf"(?:.*?(?:其中|复议|诉讼|结果|被))?(?:{pattern}){_FILL}", lead)
            if match and not re.search(r"已审结的|已结", before[-40:]):
                return [f"{state.proceeding}/{subject}"], 0, 0
            tail = re.match(rf"{_AHEAD}(?:{pattern})", trail)
            if tail and re.fullmatch(r"(?:其中|目前|尚有|另)*", lead):
                return [f"{state.proceeding}/{subject}"], -1, tail.end()
    for pattern_, name in PROCEEDINGS:
        match = re.search(rf"(?:{pattern_.pattern})(?:案件|申请)?{_FILL}$", lead)
        if match:
            if re.search(r"复议机关|被申请人|审理|承办|已审结|已结|受理|新收|联合|维持|纠正", clause):
                return none
            if not _OF_INFORMATION.fullmatch(lead[: match.start()]):
                return none
            # 收到行政复议申请 is what the reviewing body says.
            if re.search("收到|接到", lead) and match[0].endswith("申请") and "公开" not in lead:
                return none
            return [name], match.start(), 0
    if CHANNEL.search(clause) or NOT_OWN.search(clause) or _of_proceedings(before):
        return none
    for subject, pattern in OUTCOMES:
        match = re.fullmatch(rf"(?:.*?(?:其中|办结件中|中))?(?:依法|按规定)?(?:{pattern}){_FILL}", lead)
        if match:
            return [subject], match.start(), 0
        if re.fullmatch(r"(?:.{0,16}申请(?:件)?中)?(?:其中|另有|另|有|其余|经办理)*", lead):
            tail = re.match(rf"{_AHEAD}(?:{pattern})", trail)
            if tail:
                return [subject], -1, tail.end()
    for subject, pattern in APPLICANTS:
        match = re.fullmatch(
            rf"(?:.*?(?:其中|申请人中|申请人为|申请人是|由|包括))?(?:{pattern})(?:申请|提出|提交)?{_FILL}",
            lead,
        )
        if match:
            return [subject], match.start(), 0
        tail = re.match(rf"(?:申请)?(?:均|都)?(?:由|为|是|系)?(?:{pattern})(?:提出|申请)", trail)
        if tail and re.fullmatch(r"(?:其中|另)*", lead):
            return [subject], -1, tail.end()
    match = re.search(rf"(?:{NEW}){_FILL}$", lead)
    if match and not lead.endswith("的") and "分别" not in lead and not _strays(before):
        ahead = lead[: match.start()]
        if SELF.fullmatch(ahead) or (
            "公开" in match[0] and not re.search(r"各|分局|派出|部门|下属|所属|另|个", ahead)
        ):
            return ["new"], match.start(), 0
    if re.search(rf"(?:按期|按时|如期)(?:办结|答复)(?:申请)?{_FILL}$", lead):
        return ["in_time"], 0, 0
    match = re.search(
        rf"(?P<taken>(?:受理|收到|新收|接收)(?:并|和|、|且)*)?(?:办结|答复|办理完毕|办理完结|办理完成|答复办结)"
        rf"(?:完毕|了)?(?:的)?(?:{ASKED}申请|申请)?{_FILL}$",
        lead,
    )
    if match and not re.search(r"延期|逾期|其中|对", clause) and not _strays(before):
        return ["handled" if match["taken"] else "answered"], match.start(), 0
    if re.fullmatch(
        r"(?:全年|本年|应办|合计|总计|两项合计|共|共计|共需办理|全年应办|共办理|全年共需办理)+", lead
    ) and previous in (
        "new",
        "carried_in",
    ):
        return ["sum"], 0, 0
    return none


def _of_proceedings(before: str) -> bool:
    """Whether the sentence has turned from applications to reviews or lawsuits: 行政复议4件，其中上年结转1件."""
    others = [
        match.end() for match in re.finditer(r"行政复议(?:申请|案件)?|行政诉讼(?:案件)?|复议案件", before)
    ]
    own = [match.end() for match in re.finditer(r"申请(?!行政复议|复议|行政诉讼)|依申请公开", before)]
    return bool(others) and max(others) > max(own, default=0)


def _strays(before: str) -> bool:
    """Whether the sentence has turned to something else than applications before the number: 热线工单97件，办结97件."""
    others = [match.end() for match in NOT_APPLICATIONS.finditer(before)]
    own = [match.end() for match in re.finditer("申请|信息公开", before)]
    return bool(others) and max(others) > max(own, default=0)


def by_subject(items: Sequence[Statement]) -> dict[str, list[Statement]]:
    groups: dict[str, list[Statement]] = {}
    for item in items:
        groups.setdefault(item.subject, []).append(item)
    return groups
