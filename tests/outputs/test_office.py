"""汇总表.xlsx in LibreOffice: recalculated from scratch, saved again, and printed."""

import json
import random
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.factory import FORM, complete, make_district, random_base
from tests.outputs.test_summary import FIRST_ROW, LEADING, NAMES, assert_totals, official_values, totals_of
from toolkit.intake import collect
from toolkit.model import District, Finding, Return
from toolkit.outputs.record import write_run
from toolkit.outputs.summary import FILE_NAME, write_summary
from toolkit.outputs.summary.groups import results_by_group
from toolkit.reading import read_source

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)

CODE = "t3/refused_third_party/business"
NAME = "甲区第{}局"


@pytest.fixture(scope="module")
def district() -> District:
    rng = random.Random(11)
    names = [*NAMES, *(NAME.format(i) for i in range(4))]
    return make_district(
        {name: random_base(rng) for name in names}, returned=("东门街道办事处",), missing=("甲区水务局",)
    )


@pytest.fixture(scope="module")
def folder(district: District, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook as written; without stored results; with a part edited; and what LibreOffice makes of them."""
    folder = tmp_path_factory.mktemp("office")
    write_summary(district, folder)
    write_run(district, folder)
    strip_results(folder / FILE_NAME, folder / "stripped.xlsx")
    book = openpyxl.load_workbook(folder / FILE_NAME)
    book["台账"].cell(FIRST_ROW, LEADING + FORM.index[CODE] + 1).value += 100
    book.save(folder / "edited.xlsx")
    convert(folder, "xlsx", FILE_NAME, "stripped.xlsx", "edited.xlsx")
    convert(folder, "pdf", FILE_NAME)
    return folder


def convert(folder: Path, kind: str, *names: str) -> None:
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", kind, "--outdir", str(folder / "out"), *(str(folder / name) for name in names),
        ],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip


def strip_results(path: Path, target: Path) -> None:
    """Copy the workbook without the formulas' stored results: whoever shows figures has computed them."""
    removed = 0
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for item in source.infolist():
            data = source.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                text, count = re.subn(r"</f><v>[^<]*</v>", "</f>", data.decode())
                removed += count
                data = text.encode()
            out.writestr(item, data)
    assert removed > 400  # the official tables, the sums of 台账, the data of the charts


def test_every_formula_gives_what_is_stored(folder: Path) -> None:
    """On every sheet; and no cell of the recalculated workbook is an error."""
    formulas = openpyxl.load_workbook(folder / FILE_NAME)
    stored = openpyxl.load_workbook(folder / FILE_NAME, data_only=True)
    computed = openpyxl.load_workbook(folder / "out" / "stripped.xlsx", data_only=True)
    seen = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                new = computed[sheet.title][cell.coordinate]
                assert new.data_type != "e", (sheet.title, cell.coordinate, new.value)
                if cell.data_type == "f":
                    seen += 1
                    old = stored[sheet.title][cell.coordinate].value
                    assert new.value == pytest.approx(old, abs=1e-9), (sheet.title, cell.coordinate)
    assert seen > 400


def test_findings_lead_to_the_agency_s_row_after_that_sheet_was_sorted(tmp_path: Path) -> None:
    odd = ('乙"局"', "=1+1*?~局", "（丙）局")
    district = make_district({name: {} for name in (*NAMES, *odd)}, missing=("甲区水务局",))
    found = tuple(
        Finding("V05", "notice", name, "a.xlsx", None, None, None, None, "写法不规范")
        for name in (*NAMES, *odd)
    )
    write_summary(replace(district, findings=found), tmp_path)
    book = openpyxl.load_workbook(tmp_path / FILE_NAME)
    names = [row[1] for row in book["报送情况"].iter_rows(min_row=1) if row[1].value in (*NAMES, *odd)]
    for cell, name in zip(names, sorted((cell.value for cell in names), reverse=True), strict=True):
        cell.value = name
        cell.data_type = "s"
    for (cell,) in book["问题清单"].iter_rows(min_row=4, min_col=3, max_col=3):
        # where the link leads to, in place of what it shows
        cell.value = re.sub(r'^=HYPERLINK\("#报送情况!B"&(.*),"[^,]*"\)$', r"=\1", cell.value)
    book.save(tmp_path / "sorted.xlsx")
    convert(tmp_path, "xlsx", "sorted.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out" / "sorted.xlsx", data_only=True)
    lines = [row[0] for row in book["问题清单"].iter_rows(min_row=4, min_col=3, max_col=3, values_only=True)]
    assert [book["报送情况"].cell(line, 2).value for line in lines] == [*NAMES, *odd]


def test_official_tables_are_run_json(folder: Path, district: District) -> None:
    totals = json.loads((folder / "run.json").read_text(encoding="utf-8"))["totals"]
    assert_totals(
        official_values(folder / "out" / "stripped.xlsx"), tuple(totals[code] for code in FORM.codes)
    )
    assert_totals(official_values(folder / FILE_NAME), totals_of(district))


def test_a_part_edited_in_the_ledger_moves_the_official_figures(folder: Path, district: District) -> None:
    base = {figure.code: district.totals[figure.index] for figure in FORM.base}
    base[CODE] += 100
    assert_totals(official_values(folder / "out" / "edited.xlsx"), complete(base))


def test_the_pivot_survives_a_save_and_is_filled(folder: Path, district: District) -> None:
    path = folder / "out" / FILE_NAME
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
    assert [name for name in names if re.fullmatch(r"xl/pivotTables/pivotTable\d+\.xml", name)]
    assert [name for name in names if re.fullmatch(r"xl/pivotCache/pivotCacheRecords\d+\.xml", name)]
    book = openpyxl.load_workbook(path)
    (pivot,) = book["透视"]._pivots
    rows = [[cell.value for cell in row] for row in book["透视"][pivot.location.ref]]
    rows = rows[next(i for i, row in enumerate(rows) if row[0] == "单位名称") :]
    assert rows[0][1:-1] == list(results_by_group(FORM))
    filled = {row[0]: row[1:-1] for row in rows[1:-1]}
    assert filled == {
        result.agency.name: [
            sum(result.judged.ret.values[i] for i in group) for group in results_by_group(FORM).values()
        ]
        for result in district.agencies
        if result.included and result.judged
    }
    assert len(book["图表"]._charts) == 3


def test_a_summary_that_was_opened_and_saved_is_still_a_return(folder: Path, district: District) -> None:
    (source,) = collect(folder / "out" / FILE_NAME)
    ret = read_source(source, FORM)
    assert isinstance(ret, Return)
    assert ret.summary
    assert ret.values == district.totals
    assert ret.awaited == "东门街道办事处、甲区水务局"
    assert ret.year == district.year


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_what_is_printed(folder: Path) -> None:
    """The pivot's cells are on paper, the ledger's codes are not, and every page says which it is."""
    text = subprocess.run(
        ["pdftotext", "-layout", str(folder / "out" / "汇总表.pdf"), "-"], check=True, capture_output=True
    ).stdout.decode()
    pages = text.split("\f")[:-1]
    assert all(re.search(r"第 \d+ 页 共 \d+ 页", page) for page in pages)
    (pivot,) = (page for page in pages if "数据透视" in page and "合计：数值" in page)
    assert NAME.format(3) in pivot
    ledger = [page for page in pages if "2023年度台账" in page]
    assert len(ledger) > 5
    assert not any("t3/" in page or "t2/" in page for page in ledger)
    assert all(NAME.format(0) in page for page in ledger)
