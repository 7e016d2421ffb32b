"""Nearly the same texts are found, texts on the same theme are not, and what everyone must write does not count."""

import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.likeness import sample_texts
from tests.factory import FORM, complete, random_base
from tests.likeness.wording import (
    DISTRICT,
    FIRST,
    LAST_YEAR_CARRIED_ON,
    LAST_YEAR_REWRITTEN,
    NEARLY_THE_SAME,
    ONLY_ON_THE_SAME_THEME,
    OTHER_MATTERS,
    OVERVIEW,
    PROBLEMS,
    PROBLEMS_OF_TOWN,
    SECOND,
)
from toolkit.compose import Figures, Voice, load_phrases, narrative
from toolkit.likeness import ALIKE, SHORTEST, Text, find_alike
from toolkit.likeness.compare import COMMON, MANY
from toolkit.likeness.folding import SHINGLE, fold_texts, fold_words, shingles
from toolkit.likeness.passage import LONGEST
from toolkit.template import _HINTS

NARRATIVES = Path(__file__).parent.parent / "data" / "narratives"


def text(names: Sequence[str], section: str, words: str) -> Text:
    return Text(names[0], tuple(names), {section: words})


def titles(rows: Sequence[tuple[str, str, str, str]]) -> list[str]:
    return [row[0] for row in rows]


# ---------------------------------------------------------------- pairs


@pytest.mark.parametrize(("_", "section", "one", "other"), NEARLY_THE_SAME, ids=titles(NEARLY_THE_SAME))
def test_nearly_the_same_is_found_and_shown(_, section, one, other):
    found = find_alike([text(FIRST, section, one), text(SECOND, section, other)], [])
    [alike] = found[FIRST[0]]
    assert (alike.section, alike.other, alike.before) == (section, SECOND[0], False)
    assert ALIKE <= alike.share <= 1
    assert 20 <= len(alike.passage) <= LONGEST
    assert "\n" not in alike.passage
    assert alike.passage.removesuffix("…") in one


@pytest.mark.parametrize(
    ("_", "section", "one", "other"), ONLY_ON_THE_SAME_THEME, ids=titles(ONLY_ON_THE_SAME_THEME)
)
def test_the_same_theme_or_the_same_duty_is_not_likeness(_, section, one, other):
    assert find_alike([text(FIRST, section, one), text(SECOND, section, other)], []) == {}


@pytest.mark.parametrize(
    ("_", "section", "now", "before"), LAST_YEAR_CARRIED_ON, ids=titles(LAST_YEAR_CARRIED_ON)
)
def test_last_years_text_with_new_numbers_is_found(_, section, now, before):
    [alike] = find_alike([text(FIRST, section, now)], [text(FIRST, section, before)])[FIRST[0]]
    assert (alike.other, alike.before, alike.share) == (FIRST[0], True, 1.0)


@pytest.mark.parametrize(
    ("_", "section", "now", "before"), LAST_YEAR_REWRITTEN, ids=titles(LAST_YEAR_REWRITTEN)
)
def test_a_text_written_anew_is_not_last_years(_, section, now, before):
    assert find_alike([text(FIRST, section, now)], [text(FIRST, section, before)]) == {}


def test_last_years_text_of_another_agency_is_not_compared():
    assert find_alike([text(FIRST, "s5", PROBLEMS)], [text(SECOND, "s5", PROBLEMS)]) == {}


def test_another_section_is_not_compared():
    assert find_alike([text(FIRST, "s1", PROBLEMS), text(SECOND, "s5", PROBLEMS)], []) == {}


def test_both_kinds_in_all_sections_the_other_agency_first():
    sections = {"s6": OTHER_MATTERS, "s1": OVERVIEW, "s5": PROBLEMS}
    one, two = Text(FIRST[0], FIRST, sections), Text(SECOND[0], SECOND, sections)
    found = find_alike([one, two], [one])
    assert [(a.section, a.before) for a in found[FIRST[0]]] == [
        (section, before) for section in ("s1", "s5", "s6") for before in (False, True)
    ]
    assert [(a.section, a.other) for a in found[SECOND[0]]] == [(s, FIRST[0]) for s in ("s1", "s5", "s6")]


