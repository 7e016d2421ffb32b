"""Numbers of table three in the text: applications, who made them, how they were answered."""

from __future__ import annotations

import re

from toolkit.narrative.around import AHEAD, FILL, NOTHING, Around, Found, Topic, ends
from toolkit.narrative.proceedings import proceedings, turned_to_proceedings
from toolkit.narrative.subjects import (
    APPLICANTS,
    ASKED,
    CARRIED,
    CHANNEL,
    HANDLED,
    NEW,
    NOT_APPLICATIONS,
    NOT_OWN,
    OF_DOCUMENTS,
    OUTCOMES,
    REASONS,
    SELF,
)

_ANSWERED = (
    rf"(?P<taken>(?:受理|收到|新收|接收)(?:并|和|、|且)*)?(?:办结|答复|办理完毕|办理完结|办理完成|答复办结)"
    rf"(?:完毕|了)?(?:的)?(?:{ASKED}申请|申请)?{FILL}$"
)
# What may stand before 答复 where all answers are meant; 以书面形式答复 and 实际答复 are of some.
_ANSWERED_AHEAD = re.compile(
    rf"(?:{SELF.pattern}|合计|总计|累计|最终|均|已|全部|都|并|按期|按时|如期|及时|依法|按规定|依规|在法定期限内|法定期限内|在规定期限内|截[至止][^，。；]{{0,12}}?|"
    r"年底前?|年末|实际办理|期内|内|应|须|其中|对上述申请|上述申请|经审查|今年以来|合并|了|有)*"
)
_MOVED = ("carried_in", "carried_out")
_WHOLES = ("", "?", "new", "new_only", "sum", "handled", "answered", "in_time")
# 企业申请公开率更高：…: what follows is told of these applicants alone; 全市行政机关共收到…: of all bodies of the city.
_OF_SOME_APPLICANTS = re.compile(
    r"(?:自然人|公民|企业|科研机构|公益组织|法律服务机构|律所|律师事务所|组织)(?:类)?(?:的)?新?申请(?!人)(?=[^，。；\d])"
)
_OF_OTHERS = re.compile(r"全[区县市州省旗](?!域)|各(?:部门|单位|镇|乡|街道|区|县)|行政机关(?:共|收到|受理)")
_REASON_AHEAD = r"(?:其中|包括|包含|有|另有|因|以|属于?|涉及|系|为|是|由于|会?损害|保护|涉|存在|：|经检索|检索后|申请|的|本[机单局委镇办][关位]?|我[局委镇办]|提出|经)*"
_REASON_BEHIND = r"(?:的|类|事项|情形|理由|为由|原因|、?而|申请|信息|无法提供|不予公开|不予处理|不予|等)*"


def carried(words: Around, year: int) -> Found | None:
    """Applications carried in or out; None where the number is of something else."""
    for subject, ahead, behind in CARRIED(year):
        match = ends(ahead, words.lead)
        if match:
            return [subject], match.start(), 0
        tail = re.match(rf"{AHEAD}(?:{behind})", words.trail)
        if tail and not re.search(r"[收接]到|受理|办结|答复", words.lead):
            return [subject], -1, tail.end()
    return None


def body_of_applications(words: Around) -> Found | None:
    """收到的12件申请: applications as a body that the text has told of before."""
    body = re.search(rf"(?:{HANDLED}){FILL}$", words.lead)
    behind = re.match("(?:新收)?(?:的)?(?:政府信息公开)?申请(?!人)", words.trail)
    alone = re.fullmatch(r"(?:全年|本年度?|当年|年内|(?:19|20)\d\d年度?|共|上述|这|以上|的)+", words.lead)
    if alone and re.match(ASKED + "申请(?!人)|申请(?:中|里|都|均|全部|，|。)", words.trail + words.after):
        if not NOT_APPLICATIONS.search(words.sentence) and not NOT_OWN.search(words.clause):
            return ["handled"], 0, (behind or re.match(".", words.trail)).end()  # type: ignore[union-attr]
        return None
    if not body or not behind or NOT_OWN.search(words.clause):
        return None
    new = "新收" in body[0] or "新收" in behind[0]
    told = re.search("公开|申请人", words.before + words.trail)
    whole = new or re.search(r"全年|本年|年内|当年", words.lead)
    if not told and not (whole and not NOT_APPLICATIONS.search(words.before)):
        return None
    return ["new_only" if new else "handled"], body.start(), behind.end()


def application(words: Around, topic: Topic) -> Found:
    """A number in a sentence about applications."""
    lead, clause, before = words.lead, words.clause, words.before
    if words.quantity.unit in ("次", "项", "个", "件次") and not re.search(r"申请$", lead):
        return NOTHING
    if topic.outcomes and not turned_to_proceedings(before):
        found = _reason(words)
        if found:
            return found
    if (
        NOT_APPLICATIONS.search(clause)
        or NOT_APPLICATIONS.search(words.trail[:14])
        or OF_DOCUMENTS.search(before)
    ):
        return NOTHING
    found = proceedings(words, topic.proceedings)
    if found:
        return found
    if _OF_SOME_APPLICANTS.search(before) or (not topic.wide and _OF_OTHERS.search(clause)):
        return NOTHING
    # 上年结转5件（自然人4件…）: parts of what was carried in have no figure of their own kind here.
    if words.owner not in _WHOLES or (words.previous in _MOVED and "其中" in words.since):
        return NOTHING
    if CHANNEL.search(clause) or NOT_OWN.search(clause) or turned_to_proceedings(before):
        return NOTHING
    return _outcome(words) or _applicant(lead, words.trail) or _received(words) or _answered(words) or NOTHING


