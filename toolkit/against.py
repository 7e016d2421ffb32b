"""What was published against what was accepted: reports as they stand on a website, and an output folder.

The accepted figures are those of ``facts.csv`` (a district's totals those of ``run.json``), the accepted text is that of
the agency's draft (``各单位草稿/CODE_NAME.html``): its own words, and sentences composed from its figures. Where the draft
has a gap anything may have been written. White space, width of characters and quotation marks do not count, nor do the
signature and the date at the end.
"""

import csv
import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Literal

from toolkit.filenames import agency_stems
from toolkit.form import Form, load
from toolkit.intake import collect, is_output_folder
from toolkit.limits import LimitsError
from toolkit.limits import near as limits_near
from toolkit.model import OPENING, Agency, Number, Return, Roster, Source, Unread
from toolkit.names import Finder
from toolkit.reading import read_source
from toolkit.reading.batch import read_all
from toolkit.reading.value import normal

RUN, FACTS, DRAFTS = "run.json", "facts.csv", "各单位草稿"

Kind = Literal["unreadable", "unknown", "not_accepted", "year", "figure", "table", "section", "sentence"]

_SENTENCE = re.compile(r"[^。；;！!？?\n]*[。；;！!？?]?")
_LEFT = re.compile("【(?:待补充|提示|阶段性汇总)")
_MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)
_SIGNED = re.compile(r"(?:20\d\d|二[〇○零0].{2})年.{1,3}月.{1,3}日|成文日期|\(?(?:盖章|公章|印章)\)?")
_STATUS = {"returned": "退回修改", "missing": "未报送"}
_NUMBER = re.compile(r"\d+")
_SHOWN = 60  # characters of a sentence that a message quotes


