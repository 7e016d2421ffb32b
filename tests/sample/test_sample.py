"""Made-up districts: what truth.json says is what the program finds."""

from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import simplejson
from click.testing import CliRunner

from tests.factory import FORM, complete
from toolkit.cli import toolkit
from toolkit.model import District
from toolkit.rules import catalogue
from toolkit.run import Request, make_district
from toolkit.sample import SampleError, Wanted, write_sample
from toolkit.sample.data import kinds, patterns
from toolkit.sample.defects import plantable
from toolkit.sample.dice import dice, expand
from toolkit.sample.figures import make_figures
from toolkit.sample.names import make_members
from toolkit.sample.write import make_sendings

N = 60
SEEDS = (1, 2, 3)


def make(folder: Path, wanted: Wanted) -> tuple[District, dict[str, Any]]:
    write_sample(folder, wanted)
    truth = simplejson.loads((folder / "truth.json").read_text(encoding="utf-8"), use_decimal=True)
    return make_district(Request(folder / "inbox")), truth


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def totals(district: District) -> dict[str, Any]:
    return dict(zip(district.form.codes, district.totals, strict=True))


@pytest.fixture(scope="module", params=SEEDS)
def clean(request, tmp_path_factory) -> tuple[District, dict[str, Any]]:
    return make(tmp_path_factory.mktemp("clean") / "d", Wanted(N, seed=request.param))


@pytest.fixture(scope="module", params=SEEDS)
def spoilt(request, tmp_path_factory) -> tuple[District, dict[str, Any]]:
    return make(tmp_path_factory.mktemp("spoilt") / "d", Wanted(N, 2024, request.param, 0.5))


# ---------------------------------------------------------------- without defects


def test_without_defects_nothing_is_found_and_all_figures_are_right(clean):
    district, truth = clean
    assert [result.status for result in district.agencies] == ["accepted"] * N
    assert district.findings == ()
    assert district.year == truth["year"] == 2023
    assert truth["defects"] == []
    assert totals(district) == truth["totals"]
    for result in district.agencies:
        assert (
            dict(zip(FORM.codes, result.judged.ret.values, strict=True))
            == truth["agencies"][result.agency.name]
        )


def test_the_truth_adds_up(clean):
    _, truth = clean
    for values in [*truth["agencies"].values(), truth["totals"]]:
        assert tuple(values.values()) == complete({f.code: values[f.code] for f in FORM.base})
        assert list(values) == list(FORM.codes)
        for balance in FORM.identities_of("balance"):
            left, right = ([values[FORM.codes[i]] for i in side] for side in (balance.left, balance.right))
            assert sum(left) == sum(right)
        for code, value in values.items():
            assert value >= 0
            assert "regulations" not in code or value == 0
            assert isinstance(value, int) or (code == "t2/fees/amount" and isinstance(value, Decimal))
        documents = [values[f"t2/normative_documents/{key}"] for key in ("issued", "repealed", "in_force")]
        assert documents[2] >= documents[0] - documents[1]


def test_figures_are_plausible(clean):
    _, truth = clean
    received = [values["t3/new/total"] for values in truth["agencies"].values()]
    assert sum(n <= 5 for n in received) > N / 2
    assert received.count(0) >= N / 6
    assert any(n > 5 for n in received)
    for values in truth["agencies"].values():
        if values["t4/review/total"] or values["t4/litigation_direct/total"]:
            assert values["t3/new/total"]


def test_narratives_are_different_and_whole(clean):
    district, _ = clean
    texts = [result.judged.ret.sections for result in district.agencies]
    for section in FORM.narrative:
        assert len({text[section.id] for text in texts}) == N
    for text in texts:
        assert "信息处理费" in text["s6"]
        assert all(aspect.text in text["s1"] for aspect in FORM.sections[0].aspects)
        assert "{" not in "".join(text.values())
        assert "[" not in "".join(text.values())


def test_narratives_state_the_figures(clean):
    district, truth = clean
    for result in district.agencies:
        values, text = truth["agencies"][result.agency.name], result.judged.ret.sections["s1"]
        new, done, out = (values[f"t3/{row}/total"] for row in ("new", "total", "carried_out"))
        if new:
            assert f"新收政府信息公开申请{new}件" in text
        if done:
            assert f"办结{done}件" in text
        if out:
            assert f"{out}件" in text
            assert "结转下年度继续办理" in text
        if not new and not values["t3/carried_in/total"]:
            assert (
                "收到政府信息公开申请" in text
                or "政府信息公开申请为零" in text
                or "提出政府信息公开申请" in text
            )
        for code, words in (("t2/licensing/decisions", "行政许可"), ("t2/penalties/decisions", "行政处罚")):
            assert words in text
            assert not values[code] or f"{values[code]}件" in text
        if fees := values["t2/fees/amount"]:
            assert f"{fees:f}万元" in text if isinstance(fees, Decimal) else f"{fees}万元" in text
        if reviews := values["t4/review/total"]:
            assert f"行政复议{reviews}件" in text
        suits = values["t4/litigation_direct/total"] + values["t4/litigation_after_review/total"]
        if suits:
            assert f"行政诉讼{suits}件" in text


