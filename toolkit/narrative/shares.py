"""Shares and changes: 占34.3%, 同比增长25%, 比上年减少3件; what they are shares of, and whether they follow."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from toolkit.narrative.flat import Flat, Span, paragraphs, sentences
from toolkit.narrative.quantities import CASES, Quantity, quantities
from toolkit.narrative.statements import Statement
from toolkit.narrative.subjects import APPLICANTS, OUTCOMES

_SHARE = re.compile(r"占(?!用|地|有率)[^，。；、\d]{0,14}$|(?:占比|比例|比重)(?:为|达|达到|是|约|合计)?$")
_RATE = re.compile(r"(?:办结率|答复率|按期答复率|按时答复率|按期办结率|办理率)(?:为|达|达到|均?达到?|是)?$")
_UP = re.compile(r"(?:增长|上升|增加|提高|提升|增幅|涨幅|多)(?:了|为|达|约)?$")
_DOWN = re.compile(r"(?:下降|减少|降低|回落|降幅|减幅|少)(?:了|为|达|约)?$")
_BASE_YEAR = re.compile(
    r"同比|比上一?年|较上一?年|比去年|较去年|与上一?年|比(?:20\d\d)年|较(?:20\d\d)年|与(?:20\d\d)年|相比|上年度?（|上年（"
)
# 新收申请量同比增长20%: the change is of all applications, whatever number stands before.
_OF_APPLICATIONS = re.compile(
    r"^(?:其中|全年|本年度?|(?:19|20)\d\d年度?|我局|我[委镇办]|新收|收到|受理|的|与上年相比|与去年相比|同比|政府信息公开|信息公开|依申请公开|政府信息)*"
    r"申请(?:受理|办理)?(?:数量|总量|件数|数|量)?(?=较|比|同比|与|多|少|增|减|上升|下降|总体)"
)
_CHANNEL = (
    r"(?:其中|通过|经|以|由)*(?:互联网|网络|网上|线上|网站|信函|邮寄|邮件|电子邮件|当面|现场|传真)(?:渠道|方式|形式|平台|系统)?"
    r"(?:提交|申请|提出|递交|受理|收到)?(?:的)?(?:申请)?"
)
_DIFFERENCE = re.compile(r"(?P<more>增加|增长|上升|多|增)|(?:减少|下降|降低|少|减)")
_REMEMBERED = 200  # numbers of the paragraph before a sentence that its shares may be shares of
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage with the number that it belongs to.

    Attributes:
        kind: share (占 … %), rate (办结率 … %), up or down (against the year before).
        percent: as written, ``step`` one in its last place.
        part: the number it is said of; None where the text names only the subject (自然人占87%).
        base: for a change, last year's number where the sentence names it.
        wholes: numbers of the text that the part may be a share of.
        difference: for a change, by how many it changed where the sentence says so (增加5件); negative for fewer.
        cases: whether the part is counted as applications are (件, 宗, …).
        channel: whether the part is of one way by which applications came in.
        subject: of the part, where it is one of the tables'; else empty.
        quote: the words.
    """

    kind: Literal["share", "rate", "up", "down"]
    percent: Decimal
    step: Decimal
    part: Decimal | None
    base: Decimal | None
    wholes: tuple[Decimal, ...]
    subject: str
    quote: str
    start: int
    difference: Decimal | None = None
    channel: bool = False
    cases: bool = False


def shares(flat: Flat, known: Sequence[Statement]) -> Iterator[Share]:
    """The percentages of a section whose number is certain; ``known`` are the section's statements."""
    subjects = {item.quantity_place: item for item in known}
    for paragraph in paragraphs(flat):
        numbers = list(quantities(paragraph.text))
        starts = [q.start for q in numbers]
        part_of = Flat(flat.section, paragraph.text, flat.original, ())
        for sentence in sentences(part_of):
            first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            known_so_far = numbers[max(0, first - _REMEMBERED) : last]
            yield from _in_sentence(flat, paragraph, sentence, numbers[first:last], known_so_far, subjects)