def test_a_part_of_a_longer_text_is_alike_and_the_longer_text_is_not():
    found = find_alike(
        [text(FIRST, "s5", PROBLEMS), text(SECOND, "s5", f"{PROBLEMS_OF_TOWN}\n{PROBLEMS}")], []
    )
    assert list(found) == [FIRST[0]]


def test_the_nearest_of_several_is_named():
    third = (f"{DISTRICT}民政局", "区民政局")
    edited = PROBLEMS.replace("更新较慢", "更新不快").replace("个别科室", "有的科室")
    texts = [text(FIRST, "s5", PROBLEMS), text(third, "s5", edited), text(SECOND, "s5", PROBLEMS)]
    found = find_alike(texts, [])
    assert found[FIRST[0]][0].other == SECOND[0]
    assert found[third[0]][0].share < found[FIRST[0]][0].share == 1


def test_the_passage_is_the_longest_stretch_of_whole_sentences():
    begin, rest = PROBLEMS.split("\n")
    one = f"{PROBLEMS_OF_TOWN[:34]}{begin}{rest}"
    [alike] = find_alike([text(FIRST, "s5", one), text(SECOND, "s5", PROBLEMS)], [])[FIRST[0]]
    assert alike.passage.endswith("…")
    assert alike.passage.removesuffix("…").endswith("；")
    assert alike.passage.removesuffix("…") in one


# ---------------------------------------------------------------- what everyone writes


