"""The district's section six: what the agencies' own section six says of 信息处理费 (国办函〔2020〕109号)."""

import re
from typing import NamedTuple

from toolkit.compose.figures import FEES_DOUBTED
from toolkit.compose.paragraph import Paragraph, Remark, say
from toolkit.compose.phrases import Phrases
from toolkit.compose.scope import called, is_only_figures
from toolkit.model import District, Number
from toolkit.narrative.little import NO_CHARGE
from toolkit.rules.fees import Charged, processing_fees

# Words by which the text says that nothing was taken in; 无违规收费 and 未出现投诉 say something else.
_LINKS = (
    r"(?:曾|有|向|对|因|由|从|在|发生|产生|实际|发出|收取|收到|存在|涉及|任何|过|了|的|政府信息公开|信息公开|依申请公开|政府信息|"
    r"申请人?|公民|法人|和|或|者|其他组织|社会|收费|通知书?|、|及|本年度?|全年|(?:19|20)\d\d年度?|个人|单位|方面|情况|相关|提供)*"
)
_NONE = re.compile(
    rf"(?:未|没有|无|不(?!足|到|规范|断)|均未|从未|尚未|零){_LINKS}(?:收取|信息(?:公开)?处理费|收费|费用|处理费)"
    rf"|(?:处理费|收费通知|收费|收取|费用|金额)(?:情况|金额|总额|总金额|数额|收入|情形|的)*(?:均|都)?(?:为|是|：|:|共|合计|计)?(?:0|零|无|０)(?:元|万元|件)?(?![\d.])"
)
_FEE = re.compile(rf"处理费|收费通知|{NO_CHARGE.pattern}")
_NOTICE = re.compile(r"收费通知")
_NO_NOTICE = re.compile(
    r"(?:未|没有|无|不)[^，,。；\d]{0,10}收费通知|收费通知(?:书)?(?:为|共)?(?:0|零|０)(?:件|份|次)"
)
_SPOKEN_OF = re.compile(r"处理费|收费通知|收取|收费")
# What is said of fees without saying whether any were taken in.
_ASIDE = re.compile(
    r"投诉|异议|引发|引起|复议|诉讼|意见|罚款|情况(?:如下)?$|根据|按照|依据|《|标准$|管理办法"
)
_HEDGED = re.compile(
    r"除|其余|其他申请|部分|个别|其中|可以|可收|应当|应收|起|另|约|季度|上半年|下半年|申请\d|的申请"
)
# With one of these near it nobody knows whether the amount was taken in and kept.
_UNSURE = re.compile(
    r"拟|应收|应缴|应当|规定应|减免|免收|免除|免缴|退还|退回|退费|撤回|撤销|未实际|未到账|未缴|未付|未支付|欠|逾期|决定收取|通知缴|待收|"
    r"[余多](?:万)?元|元(?:以上|以下|左右|上下)|约|近\d"
)
_DENIED = re.compile(
    r"(?:未|没有|无|不存在)(?:发生|出现|有)?[^，,。；]{0,8}(?:减免|免收|逾期|退还|退费|欠缴|拖欠|未缴)[^，,。；]*|应收尽收"
)
# The heading of what follows: 关于信息处理费：, 信息处理费收取情况：
_HEAD = re.compile(
    r"^(?:关于|涉及)?[^未无没零]{0,12}?信息(?:公开)?处理费(?:的)?(?:收取|收费|收缴)?(?:的)?(?:情况|方面)?$"
)
_BARE_NONE = re.compile(
    r"^(?:均|都|为|是|本年度?|全年)*(?:无|没有|零|0|０|未发生|未收取|未产生|不涉及)(?:元|件|收费|费用|情况|此类情况)?$"
)
_LAST_YEAR = re.compile(r"上年|去年|往年|上一年")
_SENTENCE = re.compile(r"[。；;\n]")
_CLAUSE = re.compile(r"[，,：:]")


class _Reported(NamedTuple):
    """Agencies by what they report: amounts taken in, in 元; nothing; not a word that can be told for certain.

    ``notices`` are those that speak of notices sent, whose number and sum people have to add up.
    """

    taken: dict[str, Number]
    none: list[str]
    unclear: list[str]
    notices: list[str]


