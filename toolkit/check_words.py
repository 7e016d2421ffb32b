"""What ``toolkit check`` prints: findings by sheet for people, or as records for machines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from toolkit.check import Block, Checked, shown_path
from toolkit.outputs.record import finding_record
from toolkit.outputs.summary.words import SEVERITY

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.against import Compared

_COLOURS = {"error": "red", "warning": "yellow", "notice": "blue"}
# What a file holds must not drive the terminal: control characters, and those that turn the direction of writing.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


def check_lines(checked: Sequence[Checked]) -> Iterator[str]:
    """A block for each return; the words say the severity, colours only repeat it."""
    for item in checked:
        if not item.blocks:
            yield f"{_plain(str(item.path))}：里面没有文件。"
        for block in item.blocks:
            yield from _block_lines(block)


def _block_lines(block: Block) -> Iterator[str]:
    who = [block.path, block.agency or "", f"{block.year} 年度" if block.year else ""]
    head = _plain("  ".join(part for part in who if part))
    if block.reason:
        yield f"{head}：不是年度报告（{_plain(block.reason)}）。"
        return
    counts = Counter(finding.severity for group in block.groups for finding in group.findings)
    found = "，".join(f"{word} {counts[key]} 处" for key, word in SEVERITY.items() if counts[key])
    yield f"{head}：{found or '没有发现问题。'}"
    for group in block.groups:
        yield f"  {_plain(' '.join(part for part in (group.file, group.sheet or '整份报告') if part))}"
        for finding in group.findings:
            word = click.style(SEVERITY[finding.severity], fg=_COLOURS[finding.severity], bold=True)
            cell = f"  {_plain(finding.cell)}" if finding.cell else ""
            yield f"    {word} {finding.rule}{cell}  {_plain(finding.message)}"
            if finding.explanation:
                yield f"        已写说明：{_plain(finding.explanation)}"
    for remark in block.remarks:
        yield f"  {_plain(remark)}"


def against_lines(found: Sequence[tuple[Path, Sequence[Compared]]]) -> Iterator[str]:
    """A block for each published report, with the file or folder that was named."""
    for path, items in found:
        for item in items:
            shown = shown_path(path, item.path, item.member)
            head = _plain(f"{shown}  {item.agency}" if item.agency else shown)
            if not item.differences:
                yield f"{head}：" + (
                    "与已接收的报告一致。"
                    if item.text
                    else "三张表与汇总一致，文字里没有与表矛盾的数；文字由人改写，没有逐句比较。"
                )
                continue
            yield f"{head}：有 {len(item.differences)} 处不一致"
            for difference in item.differences:
                yield _plain(f"    {difference.message}")  # it says where


def unread_lines(checked: Sequence[Checked]) -> Iterator[str]:
    """What records have no place for: files that are no returns, and remarks."""
    for item in checked:
        if not item.blocks:
            yield f"{_plain(str(item.path))}：里面没有文件。"
        for block in item.blocks:
            if block.reason:
                yield from _block_lines(block)
            for remark in block.remarks:
                yield _plain(f"{block.path}：{remark}")


def records(checked: Sequence[Checked]) -> list[dict[str, Any]]:
    """The findings as in run.json."""
    return [finding_record(finding) for item in checked for finding in item.findings]


def difference_records(compared: Sequence[Compared]) -> list[dict[str, Any]]:
    """The differences in the shape of findings; a difference has no rule."""
    return [
        {
            "rule": None,
            "severity": "error",
            "agency": item.agency,
            "path": item.path,
            "member": item.member,
            "sheet": difference.sheet,
            "cell": difference.cell,
            "figure": difference.figure,
            "message": difference.message,
            "expected": difference.expected,
            "actual": difference.actual,
            "explanation": None,
            "decision": None,
        }
        for item in compared
        for difference in item.differences
    ]


def _plain(text: str) -> str:
    return _CONTROL.sub(" ", text)
