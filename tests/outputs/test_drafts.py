import io
import random
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.table import Table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factory import FORM, NARRATIVE, make_district, make_return, random_base
from tests.word.reading import cells, marked, numbers, opened, text
from toolkit.compose.scope import area_of
from toolkit.filenames import agency_stems
from toolkit.model import Agency, AgencyResult, District, Judged, Match, Return, Settings
from toolkit.outputs.drafts import AGENCY_FOLDER, DISTRICT_FILE, agency_drafts, district_draft
from toolkit.word import draft

SEEDS = st.integers(0, 2**32)


def district_of(*returns: Return, name: str = "甲区", **agency: object) -> District:
    """A district of these returns, all accepted."""
    base = make_district({}, name=name)
    results = []
    for number, ret in enumerate(returns, start=1):
        of = Agency(code=f"{number:03}", name=ret.path.removesuffix(".xlsx"), **agency)  # type: ignore[arg-type]
        results.append(AgencyResult(of, "accepted", True, Judged(ret, Match(of), ())))
    return replace(base, agencies=tuple(results))


def drafted(ret: Return, **options: object) -> bytes:
    district = district_of(ret, **options)  # type: ignore[arg-type]
    return draft.agency_draft(district, district.agencies[0])


def put(ret: Return, code: str, **fields: object) -> Return:
    """The return with one figure's value, state or raw changed."""
    i = FORM.index[code]
    changed = {
        name: (*getattr(ret, name)[:i], item, *getattr(ret, name)[i + 1 :]) for name, item in fields.items()
    }
    return replace(ret, **changed)


# ---------------------------------------------------------------- files


def test_files(tmp_path: Path) -> None:
    district = make_district(
        {"甲区财政局": {}, "甲区民政局": {}}, missing=("甲区教育局",), returned=("甲区民政局",)
    )
    correction = Agency("汇总调整", "汇总调整", "汇总调整")
    ret = make_return({}, "汇总调整")
    result = AgencyResult(correction, "accepted", True, Judged(ret, Match(correction), ()))
    district = replace(district, agencies=(*district.agencies, result))
    agency_drafts(district, tmp_path)
    district_draft(district, tmp_path)
    stems = agency_stems([(r.agency.code, r.agency.name) for r in district.agencies])
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.docx")) == sorted(
        [DISTRICT_FILE, *(f"{AGENCY_FOLDER}/{stem}.docx" for stem in stems[:2])]
    )


def test_no_folder_without_drafts(tmp_path: Path) -> None:
    agency_drafts(make_district({}, missing=("甲区教育局",)), tmp_path)
    assert not list(tmp_path.iterdir())


def test_an_agency_of_which_nothing_came_has_no_draft() -> None:
    district = make_district({}, missing=("甲区教育局",))
    with pytest.raises(ValueError, match="甲区教育局"):
        draft.agency_draft(district, district.agencies[0])


def test_the_same_district_gives_the_same_bytes() -> None:
    district = make_district({"甲区财政局": random_base(random.Random(1))})
    assert draft.agency_draft(district, district.agencies[0]) == draft.agency_draft(
        district, district.agencies[0]
    )
    data = draft.district_draft(district)
    assert data == draft.district_draft(district)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert len(set(package.namelist())) == len(package.namelist())
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in package.infolist()} == {0}


# ---------------------------------------------------------------- figures


@settings(deadline=None, max_examples=25)
@given(seed=SEEDS, most=st.sampled_from((1, 9, 99999)))
def test_the_tables_hold_exactly_the_figures(seed: int, most: int) -> None:
    ret = make_return(random_base(random.Random(seed), most))
    assert numbers(opened(drafted(ret))) == [Decimal(value) for value in ret.values]


def test_the_districts_tables_hold_the_totals() -> None:
    district = make_district(
        {f"甲区第{i}局": random_base(random.Random(i)) for i in range(5)}, returned=("甲区第3局",)
    )
    assert numbers(opened(draft.district_draft(district))) == [Decimal(value) for value in district.totals]


def test_negative_totals_are_shown_and_marked() -> None:
    district = make_district({"甲区财政局": {}})
    i = FORM.index["t2/licensing/decisions"]
    district = replace(district, totals=(*district.totals[:i], -3, *district.totals[i + 1 :]))
    found = [c for t in opened(draft.district_draft(district)).tables for c in cells(t) if c.text == "-3"]
    assert [c.marked for c in found] == [True]