def charges(district: District, section: str, phrases: Phrases) -> list[Paragraph]:
    """How much was charged, by whom; agencies whose text does not say so for certain are a gap."""
    reported = _reported(district, section, phrases)
    if not (reported.taken or reported.none):
        return []
    paragraphs = []
    n = len(reported.none)
    if reported.taken:
        remark = "\n".join(
            [
                *(phrases.fill("charges.remark", name=n, n=say(yuan)) for n, yuan in reported.taken.items()),
                *_doubts(district),
            ]
        )
        text = phrases.fill(
            "charges.taken" if len(reported.taken) > 1 else "charges.taken_one",
            name=next(iter(reported.taken)),
            year=district.year,
            n=len(reported.taken),
            yuan=say(sum(reported.taken.values(), 0)),
            agencies=phrases.joined(
                phrases.fill("charges.agency", name=name, n=say(yuan))
                for name, yuan in reported.taken.items()
            ),
        )
        text += phrases.fill("charges.others", n=n) if n else ""
        paragraphs.append(Paragraph("text", text, remarks=(Remark("", remark),)))
    else:
        paragraphs.append(Paragraph("text", phrases.fill("charges.none", year=district.year, n=n)))
    if reported.unclear:
        names = phrases.joined(reported.unclear)
        paragraphs.append(phrases.gap(phrases.fill("charges.unclear", n=len(reported.unclear), names=names)))
    if reported.notices:
        names = phrases.joined(reported.notices)
        paragraphs.append(phrases.gap(phrases.fill("charges.notices", n=len(reported.notices), names=names)))
    return [*paragraphs, *(phrases.gap(hint) for hint in phrases.get("charges.hints"))]


def _doubts(district: District) -> list[str]:
    """Where the amount that an agency's text gives and its table contradict each other."""
    return [
        f"{result.agency.name} {finding.rule}：{finding.message}"
        for result in district.included
        if result.judged is not None
        for finding in result.judged.findings
        if finding.rule == FEES_DOUBTED and finding.decision is None
    ]


def _reported(district: District, section: str, phrases: Phrases) -> _Reported:
    reported = _Reported({}, [], [], [])
    for result in district.included:
        if result.judged is None or result.agency.is_adjustment or is_only_figures(result):
            continue
        name, text = called(result, phrases), result.judged.ret.sections.get(section, "")
        told = processing_fees(text, district.year)
        amounts = [amount for amount in told if amount.yuan]
        # Quarters and their sum, or a sum and the postage in it, are told in one form: of several amounts none is sure.
        if len(amounts) == 1 and _is_sure(amounts[0].words, text):
            reported.taken[name] = amounts[0].yuan
        elif not amounts and (_are_all_nought(told, text) or says_none(text, district.year)):
            reported.none.append(name)
        else:
            reported.unclear.append(name)
        if _NOTICE.search(text) and not _NO_NOTICE.search(text):
            reported.notices.append(name)
    return reported


def _is_sure(words: str, text: str) -> bool:
    """Whether an amount was surely taken in and kept: nothing in what is said of fees takes it back."""
    of_fees = [s for s in _SENTENCE.split(_DENIED.sub("", text)) if _SPOKEN_OF.search(s)]
    return not re.search(r"每|各|均|(?<![1一])笔", words) and not any(map(_UNSURE.search, of_fees))


def _are_all_nought(told: tuple[Charged, ...], text: str) -> bool:
    """发出收费通知1件、500元，实际收取0元."""
    return bool(told) and all(
        _is_sure(amount.words, text) and not _HEDGED.search(amount.words) for amount in told
    )


def says_none(text: str, year: int) -> bool:
    """Whether the text says of the whole year that no 信息处理费 was taken in, and nothing else of it."""
    denied = False
    for sentence in _SENTENCE.split(text):
        if not _FEE.search(sentence):
            continue
        years = {int(found) for found in re.findall(r"(?<!\d)(20\d\d)年", sentence)}
        if years and year not in years:
            continue
        if re.search(r"除[^，,。]{1,20}外", sentence):
            return False
        headed = False  # whether the clause before was only the heading of this one
        for clause in _CLAUSE.split(sentence):
            if headed and _BARE_NONE.match(clause.strip()):
                denied = True
            headed = _HEAD.match(clause.strip()) is not None
            own = re.findall(r"(?<!\d)(20\d\d)年", clause)
            if headed or _LAST_YEAR.search(clause) or (own and str(year) not in own):
                continue
            if not _SPOKEN_OF.search(clause) or (
                _ASIDE.search(clause) and not _NONE.search(_before_aside(clause))
            ):
                continue
            if _HEDGED.search(clause) or not _NONE.search(_before_aside(clause)):
                return False
            denied = True
    return denied


def _before_aside(clause: str) -> str:
    """A clause without what only says of what there was no complaint: 未因收取处理费引发投诉 denies the complaint."""
    return "" if re.search(r"(?:因|对|于)[^，]*(?:投诉|异议|引发|引起)|提出异议|罚款", clause) else clause
