"""The narratives of tests/data/narratives judged: how often the N rules are right, and how often they cry wolf.

``python -m tests.narratives [tuning|held_out]`` prints the counts and what went wrong. The texts were written from
published reports by people who had not seen the rules; ``held_out`` was set aside before the rules were tuned.
"""

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.factory import FORM, make_return
from toolkit.model import Agency, Case, Finding, LastYear, Match, Number, Return, Settings
from toolkit.rules import judge

FOLDER = Path(__file__).parent / "data" / "narratives"
MEASURED = ("N01", "N02", "N03", "N10", "N11")


@dataclass(frozen=True)
class Plant:
    rule: str
    quote: str


@dataclass(frozen=True)
class Narrative:
    """A text with its figures and what is wrong in it."""

    id: str
    case: Case
    planted: tuple[Plant, ...]


def load(half: str) -> list[Narrative]:
    return [_read(path) for path in sorted((FOLDER / half).glob("*.json"))]


def _read(path: Path) -> Narrative:
    data = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    ret: Return = make_return(_base(data["figures"]), data["agency"], data["year"], data["sections"])
    last = None
    if data["last_year"]:
        values = make_return(_base(data["last_year"])).values
        last = LastYear(data["year"] - 1, values, {}, (data["agency"],))
    # Only what the file says of last year is known: figures that it leaves out may be 0 or untold.
    case = Case(
        FORM,
        ret,
        Match(Agency("1", data["agency"])),
        Settings(data["year"], level="市"),
        last_year=last,
    )
    planted = tuple(Plant(item["rule"], item["quote"]) for item in data["planted"])
    return Narrative(data["id"], case, planted)


def _base(figures: dict[str, Number]) -> dict[str, Number]:
    totals = {figure.code for figure in FORM.figures if figure.is_total}
    return {code: value for code, value in figures.items() if code not in totals}


def text_findings(narrative: Narrative) -> list[Finding]:
    return [finding for finding in judge(narrative.case) if finding.rule.startswith("N")]


def is_planted(narrative: Narrative, finding: Finding) -> bool:
    return any(_is_about(finding, plant) for plant in narrative.planted)


def is_found(plant: Plant, findings: list[Finding]) -> bool:
    return any(_is_about(finding, plant) for finding in findings)


def _is_about(finding: Finding, plant: Plant) -> bool:
    if plant.rule != finding.rule:
        return False
    if plant.rule == "N05":
        return True  # what is missing has no words
    # Of two values of one number (N14) either may be the wrong one: the finding quotes both.
    quotes = re.findall("“([^”]+)”", finding.message) if finding.rule == "N14" else [finding.held]
    return any(_overlap(plant.quote, quote) for quote in quotes)


def _overlap(planted: str, held: str) -> bool:
    """Whether two quotations are about the same words: one holds the other, or they share a stretch of five characters, or of four with a number."""
    one, other = "".join(planted.split()), "".join(held.split()).rstrip("…")
    if not one or not other or one in other or other in one:
        return True
    return any(one[i : i + 5] in other for i in range(len(one) - 4)) or any(
        one[i : i + 4] in other and any(c.isdigit() for c in one[i : i + 4]) for i in range(len(one) - 3)
    )


@dataclass(frozen=True)
class Score:
    """Counts over a set of narratives.

    Attributes:
        right, false: findings that were planted, and that were not; missed: plants that were not found; by rule.
        clean: texts without a plant; alarms: findings in them.
    """

    right: Counter[str]
    false: Counter[str]
    missed: Counter[str]
    clean: int
    alarms: int
    wrong: tuple[str, ...]

    def precision(self, rules: tuple[str, ...] = MEASURED) -> float:
        right, false = (sum(counts[rule] for rule in rules) for counts in (self.right, self.false))
        return right / (right + false) if right + false else 1.0

    def recall(self, rules: tuple[str, ...] = MEASURED) -> float:
        found = sum(self._found[rule] for rule in rules)
        missed = sum(self.missed[rule] for rule in rules)
        return found / (found + missed) if found + missed else 1.0

    @property
    def _found(self) -> Counter[str]:
        return self.right


def score(narratives: list[Narrative]) -> Score:
    right, false, missed = Counter[str](), Counter[str](), Counter[str]()
    alarms, wrong = 0, []
    for narrative in narratives:
        findings = text_findings(narrative)
        for finding in findings:
            if is_planted(narrative, finding):
                continue
            false[finding.rule] += 1
            wrong.append(f"{narrative.id} FALSE {finding.rule} {finding.message}")
            alarms += not narrative.planted
        for plant in narrative.planted:
            found = is_found(plant, findings)
            (right if found else missed)[plant.rule] += 1
            if not found:
                wrong.append(f"{narrative.id} MISSED {plant.rule} {plant.quote}")
    clean = sum(1 for narrative in narratives if not narrative.planted)
    return Score(right, false, missed, clean, alarms, tuple(wrong))


def main() -> None:
    half = sys.argv[1] if len(sys.argv) > 1 else "held_out"
    counts = score(load(half))
    print("\n".join(counts.wrong))
    for rule in sorted({*counts.right, *counts.false, *counts.missed}):
        print(f"{rule}: right {counts.right[rule]}, false {counts.false[rule]}, missed {counts.missed[rule]}")
    print(f"{', '.join(MEASURED)}: precision {counts.precision():.3f}, recall {counts.recall():.3f}")
    print(f"false warnings in {counts.clean} correct texts: {counts.alarms}")


if __name__ == "__main__":
    main()
