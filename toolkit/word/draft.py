"""A draft: what it says, gathered and put into the office's template."""

from toolkit.compose import Figures, Paragraph, Phrases, Voice, load_phrases, narrative
from toolkit.model import AgencyResult, District
from toolkit.word import scope
from toolkit.word.tables import paint
from toolkit.word.template import load_template
from toolkit.word.title import title_paragraph

AGENCY_TEMPLATE = "单位年度报告.docx"
DISTRICT_TEMPLATE = "全区年度报告.docx"


def agency_draft(district: District, result: AgencyResult) -> bytes:
    """The draft report of one agency that was read.

    Raises:
        ValueError: nothing was read of the agency.
    """
    if result.judged is None:
        raise ValueError(f"{result.agency.name}没有可用的报表")
    phrases = load_phrases()
    ret = result.judged.ret
    figures = Figures.of_return(ret, district.form, district.settings.blank == "zero")
    voice = Voice(district.year, phrases.get("words.agency"))
    notes = []
    if result.errors:
        notes.append(Paragraph("gap", phrases.fill("notes.returned", n=result.errors)))
    context = _context(figures, ret.raws, voice, phrases, result.agency.name)
    context |= narrative(figures, voice, phrases, ret.sections)
    return load_template(AGENCY_TEMPLATE).render(context | {"notes": notes})


def district_draft(district: District) -> bytes:
    """The draft report of the district, from its totals."""
    phrases = load_phrases()
    area = scope.area_of(district.name)
    voice = Voice(district.year, phrases.fill("words.district", area=area), area, district=True)
    figures = Figures.of_district(district)
    context = _context(figures, (), voice, phrases, district.name)
    context |= narrative(figures, voice, phrases)
    context |= {
        "notes": scope.notes(district, phrases),
        "coverage": scope.coverage(district, phrases),
        "scope_title": phrases.get("scope.title"),
        "scope": scope.scope(district, phrases),
    }
    return load_template(DISTRICT_TEMPLATE).render(context)


def _context(
    figures: Figures, raws: tuple[str, ...], voice: Voice, phrases: Phrases, name: str
) -> dict[str, object]:
    """What both templates may use: title, year, basis, agency, heading.ID, tableN, date."""
    from markupsafe import Markup

    form = figures.form
    return {
        "title": Markup(title_paragraph(form.title(name, voice.year), name)),
        "agency": name,
        "year": voice.year,
        "basis": form.issued_by,
        "heading": {section.id: section.heading.text for section in form.sections},
        "date": phrases.get("words.date"),
    } | {f"table{table.id[1:]}": Markup(paint(figures, raws, table.id, phrases)) for table in form.tables}
