"""Section five of all agencies, grouped by theme: how many agencies named each problem, and each measure.

The method is written out in ``workbook_templates/主题.toml``, which holds the words of each theme. It is a count of
words and nothing cleverer, so that the same texts always give the same groups and an office can see why; the agencies
and their own words stand in a remark beside each theme.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from toolkit.compose.paragraph import Paragraph, Remark
from toolkit.compose.phrases import Phrases
from toolkit.model import AgencyResult, District
from toolkit.resources import ResourceError, read_toml, templates_dir

THEMES_FILE = "主题.toml"

_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_GAP = re.compile(r"【(?:待补充|提示|此处填写|填写)[^【】]*】|【待补充】")
_SAYS_NOTHING = re.compile(r"[\s（）()一二12、.．]*(?:无|略|暂无|没有|待补充?|/|-|—)?[。.；;\s]*")
_SENTENCE = re.compile(r"([。；;！？\n]+)")
# 存在问题：甲；乙。 What is listed behind such words needs no number; the list ends with its sentence.
_LABELLED = re.compile(r"^[^：:，,。]{2,14}[：:]\s*(?=\S)")
_CLAUSE = re.compile(r"[，,]")
# 主要体现在内容不够及时: what leads up to the first of several.
_SUCH_AS = re.compile(r"^.*?(?:(?:主要)?(?:体现|表现)(?:在|为)|(?:例|比|譬)?如(?!期|实|果|何)|主要是|包括)")
_PARTED = re.compile(r"[；;]+")
_PATTERNS = (
    "numbered", "measures", "problems", "faults", "acts", "nothing", "heading", "settled", "causes",
)  # fmt: skip
# 解读形式单一，改进：制作图解 and 存在更新慢的问题，我局将逐月核对: a problem with its measure in one item.
_TURN = re.compile(
    r"[，,；]\s*(?=改进[：:措]|下一步|今后|接下来|为此|对此|针对|措施[：:]|(?:我们|[我本].{1,4}?)?(?:将(?!近)|拟))"
)
# What turns from praise to fault opens its clause: of 与群众需求还有差距 nothing is praise.
_BUT = re.compile(r"^(?:.*[，,])?(?:(?:但是?|不过|然而|仍然?|还(?=存在|有)))+")
_WANTING = re.compile(
    r"(?:有待|亟待|亟需|仍需|还需|尚需|需要?)(?:进一步)?.{2}"
)  # what is only wished for is no act
_EDGES = " 　，,、：:"
_OPENING = 24  # characters of a sentence in which words such as 下一步 open it


class ThemesError(ResourceError):
    """The table of themes cannot be used as it stands; the message says what to mend, in Chinese."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: what a draft says of it as a problem and as a measure, and the words by which it is known.

    Attributes:
        also: words that are looked at only where none of the ``words`` of any theme is in the item.
        without: words with which an item is not of the theme, whatever else is in it.
    """

    name: str
    problem: str
    measure: str
    words: tuple[str, ...]
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def hits(self, item: str, words: tuple[str, ...]) -> tuple[int, int]:
        """How many of these words are in the item, and their length; 日内 within 工作日内 does not count again."""
        if any(word in item for word in self.without):
            return 0, 0
        found = [word for word in words if word in item]
        whole = [word for word in found if not any(word in other for other in found if other != word)]
        return len(whole), sum(map(len, whole))


@dataclass(frozen=True)
class Themes:
    """The table, and how a text is cut into items (patterns as in the file)."""

    themes: tuple[Theme, ...]
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

    def of(self, item: str) -> Theme | None:
        """The theme with most of its words in the item, of equals the longer words, then the first; else None."""
        for words in ("words", "also"):
            hits = [theme.hits(item, getattr(theme, words)) for theme in self.themes]
            most = max(hits, default=(0, 0))
            if most[0]:
                return self.themes[hits.index(most)]
        return None

    def items(self, text: str) -> list[tuple[str, str]]:
        """(problem or measure, item) in the text's order.

        Where a kind has numbered items, its other sentences only lead up to them or round them off, and are left out.
        """
        found = [
            (own, sign, piece)
            for kind, sign, item in self._pieces(text)
            for own, piece in self._parts(kind, item)
            if len(piece) >= self.shortest
            and not self.heading.search(piece)
            and not self.nothing.search(piece)
        ]
        found = [
            (kind, sign, piece) for kind, sign, item in found for piece in self._faults_of(kind, sign, item)
        ]
        # Praise, and what has been settled, is no problem: without a number of its own a sentence must name a fault.
        found = [
            (kind, sign, words)
            for kind, sign, item in found
            if (words := item if sign or kind == "measure" else self._open(item))
            and (sign or kind == "measure" or self._names_a_fault(words))
        ]
        numbered = {kind for kind, sign, _ in found if sign == "number"}
        known = [
            (kind, item)
            for kind, sign, item in found
            if sign == "number" or (kind not in numbered and (sign or self.of(item) is not None))
        ]
        # What fits no theme but reads as a problem or measure is still what the agency wrote: its first such sentence.
        for kind, reads in (("problem", self.faults), ("measure", self.acts)):
            if all(other != kind for other, _ in known):
                known += [(k, item) for k, _, item in found if k == kind and reads.search(item)][:1]
        return known

    def _pieces(self, text: str) -> Iterator[tuple[str, str, str]]:
        """(kind by its place in the text, what marks it as an item, words) of every item and sentence.

        An item is marked by its ``number``, or by standing in a ``list`` behind 存在问题： or the like; other sentences
        have no mark. Measures begin with a sentence that opens with such words, or where the numbering begins anew.
        """
        kind, seen, in_list = "problem", set[str](), False
        pieces = _SENTENCE.split(text)
        for sentence, end in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
            lead, *numbered = self.numbered.split(sentence)
            numbers = self.numbered.findall(sentence)
            opening = lead[:_OPENING]
            turned = kind
            if self.measures.search(opening):
                kind, seen = "measure", set()
            elif self.problems.search(opening):
                kind, seen = "problem", set()
            elif self.causes.search(opening):
                kind = "cause"
            label = _LABELLED.match(lead) if not numbered else None
            known = label and (self.measures.search(label[0]) or self.problems.search(label[0]))
            in_list = bool(known) or (in_list and kind == turned and not numbered)
            if kind != "cause":
                if kind == "problem" and seen & set(numbers) and len(seen) > 1:
                    kind, seen = "measure", set()
                seen |= set(numbers)
                if numbered:
                    for item in numbered:
                        # （二）改进：…: an item may open the measures, or the problems.
                        start = item.strip(_EDGES)[:8]
                        kind = (
                            "measure"
                            if self.measures.match(start)
                            else "problem"
                            if self.problems.match(start)
                            else kind
                        )
                        yield kind, "number", item.strip(_EDGES)
                else:
                    words = lead[label.end() :] if known and label else lead
                    yield kind, "list" if in_list else "", words.strip(_EDGES)
            in_list = in_list and bool(_PARTED.fullmatch(end))

    def _parts(self, kind: str, item: str) -> Iterator[tuple[str, str]]:
        """(kind, words) of an item; one that names a problem and then what is done about it is two."""
        first, *rest = _TURN.split(item, maxsplit=1)
        if rest and (kind == "problem" or self.faults.search(first)):
            yield "problem", first
            yield "measure", rest[0].strip(_EDGES)
        else:
            yield self._own_kind(kind, item), item

    def _faults_of(self, kind: str, sign: str, item: str) -> list[str]:
        """An item, or the clauses of a sentence that names several faults one after the other."""
        if sign or kind == "measure":
            return [item]
        clauses = [_SUCH_AS.sub("", clause).strip(_EDGES) for clause in _CLAUSE.split(item)]
        faulty = [c for c in clauses if len(c) >= self.shortest and self._names_a_fault(self._open(c))]
        return faulty if len(faulty) > 1 else [item]

    def _open(self, item: str) -> str:
        """What of a sentence may still be a fault: behind 但, without the clauses that say none or settled."""
        return self.settled.sub("", _BUT.sub("", item)).strip(_EDGES)

    def _names_a_fault(self, words: str) -> bool:
        return self.faults.search(words) is not None and not self.heading.search(words)

    def _own_kind(self, kind: str, item: str) -> str:
        """What an item is by its own words where they are plain: a fault that nobody does anything about is a problem."""
        fault, act = self.faults.search(item), self.acts.search(_WANTING.sub("", item))
        return "problem" if kind == "measure" and fault and not act else kind


def _theme(data: Mapping[str, object], number: int, file: str) -> Theme:
    which = f"{file} 第 {number} 类“{data.get('name', '')}”"
    lacking = [key for key in ("name", "problem", "measure", "words") if key not in data]
    if lacking:
        raise ThemesError(f"{which}缺少 {'、'.join(lacking)}，请补上或恢复原来的文件")
    words = data["words"]
    texts = [data[key] for key in ("name", "problem", "measure")]
    if (
        not isinstance(words, list)
        or not words
        or not all(isinstance(t, str) and t.strip() for t in (*texts, *words))
    ):
        raise ThemesError(
            f'{which}写法不对：name、problem、measure 要写文字，words 要写成 ["词", "词"]，至少一个，不能是空的'
        )
    more = {key: data.get(key, []) for key in ("also", "without")}
    for key, listed in more.items():
        if not isinstance(listed, list) or not all(isinstance(word, str) and word.strip() for word in listed):
            raise ThemesError(f'{which}写法不对：{key} 要写成 ["词", "词"]，没有的删去这一行')
    known = ("name", "problem", "measure", "words", *more)
    unknown = sorted(set(data) - set(known))
    if unknown:
        raise ThemesError(f"{which}里的 {'、'.join(unknown)} 不认识；可以写的是 {'、'.join(known)}")
    also, without = (
        tuple(str(word) for word in listed) for listed in more.values() if isinstance(listed, list)
    )
    return Theme(str(texts[0]), str(texts[1]), str(texts[2]), tuple(map(str, words)), also, without)


def _pattern(key: str, text: object, file: str) -> re.Pattern[str]:
    try:
        if isinstance(text, str):
            return re.compile(text)
    except re.error:
        pass
    raise ThemesError(f"{file} 里 [method] 的 {key} 写法不对：要写成文字，括号要成对；改乱了请恢复原来的文件")


@cache
def load_themes(path: Path | None = None) -> Themes:
    """Read the table of themes (the shipped one by default)."""
    file = path or templates_dir() / THEMES_FILE
    try:
        data = read_toml(file, ThemesError)
        method = data["method"]
        themes = tuple(_theme(t, n, file.name) for n, t in enumerate(data["themes"], start=1))
        names = [theme.name for theme in themes]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ThemesError(f"{file.name} 里有两类都叫“{twice}”，请合并或改名")
        patterns = {key: _pattern(key, method[key], file.name) for key in _PATTERNS}
        if type(method["shortest"]) is not int or method["shortest"] < 1:
            raise ThemesError(f"{file.name} 里 [method] 的 shortest 要写成不带引号的正整数")
        return Themes(themes, **patterns, shortest=method["shortest"])
    except ThemesError:
        raise
    except (TypeError, ValueError) as error:
        raise ThemesError(
            f"{file.name} 里的写法不对：请核对 [method] 和各类的写法，改乱了请恢复原来的文件"
        ) from error
    except KeyError as error:
        raise ThemesError(f"{file.name} 里缺少 {error}，请补上或恢复原来的文件") from None


@dataclass
class _Named:
    """The agencies that named a theme, each with its first item on it."""

    theme: Theme | None
    agencies: dict[str, str] = field(default_factory=dict)


def _gather(texts: Mapping[str, str], themes: Themes) -> dict[str, list[_Named]]:
    """problem and measure -> themes, those that most agencies named first, 其他 (no theme) last."""
    found: dict[str, dict[str, _Named]] = {"problem": {}, "measure": {}}
    for agency, text in texts.items():
        for kind, item in themes.items(text):
            theme = themes.of(item)
            named = found[kind].setdefault(theme.name if theme else "", _Named(theme))
            named.agencies.setdefault(agency, item)
    order = {theme.name: i for i, theme in enumerate(themes.themes)}

    def rank(named: _Named) -> tuple[bool, int, int]:
        return named.theme is None, -len(named.agencies), order[named.theme.name] if named.theme else 0

    return {kind: sorted(groups.values(), key=rank) for kind, groups in found.items()}


def problems_and_measures(
    district: District, section: str, phrases: Phrases, themes: Themes
) -> list[Paragraph]:
    """The district's section five: problems, then measures, each theme with how many agencies named it."""
    results = [r for r in district.included if r.judged is not None and not r.agency.is_adjustment]
    texts = {r.agency.name: text for r in results if (text := _text(r, section))}
    if not texts:
        return []
    found = _gather(texts, themes)
    none = [name for name, text in texts.items() if not themes.items(text)]
    told = len(texts) - len(none)
    paragraphs = [
        paragraph
        for kind in ("problem", "measure")
        if found[kind]
        for paragraph in _paragraphs(kind, found[kind], told, phrases)
    ]
    if none:
        names = phrases.joined(none)
        paragraphs.append(phrases.gap(phrases.fill("themes.none", n=len(none), names=names)))
    silent = [r.agency.name for r in results if r.agency.name not in texts]
    if silent:
        names = phrases.joined(silent)
        paragraphs.append(phrases.gap(phrases.fill("themes.silent", n=len(silent), names=names)))
    return paragraphs + [phrases.gap(hint) for hint in phrases.get("themes.hints")]


