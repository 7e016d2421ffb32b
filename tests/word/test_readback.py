"""Drafts of a clean district, read back by the project's own reader and judged by its own rules."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from toolkit.model import Agency, AgencyResult, Case, District, Match, Return, Source
from toolkit.reading import read_source
from toolkit.rules import catalogue
from toolkit.run import Request, make_district
from toolkit.sample import Wanted, write_sample
from toolkit.word.draft import agency_draft, agency_report, district_draft, web_page


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> District:
    folder = tmp_path_factory.mktemp("sample") / "地区"
    write_sample(folder, Wanted(12, 2023, 5, 0.0))
    return make_district(Request(folder / "inbox", jobs=1))


def drafts(district: District, result: AgencyResult) -> Iterator[tuple[str, bytes]]:
    yield "docx", agency_draft(district, result)
    yield "html", web_page(agency_report(district, result), district).encode("utf-8")


def read(data: bytes, name: str, district: District) -> Return:
    result = read_source(Source(name, None, "0" * 64, data), district.form)
    assert isinstance(result, Return), result
    return result


def found(ret: Return, agency: Agency, district: District, without: tuple[str, ...] = ()) -> list[str]:
    """What the rules on the text find in it."""
    case = Case(district.form, ret, Match(agency), district.settings)
    rules = [
        r for r in catalogue() if r.scope == "return" and r.code.startswith("N") and r.code not in without
    ]
    assert rules
    return [f"{rule.code} {hit.message}" for rule in rules for hit in rule.check(case)]


def test_the_sample_is_clean(district: District) -> None:
    assert len(district.read) == 12
    assert not any(f.severity == "error" for f in district.findings)


def test_the_figures_come_back_and_the_rules_find_nothing(district: District) -> None:
    for result in district.read:
        assert result.judged is not None
        for kind, data in drafts(district, result):
            back = read(data, f"{result.agency.name}.{kind}", district)
            assert back.values == result.judged.ret.values
            assert back.claims[0].text == result.agency.name
            assert found(back, result.agency, district) == []


def test_the_rules_find_nothing_in_sentences_made_from_figures(district: District) -> None:
    """But for the gaps: what they ask for is missing, and they are placeholders."""
    gaps = ("N05", "N07", "N09")
    for result in district.read:
        assert result.judged is not None
        bare = replace(result.judged, ret=replace(result.judged.ret, sections={}))
        for kind, data in drafts(district, replace(result, judged=bare)):
            back = read(data, f"{result.agency.name}.{kind}", district)
            assert back.values == result.judged.ret.values
            assert found(back, result.agency, district, without=gaps) == []


def test_the_districts_draft(district: District) -> None:
    back = read(district_draft(district), "全区.docx", district)
    assert back.values == district.totals
    assert found(back, Agency("0", district.name), district, without=("N05", "N07", "N09")) == []


def test_an_agencys_own_opening_stays_and_takes_the_place_of_the_templates(district: District) -> None:
    result = district.read[0]
    assert result.judged is not None
    own = "根据《条例》第五十条规定，编制本报告。\n所列数据的统计期限自2023年1月1日起至2023年12月31日止。<&"
    with_own = replace(result, judged=replace(result.judged, ret=replace(result.judged.ret, opening=own)))
    for kind, data in drafts(district, with_own):
        back = read(data, f"{result.agency.name}.{kind}", district)
        assert back.opening == own
        assert back.sections == read(dict(drafts(district, result))[kind], f"a.{kind}", district).sections
    for kind, data in drafts(district, result):
        composed = read(data, f"{result.agency.name}.{kind}", district).opening
        assert "国办公开办函〔2021〕30号" in composed
        assert "2023年1月1日至12月31日" in composed
