"""The office's own templates tried out before a run does any work, on an agency and a district of nothing but zeros."""

from toolkit.form import Form
from toolkit.model import Agency, AgencyResult, District, Judged, Match, Origin, Return, Settings, State
from toolkit.word.draft import agency_report, district_report, office, web_page, word_context, word_file

_NAME = "试用"


def try_templates(folder: str, form: Form, year: int) -> None:
    """Fill every template of the folder once.

    Raises:
        ResourceError: the folder holds none, or one has a mistake; the message says which, and where.
    """
    made = office(folder)
    needed = [
        "title",
        *(section.id for section in form.narrative),
        *(f"table{table.id[1:]}" for table in form.tables),
    ]
    for template in (made.agency, made.district):
        template.check_complete(needed)
    n = len(form.figures)
    zero: State = "zero"
    ret = Return(
        path="", member=None, sha256="", name="", form=form.id, values=(0,) * n, states=(zero,) * n, raws=("0",) * n,
        origins=(Origin("", ""),) * n,
    )  # fmt: skip
    agency = Agency(_NAME, _NAME)
    result = AgencyResult(agency, "accepted", True, Judged(ret, Match(agency), ()))
    settings = Settings(year, templates=folder)
    district = District(form, _NAME, "", settings, (), (result,), (), (0,) * n)
    own = agency_report(district, result)
    for report, template in (
        (own, made.agency),
        (district_report(district), made.district),
    ):
        context, _ = word_context(report, district, whole=template is made.district)
        paragraphs = [p for section in (*report.sections.values(), report.notes) for p in section]
        template.check_filled(context, [p.text for p in paragraphs if p.kind == "gap"])
        word_file(report, district, whole=template is made.district)
    web_page(own, district)
