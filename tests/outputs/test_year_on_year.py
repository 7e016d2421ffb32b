"""同比: the district and its agencies against last year."""

from pathlib import Path

import openpyxl
import pytest

from tests.factory import FORM
from tests.test_run import put, roster
from toolkit.outputs.summary.year_on_year import (
    ABSENT,
    BOTH,
    FIGURES,
    GONE,
    NEVER,
    NEW,
    PARTS,
    UNKNOWN,
    UNSENT,
)
from toolkit.run import Request, run

LICENCES, ASKED = "t2/licensing/decisions", "t3/new/natural_person"


def figures(licences: int, asked: int) -> dict[str, int]:
    return {LICENCES: licences, ASKED: asked, "t3/granted/natural_person": asked}


def sheet_of(folder: Path) -> "openpyxl.worksheet.worksheet.Worksheet":
    return openpyxl.load_workbook(folder / "输出" / "汇总表.xlsx")["同比"]


def rows(folder: Path) -> dict[str, tuple]:
    """Name -> what it is to last year, and for each figure 上年, 本年, 增减, 比例."""
    lines = list(sheet_of(folder).iter_rows(values_only=True))
    head = next(i for i, row in enumerate(lines) if row[0] == "单位")
    return {
        str(row[0]): (
            row[1],
            {name: row[2 + 4 * i : 6 + 4 * i] for i, (name, _) in enumerate(FIGURES)},
        )
        for row in lines[head + 1 :]
        if row[0]
    }


@pytest.mark.parametrize("how", ["facts", "returns"])
def test_new_merged_renamed_vanished_and_missing_are_told_apart(tmp_path: Path, how: str) -> None:
    before, now = tmp_path / "before", tmp_path / "now"
    before.mkdir()
    now.mkdir()
    for name, licences in (
        ("甲局", 40),
        ("旧乙局", 30),
        ("丙局", 20),
        ("丁局", 10),
        ("戊局", 5),
        ("己局", 8),
    ):
        put(before / "inbox", f"{name}.xlsx", figures(licences, 12), year=2022)
    if how == "facts":
        run(Request(before / "inbox", jobs=1))
        (before / "输出" / "facts.csv").rename(now / "上年.csv")
    else:
        (before / "inbox").rename(now / "上年")
    roster(
        now,
        ["甲局", "乙局", "丙丁局", "己局", "新局", "没有来的局"],
        曾用名=["", "旧乙局", "丙局；丁局", "", "", ""],
        类别=[""] * 6,
    )
    for name, licences, asked in (("甲局", 44, 15), ("乙局", 30, 12), ("丙丁局", 33, 12), ("新局", 7, 1)):
        put(now / "inbox", f"{name}.xlsx", figures(licences, asked))
    run(Request(now / "inbox", jobs=1))
    found = rows(now)
    assert {name: words for name, (words, _) in found.items() if "合计" not in name} == {
        "甲局": BOTH,
        "乙局": "更名（上年为旧乙局）",
        "丙丁局": found["丙丁局"][0],
        # Single reports do not tell who was not there: only a run does.
        "新局": NEW if how == "facts" else UNKNOWN,
        "己局": "今年未报送",
        "没有来的局": NEVER if how == "facts" else f"{ABSENT}；{UNKNOWN}",
        "戊局": GONE,
    }
    assert set(found["丙丁局"][0].removeprefix("合并（上年为").removesuffix("）").split("、")) == {
        "丙局",
        "丁局",
    }
    assert found["甲局"][1]["行政许可"] == (40, 44, 4, pytest.approx(0.1))
    assert found["丙丁局"][1]["行政许可"] == (30, 33, 3, pytest.approx(0.1))
    assert found["戊局"][1]["行政许可"] == (5, None, None, None)
    assert found["己局"][1]["行政许可"] == (8, None, None, None)
    assert found["甲局"][1]["新收申请"] == (12, 15, 3, pytest.approx(0.25))
    # Two agencies are awaited: all of last year is not compared with a part of this one.
    assert found["全区合计"][1]["行政许可"] == (113, 114, None, None)
    assert list(found)[:2] == ["同口径合计", "全区合计"]
    words, like = found["同口径合计"]
    assert words == "两年都计入汇总的 3 个单位"
    assert like["行政许可"] == (100, 107, 7, pytest.approx(0.07))
    assert len(PARTS) == 4


def test_small_numbers_have_no_percentage(tmp_path: Path) -> None:
    put(tmp_path / "上年", "甲局.xlsx", figures(4, 0), year=2022)
    put(tmp_path / "inbox", "甲局.xlsx", figures(8, 20))
    run(Request(tmp_path / "inbox", jobs=1))
    found = rows(tmp_path)["甲局"][1]
    assert found["行政许可"] == (4, 8, 4, None)
    assert found["新收申请"] == (0, 20, 20, None)


def test_without_last_year_it_says_what_to_do(tmp_path: Path) -> None:
    put(tmp_path / "inbox", "甲局.xlsx", figures(8, 20))
    run(Request(tmp_path / "inbox", jobs=1))
    assert sheet_of(tmp_path)["A2"].value.startswith("没有上年数据。把上年的")
    assert rows(tmp_path) == {}


def test_a_vertical_agency_counts_in_neither_year(tmp_path: Path) -> None:
    for name in ("甲局", "税务局"):
        put(tmp_path / "上年", f"{name}.xlsx", figures(50, 20), year=2022)
        put(tmp_path / "inbox", f"{name}.xlsx", figures(60, 20))
    roster(tmp_path, ["甲局", "税务局"], 纳入汇总=["是", "否"])
    run(Request(tmp_path / "inbox", jobs=1))
    assert rows(tmp_path)["全区合计"][1]["行政许可"] == (50, 60, 10, pytest.approx(0.2))


