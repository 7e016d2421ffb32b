"""The rule catalogue as a page of documentation (docs/规则目录.md), made from the rules themselves."""

import re
from collections.abc import Iterator
from itertools import groupby

from toolkit.explain import run_example
from toolkit.outputs.summary.words import SEVERITY
from toolkit.rules import Rule, catalogue

PAGE_NAME = "规则目录.md"

_FAMILIES = {
    "F": "F 类：文件、单位、年度和表格",
    "D": "D 类：核实结论",
    "V": "V 类：单元格的值",
    "A": "A 类：表内勾稽关系",
    "H": "H 类：与上年比较",
    "P": "P 类：合理性",
    "N": "N 类：文字",
}
_INTRO = """# 规则目录

这一页由程序按规则本身写出（`make docs`），请不要手工修改。同样的说明可以用 `toolkit rules A03` 在命令行里查看。

- **错误**：报表退回修改，改好之前不计入汇总（运行时加 `--include-returned` 的先计入，但年度不符的始终不计入）。
- **提示**：报表照收，请人核实。
- **告知**：不需要处理，只是让人知道程序怎样读的。

每条规则下面的“例子”是程序实际运行这条规则得到的，箭头后面就是报告里会出现的话；“不算”是相近而不报的情形，同样由测试运行。"""


def catalogue_page() -> str:
    """The whole page in Markdown: a table of all rules, then each rule with its basis, example and remedy."""
    rules = catalogue()
    blocks = [_INTRO, f"## 一览（{len(rules)} 条）", "\n".join(_overview(rules))]
    for family, members in groupby(rules, key=lambda item: item.code[0]):
        blocks.append(f"## {_FAMILIES[family]}")
        blocks.extend(_entry(item) for item in members)
    return "\n\n".join(blocks) + "\n"


def _overview(rules: tuple[Rule, ...]) -> Iterator[str]:
    yield "| 代码 | 级别 | 查什么 |"
    yield "|---|---|---|"
    for item in rules:
        yield f"| [{item.code}](#{item.code.lower()}) | {SEVERITY[item.severity]} | {_plain(item.title)} |"


def _entry(item: Rule) -> str:
    message = next(finding.message for finding in run_example(item) if finding.rule == item.code)
    return "\n".join(
        (
            f'<a id="{item.code.lower()}"></a>',
            "",
            f"### {item.code} {_plain(item.title)}（{SEVERITY[item.severity]}）",
            "",
            f"- 依据：{_plain(item.why)}",
            f"- 例子：{_plain(item.example.shows)}",
            f"  → {_plain(message)}",
            f"- 不算：{_plain(item.counter.shows)}",
            f"- 怎样改：{_plain(item.remedy)}",
            f"- 自版本：{item.since}",
        )
    )


def _plain(text: str) -> str:
    """Text in which Markdown finds nothing to format."""
    return re.sub(r"([\\`*_<>|\[\]])", r"\\\1", text)
