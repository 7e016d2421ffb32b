"""Single returns checked before they are sent: read, judged by all rules, nothing written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit import form as forms
from toolkit.assign import assign
from toolkit.form import Form, FormError
from toolkit.intake import collect
from toolkit.judging import judge_all
from toolkit.model import Finding, Return, Roster, Settings, Unread
from toolkit.previous import PreviousError, load_previous
from toolkit.reading import read_source


class CheckError(ValueError):
    """The check cannot be done as asked; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one return, or in one file that gave none.

    Attributes:
        path: the file as it was named, with the part of a mail or archive.
        agency, year: who and what year it is taken for; None where that cannot be told.
        findings: in the order in which a person goes through them: by sheet, errors first.
        reason: why this is no return at all, in Chinese; empty where it is one.
    """

    path: str
    agency: str | None
    year: int | None
    findings: tuple[Finding, ...]
    reason: str = ""


def check(paths: Sequence[Path], previous: Path | None = None) -> list[Checked]:
    """Check every return in the files and folders, each for the year that it names itself.

    Raises:
        CheckError: last year's data cannot be used.
    """
    return [item for path in paths for item in _check(path, previous)]


def _check(path: Path, previous: Path | None) -> list[Checked]:
    form = forms.load(forms.form_ids()[-1])
    results = [read_source(source, form) for source in collect(path)]
    returns = [result for result in results if isinstance(result, Return)]
    unread = [result for result in results if isinstance(result, Unread)]
    assignment = assign(returns, unread, Roster())
    years = Counter(item.current.year for item in assignment.returns if item.current.year is not None)
    year = years.most_common(1)[0][0] if years else None
    if year is not None:
        form = _form(year) or form
    settings = Settings(year if year is not None else 0)
    agencies = [item.match.agency for item in assignment.returns]
    last_years = {}
    if previous is not None and agencies:
        try:
            last_years = dict(load_previous(previous, form, Roster(), agencies).agencies)
        except PreviousError as error:
            raise CheckError(f"上年数据不能用：{error}。") from error
    verdicts = judge_all(assignment, form, settings, last_years)
    checked = [
        Checked(
            _shown(path, item.ret.member, item.ret.path),
            item.match.agency.name,
            item.ret.year,
            _in_order(_known_year(item.findings, year)),
        )
        for item in verdicts.judged
    ]
    for reject in verdicts.rejects:
        file = reject.item.unread
        reason = "" if reject.findings else (file.note or "里面没有年度报告")
        # Pictures, signatures and covering letters beside a report are no trouble.
        if reject.findings or not checked:
            checked.append(Checked(_shown(path, file.member, file.path), None, None, reject.findings, reason))
    return checked


def _form(year: int) -> Form | None:
    try:
        return forms.for_year(year)
    except FormError:
        return None


def _known_year(findings: Sequence[Finding], year: int | None) -> list[Finding]:
    """Where a return names no year there is nothing to hold its text against."""
    return [f for f in findings if year is not None or f.rule not in ("F06", "N03")]


def _in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """By sheet in the order of their first finding, errors before warnings before notices within each."""
    rank = {"error": 0, "warning": 1, "notice": 2}
    sheets = list(dict.fromkeys(finding.sheet for finding in findings))
    return tuple(sorted(findings, key=lambda f: (sheets.index(f.sheet), rank[f.severity])))


def _shown(path: Path, member: str | None, relative: str) -> str:
    name = path if path.is_file() else path / relative
    return f"{name}!/{member}" if member else str(name)
