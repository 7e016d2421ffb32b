import random
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factory import FORM, NARRATIVE, complete, make_district, make_return, random_base
from toolkit.compose import (
    COMPOSERS,
    Figures,
    Paragraph,
    PhraseError,
    Phrases,
    Voice,
    load_phrases,
    narrative,
    own_text,
    say,
)
from toolkit.form import Form
from toolkit.model import Number, Return, State

PHRASES = load_phrases()
VOICE = Voice(2023, "本机关")
YEAR = "2023"


def sections(ret: Return, **options: bool) -> dict[str, list[Paragraph]]:
    return narrative(Figures.of_return(ret, FORM, **options), VOICE, PHRASES, ret.sections)


def sentences(base: Mapping[str, Number]) -> list[str]:
    """The composed sentences on tables three and four of a return with these figures and no text of its own."""
    return composed(base)[1:]


def composed(base: Mapping[str, Number], last: Mapping[str, Number] | None = None) -> list[str]:
    """All composed sentences; ``last`` are last year's base figures."""
    before = () if last is None else complete(last)
    figures = Figures.of_return(make_return(base, sections={}), FORM, last=before)
    return [p.text for p in narrative(figures, VOICE, PHRASES)["s1"] if p.kind == "text"]


def gaps(paragraphs: list[Paragraph]) -> str:
    return "".join(p.text for p in paragraphs if p.kind == "gap")


def with_state(ret: Return, code: str, state: State, value: Number | None, raw: str = "") -> Return:
    i = FORM.index[code]

    def put(sequence: tuple, item: object) -> tuple:
        return (*sequence[:i], item, *sequence[i + 1 :])

    return replace(ret, values=put(ret.values, value), states=put(ret.states, state), raws=put(ret.raws, raw))


# ---------------------------------------------------------------- wording


def test_nothing_came() -> None:
    assert sentences({}) == [
        "2023年，本机关未收到政府信息公开申请，无上年结转和结转下年度继续办理的申请。",
        "全年未发生因政府信息公开工作被申请行政复议、提起行政诉讼的情况。",
    ]


def test_one_application_of_one_kind() -> None:
    base = {"t3/new/business": 1, "t3/declined_duplicate/business": 1}
    assert sentences(base)[0] == (
        "2023年，本机关新收政府信息公开申请1件（申请人为法人或其他组织），无上年结转申请。"
        "全年办结1件，办理结果为不予处理（重复申请）；无结转下年度继续办理的申请。"
    )


def test_several_kinds_by_groups() -> None:
    base = {
        "t3/new/natural_person": 7,
        "t3/new/legal_service": 1,
        "t3/carried_in/natural_person": 2,
        "t3/granted/natural_person": 4,
        "t3/refused_internal/natural_person": 1,
        "t3/refused_admin_query/natural_person": 2,
        "t3/unable_not_held/legal_service": 1,
        "t3/carried_out/natural_person": 2,
    }
    assert sentences(base)[0] == (
        "2023年，本机关新收政府信息公开申请8件（自然人7件、法人或其他组织1件），上年结转2件，共10件。"
        "全年办结8件，其中予以公开4件、不予公开3件（属于三类内部事务信息1件、属于行政查询事项2件）、"
        "无法提供1件（本机关不掌握相关政府信息）；结转下年度继续办理2件。"
    )


def test_only_carried_in_and_not_settled() -> None:
    base = {"t3/carried_in/research": 3, "t3/carried_out/research": 3}
    assert sentences(base)[0] == (
        "2023年，本机关未收到新的政府信息公开申请，上年结转申请3件。截至年底均未办结，结转下年度继续办理3件。"
    )


def test_other_is_not_explained_by_other() -> None:
    assert "办理结果均为其他处理；" in sentences({"t3/new/other_org": 2, "t3/other_other/other_org": 2})[0]


def test_long_labels_are_cut_to_what_a_sentence_bears() -> None:
    base = {
        "t3/new/natural_person": 3,
        "t3/partial/natural_person": 2,
        "t3/other_not_corrected/natural_person": 1,
    }
    assert "其中部分公开2件、其他处理1件（申请人无正当理由逾期不补正）；" in sentences(base)[0]