# ---------------------------------------------------------------- defects


def test_every_defect_is_found_by_its_rule(spoilt):
    district, truth = spoilt
    found = {(f.agency, f.rule, f.figure) for f in district.findings}
    missed = [
        defect
        for defect in truth["defects"]
        if (defect["agency"], defect["rule"], defect["figure"]) not in found
    ]
    assert missed == []
    assert len({defect["agency"] for defect in truth["defects"]}) == N // 2
    assert all(defect["note"] for defect in truth["defects"])


def test_agencies_without_a_defect_are_clean_and_totals_are_right(spoilt):
    district, truth = spoilt
    touched = {defect["agency"] for defect in truth["defects"]}
    assert [f for f in district.findings if f.agency not in touched] == []
    assert totals(district) == truth["totals"]
    assert list(truth["agencies"]) == [result.agency.name for result in district.agencies]
    severities = {rule.code: rule.severity for rule in catalogue()}
    back = {defect["agency"] for defect in truth["defects"] if severities[defect["rule"]] == "error"}
    assert {result.agency.name for result in district.agencies if not result.included} == back


def test_a_notice_or_warning_alone_brings_no_error(spoilt):
    district, truth = spoilt
    severities = {rule.code: rule.severity for rule in catalogue()}
    planted = defaultdict(set)
    for defect in truth["defects"]:
        planted[defect["agency"]].add(defect["rule"])
    for result in district.agencies:
        rules = planted[result.agency.name]
        if rules and all(severities[rule] != "error" for rule in rules):
            assert {f.rule for f in district.findings if f.agency == result.agency.name} == rules


def test_all_kinds_of_defects_come_up(tmp_path: Path):
    district, truth = make(tmp_path / "d", Wanted(60, seed=9, defects=1))
    assert {defect["rule"] for defect in truth["defects"]} == plantable()
    assert plantable() <= {rule.code for rule in catalogue()}
    assert totals(district) == truth["totals"]
    found = {(f.agency, f.rule, f.figure) for f in district.findings}
    assert all((d["agency"], d["rule"], d["figure"]) in found for d in truth["defects"])


@pytest.mark.parametrize(("agencies", "rate"), [(300, 1), (700, 0.5)])
def test_the_share_is_kept_in_large_districts(agencies: int, rate: float):
    _, sendings = make_sendings(FORM, Wanted(agencies, seed=3, defects=rate))
    spoilt = [sending for sending in sendings if sending.defects]
    assert len(spoilt) == agencies * rate
    counts = Counter(defect.rule for sending in spoilt for defect in sending.defects)
    # V05 needs a figure that is not zero, which small agencies do not have.
    assert min(count for rule, count in counts.items() if rule != "V05") > len(spoilt) / len(plantable())


@pytest.mark.parametrize("agencies", [1, 2, 3, 5])
def test_small_districts_with_defects_still_name_their_year(tmp_path: Path, agencies: int):
    for seed in range(8):
        district, truth = make(tmp_path / str(seed), Wanted(agencies, 2022, seed, 1))
        assert district.year == 2022
        assert totals(district) == truth["totals"]
        assert len({defect["agency"] for defect in truth["defects"]}) == agencies


# ---------------------------------------------------------------- the same and other districts


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path: Path):
    wanted = Wanted(12, seed=5, defects=0.5)
    for name, wish in (
        ("a", wanted),
        ("b", wanted),
        ("c", replace(wanted, seed=6)),
        ("d", replace(wanted, year=2022)),
    ):
        write_sample(tmp_path / name, wish)
    first = contents(tmp_path / "a")
    assert first == contents(tmp_path / "b")
    assert first["truth.json"] != contents(tmp_path / "c")["truth.json"]
    assert set(first) != set(contents(tmp_path / "c"))
    assert first["truth.json"] != contents(tmp_path / "d")["truth.json"]


