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
from typing import Any

from toolkit.compose.items import Cutter, Kind
from toolkit.compose.paragraph import Paragraph, Remark
from toolkit.compose.phrases import Phrases
from toolkit.compose.scope import called, is_only_figures
from toolkit.model import AgencyResult, District
from toolkit.resources import ResourceError, read_toml, templates_dir

THEMES_FILE = "主题.toml"

_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_GAP = re.compile(r"【(?:待补充|提示|此处填写|填写)[^【】]*】|【待补充】")
_SAYS_NOTHING = re.compile(r"[\s（）()一二12、.．]*(?:无|略|暂无|没有|待补充?|/|-|—)?[。.；;\s]*")
_PATTERNS = (
    "numbered", "measures", "problems", "faults", "acts", "nothing", "heading", "settled", "causes",
)  # fmt: skip


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
    cutter: Cutter

    def of(self, item: str) -> Theme | None:
        """The theme with most of its words in the item, of equals the longer words, then the first; else None."""
        for words in ("words", "also"):
            hits = [theme.hits(item, getattr(theme, words)) for theme in self.themes]
            most = max(hits, default=(0, 0))
            if most[0]:
                return self.themes[hits.index(most)]
        return None

    def items(self, text: str) -> list[tuple[Kind, str]]:
        """(problem or measure, its words) of a section five, in the text's order."""
        return [(item.kind, item.words) for item in self.cutter.items(text)]


def _completed(own: Mapping[str, Any], shipped: Mapping[str, Any]) -> dict[str, Any]:
    """An office's own file with what it leaves out from the shipped one.

    A file with [method] holds all its themes; one without only those that are other than the shipped ones of the same
    name, or new.
    """
    if "method" in own:
        return {
            **own,
            "method": {**shipped["method"], **own["method"]},
            "themes": own.get("themes", shipped["themes"]),
        }
    changed = {theme["name"]: theme for theme in own["themes"]}
    known = [theme["name"] for theme in shipped["themes"]]
    themes = [changed.get(theme["name"], theme) for theme in shipped["themes"]]
    return {
        **shipped,
        "themes": [*themes, *(theme for theme in own["themes"] if theme.get("name") not in known)],
    }


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
    ends = next((text for text in texts[1:] if str(text).rstrip()[-1] in "。；，、"), None)
    if ends is not None:
        raise ThemesError(f"{which}写法不对：“{ends}”末尾不要标点，程序会接着写单位数")
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
        if path is not None:
            data = _completed(data, read_toml(templates_dir() / THEMES_FILE, ThemesError))
        method = data["method"]
        themes = tuple(_theme(t, n, file.name) for n, t in enumerate(data["themes"], start=1))
        names = [theme.name for theme in themes]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ThemesError(f"{file.name} 里有两类都叫“{twice}”，请合并或改名")
        patterns = {key: _pattern(key, method[key], file.name) for key in _PATTERNS}
        if type(method["shortest"]) is not int or method["shortest"] < 1:
            raise ThemesError(f"{file.name} 里 [method] 的 shortest 要写成不带引号的正整数")
        return Themes(themes, Cutter(**patterns, shortest=method["shortest"]))
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
    for pattern, group in (
        ("themes.silent", [r for r in results if r.agency.name not in texts and not is_only_figures(r)]),
        ("themes.only_figures", [r for r in results if r.agency.name not in texts and is_only_figures(r)]),
    ):
        if group:
            names = phrases.joined(called(r, phrases) for r in group)
            paragraphs.append(phrases.gap(phrases.fill(pattern, n=len(group), names=names)))
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