@pytest.mark.parametrize(
    ("base", "said"),
    [
        (
            {"t4/review/upheld": 2},
            "因政府信息公开工作被申请行政复议2件（结果均为维持）；未被提起行政诉讼。",
        ),
        (
            {"t4/litigation_after_review/pending": 1, "t4/litigation_after_review/other": 1},
            "未因政府信息公开工作被申请行政复议；被提起行政诉讼2件，均为复议后起诉（其他结果1件、尚未审结1件）。",
        ),
        (
            {
                "t4/review/corrected": 1,
                "t4/litigation_direct/upheld": 2,
                "t4/litigation_after_review/upheld": 1,
            },
            "因政府信息公开工作被申请行政复议1件（结果纠正）；"
            "被提起行政诉讼3件，其中未经复议直接起诉2件（结果均为维持）、复议后起诉1件（结果维持）。",
        ),
    ],
)
def test_reviews_and_lawsuits(base: dict[str, Number], said: str) -> None:
    assert sentences(base)[-1] == f"全年{said}"


def test_disclosure_mentions_what_there_is() -> None:
    base = {
        "t2/normative_documents/issued": 2,
        "t2/normative_documents/in_force": 5,
        "t2/licensing/decisions": 12,
        "t2/coercion/decisions": 1,
        "t2/fees/amount": Decimal("75.9260"),
    }
    assert composed(base)[0] == (
        "2023年，本机关制发行政规范性文件2件、现行有效5件；作出行政许可决定12件、行政强制决定1件；"
        "行政事业性收费75.926万元。"
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0"),
        (12, "12"),
        (Decimal("100"), "100"),
        (Decimal("12.50"), "12.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.0001"), "0.0001"),
    ],
)
def test_numbers_are_written_plainly(number: Number, said: str) -> None:
    assert say(number) == said


# ---------------------------------------------------------------- nothing is invented


def allowed(values: tuple[Number, ...], form: Form = FORM) -> set[str]:
    """Every figure, the sums that a sentence may state, and the year: said here once more, by the labels' groups."""
    sums: list[Number] = [*values]

    def value(code: str) -> Number:
        return values[form.index[code]]

    def of(*codes: str) -> Number:
        return sum((value(code) for code in codes), 0)

    results = [row.code for row in form.table("t3").blocks[0].rows]
    for prefix in ("refused", "unable", "declined", "other"):
        sums.append(of(*(f"t3/{code}/total" for code in results if code.startswith(f"{prefix}_"))))
    organizations = ("business", "research", "public_welfare", "legal_service", "other_org")
    sums.append(of(*(f"t3/new/{code}" for code in organizations)))
    sums.append(of("t3/new/total", "t3/carried_in/total"))
    sums.append(of("t4/litigation_direct/total", "t4/litigation_after_review/total"))
    return {say(number) for number in sums} | {YEAR}


@given(seed=st.integers(0, 2**32), most=st.sampled_from((1, 2, 9, 400)), kept=st.floats(0, 1))
def test_every_number_is_a_figure_or_a_sum_or_the_year(seed: int, most: int, kept: float) -> None:
    rng = random.Random(seed)
    base = random_base(rng, most)
    for code in list(base):
        # whole columns, so that the identities go on holding
        if random.Random(f"{seed}{code.rsplit('/', 1)[-1]}").random() > kept:
            del base[code]
    known = allowed(complete(base))
    text = "".join(composed(base))
    assert text
    assert set(re.findall(r"\d+(?:\.\d+)?", text)) <= known
    assert not re.search(r"(?<![\d.])0[件万]", text), "a zero was put into words"


@given(seed=st.integers(0, 2**32))
def test_the_parts_of_a_sentence_add_up(seed: int) -> None:
    text = "".join(sentences(random_base(random.Random(seed), 3)))
    settled = re.search(r"全年办结(\d+)件，其中(.*?)；", text)
    if settled is None:
        return
    groups = re.sub(r"（.*?）", "", settled[2])
    assert sum(map(int, re.findall(r"(\d+)件", groups))) == int(settled[1])
    for whole, parts in re.findall(r"(\d+)件（([^）]*\d+件[^）]*)）", settled[2]):
        assert sum(map(int, re.findall(r"(\d+)件", parts))) == int(whole)


def test_labels_are_the_forms_own() -> None:
    base = random_base(random.Random(1), 9)
    text = "".join(sentences(base))
    for figure in FORM.by_table["t3"]:
        if (
            figure.column.code == "total"
            and base.get(f"t3/{figure.row.code}/natural_person")
            and figure.row.path
        ):
            assert (
                re.split("[（、]", figure.row.label.text.lstrip("（）一二三四五六七1234567890."))[0] in text
            )


# ---------------------------------------------------------------- what cannot be said


