"""The narrative sections: the agency's own text where there is some, else composed text and gaps."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.compose.applications import applications
from toolkit.compose.disclosure import disclosure
from toolkit.compose.figures import Figures
from toolkit.compose.paragraph import Paragraph, Voice, own_text, say
from toolkit.compose.phrases import PHRASES_FILE, PhraseError, Phrases
from toolkit.compose.reviews import reviews
from toolkit.form import Form, Label, Section
from toolkit.narrative.aspects import aspect_of, missing_aspects
from toolkit.narrative.flat import flatten
from toolkit.narrative.little import says_little

_NUMERALS = "一二三四五六七八九十"
_NUMBERED = re.compile(r"^[（(]([一二三四五六七八九十])[）)]")

Composer = Callable[[Figures, Voice, Phrases], Iterable[Paragraph]]

COMPOSERS: Mapping[str, tuple[Composer, ...]] = {
    "disclosure": (disclosure,),
    "applications": (applications, reviews),
}
"""What ``figures`` of an aspect may name in the wording file."""


def narrative(
    figures: Figures,
    voice: Voice,
    phrases: Phrases,
    own: Mapping[str, str] | None = None,
    more: Mapping[str, Sequence[Paragraph]] | None = None,
    bare: Collection[int] = (),
) -> dict[str, list[Paragraph]]:
    """All narrative sections by id.

    Args:
        own: the agency's own text by section. Nothing is put into it; the aspects that its section one does not speak
            of follow it, as composed text and gaps.
        more: further paragraphs by the section's id, or by the label of the aspect of section one that they close;
            those of a section stand in the place of its gaps.
        bare: aspects of section one whose heading the agency left with nothing under it.
    """
    more = more or {}
    result = {}
    for section in figures.form.narrative:
        text = (own or {}).get(section.id, "")
        paragraphs = own_text(text)
        if paragraphs and section.aspects:
            unwritten = missing_aspects(flatten(section.id, text), bare)
            made = _aspects(section.aspects, figures, voice, phrases, more, unwritten)
            paragraphs = _put_in(paragraphs, dict(made), phrases)
        elif paragraphs and says_little(text):
            gaps = list(more.get(section.id) or [phrases.gap(hint) for hint in phrases.hints(section)])
            paragraphs += [phrases.gap(phrases.fill("hints.only", text=text.strip())), *gaps]
        elif not paragraphs:
            paragraphs = list(more.get(section.id) or ())
            if not paragraphs:
                paragraphs = [phrases.gap(hint) for hint in phrases.hints(section)]
            if section.aspects:
                every = range(len(section.aspects))
                composed = _aspects(section.aspects, figures, voice, phrases, more, every)
                paragraphs += [paragraph for _, group in composed for paragraph in group]
        result[section.id] = _once(paragraphs)
    return result


def _aspects(
    aspects: Sequence[Label],
    figures: Figures,
    voice: Voice,
    phrases: Phrases,
    more: Mapping[str, Sequence[Paragraph]],
    wanted: Sequence[int],
) -> Iterator[tuple[int, list[Paragraph]]]:
    """(number from 0, paragraphs) of each aspect of section one that is ``wanted``."""
    for number, label in enumerate(aspects):
        if number in wanted:
            whole = len(wanted) == len(aspects)
            yield number, list(_aspect(label, _NUMERALS[number], figures, voice, phrases, more, whole))


def _aspect(
    label: Label,
    numeral: str,
    figures: Figures,
    voice: Voice,
    phrases: Phrases,
    more: Mapping[str, Sequence[Paragraph]],
    whole: bool,
) -> Iterator[Paragraph]:
    """An aspect's heading, what the figures say of it, and a gap for the rest.

    Args:
        whole: whether all aspects are composed, rather than added to an agency's own text.
    """
    wording = phrases.aspect(label.text)
    yield Paragraph("subheading", "", phrases.fill("words.subheading", number=numeral, aspect=label.text))
    source = wording.get("figures")
    if source is not None:
        if source not in COMPOSERS:
            raise PhraseError(f"{PHRASES_FILE} 里“{label.text}”的 figures 只能是 {'、'.join(COMPOSERS)}")
        for composer in COMPOSERS[source]:
            yield from composer(figures, voice, phrases)
    yield from more.get(label.text, ())
    hint = (wording.get("district_hint") if voice.district else None) or wording.get("hint")
    if hint is None:
        hint = phrases.fill("hints.aspect", aspect=label.text)
    hint = hint.replace("{area}", voice.area).replace("{body}", phrases.body)
    yield phrases.gap(hint if whole else phrases.fill("hints.unwritten", hint=hint))


def _put_in(
    own: Sequence[Paragraph], made: Mapping[int, Sequence[Paragraph]], phrases: Phrases
) -> list[Paragraph]:
    """The agency's own paragraphs with the aspects that they lack: each in its place where the own headings are numbered
    as the form's aspects are, else behind them under the next numbers."""
    places = [
        (i, _NUMERALS.index(match[1]), aspect_of(paragraph.lead))
        for i, paragraph in enumerate(own)
        if (match := _NUMBERED.match(paragraph.lead))
    ]
    in_order = bool(places) and all(number == aspect for _, number, aspect in places)
    if not in_order:
        after = max((number for _, number, _ in places), default=-1) + 1
        result = list(own)
        for n, group in enumerate(made.values()):
            result += _renumbered(group, after + n) if places else group
        return result
    result = []
    left = dict(made)
    heads = {i: number for i, number, _ in places}
    for i, paragraph in enumerate(own):
        for aspect in [a for a in left if i in heads and a < heads[i]]:
            result += left.pop(aspect)
        result.append(paragraph)
    return [*result, *(paragraph for group in left.values() for paragraph in group)]


