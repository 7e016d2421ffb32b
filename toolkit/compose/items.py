"""An agency's section five cut into its problems and its measures, by the patterns of ``workbook_templates/主题.toml``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["problem", "measure"]
Sign = Literal["number", "list", ""]

_SENTENCE = re.compile(r"([。；;！？\n]+)")
# 存在问题：甲；乙。 What is listed behind such words needs no number; the list ends with its sentence.
_LABELLED = re.compile(r"^[^：:，,。]{2,14}[：:]\s*(?=\S)")
_PARTED = re.compile(r"[；;]+")
# 解读形式单一，改进：制作图解 and 存在更新慢的问题，我局将逐月核对: a problem with its measure in one item.
_TURN = re.compile(
    r"[，,；]\s*(?=改进[：:措办]|下一步|今后|接下来|为此|对此|针对|措施[：:]|(?:我们|[我本].{1,4}?)?(?:将(?!近)|拟|(?:现|目前)?已(?!经?无|不)))"
)
# What turns from praise to fault opens its clause: of 与群众需求还有差距 nothing is praise.
_BUT = re.compile(r"^(?:.*[，,])?(?:(?:但是?|不过|然而|仍然?|还(?=存在|有)))+")
_WANTING = re.compile(
    r"(?:有待|亟待|亟需|仍需|还需|尚需|需要?)(?:进一步)?.{2}"
)  # what is only wished for is no act
_CLAUSE = re.compile(r"[，,]")
# 主要体现在内容不够及时: what leads up to the first of several.
_SUCH_AS = re.compile(
    r"^.*?(?:(?:差距|不足|问题)[：:]|(?:主要)?(?:体现|表现)(?:在|为)|(?:例|比|譬)?如(?!期|实|果|何)|主要是|包括)"
)
_LEADS_UP = re.compile(r"以下|如下|下列|[一二三四五两几]个?方面|采取[^，,]{0,8}措施$|[：:]$")
_MENDED = re.compile(r"(?:加以|予以|作了|进行了)(?:改进|整改|完善)")
_EDGES = " 　，,、：:"
_OPENING = 24  # characters of a sentence in which words such as 下一步 open it
_START = 8  # characters of an item
_DIGITS = {digit: n for n, digit in enumerate("一二三四五六七八九十", start=1)} | {
    digit: n for n, digit in enumerate("①②③④⑤⑥⑦⑧⑨⑩", start=1)
}


class Item(NamedTuple):
    """A problem or a measure in the agency's words; a ``sign`` is its number, or its place in a list."""

    kind: Kind
    sign: Sign
    words: str


class _Piece(NamedTuple):
    """An item or a sentence; ``declared`` where words before it say what kind follows."""

    kind: Kind
    sign: Sign
    declared: bool
    words: str


@dataclass
class _Place:
    """Where in its text the reader is.

    Attributes:
        kind: of what stands here; cause for what is neither problem nor measure.
        declared: whether words said so.
        fresh: whether they did since the last numbering began.
        in_list: whether a list behind such words goes on.
        runs: by the style of the numbers, the last number and the kind of what is numbered.
    """

    kind: Kind | Literal["cause"] = "problem"
    declared: bool = False
    fresh: bool = False
    in_list: bool = False
    runs: dict[str, tuple[int, Kind]] = field(default_factory=dict)

    def turn(self, kind: Kind | Literal["cause"]) -> None:
        self.kind, self.declared, self.fresh = kind, True, True


