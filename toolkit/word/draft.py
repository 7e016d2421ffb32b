"""A draft: what it says, gathered and put into the office's template, as a Word file and as a fragment of a web page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from toolkit.compose import PHRASES_FILE, Figures, Paragraph, Phrases, Remark, Voice, load_phrases, narrative
from toolkit.compose import scope as coverage_of
from toolkit.compose.doubts import Doubts, agency_doubts, attach, beside_sentences, district_doubts
from toolkit.compose.figures import without_last_year
from toolkit.compose.outline import aspect_with, fee_hints
from toolkit.compose.paragraph import own_name, own_text
from toolkit.compose.themes import THEMES_FILE, Themes, load_themes
from toolkit.compose.whole import whole
from toolkit.model import OPENING, UNNAMED_DISTRICT, AgencyResult, District
from toolkit.word import tables, web
from toolkit.word.comments import Comments
from toolkit.word.template import TemplateProblem, WordTemplate, load_template
from toolkit.word.title import title_paragraph

AGENCY_TEMPLATE = "单位年度报告.docx"
DISTRICT_TEMPLATE = "全区年度报告.docx"


class Office(NamedTuple):
    """The templates and wordings of a run."""

    agency: WordTemplate
    district: WordTemplate
    phrases: Phrases
    themes: Themes


@cache
def office(templates: str | None = None) -> Office:
    """The office's own templates and wordings, and the shipped ones for what its folder does not hold.

    Raises:
        ResourceError: the folder holds none, or one has a mistake; the message says which and where.
    """
    folder = Path(templates) if templates is not None else None
    if folder is not None:
        known = (AGENCY_TEMPLATE, DISTRICT_TEMPLATE, PHRASES_FILE, THEMES_FILE)
        if not any((folder / name).is_file() for name in known):
            raise TemplateProblem(f"{folder} 里没有模板；可以用的文件名是 {'、'.join(known)}")
    return Office(
        load_template(AGENCY_TEMPLATE, folder),
        load_template(DISTRICT_TEMPLATE, folder),
        load_phrases(_own(folder, PHRASES_FILE)),
        load_themes(_own(folder, THEMES_FILE)),
    )


def _own(folder: Path | None, name: str) -> Path | None:
    return folder / name if folder is not None and (folder / name).is_file() else None


# ---------------------------------------------------------------- what a draft says


@dataclass(frozen=True)
class Report:
    """What a draft says, before it is put into any template.

    Attributes:
        name: the agency, or the district.
        title: the whole title.
        raws: what the cells held; empty for sums.
        notes: what stands above the report for the office only.
        sections: the narrative sections by id, and an agency's own opening as OPENING.
        more: what only the district's template uses.
    """

    figures: Figures
    voice: Voice
    name: str
    title: str
    raws: Sequence[str]
    notes: Sequence[Paragraph]
    sections: Mapping[str, Sequence[Paragraph]]
    doubts: Doubts
    more: Mapping[str, object]


def agency_report(district: District, result: AgencyResult) -> Report:
    """What the draft of one agency that was read says.

    Raises:
        ValueError: nothing was read of the agency.
    """
    phrases = office(district.settings.templates).phrases
    figures = Figures.of_agency(district, result)
    if result.judged is None:
        raise ValueError(f"{result.agency.name}没有可用的报表")
    agency, ret = result.agency, result.judged.ret
    who = own_name(ret.sections.values()) or phrases.get("words.agency")
    if ret.summary:
        who = phrases.fill("words.district", area=coverage_of.area_of(agency.name))
    voice = Voice(district.year, who)
    title = district.form.title(agency.name, district.year)
    area = coverage_of.area_of(district.name)
    notes = []
    if agency.is_district:
        # Lest it be taken for the district's, which often has the same name.
        title += phrases.get("words.own")
        notes.append(Paragraph("gap", phrases.fill("notes.own", name=agency.name, area=area)))
    if not agency.listed:
        notes.append(Paragraph("gap", phrases.fill("notes.unlisted", area=area)))
    if result.errors:
        notes.append(Paragraph("gap", phrases.fill("notes.returned", n=result.errors)))
    fees = district.form.narrative[-1]
    more = {fees.id: fee_hints(figures, fees, phrases)}
    if district.before is not None and not figures.last:
        # Others are compared with last year: that this one is not must be seen.
        more[aspect_with("applications", district.form, phrases)] = [
            phrases.gap(phrases.get("change.unknown"))
        ]
    sections: dict[str, Sequence[Paragraph]] = {
        **narrative(figures, voice, phrases, ret.sections, more, ret.bare)
    }
    sections[OPENING] = own_text(ret.opening)
    doubts = agency_doubts(result, district.form, phrases)
    for section, remarks in doubts.quotes.items():
        sections[section] = attach(sections[section], remarks)
    sections = {id_: beside_sentences(section, doubts.figures, phrases) for id_, section in sections.items()}
    return Report(figures, voice, agency.name, title, ret.raws, notes, sections, doubts, {})


def district_report(district: District) -> Report:
    """What the district's draft says, from its totals and the agencies' texts."""
    made = office(district.settings.templates)
    phrases = made.phrases.calling(coverage_of.body_of(district, made.phrases))
    area = coverage_of.area_of(district.name)
    voice = Voice(district.year, phrases.fill("words.district", area=area), area, district=True)
    figures = Figures.of_district(district)
    sections: dict[str, Sequence[Paragraph]] = {
        **narrative(figures, voice, phrases, more=whole(district, phrases, made.themes))
    }
    if figures.last:
        sections = _with_base(sections, district, phrases)
    doubts = district_doubts(district, phrases)
    sections = {id_: beside_sentences(section, doubts.figures, phrases) for id_, section in sections.items()}
    more = {
        "coverage": coverage_of.coverage(district, phrases),
        "scope_title": phrases.get("scope.title"),
        "scope": coverage_of.scope(district, phrases),
    }
    notes = coverage_of.notes(district, phrases)
    name, publisher = district.name, coverage_of.publisher(district.name)
    if name == UNNAMED_DISTRICT:
        notes.append(
            Paragraph("gap", phrases.get("notes.unnamed_listed" if district.has_roster else "notes.unnamed"))
        )
        name = publisher = phrases.gap(phrases.get("words.publisher")).text
    title = district.form.title(name, district.year)
    return Report(figures, voice, publisher, title, (), notes, sections, doubts, more)


def _with_base(
    sections: Mapping[str, Sequence[Paragraph]], district: District, phrases: Phrases
) -> dict[str, Sequence[Paragraph]]:
    """Beside the first comparison with last year: what last year's figures are the sum of."""
    opening = phrases.fill("change.sentence", parts="\0").partition("\0")[0]
    n = sum(not r.agency.is_adjustment for r in district.included) - len(without_last_year(district))
    remark = Remark(opening, phrases.fill("change.remark", n=n))

    result = {section: list(paragraphs) for section, paragraphs in sections.items()}
    for paragraphs in result.values():
        for number, paragraph in enumerate(paragraphs):
            if opening and paragraph.kind == "text" and opening in paragraph.text:
                paragraphs[number] = replace(paragraph, remarks=(*paragraph.remarks, remark))
                return {**result}  # said once, it holds for all comparisons
    return {**result}


