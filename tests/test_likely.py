"""The likely cause of broken sums: planted slips are found, and where two slips would do nothing is said."""

import random
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factory import FORM, complete, random_base
from toolkit.likely import ORDER, digit_slip, likely_cause

I = FORM.index  # noqa: E741
COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_org")
TOTALS = FORM.totals

BASE = {
    "t3/new/natural_person": 17, "t3/new/business": 6, "t3/carried_in/natural_person": 3,
    "t3/granted/natural_person": 12, "t3/granted/business": 4, "t3/partial/natural_person": 2, "t3/partial/business": 1,
    "t3/refused_internal/natural_person": 1, "t3/unable_not_held/natural_person": 4, "t3/unable_not_held/business": 1,
    "t3/carried_out/natural_person": 1,
    "t4/review/upheld": 3, "t4/review/other": 1, "t4/litigation_direct/upheld": 12, "t4/litigation_direct/pending": 1,
}  # fmt: skip
RIGHT = complete(BASE)


def spoilt(changes, *, follow=False):
    values = list(RIGHT)
    for code, value in changes.items():
        values[I[code]] = value
    if follow:
        for total in TOTALS:
            values[total.left[0]] = sum(values[i] for i in total.right)
    return tuple(values)


def cause(values, table="t3", open_totals=()):
    return likely_cause("2021", table, tuple(values), frozenset(open_totals))


def told(found):
    return {FORM.codes[c.figure]: (c.stated, c.likely) for c in found.changes}


def test_what_adds_up_has_no_cause():
    assert cause(RIGHT) is None
    assert cause(RIGHT, "t4") is None
    assert cause(RIGHT, "t2") is None


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        ("impossible", {"t3/granted/business": -4}, {"t3/granted/business": (-4, 4)}),
        ("total", {"t3/granted/total": 21}, {"t3/granted/total": (21, 16)}),
        ("total", {"t3/total/natural_person": 91}, {"t3/total/natural_person": (91, 19)}),
        ("total", {"t3/total/total": 24}, {"t3/total/total": (24, 25)}),
        ("total", {"t3/new/total": 32}, {"t3/new/total": (32, 23)}),
        ("transposed", {"t3/granted/natural_person": 21}, {"t3/granted/natural_person": (21, 12)}),
        ("transposed", {"t3/new/natural_person": 71}, {"t3/new/natural_person": (71, 17)}),
        ("dropped", {"t3/granted/natural_person": 1}, {"t3/granted/natural_person": (1, 12)}),
        ("doubled", {"t3/granted/natural_person": 122}, {"t3/granted/natural_person": (122, 12)}),
        ("doubled", {"t3/granted/business": 44}, {"t3/granted/business": (44, 4)}),
        ("doubled", {"t3/carried_in/natural_person": 30}, {"t3/carried_in/natural_person": (30, 3)}),
        ("figure", {"t3/granted/natural_person": 15}, {"t3/granted/natural_person": (15, 12)}),
        ("figure", {"t3/carried_out/natural_person": 3}, {"t3/carried_out/natural_person": (3, 1)}),
        (
            "moved",
            {"t3/unable_not_held/natural_person": 0, "t3/unable_must_create/natural_person": 4},
            {"t3/unable_not_held/natural_person": (0, 4), "t3/unable_must_create/natural_person": (4, 0)},
        ),
        (
            "swapped",
            {"t3/granted/natural_person": 4, "t3/granted/business": 12},
            {"t3/granted/natural_person": (4, 12), "t3/granted/business": (12, 4)},
        ),
        (
            "swapped",
            {"t3/granted/natural_person": 2, "t3/partial/natural_person": 12},
            {"t3/granted/natural_person": (2, 12), "t3/partial/natural_person": (12, 2)},
        ),
        (
            "shifted",
            {"t3/granted/natural_person": 0, "t3/granted/business": 12, "t3/granted/research": 4},
            {"t3/granted/natural_person": (0, 12), "t3/granted/business": (12, 4), "t3/granted/research": (4, 0)},
        ),
        (
            "line",
            {f"t3/{row}/{c}": v for c, column in (("business", (0, 0, 0)), ("research", (4, 1, 1)))
             for row, v in zip(("granted", "partial", "unable_not_held"), column, strict=True)},
            {f"t3/{row}/{c}": pair for c, column in (("business", ((0, 4), (0, 1), (0, 1))), ("research", ((4, 0), (1, 0), (1, 0))))
             for row, pair in zip(("granted", "partial", "unable_not_held"), column, strict=True)},
        ),
    ],
)  # fmt: skip
def test_one_slip_is_found(kind, changes, expected):
    found = cause(spoilt(changes))
    assert found is not None
    assert found.kind == kind
    assert {code: pair for code, pair in told(found).items() if pair[0] != pair[1]} == expected


