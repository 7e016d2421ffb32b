"""In which order 报送情况 lists the agencies, and in which row each stands. Pure."""

from collections.abc import Mapping

from toolkit.model import AgencyResult, District

from .impact import Impact, impact
from .provisional import provisional_lines

HEAD_ROW = 2  # the title and the counts stand above; a line more for each sentence of a provisional summary


def ranked(district: District) -> tuple[tuple[AgencyResult, Impact | None], ...]:
    """Missing agencies, then those with open errors or warnings, then the rest.

    Within the first two, those come first that could move the district's totals most; else the roster's order holds.
    """
    rows = [(result, impact(district, result)) for result in district.agencies]
    return tuple(sorted(rows, key=lambda row: _key(*row)))


def _key(result: AgencyResult, moves: Impact | None) -> tuple[int, float, int, int]:
    if result.status != "missing" and not (result.errors or result.warnings):
        return 2, 0.0, 0, 0
    partial = result.judged is not None and result.judged.ret.partial
    # What a district lacks is not known to be little.
    share = float(moves.share) if moves else float(partial)
    return int(result.status != "missing"), -share, -result.errors, -result.warnings


def head_row(district: District) -> int:
    """Zero-based row of the heads of 报送情况."""
    return HEAD_ROW + len(provisional_lines(district))


def rows_of_agencies(district: District) -> Mapping[str, int]:
    """Agency's name -> its zero-based row in 报送情况."""
    first = head_row(district) + 1
    return {result.agency.name: first + i for i, (result, _) in enumerate(ranked(district))}
