"""A disk that is full or may not be written: a plain message, the last output intact, and no leftovers."""

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.factory import complete, random_base
from tests.painting import quick_workbook, report_rows
from tests.stress.test_kill import complete_run, finish, leftovers, start, whole
from toolkit.publishing import MANIFEST

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tmpfs is Linux's"),
]
SIZE = 8  # MB of the disk; an output of the two agencies takes less than one


def mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"mounting is not possible here: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own with an inbox and a finished output on it."""
    if shutil.which("mount") is None:
        pytest.skip("there is no mount command")
    place = tmp_path / "disk"
    place.mkdir()
    mount("-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(place))
    try:
        put(place, "甲区财政局", 1)
        put(place, "甲区民政局", 2)
        complete_run(place / "inbox")
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def put(place: Path, name: str, seed: int) -> None:
    (place / "inbox").mkdir(exist_ok=True)
    rows = report_rows(complete(random_base(random.Random(seed))), name, 2023, {"s1": "公开信息12条。"})[0]
    (place / "inbox" / f"{name}.xlsx").write_bytes(quick_workbook(rows, saved=datetime(2024, 1, 10)))


def fill(place: Path, free: int) -> Path:
    """Leave only so many bytes of the disk."""
    ballast = place / "inbox" / ".DS_Store"  # a system file: a run does not read it
    used = shutil.disk_usage(place)
    with ballast.open("wb") as stream:
        stream.write(b"\0" * max(0, used.free - free))
    return ballast


@pytest.mark.parametrize("free", [0, 4096, 20_000, 40_000, 80_000, 150_000])
def test_a_full_disk(disk: Path, free: int) -> None:
    before = {p: p.read_bytes() for p in (disk / "输出").rglob("*") if p.is_file()}
    put(disk, "甲区民政局", 3)
    ballast = fill(disk, free)
    status, words = finish(start(disk / "inbox"))
    assert (status, "磁盘空间不足" in words) == (1, True), words
    assert "Traceback" not in words
    whole(disk / "输出")
    assert {p: p.read_bytes() for p in (disk / "输出").rglob("*") if p.is_file()} == before
    assert leftovers(disk) == []
    ballast.unlink()
    complete_run(disk / "inbox")
    assert whole(disk / "输出") != before[disk / "输出" / "run.json"]
    assert leftovers(disk) == []


def test_a_disk_that_may_only_be_read(disk: Path) -> None:
    before = whole(disk / "输出")
    put(disk, "甲区民政局", 3)
    mount("-o", "remount,ro", str(disk))
    status, words = finish(start(disk / "inbox"))
    assert (status, "只读" in words) == (1, True), words
    assert "Traceback" not in words
    assert "--out" in words
    assert whole(disk / "输出") == before
    mount("-o", "remount,rw", str(disk))
    complete_run(disk / "inbox")
    assert whole(disk / "输出") != before
    assert leftovers(disk) == []


def test_an_inbox_that_may_only_be_read_and_an_output_elsewhere(disk: Path, tmp_path: Path) -> None:
    """A shared drive that one may only read is no obstacle: nothing is written there but the register."""
    shutil.rmtree(disk / "输出")
    (disk / "核实登记.xlsx").unlink(missing_ok=True)
    mount("-o", "remount,ro", str(disk))
    from tests.stress.test_kill import command

    out = tmp_path / "别处"
    done = subprocess.run([*command(disk / "inbox"), "--out", str(out)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    whole(out)
    assert (out / MANIFEST).exists()