def test_cells_without_a_number_show_what_they_held() -> None:
    ret = put(make_return({}), "t3/new/business", values=None, states="text", raws="若干<件>")
    ret = put(ret, "t4/review/upheld", values=None, states="absent", raws="")
    shown = [c.text for t in opened(drafted(ret)).tables for c in cells(t) if c.marked]
    assert shown == ["若干<件>", "待补"]


def test_zeros_that_nobody_wrote_are_marked() -> None:
    ret = put(make_return({}), "t2/licensing/decisions", states="blank", raws="")
    ret = put(ret, "t2/penalties/decisions", states="na", raws="/")
    document = opened(drafted(ret))
    assert [c.text for t in document.tables for c in cells(t) if c.marked] == ["0", "0"]
    assert numbers(document) == [0] * 200
    district = replace(district_of(ret), settings=Settings(year=2023, blank="zero"))
    document = opened(draft.agency_draft(district, district.agencies[0]))
    assert not any(c.marked for t in document.tables for c in cells(t))


def test_an_untouched_table_stays_empty_under_a_gap() -> None:
    ret = make_return({})
    for figure in FORM.by_table["t4"]:
        ret = put(ret, figure.code, states="blank", raws="")
    document = opened(drafted(ret))
    assert len(numbers(document)) == 185
    assert "【待补充：表四未填写" in marked(document)


# ---------------------------------------------------------------- text


def test_the_parts_of_a_draft_stand_in_order() -> None:
    document = opened(drafted(make_return({}, "甲区财政局")))
    lines = [(p.style.style_id, p.text) for p in document.paragraphs]
    assert lines[0] == ("Title", "甲区财政局2023年政府信息公开工作年度报告")
    opening = lines[1][1] + lines[2][1]
    for words in ("国务院令第711号", "第四十九条、第五十条", FORM.issued_by, "2023年1月1日至12月31日"):
        assert words in opening
    headings = [p.text for p in document.paragraphs if p.style.style_id == "Heading1"]
    assert headings == [s.heading.text for s in FORM.sections]
    assert lines[-2:] == [("SignatureName", "甲区财政局"), ("SignatureDate", "【成文日期】")]
    body = list(document.iter_inner_content())
    for section in FORM.sections:
        place = next(i for i, item in enumerate(body) if getattr(item, "text", "") == section.heading.text)
        assert isinstance(body[place + 1], Table) == (section.kind == "table")


def test_own_text_stands_as_it_is_with_headings_in_their_font() -> None:
    document = opened(drafted(make_return({})))
    lines = [p.text for p in document.paragraphs]
    for section in NARRATIVE.values():
        for line in section.splitlines():
            assert line in lines
    led = [r.text for p in document.paragraphs for r in p.runs if r.style.style_id == "LeadText" and r.text]
    assert led == [
        "（一）主动公开。",
        "（二）依申请公开。",
        "（三）政府信息管理。",
        "（四）政府信息公开平台建设。",
        "（五）监督保障。",
    ]
    assert marked(document) == "【成文日期】"


def test_missing_sections_are_highlighted_gaps() -> None:
    document = opened(drafted(make_return({}, sections={})))
    gaps = re.findall("【(?:待补充：[^】]+|成文日期)】", text(document))
    assert len(gaps) >= 10
    assert marked(document).splitlines() == gaps


def test_no_placeholder_of_the_template_is_left() -> None:
    district = make_district({"甲区财政局": {}}, missing=("甲区教育局",))
    for data in (draft.agency_draft(district, district.agencies[0]), draft.district_draft(district)):
        assert not re.search(r"\{[{%]|[%}]\}", text(opened(data)))


MARKUP = "甲&乙<丙>{{ agency }}{% for x in y %}{_{ \"'\x00\x0b\x1b\ud800\ufffe]]>&lt;{#注#}"
SHOWN = "甲&乙<丙>{{ agency }}{% for x in y %}{_{ \"'"


