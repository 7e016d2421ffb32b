"""What figures are worth where they are compared."""

from hypothesis import given
from hypothesis import strategies as st

from tests.factory import FORM, complete, make_return
from toolkit.counted import counted, silent_tables

BASE = {"t3/new/natural_person": 7, "t3/granted/natural_person": 7, "t2/licensing/decisions": 3}
NEW, PERSON = FORM.index["t3/new/total"], FORM.index["t3/new/natural_person"]
T3 = [f.index for f in FORM.by_table["t3"]]


def test_a_wrong_total_is_the_sum_of_its_parts():
    values = list(complete(BASE))
    values[NEW] = 73
    assert counted(FORM, values) == complete(BASE)


def test_a_table_left_blank_says_nothing_though_its_formulas_give_noughts():
    states = ["number"] * len(FORM.figures)
    for i in T3:
        states[i] = "zero" if FORM.figures[i].is_total else "blank"
    silent = silent_tables(FORM, states)
    assert silent == {"t3"}
    found = counted(FORM, complete({"t2/licensing/decisions": 3}), silent)
    assert all(found[i] is None for i in T3)
    assert found[FORM.index["t2/licensing/decisions"]] == 3
    assert silent_tables(FORM, states, blank_is_zero=True) == frozenset()
    assert silent_tables(FORM, ["blank"] * len(FORM.figures), blank_is_zero=True) == {"t2", "t3", "t4"}


def test_an_unknown_part_makes_its_totals_unknown():
    values = list(complete(BASE))
    values[PERSON] = None
    found = counted(FORM, values)
    assert found[NEW] is None
    assert found[FORM.index["t3/granted/total"]] == 7


@given(st.lists(st.integers(0, 99), min_size=len(FORM.base), max_size=len(FORM.base)))
def test_what_is_in_order_stays_as_it_is(parts):
    values = complete({figure.code: n for figure, n in zip(FORM.base, parts, strict=True)})
    assert counted(FORM, values) == values
    assert make_return({}).values == counted(FORM, make_return({}).values)
