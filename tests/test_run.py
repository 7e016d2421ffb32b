"""The main job end to end: two hundred made returns with planted mistakes, and what clerks do to the folders."""

import csv
import json
import os
import random
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.factory import FORM, PLAIN_TEXTS, complete, random_base
from tests.painting import fill_template, quick_workbook, report_rows, workbook
from toolkit.facts import HEADER
from toolkit.model import Agency, District
from toolkit.publishing import PublishError
from toolkit.run import Request, RunError, make_district, run
from toolkit.template import build_template

TEXTS = PLAIN_TEXTS


def roster(folder: Path, names: list[str], **columns: list[str]) -> None:
    lines = [",".join(["单位编码", "单位名称", *columns])]
    lines += [
        ",".join([f"{i:03}", name, *(values[i] for values in columns.values())])
        for i, name in enumerate(names)
    ]
    (folder / "名单.csv").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


def put(
    inbox: Path, name: str, base: dict, year: int = 2023, agency: str | None = None, day: int = 10
) -> Path:
    inbox.mkdir(parents=True, exist_ok=True)
    path = inbox / name
    rows, _ = report_rows(complete(base), agency or Path(name).stem, year, TEXTS)
    path.write_bytes(quick_workbook(rows, saved=datetime(2024, 1, day)))
    return path


def status(district: District) -> dict[str, str]:
    return {result.agency.name: result.status for result in district.agencies}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return tmp_path / "inbox"


# ---------------------------------------------------------------- planted mistakes

Mistake = Callable[[list], tuple[str, str, set[str]]]


def wrong_row_total(values: list) -> tuple[str, str, set[str]]:
    i = FORM.index["t3/new/total"]
    values[i] += 1
    return "A01", FORM.codes[i], {"A01", "A03"}


def wrong_group_total(values: list) -> tuple[str, str, set[str]]:
    i = FORM.index["t4/litigation_direct/total"]
    values[i] += 2
    return "A04", FORM.codes[i], {"A04"}


def wrong_results_total(values: list) -> tuple[str, str, set[str]]:
    i = FORM.index["t3/total/research"]
    values[i] += 3
    return "A02", FORM.codes[i], {"A01", "A02", "A03"}


def words_for_a_number(values: list) -> tuple[str, str, set[str]]:
    i = FORM.index["t3/granted/business"]
    values[i] = "约3件"
    return "V01", FORM.codes[i], {"V01"}


def below_nought(values: list) -> tuple[str, str, set[str]]:
    i = FORM.index["t2/licensing/decisions"]
    values[i] = -4
    return "V02", FORM.codes[i], {"V02"}


def half_a_case(values: list) -> tuple[str, str, set[str]]:
    i = FORM.index["t2/penalties/decisions"]
    values[i] = 2.5
    return "V03", FORM.codes[i], {"V03"}


