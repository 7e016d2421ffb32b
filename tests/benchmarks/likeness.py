"""CPU time and memory of comparing the narrative sections of many agencies. ``python -m tests.benchmarks.likeness [N]``.

Three sections of 600 to 1,500 characters an agency, in processes of their own: no two sentences the same; sentences
drawn from the banks of ``toolkit sample``; everyone the same text; everyone the same text with other changes in each.
And the nearest neighbours among N agencies of ``toolkit sample``, of whom none may be found alike.
"""

import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from toolkit.form import for_year
from toolkit.likeness import Text, find_alike
from toolkit.sample.dice import dice
from toolkit.sample.figures import make_figures
from toolkit.sample.names import make_members
from toolkit.sample.narratives import write_texts

CHARACTERS = [chr(0x4E00 + number) for number in range(3500)]
SECTIONS = ("s1", "s5", "s6")


def sample_texts(count: int, seed: int) -> list[Text]:
    """The texts of a made-up district as ``toolkit sample`` writes them."""
    form, taken = for_year(2023), set[tuple[str, str]]()
    district, members = make_members(count, seed)
    result = []
    for member in members:
        agency = member.agency
        figures = make_figures(form, member.profile, dice(seed, "figures", agency.code))
        boxes = write_texts(form, member, figures, 2023, seed, taken)
        sections = {section: "\n".join(texts) for section, texts in boxes.items()}
        result.append(Text(agency.name, (agency.name, *agency.short_names, district), sections))
    return result


def _clause(rng: random.Random) -> str:
    return "".join(rng.choices(CHARACTERS, k=rng.randint(5, 20)))


def _unlike(rng: random.Random, count: int) -> Iterator[str]:
    while True:
        length, text = rng.randint(600, 1500), ""
        while len(text) < length:
            text += _clause(rng) + rng.choice("，，，。")
        yield text


def _banks(rng: random.Random, count: int) -> Iterator[str]:
    pool = [
        f"{sentence}。"
        for text in sample_texts(count, 1)
        for sentence in text.sections["s1"].replace("\n", "").split("。")
    ]
    while True:
        length, text = rng.randint(600, 1500), ""
        while len(text) < length:
            text += rng.choice(pool)
        yield text


def _same(rng: random.Random, count: int) -> Iterator[str]:
    text = "，".join(_clause(rng) for _ in range(80))
    while True:
        yield text


def _near(rng: random.Random, count: int) -> Iterator[str]:
    clauses = [_clause(rng) for _ in range(80)]
    while True:
        changed = list(clauses)
        for _ in range(8):
            changed[rng.randrange(len(changed))] = _clause(rng)
        yield "，".join(changed)


KINDS: dict[str, Callable[[random.Random, int], Iterator[str]]] = {
    "unlike": _unlike,
    "banks": _banks,
    "same": _same,
    "near": _near,
}


def measure(kind: str, count: int, with_last: bool) -> str:
    texts = KINDS[kind](random.Random(5), count)
    now = [
        Text(f"甲区第{n}局", (f"甲区第{n}局", "甲区"), {section: next(texts) for section in SECTIONS})
        for n in range(count)
    ]
    find_alike(now[:2], [])  # imports and tables are not what is measured
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = find_alike(now, now if with_last else [])
    seconds = time.process_time() - start
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    last = " and last year's" if with_last else ""
    return f"{kind}{last}, {count} agencies: {seconds:.2f} s, {more:.0f} MB more, {len(found)} found"


def main() -> None:
    if len(sys.argv) > 2:
        print(measure(sys.argv[1], int(sys.argv[2]), sys.argv[3] == "last"))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for kind in KINDS:
        for last in ("", "last"):
            command = [sys.executable, "-m", "tests.benchmarks.likeness", kind, str(count), last]
            print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="")
    texts = sample_texts(count, 1)
    start = time.process_time()
    found = find_alike(texts, [])
    print(f"toolkit sample, {count} agencies: {time.process_time() - start:.2f} s, {len(found)} found")


if __name__ == "__main__":
    main()
