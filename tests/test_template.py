import io
import random
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.factory import FORM, complete, random_base
from tests.painting import fill_template, source
from toolkit import form as forms
from toolkit.layout import layout_of
from toolkit.model import META_SHEET, Agency, Return
from toolkit.reading import read_source
from toolkit.resources import templates_dir
from toolkit.shipped import blank_workbook
from toolkit.template import BLANK_NAME, TABLE_TOP, build_template

AGENCY = Agency("007", "甲区财政局")
TEXTS = {"s1": "2023年，我局公开信息12条。", "s5": "一是更新不够及时。", "s6": "未收取信息处理费。"}


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(build_template(FORM, 2023, AGENCY)))


def parts(data: bytes) -> dict[str, bytes]:
    """The workbook's parts: how they were compressed depends on the machine's zlib."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def test_the_shipped_copy_is_what_the_code_writes():
    assert parts((templates_dir() / BLANK_NAME).read_bytes()) == parts(blank_workbook())


def test_the_same_inputs_give_the_same_bytes():
    assert build_template(FORM, 2023, AGENCY) == build_template(FORM, 2023, AGENCY)


def test_one_sheet_a_part(book):
    assert book.sheetnames == ["封面", *(s.heading.text for s in FORM.sections), "情况说明", META_SHEET]
    assert book[META_SHEET].sheet_state == "veryHidden"
    assert {row[0].value: row[1].value for row in book[META_SHEET].iter_rows()} == {
        "form": "2021", "template_version": "1", "year": "2023", "agency_code": "007", "agency_name": "甲区财政局"
    }  # fmt: skip


def test_labels_stand_where_the_layout_has_them(book):
    for table in FORM.tables:
        sheet = book[table.section.heading.text]
        for cell in layout_of(FORM, table.id).cells:
            if cell.figure is None:
                assert sheet.cell(TABLE_TOP + cell.row + 1, cell.column + 1).value == cell.text


def test_only_inputs_are_unlocked_and_totals_are_formulas(book):
    for table in FORM.tables:
        sheet = book[table.section.heading.text]
        assert sheet.protection.sheet
        for cell in layout_of(FORM, table.id).cells:
            here = sheet.cell(TABLE_TOP + cell.row + 1, cell.column + 1)
            is_input = cell.figure is not None and not cell.figure.is_total
            assert here.protection.locked != is_input
            if cell.figure is not None and cell.figure.is_total:
                assert str(here.value).startswith("=SUM(")


def test_inputs_take_whole_numbers_and_the_fee_decimals(book):
    kinds = {}
    for table in FORM.tables:
        for validation in book[table.section.heading.text].data_validations.dataValidation:
            places = {(table.id, address) for address in str(validation.sqref).split()}
            kinds.setdefault(validation.type, set()).update(places)
    assert len(kinds["whole"]) == len(FORM.base) - 1
    assert len(kinds["decimal"]) == 1


def read(data: bytes) -> Return:
    result = read_source(source(data), FORM)
    assert isinstance(result, Return)
    return result


@pytest.mark.parametrize("form", [forms.load(name) for name in forms.form_ids()], ids=lambda f: f.id)
def test_figures_go_round(form):
    """figures -> template -> read -> the same figures, for every form in the folder."""
    base = random_base(random.Random(11), form=form)
    ret = read(fill_template(build_template(form, form.first_year, AGENCY), base, TEXTS, form))
    assert ret.values == complete(base, form)
    assert ret.sections == TEXTS


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_and_openpyxl_saves_give_the_same_figures(tmp_path: Path):
    base = random_base(random.Random(3))
    by_openpyxl = fill_template(build_template(FORM, 2023, AGENCY), base, TEXTS)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "表.xlsx").write_bytes(by_openpyxl)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "out"), str(tmp_path / "in" / "表.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    one, other = read(by_openpyxl), read((tmp_path / "out" / "表.xlsx").read_bytes())
    assert one.values == other.values == complete(base)
    assert one.sections == other.sections == TEXTS
    assert one.computed
    assert not other.computed
