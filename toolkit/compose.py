"""Composed text: figures -> paragraphs, in the words of ``workbook_templates/句式.toml``.

A sentence states figures, their sums and the year, nothing else; what the figures do not say becomes a gap for a
person to fill. Figures that cannot be trusted (no number, negative, an identity that does not hold, a table left
untouched) are not put into words: the gap says why.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from toolkit.form import FigureSpec, Form, Identity, Label, Section
from toolkit.model import District, Number, Return, State
from toolkit.resources import ResourceError, templates_dir
from toolkit.text import strip_numbering

PHRASES_FILE = "句式.toml"

_NUMERALS = "一二三四五六七八九十"
_HEADED = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)][^。：:；;，,]{1,40}(?:[。：:]|$)")


class PhraseError(ResourceError):
    """The wording file cannot be used as it stands; the message says what to mend, in Chinese."""


class Phrases:
    """The wording file: patterns by section and name."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def get(self, path: str) -> Any:
        """What stands at ``section.name``; section and name are parted by the first dot."""
        section, _, name = path.partition(".")
        try:
            return self._data[section][name]
        except KeyError:
            raise PhraseError(
                f"{PHRASES_FILE} 里缺少 [{section}] 的“{name}”，请补上或恢复原来的文件"
            ) from None

    def fill(self, path: str, **slots: object) -> str:
        """The pattern at ``path`` with its slots filled."""
        pattern = self.get(path)
        try:
            return str(pattern).format_map(slots)
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            raise PhraseError(
                f"{PHRASES_FILE} 里“{path}”的写法有误（{error}）：可用的空位是 {'、'.join(slots)}"
            ) from None

    def aspect(self, name: str) -> Mapping[str, str]:
        """What the file says of one of the aspects of section one; nothing where it does not know it."""
        return self._data.get("aspects", {}).get(name, {})  # type: ignore[no-any-return]

    def hints(self, section: Section) -> list[str]:
        """What is to be written in a narrative section; for one that the file does not know, its heading."""
        known = self._data.get("hints", {}).get(section.id)
        if known is None:
            return [self.fill("hints.aspect", aspect=strip_numbering(section.heading.text))]
        return [known] if isinstance(known, str) else list(known)

    def joined(self, parts: Iterable[str], by: str = "list") -> str:
        return str(self.get(f"words.{by}")).join(parts)

    def gap(self, hint: str) -> "Paragraph":
        return Paragraph("gap", self.fill("words.gap", hint=hint))