def test_markup_in_texts_comes_out_literally() -> None:
    ret = make_return({}, sections={"s1": MARKUP, "s5": "（一）<w:p>。</w:t>", "s6": "{%p endfor %}"})
    ret = put(ret, "t2/licensing/decisions", values=None, states="text", raws=MARKUP)
    ret = replace(ret, path="A&B<局>{{ year }}.xlsx")
    document = opened(drafted(ret))
    shown = text(document)
    assert "A&B<局>{{ year }}2023年政府信息公开工作年度报告" in shown
    assert SHOWN in shown
    assert "]]>&lt;{#注#}" in shown
    assert "（一）<w:p>。</w:t>" in shown
    assert "{%p endfor %}" in shown
    assert len(document.tables) == 3


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(s1=st.text(), name=st.text(min_size=1, max_size=300), raw=st.text())
def test_any_text_gives_a_document(s1: str, name: str, raw: str) -> None:
    ret = replace(make_return({}, sections={"s1": s1}), path=name)
    ret = put(ret, "t4/review/upheld", values=None, states="text", raws=raw)
    assert len(opened(drafted(ret)).tables) == 3


def test_very_long_names_do_no_harm(tmp_path: Path) -> None:
    district = district_of(make_return({}, "很长的单位名称" * 43))
    agency_drafts(district, tmp_path)
    (path,) = tmp_path.rglob("*.docx")
    assert len(path.name) < 100
    assert "很长的单位名称" * 43 in text(opened(path.read_bytes()))


def test_returned_agencies_are_told_so() -> None:
    district = make_district({"甲区财政局": {}}, returned=("甲区财政局",))
    assert "有1处错误，已退回修改" in marked(opened(draft.agency_draft(district, district.agencies[0])))


# ---------------------------------------------------------------- the district


def test_a_provisional_summary_says_so_at_the_top_and_who_is_not_in() -> None:
    district = make_district(
        {"甲区财政局": {}, "甲区民政局": {}, "甲区城关街道办事处": {}},
        missing=("甲区教育局", "甲区水务局"),
        returned=("甲区民政局",),
    )
    document = opened(draft.district_draft(district))
    note = document.paragraphs[1].text
    assert note in marked(document)
    assert "阶段性汇总：应纳入汇总的5个单位中" in note
    assert "2个尚未报送（甲区教育局、甲区水务局）" in note
    assert "1个退回修改、数据未计入（甲区民政局）" in note
    shown = text(document)
    assert "本报告汇总了全区2个单位的数据。" in shown
    annex = shown[shown.index("附：汇总范围") :].splitlines()
    assert annex[1:] == [
        "已计入的单位（2个）", "工作部门（1个）：甲区财政局", "街道办事处（1个）：甲区城关街道办事处",
        "尚未报送的单位（2个）", "甲区教育局、甲区水务局",
        "退回修改、数据未计入的单位（1个）", "甲区民政局",
    ]  # fmt: skip


def test_a_complete_summary_is_not_provisional() -> None:
    document = opened(draft.district_draft(make_district({"甲县财政局": {}}, name="甲县")))
    shown = text(document)
    assert "阶段性" not in shown
    assert "本报告汇总了全县1个单位的数据。" in shown
    assert "2023年，全县未收到政府信息公开申请" in shown
    assert document.paragraphs[0].text == "甲县2023年政府信息公开工作年度报告"


def test_corrections_and_agencies_left_out_are_told_apart() -> None:
    base = make_district({"甲区财政局": {}, "甲区税务局": {}, "甲区来客": {}, "联合发文核减": {}})
    first, vertical, guest, correction = base.agencies
    district = replace(
        base,
        agencies=(
            first,
            replace(vertical, included=False, agency=replace(vertical.agency, summed=False)),
            replace(guest, included=False, agency=replace(guest.agency, listed=False)),
            replace(correction, agency=replace(correction.agency, kind="汇总调整")),
        ),
    )
    assert not district.provisional
    shown = text(opened(draft.district_draft(district)))
    assert "全区1个单位" in shown
    assert "按“联合发文核减”核减" in shown
    assert "按名单不纳入汇总的单位（1个）\n甲区税务局" in shown
    assert "名单上没有的单位（1个）\n甲区来客" in shown
    assert "汇总调整（1项）\n联合发文核减" in shown


def test_nothing_is_said_of_figures_that_nobody_sent() -> None:
    document = opened(draft.district_draft(make_district({}, missing=("甲区教育局",))))
    assert "未收到" not in text(document)
    assert numbers(document) == []


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("甲区", "区"),
        ("乙县人民政府", "县"),
        ("丙市市中区", "区"),
        ("丁旗", "旗"),
        ("全区", "区"),
        ("某地", "区"),
    ],
)
def test_area(name: str, area: str) -> None:
    assert area_of(name) == area