def test_what_last_year_did_not_count_is_not_in_its_total(tmp_path: Path) -> None:
    """A returned agency of last year, one that sent nothing, and a correction of double counting."""
    before, now = tmp_path / "before", tmp_path / "now"
    before.mkdir()
    now.mkdir()
    roster(before, ["甲局", "乙局", "丙局", "重复计算"], 类别=["", "", "", "汇总调整"])
    put(before / "inbox", "甲局.xlsx", figures(40, 12), year=2022)
    put(before / "inbox", "乙局.xlsx", figures(30, -5), year=2022)  # returned: a negative figure
    put(before / "inbox", "重复计算.xlsx", figures(-4, 0), year=2022)
    outcome = run(Request(before / "inbox", jobs=1))
    (before / "输出").rename(now / "上年")
    roster(now, ["甲局", "乙局", "丙局", "重复计算"], 类别=["", "", "", "汇总调整"])
    for name in ("甲局", "乙局", "丙局"):
        put(now / "inbox", f"{name}.xlsx", figures(50, 12))
    put(now / "inbox", "重复计算.xlsx", figures(-2, 0))
    run(Request(now / "inbox", jobs=1))
    found = rows(now)
    old = outcome.district.totals[FORM.index[LICENCES]]
    assert old == 36
    # Last year's total lacked agencies: nothing is compared with it.
    assert found["全区合计"][1]["行政许可"] == (old, 148, None, None)
    assert "上年是阶段性汇总" in found["全区合计"][0]
    assert found["丙局"][0] == UNSENT
    assert found["重复计算"][0] == "汇总调整"
    assert found["同口径合计"][0] == "两年都计入汇总的 1 个单位和汇总调整"
    assert GONE not in [words for words, _ in found.values()]


def test_last_year_in_which_nobody_was_counted(tmp_path: Path) -> None:
    before, now = tmp_path / "before", tmp_path / "now"
    before.mkdir()
    now.mkdir()
    roster(before, ["别的局"])
    roster(now, ["甲局"])
    put(before / "inbox", "甲局.xlsx", figures(4, 4), year=2022)
    put(now / "inbox", "甲局.xlsx", figures(40, 40))
    run(Request(before / "inbox", year=2022))
    run(Request(now / "inbox", previous=before / "输出"))
    words, cells = rows(now)[
        next(name for name in rows(now) if name.endswith("合计") and "同口径" not in name)
    ]
    assert "上年没有计入汇总的单位" in words
    assert cells["行政许可"] == (None, 40, None, None)


@pytest.fixture
def city(tmp_path: Path):
    """A city of two districts for two years; one district's summary may lack an agency in either."""

    def make(lacking_then: bool, lacking_now: bool) -> Path:
        place = tmp_path / f"{lacking_then}{lacking_now}"
        for year, lacking in ((2022, lacking_then), (2023, lacking_now)):
            for district in ("甲区", "乙区"):
                home = place / str(year) / district
                home.mkdir(parents=True)
                names = [f"{district}财政局", f"{district}教育局"]
                roster(home, names)
                for name in names[: 1 if lacking and district == "甲区" else 2]:
                    put(home / "inbox", f"{name}.xlsx", figures(50 if year == 2022 else 55, 20), year=year)
                run(Request(home / "inbox", year=year, name=district))
                (place / str(year) / "city").mkdir(exist_ok=True)
                summary = place / str(year) / "city" / f"{district}.xlsx"
                summary.write_bytes((home / "输出" / "汇总表.xlsx").read_bytes())
        return place

    return make


@pytest.mark.parametrize("how", ["run", "returns"])
@pytest.mark.parametrize(("then", "now"), [(True, False), (False, True), (False, False)])
def test_a_district_that_was_not_all_there_is_compared_with_nothing(
    city, then: bool, now: bool, how: str
) -> None:
    place = city(then, now)
    last = place / "2022" / "city"
    if how == "run":
        run(Request(last, year=2022, level="市", out=place / "2022" / "out"))
        last = place / "2022" / "out"
    done = run(Request(place / "2023" / "city", level="市", previous=last, out=place / "2023" / "输出"))
    found = rows(place / "2023")
    words, cells = found["甲区"]
    if then or now:
        assert ("上年没有报齐，不比较" if then else "今年没有报齐，不比较") in words
        assert cells["行政许可"][2:] == (None, None)
        assert "没有报齐的 1 个地区除外" in found["同口径合计"][0]
        assert found["同口径合计"][1]["行政许可"] == (100, 110, 10, 0.1)
        whole = next(
            cells for name, (_, cells) in found.items() if name.endswith("合计") and name != "同口径合计"
        )
        assert whole["行政许可"][2:] == (None, None)
    else:
        assert words == BOTH
        assert cells["行政许可"] == (100, 110, 10, 0.1)
    assert found["乙区"][1]["行政许可"] == (100, 110, 10, 0.1)
    assert not [
        f for f in done.district.findings if f.rule.startswith("H") and f.agency == "甲区" and (then or now)
    ]
    text = (done.published.folder / "全区年度报告（草稿）.docx").read_bytes()
    import io

    import docx

    draft = "".join(p.text for p in docx.Document(io.BytesIO(text)).paragraphs)
    assert ("与上年相比，" in draft) is not (then or now)
