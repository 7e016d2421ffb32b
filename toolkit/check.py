"""Single returns checked before they are sent: read, judged by all rules, nothing written.

Every return is judged for the year that it names itself, so that F06 has nothing to say; one that names none is taken
for the last finished year, and its text is not held against that guess (N03).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from toolkit import form as forms
from toolkit.assign import Assigned, Assignment, assign
from toolkit.district import JudgedCopy, consolidate
from toolkit.explanations import is_understood
from toolkit.form import Form, FormError
from toolkit.intake import collect
from toolkit.judging import judge_all
from toolkit.limits import LimitsError
from toolkit.limits import near as limits_near
from toolkit.model import Agency, Finding, Judged, LastYear, Return, Roster, Settings, Unread
from toolkit.names import match_names
from toolkit.previous import PreviousError, load_previous
from toolkit.reading.batch import read_all
from toolkit.version import __version__

_RANK = {"error": 0, "warning": 1, "notice": 2}


class CheckError(ValueError):
    """The check cannot be done as asked; the message says why, in Chinese."""


class Group(NamedTuple):
    """The findings of one sheet; ``sheet`` is empty for those about the whole return, ``file`` where another is meant."""

    file: str
    sheet: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """What is said of one return, or of a file that gave none.

    Attributes:
        path: the file as it was named, with the part of a mail or archive.
        agency, year: who and what year it is taken for; None where that cannot be told.
        groups: the findings by sheet, sheets with errors first, errors first in each.
        remarks: what else the sender should know; whole sentences.
        reason: why this is no return at all; empty where it is one.
    """

    path: str
    agency: str | None = None
    year: int | None = None
    groups: tuple[Group, ...] = ()
    remarks: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file or folder as it was named: its findings as run.json would have them, and the same for people."""

    path: Path
    findings: tuple[Finding, ...]
    blocks: tuple[Block, ...]

    @property
    def passes(self) -> bool:
        """Whether there is a return in it, nothing but returns, and no error."""
        return (
            bool(self.blocks)
            and not any(block.reason for block in self.blocks)
            and all(finding.severity != "error" for finding in self.findings)
        )


def check(paths: Sequence[Path], previous: Path | None = None) -> list[Checked]:
    """Check every return in the files and folders.

    Raises:
        CheckError: last year's data or 限额.toml cannot be used.
    """
    form = forms.load(forms.form_ids()[-1])
    read = [(path, _read(path, form)) for path in paths]
    agencies = {item.match.agency.name: item.match.agency for _, found in read for item in found.returns}
    last_years = _last_years(previous, form, tuple(agencies.values()))
    return [_check(path, found, form, last_years) for path, found in read]


def _read(path: Path, form: Form) -> Assignment:
    try:
        limits = limits_near(path)
    except LimitsError as error:
        raise CheckError(str(error)) from error
    results = read_all(collect(path, limits=limits), form.id, limits=limits)
    returns = [result for result in results if isinstance(result, Return)]
    return assign(returns, [result for result in results if isinstance(result, Unread)], Roster())


def _last_years(path: Path | None, form: Form, agencies: Sequence[Agency]) -> Mapping[str, LastYear] | None:
    if path is None:
        return None
    try:
        found = load_previous(path, form, Roster(), agencies)
        if not found.agencies and len(agencies) == len(found.unmatched) == 1:
            # One return and one report of last year: the agency has another name since. It is said (_on_last_year).
            renamed = replace(agencies[0], former_names=found.unmatched)
            found = load_previous(path, form, Roster(), (renamed,))
        return found.agencies
    except PreviousError as error:
        raise CheckError(f"上年数据不能用：{error}。") from error


def _check(
    path: Path, assignment: Assignment, form: Form, last_years: Mapping[str, LastYear] | None
) -> Checked:
    judged, copies = _judged(assignment, form, last_years or {})
    rejects = judge_all(Assignment((), assignment.unread), form, Settings(_last_finished()), {}).rejects
    # The district of this file alone: which files count and in which order findings stand is told as in a run.
    district = consolidate(
        form, path.name, __version__, Settings(_last_finished()), Roster(), judged, copies, rejects
    )
    found: dict[tuple[str, str | None], list[Finding]] = defaultdict(list)
    owner = {
        (ret.path, ret.member): (item.ret.path, item.ret.member)
        for item in judged
        for ret in (item.ret, *item.companions)
    }
    for finding in district.findings:
        place = finding.path, finding.member
        found[owner.get(place, place)].append(finding)
    returns = {(item.ret.path, item.ret.member): item for item in judged}
    blocks = []
    for record in district.files:
        place = record.path, record.member
        shown = shown_path(path, *place)
        if place in returns:
            blocks.append(_block(shown, returns[place], found[place], form, last_years))
        elif record.status in ("superseded", "rejected"):
            blocks.append(Block(shown, record.agency, None, _groups(found[place], place)))
    if not blocks:  # covering letters and signatures are worth a word only where nothing else came
        blocks = [Block(shown_path(path, r.path, r.member), reason=r.reason) for r in district.files]
    return Checked(path, district.findings, tuple(blocks))


