"""A run that is killed at any moment, and two runs at once: the output is whole, the old one or the new one."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.factory import FORM, complete, random_base
from tests.painting import quick_workbook, report_rows
from toolkit.publishing import MANIFEST

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="whole process groups are killed"),
]
KILLS = 30
ROUNDS = 5
AGENCIES = [f"甲区第{number}局" for number in range(8)]
REGISTER = "核实登记.xlsx"
VERDICT = "电话核实无误，经办人张三"  # what a clerk wrote into the register


def command(inbox: Path) -> list[str]:
    call = "from toolkit.cli import consolidate_main; consolidate_main()"
    return [sys.executable, "-c", call, str(inbox), "--jobs", "2"]


def start(inbox: Path) -> subprocess.Popen[bytes]:
    """A run in a process group of its own, so that it can be killed with all its workers."""
    return subprocess.Popen(
        command(inbox), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def finish(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    _, errors = process.communicate(timeout=120)
    return process.returncode, errors.decode("utf-8")


def complete_run(inbox: Path) -> str:
    status, words = finish(start(inbox))
    assert status == 0, words
    return words


def whole(folder: Path) -> bytes:
    """Check that the output is complete and as it was written; its run.json."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    assert found == manifest
    assert {"run.json", "facts.csv", "汇总表.xlsx"} <= set(found)
    return (folder / "run.json").read_bytes()


def leftovers(place: Path) -> list[str]:
    """Whatever a run may have left beside the output."""
    return sorted(p.name for p in place.iterdir() if p.name not in ("inbox", "输出", "名单.csv", REGISTER))


def register_rows(path: Path) -> list[tuple[str, ...]]:
    """The rows of the register that speak of an agency; fails where the file is no workbook."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = [
        tuple("" if cell is None else str(cell) for cell in row) for row in sheet.iter_rows(values_only=True)
    ]
    return [row for row in rows if set(row) & set(AGENCIES)]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An inbox whose returns raise warnings, with a finished output and a register in which something was written."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number, name in enumerate(AGENCIES):
        values: list[object] = list(complete(random_base(random.Random(number))))
        values[FORM.index["t2/licensing/decisions"]] = None  # V04, which asks somebody to confirm
        rows = report_rows(values, name, 2023, {"s1": "公开信息12条。"})[0]
        (inbox / f"{name}.xlsx").write_bytes(quick_workbook(rows, saved=datetime(2024, 1, 10)))
    roster = "单位名称\n" + "\n".join(AGENCIES) + "\n"
    (tmp_path / "名单.csv").write_text(roster, encoding="utf-8-sig")
    complete_run(inbox)
    register = tmp_path / REGISTER
    if not register.exists():
        book = openpyxl.Workbook()
        book.active.append(
            ["单位", "规则", "指标", "结论", "原值", "更正值", "说明", "经办人", "日期", "沿用"]
        )
        book.active.append(
            [AGENCIES[0], "V04", None, "已核实", None, None, VERDICT, "张三", "2024-01-20", None]
        )
        book.save(register)
    else:
        book = openpyxl.load_workbook(register)
        sheet = book.worksheets[0]
        heads = {
            str(cell.value): cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value
        }
        row = next(r for r in range(2, 40) if AGENCIES[0] in [c.value for c in sheet[r]])
        sheet.cell(row, heads["结论"]).value = "已核实"
        sheet.cell(row, heads["说明"]).value = VERDICT
        book.save(register)
    complete_run(inbox)
    return tmp_path


def change(place: Path, number: int) -> None:
    """Let the next output differ from the last: one return is sent again with another figure."""
    values: list[object] = list(complete(random_base(random.Random(number + 1000))))
    values[FORM.index["t2/licensing/decisions"]] = None
    rows = report_rows(values, AGENCIES[1], 2023, {"s1": "公开信息12条。"})[0]
    (place / "inbox" / f"{AGENCIES[1]}.xlsx").write_bytes(quick_workbook(rows, saved=datetime(2024, 1, 11)))


def moments(place: Path) -> Iterator[float]:
    """Moments at which to kill: spread over the measured length of a run, and crowded where it publishes."""
    begun = time.monotonic()
    complete_run(place / "inbox")
    length = time.monotonic() - begun
    rng = random.Random(20240131)
    for number in range(KILLS):
        yield rng.uniform(0.0, length) if number % 3 else rng.uniform(0.6, 1.05) * length


def kill(process: subprocess.Popen[bytes]) -> bool:
    """Kill a run with all its processes; whether it was still running."""
    alive = process.poll() is None
    if alive:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return alive


def test_a_run_killed_at_any_moment_leaves_a_whole_output(place: Path) -> None:
    out = place / "输出"
    killed = {"before": 0, "missing": 0, "after": 0, "in time": 0}
    for number, moment in enumerate(moments(place)):
        old, rows = whole(out), register_rows(place / REGISTER)
        change(place, number)
        process = start(place / "inbox")
        time.sleep(moment)
        if not kill(process):
            killed["in time"] += 1
        if out.exists():
            killed["before" if whole(out) == old else "after"] += 1
        else:
            killed["missing"] += 1  # between the two renames: the next run puts it back
            (aside,) = place.glob(".输出.old-*")
            assert whole(aside) == old
        _register_intact(place / REGISTER, rows)
        # Not yet another run: what is done before anything is read must put things right by itself.
        words = complete_run(place / "inbox")
        assert "Traceback" not in words
        new = whole(out)
        assert json.loads(new)["year"] == 2023
        _register_intact(place / REGISTER, rows)
        assert leftovers(place) == []
    assert killed["before"] >= 5, killed


def _register_intact(path: Path, before: list[tuple[str, ...]]) -> None:
    """The register is a workbook that speaks of every agency, and what a clerk wrote stands in it as it stood."""
    after = register_rows(path)
    assert {row for row in before if VERDICT in row} <= set(after)
    assert any(VERDICT in row for row in after)
    assert set().union(*after) >= set().union(*before) & set(AGENCIES)


@pytest.mark.parametrize("where", [".输出.old-", ".输出.new-"])
def test_what_a_dead_run_left_is_cleared_by_the_next(place: Path, where: str) -> None:
    """The two moments that chance rarely meets: between the renames, and before the first."""
    out = place / "输出"
    before = whole(out)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    if "old" in where:
        out.rename(place / f"{where}{dead.pid}-abcdef01")
    staging = place / f".输出.new-{dead.pid}-abcdef01"
    staging.mkdir()
    (staging / "run.json").write_bytes(before[:100])
    complete_run(place / "inbox")
    assert whole(out) == before
    assert leftovers(place) == []


def test_two_runs_at_once(place: Path) -> None:
    """Either may be refused in plain words; neither may break what the other wrote."""
    out = place / "输出"
    statuses = []
    for number in range(ROUNDS):
        change(place, number)
        rows = register_rows(place / REGISTER)
        pair = [start(place / "inbox") for _ in range(2)]
        for status, words in map(finish, pair):
            assert status in (0, 1), words
            assert "Traceback" not in words, words
            assert "Error" not in words, words
            assert words.strip()
            statuses.append(status)
        record = json.loads(whole(out))
        assert len(record["agencies"]) == len(AGENCIES)
        _register_intact(place / REGISTER, rows)
        assert leftovers(place) == []
        complete_run(place / "inbox")
        assert json.loads(whole(out)) == record
    assert 0 in statuses
