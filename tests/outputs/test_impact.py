"""Who is to be telephoned first: the order of 报送情况."""

from dataclasses import replace
from decimal import Decimal

from tests.factory import FORM, complete, make_district
from toolkit.model import AgencyResult, District, Finding, LastYear, YearBefore
from toolkit.outputs.summary.impact import impact
from toolkit.outputs.summary.order import ranked, rows_of_agencies

LICENCES, NEW = "t2/licensing/decisions", "t3/new/natural_person"
BASE = {name: {LICENCES: 100, NEW: 10} for name in ("甲局", "乙局", "丙局", "丁局", "戊局")}


def warning(agency: str, figure: str | None, rule: str = "H03", **changes: object) -> Finding:
    found = Finding(rule, "warning", agency, f"{agency}.xlsx", None, None, None, figure, "请核对")
    return replace(found, **changes)


def district_with(
    *findings: Finding, missing: tuple[str, ...] = (), returned: tuple[str, ...] = ()
) -> District:
    district = make_district(BASE, missing=missing, returned=returned)

    def with_findings(result: AgencyResult) -> AgencyResult:
        own = tuple(f for f in findings if f.agency == result.agency.name)
        if result.judged is None or not own:
            return result
        open_ = sum(1 for f in own if f.severity == "warning" and f.decision is None)
        return replace(result, judged=replace(result.judged, findings=own), warnings=open_)

    return replace(district, agencies=tuple(map(with_findings, district.agencies)))


def result_of(district: District, name: str) -> AgencyResult:
    return next(r for r in district.agencies if r.agency.name == name)


def names(district: District) -> list[str]:
    return [result.agency.name for result, _ in ranked(district)]


def test_what_is_expected_against_what_is_there() -> None:
    district = district_with(warning("甲局", LICENCES, expected=150, actual=100))
    found = impact(district, result_of(district, "甲局"))
    assert found == (Decimal(50) / 500, FORM.index[LICENCES], 50)


def test_a_finding_without_numbers_may_move_the_whole_figure() -> None:
    district = district_with(warning("甲局", LICENCES, actual="一百"))
    found = impact(district, result_of(district, "甲局"))
    assert found is not None
    assert (found.share, found.moved) == (Decimal("0.2"), 100)


def test_few_cases_of_few_do_not_come_first() -> None:
    code = "t4/review/upheld"
    few = warning("甲局", code, expected=3, actual=0)
    district = district_with(few, warning("乙局", LICENCES, expected=160, actual=100))
    assert names(district)[:2] == ["乙局", "甲局"]


def test_missing_then_by_what_could_move_then_the_rest() -> None:
    district = district_with(
        warning("乙局", LICENCES, expected=110, actual=100),
        warning("丁局", LICENCES, expected=150, actual=100),
        warning("丙局", None, rule="N05"),
        missing=("己局",),
        returned=("戊局",),
    )
    # the returned one may bring all its figures: 10 of 50 applications
    assert names(district) == ["己局", "戊局", "丁局", "乙局", "丙局", "甲局"]
    assert rows_of_agencies(district)["己局"] + 5 == rows_of_agencies(district)["甲局"]


def test_settled_warnings_and_agencies_that_are_not_summed_move_nothing() -> None:
    district = district_with(warning("甲局", LICENCES, decision="已核实"), warning("乙局", LICENCES))
    assert impact(district, result_of(district, "甲局")) is None
    other = result_of(district, "乙局")
    assert impact(district, replace(other, agency=replace(other.agency, summed=False))) is None


def test_missing_agencies_are_taken_to_be_like_last_year() -> None:
    def last(value: int) -> LastYear:
        return LastYear(2022, tuple(value if c == LICENCES else 0 for c in FORM.codes), {}, ("x",))

    district = district_with(missing=("己局", "庚局", "辛局"))
    district = replace(district, before=YearBefore(2022, {"庚局": last(300), "辛局": last(900)}))
    assert names(district)[:3] == ["辛局", "庚局", "己局"]
    found = impact(district, result_of(district, "庚局"))
    assert found is not None
    assert found.share == Decimal(300) / 800


def test_blank_cells_are_taken_to_be_like_last_year() -> None:
    district = district_with(warning("甲局", None, rule="V04"))
    result = result_of(district, "甲局")
    assert result.judged is not None
    i = FORM.index[LICENCES]
    states = tuple("blank" if k == i else state for k, state in enumerate(result.judged.ret.states))
    values = tuple(Decimal(250) if k == i else 0 for k in range(len(FORM.figures)))
    judged = replace(
        result.judged,
        ret=replace(result.judged.ret, states=states),
        last_year=LastYear(2022, values, {}, ("甲局",)),
    )
    found = impact(district, replace(result, judged=judged))
    assert found is not None
    assert (found.figure, found.moved) == (i, 250)


def test_a_table_that_was_not_filled_in_is_worth_last_years() -> None:
    """Its formulas give noughts, which are no figures."""
    base = {"t3/new/natural_person": 300, "t3/granted/natural_person": 300}
    district = make_district({"甲局": {}, "乙局": {"t3/new/natural_person": 500}}, returned=("甲局",))
    (result,) = [r for r in district.agencies if r.agency.name == "甲局"]
    assert result.judged is not None
    t3 = {f.index: f for f in FORM.by_table["t3"]}
    states = tuple(
        state if i not in t3 else "zero" if t3[i].is_total else "blank"
        for i, state in enumerate(result.judged.ret.states)
    )
    last = LastYear(2022, complete(base), {}, ("甲局",))
    judged = replace(result.judged, ret=replace(result.judged.ret, states=states), last_year=last)
    found = impact(district, replace(result, judged=judged))
    assert found is not None
    assert (FORM.figures[found.figure].table.id, found.moved) == ("t3", 300)


def test_a_wrong_total_can_move_no_more_than_its_parts() -> None:
    district = make_district({"甲局": {"t3/new/natural_person": 37}}, returned=("甲局",))
    (result,) = district.agencies
    assert result.judged is not None
    values = tuple(
        73 if FORM.codes[i] == "t3/new/total" else v for i, v in enumerate(result.judged.ret.values)
    )
    wrong = replace(result, judged=replace(result.judged, ret=replace(result.judged.ret, values=values)))
    found = impact(district, wrong)
    assert found is not None
    assert found.moved == 37
