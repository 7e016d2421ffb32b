"""Another agency's name in the place of the report's own: left over from the text that was copied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.model import OPENING
from toolkit.narrative.flat import Flat

_REGION = r"[\u4e00-\u9fff]{1,6}?(?:区|县|市|旗|州)"
_BODY = r"[\u4e00-\u9fff]{2,14}?(?:局|办公室|委员会|办事处|管理委员会|人民政府|管委会|(?:镇|乡)(?!建|村|镇|居|振))"
_SUBJECT = re.compile(
    rf"(?:^|(?<=[。；，\n：）]))(?:20\d\d年度?，?)?(?P<name>(?P<region>{_REGION})(?P<body>{_BODY}))(?P<verb>[\u4e00-\u9fff]{{2,6}})"
)
# 宁阳街道将实行…: the short name of a street or town.
_TOWN = re.compile(
    r"(?:^|(?<=[。；：\n]))(?P<name>(?P<stem>[\u4e00-\u9fff]{2,3})(?P<body>街道|镇|乡))(?:党工委)?(?P<verb>(?!办事处|人民政府)(?:将[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{2,6}))"
)
_NO_STEM = re.compile(
    r"[我本该各全辖所属相关部分个每下两三四五六七八九十区县市乡镇村他其]|街道|社区|有的|多数|一些"
)
_NO_REGION = re.compile(r"[本由我该全各与对向在]|^(?:开发区|园区|新区|高新区|示范区|自治[区县州])$")
_STREET = re.compile(
    r"(?:^|(?<=[。；\n]))(?P<name>[\u4e00-\u9fff]{2,5}?(?P<body>街道办事处|镇人民政府|乡人民政府))(?P<verb>[\u4e00-\u9fff]{2,6})"
)
_CONTACT = re.compile(rf"与(?P<name>(?P<region>{_REGION})(?P<body>{_BODY}))(?:[\u4e00-\u9fff]{{0,10}})联系")
_OWN_WORK = re.compile(
    r"^(?:成立|调整|高度重视|认真|全面|坚持|深入|积极|严格|不断|切实|共收到|新收|主动公开|未收到|没有收到|编制|定期|持续|始终|扎实|"
    r"紧紧围绕|紧扣|按照|根据|严格按|共主动|收到|受理|进一步|着力|大力|明确|健全|完善|强化|加强|编发|组织|实行|制定|开展|修订|落实)"
)
# Of another region's body only what can be its own: it may have been visited, or have received something.
_STRONG = re.compile(
    r"^(?:认真|坚持|严格|高度重视|全面|深入|编发|将|进一步|健全|完善|强化|落实|实行|修订|成立|共收到|新收|主动公开)"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """An agency that the text speaks as, though the report is another's."""

    name: str
    quote: str
    start: int


def other_speakers(flat: Flat, names: Sequence[str]) -> Iterator[Speaker]:
    """Agencies of whose own work the text tells, or whose office it gives as contact; ``names`` are the report's own."""
    told: set[int] = set()
    for match in (
        *_streets(flat.text, names),
        *_bodies(flat.text, names, _SUBJECT),
        *_sisters(flat.text, names),
        *_reporters(flat, names),
        *_bodies(flat.text, names, _CONTACT),
    ):
        if match.start("name") in told:
            continue
        told.add(match.start("name"))
        quote = flat.quote(match.start("name"), _end(flat.text, match.end()))
        yield Speaker(match["name"], quote, match.start())


# A sister body by its short name, where it tells of the report's own duties: 县林业局全年未发生泄密事件。
_SISTER = re.compile(
    r"(?:^|(?<=[。；，\n：]))(?P<name>[区县市旗](?P<body>[\u4e00-\u9fff]{2,8}?(?:局|委员会)))"
    r"(?P<verb>全年未发生|未发生|没有发生|严格执行|严格落实|高度重视|认真贯彻|坚持)"
)


_REPORTS = re.compile(
    rf"现将(?:20\d\d年度?)?(?P<name>(?P<region>{_REGION})(?P<body>{_BODY}))(?:20\d\d年度?)?(?:的)?(?:政府信息公开|信息公开|政务公开)"
)
_MAKES = (
    re.compile(
        rf"由(?P<name>(?P<region>{_REGION}|[区县市旗州])(?P<body>{_BODY}))(?:办公室)?(?:负责|组织)?(?:编制|编写|撰写|起草)(?=本(?:年度)?报告|本年报|[，。]|而成|完成|20\d\d年度?(?:政府信息公开)?(?:工作)?(?:年度)?报告)"
    ),
    re.compile(
        rf"(?:^|(?<=[，。；\n]))(?P<name>(?P<region>{_REGION}|[区县市旗州])(?P<body>{_BODY}))(?:现|特|组织|结合实际)?"
        r"(?:编制|编写|撰写|形成)(?:了|完成)?(?:本(?:年度)?报告|本年报|(?:20\d\d年度?)?(?:政府信息公开(?:工作)?)?(?:年度)?报告|《[^》]{0,30}年度报告)"
    ),
)
_GOVERNS = re.compile(
    r"(?:政府|[区县市旗州]|管委会|管理委员会)$"
)  # its report may be made by any of its bodies


