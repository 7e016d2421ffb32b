"""All pictures of the handbook made anew: ``python -m tests.pictures`` (LibreOffice and pdftoppm are needed).

Every sheet of the summary of 12 and of 100 made-up agencies as it is printed, the workbook to fill in, the register,
and the drafts (``tests/word/gallery.py``). Look at the pages before they are committed.
"""

import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from tests.word import gallery
from toolkit.run import Request, run

IMAGES = Path(__file__).parents[1] / "docs" / "images"
DOTS = 72  # an inch
SHEETS = (
    "说明",
    "报送情况",
    "表二",
    "表三",
    "表四",
    "单位对比",
    "同比",
    "透视",
    "图表",
    "问题清单",
    "变动",
    "台账",
    "明细",
)
FILLED_IN = {"填报表封面": "单位名称", "填报表表三": "三、收到和处理政府信息公开申请情况"}


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for size, suffix in ((12, ""), (100, "-一百个单位")):
            summary, register = _district(work / str(size), size)
            pages = _pages(summary, work)
            for sheet in SHEETS:
                shutil.copy(pages[sheet], IMAGES / f"{sheet}{suffix}.png")
            if not suffix:
                shutil.copy(_printed(register, work)[0][0], IMAGES / "核实登记.png")
        _toolkit("template", "--out", str(work / "空白"))
        printed = _printed(next((work / "空白").glob("*.xlsx")), work)
        for picture, words in FILLED_IN.items():
            page = next(page for page, text in printed if words in "".join(text.split()))
            shutil.copy(page, IMAGES / f"{picture}.png")
        gallery.main(work / "草稿")
        for name in gallery.PAGES:
            shutil.copy(work / "草稿" / f"{name}.png", IMAGES / f"{name}.png")


def _toolkit(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "toolkit", *words], check=True, capture_output=True)


def _district(folder: Path, size: int) -> tuple[Path, Path]:
    """(汇总表.xlsx, 核实登记.xlsx) of a district with last year's figures, one agency missing, one figure corrected."""
    folder.mkdir()
    for year, defects in ((2022, "0"), (2023, "0.25")):
        wanted = ("--agencies", str(size), "--seed", "3", "--year", str(year), "--defects", defects)
        _toolkit("sample", str(folder / str(year)), *wanted)
    home = folder / "2023"
    run(Request(folder / "2022" / "inbox", year=2022))
    shutil.copy(folder / "2022" / "输出" / "facts.csv", home / "上年.csv")
    next(iter(sorted((home / "inbox").iterdir()))).unlink()
    run(Request(home / "inbox", year=2023))
    register = home / "核实登记.xlsx"
    book = openpyxl.load_workbook(register)
    sheet = book.active
    head = next(row for row in sheet.iter_rows() if any(cell.value == "结论" for cell in row))
    at = {cell.value: cell.column for cell in head if cell.value}
    rows = range(head[0].row + 1, sheet.max_row + 1)
    verified = next(row for row in rows if not sheet.cell(row, at["指标"]).value)
    corrected = next(row for row in rows if sheet.cell(row, at["指标"]).value)
    for row, words in (
        (verified, {"结论": "已核实", "说明": "确无发生", "经办人": "王芳", "日期": "2024-01-22"}),
        (
            corrected,
            {"结论": "更正", "更正值": "3", "说明": "电话核实", "经办人": "王芳", "日期": "2024-01-22"},
        ),
    ):
        for column, word in words.items():
            sheet.cell(row, at[column], word)
    book.save(register)
    run(Request(home / "inbox", year=2023))
    return home / "输出" / "汇总表.xlsx", register


def _printed(book: Path, work: Path) -> list[tuple[Path, str]]:
    """Each printed page as a picture, with its text."""
    out = work / "pdf" / datetime.now(UTC).strftime("%H%M%S%f")
    out.mkdir(parents=True)
    profile = f"-env:UserInstallation={(work / 'office').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), str(book)]
    subprocess.run(convert, check=True, capture_output=True)
    pdf = str(out / f"{book.stem}.pdf")
    subprocess.run(["pdftoppm", "-r", str(DOTS), "-png", pdf, str(out / "page")], check=True)
    texts = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout.split(
        "\f"
    )
    return list(zip(sorted(out.glob("page*.png")), texts, strict=False))


def _pages(book: Path, work: Path) -> dict[str, Path]:
    """The first page of each sheet, by the sheet's name, which stands in the footer."""
    names = openpyxl.load_workbook(book, read_only=True).sheetnames
    found: dict[str, Path] = {}
    for picture, text in _printed(book, work):
        lines = {line.strip() for line in text.splitlines()}
        name = next((name for name in names if name in lines and name not in found), None)
        if name is not None:
            found[name] = picture
    return found


if __name__ == "__main__":
    sys.exit(main())
