"""What is said of zeros, fees and figures of another year: sentences as they are read."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.factory import FORM, make_district, make_return
from tests.test_compose import VOICE, composed, with_state
from toolkit.compose import Figures, load_phrases, narrative
from toolkit.compose.outline import fee_hints
from toolkit.model import Agency, AgencyResult, Finding, Judged, LastYear, Match, Number

PHRASES = load_phrases()


@pytest.mark.parametrize(
    ("base", "said"),
    [
        (
            {},
            "2023年，本机关未制发、废止行政规范性文件，无现行有效的行政规范性文件；"
            "未作出行政许可、行政处罚、行政强制决定；无行政事业性收费。",
        ),
        (
            {"t2/normative_documents/in_force": 6, "t2/licensing/decisions": 3},
            "2023年，本机关未制发、废止行政规范性文件，现行有效6件；作出行政许可决定3件；无行政事业性收费。",
        ),
        (
            {"t2/normative_documents/repealed": 1, "t2/fees/amount": Decimal("0.5")},
            "2023年，本机关废止行政规范性文件1件，无现行有效的行政规范性文件；未作出行政许可、行政处罚、行政强制决定；行政事业性收费0.5万元。",
        ),
    ],
)
def test_disclosure(base: dict[str, Number], said: str) -> None:
    assert composed(base)[0] == said


def test_empty_cells_are_not_said_to_be_nothing() -> None:
    ret = make_return({}, sections={})
    for code in ("t2/fees/amount", "t2/coercion/decisions"):
        ret = with_state(ret, code, "blank", 0)
    made = narrative(Figures.of_return(ret, FORM), VOICE, PHRASES)["s1"]
    said = "".join(p.text for p in made if p.kind == "text")
    assert "行政事业性收费" not in said
    assert "行政强制" not in said
    assert any("行政强制、行政事业性收费（表二没有填数" in p.text for p in made if p.kind == "gap")
    agreed = narrative(Figures.of_return(ret, FORM, blank_is_zero=True), VOICE, PHRASES)["s1"]
    assert not any("没有填数" in p.text for p in agreed)


def hints(base: dict[str, Number]) -> str:
    figures = Figures.of_return(make_return(base, sections={}), FORM)
    return "".join(p.text for p in fee_hints(figures, FORM.narrative[-1], PHRASES))


def test_the_hint_on_fees_says_what_the_tables_know() -> None:
    assert "（表二行政事业性收费为0）" in hints({})
    unpaid = hints({"t3/new/natural_person": 2, "t3/other_fee_unpaid/natural_person": 2, "t2/fees/amount": 3})
    assert "表三有2件因申请人逾期未按收费通知缴费" in unpaid
    assert "为0" not in unpaid


def result_of(*findings: Finding, last: LastYear | None = None) -> AgencyResult:
    agency = Agency("1", "甲区财政局")
    ret = make_return({"t3/new/natural_person": 12, "t3/granted/natural_person": 12}, sections={})
    return AgencyResult(agency, "accepted", True, Judged(ret, Match(agency), findings, (), last))


def test_figures_of_another_year_are_not_put_into_words() -> None:
    finding = Finding(
        "F06", "error", "甲区财政局", "a.xlsx", None, None, None, None, "表内写的是 2022 年度。"
    )
    figures = Figures.of_agency(make_district({}), result_of(finding))
    section = narrative(figures, VOICE, PHRASES)["s1"]
    assert not any(p.kind == "text" for p in section)
    assert "别的年度" in "".join(p.text for p in section)


@pytest.mark.parametrize(("year", "compared"), [(2022, True), (None, True), (2021, False), (2023, False)])
def test_only_the_year_before_is_compared_with(year: int | None, compared: bool) -> None:
    last = LastYear(year, (10,) * len(FORM.figures), {}, ("甲区财政局",))
    figures = Figures.of_agency(make_district({}), result_of(last=last))
    text = "".join(p.text for p in narrative(figures, VOICE, PHRASES)["s1"])
    assert ("与上年相比" in text) == compared


def test_an_agency_of_which_nothing_came_has_no_figures() -> None:
    with pytest.raises(ValueError, match="甲区财政局"):
        Figures.of_agency(make_district({}), replace(result_of(), judged=None))