MISTAKES: list[Mistake] = [
    wrong_row_total, wrong_group_total, wrong_results_total, words_for_a_number, below_nought, half_a_case
]  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """200 returns, every sixth with a mistake, half of them templates and half pasted; and the true totals."""
    folder = tmp_path_factory.mktemp("district")
    rng = random.Random(20240115)
    (folder / "inbox").mkdir()
    names = [f"甲区第{i:03}局" for i in range(200)]
    roster(folder, names)
    truth, mistakes = dict.fromkeys(FORM.codes, 0), {}
    for number, name in enumerate(names):
        base = random_base(rng)
        values = list(complete(base))
        path = folder / "inbox" / f"{number:03}.xlsx"
        if number % 6 == 5:
            mistakes[name] = MISTAKES[number // 6 % len(MISTAKES)](values)
        elif number % 20 == 0:
            own = build_template(FORM, 2023, Agency(f"{number:03}", name))
            path.write_bytes(fill_template(own, base, TEXTS))
        if not path.exists():
            path.write_bytes(quick_workbook(report_rows(values, name, 2023, TEXTS)[0]))
        if name not in mistakes:
            for code, value in zip(FORM.codes, complete(base), strict=True):
                truth[code] += value
    district, published, _ = run(Request(folder / "inbox", level="市"))  # the returns have 规章
    return district, published, truth, mistakes


class TestTwoHundredReturns:
    def test_totals_equal_the_planted_truth(self, planted):
        district, _, truth, _ = planted
        assert dict(zip(FORM.codes, district.totals, strict=True)) == truth

    def test_every_mistake_is_found_by_its_rule_at_its_cell(self, planted):
        district, _, _, mistakes = planted
        assert len(mistakes) == 33
        for result in district.agencies:
            if result.agency.name in mistakes:
                rule, figure, rules = mistakes[result.agency.name]
                assert result.status == "returned"
                found = [f for f in result.judged.findings if f.rule == rule and f.figure == figure]
                assert found, (result.agency.name, rule)
                assert (found[0].sheet, found[0].cell) == result.judged.ret.origins[FORM.index[figure]]
                assert {f.rule for f in result.judged.findings} <= rules

    def test_no_error_on_a_clean_return(self, planted):
        district, _, _, mistakes = planted
        clean = [r for r in district.agencies if r.agency.name not in mistakes]
        assert all(r.status == "accepted" and r.included and r.errors == r.warnings == 0 for r in clean)

    def test_run_json_agrees(self, planted):
        _district, published, truth, mistakes = planted
        record = json.loads((published.folder / "run.json").read_text(encoding="utf-8"), parse_float=Decimal)
        assert record["schema"] == "run/1"
        assert (record["form"], record["year"], record["provisional"]) == ("2021", 2023, True)
        assert {code: Decimal(v) for code, v in record["totals"].items()} == truth
        assert list(record["totals"]) == list(FORM.codes)
        assert sum(a["included"] for a in record["agencies"]) == 200 - len(mistakes)
        assert len(record["files"]) == 200

    def test_facts_csv_adds_up(self, planted):
        _, published, truth, _ = planted
        with (published.folder / "facts.csv").open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert tuple(rows[0]) == HEADER
        assert len(rows) == 200 * 200
        sums: dict[str, Decimal] = {}
        for row in rows:
            if row["included"] == "1" and row["is_total"] == "0":
                code = f"{row['table']}/{row['row']}/{row['column']}"
                sums[code] = sums.get(code, Decimal(0)) + Decimal(row["value"])
        assert sums == {figure.code: truth[figure.code] for figure in FORM.base}

    def test_the_ledger_of_the_summary_adds_up(self, planted):
        from python_calamine import CalamineWorkbook

        _, published, truth, _ = planted
        book = CalamineWorkbook.from_path(published.folder / "汇总表.xlsx")
        rows = book.get_sheet_by_name("表三").to_python()
        new = next(row for row in rows if row[0] == "一、本年新收政府信息公开申请数量")
        assert [int(v) for v in new[3:]] == [truth[c] for c in FORM.codes if c.startswith("t3/new/")]


# ---------------------------------------------------------------- a clerk's January


def test_the_same_inbox_gives_the_same_bytes(inbox, tmp_path, monkeypatch):
    # The workbook says when it was made: one level up the later of two counts.
    monkeypatch.setattr("toolkit.run._now", lambda: datetime(2024, 2, 1, tzinfo=UTC))
    for i in range(5):
        put(inbox, f"甲区{'财民水林教'[i]}局.xlsx", random_base(random.Random(i)))
    (inbox / "坏.xlsx").write_bytes(b"PK\x03\x04")
    run(Request(inbox, tmp_path / "一"))
    run(Request(inbox, tmp_path / "二"))
    for name in ("run.json", "facts.csv", "汇总表.xlsx", "全区年度报告（草稿）.docx"):
        assert (tmp_path / "一" / name).read_bytes() == (tmp_path / "二" / name).read_bytes()


def test_a_broken_file_among_good_ones_is_rejected_and_the_run_completes(inbox):
    base = random_base(random.Random(1))
    put(inbox, "甲区财政局.xlsx", base)
    (inbox / "甲区民政局.xlsx").write_bytes((inbox / "甲区财政局.xlsx").read_bytes()[:3000])
    roster(inbox.parent, ["甲区财政局", "甲区民政局"])
    district, *_ = run(Request(inbox, level="市"))
    assert status(district) == {"甲区财政局": "accepted", "甲区民政局": "missing"}
    rejected = next(f for f in district.files if f.status == "rejected")
    assert (rejected.path, rejected.agency) == ("甲区民政局.xlsx", "甲区民政局")
    assert "损坏" in rejected.reason
    assert district.totals == complete(base)
    assert [f.rule for f in district.findings] == ["F01"]


def test_every_file_is_accounted_for_once(inbox):
    put(inbox, "甲区财政局.xlsx", {})
    (inbox / "街道").mkdir()
    put(inbox / "街道", "甲区东街道办事处.xlsx", {})
    (inbox / "来函.xlsx").write_bytes(workbook({"a": [["各位同事：现将年报报上"]]}))
    (inbox / "~$甲区财政局.xlsx").write_bytes(b"x")
    (inbox / "扫描件.pdf").write_bytes(b"%PDF-1.4")
    district = make_district(Request(inbox))
    assert {f.path: f.status for f in district.files} == {
        "甲区财政局.xlsx": "accepted", "街道/甲区东街道办事处.xlsx": "accepted", "来函.xlsx": "ignored",
        "~$甲区财政局.xlsx": "ignored", "扫描件.pdf": "rejected",
    }  # fmt: skip
    assert all(f.reason for f in district.files if f.status != "accepted")


def test_a_scan_beside_a_readable_return_is_not_missed(inbox):
    put(inbox, "甲区财政局.xlsx", {})
    (inbox / "甲区财政局盖章扫描件.pdf").write_bytes(b"%PDF-1.4")
    roster(inbox.parent, ["甲区财政局"])
    district = make_district(Request(inbox))
    assert [f.status for f in district.files] == ["accepted", "ignored"]
    assert district.findings == ()


def test_resubmission_supersedes_and_says_what_changed(inbox):
    put(inbox, "旧.xlsx", {}, agency="甲区财政局", day=5)
    newer = put(inbox, "新.xlsx", {"t2/licensing/decisions": 7}, agency="甲区财政局", day=9)
    os.utime(newer, (1, 1))  # the time inside the workbook counts, not the file's
    district = make_district(Request(inbox))
    assert {f.path: f.status for f in district.files} == {"旧.xlsx": "superseded", "新.xlsx": "accepted"}
    (finding,) = district.findings
    assert (finding.rule, finding.path) == ("F04", "旧.xlsx")
    assert "由 0 改为 7" in finding.message
    assert district.totals[FORM.index["t2/licensing/decisions"]] == 7


def test_a_scan_in_the_agencys_own_folder_is_not_missed(inbox):
    put(inbox / "财政局来件", "甲区财政局.xlsx", {})
    (inbox / "财政局来件" / "扫描件.pdf").write_bytes(b"%PDF-1.4")
    put(inbox, "甲区民政局.xlsx", {})
    (inbox / "甲区民政局.pdf").write_bytes(b"%PDF-1.4")
    district = make_district(Request(inbox))
    assert sorted(f.status for f in district.files) == ["accepted", "accepted", "ignored", "ignored"]


def test_the_year_is_voted_by_agencies_and_not_by_files(inbox):
    put(inbox, "甲区财政局旧.xlsx", {}, 2022, agency="甲区财政局", day=1)
    put(inbox, "甲区财政局再旧.xlsx", {"t2/licensing/decisions": 1}, 2022, agency="甲区财政局", day=2)
    put(inbox, "甲区财政局.xlsx", {}, 2023, day=3)
    put(inbox, "甲区民政局.xlsx", {}, 2023)
    assert make_district(Request(inbox)).year == 2023


def test_a_summary_workbook_is_a_districts_return_one_level_up(inbox):
    bases = [random_base(random.Random(i)) for i in range(4)]
    for i, base in enumerate(bases):
        put(inbox / f"{'甲乙'[i % 2]}区", f"第{i}局.xlsx", base)
    city = inbox.parent / "市"
    city.mkdir()
    for name in ("甲区", "乙区"):
        _, published, _ = run(Request(inbox / name, inbox.parent / f"{name}输出", name=name))
        (city / f"{name}.xlsx").write_bytes((published.folder / "汇总表.xlsx").read_bytes())
    above, below = (make_district(Request(folder, level="市")) for folder in (city, inbox))
    assert status(above) == {"甲区": "accepted", "乙区": "accepted"}
    assert above.totals == below.totals
    assert above.findings == ()


class TestWhoCounts:
    def test_roster_states(self, inbox):
        for name in ("甲区财政局", "甲区税务局", "外来单位"):
            put(inbox, f"{name}.xlsx", {"t2/licensing/decisions": 1})
        put(inbox, "汇总调整.xlsx", {}, agency="汇总调整")
        roster(
            inbox.parent, ["甲区人民政府", "甲区财政局", "甲区税务局", "汇总调整", "另一调整"],
            类别=["本级", "", "垂直管理", "汇总调整", "汇总调整"], 纳入汇总=["是", "", "否", "", ""],
        )  # fmt: skip
        district = make_district(Request(inbox))
        assert status(district) == {
            "甲区人民政府": "missing", "甲区财政局": "accepted", "甲区税务局": "accepted", "汇总调整": "accepted", "外来单位": "accepted"
        }  # fmt: skip
        assert {r.agency.name for r in district.included} == {"甲区财政局", "汇总调整"}
        assert district.totals[FORM.index["t2/licensing/decisions"]] == 1
        assert district.name == "甲区人民政府"
        assert [f.rule for f in district.findings if f.agency == "外来单位"] == ["F05"]
        assert district.provisional

    def test_returned_ones_count_only_when_asked_but_never_of_another_year(self, inbox):
        put(inbox, "甲区财政局.xlsx", {})
        put(inbox, "甲区民政局.xlsx", {"t2/licensing/decisions": -5})
        put(inbox, "甲区水利局.xlsx", {"t2/licensing/decisions": 9}, year=2022)
        i = FORM.index["t2/licensing/decisions"]
        plain = make_district(Request(inbox, year=2023))
        assert (plain.totals[i], len(plain.included)) == (0, 1)
        asked = make_district(Request(inbox, year=2023, include_returned=True))
        assert (asked.totals[i], len(asked.included)) == (-5, 2)
        assert asked.provisional

    def test_nothing_missing_and_nothing_returned_is_not_provisional(self, inbox):
        put(inbox, "甲区财政局.xlsx", {})
        roster(inbox.parent, ["甲区财政局"])
        assert not make_district(Request(inbox)).provisional


class TestYears:
    def test_the_year_that_most_returns_name(self, inbox):
        for i, year in enumerate([2023, 2023, 2022]):
            put(inbox, f"甲区{'财民水'[i]}局.xlsx", {}, year)
        district = make_district(Request(inbox))
        assert district.year == 2023
        assert status(district)["甲区水局"] == "returned"

    def test_a_tie_is_asked_about(self, inbox):
        put(inbox, "甲区财政局.xlsx", {}, 2022)
        put(inbox, "甲区民政局.xlsx", {}, 2023)
        with pytest.raises(RunError, match="一样多") as caught:
            make_district(Request(inbox))
        assert caught.value.status == 2

    def test_nothing_that_names_a_year(self, inbox):
        inbox.mkdir()
        with pytest.raises(RunError, match="没有文件"):
            make_district(Request(inbox))

    def test_an_old_form_is_refused(self, inbox):
        put(inbox, "甲区财政局.xlsx", {}, 2020)
        with pytest.raises(RunError, match="2019〕60号"):
            make_district(Request(inbox))


class TestTheOutputFolder:
    def test_an_edited_draft_survives_the_next_run(self, inbox):
        put(inbox, "甲区财政局.xlsx", {})
        _, published, _ = run(Request(inbox))
        draft = next((published.folder / "各单位草稿").glob("*.docx"))
        draft.write_bytes(draft.read_bytes() + b"edited")
        _, again, _ = run(Request(inbox))
        assert again.kept == (f"已修改/各单位草稿/{draft.name}",)
        assert (again.folder / again.kept[0]).read_bytes().endswith(b"edited")
        assert not draft.read_bytes().endswith(b"edited")

    def test_somebodys_own_folder_is_refused_untouched(self, inbox, tmp_path):
        put(inbox, "甲区财政局.xlsx", {})
        mine = tmp_path / "我的文件"
        mine.mkdir()
        (mine / "合同.txt").write_text("重要", encoding="utf-8")
        with pytest.raises(PublishError):
            run(Request(inbox, mine))
        assert [p.name for p in mine.iterdir()] == ["合同.txt"]

    def test_the_output_inside_the_inbox_is_not_read_again(self, inbox):
        put(inbox, "甲区财政局.xlsx", {"t2/licensing/decisions": 3})
        run(Request(inbox, inbox / "输出"))
        district, *_ = run(Request(inbox, inbox / "输出"))
        assert [f.path for f in district.files] == ["甲区财政局.xlsx"]

    def test_formulas_in_text_come_out_as_text(self, inbox):
        rows, _ = report_rows(
            [*complete({})[:-1], '=HYPERLINK("http://x","y")'], "甲区财政局", 2023, {"s1": "=1+1"}
        )
        inbox.mkdir()
        (inbox / "a.xlsx").write_bytes(quick_workbook(rows))
        _, published, _ = run(Request(inbox))
        text = (published.folder / "facts.csv").read_text(encoding="utf-8-sig")
        assert ",=HYPERLINK" not in text
        book = openpyxl.load_workbook(published.folder / "汇总表.xlsx")
        formulas = [cell for row in book["问题清单"].iter_rows() for cell in row if cell.data_type == "f"]
        assert {cell.column_letter for cell in formulas} == {
            "C"
        }  # the program's own links to the agency's line
        assert not any("http" in cell.value for cell in formulas)