@dataclass(frozen=True)
class Cutter:
    """The patterns, as in [method] of the file of themes."""

    numbered: re.Pattern[str]
    measures: re.Pattern[str]
    problems: re.Pattern[str]
    faults: re.Pattern[str]
    acts: re.Pattern[str]
    nothing: re.Pattern[str]
    heading: re.Pattern[str]
    settled: re.Pattern[str]
    causes: re.Pattern[str]
    shortest: int

    def items(self, text: str) -> list[Item]:
        """The items in the text's order.

        Praise, and what has been settled, is no problem: without a sign, and where nothing says that problems follow,
        a sentence must name a fault. Where a kind has numbered items, its unsigned sentences only lead up to them.
        """
        found = [item for piece in self._pieces(text) for item in self._of(piece)]
        numbered = {item.kind for item in found if item.sign == "number"}
        return [item for item in found if item.sign or item.kind not in numbered]

    def _of(self, piece: _Piece) -> Iterator[Item]:
        """What a piece holds: a problem and its measure are two, several faults in a sentence as many."""
        for kind, words in self._parts(piece):
            for item in self._faults_of(kind, piece.sign, words):
                if len(item) < self.shortest or self.heading.search(item) or self.nothing.search(item):
                    continue
                if piece.sign or kind == "measure":
                    if piece.sign or not _LEADS_UP.search(item):
                        yield Item(kind, piece.sign, item)
                    continue
                fault = self._open(item)
                if fault and not self.heading.search(fault) and self._is_fault(fault, piece.declared):
                    yield Item(kind, "", fault)

    def _is_fault(self, words: str, declared: bool) -> bool:
        acts = self.acts.search(_WANTING.sub("", words))
        return bool(self.faults.search(words)) or (declared and not acts and not _LEADS_UP.search(words))

    def _pieces(self, text: str) -> Iterator[_Piece]:
        place = _Place()
        pieces = _SENTENCE.split(text)
        for sentence, end in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
            lead, *numbered = self.numbered.split(sentence)
            before = place.kind
            label = self._opens(lead, place) if not numbered else self._opens(lead, place) and None
            place.in_list = label is not None or (place.in_list and place.kind == before and not numbered)
            signs = self.numbered.findall(sentence)
            for sign, item in zip(signs, numbered, strict=True):
                self._numbered(sign, item, place)
                if place.kind != "cause":
                    words = item.strip(_EDGES)
                    inner = _LABELLED.match(words)
                    if inner and self._kind_of(inner[0]):
                        words = words[inner.end() :]  # （二）改进措施：细化公开表
                    yield _Piece(place.kind, "number", True, words)
            if not numbered and place.kind != "cause":
                words = lead[label.end() :] if label else lead
                yield _Piece(place.kind, "list" if place.in_list else "", place.declared, words.strip(_EDGES))
            place.in_list = place.in_list and bool(_PARTED.fullmatch(end))

    def _opens(self, lead: str, place: _Place) -> re.Match[str] | None:
        """Turn where the words before the items say what follows; the label in front of a list, if it has one."""
        opening = lead[:_OPENING]
        kind = self._kind_of(opening)
        if kind is not None:
            place.turn(kind)
        elif self.causes.search(opening):
            place.turn("cause")
        label = _LABELLED.match(lead)
        return label if label and self._kind_of(label[0]) else None

    def _kind_of(self, words: str, at_start: bool = False) -> Kind | None:
        for kind, pattern in (("measure", self.measures), ("problem", self.problems)):
            if pattern.match(words) if at_start else pattern.search(words):
                return kind  # type: ignore[return-value]
        return None

    def _numbered(self, sign: str, item: str, place: _Place) -> None:
        """Turn at an item: a number goes on with what its numbering began with, be there 改进：… between."""
        number = next((_DIGITS.get(c) or int(c) for c in sign if c in _DIGITS or c.isdigit()), 0)
        style = re.sub(r"[\d一二三四五六七八九十①-⑩]+", "", sign)
        last, kind = place.runs.get(style, (0, None))
        if kind is not None and number > last:
            place.kind = kind
        elif kind == "problem" and place.kind == "problem" and last > 1 and not place.fresh:
            place.kind = "measure"  # the numbering begins anew and nothing is said between
        own = self._kind_of(item.strip(_EDGES)[:_START], at_start=True) or self._kind_of(style)
        if own is not None:
            place.turn(own)  # （二）改进：…
        if place.kind != "cause":
            # The items below a heading such as （一）主要问题 are numbered in a style of their own.
            place.runs[style] = (number, place.kind if kind is None or number <= last or own else kind)
            place.fresh = own is not None

    def _parts(self, piece: _Piece) -> Iterator[tuple[Kind, str]]:
        """(kind, words); what names a problem and then what is done about it is two."""
        first, *rest = _TURN.split(piece.words, maxsplit=1)
        fault = self.faults.search(first)
        if rest and fault and (piece.kind == "problem" or not self.acts.search(_WANTING.sub("", first))):
            yield "problem", first
            yield "measure", rest[0].strip(_EDGES)
        else:
            yield self._own_kind(piece), piece.words

    def _own_kind(self, piece: _Piece) -> Kind:
        """What an item is by its own words where they are plain: a fault that nobody does anything about is a problem."""
        fault, act = self.faults.search(piece.words), self.acts.search(_WANTING.sub("", piece.words))
        if piece.kind == "measure":
            return "problem" if fault and not act else "measure"
        mended = not piece.sign and _MENDED.search(piece.words) and not fault
        return "measure" if mended else "problem"

    def _faults_of(self, kind: Kind, sign: Sign, item: str) -> list[str]:
        """An item, or the clauses of a sentence that names several faults one after the other."""
        if sign or kind == "measure":
            return [item]
        clauses = [_SUCH_AS.sub("", clause).strip(_EDGES) for clause in _CLAUSE.split(item)]
        faulty = [c for c in clauses if len(c) >= self.shortest and self._names_a_fault(c)]
        return faulty if len(faulty) > 1 else [item]

    def _names_a_fault(self, clause: str) -> bool:
        words = self._open(clause)
        return bool(self.faults.search(words)) and not self.heading.search(words)

    def _open(self, item: str) -> str:
        """What of a sentence may still be a fault: behind 但, without the clauses that say none or settled."""
        return self.settled.sub("", _BUT.sub("", item)).strip(_EDGES)
