"""Which of the five aspects a section one speaks of, with headings left bare and in orders of its own."""

import pytest

from toolkit.narrative.aspects import missing_aspects
from toolkit.narrative.flat import flatten

ALL = {0, 1, 2, 3, 4}


def missing(text: str, bare: set[int]) -> list[int]:
    return missing_aspects(flatten("s1", text), bare)


def test_a_heading_with_nothing_under_it_is_missing_whatever_else_is_said() -> None:
    text = "（一）主动公开\n公开统计公报1篇，收到申请3件。"
    assert missing(text, {1, 2, 3, 4}) == [1, 2, 3, 4]
    assert 1 not in missing(text, set())


@pytest.mark.parametrize(
    "text",
    [
        "（一）抓主动公开。公开12条。（二）抓依申请公开。没有申请。（三）抓信息管理。逐条审查。（四）抓平台建设。改版网站。（五）抓监督保障。培训1次。",
        "一是主动公开方面。公开12条。二是依申请公开方面。没有申请。三是信息管理方面。逐条审查。四是平台建设方面。改版网站。五是监督保障方面。培训1次。",
        "一、加强组织领导，责任到人。二、主动公开情况，发布12条。三、申请办理，没有申请。四、规范管理，逐条审查。五、优化平台建设，改版网站。",
    ],
)
def test_a_section_in_an_order_of_its_own_typed_into_one_cell(text: str) -> None:
    assert missing(text, ALL - {0}) == []


def test_an_aspect_that_has_a_heading_elsewhere_is_not_bare() -> None:
    text = "主动公开方面，公开12条。依申请公开方面，没有申请。"
    assert missing(text, {1, 2, 3, 4}) == [2, 3, 4]
