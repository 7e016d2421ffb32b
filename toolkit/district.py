"""Judged returns -> District: who is accepted, returned or missing, who counts, and what it all adds up to."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from toolkit.assign import AssignedUnread, Superseded
from toolkit.counted import plain
from toolkit.form import Form
from toolkit.model import (
    Agency,
    AgencyResult,
    District,
    FileRecord,
    Finding,
    Judged,
    Number,
    Replaced,
    Roster,
    Settings,
    Unread,
    YearBefore,
)

# Errors with which a return is never summed, even where returned ones are: its figures are of another year or form.
_NEVER_SUMMED = frozenset({"F06", "F08"})
# Files that may lie beside a readable return of the same agency without being missed.
_COMPANIONS = frozenset({"pdf", "ofd", "picture", "word", "unsupported", "link"})


@dataclass(frozen=True, slots=True)
class JudgedCopy:
    """A superseded return with its one finding."""

    pair: Superseded
    agency: Agency
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class JudgedUnread:
    """A file that gave no return, with its finding, if it has one."""

    item: AssignedUnread
    findings: tuple[Finding, ...]


def consolidate(
    form: Form,
    name: str,
    version: str,
    settings: Settings,
    roster: Roster,
    judged: Sequence[Judged],
    copies: Sequence[JudgedCopy],
    unread: Sequence[JudgedUnread],
    used: tuple[str, ...] = (),
    before: YearBefore | None = None,
    made: datetime | None = None,
) -> District:
    """Put a run together. Pure; the order of the arguments' items does not matter."""
    beside = _bundles(judged, copies)
    rejected = [
        item for item in unread if item.item.unread.problem is not None and not _is_companion(item, beside)
    ]
    results = _results(roster, judged, settings)
    order = {result.agency.name: number for number, result in enumerate(results)}
    findings = [f for j in judged for f in j.findings]
    findings += [f for c in copies for f in c.findings]
    findings += [f for item in rejected for f in item.findings]
    return District(
        form=form,
        name=name,
        version=version,
        settings=settings,
        files=_files(judged, copies, unread, rejected),
        agencies=results,
        findings=tuple(sorted(findings, key=lambda f: _finding_order(form, order, f))),
        totals=total_of(form, [r.judged.ret.values for r in results if r.included and r.judged is not None]),
        used=used,
        before=before,
        replaced=tuple(
            sorted(
                (_replaced(copy) for copy in copies if copy.pair.kind == "later"),
                key=lambda item: (order.get(item.agency, len(order)), item.path, item.member or ""),
            )
        ),
        has_roster=bool(roster.agencies),
        made=made,
    )


def _replaced(copy: JudgedCopy) -> Replaced:
    old, new = copy.pair.old, copy.pair.new
    changes = tuple(
        (i, before, after)
        for i, (before, after) in enumerate(zip(old.raws, new.raws, strict=True))
        if old.tables and (old.values[i] != new.values[i] or old.states[i] != new.states[i])
    )
    return Replaced(copy.agency.name, old.path, old.member, (new.path, new.member), changes)


def total_of(form: Form, returns: Iterable[Sequence[Number | None]]) -> tuple[Number, ...]:
    """The figures of several returns added up; the form's totals are computed from the summed parts."""
    sums: list[Number] = [0] * len(form.figures)
    for values in returns:
        for figure in form.base:
            value = values[figure.index]
            if value is not None:
                sums[figure.index] += value
    for identity in form.totals:
        sums[identity.left[0]] = sum((sums[i] for i in identity.right), 0)
    return tuple(plain(value) for value in sums)


def _results(roster: Roster, judged: Sequence[Judged], settings: Settings) -> tuple[AgencyResult, ...]:
    by_name = {item.match.agency.name: item for item in judged}
    listed = {agency.name for agency in roster.agencies}
    others = sorted(
        (item.match.agency for item in judged if item.match.agency.name not in listed), key=lambda a: a.name
    )
    results = []
    for agency in (*roster.agencies, *others):
        item = by_name.get(agency.name)
        if item is not None:
            results.append(_result(agency, item, settings))
        elif not agency.is_adjustment:
            results.append(AgencyResult(agency, "missing", False, None))
    return tuple(results)


