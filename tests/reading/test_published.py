"""Reports that agencies really published (tests/data/published), read in the layout they had and in others.

Only figures, names and labels are theirs; the files are built here. What must be found was told apart from the
program: the cells as published, and the identities that identities.py finds broken in them.
"""

import html
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.factory import FORM
from tests.painting import Merges, Rows, quick_workbook, report_rows, source, table_rows, workbook
from toolkit.assign import assign
from toolkit.model import Case, Return, Roster, Settings
from toolkit.reading import read_source
from toolkit.rules import judge

Report = dict[str, Any]
Place = tuple[str, Rows, Merges]

REPORTS: list[Report] = json.loads(
    (Path(__file__).parents[1] / "data" / "published" / "reports.json").read_text(encoding="utf-8")
)
STAND_IN = "某县某某局"  # for the report whose copy has lost its agency's name
T3_COLUMNS = (
    "natural_person",
    "business",
    "research",
    "public_welfare",
    "legal_service",
    "other_org",
    "total",
)
NUMBER = re.compile(r"\d+(\.\d+)?")


def agency_of(report: Report) -> str:
    return report["agency"] or STAND_IN


def title_of(report: Report, copied: bool = True) -> list[str]:
    """The title's lines; one that only the page's width has broken stays broken where the page was copied."""
    lines: list[str] = report["title"] or [f"{STAND_IN}{report['year']}年政府信息公开工作年度报告"]
    return lines if copied or not report.get("wrapped") else ["".join(lines)]


def cells_of(report: Report) -> dict[str, str]:
    """Figure code -> the cell as published; codes that the report has no cell for are left out."""
    cells = {f"t2/{key}": raw for key, raw in report["t2"].items()}
    cells |= {f"t4/{key}": raw for key, raw in report["t4"].items()}
    for row, raws in report["t3"].items():
        cells |= {f"t3/{row}/{column}": raw for column, raw in zip(T3_COLUMNS, raws, strict=True)}
    return cells


def typed(raw: str | None) -> Any:
    """What a workbook holds for a published cell."""
    if raw is None or raw == "":
        return None
    if not NUMBER.fullmatch(raw):
        return raw
    return float(raw) if "." in raw else int(raw)


# --- the parts of a report, before they become a file


