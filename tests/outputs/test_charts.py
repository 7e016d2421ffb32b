"""图表: native charts over live formulas, five bars at most, described for those who cannot see them."""

import random
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from tests.factory import FORM, make_district, random_base
from toolkit.outputs.summary import FILE_NAME, write_summary
from toolkit.outputs.summary.charts import MOST, Bar, shortened

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def test_the_longest_bars_and_the_rest_as_one() -> None:
    bars = [Bar(f"单位{i}", f"A{i}", i) for i in range(8)]
    short = shortened(bars, "个单位")
    assert [bar.value for bar in short] == [7, 6, 5, 4, 6]
    assert short[-1] == Bar("其余 4 个单位", "A3+A2+A1+A0", 6)
    of_total = shortened(bars, "个单位", Bar("", "T1", 30))
    assert of_total[-1] == Bar("其余 4 个单位", "T1-A7-A6-A5-A4", 8)
    assert shortened(bars[:5], "个单位") == bars[4::-1]


@pytest.mark.parametrize("n", [1, 5, 12])
def test_charts_show_the_district_s_totals(tmp_path: Path, n: int) -> None:
    rng = random.Random(4)
    district = make_district({f"甲区第{i}局": random_base(rng) for i in range(n)}, missing=("甲区水务局",))
    write_summary(district, tmp_path)
    book = openpyxl.load_workbook(tmp_path / FILE_NAME, data_only=True)
    charts = book["图表"]._charts
    assert len(charts) == 3
    totals = []
    for chart in charts:
        (series,) = chart.series
        first, _, last = series.val.numRef.f.rpartition("!")[2].replace("$", "").partition(":")
        values = [cell.value for (cell,) in book["图表"][f"{first}:{last or first}"]]
        assert 1 <= len(values) <= MOST
        assert [float(point.v) for point in series.val.numRef.numCache.pt] == values
        totals.append(sum(values))
    done, new = (district.totals[FORM.index[code]] for code in ("t3/total/total", "t3/new/total"))
    assert totals == [done, new, new]


def test_every_chart_has_a_text_in_its_stead(tmp_path: Path) -> None:
    write_summary(make_district({"甲区财政局": {"t3/new/natural_person": 3}}), tmp_path)
    with zipfile.ZipFile(tmp_path / FILE_NAME) as package:
        drawing = etree.fromstring(package.read("xl/drawings/drawing1.xml"))
    texts = [element.get("descr", "") for element in drawing.iter(f"{DRAWING}cNvPr")]
    assert len(texts) == 3
    assert all(text.startswith("条形图，") for text in texts)
    assert any("甲区财政局 3 件" in text for text in texts)


def test_without_agencies_there_is_still_a_sheet(tmp_path: Path) -> None:
    write_summary(make_district({}, missing=("甲区水务局",)), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / FILE_NAME)["图表"]
    assert "没有计入汇总的单位" in [row[0].value for row in sheet.iter_rows()]


def test_bars_of_agencies_are_looked_up_by_name(tmp_path: Path) -> None:
    """Sorting the ledger moves a name together with its figure: a bar goes on saying whose it is, and how many."""
    names = ('甲区"一"局', "甲区第2*局", "甲区第3局", "长" * 260)
    district = make_district({name: random_base(random.Random(i)) for i, name in enumerate(names)})
    write_summary(district, tmp_path)
    book = openpyxl.load_workbook(tmp_path / "汇总表.xlsx")
    rows = [(a.value, b.value) for a, b in book["图表"].iter_rows(max_col=2)]
    bars = {label: value for label, value in rows if label in names}
    assert set(bars) == set(names)
    for label, value in bars.items():
        if len(label) > 250:
            assert re.fullmatch(r"='台账'![A-Z]+\d+", value)
        else:
            wanted = label.replace('"', '""').replace("*", "~*")
            assert f'MATCH("{wanted}",' in value