def _judged(
    assignment: Assignment, form: Form, last_years: Mapping[str, LastYear]
) -> tuple[list[Judged], list[JudgedCopy]]:
    """All returns of a file, those of each year by themselves."""
    by_year: dict[int | None, list[Assigned]] = defaultdict(list)
    for item in assignment.returns:
        by_year[item.current.year].append(item)
    judged: list[Judged] = []
    copies: list[JudgedCopy] = []
    for year, items in by_year.items():
        settings = Settings(_last_finished() if year is None else year)
        verdicts = judge_all(Assignment(tuple(items), ()), _form(year) or form, settings, last_years)
        judged += [_of_no_year(item) if year is None else item for item in verdicts.judged]
        copies += verdicts.copies
    return judged, copies


def _of_no_year(item: Judged) -> Judged:
    """Without a year of its own a return's text cannot be about another one."""
    return replace(item, findings=tuple(f for f in item.findings if f.rule != "N03"))


def _form(year: int | None) -> Form | None:
    try:
        return forms.for_year(year) if year is not None else None
    except FormError:
        return None


def _last_finished() -> int:
    return date.today().year - 1  # noqa: DTZ011 - the agency's own calendar


def _block(
    shown: str,
    item: Judged,
    findings: Sequence[Finding],
    form: Form,
    last_years: Mapping[str, LastYear] | None,
) -> Block:
    ret = item.ret
    remarks = [*_on_explanations(ret, form), *_on_year(ret)]
    if last_years is not None:
        remarks += _on_last_year(ret, item.match.agency, last_years)
    groups = _groups(findings, (ret.path, ret.member))
    return Block(shown, item.match.agency.name, ret.year, groups, tuple(remarks))


def _on_explanations(ret: Return, form: Form) -> Iterator[str]:
    for item in ret.explanations:
        if not is_understood(form, item.about):
            yield (
                f"“{item.at.sheet}”{item.at.cell} 的说明看不出说的是哪个指标或规则（左边写的是“{item.about}”），"
                "没有附到提示上；请写指标名称或规则代码，例如“行政许可”或 H02。"
            )


def _on_year(ret: Return) -> Iterator[str]:
    if ret.year is None:
        yield f"报表里没有写年度，按 {_last_finished()} 年度检查；请把年度写上。"


def _on_last_year(ret: Return, agency: Agency, last_years: Mapping[str, LastYear]) -> Iterator[str]:
    last = last_years.get(agency.name)
    if last is None:
        yield f"上年数据里没有“{agency.name}”，没有与上年比较。"
        return
    if match_names(Roster((agency,)), last.names) is None:
        yield f"上年数据里只有“{last.names[0]}”，当作本单位上年的名称比较；不是的，请换一份上年数据。"
    if ret.year is not None and last.year is not None and last.year != ret.year - 1:
        yield f"上年数据写的是 {last.year} 年度，不是 {ret.year - 1} 年度；请核对用的是不是上年的。"


def _groups(findings: Iterable[Finding], own: tuple[str, str | None]) -> tuple[Group, ...]:
    """By file and sheet, those with the gravest findings first; errors, warnings, notices in each."""
    by_place: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        place = finding.path, finding.member
        file = "" if place == own else finding.member or finding.path
        by_place[file, finding.sheet or ""].append(finding)
    groups = [Group(*place, tuple(sorted(group, key=_rank))) for place, group in by_place.items()]
    return tuple(sorted(groups, key=lambda group: _rank(group.findings[0])))


def _rank(finding: Finding) -> int:
    return _RANK[finding.severity]


def shown_path(path: Path, relative: str, member: str | None) -> str:
    """A file as it was named, or in the folder that was named, with the part of a mail or archive."""
    name = path / relative if path.is_dir() else path
    return f"{name}!/{member}" if member else str(name)
