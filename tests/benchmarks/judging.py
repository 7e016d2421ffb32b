"""CPU time of judging: all rules over the returns of a made-up district, as a ratio to the analyst's script.

``python -m tests.benchmarks.judging [N]``. Reading is not counted; likeness of texts and last year's figures are.
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.__main__ import NAIVE, cpu_seconds
from toolkit.assign import assign
from toolkit.context import load_roster
from toolkit.form import for_year
from toolkit.intake import collect
from toolkit.judging import judge_all
from toolkit.model import LastYear, Return, Settings
from toolkit.reading.batch import read_all
from toolkit.sample import Wanted, write_sample

YEAR = 2023


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "sample"
        made = write_sample(folder, Wanted(count, YEAR, 1, 0.0))
        form = for_year(YEAR)
        results = read_all(collect(made.inbox), form.id)
        returns = [result for result in results if isinstance(result, Return)]
        assignment = assign(returns, [], load_roster(folder / "名单.xlsx"))
        last_years = {
            item.match.agency.name: LastYear(
                YEAR - 1, item.current.values, item.current.sections, (item.match.agency.name,)
            )
            for item in assignment.returns
        }
        taken = []
        for known in ({}, last_years, {}, last_years):
            begin = time.process_time()
            judge_all(assignment, form, Settings(YEAR), known)
            taken.append(time.process_time() - begin)
        alone, with_last = min(taken[0::2]), min(taken[1::2])
        naive = cpu_seconds(NAIVE, str(made.inbox), str(Path(name) / "out.xlsx"), runs=1)
    print(
        f"{count} agencies, CPU seconds: analyst {naive:.2f}, judging {alone:.2f}, with last year's data {with_last:.2f}"
    )
    print(f"judging / analyst {alone / naive:.3f}; with last year's data {with_last / naive:.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
