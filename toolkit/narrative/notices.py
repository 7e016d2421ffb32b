"""Notices that reports cite: whether number and name belong together, and which is in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.narrative.flat import Flat


@dataclass(frozen=True, slots=True)
class _Notice:
    """A notice: its name, words that its name must have, and words that only another's has."""

    name: str
    has: str
    lacks: str = ""

    def is_named(self, name: str) -> bool:
        return self.has in name and not (self.lacks and self.lacks in name)


# Sources: the notices themselves.
_NOTICES: dict[str, _Notice] = {
    "国办公开办函【2021】30号": _Notice(
        "关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知", "格式", "有关事项"
    ),
    "国办公开办函【2019】60号": _Notice(
        "关于政府信息公开工作年度报告有关事项的通知", "有关事项", "年度报告格式》的通知"
    ),
    "国办公开办函【2019】61号": _Notice("关于规范政府信息公开平台有关事项的通知", "平台"),
    "国办函【2020】109号": _Notice("关于印发《政府信息公开信息处理费管理办法》的通知", "信息处理费"),
}
# What a cited name must speak of for its number to be judged: other notices of the same office are not known here.
_KNOWN_NAME = re.compile(r"年度报告|公开平台有关事项|信息处理费管理")
SUPERSEDED = "国办公开办函【2019】60号"
IN_FORCE = "国办公开办函〔2021〕30号"
_CITED = re.compile(
    r"(?:《(?P<name>(?:[^《》]|《[^《》]*》)*)》|(?P<plain>关于[^，。；《》（）]{4,40}的通知))?(?:要求|规定|精神)?[，（]{0,2}(?P<number>(?P<office>国办(?:公开办)?)函?[【（](?P<year>\d{4})[】）](?P<serial>\d+)号)"
)
_TRIAL = re.compile(r"政府信息公开工作年度报告格式(?:》)?（试行）(?![^，。；]{0,30}号)")
_NO_BASIS = re.compile(r"废止|停止|取代|替代|不再|原|旧|此前|以往|试行[^，。]{0,6}(?:停|废)|2019、?2020年度")
_BASIS = re.compile(r"根据|依据|按照|依照|要求|规定|编制|精神|格式")


@dataclass(frozen=True, slots=True)
class Citation:
    """A notice that is cited wrongly.

    Attributes:
        kind: superseded, mismatch (the name belongs to another number) or number (the number to no such name).
        number: as written; right: the name that belongs to the number, or the number that belongs to the name.
    """

    kind: str
    number: str
    right: str
    quote: str
    start: int


def wrong_citations(flat: Flat) -> Iterator[Citation]:
    text = flat.text
    for match in _TRIAL.finditer(text):
        if not _NO_BASIS.search(_sentence(text, match)) and _BASIS.search(_sentence(text, match)):
            quote = flat.quote(match.start(), match.end(), 90)
            yield Citation(
                "superseded", SUPERSEDED.replace("【", "〔").replace("】", "〕"), "", quote, match.start()
            )
    for match in _CITED.finditer(text):
        number = f"{match['office']}函【{match['year']}】{match['serial']}号"
        name = match["name"] or match["plain"] or ""
        closing = text[match.end() : match.end() + 1] == "）"
        quote = flat.quote(match.start(), match.end() + closing, 90)
        known = _NOTICES.get(number)
        sentence = _sentence(text, match)
        shown = match["number"].replace("【", "〔").replace("】", "〕")
        if known and _KNOWN_NAME.search(name) and not known.is_named(name):
            yield Citation("mismatch", shown, known.name, quote, match.start())
        elif not known and (meant := _meant(name)):
            yield Citation("number", shown, _shown(meant), quote, match.start())
        elif number == SUPERSEDED and _BASIS.search(sentence) and not _NO_BASIS.search(sentence):
            yield Citation("superseded", shown, known.name if known else "", quote, match.start())


def _meant(name: str) -> str:
    """The number of the notice that a name surely is; empty where it is none that is known here."""
    if not _KNOWN_NAME.search(name):
        return ""
    return next((number for number, notice in _NOTICES.items() if notice.is_named(name)), "")


def _shown(number: str) -> str:
    return number.replace("【", "〔").replace("】", "〕")


def _sentence(text: str, match: re.Match[str]) -> str:
    """The sentence before a citation, and what stands right behind it."""
    begin = max(text.rfind(mark, 0, match.start()) + 1 for mark in "。；\n")
    return text[begin : match.end() + 20]
