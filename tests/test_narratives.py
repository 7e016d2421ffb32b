"""What is promised of the rules about texts, measured on texts whose faults are known (see tests/narratives.py)."""

import pytest

from tests.narratives import FOLDER, load, score


@pytest.mark.parametrize("half", sorted(path.name for path in FOLDER.iterdir() if path.is_dir()))
def test_the_rules_are_right_and_do_not_cry_wolf(half):
    counts = score(load(half))
    assert counts.clean >= 20
    assert counts.precision() >= 0.98, counts.wrong
    assert counts.recall() >= 0.85, counts.wrong
    assert counts.alarms * 10 <= counts.clean, counts.wrong
