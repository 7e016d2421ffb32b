"""Measure the main steps and quote them as ratios: to what an analyst would write, and to bare calamine.

CPU seconds of one process each, on the same made-up returns, in one run. ``python -m tests.benchmarks [N]``.
"""

import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.factory import FORM, complete, random_base
from tests.painting import quick_workbook, report_rows, table_rows, workbook_fast
from toolkit.model import Agency
from toolkit.template import build_template

NAIVE = """
import pathlib, sys
import pandas as pd
frames = []
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.xlsx")):
    for sheet, frame in pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl").items():
        frame.insert(0, "sheet", sheet)
        frame.insert(0, "file", path.name)
        frames.append(frame)
pd.concat(frames, ignore_index=True).to_excel(sys.argv[2], index=False)
"""

BARE = """
import pathlib, sys
from python_calamine import CalamineWorkbook
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.xlsx")):
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
"""

READ = """
import pathlib, sys
from toolkit.form import load
from toolkit.intake import collect
from toolkit.reading import read_source
form = load("2021")
for source in collect(pathlib.Path(sys.argv[1])):
    assert hasattr(read_source(source, form), "values")
"""

RUN = """
import pathlib, sys
from toolkit.run import Request, run
run(Request(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).with_suffix("")))
"""


def make_inbox(folder: Path, count: int) -> None:
    """Returns of three layouts: the template filled, everything on one sheet, a table a sheet."""
    rng = random.Random(7)
    for number in range(count):
        name, values = f"甲区第{number:04}局", complete(random_base(rng))
        if number % 3 == 0:
            from tests.painting import fill_template

            data = fill_template(
                build_template(FORM, 2023, Agency(f"{number:04}", name)),
                random_base(rng),
                {"s1": "2023年，公开信息12条。"},
            )
        elif number % 3 == 1:
            data = quick_workbook(report_rows(values, name, 2023, {"s1": "2023年，公开信息12条。"})[0])
        else:
            title = [[f"{name}2023年政府信息公开工作年度报告"]]
            data = workbook_fast(
                {"封面": title, **{t.name: table_rows(t.id, values)[0] for t in FORM.tables}}
            )
        (folder / f"{number:04}.xlsx").write_bytes(data)


def cpu_seconds(code: str, *arguments: str, runs: int = 3) -> float:
    """The least of some runs: other work on the machine only ever adds to what a run takes."""
    return min(_one_run(code, *arguments) for _ in range(runs))


def _one_run(code: str, *arguments: str) -> float:
    """CPU time, user and system, of a Python process that runs the code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "inbox").mkdir()
        make_inbox(folder / "inbox", count)
        inbox, out = str(folder / "inbox"), str(folder / "out.xlsx")
        naive, bare, read, whole = (cpu_seconds(code, inbox, out) for code in (NAIVE, BARE, READ, RUN))
    print(
        f"{count} returns, CPU seconds: analyst {naive:.2f}, bare calamine {bare:.2f}, reading {read:.2f}, whole run {whole:.2f}"
    )
    print(
        f"reading / analyst {read / naive:.3f}; reading / bare calamine {read / bare:.2f}; whole run / analyst {whole / naive:.3f}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
