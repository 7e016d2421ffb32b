import pytest

from tests.factory import FORM
from toolkit.formulas import figure_places, sum_of, total_formulas
from toolkit.layout import layout_of


@pytest.mark.parametrize(
    ("cells", "formula"),
    [
        ([(3, 3), (3, 4), (3, 5)], "=SUM(D4:F4)"),
        ([(3, 3), (4, 3), (5, 3)], "=SUM(D4:D6)"),
        ([(0, 0)], "=SUM(A1)"),
        ([(0, 0), (0, 2)], "=SUM(A1,C1)"),
        ([(0, 0), (0, 1), (1, 1), (2, 1)], "=SUM(A1:B1,B2:B3)"),
        ([], "=SUM()"),
    ],
)
def test_runs_become_ranges(cells, formula):
    assert sum_of(cells) == formula


def test_the_forms_totals_on_its_own_layout():
    places = figure_places(layout_of(FORM, "t3"))
    formulas = total_formulas(FORM, places)
    assert formulas[FORM.index["t3/new/total"]] == "=SUM(D4:I4)"
    assert formulas[FORM.index["t3/total/natural_person"]] == "=SUM(D6:D26)"
    assert len(formulas) == 31
