"""Where a published report's text differs from the accepted one, or contradicts the figures."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.against.accepted import Accepted, Report
from toolkit.against.difference import Difference, changed, short
from toolkit.against.sections import elsewhere, nearest, section_differences, text_under, whole_differences
from toolkit.against.sentences import folded, is_sentence, key, pieces
from toolkit.form import Form
from toolkit.intake import collect
from toolkit.model import Agency, Case, Finding, Match, Return, Settings, State
from toolkit.reading import read_source
from toolkit.reading.narrative import COUNTS, OF_THE_TABLES
from toolkit.rules import judge

_MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# A number that the figures contradict, none where they have some, another year, another agency, sums and shares.
_CONTRADICTIONS = ("N01", "N02", "N03", "N04", "N10", "N11")
_NOTE = re.compile(r"勾稽|第一项|单位[:：]|^[（(]?注")


def word_differences(published: Return, report: Report, accepted: Accepted) -> Iterator[Difference]:
    """Sections and sentences that were changed, added or left out; of a text that people write, what is wrong in it."""
    form = accepted.form
    draft = _read(report.draft, form)
    found = list(_opening(draft.opening if draft else "", published.opening))
    if report.free:
        found += whole_differences(published, form)
        for section in form.narrative:
            kept, shown = (_pieces(text_under(ret, section)) for ret in (draft, published))
            found += _renumbered(kept, shown, f"“{section.heading.text}”", section.id)
    else:
        found += section_differences(published, draft, report.name, form, _marks(report.draft))
        found += _beside_tables(published, draft, form)
    yield from found
    said = folded("\n".join(str(difference.actual) for difference in found))
    for finding in _contradictions(published, draft, report, accepted):
        if folded(finding.held) not in said:  # else the sentence is named already
            yield Difference("sentence", finding.message, expected=finding.expected, actual=finding.actual)


def share_of(published: Return, report: Report, form: Form) -> float:
    """The share of the published sentences that were accepted of ``report``; 0 where there are none."""
    draft = _read(report.draft, form)
    known = {key(piece) for text in (draft.sections.values() if draft else ()) for piece in _pieces(text)}
    said = [piece for text in published.sections.values() for piece in _pieces(text) if is_sentence(piece)]
    return sum(key(piece) in known for piece in said) / len(said) if said else 0.0


def _beside_tables(published: Return, draft: Return | None, form: Form) -> Iterator[Difference]:
    """What counts something under the headings of the tables, where the accepted report had no such words."""
    known = {key(piece) for section in form.sections for piece in _pieces(text_under(draft, section))}
    known |= elsewhere(draft, form.sections)
    for table in form.tables:
        for piece in _pieces(published.beside.get(table.section.id, "")):
            # A note on the form's own sums is no statement.
            is_note = _NOTE.search(piece) and not COUNTS.search(piece)
            says = _NUMBER.search(piece) or ("。" in piece and OF_THE_TABLES.search(piece))
            if key(piece) not in known and says and not is_note:
                words = f"“{table.section.heading.text}”多了接收时没有的一句：“{short(piece)}”。"
                yield Difference("sentence", words, table.section.id, actual=piece)


def _contradictions(
    published: Return, draft: Return | None, report: Report, accepted: Accepted
) -> Iterator[Finding]:
    """Sentences that contradict the accepted figures, the year or the agency, and did not when they were accepted."""
    known = {(f.rule, folded(f.held)) for f in _judged(draft, report, accepted)} if draft else set()
    for finding in _judged(published, report, accepted):
        if (finding.rule, folded(finding.held)) not in known:
            yield finding


def _judged(ret: Return, report: Report, accepted: Accepted) -> list[Finding]:
    number: State = "number"
    known = replace(ret, values=tuple(report.values), states=(number,) * len(report.values), summary=False)
    agency = Agency(report.name, report.name, kind="本级" if report.free else "")
    case = Case(accepted.form, known, Match(agency), Settings(accepted.year))
    return [finding for finding in judge(case) if finding.rule in _CONTRADICTIONS]


def _opening(accepted: str, published: str) -> Iterator[Difference]:
    """Years, dates and numbers of notices in which the openings differ: in all else an opening is in anybody's words."""
    if accepted and not published:
        yield Difference("section", "标题和第一部分之间没有引言（编制依据、统计期限）。")
    yield from _renumbered(_pieces(accepted), _pieces(published), "引言", None)


def _renumbered(
    kept: Sequence[str], shown: Sequence[str], where: str, section: str | None
) -> Iterator[Difference]:
    """Sentences that are much the same and have another number in a number's place."""
    others = [sentence for sentence in shown if sentence not in kept]
    for old in kept:
        new = None if old in shown else nearest(old, others)
        if new is not None and _numbers(old) - _numbers(new) and _numbers(new) - _numbers(old):
            yield changed(old, new, where, section)


def _pieces(text: str) -> list[str]:
    return list(pieces(text.splitlines()))


def _numbers(sentence: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(folded(sentence)))


def _marks(draft: Path) -> frozenset[str]:
    """The gaps of a draft's page, as it marks them: 【待补充：…】. An agency's own 【…】 is none."""
    if draft.suffix != ".html" or not draft.is_file():
        return frozenset()
    return frozenset(html.unescape(mark) for mark in _MARK.findall(draft.read_text(encoding="utf-8")))


def _read(path: Path, form: Form) -> Return | None:
    """A draft of the output folder; None where there is none."""
    if not path.is_file():
        return None
    read = [read_source(source, form) for source in collect(path)]
    return next((item for item in read if isinstance(item, Return)), None)
