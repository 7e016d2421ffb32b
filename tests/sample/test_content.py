"""The template filled without a spreadsheet program: what is put in is read again."""

import random
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.factory import FORM, complete, random_base
from tests.painting import source
from toolkit.model import Agency, CellError, Return
from toolkit.reading import read_source
from toolkit.template import Content, Typed, build_template, total_results

AGENCY = Agency("007", "甲区财政局")
TEXTS = {
    "s1": ["开头。", "甲。", "乙。", "丙。", "丁。", "戊。"],
    "s5": ["一是慢。\n下一步，一是快。"],
    "s6": ["未收取信息处理费。"],
}
SAVED = datetime(2024, 1, 20, 8, 30, tzinfo=UTC)


def read(data: bytes) -> Return:
    result = read_source(source(data), FORM)
    assert isinstance(result, Return)
    return result


def filled(cells: dict[str, Typed], **more: object) -> Return:
    return read(build_template(FORM, 2023, AGENCY, Content(cells, TEXTS, saved=SAVED, **more)))  # type: ignore[arg-type]


def test_figures_texts_and_time_are_read_again():
    for seed in range(5):
        base = random_base(random.Random(seed))
        ret = filled(dict(base))
        assert ret.values == complete(base)
        assert ret.computed == frozenset()
        assert ret.saved == SAVED
        assert ret.sections["s5"] == TEXTS["s5"][0]
        assert [line for line in ret.sections["s1"].splitlines() if "（" not in line] == TEXTS["s1"]


def test_no_content_is_the_blank_workbook():
    assert build_template(FORM, 2023, AGENCY, Content()) == build_template(FORM, 2023, AGENCY)


def test_a_typed_total_stays_and_other_totals_follow_it_as_in_a_spreadsheet():
    ret = filled({"t3/granted/business": 2, "t3/total/business": 5})
    values = dict(zip(FORM.codes, ret.values, strict=True))
    assert values["t3/total/business"] == values["t3/total/total"] == 5
    assert values["t3/granted/total"] == 2


def test_text_counts_as_nothing_and_an_error_spreads():
    results = total_results(
        FORM,
        {"t4/review/upheld": "若干", "t4/review/other": 2, "t4/litigation_direct/other": CellError("#REF!")},
    )
    assert results[FORM.index["t4/review/total"]] == 2
    assert results[FORM.index["t4/litigation_direct/total"]] == CellError("#REF!")
    ret = filled({"t4/litigation_direct/other": CellError("#REF!"), "t4/review/upheld": "若干"})
    assert ret.states[FORM.index["t4/litigation_direct/total"]] == "error"
    assert ret.states[FORM.index["t4/review/upheld"]] == "text"


def test_tick_and_cover():
    ret = filled({}, ticked=frozenset({"t4"}), cover={"年度": 2022, "单位名称": "甲区教育局"})
    assert set(ret.ticked) == {"t4"}
    assert ret.years == (2022, 2023)
    assert ret.claims[0].text == "甲区教育局"
    assert ret.states[FORM.index["t4/review/upheld"]] == "zero"
    assert ret.states[FORM.index["t2/licensing/decisions"]] == "blank"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_computes_the_same_results(tmp_path: Path):
    base = random_base(random.Random(4))
    (tmp_path / "表.xlsx").write_bytes(build_template(FORM, 2023, AGENCY, Content(dict(base), TEXTS)))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "out"), str(tmp_path / "表.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    assert read((tmp_path / "out" / "表.xlsx").read_bytes()).values == complete(base)
