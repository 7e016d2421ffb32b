"""The warnings of a run that nobody has settled: what 核实登记 asks the clerk for."""

from toolkit.decisions import same
from toolkit.model import District, Finding
from toolkit.register.columns import Line
from toolkit.register.read import Entry


def open_warnings(district: District) -> list[Line]:
    """A line for each warning about a return that counts and that has no decision, in the run's order."""
    lines = []
    for result in district.read:
        if result.judged is None:
            continue
        for finding in result.judged.findings:
            if finding.severity == "warning" and finding.decision is None:
                lines.append(_line(district, result.agency.name, finding, result.judged.version))
    return list(dict.fromkeys(lines))


def covers(entry: Entry, line: Line) -> bool:
    """Whether a row without a verdict stands for the warning: people may have begun to write in it."""
    return (
        not entry.lapsed
        and bool(entry.rule or entry.figure is not None)
        and entry.agency == line.agency
        and entry.rule in ("", line.rule)
        and entry.figure in (None, line.place)
        and (not entry.original or same(entry.original, line.original))
        and (not entry.table or same(entry.table, line.table))
    )


def _line(district: District, agency: str, finding: Finding, version: str) -> Line:
    index = district.form.index.get(finding.figure) if finding.figure else None
    title = "" if index is None else district.form.figures[index].title
    place = " ".join(part for part in (finding.sheet, finding.cell) if part)
    problem = f"{finding.message}（{place}）" if place else finding.message
    return Line(
        agency, finding.rule, title, problem, finding.held, finding.table, district.year, version, index
    )
