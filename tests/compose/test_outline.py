"""An agency's own text with the aspects put in that it lacks, and sections that say next to nothing."""

import pytest

from tests.factory import FORM, make_return
from toolkit.compose import Figures, Paragraph, Voice, load_phrases, narrative

PHRASES = load_phrases()
VOICE = Voice(2023, "本机关")
ORDER = [
    "（一）主动公开",
    "（二）依申请公开",
    "（三）政府信息管理",
    "（四）政府信息公开平台建设",
    "（五）监督保障",
]


def written(sections: dict[str, str], bare: set[int] = frozenset()) -> dict[str, list[Paragraph]]:  # type: ignore[assignment]
    figures = Figures.of_return(
        make_return({"t3/new/natural_person": 2, "t3/granted/natural_person": 2}), FORM
    )
    return narrative(figures, VOICE, PHRASES, sections, bare=bare)


def heads(paragraphs: list[Paragraph]) -> list[str]:
    return [p.lead.rstrip("。") for p in paragraphs if p.lead]


@pytest.mark.parametrize("number", range(5))
def test_one_aspect_that_was_written_keeps_its_place(number: int) -> None:
    text = f"{ORDER[number]}\n开展了这方面的工作，公开信息，受理申请，更新网站专栏，考核培训。"
    section = written({"s1": text}, set(range(5)) - {number})["s1"]
    assert heads(section) == ORDER
    assert "开展了这方面的工作" in section[heads_at(section, number) + 1].text


def heads_at(section: list[Paragraph], number: int) -> int:
    return next(i for i, p in enumerate(section) if p.lead.rstrip("。") == ORDER[number])


def test_figures_are_put_into_words_for_an_aspect_left_bare() -> None:
    section = written({"s1": "（一）主动公开\n收到申请2件，办结2件。"}, {1, 2, 3, 4})["s1"]
    second = heads_at(section, 1)
    assert "新收政府信息公开申请2件" in section[second + 1].text
    # Not said to be bare, a word in passing is enough.
    assert heads(written({"s1": "收到申请2件，办结2件，公开信息3条。"})["s1"])[0] == ORDER[2]


@pytest.mark.parametrize("text", ["无", "无。", "略", "否"])
def test_a_word_is_no_section(text: str) -> None:
    for section in ("s5", "s6"):
        first, second, *others = written({section: text})[section]
        assert (first.kind, first.text) == ("text", text)
        assert second.text == f"【待补充：单位只写了“{text}”，请核实后补写】"
        assert others
        assert {p.kind for p in others} == {"gap"}


@pytest.mark.parametrize("text", ["无收费。", "没有收费"])
def test_that_nothing_was_charged_is_said_in_few_words(text: str) -> None:
    assert [p.text for p in written({"s6": text})["s6"]] == [text]