def test_texts_written_independently_are_not_alike():
    texts = []
    for file in sorted(NARRATIVES.glob("*/*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        texts.append(Text(file.stem, (data["agency"], data["district"]), data["sections"]))
    assert len(texts) > 50
    assert find_alike(texts, []) == {}


def test_what_the_program_composes_is_nobodys_own_wording():
    drafts = []
    for seed in range(2 * MANY):
        figures = Figures(FORM, complete(random_base(random.Random(seed))), ("number",) * len(FORM.figures))
        sections = narrative(figures, Voice(2023, "本机关", "区"), load_phrases())
        drafts.append(
            Text(f"第{seed}局", (), {s: "\n".join(p.lead + p.text for p in ps) for s, ps in sections.items()})
        )
    assert find_alike(drafts, []) == {}
    assert find_alike(drafts[:2], []) == {}


def test_hints_of_the_workbook_are_nobodys_own_wording():
    words = "".join(_HINTS.values()) * 3
    assert find_alike([text(FIRST, "s5", words), text(SECOND, "s5", words)], []) == {}


def test_made_up_agencies_are_not_alike_but_those_that_copied():
    texts = sample_texts(150, 3)
    assert find_alike(texts, []) == {}
    model = max(texts, key=lambda t: len(t.sections["s5"]))
    copies = [
        Text(
            f"抄写{n}局",
            (f"抄写{n}局", *model.names[-1:]),
            {s: words.replace(model.owner, f"抄写{n}局") for s, words in model.sections.items()},
        )
        for n in "甲乙丙"
    ]
    found = find_alike([*texts, *copies], [])
    assert set(found) == {model.owner, *(copy.owner for copy in copies)}
    assert all("s1" in {alike.section for alike in found[owner]} for owner in found)


# ---------------------------------------------------------------- common wording of a district


def clauses(rng: random.Random, count: int) -> str:
    """So many invented clauses of 24 characters, with nothing in them that the law asks for."""
    return "，".join("".join(rng.choices(LETTERS, k=24)) for _ in range(count)) + "。"


LETTERS = [c for n in range(0x5000, 0x6000) if fold_words(c := chr(n)) == c and c not in "我本"]


def district(count: int, handed_round: int, shared: int, own: int, seed: int = 1) -> list[Text]:
    """Agencies of which some share so many clauses, each with so many clauses of its own."""
    rng = random.Random(seed)
    passage = clauses(rng, shared)
    return [
        Text(
            f"第{n}局", (), {"s5": (passage if n < handed_round else "") + (clauses(rng, own) if own else "")}
        )
        for n in range(count)
    ]


def test_forty_of_a_hundred_that_copied_are_all_found():
    texts = [*district(40, 40, 10, 1), *district(60, 0, 1, 12, seed=2)]
    texts = [Text(f"单位{n}", (), t.sections) for n, t in enumerate(texts)]
    assert set(find_alike(texts, [])) == {f"单位{n}" for n in range(40)}


def test_a_long_text_that_everyone_has_is_found():
    assert COMMON < 20 * 24
    assert len(find_alike(district(100, 100, 20, 0), [])) == 100


def test_a_paragraph_that_most_have_is_the_districts():
    assert SHORTEST < 5 * 24 <= COMMON
    assert find_alike(district(100, 60, 5, 1), []) == {}
    # Three agencies that have it have it from one another.
    assert len(find_alike(district(100, 3, 5, 1), [])) == 3


def test_few_agencies_have_no_common_wording():
    assert len(find_alike(district(MANY - 1, MANY - 1, 5, 0), [])) == MANY - 1


# ---------------------------------------------------------------- properties

POOL = [clauses(random.Random(seed), 1) for seed in range(40)]
bodies = st.lists(st.sampled_from(POOL[:25]), min_size=1, max_size=12, unique=True).map("".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(bodies, min_size=2, max_size=25), st.randoms(use_true_random=False))
def test_the_order_of_the_texts_does_not_matter(words, rng):
    texts = [Text(f"第{n}局", (f"第{n}局",), {"s5": body}) for n, body in enumerate(words)]
    before = [Text(t.owner, t.names, {"s5": texts[n - 1].sections["s5"]}) for n, t in enumerate(texts)]
    expected = find_alike(texts, before)
    rng.shuffle(texts)
    rng.shuffle(before)
    assert find_alike(texts, before) == expected


@settings(max_examples=80, deadline=None)
@given(bodies, bodies)
def test_what_two_texts_share_is_the_same_from_both_sides(one, other):
    found = find_alike([text(FIRST, "s5", one), text(SECOND, "s5", other)], [])
    # Each clause is wholly shared or not at all; its 24 characters are its own wording.
    n_one, n_other = one.count("。"), other.count("。")
    n_shared = len(set(one.split("。")) & set(other.split("。")) - {""})
    for owner, n_own in ((FIRST[0], n_one), (SECOND[0], n_other)):
        expected = 24 * n_shared >= SHORTEST and n_shared / n_own >= ALIKE
        assert (owner in found) == expected
        if expected:
            assert found[owner][0].share == round(n_shared / n_own, 3)


@settings(max_examples=40, deadline=None)
@given(bodies, bodies, st.integers(1, 2 * MANY))
def test_unrelated_agencies_do_not_change_a_verdict(one, other, many):
    pair = [text(FIRST, "s5", one), text(SECOND, "s5", other)]
    rng = random.Random(many)
    strangers = [Text(f"第{n}局", (), {"s5": clauses(rng, 8)}) for n in range(many)]
    assert find_alike([*strangers, *pair], []) == find_alike(pair, [])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_compared(one, other):
    texts = [text(FIRST, "s5", one + PROBLEMS + other), text(SECOND, "s5", other + PROBLEMS + one)]
    for owner, alikes in find_alike(texts, texts).items():
        written = next(t.sections["s5"] for t in texts if t.owner == owner)
        for alike in alikes:
            assert 0 < len(alike.passage) <= LONGEST
            assert alike.passage in written or alike.passage.removesuffix("…") in written


def test_hashes_are_the_same_in_every_run():
    folded = fold_texts(["甲乙丙丁戊己庚辛壬癸"])
    hashes, valid = shingles(folded.codes, folded.starts)
    assert np.flatnonzero(valid).tolist() == [0]
    assert len(folded.codes) == SHINGLE + 1
    assert int(hashes[0]) == 12175361745011531864


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("２０２３年，我局公开 １２ 条。", "0年@公开0条"),
        ("本机关、本街道、我单位", "@"),
        ("第二十三条（一）", "第0条0"),
        ("《条例》ＡＢｃ", "条例abc"),
    ],
)
def test_folding(written, folded):
    assert fold_words(written) == folded
