"""A district's 汇总表 as a return one level up: the sums are the same whichever way agencies are put together."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit
from tests.factory import FORM, make_district, random_base
from tests.test_run import put, roster
from toolkit.model import District
from toolkit.outputs.summary import FILE_NAME, write_summary
from toolkit.run import Request, run


def district_of(name: str, seed: int, size: int, returned: int, missing: bool) -> tuple[dict, District]:
    """The included agencies' base figures and the district that holds them; the first ones are returned."""
    rng = random.Random(seed)
    base = {f"{name}第{i}局": random_base(rng) for i in range(size)}
    out = tuple(base)[:returned]
    district = make_district(
        base, name=f"{name}人民政府", returned=out, missing=(f"{name}水务局",) if missing else ()
    )
    return {agency: values for agency, values in base.items() if agency not in out}, district


def hand_in(inbox: Path, file: str, district: District) -> None:
    folder = inbox.parent / file
    folder.mkdir()
    write_summary(district, folder)
    inbox.mkdir(exist_ok=True)
    (folder / FILE_NAME).rename(inbox / f"{file}.xlsx")


@settings(max_examples=6, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    sizes=st.tuples(st.integers(0, 6), st.integers(1, 6)),
    returned=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    missing=st.tuples(st.booleans(), st.booleans()),
)
def test_the_whole_is_the_sum_of_the_summaries(
    tmp_path_factory, seed: int, sizes: tuple, returned: tuple, missing: tuple
) -> None:
    folder = tmp_path_factory.mktemp("city")
    both: dict = {}
    for i, name in enumerate(("甲区", "乙区")):
        included, district = district_of(name, seed + i, sizes[i], returned[i], missing[i])
        both |= included
        hand_in(folder / "inbox", name, district)
    city = toolkit.consolidate(folder / "inbox", level="市", jobs=1)
    assert city.totals == make_district(both).totals
    assert [result.agency.name for result in city.agencies] == ["乙区人民政府", "甲区人民政府"]
    assert all(result.included for result in city.agencies)
    provisional = {f.agency for f in city.findings if f.rule == "F11"}
    assert provisional == {
        f"{name}人民政府"
        for i, name in enumerate(("甲区", "乙区"))
        if missing[i] or min(returned[i], sizes[i])
    }


def test_from_files_to_the_province(tmp_path: Path) -> None:
    """Counties' returns, two cities' summaries of counties, and their sum: the same as all returns at once."""
    rng = random.Random(5)
    everything, cities = tmp_path / "all" / "inbox", {"甲市": ("甲一县", "甲二县"), "乙市": ("乙一县",)}
    for city, counties in cities.items():
        for county in counties:
            home = tmp_path / county
            home.mkdir()
            roster(home, [f"{county}财政局", f"{county}教育局", f"{county}人民政府"], 类别=["", "", "本级"])
            for agency in (f"{county}财政局", f"{county}教育局", f"{county}人民政府"):
                base = {k: v for k, v in random_base(rng).items() if not k.startswith("t2/regulations")}
                put(home / "inbox", f"{agency}.xlsx", base)
                put(everything, f"{agency}.xlsx", base)
            run(Request(home / "inbox", jobs=1))
            (tmp_path / city / "inbox").mkdir(parents=True, exist_ok=True)
            (home / "输出" / FILE_NAME).rename(tmp_path / city / "inbox" / f"{county}.xlsx")
        run(Request(tmp_path / city / "inbox", name=f"{city}人民政府", level="市", jobs=1))
        (tmp_path / "省" / "inbox").mkdir(parents=True, exist_ok=True)
        (tmp_path / city / "输出" / FILE_NAME).rename(tmp_path / "省" / "inbox" / f"{city}.xlsx")
    province = toolkit.consolidate(tmp_path / "省" / "inbox", level="省", name="丙省", jobs=1)
    assert province.totals == toolkit.consolidate(everything, jobs=1).totals
    assert len(province.totals) == 200
    assert [r.agency.name for r in province.agencies] == ["乙市人民政府", "甲市人民政府"]
    assert not [f for f in province.findings if f.severity == "error"]


