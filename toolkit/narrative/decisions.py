"""Numbers of table two in the text: 规范性文件, decisions, fees."""

from __future__ import annotations

import re

from toolkit.narrative.around import FILL, NOTHING, Around, Found
from toolkit.narrative.subjects import ADVERBS, DECISIONS, DOCUMENTS, FEES

_MONEY = ("元", "万元", "亿元")
_ANOTHER_DUTY = re.compile(
    r"公示|公开|信息|公告|清单|目录|平台|栏目|报送|上传|归集|推送|录入|信用|案卷|案例|其中|领域|投诉|采购"
)
_OF_DOCUMENTS_OTHERWISE = re.compile(
    "年初|上年末|上年底|去年底|原有|其中|清理|起草|解读|备案|修改|修订|审查|征求|名义|转发"
)


def is_money(words: Around) -> bool:
    return words.quantity.unit in _MONEY


def fees(words: Around) -> Found:
    """行政事业性收费52.7万元; the same amount told again (即527000元) is one too."""
    if re.fullmatch(rf"{FEES}(?:全年|本年度?)?{FILL}", words.lead):
        return ["fees"], 0, 0
    again = re.fullmatch(r"(?:即|合|折合|也就是|计)(?:人民币)?", words.lead)
    return (["fees"], 0, 0) if again and words.previous == "fees" else NOTHING


def documents(words: Around) -> Found | None:
    """规范性文件 issued, repealed, in force; None where the number counts something else."""
    if not re.search("规范性文件", words.sentence[: words.quantity.end + 16]):
        return None
    if _OF_DOCUMENTS_OTHERWISE.search(words.clause):
        return None
    named = re.findall("规范性文件|规章|政策文件", words.before)
    if named and named[-1] != "规范性文件":
        return None  # 规章13件（含新制定5件、废止4件）
    for subject, ahead in DOCUMENTS:
        match = re.search(
            rf"(?:^|其|年内|全年|本年|共|当年|另)(?:{ahead}){FILL}$", words.lead
        ) or re.fullmatch(rf".*?(?:{ahead}){FILL}", words.lead)
        if match:
            return [subject], match.start(), 0
    tail = re.match(r"(?:目前)?(?:继续|现行)?有效(?:的)?(?:行政规范性文件)?", words.trail)
    if tail and re.search("规范性文件|废止", words.before):
        return ["in_force"], -1, tail.end()
    return None


def decisions(words: Around) -> Found | None:
    """行政许可96件, 办结的173件行政处罚案件; None where the number counts something else."""
    # 公开信息511条，作出行政许可340件: with a verb of its own another thing begins.
    stretch = re.split(r"[；。\n]|，(?=(?:全年|共|累计)*(?:作出|做出|办理|实施|办结))", words.before)[-1]
    for subject, pattern in DECISIONS:
        match = re.fullmatch(rf"(?:{ADVERBS}[^，。；]{{0,12}}等)?{pattern}{FILL}", words.lead)
        if match and words.quantity.unit == "项" and "事项" in words.lead:
            return None  # 行政许可事项32项 are kinds of licences
        if match and not _ANOTHER_DUTY.search(stretch):
            return [subject], 0, 0
        done = re.fullmatch(rf"{ADVERBS}(?:作出|做出|办结|办理|实施)(?:了|的)?", words.lead)
        tail = re.match(rf"(?:{pattern})(?=$|[均全都已])", words.trail)
        if done and tail and words.quantity.unit in ("件", "宗", "起"):
            return [subject], 0, tail.end()
    return None
