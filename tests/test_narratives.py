"""The promised bounds of the rules about texts, on texts that were written for measuring them."""

import pytest

from tests.narratives import MEASURED, load, score, text_findings

SETS = ("tuning", "held_out", "fresh", "blind_d", "blind_e", "blind_f", "blind_g")


@pytest.mark.parametrize("half", SETS)
def test_the_promised_bounds(half):
    counts = score(load(half))
    assert MEASURED == ("N01", "N02", "N03", "N10", "N11")
    assert counts.precision() >= 0.98, counts.wrong
    assert counts.recall() >= 0.85, counts.wrong
    assert counts.alarms <= counts.clean / 10, counts.wrong


@pytest.mark.parametrize("half", ["tuning", "held_out"])
def test_there_is_enough_to_measure(half):
    narratives = load(half)
    planted = [plant.rule for narrative in narratives for plant in narrative.planted]
    assert len(narratives) >= 60
    assert sum(1 for narrative in narratives if not narrative.planted) >= 40
    assert all(planted.count(rule) >= 7 for rule in MEASURED)
    assert set(planted) >= {f"N{number:02}" for number in range(1, 15) if number != 8}


@pytest.mark.parametrize("half", SETS)
def test_every_finding_quotes_its_text(half):
    for narrative in load(half):
        sections = narrative.case.ret.sections
        for finding in text_findings(narrative):
            assert finding.severity == "warning"
            if finding.rule != "N05":
                assert any(finding.held.rstrip("…") in text for text in sections.values()), finding.held
