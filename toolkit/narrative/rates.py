"""A claim that all was answered in time, of applications: 答复率100%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.narrative.flat import Flat, sentences
from toolkit.narrative.subjects import TOPIC

_RATE = re.compile(
    r"(?:答复率|办结率|办理率|按期答复率|按时答复率|回复率|及时率)[^，。；]{0,10}?(?:100(?:\.0+)?%|百分之百|百分百)|100(?:\.0+)?%(?:按期|按时|及时)?(?:答复|办结)"
)
_OTHERS = re.compile(
    r"建议|提案|热线|信箱|来信|信访|投诉|举报|留言|诉求|工单|咨询|事项办|许可|审批|网民|12345|政务服务|督办|交办|整改"
)


def full_rates(flat: Flat) -> Iterator[tuple[str, int]]:
    """(words, place) of each claim that every application was answered."""
    topic = False
    for sentence in sentences(flat):
        topic = bool(TOPIC.search(sentence.text) or "申请" in sentence.text) or (
            topic and sentence.text.startswith("均")
        )
        for match in _RATE.finditer(sentence.text):
            begin = max(sentence.text.rfind(mark, 0, match.start()) + 1 for mark in "；。")
            clause = sentence.text[begin : match.end()]
            if topic and not _OTHERS.search(clause):
                start = sentence.start + max(sentence.text.rfind("，", 0, match.start()) + 1, 0)
                yield flat.quote(start, sentence.start + match.end()), start
