"""The narrative sections: sentences that were changed, left out or added, sections that are missing or written anew."""

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from toolkit.against.difference import Difference, changed, short
from toolkit.against.sentences import folded, is_sentence, key, pieces, unwrapped
from toolkit.form import Form, Section
from toolkit.model import Return
from toolkit.reading.labels import exact_marks

_LEFT = re.compile("【(?:待补充|提示|阶段性汇总)")
_SIGNED = re.compile(r"(?:20\d\d|二[〇○零0].{2})年.{1,3}月.{1,3}日|成文日期|\(?(?:盖章|公章|印章)\)?")
_SIGNATURE = 20  # characters of a line that is nothing but a date or a seal
# A section of so many sentences of which more than this share are gone was written anew; headings do not count.
_REWRITTEN_FROM, _REWRITTEN = 4, 0.7


class _Side(NamedTuple):
    """A section as one of the two reports has it: its sentences, and the draft's gaps that stand in it."""

    sentences: list[str]
    gaps: list[str]


def section_differences(
    published: Return, draft: Return | None, name: str, form: Form, marks: frozenset[str]
) -> Iterator[Difference]:
    """What differs section by section; ``name`` is the agency's, ``marks`` are the gaps of the draft's page."""
    lost = _without_heading(published, draft, form)
    for section in form.sections:
        if section in lost and (section.kind == "table" or section.id in published.sections):
            yield Difference("section", f"没有“{section.heading.text}”这个标题，或标题改了写法。", section.id)
        if section.kind == "narrative":
            yield from _section(published, draft, name, form, section, lost, marks)


def text_under(ret: Return | None, section: Section) -> str:
    return (ret.sections if section.kind == "narrative" else ret.beside).get(section.id, "") if ret else ""


def elsewhere(draft: Return | None, lost: Collection[Section]) -> frozenset[str]:
    """Keys of what was accepted under headings that the page lacks: there it stands under the heading before."""
    return frozenset(
        key(piece) for section in lost for piece in pieces(text_under(draft, section).splitlines())
    )


def _without_heading(published: Return, draft: Return | None, form: Form) -> list[Section]:
    known = draft.headings if draft else frozenset()
    return [s for s in form.sections if s.id in known and s.id not in published.headings]


def _section(
    published: Return,
    draft: Return | None,
    name: str,
    form: Form,
    section: Section,
    lost: Sequence[Section],
    marks: frozenset[str],
) -> Iterator[Difference]:
    heading = section.heading.text
    last = section is form.narrative[-1]
    was, now = text_under(draft, section), text_under(published, section)
    kept = _side(was, now, name, last, marks)
    if lost:
        # The labels of a table whose heading is gone stand in the text before it.
        now = "\n".join(line for line in now.splitlines() if not _is_label(form, line))
    shown = _side(now, was, name, last, marks)
    if shown.gaps:
        yield Difference("sentence", f"“{heading}”里还留有待补充的空缺。", section.id)
    elif (kept.sentences or kept.gaps) and not shown.sentences:
        yield Difference("section", f"没有“{heading}”，或这一部分是空的。", section.id)
        return
    moved = elsewhere(draft, [other for other in lost if other is not section])
    sentences = [sentence for sentence in shown.sentences if key(sentence) not in moved]
    yield from _changes(kept.sentences, sentences, section, bool(kept.gaps))


def _is_label(form: Form, line: str) -> bool:
    return bool(exact_marks(form, line.strip()))


def _side(text: str, other: str, name: str, last: bool, marks: frozenset[str]) -> _Side:
    """A section's sentences and gaps; the last one without signature and date."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if last:
        own = next((i for i, line in enumerate(lines) if folded(line) == folded(name)), None)
        lines = lines[:own]
        while lines and len(lines[-1]) <= _SIGNATURE and _SIGNED.search(folded(lines[-1])):
            lines.pop()
    gaps = [mark for mark in sorted(marks, key=len, reverse=True) if any(mark in line for line in lines)]
    for gap in gaps:
        lines = [line.replace(gap, "") for line in lines]
    return _Side(list(pieces(unwrapped(lines, {key(line) for line in other.splitlines()}))), gaps)


def _changes(kept: Sequence[str], shown: Sequence[str], section: Section, free: bool) -> Iterator[Difference]:
    """Sentences that were changed, left out or added; where the draft had gaps (``free``) additions are no difference."""
    heading, id_ = section.heading.text, section.id
    if any("".join(map(same, kept)) == "".join(map(same, shown)) for same in (key, folded)):
        return  # the same words, cut in other places
    matcher = SequenceMatcher(None, list(map(key, kept)), list(map(key, shown)), autojunk=False)
    found: list[Difference] = []
    gone = 0
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        before, after = list(kept[a:b]), list(shown[c:d])
        for old in before:
            new = nearest(old, after)
            if new is None:
                gone += is_sentence(old)
                words = f"“{heading}”少了接收时的一句：“{short(old)}”。"
                found.append(Difference("sentence", words, id_, expected=old))
            else:
                after.remove(new)
                found.append(changed(old, new, f"“{heading}”", id_))
        for new in () if free else after:
            words = f"“{heading}”多了接收时没有的一句：“{short(new)}”。"
            found.append(Difference("sentence", words, id_, actual=new))
    had = sum(map(is_sentence, kept))
    if had >= _REWRITTEN_FROM and gone > _REWRITTEN * had:
        # A list of every sentence would say the same at length.
        words = (
            f"“{heading}”整个换了文字：接收的 {had} 句里有 {gone} 句不在了，"
            f"公布的是“{short(next(filter(is_sentence, shown), shown[0]))}”等；请核对是否放错了文件。"
        )
        yield Difference("section", words, id_, expected="".join(kept), actual="".join(shown))
        return
    yield from found


def nearest(sentence: str, others: Sequence[str]) -> str | None:
    """The sentence that it was changed into: the most alike of those that are half alike."""
    from rapidfuzz.distance import Indel

    ratios = [(Indel.normalized_similarity(sentence, other), other) for other in others]
    best = max(ratios, key=lambda item: item[0], default=(0.0, ""))
    return best[1] if best[0] >= 0.5 else None


def whole_differences(published: Return, form: Form) -> Iterator[Difference]:
    """The sections of a text that people write, the district's: none may be missing or have gaps."""
    for section in form.narrative:
        text = published.sections.get(section.id, "")
        if not text.strip():
            yield Difference("section", f"没有“{section.heading.text}”，或这一部分是空的。", section.id)
        elif _LEFT.search(text):
            yield Difference("sentence", f"“{section.heading.text}”里还留有待补充的空缺。", section.id)
