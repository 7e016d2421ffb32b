"""D: whether what the office settled still applies."""

from collections.abc import Iterator

from toolkit.decisions import Stale
from toolkit.form import Form
from toolkit.model import Decision
from toolkit.rules import Example, Hit, rule
from toolkit.rules.clean import stale
from toolkit.rules.words import shown


@rule(
    "D01",
    "notice",
    "核实登记里的结论不再适用",
    why="结论只对当时核实的内容有效；单位重新报送、内容变了，就要重新核实。没有填“沿用”的，下一年度也要重新核实。",
    remedy="按现在的内容重新核实，在核实登记里另填一行结论；原来的行可以留作记录。",
    example=Example(
        "上次核实时许可填的是 53，重新报送后是 35",
        lambda _: stale("H03", "t2/licensing/decisions", "53", "35"),
    ),
    counter=Example("重新报送后这个数没有变", lambda _: None),
    scope="stale",
    since="0.2.0",
)
def no_longer_applies(form: Form, item: Stale) -> Iterator[Hit]:
    decision = item.decision
    subject = (
        form.figures[decision.figure].title if decision.figure is not None else f"{decision.rule} 的提示"
    )
    verdict = "已核实" if decision.verdict == "verified" else "更正"
    head = f"核实登记第 {decision.line} 行的结论（{subject}：{verdict}）"
    if item.why == "lapsed":
        yield Hit(
            f"{head}是以前年度的，没有填“沿用”，这次没有采用；请重新核实。", decision.figure, held=item.now
        )
        return
    was = item.was or decision.original
    now = f"现在是{shown(item.now)}" if item.now else _gone(decision)
    todo = (
        "现在仍有提示的，请重新核实"
        if decision.verdict == "verified"
        else "仍要更正的，请按现在的内容重新登记"
    )
    yield Hit(
        f"{head}不再适用：当时是{shown(was)}，{now}；{todo}。",
        decision.figure,
        expected=was,
        actual=item.now or None,
        held=item.now,
    )


def _gone(decision: Decision) -> str:
    about_cell = decision.figure is not None and not decision.rule.startswith("N")
    return "现在是空白" if about_cell else "现在已经没有了"
