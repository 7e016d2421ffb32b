import json
from pathlib import Path

import pytest

from toolkit import form as forms
from toolkit.form import FormError, for_year, load

OFFICIAL = Path(__file__).parents[3] / "shared" / "official" / "form-2021.json"
ALL_FORMS = [load(name) for name in forms.form_ids()]


@pytest.mark.parametrize("form", ALL_FORMS, ids=lambda f: f.id)
class TestEveryForm:
    def test_codes_are_unique_and_in_order(self, form):
        assert len(set(form.codes)) == len(form.figures)
        assert [figure.index for figure in form.figures] == list(range(len(form.figures)))
        assert all(form.codes[i] == code for code, i in form.index.items())

    def test_every_total_is_computed_from_parts_that_are_ready(self, form):
        ready = {figure.index for figure in form.base}
        for identity in form.totals:
            assert set(identity.right) <= ready
            ready.add(identity.left[0])
        assert ready == set(range(len(form.figures)))

    def test_every_row_says_where_it_stands(self, form):
        assert {figure.stage for figure in form.figures} == {
            "主动公开",
            "收到",
            "办理结果",
            "结转下年",
            "复议诉讼",
        }

    def test_both_patterns_of_the_corner_agree(self, form):
        """The total of totals is the same along the row and down the column, for any figures."""
        values = [7 * i % 23 for i in range(len(form.figures))]
        for identity in form.totals:
            values[identity.left[0]] = sum(values[i] for i in identity.right)
        for identity in form.identities:
            if identity.is_total:
                assert values[identity.left[0]] == sum(values[i] for i in identity.right)


def test_the_2021_form_has_200_figures_34_of_them_totals():
    form = load("2021")
    assert len(form.figures) == 200
    assert len(form.base) == 166
    assert [len(form.by_table[t]) for t in ("t2", "t3", "t4")] == [10, 175, 15]


def test_balance_names_the_four_rows_of_a_column():
    form = load("2021")
    identity = next(i for i in form.identities_of("balance") if i.key == "research")
    codes = [[form.codes[i] for i in side] for side in (identity.left, identity.right)]
    assert codes == [
        ["t3/new/research", "t3/carried_in/research"],
        ["t3/total/research", "t3/carried_out/research"],
    ]


def test_units_and_groups():
    form = load("2021")
    fees = form.figures[form.index["t2/fees/amount"]]
    assert (fees.block.unit, fees.block.type, fees.group_label) == ("万元", "amount", "第二十条第（八）项")
    assert form.figures[form.index["t3/declined_duplicate/business"]].group_label == "（五）不予处理"
    assert form.figures[form.index["t4/litigation_direct/upheld"]].group_label == "行政诉讼"


@pytest.mark.parametrize("year", [2021, 2023, 2030])
def test_years_of_the_form(year):
    assert for_year(year).id == "2021"


@pytest.mark.parametrize("year", [2008, 2019, 2020])
def test_earlier_years_had_another_form(year):
    with pytest.raises(FormError, match="2019〕60号"):
        for_year(year)


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the official form as data is not beside the project")
def test_labels_and_codes_are_the_official_ones():
    official = json.loads(OFFICIAL.read_text(encoding="utf-8"))
    form = load("2021")
    expected = [
        f"t2/{row}/{column}"
        for block in official["t2"]["blocks"]
        for row in block["rows"]
        for column in block["columns"]
    ]
    expected += [
        f"t3/{row['code']}/{column}" for row in official["t3"]["rows"] for column in official["t3"]["columns"]
    ]
    expected += [
        f"t4/{group}/{column}" for group in official["t4"]["groups"] for column in official["t4"]["columns"]
    ]
    assert list(form.codes) == expected
    labels = {row["code"]: row["label"] for row in official["t3"]["rows"]}
    assert {f.row.code: f.row.label.text for f in form.by_table["t3"]} == labels
    assert [s.heading.text for s in form.sections] == [s["heading"] for s in official["sections"]]