def test_it_names_all_that_it_mends():
    found = cause(spoilt({"t3/granted/natural_person": 21}))
    assert [(i.id, i.key) for i in found.broken] == [
        ("row_total", "granted"),
        ("results_total", "natural_person"),
    ]
    assert not found.follows


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("impossible", {"t3/refused_law/natural_person": -1}),
        ("impossible", {"t3/unable_not_held/business": Decimal("1.5")}),
        ("transposed", {"t3/new/natural_person": 71}),
        ("moved", {"t3/granted/business": 0, "t3/granted/research": 4}),
        ("swapped", {"t3/granted/natural_person": 4, "t3/granted/business": 12}),
    ],
)
def test_totals_that_follow_from_the_slip(kind, changes):
    found = cause(spoilt(changes, follow=True))
    assert found.kind == kind
    assert found.follows
    assert {code: stated for code, (stated, _) in told(found).items()} == changes


def test_a_rows_total_that_follows_alone():
    values = spoilt({"t3/granted/natural_person": 21, "t3/granted/total": 25})
    found = cause(values)
    assert (found.kind, told(found), found.follows) == (
        "transposed",
        {"t3/granted/natural_person": (21, 12)},
        True,
    )


def test_a_part_that_was_left_out_of_a_total():
    found = cause(spoilt({"t3/granted/total": 12}))
    assert (found.kind, FORM.codes[found.part]) == ("total", "t3/granted/business")


def partly(row, follow):
    changes = {f"t3/{row}/natural_person": 3, f"t3/{row}/business": 1, f"t3/{row}/total": 4}
    return spoilt(changes, follow=follow)


@pytest.mark.parametrize("follow", [False, True])
def test_partial_counted_twice(follow):
    found = cause(partly("refused_internal", follow))
    assert found.kind == "partial_twice"
    assert {code: stated for code, (stated, _) in told(found).items()} == {
        "t3/partial/natural_person": 2,
        "t3/partial/business": 1,
    }


class TestTableFour:
    @pytest.mark.parametrize(
        ("kind", "changes", "expected"),
        [
            ("transposed", {"t4/litigation_direct/total": 31}, {"t4/litigation_direct/total": (31, 13)}),
            ("transposed", {"t4/litigation_direct/upheld": 21}, {"t4/litigation_direct/upheld": (21, 12)}),
            ("omitted", {"t4/review/total": 3}, {"t4/review/total": (3, 4)}),
            ("doubled", {"t4/review/total": 44}, {"t4/review/total": (44, 4)}),
            (
                "moved",
                {"t4/review/total": 0, "t4/litigation_direct/upheld": 4, "t4/litigation_direct/total": 1},
                {"t4/review/total": (0, 4), "t4/litigation_direct/upheld": (4, 0)},
            ),
        ],
    )
    def test_one_slip_is_found(self, kind, changes, expected):
        found = cause(spoilt(changes), "t4")
        assert found is not None
        assert (found.kind, told(found)) == (kind, expected)

    def test_a_single_sum_does_not_say_which_side_is_wrong(self):
        assert cause(spoilt({"t4/review/total": 9}), "t4") is None

    def test_table_three_does_not_matter(self):
        assert (
            cause(spoilt({"t4/review/total": 3, "t3/new/total": 99, "t3/granted/total": 5}), "t4").kind
            == "omitted"
        )


class TestNoGuess:
    def test_two_explanations_of_one_kind(self):
        # A value in the next row, or the two rows' totals: both mend everything.
        values = spoilt({"t3/refused_internal/natural_person": 0, "t3/refused_process/natural_person": 1})
        assert cause(values) is None

    def test_two_slips(self):
        assert cause(spoilt({"t3/granted/natural_person": 21, "t3/carried_in/total": 9})) is None

    def test_a_figure_that_all_totals_follow_and_no_slip_explains(self):
        assert cause(spoilt({"t3/granted/natural_person": 15}, follow=True)) is None

    def test_no_likely_value_is_negative(self):
        values = spoilt({"t3/granted/business": 0, "t3/granted/total": 2, "t3/total/business": 0})
        found = cause(values)
        assert found is None or all(change.likely >= 0 for change in found.changes)


