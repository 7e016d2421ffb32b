"""Pictures of drafts for the handbook: ``python -m tests.word.gallery FOLDER`` (LibreOffice and pdftoppm are needed).

Five agencies of a made-up district that gave figures and no text, so that everything composed can be seen, and the
district's own draft from the examples. Look at the pages before they go into docs/images.
"""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from tests.factory import FORM, complete, make_return
from toolkit.model import (
    Agency,
    AgencyResult,
    District,
    Judged,
    LastYear,
    Match,
    Number,
    Origin,
    Return,
    Settings,
)
from toolkit.run import Request, make_district
from toolkit.word.draft import agency_draft, district_draft

ROOT = Path(__file__).parents[2]
PEOPLE, FIRMS = "natural_person", "business"

NONE: dict[str, Number] = {"t2/normative_documents/in_force": 2}
FEW: dict[str, Number] = {
    "t2/licensing/decisions": 37, "t2/penalties/decisions": 4, "t2/normative_documents/issued": 1,
    "t2/normative_documents/in_force": 6,
    f"t3/new/{PEOPLE}": 3, f"t3/new/{FIRMS}": 1, f"t3/carried_in/{PEOPLE}": 1,
    f"t3/granted/{PEOPLE}": 2, f"t3/partial/{FIRMS}": 1, f"t3/unable_not_held/{PEOPLE}": 1,
    f"t3/carried_out/{PEOPLE}": 1,
}  # fmt: skip
MANY: dict[str, Number] = {
    "t2/normative_documents/issued": 4, "t2/normative_documents/repealed": 2, "t2/normative_documents/in_force": 18,
    "t2/licensing/decisions": 3126, "t2/penalties/decisions": 214, "t2/coercion/decisions": 9, "t2/fees/amount": Decimal("75.926"),
    f"t3/new/{PEOPLE}": 84, f"t3/new/{FIRMS}": 11, "t3/new/legal_service": 5, f"t3/carried_in/{PEOPLE}": 6,
    f"t3/granted/{PEOPLE}": 40, f"t3/granted/{FIRMS}": 6, f"t3/partial/{PEOPLE}": 9,
    f"t3/refused_third_party/{PEOPLE}": 4, f"t3/refused_enforcement_file/{PEOPLE}": 7, f"t3/unable_not_held/{PEOPLE}": 12,
    f"t3/unable_not_held/{FIRMS}": 3, f"t3/declined_petition/{PEOPLE}": 8, f"t3/declined_duplicate/{PEOPLE}": 2,
    "t3/unable_must_create/legal_service": 5, f"t3/other_not_corrected/{PEOPLE}": 3, f"t3/other_other/{FIRMS}": 2,
    f"t3/carried_out/{PEOPLE}": 5,
    "t4/review/upheld": 5, "t4/review/corrected": 1, "t4/litigation_direct/upheld": 2, "t4/litigation_after_review/pending": 1,
}  # fmt: skip


def drawn(
    name: str, base: Mapping[str, Number], last: Mapping[str, Number] | None = None, ret: Return | None = None
) -> bytes:
    """The draft of an agency that gave figures alone; its findings are the rules' own."""
    from toolkit.model import Case
    from toolkit.rules import judge

    agency = Agency("001", name)
    ret = ret or make_return(_known(base), name, sections={})
    known = LastYear(2022, complete(_known(last)), {}, (name,)) if last is not None else None
    settings = Settings(2023)
    findings = judge(Case(FORM, ret, Match(agency), settings, (), known))
    doubted = tuple(f for f in findings if not f.rule.startswith("N"))  # there is no text to judge
    errors = sum(f.severity == "error" for f in doubted)
    result = AgencyResult(
        agency,
        "returned" if errors else "accepted",
        not errors,
        Judged(ret, Match(agency), doubted, (), known),
        errors,
    )
    district = District(FORM, "云溪区人民政府", "", settings, (), (result,), (), ret.values)  # type: ignore[arg-type]
    return agency_draft(district, result)


def _known(base: Mapping[str, Number]) -> dict[str, Number]:
    unknown = set(base) - set(FORM.codes)
    if unknown:
        raise KeyError(*unknown)
    return dict(base)


def doubted() -> Return:
    """A row whose total was typed wrongly, a cell that is no number, cells left blank."""
    ret = make_return(_known(FEW), "云溪区水务局", sections={})
    changes = {
        "t3/new/total": (5, "number", "5"),
        "t2/penalties/decisions": (None, "text", "4件左右"),
        "t4/review/upheld": (0, "blank", ""),
    }
    values, states, raws = list(ret.values), list(ret.states), list(ret.raws)
    for code, (value, state, raw) in changes.items():
        i = FORM.index[code]
        values[i], states[i], raws[i] = value, state, raw  # type: ignore[call-overload]
    origins = tuple(Origin(f.table.name, f"C{f.index % 40 + 4}") for f in FORM.figures)
    return replace(ret, values=tuple(values), states=tuple(states), raws=tuple(raws), origins=origins)


def drafts() -> dict[str, bytes]:
    """Name of the picture -> content of the .docx."""
    last = {
        **MANY,
        f"t3/new/{PEOPLE}": 70,
        f"t3/granted/{PEOPLE}": 26,
        "t2/licensing/decisions": 2980,
        "t4/review/upheld": 2,
    }
    return {
        "草稿-无申请": drawn("云溪区司法局", NONE),
        "草稿-少量申请": drawn("云溪区民政局", FEW),
        "草稿-大量申请": drawn("云溪区市场监督管理局", MANY),
        "草稿-有疑问": drawn("云溪区水务局", FEW, ret=doubted()),
        "草稿-有上年数据": drawn("云溪区市场监督管理局", MANY, last),
        "草稿-全区": district_draft(make_district(Request(ROOT / "examples" / "inbox", jobs=1))),
    }


PAGES = {
    "草稿-无申请": (1, 2),
    "草稿-少量申请": (1, 2),
    "草稿-大量申请": (1, 2, 4),
    "草稿-有疑问": (1, 3, 4),
    "草稿-有上年数据": (1, 2),
    "草稿-全区": (1, 2, 6),
}
"""The pages of each draft that stand side by side in its picture."""


def main(folder: Path) -> None:
    """Write each draft, its PDF, all its pages, and the picture for the handbook (Pillow is needed for the last)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in drafts().items():
        (folder / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    # Comments are seen as little notes beside what they are about; they would cover text, so only where they are shown.
    notes = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
    doubted_draft = str(folder / "草稿-有疑问.docx")
    others = [name for name in sorted(map(str, folder.glob("*.docx"))) if name != doubted_draft]
    for kind, files in (("pdf", others), (notes, [doubted_draft])):
        convert = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *files]
        subprocess.run(convert, check=True, capture_output=True)
    for pdf in sorted(folder.glob("*.pdf")):
        pages = ["pdftoppm", "-png", "-r", "62", str(pdf), str(pdf.with_suffix(""))]
        subprocess.run(pages, check=True, capture_output=True)
    for name, numbers in PAGES.items():
        side_by_side([folder / f"{name}-{number}.png" for number in numbers], folder / f"{name}.png")


def side_by_side(pages: list[Path], picture: Path) -> None:
    from PIL import Image

    images = [Image.open(page).convert("RGB") for page in pages]
    width, height = images[0].size
    sheet = Image.new("RGB", ((width + 8) * len(images) - 8, height), (150, 150, 150))
    for number, image in enumerate(images):
        sheet.paste(image, (number * (width + 8), 0))
    sheet.quantize(20).save(picture, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
