"""What the package says that was measured, measured again; and texts that are damaged, empty, or a thousand times the same."""

import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.likeness import sample_texts
from tests.likeness.wording import (
    DISTRICT,
    FIRST,
    LAST_YEAR_CARRIED_ON,
    LAST_YEAR_REWRITTEN,
    NEARLY_THE_SAME,
    ONLY_ON_THE_SAME_THEME,
    OTHER_MATTERS,
    OVERVIEW,
    OVERVIEW_OF_WATER,
    PROBLEMS,
    PROBLEMS_OF_TOWN,
    SECOND,
)
from toolkit.likeness import ALIKE, SHORTEST, Text, compare, find_alike
from toolkit.likeness.folding import blank_names
from toolkit.likeness.passage import LONGEST

NARRATIVES = Path(__file__).parent.parent / "data" / "narratives"
PAIRS = {title: (section, one, other) for title, section, one, other in (*NEARLY_THE_SAME, *ONLY_ON_THE_SAME_THEME)}  # fmt: skip


@pytest.fixture
def unbounded(monkeypatch):
    """Every share is reported, however small."""
    monkeypatch.setattr(compare, "ALIKE", 0.001)
    monkeypatch.setattr(compare, "SHORTEST", 1)
    monkeypatch.setattr(compare, "_WORTH", 0.0)
    monkeypatch.setattr(compare, "_TRIES", 50)
    monkeypatch.setattr(compare, "_ENOUGH", 50)


def share(section: str, one: str, other: str) -> float:
    """What part of the first text's own wording stands in the second."""
    texts = [Text(names[0], names, {section: words}) for names, words in ((FIRST, one), (SECOND, other))]
    return next((alike.share for alike in find_alike(texts, []).get(FIRST[0], ())), 0.0)


def nearest(texts: Sequence[Text]) -> Iterator[float]:
    """The share of each section that has enough in common with its nearest to be judged."""
    written = {text.owner: text for text in texts}
    for owner, found in find_alike(texts, []).items():
        for alike in found:
            words = blank_names(written[owner].sections[alike.section], written[owner].names)
            if compare._own_wording([words]).lengths()[0] * alike.share >= SHORTEST:
                yield alike.share


@pytest.mark.usefixtures("unbounded")
class TestMeasured:
    @pytest.mark.parametrize(
        ("titles", "least", "most"),
        [
            (("copied as it is", "other names and numbers", "points in another order", "other punctuation, width and breaks",
              "the other's name left standing", "long other matters", "all of it in a longer text"), 0.98, 1),
            (("a few words exchanged", "a sentence of one's own added", "overview with the other's figures"), 0.80, 0.89),
            (("problems copied, measures of one's own",), 0.52, 0.54),
            (("a bureau's and a township's problems", "the same three points in other words", "two overviews",
              "two overviews after one opening", "sentences that the program composed",
              "guiding words and hints of the template"), 0, 0.12),
        ],
        ids=["copied", "edited", "half-copied", "independent"],
    )  # fmt: skip
    def test_pairs(self, titles, least, most):
        for title in titles:
            assert least <= share(*PAIRS[title]) <= most, title

    def test_texts_written_independently(self):
        texts = []
        for file in sorted((*NARRATIVES.glob("tuning/*.json"), *NARRATIVES.glob("held_out/*.json"))):
            data = json.loads(file.read_text(encoding="utf-8"))
            texts.append(Text(file.stem, (data["agency"], data["district"]), data["sections"]))
        assert len(texts) == 128
        assert list(nearest(texts)) == []

    def test_made_up_agencies(self):
        assert max(nearest(sample_texts(120, 7)), default=0) <= 0.65

    def test_last_year(self):
        for title, section, now, before in (*LAST_YEAR_CARRIED_ON, *LAST_YEAR_REWRITTEN):
            found = find_alike([Text(FIRST[0], FIRST, {section: now})], [Text(FIRST[0], FIRST, {section: before})])  # fmt: skip
            shares = [alike.share for alike in found.get(FIRST[0], ())]
            carried_on = (title, section, now, before) in LAST_YEAR_CARRIED_ON
            assert (shares == [1.0]) if carried_on else (max(shares, default=0) < ALIKE / 2), title


def test_the_bound_lies_between_what_is_copied_and_what_is_not():
    assert 0.65 < ALIKE <= 0.80