@pytest.mark.parametrize("state", ["text", "error", "absent"])
def test_figures_without_a_value_are_not_used(state: State) -> None:
    base = {
        "t2/licensing/decisions": 77,
        "t2/penalties/decisions": 5,
        "t3/new/natural_person": 9,
        "t3/granted/natural_person": 9,
    }
    ret = with_state(make_return(base, sections={}), "t2/licensing/decisions", state, None, "若干")
    ret = with_state(ret, "t3/granted/natural_person", state, None, "九")
    section = sections(ret)["s1"]
    text = "".join(p.text for p in section if p.kind == "text")
    assert "行政处罚决定5件" in text
    assert "许可" not in text
    assert "申请9件" not in text
    assert "若干" not in text + gaps(section)
    assert "表二有的格子不是可用的数字" in gaps(section)
    assert "表三有的格子不是可用的数字" in gaps(section)


@pytest.mark.parametrize("value", [-3, Decimal("1.5")])
def test_negative_and_broken_counts_are_not_put_into_words(value: Number) -> None:
    ret = with_state(make_return({}, sections={}), "t4/review/upheld", "number", value)
    section = sections(ret)["s1"]
    assert not any("复议" in p.text for p in section if p.kind == "text")
    assert "表四有的格子不是可用的数字" in gaps(section)


def test_figures_that_contradict_each_other_are_not_put_into_words() -> None:
    ret = with_state(make_return({"t3/new/natural_person": 2}, sections={}), "t3/new/total", "number", 9)
    section = sections(ret)["s1"]
    assert not any("新收" in p.text for p in section if p.kind == "text")
    assert "表三的数字不平衡" in gaps(section)


def blank(ret: Return, table: str) -> Return:
    figures = {f.index for f in FORM.by_table[table]}
    return replace(
        ret,
        states=tuple("blank" if i in figures else s for i, s in enumerate(ret.states)),
        raws=tuple("" if i in figures else r for i, r in enumerate(ret.raws)),
    )


@pytest.mark.parametrize("table", ["t2", "t3", "t4"])
def test_an_untouched_table_is_not_zero(table: str) -> None:
    section = sections(blank(make_return({}, sections={}), table))["s1"]
    name = FORM.table(table).name
    assert f"{name}未填写" in gaps(section)
    said = "".join(p.text for p in section if p.kind == "text")
    assert ("未收到" in said) == (table != "t3")
    assert ("未发生" in said) == (table != "t4")


def test_where_blank_means_zero_it_is_zero_unless_nothing_at_all_was_filled_in() -> None:
    ret = blank(make_return({}, sections={}), "t3")
    assert any("未收到" in p.text for p in sections(ret, blank_is_zero=True)["s1"])
    for table in ("t2", "t4"):
        ret = blank(ret, table)
    section = sections(ret, blank_is_zero=True)["s1"]
    assert not any(p.kind == "text" for p in section)


def test_blank_rows_say_nothing_about_applications() -> None:
    """The rest of table three is filled with zeros, what came in was left empty."""
    ret = make_return({}, sections={})
    for figure in FORM.by_table["t3"]:
        if figure.row.code in ("new", "carried_in"):
            ret = with_state(ret, figure.code, "blank", 0)
    section = sections(ret)["s1"]
    assert not any("未收到" in p.text for p in section)
    assert "表三有关各格空白" in gaps(section)


def test_a_district_without_any_agency_says_nothing() -> None:
    district = make_district({}, missing=("甲区教育局",))
    section = narrative(Figures.of_district(district), VOICE, PHRASES)["s1"]
    assert not any(p.kind == "text" for p in section)


# ---------------------------------------------------------------- the agency's own text


def test_own_text_stands_as_it_is_and_nothing_is_composed() -> None:
    result = sections(make_return(random_base(random.Random(1))))
    for section_id, text in NARRATIVE.items():
        assert "\n".join(p.lead + p.text for p in result[section_id]) == text
        assert not any(p.kind == "gap" for p in result[section_id])


def test_headings_within_own_text() -> None:
    assert own_text("　　（一）主动公开。公开12条。\r\n\n(二) 依申请公开方面\n一是（二）不算。") == [
        Paragraph("text", "公开12条。", "（一）主动公开。"),
        Paragraph("subheading", "", "(二) 依申请公开方面"),
        Paragraph("text", "一是（二）不算。"),
    ]


@given(st.text())
def test_own_text_loses_nothing_but_line_breaks_and_margins(text: str) -> None:
    paragraphs = own_text(text)
    assert [p.lead + p.text for p in paragraphs] == [
        line.strip() for line in text.splitlines() if line.strip()
    ]


def test_missing_sections_are_gaps() -> None:
    result = sections(make_return({}, sections={"s1": "我局情况。", "s5": " \n "}))
    assert gaps(result["s5"]).count("【待补充：") == 2
    assert "信息处理费" in gaps(result["s6"])
    first, *rest = result["s1"]
    assert (first.kind, first.text) == ("text", "我局情况。")
    assert [p.lead for p in rest if p.kind == "subheading"][:2] == ["（一）主动公开", "（二）依申请公开"]


