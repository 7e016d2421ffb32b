"""How much the open questions about an agency could move the district's totals: who is to be telephoned first. Pure."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from toolkit.model import AgencyResult, District, Finding, LastYear, Number, Return

from .worth import worth_of

SMALL = 50
"""Shares of a total below this are shares of this: three cases of four are no reason to telephone first."""

_OF_BLANKS = "V04"  # speaks of all blank cells of a table and names none as its figure


_OF_A_PART = "F11"  # a district's summary that lacks agencies


class Impact(NamedTuple):
    """The figure of the district that could move most.

    Attributes:
        share: by how much of its total, 0.05 for 5 %.
        figure: its index.
        moved: by how much, in the figure's unit.
    """

    share: Decimal
    figure: int
    moved: Number


def impact(district: District, result: AgencyResult) -> Impact | None:
    """What is open with the agency, measured on the total that it could move most; None where nothing can be said.

    A return that is not in because of its errors may bring all its figures; a missing one is taken to be like last
    year's. Of a return that is in, a finding may move its figure by what it expects, else by the figure itself.
    """
    if not (result.agency.summed and result.agency.listed):
        return None
    best: Impact | None = None
    for figure, moved in _movements(district, result):
        if not moved:
            continue
        whole = abs(Decimal(district.totals[figure])) + (0 if result.included else abs(Decimal(moved)))
        size: Number = moved if moved > 0 else -moved
        found = Impact(Decimal(size) / max(whole, Decimal(SMALL)), figure, size)
        if best is None or found.share > best.share:
            best = found
    return best


def is_open(finding: Finding) -> bool:
    return finding.severity == "error" or (finding.severity == "warning" and finding.decision is None)


def _movements(district: District, result: AgencyResult) -> Iterator[tuple[int, Number]]:
    """(figure, by how much it could move) for all that is open."""
    before = _before(district, result)
    last = before.values if before else (None,) * len(district.form.figures)
    if result.judged is None:
        yield from _known(last)
        return
    ret = result.judged.ret
    if not result.included:
        worth = worth_of(district, result)
        yield from _known(new if new is not None else old for new, old in zip(worth, last, strict=True))
        return
    for finding in result.judged.findings:
        if is_open(finding):
            yield from _of_finding(district, ret, last, finding)


def _of_finding(
    district: District, ret: Return, last: tuple[Number | None, ...], finding: Finding
) -> Iterator[tuple[int, Number]]:
    index = district.form.index.get(finding.figure or "")
    if index is not None:
        expected, actual = finding.expected, finding.actual
        if isinstance(expected, int | Decimal) and isinstance(actual, int | Decimal):
            yield index, expected - actual
        else:
            yield index, ret.values[index] or last[index] or 0
    elif finding.rule == _OF_A_PART:
        yield from ((i, old - (ret.values[i] or 0)) for i, old in enumerate(last) if old is not None)
    elif finding.rule == _OF_BLANKS:
        for i, state in enumerate(ret.states):
            if state in ("blank", "na"):
                yield i, last[i] or 0


def _before(district: District, result: AgencyResult) -> LastYear | None:
    if result.judged is not None and result.judged.last_year is not None:
        return result.judged.last_year
    return district.before.agencies.get(result.agency.name) if district.before else None


def _known(values: Iterable[Number | None]) -> Iterator[tuple[int, Number]]:
    return ((i, value) for i, value in enumerate(values) if value is not None)