def _renumbered(group: Sequence[Paragraph], number: int) -> list[Paragraph]:
    """An aspect's paragraphs, its heading with another number."""
    if number >= len(_NUMERALS):
        return list(group)
    first, *others = group
    return [replace(first, lead=_NUMBERED.sub(f"（{_NUMERALS[number]}）", first.lead)), *others]


def _once(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Without gaps that say the same again: one trouble may keep several tables from being put into words."""
    seen: set[str] = set()
    kept = []
    for paragraph in paragraphs:
        if paragraph.kind == "gap" and paragraph.text in seen:
            continue
        seen.add(paragraph.text)
        kept.append(paragraph)
    return kept


def aspect_with(figures: str, form: Form, phrases: Phrases) -> str:
    """The label of the aspect of section one that is composed of these figures; empty where there is none."""
    labels = (aspect.text for section in form.narrative for aspect in section.aspects)
    return next((label for label in labels if phrases.aspect(label).get("figures") == figures), "")


def fee_hints(figures: Figures, section: Section, phrases: Phrases) -> list[Paragraph]:
    """The gaps of section six; the first, on fees, with what the tables know of them."""
    form = figures.form
    first, *others = phrases.hints(section)
    facts = []
    unpaid = next((f for f in form.by_table["t3"] if f.row.code == "other_fee_unpaid" and f.is_total), None)
    taken = next((f for f in form.figures if f.block.type == "amount"), None)
    for figure, name in ((unpaid, "fees.unpaid"), (taken, "fees.none")):
        if (
            figure is None
            or figures.foreign
            or not figures.usable(figure.index)
            or figures.asks(figure.index)
        ):
            continue
        value = figures.value(figure.index)
        if bool(value) == (figure is unpaid):
            facts.append(phrases.fill(name, n=say(value)))
    if facts:
        first = phrases.fill("fees.known", hint=first, facts=phrases.joined(facts, "clause"))
    return [phrases.gap(hint) for hint in (first, *others)]
