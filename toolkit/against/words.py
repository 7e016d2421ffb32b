"""Sentence by sentence: where a published report's text differs from the accepted one, or contradicts the figures."""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from toolkit.against.accepted import Accepted, Report
from toolkit.against.difference import Difference
from toolkit.form import Form
from toolkit.intake import collect
from toolkit.model import Agency, Case, Finding, Match, Return, Settings, State
from toolkit.reading import read_source
from toolkit.rules import judge

_SENTENCE = re.compile(r"[^。；;！!？?\n]*[。；;！!？?]?")
_LEFT = re.compile("【(?:待补充|提示|阶段性汇总)")
_MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)
_SIGNED = re.compile(r"(?:20\d\d|二[〇○零0].{2})年.{1,3}月.{1,3}日|成文日期|\(?(?:盖章|公章|印章)\)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# A number that the figures contradict, none where they have some, another year, another agency, sums and shares.
_CONTRADICTIONS = ("N01", "N02", "N03", "N04", "N10", "N11")
_NOTE = re.compile(r"勾稽|第一项|单位[:：]|^[（(]?注")
_BEFORE = 15  # characters of what two long sentences have in common that a message quotes
# A section of so many sentences of which more than this share are gone was written anew; headings do not count.
_REWRITTEN_FROM, _REWRITTEN = 4, 0.7
_HEADING = 10  # characters
_SHOWN = 60  # characters of a sentence that a message quotes


def word_differences(published: Return, report: Report, accepted: Accepted) -> Iterator[Difference]:
    """Sections and sentences that were changed, added or left out; of a text that people write, what is wrong in it."""
    draft = _read(report.draft, accepted.form)
    marks = _marks(report.draft)
    found = [
        *_opening(draft.opening if draft else "", published.opening),
        *_sections(published, draft, report, accepted.form, marks),
        *(() if report.free else _beside_tables(published, draft, accepted.form)),
    ]
    yield from found
    said = "\n".join(str(difference.actual) for difference in found)
    for finding in _contradictions(published, draft, report, accepted):
        if finding.held not in said:  # else the sentence is named already
            yield Difference("sentence", finding.message, expected=finding.expected, actual=finding.actual)


def share_of(published: Return, report: Report, form: Form) -> float:
    """The share of the published sentences that were accepted of ``report``; 0 where there are none."""
    draft = _read(report.draft, form)
    known = {folded(piece) for text in (draft.sections.values() if draft else ()) for piece in _pieces(text)}
    said = [piece for text in published.sections.values() for piece in _pieces(text) if _is_sentence(piece)]
    return sum(folded(piece) in known for piece in said) / len(said) if said else 0.0


def _sections(
    published: Return, draft: Return | None, report: Report, form: Form, marks: frozenset[str]
) -> Iterator[Difference]:
    for section in form.narrative:
        heading, id_ = section.heading.text, section.id
        text = published.sections.get(id_, "")
        was = draft.sections.get(id_, "") if draft else ""
        last = section is form.narrative[-1]
        kept, gaps = _sentences(was, report.name, last, marks)
        shown, left = _sentences(text, report.name, last, marks)
        if report.free:
            if not text.strip():
                yield Difference("section", f"没有“{heading}”，或这一部分是空的。", id_)
            elif _LEFT.search(text):
                yield Difference("sentence", f"“{heading}”里还留有待补充的空缺。", id_)
            yield from _renumbered(kept, shown, f"“{heading}”", id_)
            continue
        if left:
            yield Difference("sentence", f"“{heading}”里还留有待补充的空缺。", id_)
        elif (kept or gaps) and not shown:
            yield Difference("section", f"没有“{heading}”，或这一部分是空的。", id_)
            continue
        yield from _changes(kept, shown, heading, id_, bool(gaps))


def _beside_tables(published: Return, draft: Return | None, form: Form) -> Iterator[Difference]:
    """Sentences under the headings of the tables, where the accepted report had none."""
    for table in form.tables:
        heading, id_ = table.section.heading.text, table.section.id
        known = set(map(folded, _pieces(draft.beside.get(id_, "") if draft else "")))
        for piece in _pieces(published.beside.get(id_, "")):
            # A note on the form's own sums is no statement.
            if (
                folded(piece)
                and folded(piece) not in known
                and _NUMBER.search(piece)
                and not _NOTE.search(piece)
            ):
                words = f"“{heading}”多了接收时没有的一句：“{_short(piece.strip())}”。"
                yield Difference("sentence", words, id_, actual=piece.strip())


def _contradictions(
    published: Return, draft: Return | None, report: Report, accepted: Accepted
) -> Iterator[Finding]:
    """Sentences that contradict the accepted figures, the year or the agency, and did not when they were accepted."""
    known = {(f.rule, f.held) for f in _judged(draft, report, accepted)} if draft else set()
    for finding in _judged(published, report, accepted):
        if (finding.rule, finding.held) not in known:
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
        new = None if old in shown else _nearest(old, others)
        if new is not None and _numbers(old) - _numbers(new) and _numbers(new) - _numbers(old):
            yield _changed(old, new, where, section)


def _changed(old: str, new: str, where: str, section: str | None) -> Difference:
    before, after = _excerpts(old, new)
    words = f"{where}改了一句：接收的是“{before}”，公布的是“{after}”。"
    return Difference("sentence", words, section, expected=old, actual=new)


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """The two sentences as a message quotes them: from shortly before the first letter in which they differ."""
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    start = max(0, same - _BEFORE) if len(old) > _SHOWN or len(new) > _SHOWN else 0
    opening = "……" if start else ""
    return f"{opening}{_short(old[start:])}", f"{opening}{_short(new[start:])}"


def _pieces(text: str) -> list[str]:
    return [piece for line in text.splitlines() for piece in _SENTENCE.findall(line) if piece]


def _numbers(sentence: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(unicodedata.normalize("NFKC", sentence)))


def _changes(
    kept: Sequence[str], shown: Sequence[str], heading: str, section: str, free: bool
) -> Iterator[Difference]:
    """Sentences that were changed, left out or added; where the draft had gaps (``free``) additions are no difference."""
    matcher = SequenceMatcher(None, list(map(folded, kept)), list(map(folded, shown)), autojunk=False)
    found: list[Difference] = []
    lost = 0
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        before, after = list(kept[a:b]), list(shown[c:d])
        for old in before:
            new = _nearest(old, after)
            if new is None:
                lost += _is_sentence(old)
                words = f"“{heading}”少了接收时的一句：“{_short(old)}”。"
                found.append(Difference("sentence", words, section, expected=old))
            else:
                after.remove(new)
                found.append(_changed(old, new, f"“{heading}”", section))
        for new in () if free else after:
            words = f"“{heading}”多了接收时没有的一句：“{_short(new)}”。"
            found.append(Difference("sentence", words, section, actual=new))
    had = sum(map(_is_sentence, kept))
    if had >= _REWRITTEN_FROM and lost > _REWRITTEN * had:
        # A list of every sentence would say the same at length.
        words = (
            f"“{heading}”整个换了文字：接收的 {had} 句里有 {lost} 句不在了，"
            f"公布的是“{_short(next(filter(_is_sentence, shown), shown[0]))}”等；请核对是否放错了文件。"
        )
        yield Difference("section", words, section, expected="".join(kept), actual="".join(shown))
        return
    yield from found


def _is_sentence(piece: str) -> bool:
    return len(folded(piece)) > _HEADING


def _nearest(sentence: str, others: Sequence[str]) -> str | None:
    """The sentence that it was changed into: the most alike of those that are half alike."""
    from rapidfuzz.distance import Indel

    ratios = [(Indel.normalized_similarity(sentence, other), other) for other in others]
    best = max(ratios, key=lambda item: item[0], default=(0.0, ""))
    return best[1] if best[0] >= 0.5 else None


def _marks(draft: Path) -> frozenset[str]:
    """The gaps of a draft's page, as it marks them: 【待补充：…】. An agency's own 【…】 is none."""
    if draft.suffix != ".html" or not draft.is_file():
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


def _read(path: Path, form: Form) -> Return | None:
    """A draft of the output folder; None where there is none."""
    if not path.is_file():
        return None
    read = [read_source(source, form) for source in collect(path)]
    return next((item for item in read if isinstance(item, Return)), None)