def _reason(words: Around) -> Found | None:
    """An outcome's single line of the table, by its reason: 过程性信息2件, 13件系本机关不掌握."""
    if re.search("占|平均|上年|去年", words.since) or _divides_what_was_granted(words.before):
        return None
    named = [subject for subject, pattern in REASONS if re.search(pattern, words.since)]
    for subject, pattern in REASONS:
        match = re.fullmatch(
            rf"{_REASON_AHEAD}(?:{pattern}){_REASON_BEHIND}{FILL}", words.lead.removeprefix("其中")
        )
        if match:
            return ([subject], 0, 0) if named == [subject] else NOTHING
        tail = re.match(rf"{AHEAD}{_REASON_AHEAD}(?:{pattern})", words.trail)
        if tail and not named and re.fullmatch(r"(?:其中|另有|另|有|里|中|内|、)*", words.lead):
            return [subject], -1, tail.end()
    # 因第三方不同意而不予公开1件: the group's word with a reason is a line of it, though not surely which.
    return NOTHING if named and any(re.search(p, words.since) for _, p in OUTCOMES) else None


def _divides_what_was_granted(before: str) -> bool:
    """部分公开3件（涉及第三方权益2件…）: why parts were withheld; the table counts these cases as 部分公开 only."""
    places = [(m.end(), subject) for subject, pattern in OUTCOMES for m in re.finditer(pattern, before)]
    if not places:
        return False
    end, subject = max(places)
    return subject in ("granted", "partial", "granted+partial") and bool(
        re.search("（(?![^）]*）)|其中|包括|包含|因|均|原因|主要", before[end:])
    )


def _outcome(words: Around) -> Found | None:
    for subject, pattern in OUTCOMES:
        match = re.fullmatch(
            rf"(?:.*?(?:其中|办结件中|中|包括|包含|分别为|分别是|分为|具体为|结果为|结果是))?(?:依法|按规定)?(?:{pattern}){FILL}",
            words.lead,
        )
        if match:
            return [subject], match.start(), 0
        if re.fullmatch(r"(?:.{0,16}申请(?:件)?中)?(?:其中|另有|另|有|其余|经办理)*", words.lead):
            tail = re.match(rf"{AHEAD}(?:{pattern})", words.trail)
            if tail:
                return [subject], -1, tail.end()
    return None


def _applicant(lead: str, trail: str) -> Found | None:
    for subject, pattern in APPLICANTS:
        match = re.fullmatch(
            rf"(?:.*?(?:其中|申请人中|申请人为|申请人是|由|包括))?(?:{pattern})(?:申请|提出|提交)?{FILL}",
            lead,
        )
        if match:
            return [subject], match.start(), 0
        tail = re.match(rf"(?:申请)?(?:均|都)?(?:由|为|是|系)?(?:{pattern})(?:提出|申请)", trail)
        if tail and re.fullmatch(r"(?:其中|另)*", lead):
            return [subject], -1, tail.end()
    return None


def _received(words: Around) -> Found | None:
    lead = words.lead
    match = ends(NEW, lead)
    if not match or lead.endswith("的") or "分别" in lead or _strays(words.before):
        return None
    ahead = lead[: match.start()]
    if SELF.fullmatch(ahead) or (
        "公开" in match[0] and not re.search(r"各|分局|派出|部门|下属|所属|另|个", ahead)
    ):
        return ["new"], match.start(), 0
    return None


def _answered(words: Around) -> Found | None:
    lead = words.lead
    if re.search(rf"(?:按期|按时|如期)(?:办结|答复)(?:申请)?{FILL}$", lead):
        return ["in_time"], 0, 0
    match = re.search(_ANSWERED, lead)
    if (
        match
        # 收到的16件中已答复14件 is told of those alone, which may not be all.
        and not re.search(r"延期|逾期|其中|对|(?:收到|新收|受理)的\d", words.clause)
        and not _strays(words.before)
        and _ANSWERED_AHEAD.fullmatch(lead[: match.start()])
    ):
        return ["handled" if match["taken"] else "answered"], match.start(), 0
    if re.fullmatch(
        r"(?:全年|本年|应办|合计|总计|两项合计|共|共计|共需办理|全年应办|共办理|全年共需办理)+", lead
    ) and words.previous in ("new", "carried_in"):
        return ["sum"], 0, 0
    return None


def _strays(before: str) -> bool:
    """Whether the sentence has turned to something else than applications before the number: 热线工单97件，办结97件."""
    others = [match.end() for match in NOT_APPLICATIONS.finditer(before)]
    own = [match.end() for match in re.finditer("申请|信息公开", before)]
    return bool(others) and max(others) > max(own, default=0)
