"""Findings as remarks beside what they are about: a figure, words of the agency's text, a heading or the title.

Errors and warnings are, and what the office settled: a confirmed warning with its decision, a corrected figure with what
it was before and why. Notices are none.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.compose.paragraph import Paragraph, Remark
from toolkit.compose.phrases import Phrases
from toolkit.form import Form
from toolkit.model import OPENING, AgencyResult, District, Finding, Judged
from toolkit.rules.texts import SECTIONS
from toolkit.text import strip_numbering

_ABSENCE = "N05"
_WRITTEN = re.compile(r"写“([^”]{2,})”")
_QUOTED = re.compile(r"“([^”]{2,})”")


@dataclass(frozen=True)
class Doubts:
    """Remarks by what they stand beside.

    Attributes:
        title: what is about the whole report.
        headings: by the section's id.
        figures: by index.
        quotes: by the section's id: remarks on words of its text.
    """

    title: Sequence[str] = ()
    headings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    figures: Mapping[int, Sequence[str]] = field(default_factory=dict)
    quotes: Mapping[str, Sequence[Remark]] = field(default_factory=dict)


def agency_doubts(result: AgencyResult, form: Form, phrases: Phrases) -> Doubts:
    """What the rules doubt in an agency's return."""
    if result.judged is None:
        return Doubts()
    title: list[str] = []
    headings: dict[str, list[str]] = defaultdict(list)
    figures: dict[int, list[str]] = defaultdict(list)
    quotes: dict[str, list[Remark]] = defaultdict(list)
    for index, correction in sorted(result.judged.ret.corrections.items()):
        figures[index].append(correction.note)
    for finding in filter(_is_doubt, result.judged.findings):
        text = _words("remarks.finding", finding, phrases)
        quote = _quote(finding, result.judged)
        figure = _figure(finding, result.judged, form)
        heading = _heading(finding, form)
        if quote is not None:
            section, words = quote
            quotes[section].append(Remark(words, text))
            if figure is not None and not finding.rule.startswith("N"):
                figures[figure].append(text)  # a rule on figures doubts both
        elif figure is not None:
            figures[figure].append(text)
        elif heading is not None:
            headings[heading].append(text)
        else:
            title.append(text)
    return Doubts(title, headings, figures, quotes)


def district_doubts(district: District, phrases: Phrases) -> Doubts:
    """What is doubted in the figures of the agencies that are in, beside the totals that they go into."""
    parts: dict[int, list[str]] = defaultdict(list)
    for result in district.included:
        if result.judged is None:
            continue
        for index, correction in sorted(result.judged.ret.corrections.items()):
            parts[index].append(f"{result.agency.name}：{correction.note}")
        for finding in filter(_is_doubt, result.judged.findings):
            figure = _figure(finding, result.judged, district.form)
            if figure is not None:
                parts[figure].append(_words("remarks.part", finding, phrases, agency=result.agency.name))
    most = phrases.number("remarks.most")
    figures = {}
    for index, lines in parts.items():
        more = [phrases.fill("remarks.more", n=len(lines) - most)] if len(lines) > most else []
        figures[index] = ["\n".join([phrases.get("remarks.total"), *lines[:most], *more])]
    return Doubts(figures=figures)


def attach(paragraphs: Sequence[Paragraph], remarks: Iterable[Remark]) -> list[Paragraph]:
    """The paragraphs with each remark on the first one that holds its words; on the first one where none does."""
    result = list(paragraphs)
    for remark in remarks:
        place, words = 0, ""
        for number, paragraph in enumerate(result):
            if remark.on in paragraph.text:
                place, words = number, remark.on
                break
            if remark.on in paragraph.lead + paragraph.text:
                place = number
                break
        if result:
            changed = (*result[place].remarks, Remark(words, remark.text))
            result[place] = replace(result[place], remarks=changed)
    return result


def beside_sentences(
    paragraphs: Sequence[Paragraph], figures: Mapping[int, Sequence[str]], phrases: Phrases
) -> list[Paragraph]:
    """Composed sentences with one remark each, of what is doubted in the figures that they put into words."""
    most = phrases.number("remarks.most")
    result = []
    for paragraph in paragraphs:
        total = phrases.get("remarks.total") + "\n"
        said = (text.removeprefix(total) for index in paragraph.figures for text in figures.get(index, ()))
        lines = [line for text in said for line in text.split("\n")]
        if lines:
            more = [phrases.fill("remarks.more", n=len(lines) - most)] if len(lines) > most else []
            text = "\n".join([phrases.get("remarks.composed"), *lines[:most], *more])
            paragraph = replace(paragraph, remarks=(*paragraph.remarks, Remark("", text)))
        result.append(paragraph)
    return result


def _is_doubt(finding: Finding) -> bool:
    return finding.severity in ("error", "warning")


def _words(pattern: str, finding: Finding, phrases: Phrases, **slots: object) -> str:
    from toolkit.rules import find_rule

    rule = find_rule(finding.rule)
    place = ""
    if finding.sheet or finding.cell:
        place = phrases.fill("remarks.place", sheet=finding.sheet or "", cell=finding.cell or "")
    text = phrases.fill(
        pattern,
        rule=finding.rule,
        title=rule.title if rule else "",
        place=place,
        message=finding.message,
        **slots,
    )
    if finding.explanation:
        text += "\n" + phrases.fill("remarks.explained", explanation=finding.explanation)
    if finding.decision:
        text += "\n" + finding.decision
    return text


def _figure(finding: Finding, judged: Judged, form: Form) -> int | None:
    """The figure that a finding is about: the one it names, else the one that was read from its cell."""
    if finding.figure is not None:
        return form.index.get(finding.figure)
    if finding.cell is None or (finding.path, finding.member) != (judged.ret.path, judged.ret.member):
        return None
    return next(
        (
            i
            for i, origin in enumerate(judged.ret.origins)
            if origin.cell == finding.cell and origin.sheet == (finding.sheet or "")
        ),
        None,
    )


def _quote(finding: Finding, judged: Judged) -> tuple[str, str] | None:
    """(section, words) of the agency's text that a rule quotes; one on figures quotes what the text writes (写“…”)."""
    if finding.rule == _ABSENCE:
        return None  # the words that it names are those that are not there
    if finding.rule.startswith("N"):
        actual = finding.actual if isinstance(finding.actual, str) else ""
        quoted = (finding.held, actual, *_QUOTED.findall(finding.message))
    else:
        quoted = tuple(_WRITTEN.findall(finding.message))
    for words in quoted:
        words = words.strip()
        for section, text in judged.ret.texts.items():
            if words and any(words in line for line in text.splitlines()):
                return section, words
    return None


def _heading(finding: Finding, form: Form) -> str | None:
    """The section that a finding speaks of: of a table by its name, of text by its heading."""
    for table in form.tables:
        if finding.message.startswith(table.name):
            return table.section.id
    for id_, words in SECTIONS.items():
        if finding.message.startswith(words) and id_ != OPENING:
            return id_
    for section in form.sections:
        if strip_numbering(section.heading.text) in finding.message:
            return section.id
    return None
