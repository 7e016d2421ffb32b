from collections.abc import Mapping
from decimal import Decimal

import pytest

from tests.factory import FORM, make_return
from tests.test_compose import composed
from toolkit.compose import Figures, load_phrases
from toolkit.compose.change import change, compared, percent
from toolkit.model import Number

PHRASES = load_phrases()


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (1, 2, "50.0"),
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 8, "12.5"),
        (30, 3, "1000.0"),
        (1, 10**6, "0.0001"),
        (1, 10**9, ""),
        (3000, 3001, "99.97"),
        (1, 3000, "0.03"),
        (999_999, 10**6, "99.9999"),
        (5, 5, "100.0"),
        (0, 5, ""),
        (5, 0, ""),
        (Decimal("1.25"), Decimal("2.5"), "50.0"),
    ],
)
def test_percent(part: Number, whole: Number, said: str) -> None:
    assert percent(part, whole) == said


def test_percentages_are_rounded_half_up() -> None:
    assert percent(1, 16) == "6.3"  # 6.25
    assert percent(1, 80) == "1.3"  # 1.25


def said(now: int, before: int | None) -> str | None:
    index = FORM.index["t2/licensing/decisions"]
    last: list[Number | None] = [0] * len(FORM.figures)
    last[index] = before
    figures = Figures.of_return(make_return({"t2/licensing/decisions": now}), FORM, last=last)
    return compared([change("许可", [index], figures, PHRASES)], PHRASES).removeprefix("与上年相比，") or None


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (12, 10, "许可增加2件、增长20.0%。"),
        (7, 10, "许可减少3件、下降30.0%。"),
        (10, 10, "许可与上年持平。"),
        (0, 0, None),
        (3, 0, "许可增加3件。"),
        (0, 12, "许可减少12件。"),
        (3, 2, "许可增加1件。"),  # of so few there is no percentage
        (100, 3, "许可增加97件。"),
        (360, 20, "许可增加340件，为上年的18倍。"),
        (1, 2000, "许可减少1999件、下降99.95%。"),
        (5, None, None),
    ],
)
def test_changes(now: int, before: int | None, words: str | None) -> None:
    assert said(now, before) == words


def test_changes_that_are_alike_are_told_together() -> None:
    base: dict[str, Number] = {
        "t2/licensing/decisions": 2,
        "t2/penalties/decisions": 5,
        "t2/coercion/decisions": 4,
    }
    last: dict[str, Number] = {
        "t2/licensing/decisions": 1,
        "t2/penalties/decisions": 4,
        "t2/coercion/decisions": 4,
    }
    assert composed(base, last)[0].endswith(
        "与上年相比，行政许可决定、行政处罚决定各增加1件；行政强制决定持平。"
    )


def test_documents_are_compared_and_what_there_is_none_of_any_more_is_said() -> None:
    base: dict[str, Number] = {
        "t2/normative_documents/issued": 1,
        "t2/normative_documents/in_force": 13,
        "t2/penalties/decisions": 3,
    }
    last: dict[str, Number] = {
        "t2/normative_documents/in_force": 12,
        "t2/licensing/decisions": 25,
        "t2/penalties/decisions": 9,
    }
    (first, *_) = composed(base, last)
    assert "作出行政处罚决定3件；未作出行政许可决定；" in first
    assert first.endswith(
        "与上年相比，制发的行政规范性文件增加1件；现行有效的行政规范性文件增加1件、增长8.3%；"
        "行政许可决定减少25件；行政处罚决定减少6件。"
    )


def test_an_amount_has_a_percentage_however_small_it_is() -> None:
    first = composed({"t2/fees/amount": Decimal("1.5")}, {"t2/fees/amount": Decimal(2)})[0]
    assert first.endswith("行政事业性收费减少0.5万元、下降25.0%。")


def test_there_is_never_a_percentage_on_nothing() -> None:
    for now in (0, 1, 9, 10, 5000):
        assert "%" not in (said(now, 0) or "")


def test_an_impossible_figure_of_last_year_is_not_compared_with() -> None:
    assert said(5, -3) is None


LAST: Mapping[str, Number] = {
    "t2/licensing/decisions": 100,
    "t2/penalties/decisions": 20,
    "t2/coercion/decisions": 3,
    "t2/fees/amount": Decimal("10.5"),
    "t3/new/natural_person": 8,
    "t3/granted/natural_person": 8,
    "t4/review/upheld": 1,
}


def test_an_agencys_sentences_end_with_the_change() -> None:
    base: dict[str, Number] = {
        "t2/licensing/decisions": 125,
        "t2/penalties/decisions": 20,
        "t2/coercion/decisions": 3,
        "t2/fees/amount": Decimal("8.4"),
        "t3/new/natural_person": 10,
        "t3/granted/natural_person": 10,
        "t4/litigation_direct/upheld": 2,
    }
    first, second, third = composed(base, LAST)
    assert first.endswith(
        "与上年相比，行政许可决定增加25件、增长25.0%；行政事业性收费减少2.1万元、下降20.0%；行政处罚决定、行政强制决定持平。"
    )
    assert second.endswith("无结转下年度继续办理的申请。与上年相比，新收申请增加2件。")
    assert third.endswith("与上年相比，行政复议减少1件；行政诉讼增加2件。")


def test_without_last_year_nothing_is_compared() -> None:
    assert not any(
        "上年相比" in text for text in composed({"t3/new/natural_person": 3, "t3/granted/natural_person": 3})
    )


def test_nothing_came_after_something_came() -> None:
    assert composed({}, LAST)[1] == (
        "2023年，本机关未收到政府信息公开申请，无上年结转和结转下年度继续办理的申请。与上年相比，新收申请减少8件。"
    )


def test_cells_that_nobody_filled_in_are_not_compared() -> None:
    ret = make_return({}, sections={})
    states = tuple("blank" if f.code == "t2/licensing/decisions" else "zero" for f in FORM.figures)
    last = [7] * len(FORM.figures)
    figures = Figures(FORM, ret.values, states, last=last)
    assert change("许可", [FORM.index["t2/licensing/decisions"]], figures, PHRASES) is None