# ---------------------------------------------------------------- into the templates


def agency_draft(district: District, result: AgencyResult) -> bytes:
    """The draft report of one agency that was read.

    Raises:
        ValueError: nothing was read of the agency.
    """
    return word_file(agency_report(district, result), district)


def district_draft(district: District) -> bytes:
    """The draft report of the district."""
    return word_file(district_report(district), district, whole=True)


def word_file(report: Report, district: District, *, whole: bool = False) -> bytes:
    """A report as a .docx, with what is doubted in it as comments."""
    made = office(district.settings.templates)
    return (made.district if whole else made.agency).render(*word_context(report, district, whole=whole))


def word_context(
    report: Report, district: District, *, whole: bool = False
) -> tuple[dict[str, object], Comments]:
    """What a Word template may use of a report, and the comments that stand in it."""
    made = office(district.settings.templates)
    template, phrases = made.district if whole else made.agency, made.phrases
    comments = template.comments(phrases.get("remarks.author"))
    doubts = report.doubts

    def remarked(paragraph: Paragraph) -> Paragraph:
        if not paragraph.remarks:
            return paragraph
        if paragraph.kind == "subheading":
            return replace(paragraph, lead=comments.on(paragraph.lead, paragraph.remarks))
        return replace(paragraph, text=comments.on(paragraph.text, paragraph.remarks))

    context = _context(report, remarked, phrases)
    context["title"] = Markup(
        title_paragraph(report.title, report.name, doubts.title, comments, template.width("title"))
    )
    context["heading"] = {
        section.id: comments.on(
            section.heading.text,
            [Remark("", "\n".join(texts))] if (texts := doubts.headings.get(section.id)) else [],
        )
        for section in report.figures.form.sections
    }
    for table in report.figures.form.tables:
        name = f"table{table.id[1:]}"
        painted = tables.paint(
            report.figures, report.raws, table.id, phrases, doubts.figures, comments, template.width(name)
        )
        context[name] = Markup(painted)
    return context, comments


def web_page(report: Report, district: District) -> str:
    """An agency's report as a clean fragment of a web page; doubts are for the office and not for the public."""
    made = office(district.settings.templates)
    context = _context(report, lambda paragraph: paragraph, made.phrases)
    context["title"] = Markup(web.heading(report.title))
    context["heading"] = {section.id: section.heading.text for section in report.figures.form.sections}
    for table in report.figures.form.tables:
        painted = web.paint(report.figures, report.raws, table.id, made.phrases)
        context[f"table{table.id[1:]}"] = Markup(painted)
    return made.agency.page(context)


def _context(
    report: Report, remarked: Callable[[Paragraph], Paragraph], phrases: Phrases
) -> dict[str, object]:
    """What all templates may use but for what is painted: notes, agency, year, basis, date, the sections."""
    sections = {name: [remarked(p) for p in paragraphs] for name, paragraphs in report.sections.items()}
    return {
        "notes": report.notes,
        "agency": report.name,
        "year": report.voice.year,
        "basis": report.figures.form.issued_by,
        "date": phrases.get("words.date"),
        **sections,
        **report.more,
    }