def _in_sentence(
    flat: Flat,
    paragraph: Span,
    sentence: Span,
    inside: Sequence[Quantity],
    numbers: Sequence[Quantity],
    subjects: dict[int, Statement],
) -> Iterator[Share]:
    text = paragraph.text
    for i, percent in enumerate(inside):
        if percent.unit != "%" or percent.rough:
            continue
        begin = inside[i - 1].end if i else sentence.start
        lead = text[begin : percent.start]
        kind = _kind(lead, text[sentence.start : percent.start])
        if kind is None:
            continue
        subject = _subject_of(lead) if kind == "share" else ""
        if subject:
            begin = max(text.rfind(mark, 0, percent.start) + 1 for mark in "，；。：、（")
            quote = flat.quote(paragraph.start + begin, paragraph.start + percent.end)
            place = paragraph.start + percent.start
            value = Decimal(percent.value)
            yield Share(kind, value, percent.step, None, None, (), subject, quote, place)
            continue
        counts = [q for q in inside[:i] if q.unit in CASES and not q.rough]
        if kind in ("up", "down") and counts:
            counts = [q for q in counts if q.unit == counts[-1].unit]
        if kind == "share" and "分别" in lead:
            yield from _respective(flat, paragraph, text, inside, i, numbers, subjects)
            continue
        if _is_respective(text, inside, i):
            continue
        if kind in ("up", "down"):
            unnumbered = _of_applications(flat, paragraph, sentence, inside[:i], percent, kind, subjects)
            if unnumbered is not None:
                yield unnumbered
                continue
        if not counts:
            continue
        if kind in ("up", "down"):
            counts = [q for q in counts if q.start >= _after_last_change(text, inside, i)]
            if not counts:
                continue
        base = None
        part = counts[-1]
        nearest = next((q for q in reversed(inside[:i]) if q.unit != "%"), None)
        if nearest is not None and nearest.unit not in CASES:
            continue  # 经费38.6万元，下降3.5%
        if kind in ("up", "down"):
            named = _named(text, sentence, counts)
            if named is None:
                continue
            part, base = named
        elif not _adjacent(text, inside, i, part, kind):
            continue
        statement = subjects.get(paragraph.start + part.start)
        total = (
            _joint(text, counts, part)
            if "合计" in lead or "两类" in lead or "两者" in lead
            else Decimal(part.value)
        )
        if total is None:
            continue
        wholes = tuple(
            Decimal(q.value)
            for q in numbers
            if q.unit == part.unit
            and not q.rough
            and q.start < percent.start
            and q.value >= total
            and q is not part
        )
        begin = max(text.rfind(mark, 0, part.start) + 1 for mark in "，；。：、（")
        yield Share(
            kind,
            Decimal(percent.value),
            percent.step,
            total,
            base,
            wholes,
            statement.subject if statement and total == part.value else "",
            flat.quote(paragraph.start + begin, paragraph.start + percent.end),
            paragraph.start + percent.start,
            _difference(text, counts) if kind in ("up", "down") else None,
            kind == "share" and _by_channel(text, sentence, part) and _spoken_of(paragraph, subjects),
            part.unit in ("件", "宗", "份", "例"),
        )


def _is_respective(text: str, inside: Sequence[Quantity], i: int) -> bool:
    """Whether a percentage stands in a list such as 分别为78.6%、17.9%、3.6%, behind its first."""
    while (
        i
        and inside[i - 1].unit == "%"
        and re.fullmatch(r"[、和及]", text[inside[i - 1].end : inside[i].start])
    ):
        i -= 1
        before = text[(inside[i - 1].end if i else 0) : inside[i].start]
        if "分别" in before:
            return True
    return False


def _respective(
    flat: Flat,
    paragraph: Span,
    text: str,
    inside: Sequence[Quantity],
    i: int,
    numbers: Sequence[Quantity],
    subjects: dict[int, Statement],
) -> Iterator[Share]:
    """甲88件、乙20件、丙4件，占比分别为78.6%、17.9%、3.6%: each percentage with its number."""
    last = i
    while last + 1 < len(inside) and _is_respective(text, inside, last + 1):
        last += 1
    percents = inside[i : last + 1]
    parts = [q for q in inside[:i] if q.unit in CASES]
    if len(parts) < len(percents) or len(percents) < 2:
        return
    parts = parts[-len(percents) :]
    if len({part.unit for part in parts}) != 1 or any(q.rough for q in (*parts, *percents)):
        return
    for part, percent in zip(parts, percents, strict=True):
        statement = subjects.get(paragraph.start + part.start)
        wholes = tuple(
            Decimal(q.value)
            for q in numbers
            if q.unit == part.unit and not q.rough and q.start < percents[0].start and q not in parts
        )
        yield Share(
            "share",
            Decimal(percent.value),
            percent.step,
            Decimal(part.value),
            None,
            wholes,
            statement.subject if statement else "",
            flat.quote(paragraph.start + percents[0].start, paragraph.start + percent.end),
            paragraph.start + percent.start,
            channel=bool(wholes),
            cases=part.unit in ("件", "宗", "份", "例"),
        )