class AgainstError(ValueError):
    """The folder cannot be compared with; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which a published report is not what was accepted.

    Attributes:
        kind: unreadable, unknown (whose report it is cannot be told), not_accepted (nothing of this agency was accepted),
            year, figure, table (missing), section (missing), or sentence (changed, missing or added).
        message: whole, in Chinese.
        section: id of the section, figure: code of the figure; None where it is about neither.
        sheet, cell: where in the published report.
        expected, actual: what was accepted, and what was published.
    """

    kind: Kind
    message: str
    section: str | None = None
    figure: str | None = None
    sheet: str | None = None
    cell: str | None = None
    expected: Number | str | None = None
    actual: Number | str | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A published report with all its differences; none where it is equal. ``agency`` is None where it cannot be told.

    ``text``: whether the text was compared too; the district's is written by people, and only its gaps are looked for.
    """

    path: str
    member: str | None
    agency: str | None
    differences: tuple[Difference, ...]
    text: bool = True


@dataclass(frozen=True, slots=True)
class _Report:
    """What was accepted under one name; ``draft`` is the page of its text, None where people write it (the district's)."""

    name: str
    status: str
    values: Sequence[Number | None]
    draft: Path | None


@dataclass(frozen=True)
class Accepted:
    """An output folder: the year, the agencies' accepted reports by name, and the district's own."""

    form: Form
    year: int
    reports: Mapping[str, _Report]
    district: _Report
    finder: Finder


def load_accepted(folder: Path) -> Accepted:
    """What a run accepted.

    Raises:
        AgainstError: it is no output folder of this program, or incomplete.
    """
    import simplejson

    if not is_output_folder(folder):
        raise AgainstError(f"{folder} 不是汇总的输出文件夹（里面没有本程序写的 {RUN}）")
    try:
        run: dict[str, Any] = simplejson.loads((folder / RUN).read_text(encoding="utf-8"), use_decimal=True)
        form = load(run["form"])
        values = _facts(folder / FACTS, form)
        totals = [normal(Decimal(str(run["totals"][code]))) for code in form.codes]
        agencies = run["agencies"]
        names = [(str(a["code"]), str(a["name"])) for a in agencies]
        reports = {
            name: _Report(name, a["status"], values.get(name, ()), folder / DRAFTS / f"{stem}.html")
            for (_, name), a, stem in zip(names, agencies, agency_stems(names), strict=True)
        }
        roster = Roster(tuple(Agency(code, name) for code, name in names))
        district = _Report(str(run["name"]), "accepted", totals, None)
        return Accepted(form, int(run["year"]), reports, district, Finder(roster))
    except (OSError, ValueError, KeyError, TypeError, LookupError, ArithmeticError) as error:
        raise AgainstError(f"{folder} 里的 {RUN} 或 {FACTS} 读不出来，请重新汇总一次（{error}）") from error


def compare(paths: Sequence[Path], accepted: Accepted) -> list[Compared]:
    """Every published report among the files and folders, in their order, with what differs.

    Raises:
        AgainstError: the 限额.toml beside a file cannot be used.
    """
    return [
        _compare(source, published, accepted)
        for path in paths
        for source, published in _published(path, accepted.form)
    ]


def _published(path: Path, form: Form) -> list[tuple[Source, Return | Unread]]:
    try:
        limits = limits_near(path)
    except LimitsError as error:
        raise AgainstError(str(error).rstrip("。")) from error
    sources = [source for source in collect(path, limits=limits) if source.ignored is None]
    return list(zip(sources, read_all(sources, form.id, limits=limits), strict=True))


def _compare(source: Source, published: Return | Unread, accepted: Accepted) -> Compared:
    if isinstance(published, Unread):
        note = published.note or "打不开"
        return Compared(
            source.path, source.member, None, (Difference("unreadable", f"读不出年度报告：{note}。"),)
        )
    report = _whose(published, accepted)
    if report is None:
        named = next((c.text for c in published.claims if c.by in ("title", "cover")), None)
        words = (
            f"看不出这是哪个单位的报告（文件名“{source.name}”）；请在标题里写明单位。"
            if named is None
            else f"这份报告写的是“{named}”，输出文件夹里没有这个单位。"
        )
        return Compared(source.path, source.member, None, (Difference("unknown", words),))
    differences = tuple(_differences(published, report, accepted))
    return Compared(source.path, source.member, report.name, differences, report.draft is not None)


def _whose(published: Return, accepted: Accepted) -> _Report | None:
    """Whose report it is. 本级 and the district may have one name: then the one whose figures are nearer, else the district."""
    agency = accepted.finder.find(published.claims).agency
    found = accepted.reports.get(agency.name)
    named = _folded(accepted.district.name) in {_folded(c.text) for c in published.claims if c.by == "title"}
    if found is None or (named and found.name == accepted.district.name):
        own = found if found is not None and found.status == "accepted" else None
        if not named:
            return found
        if own is not None and _distance(published, own) < _distance(published, accepted.district):
            return own
        return accepted.district
    return found


def _distance(published: Return, report: _Report) -> int:
    return sum(one != other for one, other in zip(published.values, report.values, strict=True))


def _differences(published: Return, report: _Report, accepted: Accepted) -> Iterator[Difference]:
    if report.status != "accepted":
        status = _STATUS.get(report.status, report.status)
        yield Difference("not_accepted", f"{report.name}的报表没有被接收（{status}），无从比较。")
        return
    if published.year is not None and published.year != accepted.year:
        yield Difference(
            "year",
            f"公布的是 {published.year} 年度的报告，接收的是 {accepted.year} 年度的。",
            expected=accepted.year,
            actual=published.year,
        )
        return
    yield from _figures(published, report, accepted.form)
    yield from _sections(published, report, accepted.form)


def _figures(published: Return, report: _Report, form: Form) -> Iterator[Difference]:
    for table in form.tables:
        specs = form.by_table[table.id]
        if table.id not in published.tables and all(published.values[f.index] is None for f in specs):
            heading = table.section.heading.text
            yield Difference("table", f"没有{table.name}（{heading}）。", table.section.id)
            continue
        unread = [f for f in specs if published.states[f.index] == "absent"]
        gone = {f.row.code for f in unread} - {f.row.code for f in specs if f not in unread}
        doubtful = any(o.table == table.id and o.kind == "doubtful" for o in published.oddities)
        if doubtful or 2 * len(unread) > len(specs) or any(f.row.code not in gone for f in unread):
            # Merged cells that a copy as text leaves out, or a cell on each line: what is not read is not compared.
            words = (
                f"{table.name}有 {len(unread)} 个数读不出来（合并的格没有补齐，或一格一行），没有逐个比较；"
                "请用网页或 Word 文件核对。"
            )
            yield Difference("table", words, table.section.id)
            continue
        for row in dict.fromkeys(f.row.label.text for f in unread):
            yield Difference("figure", f"{table.name}没有“{row}”这一行，或行名改了。", table.section.id)
        for f in (f for f in specs if f not in unread):
            was, now = report.values[f.index], published.values[f.index]
            if was == now:
                continue
            origin = published.origins[f.index]
            shown = published.raws[f.index] if now is None else _plain(now)
            place = f"（{origin.sheet} {origin.cell}）" if origin.cell else ""
            yield Difference(
                "figure",
                f"{f.title}接收的是 {_plain(was)}，公布的是 {shown or '空白'}{place}。",
                table.section.id,
                f.code,
                origin.sheet or None,
                origin.cell or None,
                was,
                now if now is not None else shown,
            )


def _sections(published: Return, report: _Report, form: Form) -> Iterator[Difference]:
    accepted = _texts(report.draft, form) if report.draft is not None else None
    marks = _marks(report.draft)
    if accepted is not None:
        yield from _opening(accepted.get(OPENING, ""), published.opening)
    for section in form.narrative:
        heading, id_ = section.heading.text, section.id
        text = published.sections.get(id_, "")
        if accepted is None:
            if not text.strip():
                yield Difference("section", f"没有“{heading}”，或这一部分是空的。", id_)
            elif _LEFT.search(text):
                yield Difference("sentence", f"“{heading}”里还留有待补充的空缺。", id_)
            continue
        was = accepted.get(id_, "")
        last = section is form.narrative[-1]
        kept, gaps = _sentences(was, report.name, last, marks)
        shown, left = _sentences(text, report.name, last, marks)
        if left:
            yield Difference("sentence", f"“{heading}”里还留有待补充的空缺。", id_)
        elif (kept or gaps) and not shown:
            yield Difference("section", f"没有“{heading}”，或这一部分是空的。", id_)
            continue
        yield from _changes(kept, shown, heading, id_, bool(gaps))


def _opening(accepted: str, published: str) -> Iterator[Difference]:
    """Years, dates and numbers of notices in which the openings differ: in all else an opening is in anybody's words."""
    shown = [piece for line in published.splitlines() for piece in _SENTENCE.findall(line) if piece]
    for old in (piece for line in accepted.splitlines() for piece in _SENTENCE.findall(line) if piece):
        new = _nearest(old, shown)
        if new is not None and _numbers(old) and _numbers(new) - _numbers(old):
            words = f"引言改了一句：接收的是“{_short(old)}”，公布的是“{_short(new)}”。"
            yield Difference("sentence", words, expected=old, actual=new)


def _numbers(sentence: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(unicodedata.normalize("NFKC", sentence)))


def _changes(
    kept: Sequence[str], shown: Sequence[str], heading: str, section: str, free: bool
) -> Iterator[Difference]:
    """Sentences that were changed, left out or added; where the draft had gaps (``free``) additions are no difference."""
    matcher = SequenceMatcher(None, list(map(_folded, kept)), list(map(_folded, shown)), autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        before, after = list(kept[a:b]), list(shown[c:d])
        for old in before:
            new = _nearest(old, after)
            if new is None:
                words = f"“{heading}”少了接收时的一句：“{_short(old)}”。"
                yield Difference("sentence", words, section, expected=old)
            else:
                after.remove(new)
                words = f"“{heading}”改了一句：接收的是“{_short(old)}”，公布的是“{_short(new)}”。"
                yield Difference("sentence", words, section, expected=old, actual=new)
        for new in () if free else after:
            words = f"“{heading}”多了接收时没有的一句：“{_short(new)}”。"
            yield Difference("sentence", words, section, actual=new)


def _nearest(sentence: str, others: Sequence[str]) -> str | None:
    """The sentence that it was changed into: the most alike of those that are half alike."""
    from rapidfuzz.distance import Indel

    ratios = [(Indel.normalized_similarity(sentence, other), other) for other in others]
    best = max(ratios, key=lambda item: item[0], default=(0.0, ""))
    return best[1] if best[0] >= 0.5 else None


def _marks(draft: Path | None) -> frozenset[str]:
    """The gaps of a draft's page, as it marks them: 【待补充：…】. An agency's own 【…】 is none."""
    if draft is None or not draft.is_file():
        return frozenset()
    return frozenset(html.unescape(mark) for mark in _MARK.findall(draft.read_text(encoding="utf-8")))


def _sentences(text: str, name: str, last: bool, marks: frozenset[str]) -> tuple[list[str], list[str]]:
    """The sentences of a section, and the gaps in it; in the last section without signature and date."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if last:
        own = next((i for i, line in enumerate(lines) if _folded(line) == _folded(name)), None)
        lines = lines[:own]
        while lines and len(lines[-1]) <= 20 and _SIGNED.search(_folded(lines[-1])):
            lines.pop()
    gaps = [mark for mark in sorted(marks, key=len, reverse=True) if any(mark in line for line in lines)]
    for gap in gaps:
        lines = [line.replace(gap, "") for line in lines]
    pieces = (piece for line in lines for piece in _SENTENCE.findall(line))
    return [piece.strip() for piece in pieces if _folded(piece)], gaps


def _folded(text: str) -> str:
    """A sentence as it is compared."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\"'“”‘’「」.。;;,,、]+", "", folded)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= _SHOWN else f"{sentence[:_SHOWN]}……"


def _plain(value: Number | None) -> str:
    return "没有数" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _facts(path: Path, form: Form) -> dict[str, list[Number | None]]:
    values: dict[str, list[Number | None]] = {}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            index = form.index[f"{row['table']}/{row['row']}/{row['column']}"]
            value = normal(Decimal(row["value"])) if row["value"] else None
            values.setdefault(row["agency_name"], [None] * len(form.figures))[index] = value
    return values


def _texts(path: Path, form: Form) -> Mapping[str, str]:
    """The texts of an agency's draft, its opening among them; empty where there is none."""
    if not path.is_file():
        return {}
    read = [read_source(source, form) for source in collect(path)]
    return next((item.texts for item in read if isinstance(item, Return)), {})
