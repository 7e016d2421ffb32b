"""Measure 汇总表.xlsx: CPU time against what an analyst's script needs for the same returns, and against pandas.

The returns are those of ``toolkit sample`` with a fifth of them faulty. The script is the one of ``tests.benchmarks``
(it reads every sheet with pandas and saves one workbook); it stops at damaged files, so it gets as many returns without
faults. pandas.to_excel writes the rows of 明细 and nothing else.
``python -m tests.benchmarks.summary [N]``.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.__main__ import NAIVE, cpu_seconds

# A child prints the CPU seconds of what is measured, and the most memory that it ever held, in MB.
SUMMARY = """
import pathlib, resource, sys, time
import toolkit
from toolkit.outputs.summary import write_summary
if __name__ == "__main__":
    district = toolkit.consolidate(sys.argv[1])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    write_summary(district, pathlib.Path(sys.argv[2]))
    took = time.process_time() - start
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, before, len(district.findings))
"""

TO_EXCEL = """
import pathlib, resource, sys, time
import toolkit
if __name__ == "__main__":
    frame = toolkit.consolidate(sys.argv[1]).to_frame()
    frame = frame[frame["included"] & ~frame["is_total"]].iloc[:, :14]
    start = time.process_time()
    frame.to_excel(pathlib.Path(sys.argv[2]) / "rows.xlsx", index=False, engine="xlsxwriter")
    print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def measured(code: str, inbox: Path, out: Path, runs: int = 2) -> list[float]:
    """What a child prints, of the run that took the least time."""
    script = out / "child.py"
    script.write_text(code, encoding="utf-8")
    command = [sys.executable, str(script), str(inbox), str(out)]
    outputs = [
        subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(runs)
    ]
    return min([float(word) for word in text.split()] for text in outputs)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for made, rate in (("faulty", "0.2"), ("clean", "0")):
            arguments = ["sample", str(folder / made), "--agencies", str(count), "--defects", rate]
            command = [sys.executable, "-c", "from toolkit.cli import main; main()", *arguments]
            subprocess.run(command, check=True, capture_output=True)
        inbox = folder / "faulty" / "inbox"
        seconds, memory, before, findings = measured(SUMMARY, inbox, folder)
        pandas_seconds, pandas_memory = measured(TO_EXCEL, inbox, folder, runs=1)
        naive = cpu_seconds(NAIVE, str(folder / "clean" / "inbox"), str(folder / "naive.xlsx"), runs=1)
        size = (folder / "汇总表.xlsx").stat().st_size / 1e6
    print(
        f"{count} agencies, {findings:.0f} findings: summary {seconds:.2f} s CPU, at most {memory:.0f} MB"
        f" ({before:.0f} MB before), {size:.1f} MB on disk"
    )
    print(f"analyst {naive:.2f} s: summary / analyst {seconds / naive:.3f}")
    print(
        f"pandas.to_excel of the rows of 明细 {pandas_seconds:.2f} s, {pandas_memory:.0f} MB:"
        f" summary / to_excel {seconds / pandas_seconds:.3f}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
