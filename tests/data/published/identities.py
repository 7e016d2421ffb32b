"""Which identities of a published report really fail, from its cells alone, without toolkit code.

Run as a program it recomputes the lists in reports.json and says where they differ.
"""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_org", "total")
GROUPS = ("review", "litigation_direct", "litigation_after_review")
OUTCOMES = ("upheld", "corrected", "other", "pending")
SINGLE_ROWS = ("granted", "partial")
SUB_ITEMS = {"refused_": 8, "unable_": 3, "declined_": 5, "other_": 3}
NOTHING = ("", "/")
Report = dict[str, Any]


def number(raw: str | None) -> Decimal | None:
    """A cell's number, 0 for nothing, None where there is no cell or no number in it."""
    if raw is None:
        return None
    if raw in NOTHING:
        return Decimal(0)
    return Decimal(raw) if re.fullmatch(r"-?\d+(\.\d+)?", raw) else None


def added(parts: list[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def failing(report: Report) -> list[dict[str, str]]:
    """The broken identities; silent where a total is blank or /, where a cell is missing or holds text."""
    t3, t4 = report["t3"], report["t4"]
    results = [row for row in t3 if row in SINGLE_ROWS or row.startswith(tuple(SUB_ITEMS))]
    whole = len(results) == len(SINGLE_ROWS) + sum(SUB_ITEMS.values())
    found = []

    def sum_of_results(column: int) -> Decimal | None:
        return added([number(t3[row][column]) for row in results]) if whole else None

    def stated_or_added(row: str, column: int) -> Decimal | None:
        if t3[row][column] not in NOTHING:
            return number(t3[row][column])
        if row == "total":
            return sum_of_results(column)
        return added([number(cell) for cell in t3[row][:6]]) if column == 6 else Decimal(0)

    for row, cells in t3.items():
        parts, total = added([number(cell) for cell in cells[:6]]), number(cells[6])
        if cells[6] not in NOTHING and None not in (parts, total) and parts != total:
            found.append({"rule": "A01", "figure": f"t3/{row}/total"})
    for column, name in enumerate(COLUMNS):
        parts, total = sum_of_results(column), number(t3["total"][column])
        if t3["total"][column] not in NOTHING and None not in (parts, total) and parts != total:
            found.append({"rule": "A02", "figure": f"t3/total/{name}"})
    for column, name in enumerate(COLUMNS):
        coming = added([stated_or_added(row, column) for row in ("new", "carried_in")])
        going = added([stated_or_added(row, column) for row in ("total", "carried_out")])
        if None not in (coming, going) and coming != going:
            found.append({"rule": "A03", "figure": f"t3/total/{name}"})
    for group in GROUPS:
        parts = added([number(t4[f"{group}/{outcome}"]) for outcome in OUTCOMES])
        stated = t4[f"{group}/total"]
        if stated not in NOTHING and None not in (parts, number(stated)) and parts != number(stated):
            found.append({"rule": "A04", "figure": f"t4/{group}/total"})
    return found


def main() -> None:
    reports = json.loads(Path(__file__).with_name("reports.json").read_text(encoding="utf-8"))
    for report in reports:
        computed = failing(report)
        verdict = "agrees" if computed == report["fails"] else f"differs: {computed}"
        print(report["agency"], report["year"], len(computed), verdict)


if __name__ == "__main__":
    main()
