"""toolkit check: one return before it is sent, or a published report against what was accepted."""

import json
import shutil
import subprocess
import sys
import time
import zipfile
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


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_json_is_the_findings_of_run_json(tmp_path, encoding):
    inbox = tmp_path / "inbox"
    faults = {"t2/penalties/decisions": -1, "t2/coercion/decisions": -2}
    put(inbox / "报表.xlsx", {**BASE, **faults}, "甲区\U00020bb7财政局")
    time.sleep(0.02)
    put(inbox / "更正.xlsx", {**BASE, **faults}, "甲区\U00020bb7财政局", 2023, {})
    put(inbox / "另一个.xlsx", {**BASE, "t3/new/total": 9}, "甲区民政局")
    (inbox / "坏.xlsx").write_bytes(b"PK")
    (inbox / "附件.pdf").write_bytes(b"%PDF-1.4")
    run(Request(inbox))
    record = json.loads((tmp_path / "输出" / "run.json").read_text(encoding="utf-8"))
    assert {"F01", "F04", "V02", "N05"} <= {finding["rule"] for finding in record["findings"]}
    done = command("--json", inbox, PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout.decode(encoding)) == record["findings"]
    assert done.returncode == 1


def test_what_came_together_is_one_return(tmp_path):
    """The Word report's differences stand under its own name; a PDF beside a readable return is no trouble."""
    values = complete(BASE)
    book = quick_workbook(report_rows(values, "甲区财政局", 2023, PLAIN_TEXTS)[0])
    values = complete({**BASE, "t2/licensing/decisions": 53})
    page = "".join(
        "<tr>" + "".join(f"<td>{'' if cell is None else cell}</td>" for cell in row) + "</tr>"
        for row in report_rows(values, "甲区财政局", 2023, PLAIN_TEXTS)[0]
    )
    with zipfile.ZipFile(tmp_path / "报送.zip", "w") as archive:
        archive.writestr("报表.xlsx", book)
        archive.writestr("报告.html", f"<html><body><table>{page}</table></body></html>")
        archive.writestr("扫描件.pdf", b"%PDF-1.4")
    (item,) = check([tmp_path / "报送.zip"])
    assert item.passes
    assert {finding.rule for finding in item.findings} == {"F10"}
    (block,) = item.blocks
    assert block.path.endswith("报送.zip!/报表.xlsx")


def test_errors_come_first_by_sheet_and_within_a_sheet(tmp_path):
    cells = {f.code: 0 for f in FORM.base} | {
        "t2/licensing/decisions": "１２",
        "t2/penalties/decisions": -1,
        "t4/review/upheld": -1,
    }
    del cells["t3/new/business"], cells["t2/coercion/decisions"]
    path = tmp_path / "报表.xlsx"
    path.write_bytes(build_template(FORM, 2023, Agency("1", "甲区财政局"), Content(cells=cells)))
    (item,) = check([path])
    ranks = [
        [("error", "warning", "notice").index(f.severity) for f in g.findings] for g in item.blocks[0].groups
    ]
    assert all(group == sorted(group) for group in ranks)
    assert [group[0] for group in ranks] == sorted(group[0] for group in ranks)
    assert [0, 1, 2] in ranks


def test_a_return_without_a_year_is_taken_for_the_last_finished_one(tmp_path):
    rows = report_rows(complete(BASE), "甲区财政局", 2023, PLAIN_TEXTS)[0]
    rows[0] = ["单位名称", "甲区财政局"]
    path = tmp_path / "报表.xlsx"
    path.write_bytes(quick_workbook(rows))
    (item,) = check([path])
    assert item.findings == ()
    assert "没有写年度" in item.blocks[0].remarks[0]


