"""Numbers in the text that surely count what the tables count: applications, outcomes, reviews, documents, decisions.

A number is given a subject by the words right before it, or right behind it where nothing stands before it. The
words are a closed list: 收到申请12件 is one, 收到低保申请12件 is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.narrative.applications import application, body_of_applications, carried
from toolkit.narrative.around import NOTHING, Around, Found, Topic, around
from toolkit.narrative.decisions import decisions, documents, fees, is_money
from toolkit.narrative.flat import Flat, Span, paragraphs, sentences
from toolkit.narrative.proceedings import named, turned_to_proceedings
from toolkit.narrative.quantities import CASES, Quantity, in_wan, quantities
from toolkit.narrative.subjects import OUTCOMES, TOPIC, TOPIC_ENDS, years_named

_WHOLE = re.compile(r"全年|本年|年内|年度新收|(?<!公)共(?!同|享|建)|总|合计|全部|累计")
_CHANGED = re.compile(r"较|比|同比|增加|减少|上升|下降|多$|少$")
_DUTIES = frozenset({"licensing", "penalties", "coercion"})
_AN_OUTCOME = re.compile("|".join(pattern for _, pattern in OUTCOMES))


@dataclass(frozen=True, slots=True)
class Statement:
    """A number in the text with its subject.

    Attributes:
        subject: key of ``accepted`` in figures.py.
        quantity: the number.
        quote: the words as written.
        section: id.
        start, end: of the words in the flat text; ``quantity_place``: of the number.
        paragraph: number of the paragraph.
        whole: whether the clause says that it speaks of all (全年, 共, 全部).
    """

    subject: str
    quantity: Quantity
    quote: str
    section: str
    start: int
    end: int
    paragraph: int
    quantity_place: int
    whole: bool

    @property
    def value(self) -> Decimal:
        """In cases, or in 万元."""
        money = in_wan(self.quantity)
        return Decimal(self.quantity.value) if money is None else money


def statements(flat: Flat, year: int, wide: bool = True) -> list[Statement]:
    """All statements of a section, in the text's order; ``wide`` as in ``Topic``."""
    found: list[Statement] = []
    spoken_of = False
    for number, paragraph in enumerate(paragraphs(flat)):
        heading = paragraph.text[:24]
        if TOPIC_ENDS.search(heading) and not TOPIC.search(heading):
            spoken_of = False
        topic = Topic(applications=spoken_of, wide=wide)
        for sentence in _sentences_of(flat, paragraph):
            found.extend(_in_sentence(flat, sentence, number, topic, year))
        spoken_of = topic.applications and bool(
            TOPIC.search(heading) or re.match(r".{0,30}(?:收到|受理|新收)", paragraph.text)
        )
        if TOPIC.search(heading) and len(paragraph.text) < 30:
            spoken_of = True
    return found


def _sentences_of(flat: Flat, paragraph: Span) -> Iterator[Span]:
    part = Flat(flat.section, paragraph.text, flat.original, ())
    for sentence in sentences(part):
        yield Span(paragraph.start + sentence.start, paragraph.start + sentence.end, sentence.text)


def _in_sentence(flat: Flat, sentence: Span, paragraph: int, topic: Topic, year: int) -> Iterator[Statement]:
    text = sentence.text
    unnumbered = re.sub(r"^[（(]?[一二三四五六七八九\d]+[)）、.]?", "", text)
    if TOPIC_ENDS.match(unnumbered) and not TOPIC.search(text):
        topic.applications = topic.outcomes = False
    if TOPIC.search(text):
        topic.applications = True
    last_end, previous = 0, ""
    told: list[tuple[int, str]] = []
    for quantity in quantities(text):
        words = around(text, quantity, last_end, previous, told)
        topic.proceedings = named(words.before, topic.proceedings)
        topic.outcomes = topic.outcomes or (topic.applications and bool(_AN_OUTCOME.search(words.before)))
        subjects, begin, end = _subject(words, topic, year)
        if not quantity.rough:
            a = sentence.start + (words.start + begin if begin >= 0 else quantity.start)
            b = sentence.start + quantity.end + end
            for subject in subjects:
                yield Statement(
                    subject,
                    quantity,
                    flat.quote(a, b),
                    flat.section,
                    a,
                    b,
                    paragraph,
                    sentence.start + quantity.start,
                    # The same amount told again (即…元) must agree like the first.
                    # So must what is in force: it is a state, not a flow with parts.
                    bool(_WHOLE.search(words.clause))
                    or (subject in _DUTIES and words.trail.startswith(("均", "全部", "都", "已全部")))
                    or subject == previous == "fees"
                    or subject == "in_force",
                )
        if quantity.unit != "%":
            previous = subjects[0] if subjects else "?"
            told.append((quantity.end, previous))
        last_end = quantity.end


def _subject(words: Around, topic: Topic, year: int) -> Found:
    """What a number counts."""
    years = years_named(words.clause)
    other_year = bool(years) and year not in years
    if is_money(words):
        return NOTHING if other_year else fees(words)
    if words.quantity.unit not in CASES:
        return NOTHING
    moved = carried(words, year)
    if moved:
        return NOTHING if turned_to_proceedings(words.before) else moved
    if other_year or _CHANGED.search(words.lead):
        return NOTHING
    found = documents(words) or decisions(words) or body_of_applications(words)
    if found:
        return found
    return application(words, topic) if topic.applications else NOTHING


def by_subject(items: Sequence[Statement]) -> dict[str, list[Statement]]:
    groups: dict[str, list[Statement]] = {}
    for item in items:
        groups.setdefault(item.subject, []).append(item)
    return groups
