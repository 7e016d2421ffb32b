"""The drafts: a Word file and a page for the website for each agency read, and the district's own Word file."""

from pathlib import Path

from toolkit.filenames import agency_stems
from toolkit.model import District
from toolkit.outputs import output

AGENCY_FOLDER = "各单位草稿"
DISTRICT_FILE = "全区年度报告（草稿）.docx"


@output
def agency_drafts(district: District, folder: Path) -> None:
    """各单位草稿/CODE_NAME.docx and .html for every agency of which a return was read; corrections are no agencies."""
    from toolkit.word.draft import agency_report, web_page, word_file

    # Stems of all agencies, so that an agency has the same one in every folder of the output.
    stems = agency_stems([(result.agency.code, result.agency.name) for result in district.agencies])
    drafted = [
        (stem, result)
        for stem, result in zip(stems, district.agencies, strict=True)
        if result.judged is not None and not result.agency.is_adjustment
    ]
    if not drafted:
        return
    target = folder / AGENCY_FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for stem, result in drafted:
        report = agency_report(district, result)
        (target / f"{stem}.docx").write_bytes(word_file(report, district))
        page = web_page(report, district)
        (target / f"{stem}.html").write_text(page, encoding="utf-8", newline="\n")


@output
def district_draft(district: District, folder: Path) -> None:
    """全区年度报告（草稿）.docx from the totals."""
    from toolkit.word.draft import district_draft as draft

    (folder / DISTRICT_FILE).write_bytes(draft(district))
