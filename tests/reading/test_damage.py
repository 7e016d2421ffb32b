"""Damaged files: no crash, no hang; what carries check sums is read right or refused."""

import random
import zipfile
from io import BytesIO

import pytest

from tests.factory import FORM, complete, random_base
from tests.painting import fill_template, quick_workbook, report_rows, source
from tests.reading.test_containers import CONTAINERS, VALUES
from tests.reading.test_corpus import CORPUS, EXPECTED
from toolkit.limits import Limits
from toolkit.model import Agency, Return
from toolkit.reading.batch import read_all
from toolkit.template import build_template

CHECKED = (".xlsx", ".ods", ".docx")


def good_files() -> dict[str, tuple[bytes, tuple]]:
    """Twenty good files, with the figures that each holds."""
    files = {name: (make(), VALUES) for name, make in CONTAINERS.items()}
    for seed in range(5):
        base = random_base(random.Random(seed))
        files[f"表{seed}.xlsx"] = (quick_workbook(report_rows(complete(base))[0]), complete(base))
    base = random_base(random.Random(9))
    files["填报表.xlsx"] = (
        fill_template(build_template(FORM, 2023, Agency("1", "甲局")), base, {}),
        complete(base),
    )
    for name in ("115开放文档.ods", "112老格式多页.xls", "114WPS表格.et"):
        figures = EXPECTED[name]["figures"]
        files[name] = ((CORPUS / name).read_bytes(), tuple(figures.get(code, 0) for code in FORM.codes))
    return files


def damaged(data: bytes, rng: random.Random) -> list[bytes]:
    """50 truncations and 200 changes of one to four bytes."""
    cut = [data[: rng.randrange(len(data))] for _ in range(50)]
    changed = []
    for _ in range(200):
        copy = bytearray(data)
        for _ in range(rng.randint(1, 4)):
            copy[rng.randrange(len(copy))] = rng.randrange(256)
        changed.append(bytes(copy))
    return cut + changed


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(good_files()))
def test_damage_is_refused_or_does_no_harm(name):
    data, values = good_files()[name]
    rng = random.Random(name)
    variants = damaged(data, rng)
    results = read_all([source(d, name) for d in variants], FORM.id, 2, Limits(seconds=20))
    assert len(results) == len(variants)
    for variant, result in zip(variants, results, strict=True):
        if isinstance(result, Return):
            if name.endswith(CHECKED) and zipfile.is_zipfile(BytesIO(variant)):
                assert result.values == values
        else:
            assert result.problem not in ("timeout", "memory"), result
            # Only formats without check sums may bring a reader down, and then only its own process.
            assert result.problem != "crashed" or not name.endswith(CHECKED), result.note


def test_there_are_twenty():
    assert len(good_files()) == 20