def _result(agency: Agency, item: Judged, settings: Settings) -> AgencyResult:
    counts = Counter(finding.severity for finding in item.findings)
    open_warnings = sum(1 for f in item.findings if f.severity == "warning" and f.decision is None)
    status = "returned" if counts["error"] else "accepted"
    summable = status == "accepted" or (
        settings.include_returned and not any(finding.rule in _NEVER_SUMMED for finding in item.findings)
    )
    included = agency.summed and agency.listed and summable
    return AgencyResult(agency, status, included, item, counts["error"], open_warnings)  # type: ignore[arg-type]


def _bundles(judged: Sequence[Judged], copies: Sequence[JudgedCopy]) -> Mapping[str, set[str]]:
    """The agencies of which a return came with each mail, archive or folder, superseded ones too."""
    bundles: dict[str, set[str]] = defaultdict(set)
    for item in judged:
        for ret in (item.ret, *item.companions):
            bundles[ret.bundle].add(item.match.agency.name)
    for copy in copies:
        bundles[copy.pair.old.bundle].add(copy.agency.name)
    return bundles


def _is_companion(item: JudgedUnread, bundles: Mapping[str, set[str]]) -> bool:
    """Whether a PDF, a picture or a letter came along with a readable return of its agency.

    One that names nobody belongs to the only agency whose return came together with it; in the inbox itself, where
    everybody's files lie, it may be anybody's.
    """
    file, agency = item.item.unread, item.item.agency
    beside = bundles.get(file.bundle, set())
    return file.problem in _COMPANIONS and (
        agency.name in beside if agency is not None else bool(file.bundle) and len(beside) == 1
    )


def _files(
    judged: Sequence[Judged],
    copies: Sequence[JudgedCopy],
    unread: Sequence[JudgedUnread],
    rejected: Sequence[JudgedUnread],
) -> tuple[FileRecord, ...]:
    records = []
    for item in judged:
        ret = item.ret
        errors = sum(1 for finding in item.findings if finding.severity == "error")
        records.append(
            FileRecord(
                ret.path,
                ret.member,
                ret.sha256,
                "returned" if errors else "accepted",
                item.match.agency.name,
                f"有 {errors} 处错误，退回修改" if errors else "",
            )
        )
        records.extend(
            FileRecord(
                other.path,
                other.member,
                other.sha256,
                "returned" if errors else "accepted",
                item.match.agency.name,
                f"与“{ret.name}”一起送来，作为同一份报告"
                + (f"；有 {errors} 处错误，退回修改" if errors else ""),
            )
            for other in item.companions
        )
    for copy in copies:
        old = copy.pair.old
        reason = copy.findings[0].message if copy.findings else "同一单位有更新的报送"
        records.append(FileRecord(old.path, old.member, old.sha256, "superseded", copy.agency.name, reason))
    for entry in unread:
        file, agency = entry.item.unread, entry.item.agency
        name = agency.name if agency else None
        if entry in rejected:
            reason = entry.findings[0].message if entry.findings else "无法读取"
            records.append(FileRecord(file.path, file.member, file.sha256, "rejected", name, reason))
        else:
            records.append(
                FileRecord(
                    file.path,
                    file.member,
                    file.sha256,
                    "ignored",
                    name if file.problem else None,
                    _why_ignored(file),
                )
            )
    return tuple(sorted(records, key=lambda record: (record.path, record.member or "")))


def _why_ignored(file: Unread) -> str:
    if file.problem is not None:
        return "同一单位同时送来了可以读取的填报表，以填报表为准"
    return file.note or "不是年度报告"


def _reading_order(cell: str) -> tuple[int, int, str]:
    """B7 before B12, D7 before AA7; 第3行 before 第12行."""
    place = re.fullmatch(r"(\D*)(\d+)(\D*)", cell)
    return (int(place[2]), len(place[1]), place[1]) if place else (0, 0, cell)


def _finding_order(form: Form, order: dict[str, int], finding: Finding) -> tuple[object, ...]:
    return (
        order.get(finding.agency or "", len(order)),
        finding.path,
        finding.member or "",
        finding.rule,
        form.index.get(finding.figure or "", -1),
        finding.sheet or "",
        _reading_order(finding.cell or ""),
        finding.message,
    )