def test_an_explanation_that_speaks_of_nothing_known_is_pointed_out(tmp_path):
    content = Content(
        cells={f.code: 0 for f in FORM.base},
        explanations=[("行政许可", "没有许可事项"), ("其他情况", "已请示")],
    )
    path = tmp_path / "报表.xlsx"
    path.write_bytes(build_template(FORM, 2023, Agency("1", "甲区财政局"), content))
    (remark,) = check([path])[0].blocks[0].remarks
    assert "“情况说明”B5" in remark
    assert "“其他情况”" in remark


def test_an_empty_folder_and_no_published_report_are_said(tmp_path):
    (tmp_path / "空").mkdir()
    done = command(tmp_path / "空")
    assert (done.returncode, "里面没有文件" in done.stdout.decode()) == (1, True)
    put(tmp_path / "inbox" / "报表.xlsx", BASE)
    run(Request(tmp_path / "inbox"))
    done = command(tmp_path / "空", "--against", tmp_path / "输出", "--previous", tmp_path / "inbox")
    assert done.returncode == 1
    assert "空：里面没有可以核对的报告" in done.stderr.decode()
    assert "--previous 不起作用" in done.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize("no_color", ["", "1"])
def test_colours_on_a_terminal_only_and_none_of_the_files_own(tmp_path, no_color):
    import os
    import pty

    rows = report_rows(complete(BASE), "甲区财政局", 2023, PLAIN_TEXTS)[0]
    rows = [["一\x1b[2J二" if cell == 35 else cell for cell in row] for row in rows]
    page = "".join("<tr>" + "".join(f"<td>{c or 0}</td>" for c in row) + "</tr>" for row in rows)
    path = tmp_path / "报表.html"
    path.write_text(f"<html><body><table>{page}</table></body></html>", encoding="utf-8")
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from toolkit.cli import main; main()", "check", str(path)],
        stdout=follower,
        stderr=follower,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "NO_COLOR": no_color, "TERM": "xterm"},
    )
    os.close(follower)
    shown = b""
    try:
        while data := os.read(leader, 65536):
            shown += data
    except OSError:  # the other end is closed
        pass
    os.close(leader)
    assert process.wait(60) == 1
    assert "错误" in shown.decode()
    assert (b"\x1b[31m" in shown) == (not no_color)
    assert b"\x1b[2J" not in shown


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


@pytest.mark.parametrize(
    ("name", "year", "words"),
    [
        ("甲区财政局", 2022, None),
        ("甲区财税局", 2022, "当作本单位上年的名称比较"),
        ("甲区财政局", 2021, "上年数据写的是 2021 年度，不是 2022 年度"),
    ],
)
def test_last_years_figures_are_compared(tmp_path, name, year, words):
    put(tmp_path / "上年.xlsx", {**BASE, "t2/licensing/decisions": 3500}, name, year)
    done = command(put(tmp_path / "报表.xlsx", BASE), "--previous", tmp_path / "上年.xlsx")
    assert "H03" in done.stdout.decode()
    assert done.returncode == 0
    assert words is None or words in done.stdout.decode()


def test_an_agency_that_last_years_data_does_not_hold_is_told_so(tmp_path):
    for name in ("甲区民政局", "甲区教育局"):
        put(tmp_path / "上年" / f"{name}.xlsx", BASE, name, 2022)
    done = command(put(tmp_path / "报表.xlsx", BASE), "--previous", tmp_path / "上年")
    assert "上年数据里没有“甲区财政局”，没有与上年比较" in done.stdout.decode()
    done = command(tmp_path / "报表.xlsx", "--previous", tmp_path / "上年", "--json")
    assert json.loads(done.stdout) == []
    assert "没有与上年比较" in done.stderr.decode()


def test_a_return_of_any_year_is_held_against_its_own_year(tmp_path):
    put(tmp_path / "收件" / "一.xlsx", BASE, year=2022)
    put(tmp_path / "收件" / "二.xlsx", BASE, "甲区民政局", year=2023)
    (item,) = check([tmp_path / "收件"])
    assert item.findings == ()
    assert [block.year for block in item.blocks] == [2022, 2023]
    assert item.passes


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