def _by_channel(text: str, sentence: Span, part: Quantity) -> bool:
    begin = max(text.rfind(mark, 0, part.start) + 1 for mark in "，；。：、（")
    return re.fullmatch(_CHANNEL, text[max(begin, sentence.start) : part.start]) is not None


def _spoken_of(paragraph: Span, subjects: dict[int, Statement]) -> bool:
    """Whether the paragraph tells how many applications were received."""
    return any(
        item.subject == "new" and paragraph.start <= place < paragraph.end for place, item in subjects.items()
    )


def _of_applications(
    flat: Flat,
    paragraph: Span,
    sentence: Span,
    before: Sequence[Quantity],
    percent: Quantity,
    kind: Literal["share", "rate", "up", "down"],
    subjects: dict[int, Statement],
) -> Share | None:
    """A change of 申请量 without its number; the number is the tables'. None where the words say another thing."""
    text = paragraph.text
    told = _spoken_of(paragraph, subjects)
    begin = max(text.rfind(mark, 0, percent.start) + 1 for mark in "；。：（")
    own = [q for q in before if q.start >= begin]
    words = text[begin : own[-1].start if own else percent.start]
    if own and not _is_change(text, own[-1]):
        return None
    clause = re.split("，", words)
    names = next((part for part in reversed(clause) if _OF_APPLICATIONS.match(part)), None)
    if not told or names is None or len(own) > 1:
        return None
    start = paragraph.start + text.index(names, begin)
    end = paragraph.start + percent.end
    return Share(
        kind,
        Decimal(percent.value),
        percent.step,
        None,
        None,
        (),
        "new",
        flat.quote(start, end),
        paragraph.start + percent.start,
        _difference(text, own),
    )


def _difference(text: str, counts: Sequence[Quantity]) -> Decimal | None:
    """By how many it changed, of the numbers before a percentage: 比上年多5件."""
    for quantity in reversed(counts):
        words = _DIFFERENCE.search(text[max(0, quantity.start - 4) : quantity.start])
        if words and _is_change(text, quantity):
            return Decimal(quantity.value) * (1 if words["more"] else -1)
    return None


def _kind(lead: str, before: str) -> Literal["share", "rate", "up", "down"] | None:
    if _SHARE.search(lead):
        return "share"
    if _RATE.search(lead):
        return "rate"
    if not _BASE_YEAR.search(before) and not re.search(r"增幅|降幅", lead):
        return None
    if _UP.search(lead):
        return "up"
    return "down" if _DOWN.search(lead) else None


def _after_last_change(text: str, inside: Sequence[Quantity], i: int) -> int:
    """Where the change before that percentage ends: what stands before it has its own base. 0 where there is none."""
    changes = [
        percent.end
        for before, percent in zip((None, *inside), inside[:i], strict=False)
        if percent.unit == "%"
        and (_UP.search(lead := text[before.end if before else 0 : percent.start]) or _DOWN.search(lead))
    ]
    return changes[-1] if changes else 0


def _adjacent(text: str, inside: Sequence[Quantity], i: int, part: Quantity, kind: str) -> bool:
    """Whether the percentage is said of that number: nothing but a comma and 占 stand between."""
    if inside[i - 1] is not part:
        return False
    between = text[part.end : inside[i].start]
    if len(between) > 24 or re.search(r"其中|；|另", between):
        return False
    last = re.split(r"[，（、]", between)[-1]
    return kind == "rate" or bool(
        re.match(r"(?:合计|共|共计|两类|两者|两项|之和|总共|约|仅|均|各|的|、)*占", last)
        or re.fullmatch(r"(?:合计)?占比.*|比例.*|比重.*", last)
    )


