"""Last year's data of every kind, matched to this year's agencies."""

import random
from pathlib import Path

import pytest

from tests.factory import FORM, complete, random_base
from tests.painting import quick_workbook, report_rows
from tests.reading.test_containers import VALUES as PUBLISHED
from tests.reading.test_containers import as_page, as_word
from toolkit.context import look_around
from toolkit.model import Agency, Roster
from toolkit.previous import PreviousError, load_previous
from toolkit.run import Request, RunError, make_district, run

ONE, OTHER = random_base(random.Random(1)), random_base(random.Random(2))
ROSTER = Roster(
    (
        Agency("001", "甲区财政局"),
        Agency("002", "甲区民政局", former_names=("甲区救灾局",)),
    ),
    "名单.csv",
)


def put(folder: Path, name: str, base: dict, year: int = 2022) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.xlsx").write_bytes(
        quick_workbook(report_rows(complete(base), name, year, {"s5": "上年的问题。"})[0])
    )


def test_a_folder_of_returns(tmp_path):
    put(tmp_path / "上年", "甲区财政局", ONE)
    found = load_previous(tmp_path / "上年", FORM, ROSTER, ())
    assert found.year == 2022
    assert set(found.agencies) == {"甲区财政局"}
    assert found.agencies["甲区财政局"].values == complete(ONE)
    assert found.agencies["甲区财政局"].sections == {"s5": "上年的问题。"}


def test_bodies_that_were_merged_are_added_up(tmp_path):
    put(tmp_path, "甲区民政局", ONE)
    put(tmp_path, "甲区救灾局", OTHER)
    put(tmp_path, "甲区某撤销局", OTHER)
    found = load_previous(tmp_path, FORM, ROSTER, ())
    both = tuple(a + b for a, b in zip(complete(ONE), complete(OTHER), strict=True))
    assert found.agencies["甲区民政局"].values == both
    assert sorted(found.agencies["甲区民政局"].names) == ["甲区救灾局", "甲区民政局"]
    assert found.unmatched == ("甲区某撤销局",)


@pytest.mark.parametrize("name", ["上年.docx", "上年.html"])
def test_a_published_report_as_a_file(tmp_path, name):
    (tmp_path / name).write_bytes(as_word() if name.endswith("docx") else as_page())
    (tmp_path / "inbox").mkdir()
    assert look_around(tmp_path / "inbox").previous == tmp_path / name
    found = load_previous(tmp_path / name, FORM, ROSTER, ())
    assert found.agencies["甲区财政局"].values == PUBLISHED


class TestARunsOutput:
    @pytest.fixture
    def output(self, tmp_path):
        put(tmp_path / "2022", "甲区财政局", ONE)
        put(tmp_path / "2022", "甲区民政局", OTHER)
        run(Request(tmp_path / "2022", tmp_path / "去年输出"))
        return tmp_path / "去年输出"

    def test_the_folder_and_its_facts_say_the_same(self, output):
        by_folder = load_previous(output, FORM, ROSTER, ())
        by_file = load_previous(output / "facts.csv", FORM, ROSTER, ())
        assert by_folder.agencies == by_file.agencies
        assert by_folder.agencies["甲区民政局"].values == complete(OTHER)
        assert by_folder.year == 2022

    def test_a_run_uses_what_lies_beside_it_and_says_so(self, output):
        put(output.parent / "inbox", "甲区财政局", ONE, 2023)
        output.rename(output.parent / "上年")
        district = make_district(Request(output.parent / "inbox"))
        assert any("上年数据" in words and "对上 1 个单位" in words for words in district.used)
        rules = {finding.rule for finding in district.findings}
        assert "H04" in rules

    def test_without_it_that_is_said_once(self, tmp_path):
        put(tmp_path / "inbox", "甲区财政局", ONE, 2023)
        district = make_district(Request(tmp_path / "inbox"))
        assert [words for words in district.used if "没有上年数据" in words]
        assert not [f for f in district.findings if f.rule.startswith("H")]


@pytest.mark.parametrize(
    ("name", "content"),
    [("上年.csv", b"a,b\n1,2\n"), ("上年.xlsx", b"PK\x03\x04"), ("上年.csv", b"\xff\xfe\x00")],
)
def test_what_cannot_be_used_is_said(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(PreviousError):
        load_previous(tmp_path / name, FORM, ROSTER, ())
    put(tmp_path / "inbox", "甲区财政局", ONE, 2023)
    with pytest.raises(RunError, match="上年数据不能用"):
        make_district(Request(tmp_path / "inbox"))


def test_the_texts_of_an_earlier_output_come_with_its_figures(tmp_path):
    put(tmp_path / "inbox", "甲区财政局", ONE)
    run(Request(tmp_path / "inbox", tmp_path / "去年输出"))
    found = load_previous(tmp_path / "去年输出", FORM, ROSTER, ())
    assert found.agencies["甲区财政局"].sections["s5"] == "上年的问题。"
    assert "甲区财政局" not in found.agencies["甲区财政局"].sections.get("s6", "")


def test_codes_of_another_district_match_nobody(tmp_path):
    path = tmp_path / "facts.csv"
    header = "agency_code,agency_name,year,table,row,column,value,state,raw,included\n"
    rows = "".join(
        f"{code},{name},2022,{f.code.replace('/', ',')},7,number,7,1\n"
        for code, name in (("001", "乙区水利局"), ("002", "乙区林业局"))
        for f in FORM.figures
    )
    path.write_text(header + rows, encoding="utf-8")
    found = load_previous(path, FORM, ROSTER, ())
    assert (found.agencies, found.unmatched) == ({}, ("乙区林业局", "乙区水利局"))
    # Where the others are known by name, a code tells the one that has another name since.
    path.write_text(header + rows.replace("乙区水利局", "甲区财政局"), encoding="utf-8")
    assert set(load_previous(path, FORM, ROSTER, ()).agencies) == {"甲区财政局", "甲区民政局"}