# ---------------------------------------------------------------- other programs


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_drafts(tmp_path: Path) -> None:
    names = ["甲区财政局", *(f"甲区某某{'一二三四五六七八九'[i % 9]}号街道{i}办事处" for i in range(60))]
    district = make_district(
        {name: random_base(random.Random(i)) for i, name in enumerate(names)}, missing=("甲区教育局",)
    )
    agency_drafts(replace(district, agencies=district.agencies[:3]), tmp_path)
    district_draft(district, tmp_path)
    files = sorted(tmp_path.rglob("*.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "pdf"), *map(str, files)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    made = {p.stem for p in (tmp_path / "pdf").iterdir()}
    assert made == {p.stem for p in files}
    if shutil.which("pdftotext"):
        for path in (tmp_path / "pdf").iterdir():
            shown = subprocess.run(
                ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, timeout=60
            )
            text = "".join(shown.stdout.decode().split())
            assert "政府信息公开工作年度报告" in text
            (source,) = (file for file in files if file.stem == path.stem)
            written = "".join(p.text for p in docx.Document(str(source)).paragraphs)
            # Justified lines of characters set closer lost the mark at their end.
            for mark in "，。；、：":
                assert text.count(mark) >= written.count(mark), (path.name, mark)


# ---------------------------------------------------------------- whose draft it is


def with_own(**changes: object) -> District:
    """A district whose own office has the district's name."""
    base = make_district({"甲区人民政府": {}, "甲区财政局": {}}, name="甲区人民政府", missing=("甲区教育局",))
    first, *others = base.agencies
    own = replace(first, agency=replace(first.agency, kind="本级"), **changes)  # type: ignore[arg-type]
    return replace(base, agencies=(own, *others))


def test_the_offices_own_draft_is_not_taken_for_the_districts(tmp_path: Path) -> None:
    district = with_own()
    own = opened(draft.agency_draft(district, district.agencies[0]))
    whole = opened(draft.district_draft(district))
    assert own.paragraphs[0].text == "甲区人民政府2023年政府信息公开工作年度报告（本级）"
    assert whole.paragraphs[0].text == "甲区人民政府2023年政府信息公开工作年度报告"
    assert "只含本级的数字" in marked(own)
    assert "只含本级" not in text(whole)
    assert "本报告汇总了全区2个单位（含甲区人民政府本级）的数据。" in text(whole)
    assert "汇总了" not in text(own).replace("汇总区内各单位", "")
    other = text(opened(draft.agency_draft(district, district.agencies[1])))
    assert "本级" not in other


def test_an_agencys_draft_says_nothing_of_the_districts_state() -> None:
    district = with_own()
    assert district.provisional
    for result in district.read:
        shown = text(opened(draft.agency_draft(district, result)))
        assert "阶段性" not in shown
        assert "甲区教育局" not in shown


def test_an_agency_that_is_not_on_the_list_is_told_that_it_is_not_in() -> None:
    district = district_of(make_return({}, "甲区来客"), listed=False)
    shown = opened(draft.agency_draft(district, district.agencies[0]))
    assert "数字没有计入全区汇总" in marked(shown)


def test_beside_each_word_file_lies_its_page(tmp_path: Path) -> None:
    district = make_district({"甲区财政局": {}, "甲区民政局": {}}, missing=("甲区教育局",))
    agency_drafts(district, tmp_path)
    files = sorted((tmp_path / AGENCY_FOLDER).iterdir())
    assert {p.suffix for p in files} == {".docx", ".html"}
    assert len({p.stem for p in files}) == 2
    assert len(files) == 4
    for path in files:
        if path.suffix == ".html":
            data = path.read_bytes()
            assert data.startswith(b"<article")
            assert b"\r" not in data
            data.decode("utf-8")


def test_very_long_paragraphs_and_empty_sections_do_no_harm() -> None:
    ret = make_return({}, sections={"s1": "很长的段落。" * 20_000, "s5": "", "s6": "\n \n　\n"})
    document = opened(drafted(ret))
    assert max(len(p.text) for p in document.paragraphs) == 120_000
    assert "【待补充：存在的主要问题" in marked(document)
    assert "【待补充：信息处理费收取情况" in marked(document)


def test_long_contents_of_cells_are_cut() -> None:
    ret = put(make_return({}), "t3/new/business", values=None, states="text", raws="很长" * 500)
    shown = [c.text for t in opened(drafted(ret)).tables for c in cells(t) if c.marked]
    assert shown == ["很长" * 15 + "……"]