def _subject_of(lead: str) -> str:
    """The subject that stands before 占 in place of a number: 无法提供的占办结总数的."""
    last = re.split(r"[，（、；：）]", lead)[-1]
    for subject, pattern in (*OUTCOMES, *APPLICANTS):
        if re.fullmatch(
            rf"(?:其中)?(?:{pattern})(?:的|申请|类|件)*占(?:比|全部|总数|申请|办结|答复|新收|受理|总量|件数|的|为|约|本年|全年|比例)*",
            last,
        ):
            return subject
    return ""


def _named(text: str, sentence: Span, counts: Sequence[Quantity]) -> tuple[Quantity, Decimal | None] | None:
    """(this year's number, last year's where it is named) of a change."""
    before = [q for q in counts if _of_last_year(text, q)]
    now = [q for q in counts if q not in before and not _is_change(text, q)]
    if len(now) != 1 and not (now and before):
        return None
    if len(before) > 1:
        return None
    # 由60件增至66件: both are numbers of the sentence, the second is this year's.
    moved = re.search(r"由|从", text[sentence.start : counts[0].start]) and re.search(
        r"(?:增|升|降|减)(?:加|至|到|少)*(?:至|到)$",
        text[counts[0].end : counts[1].start] if len(counts) > 1 else "",
    )
    if moved:
        return counts[1], Decimal(counts[0].value)
    base = Decimal(before[0].value) if before else None
    if base is None and len(now) != 1:
        return None
    return (now[-1] if base is None else now[0]), base


def _of_last_year(text: str, quantity: Quantity) -> bool:
    lead = text[max(0, quantity.start - 14) : quantity.start]
    return bool(
        re.search(
            r"(?:上一?年度?|去年|20\d\d年|上一?年同期)(?:度)?(?:同期)?(?:的|为|是|共|（|新收|收到|的申请)*$",
            lead,
        )
    )


def _is_change(text: str, quantity: Quantity) -> bool:
    lead, trail = text[max(0, quantity.start - 4) : quantity.start], text[quantity.end : quantity.end + 1]
    return bool(re.search(r"增加|减少|多|少|增|减|上升|下降", lead)) or trail in ("多", "少")


def _joint(text: str, counts: Sequence[Quantity], part: Quantity) -> Decimal | None:
    """予以公开9件、部分公开4件，合计占…: the sum of the two; None where it is not sure of what."""
    i = counts.index(part)
    if i < 1 or not re.fullmatch(r"[、，和及][^，；。\d]{0,14}", text[counts[i - 1].end : part.start]):
        return None
    return Decimal(counts[i - 1].value) + Decimal(part.value)


# ---------------------------------------------------------------- arithmetic


def is_share(part: Decimal, whole: Decimal, percent: Decimal, step: Decimal) -> bool:
    """Whether a part of a whole is that percentage, rounded or cut off at the place written."""
    if whole <= 0:
        return False
    exact = part * 100 / whole
    return -step * _HALF <= exact - percent < step


def is_change(now: Decimal, before: Decimal, percent: Decimal, step: Decimal) -> bool:
    """Whether a number changed by that percentage (negative: fell)."""
    if before <= 0:
        return False
    exact = (now - before) * 100 / before
    return abs(exact - percent) < step


def whole_numbers_before(now: Decimal, percent: Decimal, step: Decimal) -> list[int]:
    """The whole numbers from which ``now`` is a change of that percentage; at most a few dozen are looked at."""
    factor = 1 + percent / 100
    if factor <= 0:
        # A fall to nothing, or to nearly nothing where -99.9 is rounded: every number from here on will do.
        least = int(100 * now / step) + 1
        return [least] if is_change(now, Decimal(least), percent, step) else []
    guess: Decimal = now / factor
    spread = max(Decimal(2), guess * step / 100 / factor + 2)
    if spread > 40:
        return [int(guess)]
    low, high = max(int(guess - spread), 0), int(guess + spread) + 1
    return [n for n in range(low, high + 1) if is_change(now, Decimal(n), percent, step)]