@pytest.mark.parametrize("missing", range(5))
def test_an_aspect_that_the_agency_left_out_comes_in_its_place(missing: int) -> None:
    lines = [
        "（一）主动公开。公开信息20条。",
        "（二）依申请公开。收到申请3件，均予以公开。",
        "（三）政府信息管理。发布前审核。",
        "（四）平台建设。网站专栏更新。",
        "（五）监督保障。开展培训2次。",
    ]
    own = lines[:missing] + lines[missing + 1 :]
    base = {"t3/new/natural_person": 3, "t3/granted/natural_person": 3}
    result = sections(make_return(base, sections={"s1": "\n".join(own)}))["s1"]
    heads = [p.lead[:3] for p in result if p.lead]
    assert heads == ["（一）", "（二）", "（三）", "（四）", "（五）"]
    assert [p.lead + p.text for p in result if p.lead + p.text in own] == own
    added = [p for p in result if p.lead + p.text not in own]
    assert (added[0].kind, added[-1].kind) == ("subheading", "gap")
    assert "没有写到" in added[-1].text
    assert any("新收政府信息公开申请3件" in p.text for p in added) is (missing == 1)


@pytest.mark.parametrize(
    ("own", "heads"),
    [
        (
            "（一）主动公开。公开信息20条。\n（二）信息管理。发布前审核。\n（三）平台建设。网站更新。\n（四）监督保障。培训2次。",
            ["（一）", "（二）", "（三）", "（四）", "（五）"],
        ),
        ("我局公开信息20条，审核信息，更新网站平台，开展培训2次，接受监督。", ["（二）"]),
    ],
)
def test_and_behind_a_text_that_is_numbered_otherwise_or_not_at_all(own: str, heads: list[str]) -> None:
    result = sections(make_return({}, sections={"s1": own}))["s1"]
    assert [p.lead + p.text for p in result[: len(own.splitlines())]] == own.splitlines()
    assert [p.lead[:3] for p in result if p.lead] == heads
    assert "依申请公开" in next(p.lead for p in result if p.kind == "subheading")


def test_every_aspect_has_a_heading_and_a_hint() -> None:
    aspects = FORM.sections[0].aspects
    section = sections(make_return({}, sections={}))["s1"]
    assert [p.lead for p in section if p.kind == "subheading"] == [
        f"（{numeral}）{aspect.text}" for numeral, aspect in zip("一二三四五", aspects, strict=True)
    ]
    for aspect in aspects:
        assert PHRASES.aspect(aspect.text)["hint"]
    assert {PHRASES.aspect(a.text).get("figures") for a in aspects} == {None, *COMPOSERS}


# ---------------------------------------------------------------- the wording file


def test_wording_can_be_changed(tmp_path: Path) -> None:
    source = (Path(__file__).parent.parent / "workbook_templates" / "句式.toml").read_text(encoding="utf-8")
    changed = tmp_path / "句式.toml"
    changed.write_text(source.replace('agency = "本机关"', 'agency = "我单位"'), encoding="utf-8-sig")
    assert load_phrases(changed).get("words.agency") == "我单位"


@pytest.mark.parametrize("content", ['[words]\nagency = "本机关', "[words]\na = '\xff'"])
def test_a_damaged_wording_file_is_said_plainly(tmp_path: Path, content: str) -> None:
    file = tmp_path / "句式.toml"
    file.write_bytes(content.encode("latin-1", "replace"))
    with pytest.raises(PhraseError, match=r"读不出来|编码像是 GBK：请用记事本"):
        load_phrases(file)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [("{whose}件", "whose"), ("{n", "写法有误"), ("{n.x}", "写法有误"), ("{}", "写法有误")],
)
def test_a_wrong_slot_names_the_pattern(pattern: str, message: str) -> None:
    with pytest.raises(PhraseError, match=message) as caught:
        Phrases({"notes": {"x": pattern}}).fill("notes.x", n=1)
    assert "notes.x" in str(caught.value)


def test_a_missing_pattern_is_named() -> None:
    with pytest.raises(PhraseError, match=r"缺少 \[notes\] 的“x”"):
        Phrases({}).fill("notes.x")


def test_a_section_that_the_file_does_not_know_still_gets_a_gap() -> None:
    section = FORM.sections[-1]
    assert Phrases({"hints": {"aspect": "{aspect}工作情况"}}).hints(section) == ["其他需要报告的事项工作情况"]
    assert Phrases({"hints": {"s6": "收费"}}).hints(section) == ["收费"]