def test_two_districts_without_a_name_are_two(tmp_path: Path) -> None:
    rng = random.Random(6)
    both = {}
    for name in ("甲区", "乙区"):
        base = {f"{name}财政局": random_base(rng)}
        both |= base
        hand_in(tmp_path / "inbox", name, make_district(base, name="全区"))
    city = toolkit.consolidate(tmp_path / "inbox", level="市", jobs=1)
    assert [result.agency.name for result in city.agencies] == ["乙区", "甲区"]
    assert city.totals == make_district(both).totals
    assert {f.rule for f in city.findings} == {"F05"}  # the name is not in the workbook


def test_meta_says_who_is_in_and_who_is_out(tmp_path: Path) -> None:
    import openpyxl

    _, district = district_of("甲区", 3, 3, 1, True)
    write_summary(district, tmp_path)
    book = openpyxl.load_workbook(tmp_path / FILE_NAME)
    said = {row[0]: row[1] for row in book["_meta"].iter_rows(values_only=True)}
    assert said["provisional"] == "1"
    assert said["included"] == "甲区第1局、甲区第2局"
    assert said["awaited"] == "甲区第0局、甲区水务局"
    assert said["form"] == FORM.id


def test_the_summary_that_was_made_later_counts_whatever_it_is_called(tmp_path: Path) -> None:
    _, early = district_of("甲区", 1, 2, 0, True)
    _, late = district_of("甲区", 2, 4, 0, False)
    made = datetime(2024, 2, 1, 9, tzinfo=UTC)
    hand_in(tmp_path / "inbox", "甲区汇总表", replace(early, made=made))
    hand_in(tmp_path / "inbox", "2甲区汇总表（最终）", replace(late, made=made + timedelta(days=20)))
    city = toolkit.consolidate(tmp_path / "inbox", level="市", jobs=1)
    assert city.totals == late.totals
    (result,) = city.agencies
    assert result.judged is not None
    assert result.judged.ret.saved == made + timedelta(days=20)
    assert [f.rule for f in city.findings if f.rule == "F11"] == []


def test_what_is_provisional_two_levels_down_is_so_at_the_top(tmp_path: Path) -> None:
    _, district = district_of("甲区", 1, 2, 0, True)
    (tmp_path / "city").mkdir()
    hand_in(tmp_path / "city" / "inbox", "甲区", district)
    run(Request(tmp_path / "city" / "inbox", name="乙市人民政府", level="市", jobs=1))
    summary = tmp_path / "city" / "输出" / FILE_NAME
    texts = [
        str(cell)
        for row in openpyxl.load_workbook(summary)["表三"].iter_rows(values_only=True)
        for cell in row
    ]
    assert any("阶段性" in text and "甲区人民政府" in text for text in texts)
    (tmp_path / "province" / "inbox").mkdir(parents=True)
    summary.rename(tmp_path / "province" / "inbox" / "乙市.xlsx")
    province = toolkit.consolidate(tmp_path / "province" / "inbox", level="省", jobs=1)
    (warning,) = [f for f in province.findings if f.rule == "F11"]
    assert "甲区人民政府" in warning.message


def test_names_beyond_a_cell_go_on_in_the_next_row(tmp_path: Path) -> None:
    names = tuple(f"甲区某某某某某某某某某某某某第{i}街道办事处" for i in range(2500))
    district = make_district({"甲区财政局": {}}, name="甲区人民政府", missing=names)
    hand_in(tmp_path / "inbox", "甲区", district)
    city = toolkit.consolidate(tmp_path / "inbox", level="市", jobs=1)
    (result,) = city.agencies
    assert result.judged is not None
    assert result.judged.ret.awaited == "、".join(names)
