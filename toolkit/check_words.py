"""What ``toolkit check`` prints: findings by sheet for people, or as records for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import click

from toolkit.against import Compared
from toolkit.check import Checked
from toolkit.outputs.record import finding_record
from toolkit.outputs.summary.words import SEVERITY

_COLOURS = {"error": "red", "warning": "yellow", "notice": "blue"}


def check_lines(checked: Sequence[Checked]) -> Iterator[str]:
    """A block for each return; the words say the severity, colours only repeat it."""
    for item in checked:
        if item.reason:
            yield f"{item.path}：不是年度报告（{item.reason}）。"
            continue
        who = "  ".join(part for part in (item.agency, f"{item.year} 年度" if item.year else None) if part)
        head = f"{item.path}" + (f"  {who}" if who else "")
        if not item.findings:
            yield f"{head}：没有发现问题。"
            continue
        counts = Counter(finding.severity for finding in item.findings)
        yield f"{head}：" + "，".join(
            f"{word} {counts[key]} 处" for key, word in SEVERITY.items() if counts[key]
        )
        for sheet, findings in groupby(item.findings, key=lambda f: f.sheet):
            yield f"  {sheet or '整份报告'}"
            for finding in findings:
                word = click.style(SEVERITY[finding.severity], fg=_COLOURS[finding.severity], bold=True)
                cell = f"  {finding.cell}" if finding.cell else ""
                yield f"    {word} {finding.rule}{cell}  {finding.message}"
                if finding.explanation:
                    yield f"        已写说明：{finding.explanation}"


def against_lines(compared: Sequence[Compared]) -> Iterator[str]:
    """A block for each published report."""
    for item in compared:
        path = f"{item.path}!/{item.member}" if item.member else item.path
        head = f"{path}  {item.agency}" if item.agency else path
        if not item.differences:
            yield f"{head}：与已接收的报告一致。"
            continue
        yield f"{head}：有 {len(item.differences)} 处不一致"
        for difference in item.differences:
            place = " ".join(part for part in (difference.sheet, difference.cell) if part)
            yield f"    {place}  {difference.message}" if place else f"    {difference.message}"


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
