"""The headings of the report's six parts, however they are numbered and worded."""

import re
from dataclasses import dataclass
from functools import cached_property

from toolkit.form import Form, Section
from toolkit.model import Document
from toolkit.reading.labels import exact_marks, match_label

_ORDINALS = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"^\s*(?P<bracket>[（(])?\s*(?:第\s*)?(?:(?P<chinese>[{_ORDINALS}])|(?P<arabic>\d{{1,2}})(?=\s*[.．、\s)）]))"
)
_SEPARATOR = re.compile(r"^\s*(?:部分)?\s*[)）]?\s*[、.．,，:：]?\s*")
_BREAK = re.compile(r"[：:。；;\s]")
_LONGEST = 40  # characters of a heading in words of its own
_STOPS = 3  # places where a heading may end and its text begin that are looked at
_SHORT = 20  # and of one that is known by its place alone
_NO_HEADING = re.compile(
    r"[：:。；;，,\s]|[\d０-９][)）\]】]?$|…|\.{3}|·{3}"
)  # sentences, lines of a contents list


@dataclass(frozen=True)
class Heading:
    """A heading line: the section that it opens, and what follows on the same line."""

    section: str
    rest: str = ""


@dataclass(frozen=True)
class Parts:
    """The headings of one document."""

    form: Form
    document: Document

    @cached_property
    def _plain(self) -> bool:
        """Whether the parts are numbered 一、 here: then （四）… is a heading within one of them."""
        return any(
            (number := _NUMBER.match(text)) is not None
            and number["chinese"]
            and not number["bracket"]
            and self._exact(text.strip()) is not None
            for grid in self.document.grids
            if not grid.hidden
            for _, _, text in grid.texts
        )

    def heading(self, line: str, current: str | None = None) -> Heading | None:
        """The heading that a line is, or begins with (一、总体情况。2023年…), below the heading of ``current``."""
        if len(line) < 2:
            return None
        number = _NUMBER.match(line[:60])
        if number is None:
            section = self._exact(line)
            return Heading(section) if section else None
        return self._official(line, number) or self._reworded(line, number, current)

    def official(self, line: str) -> str | None:
        """The section whose heading a line is by one of the form's own labels: what makes a text a report, and no letter."""
        number = _NUMBER.match(line[:60])
        found = self._official(line, number) if number else self.heading(line)
        return found.section if found else None

    def _official(self, line: str, number: re.Match[str]) -> Heading | None:
        ends = [(stop.start(), stop.end()) for stop in _stops(line, number)]
        for end, rest in [*ends, (len(line), len(line))]:
            section = self._exact(line[:end])
            if section is not None and self._fits(number, section):
                return Heading(section, line[rest:])
        return None

    def _reworded(self, line: str, number: re.Match[str], current: str | None) -> Heading | None:
        """A heading with a typing error, in words of its own, or known by its place alone."""
        ends = [(stop.start(), stop.end()) for stop in _stops(line, number)[:_STOPS]]
        for end, rest in [(len(line), len(line)), *ends]:
            section = self._numbered(line[:end], number)
            if section is not None:
                return Heading(section, line[rest:])
        placed = self._by_its_place(line, number, current)
        return Heading(placed) if placed else None

    def _exact(self, text: str) -> str | None:
        return next((m.code for m in exact_marks(self.form, text) if m.kind == "section"), None)

    def _numbered(self, text: str, number: re.Match[str]) -> str | None:
        """The section whose heading a numbered text is: by its label, with a typing error, or by its subject."""
        plain = text.strip()
        if len(plain) > _LONGEST:
            return None
        bare = _SEPARATOR.sub("", text[number.end() :])
        for words in (text, bare):
            section = next((m.code for m in match_label(self.form, words).marks if m.kind == "section"), None)
            if section is not None and self._fits(number, section):
                return section
        own = self._of(number)
        if own is None or number["bracket"] or number["arabic"]:
            return None
        return own.id if not _NO_HEADING.search(plain) and re.search(own.known_by or "(?!)", plain) else None

    def _fits(self, number: re.Match[str], section: str) -> bool:
        """Whether a numbered label is the part's heading: its own number; of a text with its 一、 another one may be a slip."""
        own = self._of(number)
        if number["bracket"]:
            return own is not None and own.id == section and (own.kind == "narrative" or not self._plain)
        if own is not None and own.id == section:
            return True
        # A table's name under a number of another part is a heading within section one: 一、主动公开政府信息情况.
        return not number["arabic"] and self._section(section).kind == "narrative"

    def _by_its_place(self, line: str, number: re.Match[str], current: str | None) -> str | None:
        """The first part of a text, or what follows the last table, in words that no heading has: 五、短板弱项."""
        plain = line.strip()
        if self.document.kind == "book" or not number["chinese"] or number["bracket"]:
            return None
        if len(plain) > _SHORT or _NO_HEADING.search(plain):
            return None
        own, first = self._of(number), self.form.sections[0]
        if own is None or own.kind == "table":
            return None
        before = self.form.sections[self.form.sections.index(own) - 1]
        fits = current is None if own is first else before.kind == "table" and current == before.id
        return own.id if fits else None

    def _of(self, number: re.Match[str]) -> Section | None:
        """The part with this number."""
        ordinal = _ORDINALS.index(number["chinese"]) if number["chinese"] else int(number["arabic"]) - 1
        return self.form.sections[ordinal] if 0 <= ordinal < len(self.form.sections) else None

    def _section(self, id_: str) -> Section:
        return next(section for section in self.form.sections if section.id == id_)


def _stops(line: str, number: re.Match[str]) -> list[re.Match[str]]:
    """Where a heading may end and its text begin on the same line."""
    return [
        stop for stop in _BREAK.finditer(line[:60]) if stop.start() > number.end() and stop.end() < len(line)
    ]