@pytest.mark.parametrize("count", [1, 2, 13, 300, 5000])
def test_names_are_unique_and_none_contains_another(count: int):
    for seed in SEEDS:
        district, members = make_members(count, seed)
        names = [member.agency.name for member in members]
        assert len(names) == count
        assert members[0].agency.is_district
        assert sum(member.agency.is_district for member in members) == 1
        assert all(name.startswith(district) for name in names)
        known = [n for m in members for n in {m.agency.name, m.agency.code, *m.agency.short_names}]
        assert len(set(known)) == len(known)
        if count <= 300:
            assert not [(a, b) for a in names for b in names if a != b and a in b]


def test_a_district_has_bureaus_streets_and_townships():
    _, members = make_members(60, 1)
    counts = Counter(member.agency.kind for member in members)
    assert counts["本级"] == 1
    assert min(counts["工作部门"], counts["街道"], counts["乡镇"]) >= 5
    assert all(member.agency.email.endswith("@example.com") for member in members)
    assert all(member.agency.contact for member in members)


def test_every_profile_keeps_every_identity():
    for profile in kinds()["profile"]:
        for number in range(40):
            figures = make_figures(FORM, profile, dice(profile, number))
            for identity in FORM.identities:
                left, right = (
                    sum(figures.values[FORM.codes[i]] for i in side)
                    for side in (identity.left, identity.right)
                )
                assert left == right
            if figures.charges:
                assert figures.charges.received <= figures.values["t2/fees/amount"] * 10000


def test_every_pattern_can_be_written():
    words = dict.fromkeys(
        [
            "year",
            "we",
            "name",
            "topic",
            "topic2",
            "total",
            "part",
            "part2",
            "n",
            "parts",
            "new",
            "who",
            "carried",
            "done",
            "group",
            "k",
            "amount",
            "received",
        ],
        "甲",
    )
    for name, texts in patterns().items():
        flat = [text for pair in texts for text in pair] if name == "pairs" else texts
        for text in flat:
            written = expand(text, dice(text), words)
            assert not set("[]{}|%％\t") & set(written)
    for name in ("opening", "channel", "topical", "requests_none", "requests_received", "management", "platform",
                 "supervision", "training", "accountability", "fee_none", "others"):  # fmt: skip
        assert len(patterns()[name]) >= 8


def test_the_roster_reads_as_written(tmp_path: Path):
    write_sample(tmp_path / "d", Wanted(8))
    sheet = openpyxl.load_workbook(tmp_path / "d" / "名单.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("单位编码", "单位名称", "简称", "曾用名", "类别", "纳入汇总", "联系人", "邮箱")
    assert [row[0] for row in rows[1:]] == [f"{n:03}" for n in range(1, 9)]


# ---------------------------------------------------------------- refusals and the command


def test_a_folder_in_use_is_refused_and_left_alone(tmp_path: Path):
    (tmp_path / "我的文件.txt").write_text("留着", encoding="utf-8")
    with pytest.raises(SampleError, match="已经有文件") as caught:
        write_sample(tmp_path, Wanted(2))
    assert caught.value.status == 2
    assert [path.name for path in tmp_path.iterdir()] == ["我的文件.txt"]
    with pytest.raises(SampleError, match="是一个文件"):
        write_sample(tmp_path / "我的文件.txt", Wanted(2))


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted(0), "1 到 5000"),
        (Wanted(5001), "1 到 5000"),
        (Wanted(2, defects=1.5), "0 到 1"),
        (Wanted(2, defects=float("nan")), "0 到 1"),
        (Wanted(2, year=2020), "试行格式"),
        (Wanted(2, year=2100), "2099"),
    ],
)
def test_wishes_that_make_no_district(tmp_path: Path, wanted: Wanted, words: str):
    with pytest.raises(SampleError, match=words) as caught:
        write_sample(tmp_path / "d", wanted)
    assert caught.value.status == 2
    assert not (tmp_path / "d").exists()


def test_the_command(tmp_path: Path):
    folder = tmp_path / "新 区"
    (folder).mkdir()
    result = CliRunner().invoke(
        toolkit,
        ["sample", str(folder), "--agencies", "3", "--seed", "4", "--defects", "0.5"],
        standalone_mode=False,
    )
    assert result.return_value == 0
    assert f'consolidate "{folder / "inbox"}"' in result.stderr
    assert "单位 3 个" in result.stderr
    assert {path.name for path in folder.iterdir()} == {"inbox", "名单.xlsx", "truth.json"}
    again = CliRunner().invoke(toolkit, ["sample", str(folder), "--agencies", "3"], standalone_mode=False)
    assert again.return_value == 2
    assert "已经有文件" in again.stderr
