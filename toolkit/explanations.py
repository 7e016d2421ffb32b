"""An agency's own explanations put to the findings that they speak of. Pure; they settle nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.figure_names import figure_of
from toolkit.form import Form
from toolkit.model import Explanation, Finding
from toolkit.text import fold

_CODE = re.compile(r"(?<![A-Za-z0-9])[FDVAHPN]\d\d(?!\d)", re.IGNORECASE)
_SHORTEST_ROW = 4  # folded characters of a row's name that is looked for inside other words


def explain(
    form: Form, findings: Sequence[Finding], explanations: Sequence[Explanation]
) -> tuple[Finding, ...]:
    """The findings with what the agency wrote to them; several explanations of one finding are joined."""
    if not explanations:
        return tuple(findings)
    return tuple(_explained(form, finding, explanations) for finding in findings)


def _explained(form: Form, finding: Finding, explanations: Sequence[Explanation]) -> Finding:
    texts = [item.text for item in explanations if _speaks_of(form, item.about, finding)]
    return replace(finding, explanation="；".join(dict.fromkeys(texts))) if texts else finding


def _speaks_of(form: Form, about: str, finding: Finding) -> bool:
    codes = {code.upper() for code in _CODE.findall(about)}
    if codes and finding.rule not in codes:
        return False
    rest = _CODE.sub("", about)
    tables = [table for table in form.tables if table.name in rest]
    words = rest
    for table in tables:
        words = words.replace(table.name, "")
    if not fold(words) or (codes and figure_of(form, rest) is None and not _rows_named(form, words)):
        # Only a rule, a table, or a rule with words of the agency's own beside it.
        return bool(codes or tables) and all(
            _in_table(form, finding, table.id, table.name) for table in tables
        )
    index = figure_of(form, rest)
    if index is None:
        index = figure_of(form, words)
    if index is not None:
        return finding.figure == form.codes[index] or (
            finding.figure is not None
            and form.figures[index].is_total
            and _same_row(form, finding.figure, index)
        )
    rows = _rows_named(form, words)
    return finding.figure is not None and form.figures[form.index[finding.figure]].row.code in rows


def _in_table(form: Form, finding: Finding, table: str, name: str) -> bool:
    if finding.figure is not None:
        return finding.figure.startswith(f"{table}/")
    return finding.held.startswith(name) or finding.message.startswith(name)


def _same_row(form: Form, code: str, index: int) -> bool:
    """A total's name may stand for its whole row: 本年新收政府信息公开申请数量."""
    one, other = form.figures[form.index[code]], form.figures[index]
    return one.table is other.table and one.row is other.row and one.block is other.block


def _rows_named(form: Form, words: str) -> set[str]:
    """Codes of the rows whose names stand inside the words."""
    text = fold(words)
    return {
        figure.row.code
        for figure in form.figures
        if len(name := fold(figure.row.label.text)) >= _SHORTEST_ROW and name in text
    }