class TestOpenTotals:
    def test_a_blank_total_follows_from_its_parts(self):
        values = list(spoilt({"t3/granted/natural_person": 21}))
        total = I["t3/granted/total"]
        values[total] = 25  # what reading makes of a blank total
        found = cause(values, open_totals={total})
        assert (found.kind, told(found)) == ("transposed", {"t3/granted/natural_person": (21, 12)})

    def test_all_totals_blank(self):
        values = spoilt({"t3/new/natural_person": 71}, follow=True)
        found = cause(values, open_totals=[t.left[0] for t in TOTALS])
        assert (found.kind, told(found)) == ("transposed", {"t3/new/natural_person": (71, 17)})

    def test_figures_without_a_value_are_not_judged(self):
        values = list(spoilt({"t3/granted/natural_person": 21}))
        values[I["t3/partial/natural_person"]] = None
        found = cause(values)
        assert found is None or "t3/partial/natural_person" not in told(found)


@pytest.mark.parametrize(
    ("stated", "likely", "slip"),
    [
        (21, 12, "transposed"), (132, 123, "transposed"), (1, 12, "dropped"), (2, 12, "dropped"), (10, 100, "dropped"), (22, 2, "doubled"),
        (122, 12, "doubled"), (120, 12, "zero"), (12, 12, None), (12, 34, None), (321, 123, None), (0, 12, None), (0, 5, None), (10, 1, "zero"),
        (5, 0, None), (12, 2, None), (-21, -12, None), (11, 1, "doubled"),
    ],
)  # fmt: skip
def test_slips_of_a_digit(stated, likely, slip):
    assert digit_slip(stated, likely) == slip


def test_every_kind_has_one_rank():
    kinds = [kind for rank in ORDER for kind in rank]
    assert len(kinds) == len(set(kinds)) == 12


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 2**32), st.sampled_from(FORM.by_table["t3"]), st.integers(1, 40))
def test_one_wrong_figure_is_always_found(seed, figure, by):
    """Where the totals were typed, the two or three identities that a figure breaks tell which figure it is."""
    right = complete(random_base(random.Random(seed)))
    values = list(right)
    values[figure.index] += by
    found = cause(values)
    assert told(found) == {figure.code: (right[figure.index] + by, right[figure.index])}
    assert {i.id for i in found.broken} <= {"row_total", "results_total", "balance"}


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 2**32), st.lists(st.tuples(st.sampled_from([f.index for f in FORM.by_table["t3"]]), st.integers(0, 30)), min_size=1, max_size=4),
       st.booleans())  # fmt: skip
def test_what_is_proposed_mends_everything(seed, wrong, follow):
    values = list(complete(random_base(random.Random(seed), most=3)))
    for index, value in wrong:
        values[index] = value
    if follow:
        for total in TOTALS:
            values[total.left[0]] = sum(values[i] for i in total.right)
    found = cause(values)
    if found is None or found.kind == "partial_twice":
        return
    mended = list(values)
    for change in found.changes:
        assert mended[change.figure] == change.stated
        mended[change.figure] = change.likely
    own = [i for i in FORM.identities if i.table == "t3"]
    changed = {change.figure for change in found.changes}

    def holds(figures):
        return all(sum(figures[i] for i in k.left) == sum(figures[i] for i in k.right) for k in own)

    ways = [mended]
    if found.follows:
        # Some of the totals that hold a changed figure are computed anew: one of the ways to do so mends everything.
        rows = {k.left[0]: k for k in own if k.id == "row_total"}
        sums = {k.left[0]: k for k in own if k.id == "results_total"}
        corner = rows.keys() & sums.keys()
        touched = [
            t for t in (*rows, *sums) if t not in corner and changed & {*rows.get(t, sums.get(t)).right}
        ]
        for anew in product((False, True), repeat=2):
            for way in (rows, sums):
                for last in (None, rows, sums):
                    other = list(mended)
                    for t in dict.fromkeys(touched):
                        if (t in way and anew[0]) or (t not in way and anew[1]):
                            other[t] = sum(other[i] for i in (rows | sums)[t].right)
                    for t in corner if last is not None else ():
                        other[t] = sum(other[i] for i in last[t].right)
                    ways.append(other)
    assert any(holds(figures) for figures in ways)
