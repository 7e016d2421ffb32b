"""Changed files of every kind: refused with a reason or read, never a crash, never a hang, and never a silent wrong figure.

``python -m tests.fuzz.test_fuzz SECONDS [SEED]`` goes on for as long as it is told, and leaves what it finds in the
system's temporary folder.
"""

import hashlib
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.factory import FORM
from tests.fuzz.mutate import Changed, mutate
from tests.painting import source
from toolkit.assign import assign
from toolkit.intake import collect
from toolkit.limits import Limits
from toolkit.model import Case, Number, Return, Roster, Settings, Unread
from toolkit.reading import read_source
from toolkit.reading.batch import read_all
from toolkit.rules import judge

CORPUS = Path(__file__).parent / "corpus"
GOOD = Path(__file__).parents[1] / "data" / "corpus"
EXPECTED = json.loads((GOOD / "expected.json").read_text(encoding="utf-8"), parse_float=Decimal)
# A tenth of the cells that are allowed: reading all of them takes long, and is no hang.
LIMITS = Limits(seconds=15, cells=200_000)
MAILS = (".eml", ".msg", ".zip")
# One of each format, small and unlike each other; all of them are read right as they are (tests/reading/test_corpus.py).
SEEDS = (
    "01一张表到底.xlsx", "06分页填报.xlsx", "103样式表损坏.xlsx", "104带前缀的XML.xlsx", "105格子没有r属性.xlsx", "109共享公式有结果.xlsx",
    "108带宏格式.xlsm", "112老格式多页.xls", "114WPS表格.et", "115开放文档.ods", "116二进制工作簿.xlsb", "120报告.docx",
    "123政府网站.html", "125表格.html", "126北关式.txt", "127竖线.txt",
)  # fmt: skip
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is bounded on Linux only")


class Trial(NamedTuple):
    """A changed file, and the file that it was made from."""

    seed: str
    origin: str
    changed: Changed


def seeds() -> dict[str, bytes]:
    found = {name: (GOOD / name).read_bytes() for name in SEEDS}
    return found | {path.name: path.read_bytes() for path in sorted(CORPUS.glob("种*"))}


def cases(seed: int) -> Iterator[Trial]:
    """Changed files without end, the same for the same seed."""
    files = seeds()
    names = sorted(files)
    number = 0
    while True:
        key = f"{seed}/{number}"
        rng = random.Random(key)
        name = names[number % len(names)]
        yield Trial(key, name, mutate(rng, name, files[name]))
        number += 1


def troubles(batch: list[Trial]) -> list[str]:
    """What must not be, a sentence each."""
    found = [trouble for case in batch if case.origin.endswith(MAILS) for trouble in _of_mail(case)]
    tables = [case for case in batch if not case.origin.endswith(MAILS)]
    results = read_all([source(c.changed.data, c.origin) for c in tables], FORM.id, 2, LIMITS)
    for case, result in zip(tables, results, strict=True):
        found += [f"{case.seed} {case.origin} {case.changed.by}: {t}" for t in _of_result(case, result)]
    return found


def _of_result(case: Trial, result: Return | Unread) -> Iterator[str]:
    if isinstance(result, Unread):
        # Binary workbooks whose sizes lie may bring the reader down, but only its own process.
        fragile = case.origin.endswith((".xls", ".et", ".xlsb")) and not result.note
        if result.problem == "timeout" or (result.problem == "crashed" and not fragile):
            yield f"{result.problem} {result.note}"
        return
    if case.changed.harmless:
        values = figures_of(case.origin)
        if result.values != values and not judge_of(result):
            wrong = [c for c, a, b in zip(FORM.codes, result.values, values, strict=True) if a != b]
            yield f"silently read {len(wrong)} wrong figures, {wrong[:4]}"


def _of_mail(case: Trial) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / case.origin
        path.write_bytes(case.changed.data)
        begun = time.monotonic()
        try:
            listed = collect(path, limits=LIMITS)
        except Exception as error:
            yield f"{case.seed} {case.origin} {case.changed.by}: {error!r}"
            return
        spent = time.monotonic() - begun
    places = Counter((s.path, s.member) for s in listed)
    if not listed or max(places.values()) > 1:
        yield f"{case.seed} {case.origin} {case.changed.by}: listed {places}"
    if any(s.problem == "crashed" for s in listed) or spent > 5:
        yield f"{case.seed} {case.origin} {case.changed.by}: {spent:.1f} s, {[s.problem for s in listed]}"
    if any(s.problem and s.data for s in listed) or any("\n" in (s.member or "") for s in listed):
        yield f"{case.seed} {case.origin} {case.changed.by}: data beside a problem, or a broken name"


def figures_of(name: str) -> tuple[Number, ...]:
    return tuple(EXPECTED[name]["figures"].get(code, 0) for code in FORM.codes)


def judge_of(ret: Return) -> bool:
    """Whether anything is said of a return."""
    (assigned,) = assign([ret], [], Roster()).returns
    return bool(judge(Case(FORM, ret, assigned.match, Settings(2023))))


def run_for(seconds: float, seed: int) -> tuple[int, list[str]]:
    """How many files were tried, and what was wrong."""
    end = time.monotonic() + seconds
    stream, number, found = cases(seed), 0, list[str]()
    while time.monotonic() < end:
        batch = [next(stream) for _ in range(200)]
        number += len(batch)
        found += troubles(batch)
    return number, found


@pytest.mark.slow
@LINUX
def test_changed_files_do_no_harm() -> None:
    number, found = run_for(75, seed=1)
    assert not found, "\n".join(found[:20])
    assert number > 1000


def kept() -> list[Path]:
    return sorted(
        path for path in CORPUS.iterdir() if path.suffix != ".md" and not path.name.startswith("种")
    )


@LINUX
@pytest.mark.parametrize("path", kept(), ids=lambda path: path.name)
def test_what_was_found_once_is_not_found_again(path: Path) -> None:
    """Each file in corpus/ was once a crash, a hang or a wrong reading; README.md there says which."""
    case = Trial("kept", path.name, Changed(path.read_bytes(), ("kept",)))
    begun = time.monotonic()
    assert troubles([case]) == []
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("name", SEEDS)
def test_the_seeds_are_read_right(name: str) -> None:
    result = read_source(source((GOOD / name).read_bytes(), name), FORM)
    assert isinstance(result, Return)
    assert result.values == figures_of(name)


def test_the_corpus_is_small() -> None:
    assert sum(path.stat().st_size for path in CORPUS.iterdir()) < 2**20


def test_mutations_are_repeatable() -> None:
    one, other = cases(7), cases(7)
    for _ in range(40):
        assert next(one) == next(other)


def main(seconds: float, seed: int) -> None:
    tried, wrong = run_for(seconds, seed)
    print(f"{tried} files, {len(wrong)} troubles")
    keys = {line.split(" ")[0]: line for line in wrong}
    for case in cases(seed):
        if not keys:
            return
        if line := keys.pop(case.seed, None):
            name = f"fuzz-{hashlib.sha256(case.changed.data).hexdigest()[:8]}{Path(case.origin).suffix}"
            place = Path(tempfile.gettempdir()) / name
            place.write_bytes(case.changed.data)
            print(line, place)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time()))
