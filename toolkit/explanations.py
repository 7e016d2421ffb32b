"""An agency's own explanations put to the findings that they speak of. Pure; they settle nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from toolkit.figure_names import figure_of
from toolkit.form import FigureSpec, Form, Table
from toolkit.model import Explanation, Finding, State
from toolkit.text import fold

_CODE = re.compile(r"(?<![A-Za-z0-9])(?:[DVAHP]0\d|[FN][01]\d)(?!\d)", re.IGNORECASE)
_CELL = re.compile(r"(?<![A-Za-z0-9/])[A-Z]{1,2}[1-9]\d{0,2}(?![A-Za-z0-9/])", re.IGNORECASE)
_SHORTEST_ROW = 4  # folded characters of a row's name that is looked for inside other words
_SHORTEST_PART = 4  # folded characters of a part of a row's name: 上年结转


class _Meaning(NamedTuple):
    """What an explanation speaks of; a finding must agree with everything that is named.

    Attributes:
        more: whether there are words beside a table's name that say nothing: then it is about the table as a whole.
    """

    rules: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    figures: frozenset[int] = frozenset()
    more: bool = False


def explain(
    form: Form,
    findings: Sequence[Finding],
    explanations: Sequence[Explanation],
    states: Sequence[State] = (),
) -> tuple[Finding, ...]:
    """The findings with what the agency wrote to them; several explanations of one finding are joined.

    Args:
        states: of the return's figures; a finding about a table's blanks is about each of them.
    """
    if not explanations:
        return tuple(findings)
    blank = frozenset(i for i, state in enumerate(states) if state in ("blank", "na"))
    meant = [(_meaning(form, item.about), item.text) for item in explanations]
    return tuple(_explained(form, finding, meant, blank) for finding in findings)


def is_understood(form: Form, about: str) -> bool:
    """Whether what stands left of an explanation names a rule, a figure, a table or a cell."""
    return any(_meaning(form, about)[:4])


def _explained(
    form: Form, finding: Finding, meant: Iterable[tuple[_Meaning, str]], blank: Collection[int]
) -> Finding:
    texts = [text for meaning, text in meant if _speaks_of(form, meaning, finding, blank)]
    return replace(finding, explanation="；".join(dict.fromkeys(texts))) if texts else finding


def _speaks_of(form: Form, meaning: _Meaning, finding: Finding, blank: Collection[int]) -> bool:
    if not any(meaning[:4]):
        return False
    # F10 and N10 are a rule and a cell.
    if meaning.rules and finding.rule not in meaning.rules and finding.cell not in meaning.rules:
        return False
    if meaning.cells and not meaning.figures and finding.cell not in meaning.cells:
        return False
    if meaning.figures:
        return _about_figures(form, meaning, finding, blank)
    if meaning.tables:
        whole = not meaning.more or meaning.rules or meaning.cells or finding.figure is None
        return bool(whole) and any(_table(form, finding) == table for table in meaning.tables)
    return True


def _about_figures(form: Form, meaning: _Meaning, finding: Finding, blank: Collection[int]) -> bool:
    if finding.figure is not None:
        return form.index[finding.figure] in meaning.figures
    named = [form.figures[i] for i in meaning.figures]
    if not any(figure.table.id == _table(form, finding) for figure in named):
        return False
    # A finding about a whole table is about a figure of it where the rule is named, or the figure is one of its blanks.
    return bool(meaning.rules) or (finding.rule == "V04" and any(f.index in blank for f in named))


def _table(form: Form, finding: Finding) -> str | None:
    """The table that a finding is about."""
    if finding.figure is not None:
        return form.figures[form.index[finding.figure]].table.id
    return next(
        (t.id for t in form.tables if finding.held.startswith(t.name) or finding.message.startswith(t.name)),
        None,
    )


def _meaning(form: Form, about: str) -> _Meaning:
    text = unicodedata.normalize("NFKC", about)
    rules = frozenset(code.upper() for code in _CODE.findall(text))
    rest = _CODE.sub(" ", text)
    whole = figure_of(form, rest)
    cells = frozenset(cell.upper() for cell in _CELL.findall(rest)) if whole is None else frozenset()
    rest = _CELL.sub(" ", rest) if cells else rest
    tables = [table for table in form.tables if table.name in rest]
    words = rest
    for table in tables:
        words = words.replace(table.name, " ")
    figures = (
        frozenset(_figures(form, whole, words, tables)) if whole is not None or fold(words) else frozenset()
    )
    return _Meaning(rules, cells, frozenset(table.id for table in tables), figures, bool(fold(words)))


def _figures(form: Form, whole: int | None, words: str, tables: Sequence[Table]) -> Iterator[int]:
    index = whole if whole is not None else figure_of(form, words)
    if index is not None:
        figure = form.figures[index]
        # A total's name may stand for its whole row: 本年新收政府信息公开申请数量.
        yield from _row(form, figure) if figure.is_total else (index,)
        return
    text = fold(words)
    for groups in _by_name(form):
        named = [name for name in groups if (len(name) >= _SHORTEST_ROW and name in text) or name == text]
        if not named and len(text) >= _SHORTEST_PART:
            parts = [name for name in groups if text in name]
            named = parts if len(parts) == 1 else []
        if named:
            for name in named:
                yield from (i for i in groups[name] if not tables or form.figures[i].table in tables)
            return


def _row(form: Form, figure: FigureSpec) -> Iterator[int]:
    return (
        other.index
        for other in form.figures
        if other.table is figure.table and other.row is figure.row and other.block is figure.block
    )


@cache
def _by_name(form: Form) -> tuple[dict[str, list[int]], ...]:
    """Figures by the folded name of their row, of their group (行政诉讼), and in table two of their column (现行有效件数)."""
    rows, groups, columns = (defaultdict[str, list[int]](list) for _ in range(3))
    several = {fold(figure.column.label.text) for figure in form.figures if figure.table.id != "t2"}
    for figure in form.figures:
        names = [(rows, figure.row.label.text), (groups, figure.group_label)]
        if figure.table.id == "t2":
            names.append((columns, figure.column.label.text))
        for found, text in names:
            # 其他 and 总计 may be a row or a column.
            if (name := fold(text)) and name not in several:
                found[name].append(figure.index)
    return dict(rows), dict(groups), dict(columns)