def _text(result: AgencyResult, section: str) -> str:
    """What the agency wrote, without the gaps of a draft that nobody filled; empty where it says nothing (无。, 略)."""
    text = result.judged.ret.sections.get(section, "") if result.judged else ""
    text = _GAP.sub("", text).strip()
    return "" if _SAYS_NOTHING.fullmatch(text) else text


def _paragraphs(kind: str, groups: Sequence[_Named], n: int, phrases: Phrases) -> Iterator[Paragraph]:
    """The themes that most agencies named, as a sentence; what fits none of them as a gap, for a person to choose from."""
    most = phrases.number("themes.most")
    named = [group for group in groups if group.theme is not None][:most]
    rest = [group for group in groups if group not in named]
    said, remarks = [], []
    pattern = f"themes.{kind}_alone" if len(named) == 1 else f"themes.{kind}"
    for numeral, group in zip(_NUMERALS, named, strict=False):
        words = getattr(group.theme, kind)
        said.append(phrases.fill(pattern, number=numeral, words=words, n=len(group.agencies)))
        remarks.append(Remark(words, _who_said(group, phrases)))
    if said:
        text = phrases.fill(f"themes.{kind}s", n=n, parts=phrases.joined(said, "clause"))
        yield Paragraph("text", text, remarks=tuple(remarks))
    others: dict[str, str] = {}
    for group in rest:
        for agency, item in group.agencies.items():
            others.setdefault(agency, item)
    if others:
        gap = phrases.gap(phrases.fill(f"themes.{kind}_other", n=len(others)))
        yield replace(gap, remarks=(Remark("", _who_said(_Named(None, others), phrases)),))


def _who_said(group: _Named, phrases: Phrases) -> str:
    most, length = phrases.number("themes.quotes"), phrases.number("themes.quote_length")
    lines = [
        phrases.fill("themes.quote", name=name, words=item if len(item) <= length else item[:length] + "……")
        for name, item in list(group.agencies.items())[:most]
    ]
    more = len(group.agencies) - most
    if more > 0:
        names = phrases.joined(list(group.agencies)[most:])
        lines.append(phrases.fill("themes.more", n=more, names=names))
    return "\n".join([phrases.fill("themes.remark", n=len(group.agencies)), *lines])
