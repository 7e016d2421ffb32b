"""The rule catalogue. A rule is one decorated function in its family's module; importing this package finds all.

A rule yields Hits; everything else that there is to say of it (code, severity, why, how to mend it, an example that
can be run) stands in its decorator and nowhere else.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal, NamedTuple, TypeVar

from toolkit.assign import AssignedUnread, Superseded
from toolkit.decisions import Stale
from toolkit.form import Form
from toolkit.model import Case, Finding, Number, Origin, Return, Severity, Unread

__all__ = [
    "Example",
    "Hit",
    "Rule",
    "catalogue",
    "find_rule",
    "judge",
    "judge_stale",
    "judge_superseded",
    "judge_unread",
    "rule",
]

Scope = Literal["file", "copy", "return", "stale"]


class Hit(NamedTuple):
    """One thing that a rule found.

    Attributes:
        message: what is wrong, where, what was expected, what to do; Chinese, whole sentences.
        figure: index of the figure concerned, or None.
        at: the cell, where it is not the figure's own.
        expected, actual: what should stand there and what does.
        held: what it rests on, where that is not the figure's cell: the words quoted, the cells counted.
    """

    message: str
    figure: int | None = None
    at: Origin | None = None
    expected: Number | str | None = None
    actual: Number | str | None = None
    held: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A case in which the rule fires, or one near it in which it does not.

    Attributes:
        shows: the case in words.
        make: turns the clean subject (an unread file, a pair of returns a Case, nothing, by the rule's scope) into it.
    """

    shows: str
    make: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with all that the catalogue says of it.

    Attributes:
        scope: what it looks at: a file that gave no return, a superseded copy, a return, or a decision that no longer applies.
        why: the article or notice behind it.
        remedy: what the agency or the office does about it.
        example, counter: a case in which it fires, and one near it in which it is silent.
        since: the version that brought it.
    """

    code: str
    severity: Severity
    title: str
    why: str
    remedy: str
    example: Example
    counter: Example
    scope: Scope
    since: str
    check: Callable[..., Iterator[Hit]]


_rules: dict[str, Rule] = {}
F = TypeVar("F", bound=Callable[..., Iterator[Hit]])


def rule(
    code: str,
    severity: Severity,
    title: str,
    *,
    why: str,
    remedy: str,
    example: Example,
    counter: Example,
    scope: Scope = "return",
    since: str = "0.1.0",
) -> Callable[[F], F]:
    """Enter a check into the catalogue.

    Raises:
        ValueError: the code is taken.
    """

    def enter(check: F) -> F:
        if code in _rules:
            raise ValueError(f"rule {code} is declared twice")
        _rules[code] = Rule(code, severity, title, why, remedy, example, counter, scope, since, check)
        return check

    return enter


@cache
def catalogue() -> tuple[Rule, ...]:
    """All rules in the order of their codes' families (F, D, V, A, H, P, N) and numbers."""
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{module}")
    families = "FDVAHPN"
    return tuple(sorted(_rules.values(), key=lambda item: (families.index(item.code[0]), item.code)))


def find_rule(code: str) -> Rule | None:
    """The rule of that code, whatever the case it is typed in; None where there is none."""
    return next((item for item in catalogue() if item.code == code.strip().upper()), None)


def judge(case: Case) -> tuple[Finding, ...]:
    """What the rules find in a return, in the catalogue's order."""
    agency = case.match.agency.name
    return tuple(
        _finding(item, hit, case.form, case.ret, agency)
        for item in catalogue()
        if item.scope == "return"
        for hit in item.check(case)
    )


def judge_superseded(form: Form, pair: Superseded, agency: str) -> tuple[Finding, ...]:
    """F04 or F07 for a return that does not count, and nothing else."""
    return tuple(
        _finding(item, hit, form, pair.old, agency)
        for item in catalogue()
        if item.scope == "copy"
        for hit in item.check(form, pair)
    )


def judge_stale(form: Form, ret: Return, items: Iterable[Stale], agency: str) -> tuple[Finding, ...]:
    """D01 for the decisions that no longer apply."""
    return tuple(
        _finding(entry, hit, form, ret, agency)
        for entry in catalogue()
        if entry.scope == "stale"
        for item in items
        for hit in entry.check(form, item)
    )


def judge_unread(form: Form, item: AssignedUnread) -> tuple[Finding, ...]:
    """F01 for a file that could not be read."""
    agency = item.agency.name if item.agency else None
    return tuple(
        _finding(entry, hit, form, item.unread, agency)
        for entry in catalogue()
        if entry.scope == "file"
        for hit in entry.check(item.unread)
    )


def _finding(item: Rule, hit: Hit, form: Form, subject: Return | Unread, agency: str | None) -> Finding:
    at = hit.at
    if at is None and hit.figure is not None and isinstance(subject, Return):
        at = subject.origins[hit.figure]
    return Finding(
        rule=item.code,
        severity=item.severity,
        agency=agency,
        path=subject.path,
        member=subject.member,
        sheet=(at.sheet or None) if at else None,
        cell=(at.cell or None) if at else None,
        figure=form.codes[hit.figure] if hit.figure is not None else None,
        message=hit.message,
        expected=hit.expected,
        actual=hit.actual,
        held=_held(hit, subject),
        table=_table(hit, subject),
    )


def _table(hit: Hit, subject: Return | Unread) -> str:
    """What the tables hold beside the words that a finding rests on: the cell, and the sum where it is about one."""
    if hit.held is None or hit.figure is None or not isinstance(subject, Return):
        return ""
    cell, value = subject.content(hit.figure), subject.values[hit.figure]
    is_sum = isinstance(hit.expected, int | Decimal) and hit.expected != value
    return f"{cell}（合计 {hit.expected}）" if is_sum else cell


def _held(hit: Hit, subject: Return | Unread) -> str:
    if hit.held is not None:
        return hit.held
    if hit.figure is not None and isinstance(subject, Return):
        return subject.content(hit.figure)
    return hit.actual if isinstance(hit.actual, str) else ""