def test_short_sections_would_be_alike_by_chance(monkeypatch):
    monkeypatch.setattr(compare, "SHORTEST", 1)
    texts = sample_texts(300, 2)
    found = [alike.section for alikes in find_alike(texts, []).values() for alike in alikes]
    assert 0 < found.count("s5") < 300 * 0.05
    assert found.count("s6") > 150


def test_half_of_a_text_is_not_enough_and_most_of_it_is():
    begin, rest = PROBLEMS.split("\n")
    own = PROBLEMS_OF_TOWN.split("\n")[1]
    assert share("s5", f"{begin}\n{own}", PROBLEMS) == 0
    assert share("s5", f"{begin}\n{rest}\n{own[:30]}。", PROBLEMS) >= ALIKE


@pytest.mark.parametrize(
    ("section", "words"),
    [("s1", OVERVIEW), ("s1", OVERVIEW_OF_WATER), ("s5", PROBLEMS), ("s5", PROBLEMS_OF_TOWN), ("s6", OTHER_MATTERS)],
)  # fmt: skip
def test_a_copy_is_found_from_both_sides_with_a_passage_of_the_text(section, words):
    copy = words.replace("我局", SECOND[0]).replace("2023", "２０２３").replace("，", ",")
    texts = [Text(FIRST[0], FIRST, {section: words}), Text(SECOND[0], SECOND, {section: copy})]
    found = find_alike(texts, [])
    assert found == find_alike(texts[::-1], [])
    assert set(found) == {FIRST[0], SECOND[0]}
    for owner, written in ((FIRST[0], words), (SECOND[0], copy)):
        [alike] = found[owner]
        assert alike.passage.removesuffix("…") in written
        assert len(alike.passage) <= LONGEST


# ---------------------------------------------------------------- damage, nothing, and too much of one thing

DAMAGED = st.text(alphabet=st.characters(codec=None), max_size=40) | st.text(
    alphabet="\ud800\udfff\x00\x07\x1b\ue000\ue001\ufffe\uffff\u202e😀𠀀\n\r", max_size=40
)


@settings(max_examples=80, deadline=None)
@given(DAMAGED, DAMAGED, DAMAGED)
def test_damaged_text_does_no_harm(begin, middle, end):
    one, other = f"{begin}{PROBLEMS}{middle}", f"{middle}{PROBLEMS}{end}"
    texts = [Text(FIRST[0], FIRST, {"s5": one, "s6": begin}), Text(SECOND[0], SECOND, {"s5": other, "s6": end})]  # fmt: skip
    found = find_alike(texts, texts)
    assert set(found) == {FIRST[0], SECOND[0]}
    for owner, written in ((FIRST[0], one), (SECOND[0], other)):
        for alike in found[owner]:
            if alike.section == "s5":
                assert alike.passage.removesuffix("…") in written


@pytest.mark.parametrize(
    "words", ["", " \n\u3000", "\x00\x01", "\ud800", "，。；", "2023", "\ue001\ue000", "无"]
)
def test_next_to_nothing_is_like_nothing(words):
    texts = [Text(f"第{n}局", ("", f"第{n}局"), {"s1": words, "s5": words, "s6": PROBLEMS * n}) for n in range(3)]  # fmt: skip
    found = find_alike(texts, texts)
    assert {alike.section for alikes in found.values() for alike in alikes} <= {"s6"}
    assert find_alike([], texts) == find_alike([], []) == {}
    assert find_alike([Text("甲局", (), {})], [Text("甲局", (), {})]) == {}


def test_a_thousand_equal_texts_take_seconds():
    texts = [Text(f"{DISTRICT}第{n}局", (f"{DISTRICT}第{n}局",), {"s1": OVERVIEW, "s5": PROBLEMS}) for n in range(1000)]  # fmt: skip
    start = time.process_time()
    found = find_alike(texts, texts)
    assert time.process_time() - start < 5
    assert len(found) == 1000
    assert all(len(alikes) == 4 for alikes in found.values())


def test_a_very_long_text_takes_seconds():
    rng = random.Random(3)
    long = "".join(chr(rng.randrange(0x4E00, 0x9000)) for _ in range(200_000))
    start = time.process_time()
    found = find_alike([Text(n[0], n, {"s5": long}) for n in (FIRST, SECOND)], [])
    assert time.process_time() - start < 5
    assert [alikes[0].share for alikes in found.values()] == [1.0, 1.0]
