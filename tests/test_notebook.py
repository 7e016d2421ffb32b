"""toolkit.consolidate and District.to_frame, as a notebook uses them."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

import toolkit
from tests.factory import FORM
from tests.test_run import put, roster
from toolkit.facts import HEADER
from toolkit.run import Request, RunError, run


def test_the_frame_is_facts_csv(tmp_path: Path) -> None:
    roster(tmp_path, ["甲区财政局", "甲区税务局", "甲区水务局"], 纳入汇总=["是", "否", "是"])
    put(tmp_path / "inbox", "甲区财政局.xlsx", {"t2/licensing/decisions": 35})
    put(tmp_path / "inbox", "甲区税务局.xlsx", {"t2/licensing/decisions": 7})
    district = toolkit.consolidate(tmp_path / "inbox", jobs=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inbox", "名单.csv"]  # nothing is written
    assert isinstance(district, toolkit.District)
    frame = district.to_frame()
    assert list(frame.columns) == list(HEADER)
    assert len(frame) == 2 * len(FORM.figures)
    counted = frame[frame["included"] & ~frame["is_total"]]
    total = counted[(counted["table"] == "t2") & (counted["row"] == "licensing")]["value"].sum()
    assert total == 35 == district.totals[FORM.index["t2/licensing/decisions"]]
    run(Request(tmp_path / "inbox", jobs=1))
    with (tmp_path / "输出" / "facts.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["agency_name"] for row in rows] == list(frame["agency_name"])
    assert [float(row["value"]) for row in rows] == list(frame["value"])
    assert [row["included"] == "1" for row in rows] == list(frame["included"])


def test_a_figure_without_a_value_is_nan(tmp_path: Path) -> None:
    put(tmp_path / "inbox", "甲区财政局.xlsx", {"t2/licensing/decisions": 35})
    path = put(tmp_path / "inbox", "甲区教育局.xlsx", {})
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows():
        for cell in row:
            if cell.value == "行政许可":
                row[cell.column].value = "约三十件"
    book.save(path)
    frame = toolkit.consolidate(str(tmp_path / "inbox"), jobs=1).to_frame()
    state = frame.set_index("agency_name").query("row == 'licensing'")
    assert state.loc["甲区教育局", "value"] != state.loc["甲区教育局", "value"]
    assert state.loc["甲区财政局", "value"] == 35.0


def test_the_example_of_the_readme_runs(tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    put(tmp_path / "inbox", "甲区财政局.xlsx", {"t3/new/natural_person": 2, "t3/granted/natural_person": 2})
    *lines, last = example.strip().replace("2023年报/收件", (tmp_path / "inbox").as_posix()).splitlines()
    names: dict = {}
    exec("\n".join(lines), names)
    pivot = eval(last, names)
    assert pivot.loc["甲区财政局", "（一）予以公开"] == 2
    assert pivot.sum().sum() == 2


def test_what_cannot_be_done_says_why(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="找不到"):
        toolkit.consolidate(tmp_path / "没有")
    with pytest.raises(AttributeError):
        _ = toolkit.nothing


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, toolkit; sys.exit(bool({'pandas', 'openpyxl', 'xlsxwriter', 'toolkit.run'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
