"""toolkit check: one return before it is sent, or a published report against what was accepted."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.factory import FORM, PLAIN_TEXTS, complete
from tests.painting import quick_workbook, report_rows
from toolkit.check import check
from toolkit.model import Agency
from toolkit.run import Request, run
from toolkit.template import Content, build_template

BASE = {"t2/licensing/decisions": 35, "t3/new/natural_person": 2, "t3/granted/natural_person": 2}


def put(
    path: Path, base: dict, name: str = "甲区财政局", year: int = 2023, texts: dict = PLAIN_TEXTS
) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(quick_workbook(report_rows(complete(base), name, year, texts)[0]))
    return path


def command(*arguments: object, **environment: str) -> subprocess.CompletedProcess:
    import os

    return subprocess.run(
        [sys.executable, "-c", "from toolkit.cli import main; main()", "check", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=60,
    )


def test_a_clean_return_is_said_to_be_clean_in_one_line(tmp_path):
    done = command(put(tmp_path / "报表.xlsx", BASE))
    assert done.returncode == 0
    assert done.stdout.decode().strip().endswith("报表.xlsx  甲区财政局  2023 年度：没有发现问题。")
    assert done.stderr == b""


def test_findings_stand_by_sheet_with_their_cells_and_an_error_gives_1(tmp_path):
    path = tmp_path / "报表.xlsx"
    content = Content(
        cells={**{f.code: 0 for f in FORM.base}, "t3/new/total": 9, "t2/penalties/decisions": -1}
    )
    path.write_bytes(build_template(FORM, 2023, Agency("1", "甲区财政局"), content))
    done = command(path)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert "错误" in lines[0]
    sheets = [line.strip() for line in lines if line.startswith("  ") and not line.startswith("    ")]
    assert "二、主动公开政府信息情况" in sheets
    assert any("V02" in line and " B14 " in line for line in lines)
    assert "\x1b[" not in done.stdout.decode()


def test_json_is_the_findings_of_run_json(tmp_path):
    path = put(tmp_path / "inbox" / "报表.xlsx", {**BASE, "t2/penalties/decisions": -1})
    done = command("--json", path)
    run(Request(tmp_path / "inbox"))
    record = json.loads((tmp_path / "输出" / "run.json").read_text(encoding="utf-8"))
    assert json.loads(done.stdout) == record["findings"]
    assert done.returncode == 1


def test_a_console_in_gbk_and_no_color(tmp_path):
    done = command(
        put(tmp_path / "报表.xlsx", {**BASE, "t2/penalties/decisions": -1}),
        PYTHONIOENCODING="gbk",
        NO_COLOR="1",
    )
    assert "错误" in done.stdout.decode("gbk")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("坏.xlsx", b"PK\x03\x04", "F01"),
        ("空.xlsx", b"", "F01"),
        ("通知.txt", "请于月底前报送。".encode(), "不是年度报告"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    done = command(tmp_path / name)
    assert done.returncode == 1
    assert words in done.stdout.decode()


def test_wrong_usage_gives_2(tmp_path):
    assert command().returncode == 2
    assert command(tmp_path / "没有.xlsx").returncode == 2
    path = put(tmp_path / "报表.xlsx", BASE)
    (tmp_path / "上年.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert command(path, "--previous", tmp_path / "上年.csv").returncode == 2
    assert command(path, "--against", tmp_path).returncode == 2


def test_last_years_figures_are_compared(tmp_path):
    put(tmp_path / "上年.xlsx", {**BASE, "t2/licensing/decisions": 3500}, year=2022)
    done = command(put(tmp_path / "报表.xlsx", BASE), "--previous", tmp_path / "上年.xlsx")
    assert "H03" in done.stdout.decode()
    assert done.returncode == 0


def test_a_return_of_any_year_is_held_against_its_own_year(tmp_path):
    (item,) = check([put(tmp_path / "报表.xlsx", BASE, year=2022)])
    assert (item.year, item.findings) == (2022, ())


def test_a_published_report_that_is_equal_is_silent_and_one_that_differs_is_named(tmp_path):
    texts = {**PLAIN_TEXTS, "s5": "更新不够及时；今后将明确更新时限。解读形式不多；今后增加图解。"}
    put(tmp_path / "inbox" / "报表.xlsx", BASE, texts=texts)
    run(Request(tmp_path / "inbox"))
    page = next((tmp_path / "输出" / "各单位草稿").glob("*.html"))
    published = tmp_path / "公布" / page.name
    published.parent.mkdir()
    shutil.copy(page, published)
    done = command(published, "--against", tmp_path / "输出")
    assert (done.returncode, "一致" in done.stdout.decode()) == (0, True)
    changed = (
        page.read_text(encoding="utf-8").replace(">35<", ">53<", 1).replace("今后增加图解", "今后增加视频")
    )
    published.write_text(changed, encoding="utf-8")
    done = command(published, "--against", tmp_path / "输出")
    assert done.returncode == 1
    assert "53" in done.stdout.decode()
    assert "今后增加视频" in done.stdout.decode()
    records = json.loads(command("--json", published, "--against", tmp_path / "输出").stdout)
    assert {record["figure"] for record in records} == {"t2/licensing/decisions", None}


def test_one_file_takes_well_under_a_second(tmp_path):
    path = put(tmp_path / "报表.xlsx", BASE)
    command(path)
    begin = time.perf_counter()
    command(path)
    assert time.perf_counter() - begin < 3  # a loaded machine; measured alone 0.4 s
