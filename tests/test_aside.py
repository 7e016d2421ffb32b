"""Blank templates and the district's own summary are no returns beside the returns themselves."""

import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.factory import FORM, make_return
from tests.test_run import put, roster
from toolkit.aside import BLANK, set_aside
from toolkit.model import Agency, Match, Origin
from toolkit.run import Request, run
from toolkit.sending import write_templates

NAMES = ["甲区人民政府", "甲区财政局", "甲区教育局", "甲区民政局"]
BASE = {"t2/licensing/decisions": 5, "t3/new/natural_person": 2, "t3/granted/natural_person": 2}


def untouched(ret):
    """As a template is: every cell blank, the formulas of the totals give noughts."""
    states = tuple("zero" if figure.is_total else "blank" for figure in FORM.figures)
    return replace(ret, states=states, values=(0,) * len(states), sections={})


def test_a_blank_template_gives_way_to_every_return_of_its_agency():
    match = Match(Agency("1", "甲区财政局"))
    filled, blank = make_return(BASE), replace(untouched(make_return({})), path="b.xlsx")
    for items in ([filled, blank], [blank, filled]):
        kept, aside = set_aside([(ret, match) for ret in items])
        assert [ret.path for ret, _ in kept] == [filled.path]
        assert [(item[0].path, why) for item, why in aside] == [("b.xlsx", BLANK)]


@pytest.mark.parametrize("filled", ["one cell", "a tick", "a text"])
def test_one_nought_that_was_typed_is_an_answer(filled: str):
    match = Match(Agency("1", "甲区财政局"))
    blank = untouched(make_return({}))
    later = {
        "one cell": replace(blank, states=("zero", *blank.states[1:])),
        "a tick": replace(blank, ticked={"t2": Origin("表二", "C3")}),
        "a text": replace(blank, sections={"s6": "无。"}),
    }[filled]
    kept, aside = set_aside([(make_return(BASE), match), (replace(later, path="b.xlsx"), match)])
    assert (len(kept), aside) == (2, [])


def test_a_blank_one_alone_is_a_return():
    kept, aside = set_aside([(untouched(make_return({})), Match(Agency("1", "甲区财政局")))])
    assert (len(kept), aside) == (1, [])


@pytest.fixture
def place(tmp_path: Path) -> Path:
    roster(tmp_path, NAMES, 类别=["本级", "", "", ""])
    for number, name in enumerate(NAMES):
        put(tmp_path / "inbox", f"{name}.xlsx", BASE, day=10 + number)
    return tmp_path


def licensing(place: Path, **options) -> int:
    district = run(Request(place / "inbox", **options)).district
    return district.totals[FORM.index["t2/licensing/decisions"]]


def record(place: Path, path: str):
    district = run(Request(place / "inbox")).district
    return next(file for file in district.files if file.path == path)


@pytest.mark.parametrize("name", ["汇总表.xlsx", "甲区2023年汇总.xlsx"])
def test_the_districts_own_summary_does_not_count_again(place: Path, name: str):
    assert licensing(place) == 20
    shutil.copy(place / "输出" / "汇总表.xlsx", place / "inbox" / name)
    assert licensing(place) == 20
    file = record(place, name)
    assert (file.status, file.agency) == ("ignored", None)
    assert "里面的 4 个单位这次都另有报表" in file.reason


def test_nor_where_all_have_sent_others_since(place: Path):
    assert licensing(place) == 20
    shutil.copy(place / "输出" / "汇总表.xlsx", place / "inbox" / "汇总表.xlsx")
    for name in NAMES:
        put(place / "inbox", f"{name}.xlsx", {**BASE, "t2/licensing/decisions": 6}, day=25)
    assert licensing(place) == 24


def test_nor_without_a_roster(place: Path):
    (place / "名单.csv").unlink()
    assert licensing(place) == 20
    shutil.copy(place / "输出" / "汇总表.xlsx", place / "inbox" / "汇总表.xlsx")
    assert licensing(place) == 20


def test_a_part_that_was_summed_before_counts_with_the_rest(tmp_path: Path):
    """Half of the agencies came as a summary, the other half by themselves."""
    for number, name in enumerate(NAMES):
        put(tmp_path / ("one" if number < 2 else "inbox"), f"{name}.xlsx", BASE)
    run(Request(tmp_path / "one", out=tmp_path / "first", name="甲区东片"))
    shutil.copy(tmp_path / "first" / "汇总表.xlsx", tmp_path / "inbox" / "汇总表.xlsx")
    assert licensing(tmp_path) == 20


def test_a_template_that_came_back_as_it_was_sent(place: Path):
    write_templates(place / "发出", 2023, place / "名单.csv")
    (blank,) = (place / "发出").glob("*甲区财政局*")
    target = place / "inbox" / "退信" / blank.name
    target.parent.mkdir()
    shutil.copy(blank, target)
    book = openpyxl.load_workbook(target)
    book.save(target)  # newer than all others
    assert licensing(place) == 20
    file = record(place, f"退信/{blank.name}")
    assert (file.status, file.reason) == ("ignored", BLANK)


def test_a_districts_summary_counts_for_a_city_though_the_districts_own_returns_lie_beside_it(tmp_path: Path):
    roster(tmp_path, ["丙市人民政府", "甲区人民政府"], 类别=["本级", ""])
    home = tmp_path / "district"
    home.mkdir()
    roster(home, NAMES, 类别=["本级", "", "", ""])
    for name in NAMES:
        put(home / "inbox", f"{name}.xlsx", BASE)
    run(Request(home / "inbox", name="甲区"))
    shutil.copytree(home / "inbox", tmp_path / "inbox" / "甲区")
    shutil.copy(home / "输出" / "汇总表.xlsx", tmp_path / "inbox" / "甲区" / "汇总表.xlsx")
    assert licensing(tmp_path, level="市") == 20


def test_a_title_that_names_only_the_region_is_not_its_governments(place: Path):
    for name in ("甲区财政局", "甲区教育局"):
        put(place / "inbox", f"{name}.xlsx", {"t2/licensing/decisions": 9}, agency="甲区", day=28)
    district = run(Request(place / "inbox")).district
    (own,) = [r for r in district.agencies if r.agency.name == "甲区人民政府"]
    assert own.judged is not None
    assert own.judged.ret.path == "甲区人民政府.xlsx"
    assert own.judged.ret.values[FORM.index["t2/licensing/decisions"]] == 5