@cache
def load_phrases(path: Path | None = None) -> Phrases:
    """Read the wording file (the shipped one by default)."""
    file = path or templates_dir() / PHRASES_FILE
    try:
        return Phrases(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PhraseError(f"{file.name} 读不出来（{error}）：请检查引号是否成对、编码是否为 UTF-8") from error


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a draft.

    Attributes:
        kind: text, subheading (``lead`` alone) or gap (to be filled by a person, shown highlighted).
        text: what follows the lead.
        lead: a heading such as （一）主动公开。 that opens the paragraph.
    """

    kind: Literal["text", "subheading", "gap"]
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, of which year: ``who`` as in 本机关, ``area`` as in 区; ``district`` for the district's report."""

    year: int
    who: str
    area: str = ""
    district: bool = False


@dataclass(frozen=True)
class Figures:
    """The figures that text is composed from, in the form's order."""

    form: Form
    values: Sequence[Number | None]
    states: Sequence[State] = ()
    blank_is_zero: bool = False

    @classmethod
    def of_return(cls, ret: Return, form: Form, blank_is_zero: bool = False) -> "Figures":
        return cls(form, ret.values, ret.states, blank_is_zero)

    @classmethod
    def of_district(cls, district: District) -> "Figures":
        """The totals; while no agency is in they are no figures, and nothing may be said of them."""
        if not district.included:
            n = len(district.form.figures)
            states: list[State] = ["absent"] * n
            return cls(district.form, (None,) * n, states)
        return cls(district.form, district.totals)

    def state(self, index: int) -> State:
        return self.states[index] if self.states else "number"

    @cached_property
    def _blank_tables(self) -> frozenset[str]:
        def blank(table: str) -> bool:
            states = [self.state(f.index) for f in self.form.by_table[table] if not f.is_total]
            found = [state for state in states if state != "absent"]
            return bool(found) and all(state == "blank" for state in found)

        return frozenset(table.id for table in self.form.tables if blank(table.id))

    def untouched(self, table: str) -> bool:
        """Whether the table was left blank and that says nothing (F02), rather than zero."""
        if self.blank_is_zero and len(self._blank_tables) < len(self.form.tables):
            return False
        return table in self._blank_tables

    def asks(self, index: int) -> bool:
        """Whether an empty cell or a / is counted as 0 without the agency having said so."""
        return not self.blank_is_zero and self.state(index) in ("blank", "na")

    def usable(self, index: int) -> bool:
        value = self.values[index]
        if value is None or value < 0:
            return False
        return self.form.figures[index].block.type == "amount" or value == int(value)

    def value(self, index: int) -> Number:
        """The value of a usable figure."""
        value = self.values[index]
        if value is None:
            raise ValueError(f"{self.form.codes[index]} has no value")
        return value

    def sum(self, indices: Iterable[int]) -> Number:
        return sum((self.value(i) for i in indices), 0)

    def holds(self, identity: Identity) -> bool:
        return self.sum(identity.left) == self.sum(identity.right)

    def said(self, indices: Iterable[int]) -> bool:
        """Whether any of the cells was filled in, be it with 0 or 无."""
        return self.blank_is_zero or any(self.state(i) != "blank" for i in indices)


def say(number: Number) -> str:
    """A number as it is written in a sentence: no exponent, no trailing zeros."""
    return format(number.normalize(), "f") if isinstance(number, Decimal) else str(number)


# ---------------------------------------------------------------- the agency's own text


def own_text(text: str) -> list[Paragraph]:
    """The agency's text as it is, a paragraph a line; headings such as （一）主动公开。 are told apart."""
    paragraphs = []
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        headed = _HEADED.match(line)
        if headed is None:
            paragraphs.append(Paragraph("text", line))
        elif headed.end() == len(line):
            paragraphs.append(Paragraph("subheading", "", line))
        else:
            paragraphs.append(Paragraph("text", line[headed.end() :], line[: headed.end()]))
    return paragraphs


# ---------------------------------------------------------------- sections


def narrative(
    figures: Figures, voice: Voice, phrases: Phrases, own: Mapping[str, str] | None = None
) -> dict[str, list[Paragraph]]:
    """All narrative sections by id: the agency's own text where there is some, else composed text and gaps."""
    result = {}
    for section in figures.form.narrative:
        paragraphs = own_text((own or {}).get(section.id, ""))
        if not paragraphs:
            paragraphs = [phrases.gap(hint) for hint in phrases.hints(section)]
            if section.aspects:
                paragraphs += _aspects(section.aspects, figures, voice, phrases)
        result[section.id] = paragraphs
    return result


def _aspects(
    aspects: Sequence[Label], figures: Figures, voice: Voice, phrases: Phrases
) -> Iterator[Paragraph]:
    """Each aspect of section one: its heading, what the figures say of it, a gap for the rest."""
    for numeral, label in zip(_NUMERALS, aspects, strict=False):
        wording = phrases.aspect(label.text)
        heading = phrases.fill("words.subheading", number=numeral, aspect=label.text)
        yield Paragraph("subheading", "", heading)
        source = wording.get("figures")
        if source is not None:
            if source not in COMPOSERS:
                raise PhraseError(f"{PHRASES_FILE} 里“{label.text}”的 figures 只能是 {'、'.join(COMPOSERS)}")
            for composer in COMPOSERS[source]:
                yield from composer(figures, voice, phrases)
        hint = (wording.get("district_hint") if voice.district else None) or wording.get("hint")
        if hint is None:
            hint = phrases.fill("hints.aspect", aspect=label.text)
        yield phrases.gap(hint.replace("{area}", voice.area))


# ---------------------------------------------------------------- table two


def disclosure(figures: Figures, voice: Voice, phrases: Phrases) -> Iterator[Paragraph]:
    """Documents issued, decisions made, fees collected; what is zero is not mentioned."""
    table = "t2"
    trouble = _judge(table, figures)
    if trouble in ("missing", "untouched"):
        yield _trouble(trouble, table, figures, phrases)
        return
    verbs: Mapping[str, str] = phrases.get("disclosure.verbs")
    documents: dict[str, list[str]] = {}
    decisions: list[str] = []
    fees: list[str] = []
    for f in figures.form.by_table[table]:
        if not figures.usable(f.index) or not figures.value(f.index):
            continue
        slots = {"label": _plain(f.row.label.text), "n": say(figures.value(f.index))}
        if f.block.type == "amount":
            fees.append(phrases.fill("disclosure.fee", **slots))
        elif f.column.code in verbs:
            same = documents.setdefault(f.row.code, [])
            pattern = "disclosure.document_again" if same else "disclosure.document"
            same.append(phrases.fill(pattern, verb=verbs[f.column.code], **slots))
        else:
            decisions.append(phrases.fill("disclosure.decision", **slots))
    parts = [phrases.joined(same) for same in documents.values()]
    if decisions:
        parts.append(phrases.fill("disclosure.decisions", parts=phrases.joined(decisions)))
    parts += fees
    if parts:
        text = phrases.fill(
            "disclosure.sentence", year=voice.year, who=voice.who, parts=phrases.joined(parts, "clause")
        )
        yield Paragraph("text", text)
    if trouble is not None:
        yield _trouble(trouble, table, figures, phrases)


# ---------------------------------------------------------------- table three


def applications(figures: Figures, voice: Voice, phrases: Phrases) -> Iterator[Paragraph]:
    """What came in, how it was settled, what is carried out."""
    form = figures.form
    balance = next(i for i in form.identities_of("balance") if form.figures[i.left[0]].is_total)
    (new, carried_in), (settled, carried_out) = balance.left, balance.right
    trouble = _judge("t3", figures)
    if trouble is None and not figures.value(new) and not figures.value(carried_in):
        cells = _parts("row_total", new, form) + _parts("row_total", carried_in, form)
        trouble = None if figures.said((*cells, new, carried_in)) else "blank"
    if trouble is not None:
        yield _trouble(trouble, "t3", figures, phrases)
        return
    slots: dict[str, object] = {"year": voice.year, "who": voice.who}
    n_new, n_carried_in = figures.value(new), figures.value(carried_in)
    if not n_new and not n_carried_in:
        yield Paragraph("text", phrases.fill("applications.none", **slots))
        return
    applicants = _counted(
        _parts("row_total", new, form), figures, lambda f: f.column.path[1:], lambda f: f.column.label
    )
    slots |= {
        "new": say(n_new),
        "carried_in": say(n_carried_in),
        "coming": say(n_new + n_carried_in),
        "applicants": _listed("applications.applicant", "applications.applicants", applicants, phrases),
    }
    came = "new_and_carried_in" if n_new and n_carried_in else "new" if n_new else "carried_in"
    text = phrases.fill(f"applications.{came}", **slots)
    n_out = say(figures.value(carried_out))
    if figures.value(settled):
        yield Paragraph("text", text + _settled(settled, carried_out, figures, phrases))
    else:
        yield Paragraph("text", text + phrases.fill("applications.unsettled", n=n_out))


def _settled(settled: int, carried_out: int, figures: Figures, phrases: Phrases) -> str:
    outcomes = _counted(
        _parts("results_total", settled, figures.form),
        figures,
        lambda f: f.row.path[1:],
        lambda f: f.row.label,
    )
    if figures.value(carried_out):
        rest = phrases.fill("applications.carried_out", n=say(figures.value(carried_out)))
    else:
        rest = phrases.fill("applications.carried_out_none")
    n = say(figures.value(settled))
    pattern = "applications.outcome_only" if len(outcomes) == 1 else "applications.outcome"
    said = [
        phrases.fill(
            pattern,
            label=outcome.label,
            n=say(outcome.count),
            reasons=_listed("applications.reason", "applications.reasons", _reasons(outcome), phrases),
        )
        for outcome in outcomes
    ]
    if len(said) == 1:
        return phrases.fill("applications.settled_one_way", n=n, outcome=said[0], rest=rest)
    return phrases.fill("applications.settled", n=n, outcomes=phrases.joined(said), rest=rest)


def _reasons(outcome: "_Counted") -> tuple["_Counted", ...]:
    """What the outcome is made of; 其他处理（其他） would say nothing."""
    only = outcome.parts[0] if len(outcome.parts) == 1 else None
    return () if only is not None and only.label in outcome.label else outcome.parts


# ---------------------------------------------------------------- table four


def reviews(figures: Figures, voice: Voice, phrases: Phrases) -> Iterator[Paragraph]:
    """Administrative reviews, and lawsuits told apart by the way they came."""
    trouble = _judge("t4", figures)
    groups = figures.form.identities_of("group_total")
    figure_of = figures.form.figures
    if trouble is None and not any(figures.sum(i.left) for i in groups):
        everything = [f.index for f in figures.form.by_table["t4"]]
        trouble = None if figures.said(everything) else "blank"
    if trouble is not None:
        yield _trouble(trouble, "t4", figures, phrases)
        return
    slots: dict[str, object] = {"year": voice.year, "who": voice.who}
    review = [i for i in groups if not figure_of[i.left[0]].row.path and figures.sum(i.left)]
    lawsuits = [i for i in groups if figure_of[i.left[0]].row.path and figures.sum(i.left)]
    if not review and not lawsuits:
        yield Paragraph("text", phrases.fill("reviews.none", **slots))
        return

    def kind(pattern: str, identity: Identity) -> str:
        results = _counted(identity.right, figures, lambda f: (), lambda f: f.column.label)
        return phrases.fill(
            pattern,
            label=_plain(figure_of[identity.left[0]].row.label.text),
            n=say(figures.sum(identity.left)),
            results=_listed("reviews.result", "reviews.results", results, phrases),
        )

    slots["review"] = kind("reviews.review", review[0]) if review else phrases.fill("reviews.review_none")
    total = say(sum((figures.sum(i.left) for i in lawsuits), 0))
    if not lawsuits:
        slots["litigation"] = phrases.fill("reviews.litigation_none")
    elif len(lawsuits) == 1:
        only = kind("reviews.kind_only", lawsuits[0])
        slots["litigation"] = phrases.fill("reviews.litigation_one_kind", n=total, kind=only)
    else:
        kinds = phrases.joined(kind("reviews.kind", i) for i in lawsuits)
        slots["litigation"] = phrases.fill("reviews.litigation", n=total, kinds=kinds)
    yield Paragraph("text", phrases.fill("reviews.sentence", **slots))


Composer = Callable[[Figures, Voice, Phrases], Iterable[Paragraph]]

COMPOSERS: Mapping[str, tuple[Composer, ...]] = {
    "disclosure": (disclosure,),
    "applications": (applications, reviews),
}
"""What ``figures`` of an aspect may name in the wording file."""


# ---------------------------------------------------------------- helpers


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number under a plain label, with the numbers that it is made of where it stands for a group."""

    label: str
    count: Number
    parts: tuple["_Counted", ...] = ()


def _counted(
    indices: Iterable[int],
    figures: Figures,
    path: Callable[[FigureSpec], tuple[Label, ...]],
    label: Callable[[FigureSpec], Label],
) -> tuple[_Counted, ...]:
    """The figures that are not zero, those of one group together."""
    grouped: dict[str, list[_Counted]] = {}
    alone: set[str] = set()
    for i in indices:
        spec, value = figures.form.figures[i], figures.value(i)
        own, groups = _plain(label(spec).text), path(spec)
        key = _plain(groups[-1].text) if groups else own
        if not groups:
            alone.add(key)
        if value:
            grouped.setdefault(key, []).append(_Counted(own, value))
    return tuple(
        _Counted(key, sum((part.count for part in parts), 0), () if key in alone else tuple(parts))
        for key, parts in grouped.items()
    )


def _listed(one: str, frame: str, parts: Sequence[_Counted], phrases: Phrases) -> str:
    """（甲1件、乙2件）, or （甲） where there is only one; empty where there is none."""
    if not parts:
        return ""
    if len(parts) == 1:
        return phrases.fill(f"{one}_only", label=parts[0].label)
    return phrases.fill(
        frame, parts=phrases.joined(phrases.fill(one, label=part.label, n=say(part.count)) for part in parts)
    )


def _plain(label: str) -> str:
    """A label as a word in a sentence: without its number and what is explained in brackets or after a comma."""
    return re.split("[（(、，]", strip_numbering(label), maxsplit=1)[0]


def _parts(pattern: str, total: int, form: Form) -> tuple[int, ...]:
    return next(i.right for i in form.identities_of(pattern) if i.left == (total,))


def _judge(table: str, figures: Figures) -> str | None:
    """Why a table cannot be put into words, as a name in [troubles]; None where it can."""
    specs = figures.form.by_table[table]
    if all(figures.state(f.index) == "absent" for f in specs):
        return "missing"
    if figures.untouched(table):
        return "untouched"
    if not all(figures.usable(f.index) for f in specs):
        return "unreadable"
    if not all(figures.holds(i) for i in figures.form.identities if i.table == table):
        return "unbalanced"
    return None


def _trouble(kind: str, table: str, figures: Figures, phrases: Phrases) -> Paragraph:
    return phrases.gap(phrases.fill(f"troubles.{kind}", table=figures.form.table(table).name))