def tables_of(report: Report, values: list[Any]) -> dict[str, tuple[Rows, Merges]]:
    """The three tables with the report's own labels; where one row stands for several, as published."""
    labels: Mapping[str, str] = report.get("labels", {})
    tables = {}
    for table in ("t2", "t3", "t4"):
        rows, merges = table_rows(table, values)
        rows = [[labels.get(cell, cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
        tables[table] = (rows, merges)
    for group, raws in report.get("merged", {}).items():
        rows, merges = tables["t3"]
        tables["t3"] = _one_row_for(group, [typed(raw) for raw in raws], rows, merges)
    return tables


def _one_row_for(group: str, figures: list[Any], rows: Rows, merges: Merges) -> tuple[Rows, Merges]:
    """The sub-items of a group of table three in a single row beside the group's label."""
    heading = {"other": "（六）其他处理"}[group]
    top = next(r for r, row in enumerate(rows) if row[1] == heading)
    bottom = next(b for t, left, b, _ in merges if (t, left) == (top, 1))
    gone = bottom - top
    kept: Merges = []
    for t, left, b, right in merges:
        if (t, left) == (top, 1):
            kept.append((top, 1, top, 2))
        elif t > bottom:
            kept.append((t - gone, left, b - gone, right))
        else:
            kept.append((t, left, b - gone if b >= bottom else b, right))
    row = [None, heading, None, *figures]
    return [*rows[:top], row, *rows[bottom + 1 :]], kept


def parts_of(report: Report, values: list[Any], copied: bool = True) -> Iterator[str | Place]:
    """Title lines, headings and tables in their order."""
    labels: Mapping[str, str] = report.get("labels", {})
    tables = tables_of(report, values)
    yield from title_of(report, copied)
    for section in FORM.sections:
        yield labels.get(section.heading.text, section.heading.text)
        if section.kind == "narrative":
            yield "本单位按要求做好有关工作。"
        else:
            yield (section.id, *tables[section.id])


def sheet_of(report: Report, values: list[Any], copied: bool = True) -> tuple[Rows, Merges]:
    rows: Rows = []
    merges: Merges = []
    for part in parts_of(report, values, copied):
        if isinstance(part, str):
            rows.append([part])
            continue
        _, table, areas = part
        merges.extend((len(rows) + t, left, len(rows) + b, right) for t, left, b, right in areas)
        rows.extend(table)
    return rows, merges


def written(report: Report) -> list[Any]:
    """All 200 cells as text; None where the report has none."""
    cells = cells_of(report)
    return [cells.get(code) for code in FORM.codes]


def entered(report: Report) -> list[Any]:
    return [typed(raw) for raw in written(report)]


# --- the files


def official_sheet(report: Report) -> bytes:
    """The workbook as this project's tests paint it: official labels, a title of the usual kind."""
    rows, _ = report_rows(entered(report), agency_of(report), report["year"])
    return quick_workbook(rows)


def plain_xlsx(report: Report) -> bytes:
    return quick_workbook(sheet_of(report, entered(report))[0])


def merged_xlsx(report: Report) -> bytes:
    return workbook({"年度报告": sheet_of(report, entered(report), copied=False)})


def text_bars(report: Report) -> bytes:
    """Rows between bars, the way a page's text is kept."""
    lines: list[str] = []
    for part in parts_of(report, written(report)):
        if isinstance(part, str):
            lines.append(part)
        else:
            lines += ["| " + " | ".join("" if c is None else str(c) for c in row) + " |" for row in part[1]]
    return "\n".join(lines).encode()


def text_tabs(report: Report) -> bytes:
    lines: list[str] = []
    for part in parts_of(report, written(report)):
        if isinstance(part, str):
            lines.append(part)
        else:
            lines += ["\t".join("" if c is None else str(c) for c in row) for row in part[1]]
    return "\n".join(lines).encode()


def text_slipped(report: Report) -> bytes:
    """Tabs as they come out of a copied page: merged cells are gone, so that rows slip against the head."""
    lines: list[str] = []
    for part in parts_of(report, written(report)):
        if isinstance(part, str):
            lines.append(part)
        elif part[0] == "t3":
            lines += ["\t".join(row) for row in _slipped(part[1])]
        else:
            lines += ["\t".join("" if c is None else str(c) for c in row) for row in part[1]]
    return "\n".join(lines).encode()


def _slipped(rows: Rows) -> Iterator[list[str]]:
    """Table three with two columns of labels in its head and three beside the sub-items."""
    for number, row in enumerate(rows):
        cells = ["" if cell is None else str(cell) for cell in row]
        if number < 3:
            yield [cells[0], *cells[2:]]
        elif row[0] is not None and row[1] is None:
            yield [cells[0], "", *cells[3:]]
        elif row[1] is not None and row[2] is None:
            # （七）总计 begins in the first column, （一） and （二） in the second
            yield [cells[1], *cells[3:]] if "总计" in cells[1] else [cells[0], cells[1], *cells[3:]]
        else:
            yield cells


def web_page(report: Report) -> bytes:
    """A saved page: a table of particulars first, as sites have it, then the report with its merged cells."""
    title, year = html.escape("".join(title_of(report))), report["year"] + 1
    body = [
        f"<table><tr><td>名称</td><td colspan='3'>{title}</td></tr>",
        f"<tr><td>索引号</td><td>000000000/{year}-00001</td><td>分类</td><td>信息公开年报</td></tr>",
        f"<tr><td>发布机构</td><td>{agency_of(report)}</td><td>公开日期</td><td>{year}-01-17</td></tr></table>",
        f"<h1>{title}</h1>",
    ]
    for part in list(parts_of(report, written(report)))[len(title_of(report)) :]:
        if isinstance(part, str):
            body.append(f"<p><span>{html.escape(part)}</span></p>")
        else:
            body.append(_web_table(*part[1:]))
    head = f"<head><meta charset='utf-8'><title>{title}</title></head>"
    return f"<!doctype html><html>{head}<body>{''.join(body)}</body></html>".encode()


def _web_table(rows: Rows, merges: Merges) -> str:
    spans = {(t, left): (b - t + 1, right - left + 1) for t, left, b, right in merges}
    covered = {
        (r, c)
        for t, left, b, right in merges
        for r in range(t, b + 1)
        for c in range(left, right + 1)
        if (r, c) != (t, left)
    }
    lines = []
    for r, row in enumerate(rows):
        cells = []
        for c, cell in enumerate(row):
            if (r, c) in covered:
                continue
            height, width = spans.get((r, c), (1, 1))
            span = (f' rowspan="{height}"' if height > 1 else "") + (
                f' colspan="{width}"' if width > 1 else ""
            )
            cells.append(f"<td{span}><p>{html.escape(str(cell)) if cell else '&nbsp;'}</p></td>")
        lines.append("<tr>" + "".join(cells) + "</tr>")
    return "<div><table border='1'><tbody>" + "".join(lines) + "</tbody></table></div>"


def word_file(report: Report) -> bytes:
    document = docx.Document()
    for part in parts_of(report, written(report), copied=False):
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        _, rows, merges = part
        table = document.add_table(len(rows), max(map(len, rows)))
        grid = [list(row.cells) for row in table.rows]
        for top, left, bottom, right in merges:
            grid[top][left].merge(grid[bottom][right])
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell is not None:
                    grid[r][c].text = str(cell)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


LAYOUTS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "official-xlsx": ("return.xlsx", official_sheet),
    "plain-xlsx": ("return.xlsx", plain_xlsx),
    "merged-xlsx": ("return.xlsx", merged_xlsx),
    "text-bars": ("return.txt", text_bars),
    "text-tabs": ("return.txt", text_tabs),
    "text-slipped": ("return.txt", text_slipped),
    "html": ("return.html", web_page),
    "docx": ("return.docx", word_file),
}
PUBLISHED_AS = {"pdf": "docx", "html": "html", "text-bars": "text-bars", "text-tabs": "text-slipped"}


def layouts_of(report: Report) -> Iterator[str]:
    """The layout it had (for a PDF the Word file it was printed from) and the others that can hold it."""
    own = PUBLISHED_AS[report["layout"]]
    yield own
    for layout in LAYOUTS:
        # The official sheet has a row for every figure; with blanks a slipped row can be read in two ways.
        if layout == "official-xlsx" and "merged" in report:
            continue
        if layout == "text-slipped" and "" in cells_of(report).values():
            continue
        if layout != own:
            yield layout


# --- what must come out


def added(parts: list[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def expected_of(report: Report) -> dict[str, tuple[str, Decimal | None]]:
    """Figure code -> state and value; blank and / count 0, a blank total the sum of its parts."""
    cells = cells_of(report)
    found: dict[str, tuple[str, Decimal | None]] = {}
    for code in FORM.codes:
        raw = cells.get(code)
        if raw is None:
            found[code] = ("absent", None)
        elif raw in ("", "/"):
            found[code] = ("blank" if raw == "" else "na", Decimal(0))
        elif NUMBER.fullmatch(raw):
            found[code] = ("number" if Decimal(raw) else "zero", Decimal(raw))
        else:
            found[code] = ("text", None)
    for row, raws in report["t3"].items():
        if raws[6] in ("", "/"):
            parts = [found[f"t3/{row}/{column}"][1] for column in T3_COLUMNS[:6]]
            found[f"t3/{row}/total"] = (found[f"t3/{row}/total"][0], added(parts))
    for column in T3_COLUMNS:
        state, _ = found[f"t3/total/{column}"]
        if state in ("blank", "na"):
            parts = [
                found[f"t3/{row}/{column}"][1]
                for row in report["t3"]
                if row not in ("new", "carried_in", "total", "carried_out")
            ]
            found[f"t3/total/{column}"] = (state, added(parts))
    return found


def named(report: Report) -> str:
    return f"{agency_of(report)}{report['year']}"


CASES = [
    pytest.param(report, layout, id=f"{named(report)}-{layout}")
    for report in REPORTS
    for layout in layouts_of(report)
]


def read(report: Report, layout: str) -> Return:
    path, build = LAYOUTS[layout]
    result = read_source(source(build(report), path), FORM)
    assert isinstance(result, Return), result
    return result


def test_there_are_enough_reports_and_they_are_whole() -> None:
    assert len(REPORTS) >= 13
    for report in REPORTS:
        missing = [code for code in FORM.codes if code not in cells_of(report)]
        replaced = tuple(f"t3/{group}_" for group in report.get("merged", {}))
        assert all(code.startswith(replaced) for code in missing) if missing else not replaced, named(report)


@pytest.mark.parametrize(("report", "layout"), CASES)
def test_every_figure_is_what_was_published(report: Report, layout: str) -> None:
    ret = read(report, layout)
    wrong = {
        code: (ret.states[i], ret.values[i], "expected", *expected)
        for i, (code, expected) in enumerate(expected_of(report).items())
        if (ret.states[i], ret.values[i]) != expected
    }
    assert not wrong


@pytest.mark.parametrize(("report", "layout"), CASES)
def test_agency_and_year_are_told(report: Report, layout: str) -> None:
    ret = read(report, layout)
    (assigned,) = assign([ret], [], Roster()).returns
    assert (assigned.match.agency.name, ret.year) == (agency_of(report), report["year"])


@pytest.mark.parametrize(("report", "layout"), CASES)
def test_exactly_the_broken_identities_are_reported(report: Report, layout: str) -> None:
    ret = read(report, layout)
    (assigned,) = assign([ret], [], Roster()).returns
    findings = judge(Case(FORM, ret, assigned.match, Settings(report["year"])))
    found = {(f.rule, f.figure) for f in findings if f.rule in ("A01", "A02", "A03", "A04")}
    assert found == {(fail["rule"], fail["figure"]) for fail in report["fails"]}
