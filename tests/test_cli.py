"""The commands as people type them: words, exit codes, streams."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.factory import complete, random_base
from tests.painting import quick_workbook, report_rows
from toolkit.cli import toolkit as group
from toolkit.sending import year_due


def command(
    *arguments: str,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    name: str = "consolidate_main",
):
    return subprocess.run(
        [sys.executable, "-c", f"from toolkit.cli import {name}; {name}()", *arguments],
        capture_output=True, cwd=cwd, env={**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})}, timeout=120,
    )  # fmt: skip


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    import random

    folder = tmp_path / "收件 箱"
    folder.mkdir()
    rows, _ = report_rows(complete(random_base(random.Random(1))), "甲区财政局")
    (folder / "财政.xlsx").write_bytes(quick_workbook(rows))
    return folder


def test_a_run_tells_what_it_used_and_where_the_result_is(inbox):
    (inbox.parent / "名单.csv").write_text("单位名称\n甲区财政局\n甲区民政局\n", encoding="utf-8")
    done = command(str(inbox))
    told = done.stderr.decode("utf-8")
    assert done.returncode == 0
    assert done.stdout == b""
    for words in ("名单.csv", "已接收 1", "未报送  甲区民政局", "阶段性汇总", str(inbox.parent / "输出")):
        assert words in told
    assert json.loads((inbox.parent / "输出" / "run.json").read_text(encoding="utf-8"))["year"] == 2023


def test_strict_says_by_its_status_that_something_is_open(inbox):
    assert command(str(inbox), "--strict").returncode == 0
    (inbox / "坏.xlsx").write_bytes(b"PK")
    assert command(str(inbox), "--strict").returncode == 1
    assert command(str(inbox)).returncode == 0


def test_a_gbk_console_shows_what_it_can(inbox):
    rows, _ = report_rows(complete({}), "甲区𠮷㐀局✓")
    (inbox / "b.xlsx").write_bytes(quick_workbook(rows))
    (inbox.parent / "名单.csv").write_text("单位名称\n甲区财政局\n甲区水利局✓\n", encoding="utf-8")
    done = command(str(inbox), env={"PYTHONIOENCODING": "gbk"})
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert "未报送  甲区水利局?" in done.stderr.decode("gbk")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "缺少 收件文件夹"),
        (("没有的文件夹",), "找不到这个文件或文件夹"),
        ((".", "--level", "乡"), "只能是 县、市、省、国"),
        ((".", "--year", "去年"), "应当是整数"),
        ((".", "--jear", "2023"), "没有 --jear 这个选项"),
        ((".", "多余"), "多写了参数"),
        ((".", "--out"), "--out"),
    ],
)
def test_wrong_usage_is_told_in_chinese(tmp_path, arguments, words):
    done = command(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    told = done.stderr.decode("utf-8")
    assert words in told
    assert "Error" not in told


def test_refused_folders_and_unknown_years_are_wrong_usage(inbox):
    mine = inbox.parent / "我的"
    mine.mkdir()
    (mine / "a.txt").write_text("x", encoding="utf-8")
    assert command(str(inbox), "--out", str(mine)).returncode == 2
    assert command(str(inbox), "--year", "2020").returncode == 2
    assert command(str(inbox), "--out", str(inbox.parent)).returncode == 2


@pytest.mark.parametrize("arguments", [(), ("consolidate",), ("template",), ("rules",)])
def test_every_help_page_is_chinese(arguments):
    page = CliRunner().invoke(group, [*arguments, "--help"])
    assert page.exit_code == 0
    assert page.output.startswith("用法：")
    for english in ("Usage", "Options", "Commands", "Show this message"):
        assert english not in page.output


def test_every_command_and_option_has_a_help_text():
    for name, item in [("toolkit", group), *group.commands.items()]:
        assert item.help, name
        for param in item.params:
            assert isinstance(param, click.Argument) or getattr(param, "help", ""), (name, param.name)


class TestRules:
    def test_the_list_goes_to_stdout(self):
        done = command("rules", name="main")
        assert done.returncode == 0
        assert "A01  错误" in done.stdout.decode("utf-8")

    def test_one_rule(self):
        page = CliRunner().invoke(group, ["rules", "a03"]).output
        assert "第一项加第二项之和" in page
        assert "怎样改" in page

    def test_no_such_rule(self):
        done = command("rules", "Z99", name="main")
        assert done.returncode == 2
        assert "没有 Z99 这条规则" in done.stderr.decode("utf-8")


class TestTemplate:
    def test_one_blank_workbook(self, tmp_path):
        done = command("template", "--out", str(tmp_path / "发"), name="main")
        assert done.returncode == 0
        assert [p.suffix for p in (tmp_path / "发").iterdir()] == [".xlsx"]

    def test_one_for_each_agency_that_owes_one(self, tmp_path):
        roster = tmp_path / "名单.csv"
        roster.write_text(
            "单位编码,单位名称,类别\n01,甲/乙局,\n02,CON,\n,汇总调整,汇总调整\n", encoding="utf-8"
        )
        done = command(
            "template", "--year", "2023", "--roster", str(roster), "--out", str(tmp_path / "发"), name="main"
        )
        assert done.returncode == 0
        assert sorted(p.name for p in (tmp_path / "发").iterdir()) == ["01_甲_乙局.xlsx", "02_CON.xlsx"]

    def test_nothing_is_overwritten(self, tmp_path):
        command("template", "--out", str(tmp_path), name="main")
        file = next(tmp_path.glob("*.xlsx"))
        file.write_bytes(b"mine")
        assert command("template", "--out", str(tmp_path), name="main").returncode == 1
        assert file.read_bytes() == b"mine"

    def test_old_years_have_another_form(self, tmp_path):
        done = command("template", "--year", "2020", "--out", str(tmp_path / "x"), name="main")
        assert done.returncode == 2
        assert "2019" in done.stderr.decode("utf-8")
        assert not (tmp_path / "x").exists()

    @pytest.mark.parametrize(
        ("today", "year"),
        [((2024, 1, 31), 2023), ((2024, 2, 1), 2024), ((2023, 12, 15), 2023), ((2024, 1, 1), 2023)],
    )
    def test_the_year_that_falls_due_next(self, today, year):
        from datetime import date

        assert year_due(date(*today)) == year


def test_start_up_loads_nothing_heavy():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import toolkit.cli"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    for module in ("pandas", "numpy", "openpyxl", "xlsxwriter", "docx", "lxml", "python_calamine", "jinja2"):
        assert f" {module}\n" not in done.stderr
