"""The corpus of difficult files (tests/data/corpus): each with the figures, cells and findings that it must give."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.factory import FORM
from tests.painting import source
from toolkit.assign import AssignedUnread, assign
from toolkit.model import Case, Return, Roster, Settings, Unread
from toolkit.reading import read_source
from toolkit.rules import judge, judge_unread

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
EXPECTED = json.loads((CORPUS / "expected.json").read_text(encoding="utf-8"), parse_float=Decimal)


def problems(name: str) -> list[str]:
    """What differs from the expectation, as sentences."""
    entry = EXPECTED[name]
    result = read_source(source((CORPUS / name).read_bytes(), name), FORM)
    found: list[str] = []
    if isinstance(result, Unread):
        rules = (
            {f.rule for f in judge_unread(FORM, AssignedUnread(result, None))}
            if result.problem
            else {"ignored"}
        )
        found += [
            f"{rule} is missing (got {rules}, {result.note})" for rule in entry["rules"] if rule not in rules
        ]
        if entry.get("figures") and "F01" not in entry["rules"]:
            found.append(f"not read: {result.problem} {result.note}")
        return found
    assert isinstance(result, Return)
    (assigned,) = assign([result], [], Roster()).returns
    if entry["agency"] is not None and assigned.match.agency.name != entry["agency"]:
        found.append(f"agency {assigned.match.agency.name}, not {entry['agency']}")
    if entry.get("year") is not None and result.year != entry["year"]:
        found.append(f"year {result.year}, not {entry['year']}")
    rules = {f.rule for f in judge(Case(FORM, result, assigned.match, Settings(2023)))}
    found += [f"{rule} is missing (got {sorted(rules)})" for rule in entry["rules"] if rule not in rules]
    found += [f"{rule} must not be" for rule in entry["not_rules"] if rule in rules]
    if "figures" in entry:
        may_be_null, free = set(entry.get("may_be_null", ())), set(entry.get("not_asserted", ()))
        for figure in FORM.figures:
            value, expected = result.values[figure.index], entry["figures"].get(figure.code, 0)
            refused = value is None and figure.code in may_be_null and rules & {"F02", "F03"}
            if value != expected and figure.code not in free and not refused:
                found.append(f"{figure.code} is {value}, not {expected}")
    for code, state in entry.get("states", {}).items():
        if result.states[FORM.index[code]] != state and result.states[FORM.index[code]] != "absent":
            found.append(f"{code} is {result.states[FORM.index[code]]}, not {state}")
    for code, (sheet, cell) in entry.get("cells", {}).items():
        origin = result.origins[FORM.index[code]]
        if origin.cell and ((sheet is not None and origin.sheet != sheet) or origin.cell != cell):
            found.append(f"{code} stands in {origin.sheet}!{origin.cell}, not {sheet}!{cell}")
    for section, words in entry.get("sections", {}).items():
        if words not in result.sections.get(section, ""):
            found.append(f"{section} lacks {words!r}: {result.sections.get(section, '')[:60]!r}")
    return found


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_file_is_read_as_a_careful_reviewer_would(name):
    assert problems(name) == []
