from dataclasses import replace

import pytest

from tests.factory import make_return
from toolkit.model import Origin
from toolkit.rules.words import areas_of, listed


@pytest.mark.parametrize(
    ("cells", "areas"),
    [
        (["D5"], "D5"),
        (["D5", "E5", "F5"], "D5:F5"),
        (["D5", "E5", "D6", "E6"], "D5:E6"),
        (["D5", "F5"], "D5、F5"),
        (["J8", "J9", "J10"], "J8:J10"),
        (["Z1", "AA1"], "Z1:AA1"),
        (["D5", "E5", "D6"], "D5:E5、D6"),
        (["第3行", "第3行", "第4行"], "第3行、第4行"),
        ([], ""),
    ],
)
def test_neighbouring_cells_are_ranges(cells, areas):
    ret = make_return()
    origins = tuple(Origin("表", cell) for cell in cells) + ret.origins[len(cells) :]
    assert areas_of(replace(ret, origins=origins), range(len(cells))) == areas


def test_long_lists_say_how_many_there_are():
    assert listed(["甲", "乙"]) == "甲、乙"
    assert listed([str(n) for n in range(20)], 3) == "0、1、2 等 20 处"
