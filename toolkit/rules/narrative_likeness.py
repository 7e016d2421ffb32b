"""N08: text that is nearly the same as another agency's, or as the agency's own last year's."""

from collections.abc import Iterator
from dataclasses import replace

from toolkit.model import Alike, Case
from toolkit.rules import Example, Hit, rule
from toolkit.rules.texts import SECTIONS


@rule(
    "N08",
    "warning",
    "文字与别的单位或上年雷同",
    why="国办公开办函〔2021〕30号（四）：内容雷同、敷衍塞责且造成不良后果的，按《条例》第四十七条处理。法规原话、表格项目和必须写明的有无情况不算。",
    remedy="按本单位本年度的实际情况重写；确属统一提供的文字，请说明。",
    example=Example(
        "第五部分与乙局的几乎一字不差",
        lambda case: replace(
            case,
            alike=(Alike("s5", "甲区乙局", False, 0.96, "一是更新不够及时。下一步，一是明确更新时限。"),),
        ),
    ),
    counter=Example("只有法规原话和有无情况相同", lambda case: case),
    since="0.2.0",
)
def nearly_the_same(case: Case) -> Iterator[Hit]:
    if case.match.agency.is_adjustment or case.ret.summary:
        return
    for item in case.alike:
        whose = "本单位上年的报告" if item.before else f"“{item.other}”"
        yield Hit(
            f"{SECTIONS.get(item.section, item.section)}除去单位名称和数字，有 {item.share:.0%} 与{whose}相同，例如“{item.passage}”；请核对是否照抄。",
            actual=item.other,
            held=item.passage,
        )
