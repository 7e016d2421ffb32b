"""The narrative sections: the agency's own text where there is some, else composed text and gaps."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from toolkit.compose.applications import applications
from toolkit.compose.disclosure import disclosure
from toolkit.compose.figures import Figures
from toolkit.compose.paragraph import Paragraph, Voice, own_text, say
from toolkit.compose.phrases import PHRASES_FILE, PhraseError, Phrases
from toolkit.compose.reviews import reviews
from toolkit.form import Label, Section
from toolkit.narrative.aspects import missing_aspects
from toolkit.narrative.flat import flatten

_NUMERALS = "一二三四五六七八九十"

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
) -> dict[str, list[Paragraph]]:
    """All narrative sections by id.

    Args:
        own: the agency's own text by section. Nothing is put into it; the aspects that its section one does not speak
            of follow it, as composed text and gaps.
        more: further paragraphs by the section's id, or by the label of the aspect of section one that they close;
            those of a section stand in the place of its gaps.
    """
    more = more or {}
    result = {}
    for section in figures.form.narrative:
        text = (own or {}).get(section.id, "")
        paragraphs = own_text(text)
        if paragraphs and section.aspects:
            unwritten = missing_aspects(flatten(section.id, text))
            paragraphs += _aspects(section.aspects, figures, voice, phrases, more, unwritten)
        elif not paragraphs:
            paragraphs = list(more.get(section.id) or ())
            if not paragraphs:
                paragraphs = [phrases.gap(hint) for hint in phrases.hints(section)]
            if section.aspects:
                every = range(len(section.aspects))
                paragraphs += _aspects(section.aspects, figures, voice, phrases, more, every)
        result[section.id] = _once(paragraphs)
    return result


def _aspects(
    aspects: Sequence[Label],
    figures: Figures,
    voice: Voice,
    phrases: Phrases,
    more: Mapping[str, Sequence[Paragraph]],
    wanted: Sequence[int],
) -> Iterator[Paragraph]:
    """Each aspect of section one that is ``wanted``: its heading, what the figures say of it, a gap for the rest."""
    for number, (numeral, label) in enumerate(zip(_NUMERALS, aspects, strict=False)):
        if number not in wanted:
            continue
        wording = phrases.aspect(label.text)
        heading = phrases.fill("words.subheading", number=numeral, aspect=label.text)
        yield Paragraph("subheading", "", heading)
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
        hint = hint.replace("{area}", voice.area)
        yield phrases.gap(hint if len(wanted) == len(aspects) else phrases.fill("hints.unwritten", hint=hint))


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
