"""Sentence by sentence: where a published report's text differs from the accepted one, or contradicts the figures."""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from toolkit.against.accepted import Accepted, Report
from toolkit.against.difference import Difference
from toolkit.form import Form
from toolkit.intake import collect
from toolkit.model import OPENING, Agency, Case, Match, Return, Settings, State
from toolkit.reading import read_source
from toolkit.rules import judge

_SENTENCE = re.compile(r"[^。；;！!？?\n]*[。；;！!？?]?")
_LEFT = re.compile("【(?:待补充|提示|阶段性汇总)")
_MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)
_SIGNED = re.compile(r"(?:20\d\d|二[〇○零0].{2})年.{1,3}月.{1,3}日|成文日期|\(?(?:盖章|公章|印章)\)?")
_NUMBER = re.compile(r"\d+")
_CONTRADICTIONS = ("N01", "N02")  # a number that the figures contradict; none where they have some
_SHOWN = 60  # characters of a sentence that a message quotes


def word_differences(published: Return, report: Report, accepted: Accepted) -> Iterator[Difference]:
    """Sections and sentences that were changed, added or left out; of a text that people write, what is wrong in it."""
    yield from _sections(published, report, accepted.form)
    if report.draft is None:
        yield from _contradictions(published, report, accepted)


def _sections(published: Return, report: Report, form: Form) -> Iterator[Difference]:
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


def _contradictions(published: Return, report: Report, accepted: Accepted) -> Iterator[Difference]:
    """Sentences of a text that people wrote which contradict the accepted figures."""
    number: State = "number"
    known = replace(
        published, values=tuple(report.values), states=(number,) * len(report.values), summary=False
    )
    case = Case(
        accepted.form, known, Match(Agency(report.name, report.name, kind="本级")), Settings(accepted.year)
    )
    for finding in judge(case):
        if finding.rule in _CONTRADICTIONS:
            yield Difference("sentence", finding.message, expected=finding.expected, actual=finding.actual)


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
    matcher = SequenceMatcher(None, list(map(folded, kept)), list(map(folded, shown)), autojunk=False)
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
        own = next((i for i, line in enumerate(lines) if folded(line) == folded(name)), None)
        lines = lines[:own]
        while lines and len(lines[-1]) <= 20 and _SIGNED.search(folded(lines[-1])):
            lines.pop()
    gaps = [mark for mark in sorted(marks, key=len, reverse=True) if any(mark in line for line in lines)]
    for gap in gaps:
        lines = [line.replace(gap, "") for line in lines]
    pieces = (piece for line in lines for piece in _SENTENCE.findall(line))
    return [piece.strip() for piece in pieces if folded(piece)], gaps


def folded(text: str) -> str:
    """A text as it is compared."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\"'“”‘’「」.。;;,,、]+", "", folded)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= _SHOWN else f"{sentence[:_SHOWN]}……"


def _texts(path: Path, form: Form) -> Mapping[str, str]:
    """The texts of an agency's draft, its opening among them; empty where there is none."""
    if not path.is_file():
        return {}
    read = [read_source(source, form) for source in collect(path)]
    return next((item.texts for item in read if isinstance(item, Return)), {})