def _reporters(flat: Flat, names: Sequence[str]) -> Iterator[re.Match[str]]:
    """现将甲县水务局政府信息公开工作情况报告如下, 本报告由甲县水务局编制: whose report it says that it is."""
    governs = any(_GOVERNS.search(name) for name in names)
    # Elsewhere other bodies make other things: 区司法局编写《行政执法公示指南》.
    patterns = (_REPORTS,) if governs or flat.section != OPENING else (_REPORTS, *_MAKES)
    for match in (match for pattern in patterns for match in pattern.finditer(flat.text)):
        own = _NO_REGION.search(match["region"]) or any(
            match["body"].endswith(re.sub(rf"^{_REGION}", "", name))
            or match["name"] in name
            or name.endswith(match["body"])
            or match["name"].startswith(name)
            or _is_short_for(match["name"], name)
            for name in names
        )
        if not own:
            yield match


def _sisters(text: str, names: Sequence[str]) -> Iterator[re.Match[str]]:
    bureau = any(own.endswith(("局", "委员会")) for own in names)
    for match in _SISTER.finditer(text) if bureau else ():
        if not _STEERS.search(match["body"]) and not any(_is_short_for(match["body"], own) for own in names):
            yield match


def _is_short_for(body: str, own: str) -> bool:
    """Whether a body is the report's own by the letters that are left of its name: 卫健局 of 卫生健康局."""
    letters = iter(own)
    return all(letter in letters for letter in body)


def _streets(text: str, names: Sequence[str]) -> Iterator[re.Match[str]]:
    """Streets and towns by their full or short names, where the report is a street's or a town's."""
    for match in (*_STREET.finditer(text), *_TOWN.finditer(text)):
        short = match.groupdict().get("stem")
        if short is not None and _NO_STEM.search(short):
            continue
        kind = match["body"].removesuffix("办事处").removesuffix("人民政府")
        own_kind = any(re.search(rf"{kind}(?:办事处|人民政府|党工委)?$", own) for own in names)
        works = _OWN_WORK.match(match["verb"]) or (short is not None and match["verb"].startswith("将"))
        if own_kind and works and not any(match["name"] in own for own in names):
            yield match


def _bodies(text: str, names: Sequence[str], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Bodies with their region's name, as who works (_SUBJECT) or whom to ask (_CONTACT)."""
    own_regions = {match[0] for name in names if (match := re.match(_REGION, name))}
    for match in pattern.finditer(text):
        name, region, body = match["name"], match["region"], match["body"]
        foreign = own_regions and region not in own_regions and not any(region in own for own in names)
        # 区住建局 stands in 乙区住建局 too: a name without its region does not tell whose it is.
        if _NO_REGION.search(region) or any(
            name in own
            or (own in name and not (foreign and not re.match(_REGION, own)))
            or (own.endswith(body) and region in own)
            or (not foreign and _is_short_for(body, own))
            for own in names
        ):
            continue
        if pattern is _CONTACT:
            if foreign or not body.endswith("人民政府"):
                yield match
            continue
        if not _OWN_WORK.match(match["verb"]):
            continue
        same_body = any(own.endswith(body) for own in names)
        # Superiors and sister bodies have their own work in a report; they are named by it as others.
        superior = region[-1] in "市州" and not any(own[-1] in "市州" for own in own_regions)
        if (
            (foreign and not superior and (same_body or _STRONG.match(match["verb"])))
            or _governs_itself(match["verb"], text, match.end())
            or (
                not foreign
                and not same_body
                and (
                    _opens_an_aspect(text, match.start("name"), body, names)
                    or _opens_the_report(text, match, body, names)
                )
            )
        ):
            yield match


# Bodies that steer the whole district's disclosure have a place in everybody's report.
_STEERS = re.compile(
    r"政府|政务|数据|网信|信息|审批|司法|审计|财政|保密|档案|机关事务|编制|委员会办公室|纪律|监察"
)
_AFTER_HEADING = re.compile(r"(?:^|[\n。])[（(]?[一二三四五六七八九\d]{1,2}[)）、.．][^。：\n]{2,18}[。：]$")


def _opens_an_aspect(text: str, start: int, body: str, names: Sequence[str]) -> bool:
    """Whether a sister body does its own work in the first words under a heading: there the text speaks as itself."""
    bureau = any(own.endswith(("局", "委员会")) and "政府" not in own for own in names)
    return (
        bureau and not _STEERS.search(body) and bool(_AFTER_HEADING.search(text[max(0, start - 30) : start]))
    )


def _opens_the_report(text: str, match: re.Match[str], body: str, names: Sequence[str]) -> bool:
    """2024年，甲县林业局认真落实…, as the first words of a section."""
    bureau = any(own.endswith(("局", "委员会")) and "政府" not in own for own in names)
    first = not text[: match.start()].strip() and re.match(r"20\d\d年", match[0]) is not None
    return bureau and first and not _STEERS.search(body)


def _governs_itself(verb: str, text: str, place: int) -> bool:
    """Whether what is told can only be the report's own: its leading group, what it received or published."""
    ahead = verb + text[place : place + 14]
    return bool(
        re.match(
            r"(?:成立|调整)(?:了|充实)*(?:政府信息公开|政务公开)|共?(?:新收|收到|受理)[^，。]{0,10}申请|(?:共|累计)?主动公开",
            ahead,
        )
    )


def _end(text: str, place: int) -> int:
    ends = [i for i in (text.find(mark, place) for mark in "，。；\n") if i >= 0]
    return min([*ends, place + 16, len(text)])
